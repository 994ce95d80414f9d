/* A tap on a link also blurs the field being typed in. Streamlit sends the field's value shortly after requesting the next
   page, which brings the old page back, as if the tap were ignored. So following the link is delayed until then. */
(() => {
  "use strict";
  const MOMENT = 150; // milliseconds within which Streamlit sends the value
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
