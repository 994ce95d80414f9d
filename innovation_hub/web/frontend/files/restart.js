/* The server closes a page's connection with code 1012 when it is restarted. Show a message that the hub is restarting,
   and afterwards one that asks to check whether the last action was done.

   Streamlit does not retry a script whose download was interrupted, and shows an error in English; show a message instead,
   and reload the page once the hub is ready. */
(() => {
  "use strict";
  const RESTART = 1012;
  const PAUSE = 2000; // milliseconds between two polls of readiness
  const APART = 30000; // least milliseconds between two reloads: a script may be missing although the hub is ready
  const RELOADED = "hub.reloaded";
  const COMPONENT = "/_stcore/bidi-components/";
  const WORDS = {}; // texts by language, filled in by the server, which cannot be asked while it is down
  const BOX =
    "position:fixed;z-index:1000000;inset:auto 0 0;padding:.7rem 1rem;background:var(--orange);color:var(--orange-ink);" +
    'border-top:1px solid var(--amber);font:400 1rem/1.45 "Source Sans",system-ui,sans-serif';
  const BUTTON =
    "font:inherit;font-weight:600;margin-left:.75rem;padding:.2rem .7rem;color:inherit;background:none;" +
    "border:1px solid;border-radius:.5rem;cursor:pointer";
  const Plain = window.WebSocket;
  let box = null;

  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", (event) => { if (event.code === RESTART) gone(); });
    }
  };

  function say(name, closable) {
    const words = WORDS[document.documentElement.lang] ?? WORDS.sw;
    if (!box) {
      box = document.createElement("div");
      box.className = "hub-restart";
      box.style.cssText = BOX;
      box.setAttribute("role", "status");
      box.dataset.hubText = "";
      document.body.append(box);
    }
    box.textContent = words[name];
    if (!closable) return;
    const button = document.createElement("button");
    button.type = "button";
    button.style.cssText = BUTTON;
    button.textContent = words.close;
    button.addEventListener("click", () => { box.remove(); box = null; });
    box.append(button);
  }

  const connected = () =>
    document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState === "CONNECTED";

  function gone() {
    say("gone", false);
    const timer = setInterval(() => {
      if (!connected()) return;
      clearInterval(timer);
      say("back", true);
    }, 300);
  }

  let unloaded = false;

  function missing() {
    if (unloaded) return;
    unloaded = true;
    say("unloaded", false);
    setTimeout(again, PAUSE);
  }

  async function again() {
    const answer = await fetch("/readyz", { cache: "no-store" }).catch(() => null);
    if (!answer?.ok || Date.now() - last() < APART) return setTimeout(again, PAUSE);
    try {
      sessionStorage.setItem(RELOADED, Date.now());
    } catch { return; } // without the stored time, reloads could repeat without end
    location.reload();
  }

  function last() {
    try {
      return Number(sessionStorage.getItem(RELOADED));
    } catch {
      return 0;
    }
  }

  document.addEventListener("error", (event) => {
    if (!(event.target instanceof HTMLScriptElement) || !event.target.src.includes(COMPONENT)) return;
    event.stopImmediatePropagation(); // otherwise Streamlit shows its own error in place of the component
    missing();
  }, true);
  addEventListener("vite:preloadError", missing); // a chunk of Streamlit's own frontend
})();
