/* A sheet: the fields of a record on the page, and their status line. Sheets survive Streamlit's reruns, so that typing is
   not interrupted, and continue sending after the page was left. */

import { drawField, showField, valueText } from "./field.js";
import * as holding from "./holding.js";
import { fill, make } from "./making.js";
import { Record } from "./record.js";
import { say } from "./saying.js";
import { SignedOut } from "./signed_out.js";
import { Submission } from "./submitting.js";

const sheets = new Map(); // by account and record
const INSTANT = ["choice", "choices", "tick"]; // kinds saved at once, without a debounce

export function opened(data) {
  const name = `${data.account}/${data.kind}/${data.id}`;
  if (!sheets.has(name)) sheets.set(name, new Sheet(data));
  return sheets.get(name);
}

class Sheet {
  constructor(data) {
    this.record = new Record(data);
    this.record.show = () => this.show();
    this.record.saved = (field) => this.saved(field);
    this.root = make("div", { class: "sheet" });
    Object.assign(this, { looks: "", drawn: new Map(), redraw: () => {}, around: () => {}, light: false, focus: null, line: true, labels: new Map() });
    this.submission = new Submission(this);
    this.signedOut = new SignedOut(this);
  }

  take(data) {
    this.data = data;
    this.holds = data.holds;
    this.record.learn(data);
    this.submission.described(data.submission);
    this.signedOut.take(data);
    const shown = data.fields.filter(({ name }) => data.shown.includes(name));
    for (const { name, label } of data.fields) this.labels.set(name, label);
    const looks = JSON.stringify([shown.map(({ value, version, ...spec }) => spec), data.words, data.closed]);
    if (looks !== this.looks) this.draw(shown);
    this.looks = looks;
    this.show();
    this.lead();
  }

  draw(shown) {
    const { words, closed } = this.data;
    const was = this.focused();
    const act = {
      typed: (name, value) => this.typed(name, value),
      left: (name) => this.record.left(name),
      settle: (name, take) => this.record.settle(name, take),
    };
    this.status = make("p", { role: "status" });
    this.drawn = new Map(closed ? [] : shown.map((spec) => [spec.name, drawField(spec, words, act)]));
    this.late = make("div", { class: "late" });
    const parts = [...this.drawn.values()].map(({ element }) => element);
    const status = !closed && this.line ? [this.status] : [];
    this.root.replaceChildren(this.signedOut.root, ...parts, this.submission.root, this.late, ...status);
    this.refocus(was);
  }

  /* Scroll to the field requested from another step. */
  lead() {
    const { element, parts } = this.drawn.get(this.wanted) ?? {};
    if (!element) return;
    this.wanted = null;
    setTimeout(() => {
      element.scrollIntoView({ block: "center" });
      parts.labelled?.focus({ preventScroll: true });
    }, 100); // Streamlit scrolls to the top of a new step
  }

  typed(name, value) {
    this.record.typed(name, value);
    if (INSTANT.includes(this.drawn.get(name)?.spec.kind)) this.record.hurry();
  }

  saved(field) {
    const { spec, parts } = this.drawn.get(field.name) ?? {};
    if (spec && this.active() !== parts.labelled) this.record.left(field.name);
    if (this.data.fresh) this.redraw();
  }

  show() {
    if (!this.data) return;
    this.submission.show();
    const { closed, words } = this.data;
    if (closed) return this.showLate(this.record.waiting(), closed);
    this.showLate(this.record.waiting().filter(({ gone }) => gone), words.gone);
    for (const [name, drawn] of this.drawn) showField(drawn, this.record.fields.get(name), this.asked(drawn.spec));
    this.tell(...this.state());
    holding.settle(this);
    this.submission.advance();
  }

  /* Update the status line; overridden by a sheet that embeds this one. */
  tell(state, sentence) {
    say(this.status, state, sentence.trim(), this.record.trouble?.status === 401 ? this.data : null);
  }

  asked({ only_if: condition }) {
    return !condition || condition.values.includes(this.record.fields.get(condition.field)?.value);
  }

  /* The state, one of saved, saving, offline and refused, and its sentence. */
  state() {
    const { words } = this.data;
    const { record } = this;
    const waiting = record.waiting();
    const why = (reason, field) => fill(words.refused, { why: field && this.label(field.name) ? `${this.label(field.name)}: ${reason}` : reason });
    if (waiting.length && record.unstored) return ["refused", why(words.unkept)];
    const sending = waiting.some((field) => !record.blocked(field));
    const { status, detail } = record.trouble ?? {};
    if (sending && detail) return status === 401 ? ["refused", why(detail)] : ["offline", fill(words.again, { why: detail })];
    if (sending && (record.trouble || record.sender.late)) return ["offline", words.offline];
    if (record.refusal) return ["refused", why(record.refusal)];
    const refused = waiting.find((field) => record.blocked(field));
    const reason = refused?.gone ? words.gone : refused?.theirs ? words.disputed : refused?.refusal;
    if (refused) return ["refused", why(reason, refused)];
    if (waiting.length) return ["saving", words.saving];
    return ["saved", fill(words.saved, { when: record.savedAt })];
  }

  label(name) { return this.labels.get(name) ?? ""; }

  /* Show input that can no longer be saved, until it is discarded. */
  showLate(lost, why) {
    const shown = JSON.stringify([why, lost.map(({ name, value }) => [name, value])]);
    if (this.late.dataset.shown === shown) return;
    this.late.dataset.shown = shown;
    const give = make("button", { type: "button" }, this.data.words.discard);
    give.onclick = () => { lost.forEach((field) => this.record.discard(field)); this.show(); };
    const texts = lost.flatMap(({ name, value }) => {
      const spec = this.data.fields.find((field) => field.name === name) ?? { options: [] };
      return [make("h3", {}, this.label(name)), make("blockquote", {}, valueText(spec, value))];
    });
    this.late.replaceChildren(...(lost.length ? [make("p", { role: "alert", class: "refusal" }, why), ...texts, give] : []));
  }

  open() { return this.record.waiting().some((field) => !this.record.blocked(field)); }

  /* Whether some input cannot be saved by waiting. */
  refused() { return Boolean(this.record.refusal) || this.record.waiting().some((field) => this.record.blocked(field)); }

  stuck() {
    return Boolean(this.record.trouble) || this.refused();
  }

  stay(line = this.status) {
    const blocked = this.record.waiting().find((field) => this.record.blocked(field));
    const beside = blocked?.gone ? this.late : this.drawn.get(blocked?.name)?.element;
    (beside ?? line).scrollIntoView({ block: "center" });
  }

  hurry() { this.record.hurry(); }

  active() { return this.root.getRootNode().activeElement; }

  focused() {
    const element = this.active();
    if (!element || !this.root.contains(element)) return null;
    const { selectionStart: start, selectionEnd: end } = element;
    return { id: element.id, start, end };
  }

  refocus(was) {
    const element = was && this.root.querySelector(`#${was.id}`);
    if (!element) return;
    element.focus({ preventScroll: true });
    if (was.start !== null && was.start !== undefined) element.setSelectionRange(was.start, was.end);
  }
}

const all = () => [...sheets.values()].map(({ record }) => record);

function leaving() {
  for (const record of all()) {
    for (const field of record.fields.values()) field.due = 0;
    record.sender.leave();
  }
}

addEventListener("pagehide", leaving);
document.addEventListener("visibilitychange", () => { if (document.hidden) leaving(); });
addEventListener("beforeunload", (event) => {
  if (all().some((record) => record.unstored && record.waiting().length)) event.preventDefault(); // the browser asks whether to leave
});
