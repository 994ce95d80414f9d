/* The native elements of each kind of field, as {element, labelled, get, set}: the element to insert, the element that the
   label refers to, and accessors of the value in the server's format. */

import { make } from "./making.js";

const TALL = 2500; // texts with a higher limit of characters get a taller box
const ONE_LINE = {
  line: { type: "text" },
  number: { type: "text", inputmode: "numeric" },
  money: { type: "text", inputmode: "numeric", autocomplete: "off" },
  date: { type: "date" },
  datetime: { type: "datetime-local" },
};

function box(element) {
  return { element, labelled: element, get: () => element.value, set: (value) => { element.value = value ?? ""; } };
}

function area(field, id) {
  return box(make("textarea", { id, rows: field.maximum > TALL ? 9 : 5 }));
}

function list(field, id) {
  const options = field.options.map(({ value, words }) => make("option", { value: String(value) }, words));
  const element = make("select", { id }, make("option", { value: "" }, field.unset), ...options);
  const find = (text) => field.options.find(({ value }) => String(value) === text)?.value ?? null;
  return { ...box(element), get: () => find(element.value) };
}

function buttons(field, id, type) {
  const several = type === "checkbox";
  const boxes = field.options.map(({ value }, n) => make("input", { type, id: `${id}-${n}`, name: id, value: String(value) }));
  const labels = field.options.map(({ words }, n) => make("label", { class: "option" }, boxes[n], make("span", {}, words)));
  const chosen = () => field.options.filter((_, n) => boxes[n].checked).map(({ value }) => value);
  return {
    element: make("div", { class: "options" }, ...labels),
    labelled: null,
    get: () => (several ? chosen() : chosen()[0] ?? null),
    set: (value) => {
      const wanted = several ? value : [value];
      field.options.forEach((option, n) => { boxes[n].checked = wanted.includes(option.value); });
    },
  };
}

function tick(field, id) {
  const element = make("input", { type: "checkbox", id });
  const label = make("label", { class: "option", for: id }, element, make("span", {}, field.label));
  return { element: label, labelled: element, get: () => element.checked, set: (value) => { element.checked = Boolean(value); } };
}

const FEW = 5; // up to this number, options are radio buttons instead of a list

export function input(field, id) {
  if (field.kind === "text") return area(field, id);
  if (field.kind === "tick") return tick(field, id);
  if (field.kind === "choices") return buttons(field, id, "checkbox");
  if (field.kind === "choice") return field.options.length > FEW ? list(field, id) : buttons(field, id, "radio");
  return box(make("input", { id, ...ONE_LINE[field.kind] }));
}
