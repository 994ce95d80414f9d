/* Streamlit's own frontend is in English only. This script translates its texts to the language of the page (the value
   of data-hub-lang), by a dictionary of exact strings and of patterns such as "{size} per file". */
(() => {
  "use strict";
  // The hub is served at the root: without this, every page but the first looks for its server below its own path first.
  // While the connection is down, no dialog of Streamlit's covers a form: its texts are stored, and it says so.
  // With the values that Streamlit would ask its server for, it opens the websocket at once and asks beside it.
  window.__streamlit = {
    BACKEND_BASE_URL: `${location.origin}/`,
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false, blockErrorDialogs: true },
  };
  const ATTRIBUTES = ["aria-label", "placeholder", "title"];
  const OURS = "[data-testid=stMarkdownContainer], [data-hub-text], textarea, code, pre, script, style";
  const FRAME = "[data-testid=stFileUploaderDropzone], [data-testid=stConnectionStatus], [data-testid=stException]";
  const root = document.documentElement;
  const address = document.currentScript.dataset.strings;
  let language = "";
  let dictionary = null;
  let translate = (text) => text;

  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  function pattern(from, to) {
    const names = [];
    const source = from.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? (names.push(part), "(.+?)") : escape(part)));
    const expression = new RegExp(`^${source.join("")}$`);
    return (text) => {
      const found = expression.exec(text);
      return found && to.replace(/\{(\w+)\}/g, (_, name) => found[names.indexOf(name) + 1]);
    };
  }

  function translator(pairs) {
    const exact = new Map(pairs.filter(([from]) => !from.includes("{")));
    const patterns = pairs.filter(([from]) => from.includes("{")).map(([from, to]) => pattern(from, to));
    return (text) => {
      const core = text.trim();
      if (!core || core.length > 300) return text;
      let found = exact.get(core);
      for (let i = 0; found == null && i < patterns.length; i++) found = patterns[i](core);
      return found == null ? text : text.replace(core, () => found);
    };
  }

  function visitText(node) {
    const around = node.parentElement;
    if (!around || (around.closest(OURS) && !around.closest(FRAME))) return;
    const text = translate(node.nodeValue);
    if (text !== node.nodeValue) node.nodeValue = text;
  }

  function visitAttributes(element) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (!value) continue;
      const text = translate(value);
      if (text !== value) element.setAttribute(name, text);
    }
  }

  function visit(node) {
    if (node.nodeType === Node.TEXT_NODE) return visitText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    visitAttributes(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      const inner = walker.currentNode;
      if (inner.nodeType === Node.TEXT_NODE) visitText(inner);
      else visitAttributes(inner);
    }
  }

  async function follow() {
    const announced = document.querySelector("[data-hub-lang]");
    const wanted = announced ? announced.dataset.hubLang : root.lang;
    if (wanted === language) return;
    const before = language;
    language = wanted;
    root.lang = wanted;
    if (wanted === "en" && !before) return;
    dictionary = dictionary || (await (await fetch(address)).json());
    const pairs = dictionary.filter(([en, sw]) => en !== sw);
    translate = translator(language === "en" ? pairs.map(([en, sw]) => [sw, en]) : pairs);
    work([document.body]);
  }

  // On phones, Streamlit puts elements for sections between the menu's list and its items: roles restore the list.
  function fixMenuRoles() {
    for (const section of document.querySelectorAll("[data-testid=stSidebarNavItems] > div")) {
      section.setAttribute("role", "listitem");
      for (const item of section.querySelectorAll("li")) item.setAttribute("role", "none");
    }
  }

  // Streamlit sends a field's value when the field loses focus. When the page is hidden or unloaded, as on phones, blur
  // the field so that the value is sent.
  function sendTyped() {
    const field = document.activeElement;
    if (field && field.matches("input, textarea")) field.blur();
  }
  document.addEventListener("visibilitychange", () => { if (document.hidden) sendTyped(); });
  addEventListener("beforeunload", sendTyped);

  const waiting = new Set();
  let asked = false;

  function work(nodes) {
    for (const node of nodes) if (node.isConnected) visit(node);
    observer.takeRecords(); // ignore our own changes
  }

  function flush() {
    asked = false;
    const nodes = [...waiting];
    waiting.clear();
    follow().catch(() => { language = ""; });
    if (dictionary) work(nodes);
    fixMenuRoles();
  }

  const observer = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "childList") record.addedNodes.forEach((node) => waiting.add(node));
      else waiting.add(record.target);
    }
    if (!asked) {
      asked = true;
      requestAnimationFrame(flush);
    }
  });
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributeFilter: [...ATTRIBUTES, "data-hub-lang"],
  });
  follow().catch(() => { language = ""; });
})();
