/* The score sheet of a review: a group of native radio buttons for each criterion.

   What the hub knew when it drew the page comes in `data`, as JSON in bytes. A click is sent past Streamlit, by a request of
   its own: {answer, was}, the answer and the one in whose place the judge saw it given. Clicks are sent one by one, each
   until the hub has answered, so that none is lost with the network and none taken twice; until then they stay drawn. */

const sheets = new Map(); // by address: they outlive their drawing, and go on sending when the judge has left the page
const PATIENCE = 4000; // milliseconds until the judge is told that a click is not saved, and until it is sent again
const LONGEST = 15000; // milliseconds until a request counts as lost
let drawn = null; // the sheet on the page

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

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
  if ((sheet.sent || sheet.clicks.size) && !sheet.late) {
    sheet.status.className = "gray"; // the hub will have answered in a moment: that is said then, and once
    return;
  }
  const [sentence, tone] = told(sheet);
  write(sheet.status, `${fill(words.answered, { done })} · ${sentence}`);
  sheet.status.className = tone;
}

function told(sheet) {
  const { words, unsaved } = sheet.data;
  if (sheet.refusal) return [sheet.late ? `${words.unsaved} · ${sheet.refusal}` : sheet.refusal, "orange"];
  if (unsaved || sheet.late || sheet.disputes.size) return [words.unsaved, "orange"];
  return sheet.savedAt ? [fill(words.saved_at, { when: sheet.savedAt }), "green"] : [words.saved, "gray"];
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text; // else a screen reader says it again
}

function choose(sheet, criterion, answer) {
  const was = sheet.clicks.has(criterion) ? sheet.clicks.get(criterion).was : standing(sheet, criterion);
  sheet.clicks.set(criterion, { answer, was });
  sheet.disputes.delete(criterion);
  sheet.refusal = "";
  show(sheet);
  send(sheet);
}

async function send(sheet) {
  sheet.wake();
  if (sheet.sending) return;
  sheet.sending = true;
  while (sheet.sent || sheet.clicks.size) {
    sheet.sent ??= first(sheet);
    const answered = await put(sheet);
    show(sheet);
    if (answered) continue;
    if (sheet.pressed) stay(sheet);
    await new Promise((wake) => { sheet.wake = wake; setTimeout(wake, PATIENCE); });
  }
  sheet.sending = false;
  const button = sheet.pressed;
  if (button && (sheet.disputes.size || sheet.refusal)) stay(sheet);
  sheet.pressed = null;
  if (!sheet.disputes.size && !sheet.refusal) button?.click();
}

function first({ clicks, version }) {
  const [criterion, click] = clicks.entries().next().value;
  clicks.delete(criterion);
  return { criterion, version, lost: false, ...click };
}

/* Send the first click; gives back whether the hub has answered. One that may have been lost on its way says over which
   version it was sent, so that the hub can tell whether it was kept, and undone by another window since. */
async function put(sheet) {
  const { criterion, answer, was, version, lost } = sheet.sent;
  const late = setTimeout(() => { sheet.late = true; show(sheet); }, PATIENCE);
  let response = null;
  let said = null;
  try {
    response = await fetch(sheet.data.address + criterion, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "Accept-Language": sheet.data.lang },
      body: JSON.stringify({ answer, was, since: lost ? version : null }),
      keepalive: true, // so that it arrives when the tab is closed
      signal: AbortSignal.timeout(LONGEST),
    });
    said = await response.json();
  } catch {
    // no network, no hub, or something on the way that answers in its place
  }
  clearTimeout(late);
  sheet.late = !said || response.status === 401 || response.status >= 500;
  sheet.refusal = said?.detail ?? "";
  if (sheet.late) sheet.sent.lost = true;
  else take(sheet, response.ok, said);
  return !sheet.late;
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
  sheet.pressed = null;
  const [disputed] = sheet.disputes.keys();
  const place = sheet.root.querySelector(`[data-criterion="${disputed}"]`) ?? sheet.status;
  place.scrollIntoView({ block: "center" });
}

/* A press on the button that hands in waits for the answers that are on their way. */
function hold(event) {
  const button = drawn && event.target.closest?.(`.${drawn.data.submit} button`);
  if (!button || !(drawn.sending || drawn.disputes.size)) return;
  event.preventDefault();
  event.stopPropagation();
  if (drawn.disputes.size) return stay(drawn);
  drawn.pressed = button;
  drawn.wake();
}

document.addEventListener("click", hold, true);
addEventListener("online", () => sheets.forEach((sheet) => sheet.wake()));
addEventListener("beforeunload", (event) => {
  if ([...sheets.values()].some((sheet) => sheet.late)) event.preventDefault(); // the browser asks whether to leave
});

function opened(address) {
  if (!sheets.has(address)) {
    const nothing = () => {};
    const here = { root: make("div", { class: "sheet" }), data: {}, looks: "", pressed: null, wake: nothing, redraw: nothing };
    const kept = { version: 0, answers: {}, savedAt: null };
    const open = { clicks: new Map(), sent: null, sending: false, late: false, disputes: new Map(), refusal: "" };
    sheets.set(address, { ...here, ...kept, ...open });
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
  drawn = sheet;
  return () => {
    if (sheet.root.parentNode !== parentElement) return;
    sheet.root.remove();
    sheet.redraw = () => {};
    if (drawn === sheet) drawn = null;
  };
}
