/* The score sheet of a review: a group of native radio buttons for each criterion.

   What the hub knew when it drew the page comes in `data`, as JSON in bytes. A click is sent past Streamlit, by a request of
   its own: {answer, was}, the answer and the one in whose place the judge saw it given. Clicks are sent one by one, each
   until the hub has answered, so that none is lost with the network and none taken twice; until then they stay drawn. */

import * as holding from "./holding.js";
import { fill, make, write } from "./making.js";
import { Sender } from "./sending.js";

const sheets = new Map(); // by address: they outlive their drawing, and go on sending when the judge has left the page

function option(sheet, criterion, value, words, kind) {
  const input = make("input", { type: "radio", name: `criterion-${criterion.id}`, value });
  input.onchange = () => choose(sheet, criterion.id, value);
  const text = kind === "cannot" ? [words] : [make("b", {}, String(value)), ...(words ? [make("span", {}, words)] : [])];
  return make("label", { class: kind }, input, ...text);
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
  sheet.root.replaceChildren(
    make("p", { class: "how" }, words.how), ...criteria.map((criterion) => group(sheet, criterion)), sheet.status,
  );
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
  if ((sheet.sent || sheet.clicks.size) && !sheet.sender.late) {
    sheet.status.className = "gray"; // the hub will have answered in a moment: that is said then, and once
    return;
  }
  const [sentence, tone] = told(sheet);
  write(sheet.status, `${fill(words.answered, { done })} · ${sentence}`);
  sheet.status.className = tone;
}

function told(sheet) {
  const { words, unsaved } = sheet.data;
  if (sheet.refusal) return [sheet.sender.late ? `${words.unsaved} · ${sheet.refusal}` : sheet.refusal, "orange"];
  if (unsaved || sheet.sender.late || sheet.disputes.size) return [words.unsaved, "orange"];
  return sheet.savedAt ? [fill(words.saved_at, { when: sheet.savedAt }), "green"] : [words.saved, "gray"];
}

function choose(sheet, criterion, answer) {
  const was = sheet.clicks.has(criterion) ? sheet.clicks.get(criterion).was : standing(sheet, criterion);
  sheet.clicks.set(criterion, { answer, was });
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
      return sheet.sent && piece(sheet);
    },
    take: (_, { ok, said }) => {
      sheet.refusal = said.detail ?? "";
      take(sheet, ok, said);
    },
    wait: (_, { said }) => {
      sheet.refusal = said?.detail ?? "";
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
  if (kept) {
    learn(sheet, said);
    sheet.savedAt = said.saved_at;
  } else if ("theirs" in said) {
    sheet.answers = { ...sheet.answers, [criterion]: said.theirs };
    sheet.clicks.delete(criterion);
    if (mine !== said.theirs) sheet.disputes.set(criterion, mine);
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

/* Bring into view what keeps the review from being handed in. */
function stay(sheet) {
  const [disputed] = sheet.disputes.keys();
  const place = sheet.root.querySelector(`[data-criterion="${disputed}"]`) ?? sheet.status;
  place.scrollIntoView({ block: "center" });
}

addEventListener("beforeunload", (event) => {
  if ([...sheets.values()].some((sheet) => sheet.sender.late)) event.preventDefault(); // the browser asks whether to leave
});

function opened(address) {
  if (!sheets.has(address)) {
    const sheet = { root: make("div", { class: "sheet" }), data: {}, looks: "", redraw: () => {} };
    Object.assign(sheet, { version: 0, answers: {}, savedAt: null, clicks: new Map(), sent: null, disputes: new Map(), refusal: "" });
    sheet.sender = new Sender(work(sheet));
    sheet.open = () => sheet.sender.busy;
    sheet.stuck = () => sheet.disputes.size > 0 || (sheet.sender.busy && (Boolean(sheet.refusal) || sheet.sender.late));
    sheet.stay = () => stay(sheet);
    sheet.hurry = () => sheet.sender.wake();
    sheets.set(address, sheet);
  }
  return sheets.get(address);
}

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  const sheet = opened(data.address);
  learn(sheet, data);
  if (data.saved_at !== sheet.data.saved_at) sheet.savedAt = data.saved_at; // the texts were saved last
  Object.assign(sheet, { data, redraw: () => setTriggerValue("refused", true) });
  const looks = JSON.stringify([data.criteria, data.scores, data.words]);
  if (sheet.looks !== looks) draw(sheet);
  sheet.looks = looks;
  show(sheet);
  if (sheet.root.parentNode !== parentElement) parentElement.append(sheet.root);
  holding.attend(Object.assign(sheet, { holds: `.${data.submit} button` }));
  return () => {
    if (sheet.root.parentNode !== parentElement) return;
    sheet.root.remove();
    sheet.redraw = () => {};
    holding.leave(sheet);
  };
}
