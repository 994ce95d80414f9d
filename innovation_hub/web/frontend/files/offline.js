/* On the page shown without a connection: say that what was typed is stored, if something is. */
(() => {
  "use strict";
  try {
    const typed = Object.keys(localStorage).some((name) => name.startsWith("hub.writing/"));
    if (typed) document.getElementById("hub-typed").hidden = false;
  } catch { /* nothing can be stored in this browser */ }
})();
