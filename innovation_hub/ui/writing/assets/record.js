/* Client-side state of a record's fields: changed, in flight, saved, refused, or in conflict. No DOM access.

   A field is {value, base, due, since, inFlight, sent, refused, refusal, theirs}: the value in the form; {value, version} of
   the server that it is based on; when to send it; when it was first changed since; whether a request is pending; values
   sent that may have arrived; the value refused and why; the server's value in a conflict. With `again`, a refused value
   is sent once more; a field that is `gone` is no longer in the record. */

import * as storage from "./keeping.js";
import { PATIENCE, Sender } from "./sending.js";

const PAUSE = 1000; // milliseconds from the last keystroke to sending (debounce)
const LONG = 5000; // most milliseconds of typing without a pause until sending
const plain = (value) => (typeof value === "string" ? value.trim() : value);
export const same = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));

export class Record {
  constructor({ account, kind, id }) {
    Object.assign(this, { account, kind, id, at: storage.prefix(account, kind, id), fields: new Map(), version: 0, seen: 0, savedAt: "" });
    Object.assign(this, { lang: "sw", trouble: null, refusal: "", unstored: false, show: () => {}, saved: () => {}, timer: 0 });
    this.sender = new Sender(this);
  }

  /* Take over the server's state unless a newer version is known; the first time also entries stored in the browser. */
  learn({ version, saved_at: savedAt, fields, lang }) {
    this.lang = lang;
    if (version < this.version) return;
    const found = this.version ? null : storage.stored(this.at);
    if (version > this.version) this.savedAt = savedAt;
    this.version = this.seen = version;
    for (const { name, value, version: named } of fields) {
      const field = this.fields.get(name) ?? this.add(name, value, named);
      const entry = found?.get(name);
      if (entry) this.restore(field, entry);
      field.gone = false;
      this.received(field, { value, version: named });
    }
    this.miss(new Set(fields.map(({ name }) => name)), found);
    this.plan();
  }

  /* Handle fields no longer in the record: unsaved input in them is kept until it is discarded. */
  miss(present, found) {
    for (const [name, entry] of found ?? []) if (!present.has(name)) this.restore(this.add(name, undefined, ""), entry);
    for (const field of this.fields.values()) {
      if (present.has(field.name)) continue;
      field.gone = true;
      if (!this.dirty(field)) this.fields.delete(field.name);
    }
  }

  add(name, value, version) {
    const field = { name, value, base: { value, version }, due: 0, since: 0, inFlight: false, sent: [], theirs: null };
    this.fields.set(name, field);
    return field;
  }

  restore(field, { value, over, sent }) {
    if (same(value, field.base.value)) return storage.remove(this.at, field.name, value);
    if (over !== field.base.version) field.base = { value: undefined, version: over };
    Object.assign(field, { value, sent: sent ?? [], due: Date.now() });
  }

  /* Take over the server's content of a field. Unsaved input is preserved, and sent with the version it is based on. */
  received(field, theirs) {
    if (!this.dirty(field)) Object.assign(field, { value: same(field.value, theirs.value) ? field.value : theirs.value, base: theirs });
    else if (same(field.value, theirs.value) && !field.inFlight) this.settled(field, theirs);
    else if (field.sent.some((value) => same(value, theirs.value))) field.base = theirs; // sent by us, but the response was lost
  }

