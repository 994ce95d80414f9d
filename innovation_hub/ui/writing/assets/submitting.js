/* Submission of a form. It waits for unsaved fields, and is retried with an idempotency key until the server has answered,
   so that it counts once. The key survives reloads of the tab; the state is always shown. */

import { fill, make } from "./making.js";
import { say } from "./saying.js";
import { Sender } from "./sending.js";

const named = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

export class Submission {
  constructor(sheet) {
    const { account, kind, id } = sheet.record;
    Object.assign(this, { sheet, address: `/api/${kind}/${id}/submission`, at: `hub.submitting/${account}/${kind}/${id}` });
    Object.assign(this, { key: recall(this.at), inFlight: false, trouble: null, refusal: null, done: null, looks: "", act: () => {} });
    this.sender = new Sender(this);
    this.root = make("div", { class: "submission" });
    this.line = make("p", { class: "pressed", "aria-live": "polite" });
    this.problems = make("ul", { class: "problems" });
  }

  /* Take the page's description: {words, ready, steps}, or null. */
  described(asked) {
    const looks = JSON.stringify(asked ?? null);
    if (looks === this.looks) return;
    const ticked = this.box?.checked;
    Object.assign(this, { asked: asked ?? this.asked, looks }); // its texts are needed after the deadline too
    this.root.replaceChildren(...(asked?.ready ? this.pressed() : []), ...(this.asked ? [this.line, this.problems] : []));
    if (ticked && this.box) this.box.checked = true;
  }

  pressed() {
    const { confirm, submit } = this.asked.words;
    this.box = make("input", { type: "checkbox" });
    this.button = make("button", { type: "button", class: "primary" }, submit);
    this.box.onchange = () => this.show();
    this.button.onclick = () => this.press();
    return [make("label", { class: "option" }, this.box, make("span", {}, confirm)), this.button];
  }

  press() {
    if (this.key || !this.box.checked) return;
    Object.assign(this, { key: named(), refusal: null, done: null });
    remember(this.at, this.key);
    this.sheet.hurry();
    this.advance();
    this.show();
  }

  /* To be called whenever the state of a field has changed. */
  advance() {
    if (!this.key || this.inFlight || this.sender.busy) return;
    if (this.sheet.refused()) {
      this.end({ refusal: { detail: this.asked?.words.held ?? "" } });
      this.sheet.stay();
    } else if (!this.sheet.open()) {
      this.sender.run();
    }
  }

  next() {
    if (!this.key || this.inFlight || this.sheet.open() || this.sheet.refused()) return null;
    this.inFlight = true;
    const { account, seen } = this.sheet.record;
    const body = { version: seen, key: this.key, account };
    return { address: this.address, method: "POST", body, lang: this.sheet.record.lang };
  }

  take(_, { ok, status, reply }) {
    if (ok) this.end({ done: reply });
    else this.end({ refusal: reply });
    for (const { field, detail } of reply.problems ?? []) this.sheet.record.refuse(field, detail);
    if (ok && this.box) this.box.checked = false;
    if (ok || status === 409) this.sheet.redraw();
    this.sheet.show();
  }

  wait(_, { status, reply }) {
    Object.assign(this, { inFlight: false, trouble: { status, detail: reply?.detail ?? "" } });
  }

  end(what) {
    Object.assign(this, { key: null, inFlight: false, trouble: null, refusal: null, done: null }, what);
    remember(this.at, null);
  }

  hurry() { if (this.sender.busy) this.sender.wake(); }

  show() {
    if (this.button) this.button.disabled = !this.box.checked || Boolean(this.key);
    const [state, sentence] = this.asked ? this.state() : ["", ""];
    say(this.line, state, sentence, this.trouble?.status === 401 ? this.sheet.data : null);
    this.list();
  }

  state() {
    const { words } = this.asked;
    if (this.refusal) return ["refused", fill(words.refused, { why: this.refusal.detail ?? "" })];
    if (this.done) return ["saved", fill(words.done, { when: this.done.at, code: this.done.code, number: this.done.number })];
    if (!this.key) return ["", ""];
    if (this.trouble?.detail) return ["offline", fill(words.trying, { why: this.trouble.detail })];
    if (this.trouble || this.sender.late || this.sheet.record.trouble) return ["offline", words.offline];
    return ["saving", words.sending];
  }

  /* List what prevents submission, each with a button that leads to its field. */
  list() {
    const found = this.refusal?.problems ?? [];
    const looks = JSON.stringify(found);
    if (this.listed === looks) return;
    this.listed = looks;
    this.problems.replaceChildren(...found.map(({ field, detail }) => {
      const button = make("button", { type: "button", class: "link" }, detail);
      button.onclick = () => this.act(this.asked.steps[field] ?? "", field);
      return make("li", {}, button);
    }));
  }
}

function recall(at) {
  try {
    return sessionStorage.getItem(at);
  } catch {
    return null;
  }
}

function remember(at, key) {
  try {
    if (key) sessionStorage.setItem(at, key);
    else sessionStorage.removeItem(at);
  } catch { /* without storage, the key lasts as long as the page */ }
}
