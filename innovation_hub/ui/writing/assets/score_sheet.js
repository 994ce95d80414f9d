/* The score sheet of a review: a group of native radio buttons for each criterion.

   The input is `data`, JSON in bytes: the server's state when the page was drawn. A click is sent by a separate HTTP
   request, not through Streamlit: {answer, was}, the new answer and the one it replaces. Clicks are sent one at a time and
   retried until acknowledged, so that none is lost or applied twice; until then they are shown as chosen. */

import { prefix, removeClick, storeClick, storedClicks } from "./clicks.js";
import * as holding from "./holding.js";
import { fill, make, write } from "./making.js";
import { say } from "./saying.js";
import { Sender } from "./sending.js";
import { SignedOut } from "./signed_out.js";
import { opened as textsOf } from "./sheet.js";

const sheets = new Map(); // by address: they survive reruns, and continue sending after the judge has left the page

function option(sheet, criterion, value, words, kind) {
  const input = make("input", { type: "radio", name: `criterion-${criterion.id}`, value });
  input.onchange = () => choose(sheet, criterion.id, value);
  const text = kind === "cannot" ? [words] : [make("b", {}, String(value)), ...(words ? [make("span", {}, words)] : [])];
  return make("label", { class: `option ${kind}` }, input, ...text);
}

function group(sheet, criterion) {
  const { scores, cannot, words } = sheet.data;
  const id = `legend-${criterion.id}`;
  return make(
    "fieldset",
    { role: "radiogroup", "aria-labelledby": id, "data-criterion": criterion.id },
    make("legend", { id }, make("b", {}, criterion.name), " ", make("small", {}, criterion.weight)),
    ...scores.map((score) => {
      const anchor = criterion.anchors[score] || "";
      return option(sheet, criterion, score, anchor, anchor ? "anchored" : "bare");
    }),
    option(sheet, criterion, cannot, words.cannot, "cannot"),
    make("p", { role: "alert", class: "orange" }),
  );
}

function draw(sheet) {
  const { criteria, words } = sheet.data;
  sheet.status = make("p", { role: "status" });
  const groups = criteria.map((criterion) => group(sheet, criterion));
  sheet.root.replaceChildren(sheet.signedOut.root, make("p", { class: "how" }, words.how), ...groups, sheet.texts.root, sheet.status);
}

/* The current answer on a criterion: the latest click, otherwise the server's. */
function currentAnswer(sheet, criterion) {
  if (sheet.clicks.has(criterion)) return sheet.clicks.get(criterion).answer;
  if (sheet.sent?.criterion === criterion) return sheet.sent.answer;
  return sheet.answers[criterion] ?? null;
}

/* Update the page. Where another window gave a different answer, nothing is selected until the judge chooses. */
function show(sheet) {
  const { criteria, cannot, words } = sheet.data;
  const called = (answer) => (answer === cannot ? `“${words.cannot}”` : String(answer));
  let done = 0;
  for (const field of sheet.root.querySelectorAll("fieldset")) {
    const criterion = Number(field.dataset.criterion);
    const disputed = sheet.disputes.has(criterion);
    const answer = disputed ? null : currentAnswer(sheet, criterion);
    done += answer !== null;
    for (const input of field.querySelectorAll("input")) input.checked = answer !== null && String(answer) === input.value;
    const both = { mine: called(sheet.disputes.get(criterion)), theirs: called(sheet.answers[criterion]) };
    write(field.lastElementChild, disputed ? fill(words.elsewhere, both) : "");
  }
  const [state, sentence] = overallState(sheet);
  const out = [sheet.trouble, sheet.texts.record.trouble?.status].includes(401);
  say(sheet.status, state, `${fill(words.answered, { done })} · ${sentence}`, out ? sheet.texts.data : null);
}

/* The status of scores and texts together: the reason if one is blocked, otherwise when the last was saved. */
function overallState(sheet) {
  const { words, texts } = sheet.data;
  const why = (reason) => ["refused", fill(texts.words.refused, { why: reason })];
  const late = sheet.sender.late;
  const again = late && sheet.trouble !== 401; // it is retried automatically
  if (sheet.refusal) return again ? ["offline", fill(texts.words.again, { why: sheet.refusal })] : why(sheet.refusal);
  if (late) return ["offline", words.offline];
  if (sheet.disputes.size) return why(texts.words.disputed);
  const [state, sentence] = sheet.texts.state();
  if (state !== "saved") return [state, sentence];
  if (sheet.sent || sheet.clicks.size) return ["saving", texts.words.saving];
  const { record } = sheet.texts;
  return ["saved", fill(texts.words.saved, { when: sheet.version > record.version ? sheet.savedAt : record.savedAt })];
}

function choose(sheet, criterion, answer) {
  const was = sheet.clicks.has(criterion) ? sheet.clicks.get(criterion).was : currentAnswer(sheet, criterion);
  sheet.clicks.set(criterion, { answer, was });
  storeClick(sheet.at, criterion, { answer, was });
  sheet.disputes.delete(criterion);
  sheet.refusal = "";
  show(sheet);
  sheet.sender.run();
}

function first({ clicks, version }) {
  const [criterion, click] = clicks.entries().next().value;
  clicks.delete(criterion);
  return { criterion, version, lost: false, ...click };
}

