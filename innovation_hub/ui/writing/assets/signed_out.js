/* The session ended while one was writing: the form stays and says so, with the way to sign in. Once the same account is there
   again, in another tab or by the link, what was typed is sent and the page is loaded anew; another account gets its own page. */

import { make } from "./making.js";
import { signIn } from "./saying.js";

const PAUSE = 3000; // milliseconds until it is asked again who is there

export class SignedOut {
  constructor(sheet) {
    Object.assign(this, { sheet, root: make("div", { class: "out" }), timer: 0 });
  }

  /* `data.out` is the sentence, or nothing while somebody is signed in. */
  take(data) {
    this.data = data;
    clearInterval(this.timer);
    this.root.replaceChildren(...(data.out ? [make("p", { role: "alert" }, data.out, " ", signIn(data))] : []));
    if (data.out) this.timer = setInterval(() => this.ask(), PAUSE);
  }

  leave() { clearInterval(this.timer); }

  async ask() {
    const account = await there();
    if (!account) return;
    if (account === this.data.account && this.sheet.open()) this.sheet.hurry();
    else location.reload();
  }
}

/* The account that this browser is signed in to; 0 for none, or when nobody can tell. */
async function there() {
  try {
    const response = await fetch("/api/session", { cache: "no-store" });
    return (await response.json()).account ?? 0;
  } catch {
    return 0;
  }
}
