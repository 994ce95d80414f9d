/* The score sheet of a review: a group of native radio buttons for each criterion.

   What the server knows comes in `data`, as JSON in bytes. A click is sent as state `choices`, {criterion: {value, was, turn}}: the answer,
   what the server had there, and a number that grows with each click. The server answers with the highest turn it has
   taken (`data.seen`); until then a click stays in `choices`, so that none is lost when the network is, and stays drawn. */

const sheets = new WeakMap();
const PATIENCE = 4000; // milliseconds until a click that was not answered is sent again

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
    { role: "radiogroup", "aria-labelledby": id },
    make("legend", { id }, make("b", {}, criterion.name), " ", make("small", {}, criterion.weight)),
    ...scores.map((score) => {
      const anchor = criterion.anchors[score] || "";
      return option(sheet, criterion, score, anchor, anchor ? "anchored" : "bare");
    }),
    option(sheet, criterion, cannot, words.cannot, "cannot"),
  );
}

function choose(sheet, criterion, value) {
  sheet.turn = Math.max(sheet.turn + 1, sheet.data.seen + 1, Date.now());
  sheet.pending[criterion] = { value, was: sheet.data.answers[criterion] ?? null, turn: sheet.turn };
  mark(sheet);
  send(sheet);
}

/* Streamlit forgets what it sends while its connection is broken, so a click is sent until the hub says that it has it. */
function send(sheet) {
  clearTimeout(sheet.timer);
  if (!Object.keys(sheet.pending).length) return;
  sheet.timer = setTimeout(() => {
    tell(sheet, sheet.data.words.unsaved, "orange");
    send(sheet);
  }, PATIENCE);
  sheet.send("choices", { ...sheet.pending });
}

function tell(sheet, sentence, tone) {
  if (sheet.status.textContent !== sentence) sheet.status.textContent = sentence;
  sheet.status.className = tone;
}

function draw(sheet) {
  const { criteria, words } = sheet.data;
  sheet.status = make("p", { role: "status" });
  sheet.root.replaceChildren(
    make("p", { class: "how" }, words.how), ...criteria.map((criterion) => group(sheet, criterion)), sheet.status,
  );
}

/* Show the answers: the server's, and over them what it has not taken yet. */
function mark(sheet) {
  for (const input of sheet.root.querySelectorAll("input")) {
    const criterion = input.name.replace("criterion-", "");
    const answer = sheet.pending[criterion]?.value ?? sheet.data.answers[criterion];
    input.checked = answer != null && String(answer) === input.value;
  }
}

export default function ({ data: bytes, parentElement, setStateValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  let sheet = sheets.get(parentElement);
  if (!sheet) {
    sheet = { root: make("div", { class: "sheet" }), pending: {}, turn: 0 };
    sheets.set(parentElement, sheet);
    parentElement.append(sheet.root);
  }
  if (sheet.data?.name !== data.name) sheet.pending = {};
  Object.assign(sheet, { data, send: setStateValue });
  for (const [criterion, choice] of Object.entries(sheet.pending)) {
    if (choice.turn <= data.seen) delete sheet.pending[criterion];
  }
  const looks = JSON.stringify([data.name, data.criteria, data.scores, data.words]);
  if (sheet.looks !== looks) draw(sheet);
  sheet.looks = looks;
  mark(sheet);
  tell(sheet, data.status, data.tone);
  if (!Object.keys(sheet.pending).length) clearTimeout(sheet.timer);
  return () => {
    clearTimeout(sheet.timer);
    sheet.root.remove();
    sheets.delete(parentElement);
  };
}