/* The work of a sheet's `Sender`. A click whose response was lost is sent again with the version it was based on, so that
   the server can tell whether it was applied before and changed by another window since. */
function work(sheet) {
  return {
    next: () => {
      if (!sheet.sent && sheet.clicks.size) sheet.sent = first(sheet);
      if (!sheet.sent) return null;
      const { criterion, version } = sheet.sent;
      if (!sheet.clicks.has(criterion)) storeClick(sheet.at, criterion, sheet.sent, version);
      return piece(sheet);
    },
    take: (_, { ok, reply }) => {
      Object.assign(sheet, { refusal: reply.detail ?? "", trouble: 0 });
      take(sheet, ok, reply);
    },
    wait: (_, { reply, status }) => {
      Object.assign(sheet, { refusal: reply?.detail ?? "", trouble: status });
      sheet.sent.lost = true;
    },
    show: () => { show(sheet); holding.settle(sheet); },
    hurry: () => sheet.sender.wake(),
    rest: () => holding.settle(sheet),
  };
}

function piece({ data, sent: { criterion, answer, was, version, lost } }) {
  const body = { answer, was, since: lost ? version : null };
  return { address: data.address + criterion, method: "PUT", body, lang: data.lang };
}

function take(sheet, kept, reply) {
  const { criterion } = sheet.sent;
  const mine = currentAnswer(sheet, criterion);
  const asked = !kept && "theirs" in reply && mine !== reply.theirs;
  if (!asked && !(kept && sheet.clicks.has(criterion))) removeClick(sheet.at, criterion, mine);
  if (kept) {
    learn(sheet, reply);
    sheet.savedAt = reply.saved_at;
  } else if ("theirs" in reply) {
    sheet.answers = { ...sheet.answers, [criterion]: reply.theirs };
    sheet.clicks.delete(criterion);
    if (asked) sheet.disputes.set(criterion, mine);
    sheet.refusal = "";
  } else {
    sheet.redraw();
  }
  sheet.sent = null;
}

/* Take over the server's state unless a newer version is known. */
function learn(sheet, { version, answers }) {
  if (version >= sheet.version) Object.assign(sheet, { version, answers });
}

/* Restore and send clicks that were not acknowledged before a tab was closed. */
function recall(sheet) {
  for (const [criterion, click] of storedClicks(sheet.at, sheet.data.criteria)) {
    if (click.answer === currentAnswer(sheet, criterion)) removeClick(sheet.at, criterion, click.answer);
    else sheet.clicks.set(criterion, click);
  }
  if (sheet.clicks.size) sheet.sender.run();
}

/* Scroll to what prevents the review from being submitted. */
function stay(sheet) {
  const [disputed] = sheet.disputes.keys();
  if (disputed === undefined && sheet.texts.stuck()) return sheet.texts.stay(sheet.status);
  const element = sheet.root.querySelector(`[data-criterion="${disputed}"]`) ?? sheet.status;
  element.scrollIntoView({ block: "center" });
}

addEventListener("beforeunload", (event) => {
  if ([...sheets.values()].some((sheet) => sheet.sender.late)) event.preventDefault(); // the browser asks whether to leave
});

function opened(address) {
  if (!sheets.has(address)) {
    const sheet = { root: make("div", { class: "sheet" }), data: {}, looks: "", redraw: () => {} };
    Object.assign(sheet, { version: 0, answers: {}, savedAt: null, clicks: new Map(), sent: null, disputes: new Map(), refusal: "", trouble: 0 });
    sheet.sender = new Sender(work(sheet));
    sheet.signedOut = new SignedOut(sheet);
    sheet.open = () => sheet.sender.busy || sheet.texts.open();
    sheet.stuck = () => sheet.disputes.size > 0 || (sheet.sender.busy && (Boolean(sheet.refusal) || sheet.sender.late)) || sheet.texts.stuck();
    sheet.stay = () => stay(sheet);
    sheet.hurry = () => { sheet.sender.wake(); sheet.texts.hurry(); };
    sheets.set(address, sheet);
  }
  return sheets.get(address);
}

/* The sheet of the texts below the scores, which shares the status line. */
function joined(sheet, data) {
  const texts = Object.assign(textsOf(data), { line: false });
  texts.tell = () => {
    if (!sheet.status) return;
    show(sheet);
    holding.settle(sheet);
  };
  return texts;
}

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  const sheet = opened(data.address);
  learn(sheet, data);
  sheet.texts ??= joined(sheet, data.texts);
  sheet.at = prefix(sheet.texts.record);
  Object.assign(sheet, { data, redraw: () => setTriggerValue("refused", true) });
  const looks = JSON.stringify([data.criteria, data.scores, data.words]);
  sheet.texts.take(data.texts);
  sheet.signedOut.take({ ...data.texts, out: data.out });
  if (sheet.looks !== looks) draw(sheet);
  if (!sheet.looks) recall(sheet);
  sheet.looks = looks;
  show(sheet);
  if (sheet.root.parentNode !== parentElement) parentElement.append(sheet.root);
  holding.attend(Object.assign(sheet, { holds: `.${data.submit} button` }));
  return () => {
    if (sheet.root.parentNode !== parentElement) return;
    sheet.root.remove();
    sheet.signedOut.leave();
    sheet.redraw = () => {};
    holding.leave(sheet);
  };
}
