/* The score sheet of a review: a group of native radio buttons for each criterion.

   What the hub knew when it drew the page comes in `data`, as JSON in bytes. A click is sent past Streamlit, by a request of
   its own: {answer, was}, the answer and the one in whose place the judge saw it given. Clicks are sent one by one, each
   until the hub has answered, so that none is lost with the network and none taken twice; until then they stay drawn. */

import { dropClick, keepClick, keptClicks, place } from "./clicks.js";
import * as holding from "./holding.js";
import { fill, make, write } from "./making.js";
import { say } from "./saying.js";
import { Sender } from "./sending.js";
import { SignedOut } from "./signed_out.js";
import { opened as textsOf } from "./sheet.js";

const sheets = new Map(); // by address: they outlive their drawing, and go on sending when the judge has left the page

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
  sheet.root.replaceChildren(sheet.out.root, make("p", { class: "how" }, words.how), ...groups, sheet.texts.root, sheet.status);
}

/* The answer that stands on a criterion: the latest click, else what the hub has. */
function standing(sheet, criterion) {
  if (sheet.clicks.has(criterion)) return sheet.clicks.get(criterion).answer;
  if (sheet.sent?.criterion === criterion) return sheet.sent.answer;
  return sheet.answers[criterion] ?? null;
}

/* Where another window answered otherwise, nothing is chosen until the judge does. */
function show(sheet) {
  const { criteria, cannot, words } = sheet.data;
  const called = (answer) => (answer === cannot ? `“${words.cannot}”` : String(answer));
  let done = 0;
  for (const field of sheet.root.querySelectorAll("fieldset")) {
    const criterion = Number(field.dataset.criterion);
    const disputed = sheet.disputes.has(criterion);
    const answer = disputed ? null : standing(sheet, criterion);
    done += answer !== null;
    for (const input of field.querySelectorAll("input")) input.checked = answer !== null && String(answer) === input.value;
    const both = { mine: called(sheet.disputes.get(criterion)), theirs: called(sheet.answers[criterion]) };
    write(field.lastElementChild, disputed ? fill(words.elsewhere, both) : "");
  }
  const [state, sentence] = overallState(sheet);
  const out = [sheet.trouble, sheet.texts.record.trouble?.status].includes(401);
  say(sheet.status, state, `${fill(words.answered, { done })} · ${sentence}`, out ? sheet.texts.data : null);
}

/* One line for scores and texts: what stands in the way of either, else when the last of both was saved. */
function overallState(sheet) {
  const { words, texts } = sheet.data;
  const why = (reason) => ["refused", fill(texts.words.refused, { why: reason })];
  const late = sheet.sender.late;
  const again = late && sheet.trouble !== 401; // it goes on asking by itself
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
  const was = sheet.clicks.has(criterion) ? sheet.clicks.get(criterion).was : standing(sheet, criterion);
  sheet.clicks.set(criterion, { answer, was });
  keepClick(sheet.at, criterion, { answer, was });
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

/* What is sent of a sheet, and what becomes of it. A click that may have been lost on its way says over which version it was
   sent, so that the hub can tell whether it was kept, and undone by another window since. */
function work(sheet) {
  return {
    next: () => {
      if (!sheet.sent && sheet.clicks.size) sheet.sent = first(sheet);
      if (!sheet.sent) return null;
      const { criterion, version } = sheet.sent;
      if (!sheet.clicks.has(criterion)) keepClick(sheet.at, criterion, sheet.sent, version);
      return piece(sheet);
    },
    take: (_, { ok, said }) => {
      Object.assign(sheet, { refusal: said.detail ?? "", trouble: 0 });
      take(sheet, ok, said);
    },
    wait: (_, { said, status }) => {
      Object.assign(sheet, { refusal: said?.detail ?? "", trouble: status });
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

function take(sheet, kept, said) {
  const { criterion } = sheet.sent;
  const mine = standing(sheet, criterion);
  const asked = !kept && "theirs" in said && mine !== said.theirs;
  if (!asked && !(kept && sheet.clicks.has(criterion))) dropClick(sheet.at, criterion, mine);
  if (kept) {
    learn(sheet, said);
    sheet.savedAt = said.saved_at;
  } else if ("theirs" in said) {
    sheet.answers = { ...sheet.answers, [criterion]: said.theirs };
    sheet.clicks.delete(criterion);
    if (asked) sheet.disputes.set(criterion, mine);
    sheet.refusal = "";
  } else {
    sheet.redraw();
  }
  sheet.sent = null;
}

/* Take what the hub has, unless something newer is known. */
function learn(sheet, { version, answers }) {
  if (version >= sheet.version) Object.assign(sheet, { version, answers });
}

/* What was pressed and never acknowledged before the tab was closed is drawn, and sent. */
function recall(sheet) {
  for (const [criterion, click] of keptClicks(sheet.at, sheet.data.criteria)) {
    if (click.answer === standing(sheet, criterion)) dropClick(sheet.at, criterion, click.answer);
    else sheet.clicks.set(criterion, click);
  }
  if (sheet.clicks.size) sheet.sender.run();
}

/* Bring into view what keeps the review from being submitted. */
function stay(sheet) {
  const [disputed] = sheet.disputes.keys();
  if (disputed === undefined && sheet.texts.stuck()) return sheet.texts.stay(sheet.status);
  const place = sheet.root.querySelector(`[data-criterion="${disputed}"]`) ?? sheet.status;
  place.scrollIntoView({ block: "center" });
}

addEventListener("beforeunload", (event) => {
  if ([...sheets.values()].some((sheet) => sheet.sender.late)) event.preventDefault(); // the browser asks whether to leave
});

function opened(address) {
  if (!sheets.has(address)) {
    const sheet = { root: make("div", { class: "sheet" }), data: {}, looks: "", redraw: () => {} };
    Object.assign(sheet, { version: 0, answers: {}, savedAt: null, clicks: new Map(), sent: null, disputes: new Map(), refusal: "", trouble: 0 });
    sheet.sender = new Sender(work(sheet));
    sheet.out = new SignedOut(sheet);
    sheet.open = () => sheet.sender.busy || sheet.texts.open();
    sheet.stuck = () => sheet.disputes.size > 0 || (sheet.sender.busy && (Boolean(sheet.refusal) || sheet.sender.late)) || sheet.texts.stuck();
    sheet.stay = () => stay(sheet);
    sheet.hurry = () => { sheet.sender.wake(); sheet.texts.hurry(); };
    sheets.set(address, sheet);
  }
  return sheets.get(address);
}

/* The texts below the scores share the line with them. */
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
  sheet.at = place(sheet.texts.record);
  Object.assign(sheet, { data, redraw: () => setTriggerValue("refused", true) });
  const looks = JSON.stringify([data.criteria, data.scores, data.words]);
  sheet.texts.take(data.texts);
  sheet.out.take({ ...data.texts, out: data.out });
  if (sheet.looks !== looks) draw(sheet);
  if (!sheet.looks) recall(sheet);
  sheet.looks = looks;
  show(sheet);
  if (sheet.root.parentNode !== parentElement) parentElement.append(sheet.root);
  holding.attend(Object.assign(sheet, { holds: `.${data.submit} button` }));
  return () => {
    if (sheet.root.parentNode !== parentElement) return;
    sheet.root.remove();
    sheet.out.leave();
    sheet.redraw = () => {};
    holding.leave(sheet);
  };
}
