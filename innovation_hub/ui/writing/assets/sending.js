/* Sends what was written past Streamlit, each piece by a request of its own, again and again until the hub has answered.

   `work.next()` gives what is to be sent now: {address, method, body, lang}, or nothing. `work.take(piece, answer)` gets the
   answer, {ok, status, said}; `work.wait(piece, answer)` is told that the hub has not dealt with it: no network, no hub, nobody
   signed in, or something on the way that answers in the hub's place (then `answer.said` is null). */

export const PATIENCE = 4000; // milliseconds until a piece on its way is called not saved, and until it is sent again
const LONGEST = 15000; // milliseconds until a request counts as lost
const KEEPALIVE = 30000; // bytes that a browser lets outlive the page
const AGAIN = [401, 408, 429]; // signed out, came in pieces, too many: taken when it is sent again
const senders = new Set();

export class Sender {
  constructor(work) {
    Object.assign(this, { work, busy: false, late: false, wake: () => {} });
    senders.add(this);
  }

  /* One piece after the other, so that none is taken twice; a piece that was not answered goes again. */
  async run() {
    this.wake();
    if (this.busy) return;
    this.busy = true;
    for (let piece = this.work.next(); piece; piece = this.work.next()) {
      if (await this.send(piece)) continue;
      await new Promise((wake) => { this.wake = wake; setTimeout(wake, PATIENCE); });
    }
    this.busy = false;
    this.work.rest?.();
  }

  /* Everything at once, for the page is about to be left. */
  leave() {
    for (let piece = this.work.next(); piece; piece = this.work.next()) this.send(piece);
  }

  async send(piece) {
    const slow = setTimeout(() => { this.late = true; this.work.show(); }, PATIENCE);
    const answer = await ask(piece);
    clearTimeout(slow);
    const done = answer.said !== null && !AGAIN.includes(answer.status) && answer.status < 500;
    this.late = !done;
    if (done) this.work.take(piece, answer);
    else this.work.wait(piece, answer);
    this.work.show();
    return done;
  }
}

/* Ask the hub once; `said` is null when nobody knows whether it arrived. */
export async function ask({ address, method, body, lang }) {
  const text = JSON.stringify(body);
  try {
    const response = await fetch(address, {
      method,
      headers: { "Content-Type": "application/json", "Accept-Language": lang },
      body: text,
      keepalive: new Blob([text]).size < KEEPALIVE, // so that it arrives when the tab is closed
      signal: AbortSignal.timeout(LONGEST),
    });
    return { ok: response.ok, status: response.status, said: await response.json() };
  } catch {
    return { ok: false, status: 0, said: null };
  }
}

const wakeAll = () => senders.forEach(({ work }) => work.hurry());
addEventListener("online", wakeAll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) wakeAll(); });
