/* Pressed scores that the hub has not acknowledged, kept in the browser as texts are: a closed tab loses none of them. */

import * as shelf from "./keeping.js";

/* Beside the texts of the review, whose form takes all that is kept in its own place for text. */
export const place = ({ account, id }) => shelf.place(account, "scores", id);

/* `click` is {answer, was}; `since` the version of the review it was sent over, when it may have arrived. */
export function keepClick(at, criterion, { answer, was }, since) {
  shelf.keep(at, String(criterion), { value: answer, over: was, sent: since === undefined ? [] : [since] });
}

export function dropClick(at, criterion, answer) { shelf.drop(at, String(criterion), answer); }

/* What earlier tabs have left, by criterion, as clicks to be sent; what may have arrived says over which version it was sent. */
export function keptClicks(at, criteria) {
  const found = shelf.kept(at);
  const clicks = new Map();
  for (const { id } of criteria) {
    const entry = found.get(String(id));
    if (!entry) continue;
    const { value: answer, over: was, sent: [since] } = entry;
    clicks.set(id, { answer, was, ...(since === undefined ? {} : { version: since, lost: true }) });
  }
  return clicks;
}
