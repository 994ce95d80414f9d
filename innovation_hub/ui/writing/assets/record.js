/* The fields of one record as this tab has them: typed, on their way, saved, refused, or disputed. Draws nothing.

   A field is {value, base, due, since, flying, sent, refused, refusal, theirs}: what stands in the form; {value, version} as last
   known from the hub, which it was typed over; when to send it; whether a request is on its way; texts that may have arrived.
   With `again`, what was refused is sent once more; a field that is `gone` is not in the record any more. */

import * as shelf from "./keeping.js";
import { PATIENCE, Sender } from "./sending.js";

const PAUSE = 1000; // milliseconds after the last keystroke until it is sent
const LONG = 5000; // milliseconds that somebody may type without a pause until it is sent
const plain = (value) => (typeof value === "string" ? value.trim() : value);
export const same = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));

export class Record {
  constructor({ account, kind, id }) {
    Object.assign(this, { account, kind, id, at: shelf.place(account, kind, id), fields: new Map(), version: 0, seen: 0, savedAt: "" });
    Object.assign(this, { lang: "sw", trouble: null, refusal: "", unkept: false, show: () => {}, saved: () => {}, timer: 0 });
    this.sender = new Sender(this);
  }

  /* Take what the hub has, unless something newer is known; the first time also what this browser has kept. */
  learn({ version, saved_at: savedAt, fields, lang }) {
    this.lang = lang;
    if (version < this.version) return;
    const found = this.version ? null : shelf.kept(this.at);
    if (version > this.version) this.savedAt = savedAt;
    this.version = this.seen = version;
    for (const { name, value, version: named } of fields) {
      const field = this.fields.get(name) ?? this.add(name, value, named);
      const entry = found?.get(name);
      if (entry) this.restore(field, entry);
      field.gone = false;
      this.stands(field, { value, version: named });
    }
    this.miss(new Set(fields.map(({ name }) => name)), found);
    this.plan();
  }

  /* Fields that the record has no more: what was typed in them and not saved is kept until its writer gives it up. */
  miss(present, found) {
    for (const [name, entry] of found ?? []) if (!present.has(name)) this.restore(this.add(name, undefined, ""), entry);
    for (const field of this.fields.values()) {
      if (present.has(field.name)) continue;
      field.gone = true;
      if (!this.dirty(field)) this.fields.delete(field.name);
    }
  }

  add(name, value, version) {
    const field = { name, value, base: { value, version }, due: 0, since: 0, flying: false, sent: [], theirs: null };
    this.fields.set(name, field);
    return field;
  }

  restore(field, { value, over, sent }) {
    if (same(value, field.base.value)) return shelf.drop(this.at, field.name, value);
    if (over !== field.base.version) field.base = { value: undefined, version: over };
    Object.assign(field, { value, sent: sent ?? [], due: Date.now() });
  }

  /* The hub has this content in a field. What is typed here stays, and is sent over what it was typed over. */
  stands(field, theirs) {
    if (!this.dirty(field)) Object.assign(field, { value: same(field.value, theirs.value) ? field.value : theirs.value, base: theirs });
    else if (same(field.value, theirs.value) && !field.flying) this.settled(field, theirs);
    else if (field.sent.some((value) => same(value, theirs.value))) field.base = theirs; // our own, the answer was lost
  }

  /* Whether the hub may have something else than the form: a text that may have arrived counts too. */
  dirty(field) { return field.flying || field.sent.length > 0 || !same(field.value, field.base.value) || field.theirs !== null; }

  blocked(field) { return field.gone || field.theirs !== null || (this.refusing(field) && !field.again); }

  refusing(field) { return field.refusal && same(field.refused, field.value); }

  typed(name, value) {
    const field = this.fields.get(name);
    const now = Date.now();
    Object.assign(field, { value, refusal: "", since: field.since || now });
    field.due = Math.min(now + PAUSE, field.since + LONG);
    this.refusal = "";
    this.keep(field);
    this.plan();
    this.show();
  }

  hurry() {
    for (const field of this.fields.values()) field.due = 0;
    this.sender.run();
  }

  keep(field) {
    if (!this.dirty(field)) return shelf.drop(this.at, field.name, field.value);
    const { value, base, sent } = field;
    this.unkept = !shelf.keep(this.at, field.name, { value, over: base.version, sent });
  }

