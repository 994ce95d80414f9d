/* A tap on a link leaves the field that one typed in, and follows the link. Streamlit sends what was typed a moment after it
   has asked for the next page, and that brings the old page back: the tap seems swallowed. So the link waits for the text. */
(() => {
  "use strict";
  const MOMENT = 150; // milliseconds in which Streamlit has sent what was typed
  let changed = -MOMENT;

  document.addEventListener("change", (event) => {
    if (event.target.matches?.("input, textarea")) changed = performance.now();
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stApp] a[href]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link?.target === "_blank";
    if (!link || elsewhere || performance.now() - changed > MOMENT) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => link.click(), MOMENT);
  }, true);
})();
