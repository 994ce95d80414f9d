/* A light page is on the screen before Streamlit. Load Streamlit beside it, at once on a good line, else when something
   is touched that needs it; when Streamlit has drawn the page, remove the light one without moving what is read. */
(() => {
  "use strict";
  const light = document.getElementById("hub-light");
  const parts = document.getElementById("hub-app");
  const CALM = 250; // ms without a change before Streamlit's page counts as drawn
  const BLOCKS = "h1, h2, h3, p, li, td, summary";
  let begun = false;
  let pressed = null; // what needs Streamlit, or what it has too: it is pressed there

  // The scripts are put into the document in order, as the browser would run them if they stood in the page.
  function begin() {
    if (begun) return;
    begun = true;
    for (const part of [...parts.content.children]) {
      const copy = document.createElement(part.localName);
      for (const { name, value } of part.attributes) copy.setAttribute(name, value);
      copy.async = false;
      document.head.append(copy);
    }
    watch();
  }

  function slow() {
    const line = navigator.connection;
    return "saving" in light.dataset || Boolean(line && (line.saveData || /2g|3g/.test(line.effectiveType)));
  }

  function drawn() {
    const app = document.querySelector("[data-testid=stApp]");
    return app && app.dataset.testScriptState === "notRunning" && app.dataset.testConnectionState === "CONNECTED"
      && document.querySelector("[data-testid=stMain] [data-testid=stElementContainer]")
      && !document.querySelector("[data-stale=true], [data-testid=stSkeleton], [data-testid=stAppSkeleton]");
  }

  // Typing, a selection and an open menu would be lost: wait until they are over.
  function busy() {
    if (document.activeElement?.shadowRoot && light.contains(document.activeElement)) return true; // a field of the form
    const fields = [...light.querySelectorAll("input:not([type=hidden])")];
    return fields.some((field) => field === document.activeElement || field.value !== field.defaultValue)
      || light.querySelector(".light-menu[open], .light-menu details[open]")
      || !getSelection().isCollapsed;
  }

  function watch() {
    let since = 0;
    const clock = setInterval(() => {
      if (!light.isConnected) return clearInterval(clock); // taken over by a link
      if (!drawn() || busy()) { since = 0; return; }
      since ||= performance.now();
      if (performance.now() - since < CALM) return;
      clearInterval(clock);
      takeOver();
    }, 50);
  }

  const root = () => document.getElementById("root");
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();

  // The same element of Streamlit's page: the n-th with this name and text; Streamlit's may begin with an icon's name.
  function counterpart(element, page, kind = element.localName) {
    const wanted = text(element);
    const same = (scope, name) => [...scope.querySelectorAll(name)].filter((one) => text(one).endsWith(wanted));
    return wanted ? same(page, kind)[same(light, element.localName).indexOf(element)] ?? same(page, kind)[0] : null;
  }

  function takeOver() {
    const main = document.querySelector("[data-testid=stMain]");
    for (const box of light.querySelectorAll("main details[open]")) {
      const summary = counterpart(box.querySelector("summary"), main);
      const twin = summary && summary.closest("details");
      if (twin && !twin.open) summary.click();
    }
    const read = scrollY > 0 && [...light.querySelectorAll(BLOCKS)]
      .find((one) => one.getClientRects().length && one.getBoundingClientRect().top >= 0);
    const before = read && read.getBoundingClientRect().top;
    const twin = read && counterpart(read, main);
    const focused = light.contains(document.activeElement) && counterpart(document.activeElement, root());
    const again = pressed && counterpart(pressed, main, "button");
    document.dispatchEvent(new Event("hub-light-over")); // a form moves over with everything typed
    document.documentElement.classList.remove("hub-light");
    light.remove();
    if (twin) main.scrollTop += twin.getBoundingClientRect().top - before;
    if (focused) focused.focus({ preventScroll: true });
    if (again) again.click();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-hub-here]");
    if (link && !event.defaultPrevented && drawn() && counterpart(link, root(), "button")) {
      event.preventDefault();
      pressed = link;
      takeOver();
      return;
    }
    const button = event.target.closest?.("[data-hub-later]");
    if (!button) return;
    if (button.closest("main:not([data-hub-private])")) pressed = button;
    button.setAttribute("aria-busy", "true");
    begin();
  });
  if (!slow()) begin();
  else light.classList.add("slow");
})();