  settle(name, take) {
    const field = this.fields.get(name);
    const { theirs } = field;
    shelf.drop(this.at, name, field.value);
    Object.assign(field, { theirs: null, base: theirs, sent: [], due: 0, value: take ? theirs.value : field.value });
    this.keep(field);
    this.sender.run();
    this.show();
  }

  discard(field) {
    shelf.drop(this.at, field.name, field.value);
    if (field.gone) return this.fields.delete(field.name);
    Object.assign(field, { value: field.base.value, sent: [], theirs: null });
  }

  waiting() { return [...this.fields.values()].filter((field) => this.dirty(field)); }

  plan() {
    clearTimeout(this.timer);
    if (this.refusal) return;
    const due = this.waiting().filter((field) => !field.flying && !this.blocked(field)).map((field) => field.due);
    if (due.length) this.timer = setTimeout(() => this.sender.run(), Math.max(0, Math.min(...due) - Date.now()));
  }

  next() {
    const now = Date.now();
    const ready = (field) => !field.flying && !this.blocked(field) && field.due <= now;
    const field = this.refusal ? null : this.waiting().find(ready);
    if (!field) return this.plan();
    const { name, value, base } = field;
    Object.assign(field, { flying: true, since: 0, again: false });
    if (!field.sent.some((one) => same(one, value))) field.sent = [...field.sent.slice(-2), value];
    this.keep(field);
    const body = { value, over: base.version, account: this.account };
    const address = `/api/${this.kind}/${this.id}/fields/${name}`;
    this.show();
    return { field, value, address, method: "PUT", body, lang: this.lang };
  }

  wait({ field }, { status, said }) {
    Object.assign(field, { flying: false, due: Date.now() + PATIENCE });
    this.trouble = { status, detail: said?.detail ?? "" };
    this.plan();
  }

  take({ field, value }, { ok, status, said }) {
    field.flying = false;
    this.trouble = null;
    if (!ok) field.sent = field.sent.filter((one) => !same(one, value)); // this one has not been kept
    if (ok) this.kept(field, value, said);
    else if (said.theirs?.version) this.disputed(field, said.theirs);
    else if (status === 422 || status === 413) Object.assign(field, { refusal: said.detail, refused: value });
    else this.refusal = said.detail ?? "";
    this.plan();
  }

  kept(field, value, { value: stored, version, record_version: record, saved_at: savedAt }) {
    if (record === this.seen + 1) this.seen = record; // else somebody else changed something that was not drawn here yet
    Object.assign(this, { version: Math.max(this.version, record), savedAt });
    this.again(field);
    if (same(field.value, value)) this.settled(field, { value: stored, version });
    else Object.assign(field, { base: { value: stored, version }, sent: [] });
    this.keep(field);
    this.saved(field);
  }

  /* What was refused beside what another field held, a deadline before the opening say, may be right now. */
  again(saved) {
    for (const field of this.waiting()) if (field !== saved && this.refusing(field)) Object.assign(field, { again: true, due: 0 });
  }

  /* What stands in the form is saved. What the hub made of it, of an amount say, is shown once the field is left. */
  settled(field, { value: stored, version }) {
    shelf.drop(this.at, field.name, field.value);
    Object.assign(field, { stored, base: { value: field.value, version }, sent: [], theirs: null, refusal: "" });
  }

  /* It cannot be submitted for this field; it is saved all the same. */
  refuse(name, detail) {
    const field = this.fields.get(name);
    if (field) field.refusal = detail;
  }

  /* The field was left. */
  left(name) {
    const field = this.fields.get(name);
    if (this.dirty(field)) Object.assign(field, { due: 0 });
    else if (field.stored !== undefined) Object.assign(field, { value: field.stored, base: { ...field.base, value: field.stored } });
    this.plan();
    this.show();
  }

  disputed(field, theirs) {
    const ours = field.sent.some((value) => same(value, theirs.value));
    if (same(field.value, theirs.value)) this.settled(field, theirs);
    else if (ours) Object.assign(field, { base: theirs, due: 0 });
    else field.theirs = theirs;
    this.keep(field);
  }
}
