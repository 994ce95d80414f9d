/* On narrow screens the menu covers the page. Close it after a page was chosen and when the hub is opened, and label its
   button in the reader's language. Fields of amounts get a keyboard of digits. */
(() => {
  "use strict";
  const NARROW = matchMedia("(max-width: 767.98px)"); // Streamlit's breakpoint of the menu
  const SIDE = "[data-testid=stSidebar]";
  const CLOSE = "[data-testid=stSidebarCollapseButton] button";
  const OPEN = "[data-testid=stExpandSidebarButton]";
  const words = document.currentScript.dataset; // the menu's name in each language: data-sw, data-en

  if (NARROW.matches) {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("stSidebarCollapsed-")) localStorage.removeItem(key);
    }
  }

  document.addEventListener("click", (event) => {
    if (!NARROW.matches || !event.target.closest?.(`${SIDE} a`)) return;
    setTimeout(() => document.querySelector(CLOSE)?.click()); // after Streamlit has handled the click
  });

  function name() {
    const word = words[document.documentElement.lang] ?? words.en;
    const button = document.querySelector(OPEN);
    if (button && button.getAttribute("aria-label") !== word) button.setAttribute("aria-label", word);
  }
  function digits() {
    for (const field of document.querySelectorAll("input[autocomplete=transaction-amount]:not([inputmode])")) {
      field.inputMode = "numeric";
    }
  }
  new MutationObserver(() => { name(); digits(); }).observe(document.documentElement, {
    subtree: true, childList: true, attributeFilter: ["lang", "aria-label"],
  });
})();
