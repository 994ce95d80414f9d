/* Streamlit opens its websocket when its scripts have come and run. Open it before, while they come, and pass it to
   Streamlit when it asks for the same one: on a slow line that saves a request and its answer. */
(() => {
  "use strict";
  const Plain = window.WebSocket;
  const ADDRESS = new URL("/_stcore/stream", location.href.replace(/^http/, "ws")).href;
  const token = document.cookie.match(/\b_streamlit_xsrf=([^;]*)/)?.[1] ?? "PLACEHOLDER_AUTH_TOKEN"; // as Streamlit has it
  const asked = ["streamlit", token];
  let early = new Plain(ADDRESS, asked);

  // An open event that came before Streamlit listened is repeated; a message comes only in answer to one of Streamlit's.
  function take() {
    const socket = early;
    early = null;
    if (socket.readyState === Plain.OPEN) setTimeout(() => socket.dispatchEvent(new Event("open")));
    return socket;
  }

  window.WebSocket = class extends Plain {
    constructor(address, protocols) {
      const same = early && early.readyState <= Plain.OPEN && new URL(address, location.href).href === ADDRESS
        && String(protocols) === String(asked);
      if (same) return take();
      early?.close();
      early = null;
      super(address, protocols);
    }
  };
})();
