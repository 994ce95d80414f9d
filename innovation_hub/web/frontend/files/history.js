/* Streamlit knows pages of one segment: it is given /calls?call=X for the public address /calls/X. A reload of the former
   is redirected to the latter.

   One user action adds one entry to the browser's history. Streamlit sometimes pushes two, such as the old page with the
   query of the next page and then the next page, so that Back leads to an address that never existed. An entry pushed
   without a user action since the last one therefore replaces it. */
(() => {
  "use strict";
  const BY_CODE = {}; // query parameters of codes by page, filled in by the server
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  let acted = false;

  function known(address) {
    if (address == null) return address;
    const url = new URL(address, location.href);
    const [, page, record] = url.pathname.split("/");
    if (!record) return address;
    if (page === "resolutions") url.pathname = `/resolution-${record}`;
    else if (BY_CODE[page]) {
      url.pathname = `/${page}`;
      if (!url.searchParams.has(BY_CODE[page])) url.searchParams.set(BY_CODE[page], record);
    }
    return url.href;
  }

  for (const kind of ["pointerdown", "keydown", "click", "popstate"]) {
    addEventListener(kind, (event) => { acted ||= kind !== "popstate" || event.isTrusted; }, true);
  }
  history.replaceState = (state, unused, address) => replace(state, unused, known(address));
  history.pushState = (state, unused, address) => {
    (acted ? push : replace)(state, unused, known(address));
    acted = false;
  };
  if (known(location.href) !== location.href) replace(history.state, "", known(location.href));
})();
