/* Follow links to other pages or records of the hub without reloading it. Streamlit follows changes of the browser's
   history, so the link makes one: session state is preserved, and less is transferred. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stApp] a[data-hub-page]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button;
    if (!link || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    if (link.href !== location.href) history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    // Tabs of the same record keep the scroll position.
    if (link.dataset.hubPage !== "stay") document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  });
})();
