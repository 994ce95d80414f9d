/* Pressed scores that the hub has not acknowledged, kept in the browser as texts are: a closed tab loses none of them. */

import * as shelf from "./keeping.js";

const NAME = "score-";

/* `click` is {answer, was}; `since` the version of the review it was sent over, when it may have arrived. */
export function keepClick(at, criterion, { answer, was }, since) {
  shelf.keep(at, NAME + criterion, { value: answer, over: was, sent: since === undefined ? [] : [since] });
}

export function dropClick(at, criterion, answer) { shelf.drop(at, NAME + criterion, answer); }

/* What earlier tabs have left, by criterion, as clicks to be sent; what may have arrived says over which version it was sent. */
export function keptClicks(at, criteria) {
  const found = shelf.kept(at);
  const clicks = new Map();
  for (const { id } of criteria) {
    const entry = found.get(NAME + id);
    if (!entry) continue;
    const { value: answer, over: was, sent: [since] } = entry;
    clicks.set(id, { answer, was, ...(since === undefined ? {} : { version: since, lost: true }) });
  }
  return clicks;
}
