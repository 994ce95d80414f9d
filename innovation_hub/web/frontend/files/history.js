/* One act of the reader is one step of the browser's history. Streamlit sometimes writes two, such as the page one leaves under
   the query of the next page, and then the next page; Back would lead to an address that never was. So a step that follows
   another without an act in between takes its place. */
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
