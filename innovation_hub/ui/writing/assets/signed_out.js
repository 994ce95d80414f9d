/* Shown when the session ended while writing: the form stays, with a link to sign in. Once the same account has signed in,
   in another tab or by the link, unsaved input is sent and the page reloaded; for another account it is reloaded. */

import { make } from "./making.js";
import { signIn } from "./saying.js";

const PAUSE = 3000; // milliseconds between two polls of the session

export class SignedOut {
  constructor(sheet) {
    Object.assign(this, { sheet, root: make("div", { class: "out" }), timer: 0 });
  }

  /* `data.out` is the sentence, empty while signed in. */
  take(data) {
    this.data = data;
    clearInterval(this.timer);
    this.root.replaceChildren(...(data.out ? [make("p", { role: "alert" }, data.out, " ", signIn(data))] : []));
    if (data.out) this.timer = setInterval(() => this.ask(), PAUSE);
  }

  leave() { clearInterval(this.timer); }

  async ask() {
    const account = await signedInAccount();
    if (!account) return;
    if (account === this.data.account && this.sheet.open()) this.sheet.hurry();
    else location.reload();
  }
}

/* The account that this browser is signed in to; 0 for none or when it is unknown. */
async function signedInAccount() {
  try {
    const response = await fetch("/api/session", { cache: "no-store" });
    return (await response.json()).account ?? 0;
  } catch {
    return 0;
  }
}