  /* Whether the server's value may differ from the form's, including values that may have arrived. */
  dirty(field) { return field.inFlight || field.sent.length > 0 || !same(field.value, field.base.value) || field.theirs !== null; }

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
    if (!this.dirty(field)) return storage.remove(this.at, field.name, field.value);
    const { value, base, sent } = field;
    this.unstored = !storage.store(this.at, field.name, { value, over: base.version, sent });
  }

  settle(name, take) {
    const field = this.fields.get(name);
    const { theirs } = field;
    storage.remove(this.at, name, field.value);
    Object.assign(field, { theirs: null, base: theirs, sent: [], due: 0, value: take ? theirs.value : field.value });
    this.keep(field);
    this.sender.run();
    this.show();
  }

  discard(field) {
    storage.remove(this.at, field.name, field.value);
    if (field.gone) return this.fields.delete(field.name);
    Object.assign(field, { value: field.base.value, sent: [], theirs: null });
  }

  waiting() { return [...this.fields.values()].filter((field) => this.dirty(field)); }

  plan() {
    clearTimeout(this.timer);
    if (this.refusal) return;
    const due = this.waiting().filter((field) => !field.inFlight && !this.blocked(field)).map((field) => field.due);
    if (due.length) this.timer = setTimeout(() => this.sender.run(), Math.max(0, Math.min(...due) - Date.now()));
  }

  next() {
    const now = Date.now();
    const ready = (field) => !field.inFlight && !this.blocked(field) && field.due <= now;
    const field = this.refusal ? null : this.waiting().find(ready);
    if (!field) return this.plan();
    const { name, value, base } = field;
    Object.assign(field, { inFlight: true, since: 0, again: false });
    if (!field.sent.some((one) => same(one, value))) field.sent = [...field.sent.slice(-2), value];
    this.keep(field);
    const body = { value, over: base.version, account: this.account };
    const address = `/api/${this.kind}/${this.id}/fields/${name}`;
    this.show();
    return { field, value, address, method: "PUT", body, lang: this.lang };
  }

  wait({ field }, { status, reply }) {
    Object.assign(field, { inFlight: false, due: Date.now() + PATIENCE });
    this.trouble = { status, detail: reply?.detail ?? "" };
    this.plan();
  }

  take({ field, value }, { ok, status, reply }) {
    field.inFlight = false;
    this.trouble = null;
    if (!ok) field.sent = field.sent.filter((one) => !same(one, value)); // it was not saved
    if (ok) this.kept(field, value, reply);
    else if (reply.theirs?.version) this.conflict(field, reply.theirs);
    else if (status === 422 || status === 413) Object.assign(field, { refusal: reply.detail, refused: value });
    else this.refusal = reply.detail ?? "";
    this.plan();
  }

  kept(field, value, { value: stored, version, record_version: record, saved_at: savedAt }) {
    if (record === this.seen + 1) this.seen = record; // otherwise another change is not shown here yet
    Object.assign(this, { version: Math.max(this.version, record), savedAt });
    storage.reach(this.at, this.version);
    this.again(field);
    if (same(field.value, value)) this.settled(field, { value: stored, version });
    else Object.assign(field, { base: { value: stored, version }, sent: [] });
    this.keep(field);
    this.saved(field);
  }

  /* Retry values refused in combination with another field, such as a deadline before the opening. */
  again(saved) {
    for (const field of this.waiting()) if (field !== saved && this.refusing(field)) Object.assign(field, { again: true, due: 0 });
  }

  /* The form's value is saved. The server's normalised value, such as an amount, is shown when the field loses focus. */
  settled(field, { value: stored, version }) {
    storage.remove(this.at, field.name, field.value);
    Object.assign(field, { stored, base: { value: field.value, version }, sent: [], theirs: null, refusal: "" });
  }

  /* Show why the record cannot be submitted with this field; the field itself is saved. */
  refuse(name, detail) {
    const field = this.fields.get(name);
    if (field) field.refusal = detail;
  }

  /* Handle loss of focus. */
  left(name) {
    const field = this.fields.get(name);
    if (this.dirty(field)) Object.assign(field, { due: 0 });
    else if (field.stored !== undefined) Object.assign(field, { value: field.stored, base: { ...field.base, value: field.stored } });
    this.plan();
    this.show();
  }

  conflict(field, theirs) {
    const ours = field.sent.some((value) => same(value, theirs.value));
    if (same(field.value, theirs.value)) this.settled(field, theirs);
    else if (ours) Object.assign(field, { base: theirs, due: 0 });
    else field.theirs = theirs;
    this.keep(field);
  }
}
