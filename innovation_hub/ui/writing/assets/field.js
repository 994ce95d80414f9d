/* A form field: label, help, the native element, character count, and the reason if it cannot be saved. */

import { input } from "./inputs.js";
import { fill, make, write } from "./making.js";

const COUNTED = ["line", "text"];
const GROUPED = ["choice", "choices"];

export function drawField(spec, words, act) {
  const id = `field-${spec.name}`;
  const grouped = GROUPED.includes(spec.kind) && spec.options.length < 6;
  const parts = input(spec, id);
  const help = make("p", { class: "help", id: `${id}-help` }, spec.help);
  const count = make("p", { class: "count", id: `${id}-count` });
  const alert = make("p", { class: "refusal", id: `${id}-alert`, role: "alert" });
  const conflict = make("div", { class: "conflict" });
  const about = `${id}-help ${id}-count ${id}-alert`;
  const label = grouped ? make("legend", {}, spec.label) : make("label", { for: id, class: "name" }, spec.label);
  const element = make(
    grouped ? "fieldset" : "div",
    { "data-field": spec.name, "aria-describedby": grouped ? about : null, class: "field" },
    ...(spec.kind === "tick" ? [] : [label]), parts.element, count, help, alert, conflict,
  );
  parts.labelled?.setAttribute("aria-describedby", about);
  parts.element.addEventListener("input", () => act.typed(spec.name, parts.get()));
  parts.element.addEventListener("focusout", () => act.left(spec.name));
  return { spec, words, act, element, parts, count, alert, conflict };
}

/* Show the state of a field. Its value is written only if it differs, since writing moves the cursor. */
export function showField(drawn, state, asked) {
  const { spec, words, parts } = drawn;
  drawn.element.hidden = !asked; // conditional fields
  if (JSON.stringify(parts.get()) !== JSON.stringify(state.value)) parts.set(state.value);
  if (COUNTED.includes(spec.kind)) showCount(drawn, String(state.value ?? "").trim().length);
  write(drawn.alert, state.refusal ?? "");
  parts.labelled?.setAttribute("aria-invalid", String(Boolean(state.refusal)));
  showConflict(drawn, state.theirs, words);
}

function showCount({ spec, words, count }, length) {
  const { minimum, maximum } = spec;
  const number = (value) => value.toLocaleString("en");
  const over = maximum && length > maximum ? length - maximum : 0;
  const enough = length >= (minimum ?? 0) && !over;
  const sentence = over ? words.over : minimum ? words.length : words.at_most;
  const figures = { length: number(length), least: minimum && number(minimum), most: maximum && number(maximum), over: number(over) };
  write(count, maximum ? `${enough && length ? "✓" : "○"} ${fill(sentence, figures)}` : "");
  count.classList.toggle("over", over > 0);
}

function showConflict({ spec, act, conflict }, theirs, words) {
  const shown = theirs ? theirs.version : "";
  if (conflict.dataset.version === shown) return;
  conflict.dataset.version = shown;
  for (const name of ["role", "aria-label"]) conflict.removeAttribute(name);
  if (!theirs) return conflict.replaceChildren();
  conflict.setAttribute("role", "group");
  conflict.setAttribute("aria-label", words.both_wrote);
  const button = (name, take) => {
    const element = make("button", { type: "button" }, words[name]);
    element.onclick = () => act.settle(spec.name, take);
    return element;
  };
  conflict.replaceChildren(
    make("p", { role: "alert" }, words.both_wrote),
    make("blockquote", {}, valueText(spec, theirs.value)),
    make("div", { class: "buttons" }, button("keep_mine", false), button("take_theirs", true)),
  );
}

/* A value as text. */
export function valueText(spec, value) {
  if (typeof value === "boolean") return value ? "✓" : "–";
  const name = (one) => spec.options.find((option) => option.value === one)?.words ?? String(one ?? "");
  const text = Array.isArray(value) ? value.map(name).join(", ") : name(value);
  return text.trim() || "–";
}
