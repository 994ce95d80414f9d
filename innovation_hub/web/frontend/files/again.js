/* A page that said the hub cannot work asks whether it can again, and is loaded again then. */
(() => {
  "use strict";
  const PAUSE = 2000;
  async function ask() {
    try {
      const answer = await fetch("/readyz", { cache: "no-store" });
      if (answer.ok) { location.reload(); return; }
    } catch { /* nobody answers: ask again */ }
    setTimeout(ask, PAUSE);
  }
  setTimeout(ask, PAUSE);
})();
