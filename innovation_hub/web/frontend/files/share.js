/* A button with data-hub-share sends its address by the phone's own sheet, else copies it. It is shown where either can. */
(() => {
  "use strict";
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
