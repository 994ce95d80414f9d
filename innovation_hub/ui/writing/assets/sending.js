/* Queue of HTTP requests outside Streamlit, sent one at a time and retried until the server has answered.

   `work.next()` returns the next request, {address, method, body, lang}, or null. `work.take(piece, answer)` gets the
   response, {ok, status, reply}, with the parsed body in `reply`. `work.wait(piece, answer)` is called when the server has
   not handled the request and it will be retried: no network, server down, signed out, or a response of something in
   between (`answer.reply` is null without JSON). */

export const PATIENCE = 4000; // milliseconds until a pending request is reported as not saved, and between retries
const LONGEST = 15000; // timeout of a request in milliseconds
const KEEPALIVE = 30000; // most bytes of a request that may outlive the page
const AGAIN = [401, 408, 429]; // retried: signed out, timeout of the body, too many requests
const senders = new Set();

export class Sender {
  constructor(work) {
    Object.assign(this, { work, busy: false, late: false, wake: () => {} });
    senders.add(this);
  }

  /* Send one request after the other, so that none is applied twice; retry those without a response. */
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

  /* Send everything at once: the page is being unloaded. */
  leave() {
    for (let piece = this.work.next(); piece; piece = this.work.next()) this.send(piece);
  }

  async send(piece) {
    const slow = setTimeout(() => { this.late = true; this.work.show(); }, PATIENCE);
    const answer = await ask(piece);
    clearTimeout(slow);
    const done = answer.reply !== null && !AGAIN.includes(answer.status) && answer.status < 500;
    this.late = !done;
    if (done) this.work.take(piece, answer);
    else this.work.wait(piece, answer);
    this.work.show();
    return done;
  }
}

/* Send one request; `reply` is null when it is unknown whether it arrived. */
export async function ask({ address, method, body, lang }) {
  const text = JSON.stringify(body);
  try {
    const response = await fetch(address, {
      method,
      headers: { "Content-Type": "application/json", "Accept-Language": lang },
      body: text,
      keepalive: new Blob([text]).size < KEEPALIVE, // survives closing the tab
      signal: AbortSignal.timeout(LONGEST),
    });
    return { ok: response.ok, status: response.status, reply: await response.json() };
  } catch {
    return { ok: false, status: 0, reply: null };
  }
}

const wakeAll = () => senders.forEach(({ work }) => work.hurry());
addEventListener("online", wakeAll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) wakeAll(); });
