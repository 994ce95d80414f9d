/* On the page shown while the hub is unavailable: poll its readiness, and reload the page when it is ready. */
(() => {
  "use strict";
  const PAUSE = 2000;
  async function ask() {
    try {
      const answer = await fetch("/readyz", { cache: "no-store" });
      if (answer.ok) { location.reload(); return; }
    } catch { /* no answer: poll again */ }
    setTimeout(ask, PAUSE);
  }
  setTimeout(ask, PAUSE);
})();
