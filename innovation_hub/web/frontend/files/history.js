/* One user action adds one entry to the browser's history. Streamlit sometimes pushes two, such as the old page with the
   query of the next page and then the next page, so that Back leads to an address that never existed. An entry pushed
   without a user action since the last one therefore replaces it. */
(() => {
  "use strict";
  const push = history.pushState.bind(history);
  let acted = false;

  for (const kind of ["pointerdown", "keydown", "click", "popstate"]) {
    addEventListener(kind, (event) => { acted ||= kind !== "popstate" || event.isTrusted; }, true);
  }
  history.pushState = (state, unused, address) => {
    if (acted) push(state, unused, address);
    else history.replaceState(state, unused, address);
    acted = false;
  };
})();
