/* Local storage of unsaved input, under the keys `hub.writing/<account>/<kind>/<id>/<field>/<tab>`.

   An entry is {value, over, sent, at}: the value, the version it is based on, values sent that may have arrived, and the
   time. Entries belong to a tab and an account, and are removed once the server has the value. */

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

export const prefix = (account, kind, id) => `${ROOT}/${account}/${kind}/${id}/`;

/* Store an entry; returns whether the browser did. */
export function store(at, field, entry) {
  try {
    localStorage.setItem(`${at}${field}/${tab}`, JSON.stringify({ ...entry, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/* The entries of a record by field: this tab's, otherwise the latest of other tabs. */
export function stored(at) {
  const found = new Map();
  for (const [name, entry] of entries(at)) {
    const [field, from] = name.slice(at.length).split("/");
    const before = found.get(field);
    const own = from === tab;
    if (!before || own || (!before.own && entry.at > before.at)) found.set(field, { ...entry, own });
  }
  return found;
}

/* Remove this tab's entry and those of other tabs with the same value: it was saved or discarded. */
export function remove(at, field, value) {
  for (const [name, entry] of entries(`${at}${field}/`)) {
    if (name.endsWith(`/${tab}`) || JSON.stringify(entry.value) === JSON.stringify(value)) localStorage.removeItem(name);
  }
}

/* The version of a record that this tab was last told of; 0 for none. A page drawn before that is out of date. */
export function reached(at) {
  try {
    return Number(sessionStorage.getItem(`${at}version`));
  } catch {
    return 0;
  }
}

export function reach(at, version) {
  try {
    if (version > reached(at)) sessionStorage.setItem(`${at}version`, version);
  } catch { /* without storage, a page may be shown as it was a second before */ }
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
