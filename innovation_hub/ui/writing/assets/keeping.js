/* What is typed and not yet saved, kept in the browser under `hub.writing/<account>/<kind>/<id>/<field>/<tab>`.

   An entry is {value, over, sent, at}: the text, the version it was typed over, texts that may have arrived, and when. Each tab
   has entries of its own; another account never looks at them. They go once the hub has the text. */

const ROOT = "hub.writing";
const tab = named();

function named() {
  try {
    const name = sessionStorage.getItem(ROOT) ?? Math.random().toString(36).slice(2, 10);
    sessionStorage.setItem(ROOT, name);
    return name;
  } catch {
    return "tab";
  }
}

export const place = (account, kind, id) => `${ROOT}/${account}/${kind}/${id}/`;

/* Keep the entry; returns whether the browser has. */
export function keep(at, field, entry) {
  try {
    localStorage.setItem(`${at}${field}/${tab}`, JSON.stringify({ ...entry, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/* The entries of a record by field: this tab's own, else the latest of those that tabs closed since have left. */
export function kept(at) {
  const found = new Map();
  for (const [name, entry] of entries(at)) {
    const [field, from] = name.slice(at.length).split("/");
    const before = found.get(field);
    const own = from === tab;
    if (!before || own || (!before.own && entry.at > before.at)) found.set(field, { ...entry, own });
  }
  return found;
}

/* The hub has this text, or its writer gave it up: drop this tab's entry, and the same text of any other. */
export function drop(at, field, value) {
  for (const [name, entry] of entries(`${at}${field}/`)) {
    if (name.endsWith(`/${tab}`) || JSON.stringify(entry.value) === JSON.stringify(value)) localStorage.removeItem(name);
  }
}

function entries(at) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(at));
    return names.map((name) => [name, read(name)]).filter(([, entry]) => entry);
  } catch {
    return [];
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}
