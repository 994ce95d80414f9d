/* On light pages and Streamlit's: the service worker, and buttons with data-hub-share, which send an address by the phone's
   own sheet, else copy it, and are shown where either can. */
(() => {
  "use strict";
  addEventListener("load", () => navigator.serviceWorker?.register("/service-worker.js").catch(() => {}));
  if (!navigator.share && !navigator.clipboard) return;
  document.documentElement.classList.add("hub-shares");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-hub-share]");
    if (!button) return;
    const url = new URL(button.dataset.hubShare, location.origin).href;
    try {
      if (navigator.share) return await navigator.share({ title: button.dataset.hubTitle, url });
      await navigator.clipboard.writeText(url);
      button.nextElementSibling.textContent = button.dataset.hubCopied;
    } catch { /* the reader closed the sheet, or does not allow copying */ }
  });
})();
