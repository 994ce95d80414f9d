/* Streamlit's `switch_page` writes two steps into the browser's history: the page one leaves, under the query of the next page,
   and then the next page. Back would lead to an address that never was; so the first step is put right. */
(() => {
  "use strict";
  const MOMENT = 200; // milliseconds between the two steps
  const push = history.pushState.bind(history);
  let left = { at: -MOMENT, from: "", to: "" }; // the latest step that changed the query alone

  history.pushState = (state, unused, address) => {
    const next = new URL(address ?? location.href, location.href);
    const now = performance.now();
    const twin = now - left.at < MOMENT && left.to === location.href && next.search === location.search;
    if (next.pathname === location.pathname) left = { at: now, from: location.href, to: next.href };
    else if (twin) history.replaceState(history.state, "", left.from);
    push(state, unused, address);
  };
})();
