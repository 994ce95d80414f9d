/* Submitting what is written. A press waits for fields that are not saved yet, and is sent with a key of its own until the hub has
   answered: however often it is sent, it is one submission. It outlives a reload of its tab; where it stands is always said. */

import { fill, make } from "./making.js";
import { say } from "./saying.js";
import { Sender } from "./sending.js";

const named = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

export class Submission {
  constructor(sheet) {
    const { account, kind, id } = sheet.record;
    Object.assign(this, { sheet, address: `/api/${kind}/${id}/submission`, at: `hub.submitting/${account}/${kind}/${id}` });
    Object.assign(this, { key: recall(this.at), flying: false, trouble: null, refusal: null, done: null, looks: "", act: () => {} });
    this.sender = new Sender(this);
    this.root = make("div", { class: "submission" });
    this.line = make("p", { class: "pressed", "aria-live": "polite" });
    this.problems = make("ul", { class: "problems" });
  }

  /* What the page says of it: {words, ready, steps}, or nothing. */
  described(asked) {
    const looks = JSON.stringify(asked ?? null);
    if (looks === this.looks) return;
    const ticked = this.box?.checked;
    Object.assign(this, { asked: asked ?? this.asked, looks }); // its words are said after the deadline too
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

  /* To be called whenever something became of a field. */
  advance() {
    if (!this.key || this.flying || this.sender.busy) return;
    if (this.sheet.refused()) {
      this.end({ refusal: { detail: this.asked?.words.held ?? "" } });
      this.sheet.stay();
    } else if (!this.sheet.open()) {
      this.sender.run();
    }
  }

  next() {
    if (!this.key || this.flying || this.sheet.open() || this.sheet.refused()) return null;
    this.flying = true;
    const { account, seen } = this.sheet.record;
    const body = { version: seen, key: this.key, account };
    return { address: this.address, method: "POST", body, lang: this.sheet.record.lang };
  }

  take(_, { ok, status, said }) {
    if (ok) this.end({ done: said });
    else this.end({ refusal: said });
    for (const { field, detail } of said.problems ?? []) this.sheet.record.refuse(field, detail);
    if (ok && this.box) this.box.checked = false;
    if (ok || status === 409) this.sheet.redraw();
    this.sheet.show();
  }

  wait(_, { status, said }) {
    Object.assign(this, { flying: false, trouble: { status, detail: said?.detail ?? "" } });
  }

  end(what) {
    Object.assign(this, { key: null, flying: false, trouble: null, refusal: null, done: null }, what);
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

  /* What keeps it from being submitted, each with the way to its field. */
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
  } catch { /* the press lives as long as its page */ }
}
