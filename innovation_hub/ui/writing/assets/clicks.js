/* Scores that the server has not acknowledged, stored in the browser as texts are, so that closing the tab loses none. */

import * as storage from "./keeping.js";

/* A prefix of its own: the form of the review's texts treats everything under its prefix as text. */
export const prefix = ({ account, id }) => storage.prefix(account, "scores", id);

/* `click` is {answer, was}; `since` is the version of the review when it was sent, if it may have arrived. */
export function storeClick(at, criterion, { answer, was }, since) {
  storage.store(at, String(criterion), { value: answer, over: was, sent: since === undefined ? [] : [since] });
}

export function removeClick(at, criterion, answer) { storage.remove(at, String(criterion), answer); }

/* Clicks left by earlier tabs, by criterion, to be sent; one that may have arrived has the version it was based on. */
export function storedClicks(at, criteria) {
  const found = storage.stored(at);
  const clicks = new Map();
  for (const { id } of criteria) {
    const entry = found.get(String(id));
    if (!entry) continue;
    const { value: answer, over: was, sent: [since] } = entry;
    clicks.set(id, { answer, was, ...(since === undefined ? {} : { version: since, lost: true }) });
  }
  return clicks;
}
