/* A link in a table leads to another page, or another record, without loading the hub again. Streamlit follows a step in the
   browser's history, so the link makes one: what was typed and chosen in this tab stays, and a slow line carries less. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stApp] a[data-hub-page]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button;
    if (!link || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    // A tab of the same thing leaves the reader where they are.
    if (link.dataset.hubPage !== "stay") document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  });
})();
