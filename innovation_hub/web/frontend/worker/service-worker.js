/* Without a connection a page is answered with the copy of a public page that was read before, else with a page that says
   so and lists the copies. Only what the server marks is stored: public pages, as everybody reads them who has not signed in
   (header Hub-Copy). Nothing else that is sent or received is touched. */
(() => {
  "use strict";
  const VERSION = ""; // these three are filled in by the server
  const FILES = [];
  const WORDS = {};
  const SHELL = `hub-shell-${VERSION}`;
  const COPIES = "hub-copies";
  const MOST = 20; // copies; the oldest are removed
  const LANGUAGE = "/language"; // under which the reader's language is stored
  const LOCALES = { sw: "sw-TZ", en: "en-GB" };
  let language = "";

  addEventListener("install", (event) => {
    // What a page sends while it is left must not wait for this worker, which may end with the page.
    event.addRoutes?.([{ condition: { urlPattern: { pathname: "/api/*" } }, source: "network" }])?.catch(() => {});
    const stored = caches.open(SHELL).then((shell) => shell.addAll(FILES));
    event.waitUntil(stored.then(() => skipWaiting()));
  });

  addEventListener("activate", (event) => {
    event.waitUntil(tidy().then(() => clients.claim()));
  });

  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    if (request.mode === "navigate") event.respondWith(page(event, url.pathname + url.search));
    else if (FILES.includes(url.pathname)) event.respondWith(file(request));
  });

  async function tidy() {
    const old = (await caches.keys()).filter((name) => name.startsWith("hub-shell-") && name !== SHELL);
    await Promise.all(old.map((name) => caches.delete(name)));
  }

  const file = async (request) => (await caches.match(request.url)) ?? fetch(request);

  async function page(event, address) {
    let answer;
    try {
      answer = await fetch(event.request);
    } catch {
      return away(address);
    }
    event.waitUntil(note(address, answer.clone()).catch(() => {})); // a full disk is no reason to fail
    return answer;
  }

  async function note(address, answer) {
    const spoken = answer.headers.get("Content-Language");
    if (spoken && spoken !== language) {
      language = spoken;
      await (await caches.open(SHELL)).put(LANGUAGE, new Response(spoken));
    }
    const copies = await caches.open(COPIES);
    if (answer.status === 404 || answer.status === 410) await copies.delete(address);
    if (answer.status !== 200 || !answer.headers.get("Hub-Copy")) return;
    const headers = { ...plain(answer), "Hub-Stored": String(Date.now()) };
    await copies.delete(address); // so that the newest is the last
    await copies.put(address, new Response(await answer.blob(), { headers }));
    for (const old of (await copies.keys()).slice(0, -MOST)) await copies.delete(old);
  }

  const plain = (answer) => ({
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": answer.headers.get("Content-Security-Policy") ?? "default-src 'self'",
  });

  async function away(address) {
    const copies = await caches.open(COPIES);
    const copy = await copies.match(address);
    const lang = await spoken();
    if (copy) return new Response(dated(await copy.text(), copy, lang), { headers: plain(copy) });
    const said = await caches.match(`/offline?lang=${lang}`);
    const html = (await said.text()).replace("<!--copies-->", await list(copies, lang));
    return new Response(html, { status: 503, headers: plain(said) });
  }

  async function spoken() {
    language ||= (await (await caches.match(LANGUAGE))?.text()) ?? "";
    return WORDS[language] ? language : WORDS[navigator.language.slice(0, 2)] ? navigator.language.slice(0, 2) : "sw";
  }

  function time(copy, lang) {
    const how = { dateStyle: "medium", timeStyle: "short", timeZone: "Africa/Dar_es_Salaam" };
    return new Date(Number(copy.headers.get("Hub-Stored"))).toLocaleString(LOCALES[lang], how);
  }

  // The copy says what it is, and loads no script: Streamlit's need a connection.
  function dated(html, copy, lang) {
    const text = WORDS[lang].copy.replace("{time}", time(copy, lang));
    const note = `<p role="status" class="light-alert light-warning" lang="${lang}">${text}</p>`;
    const still = html.replace(/<script\b[^>]*><\/script>/g, "").replace(/<template id="hub-app">[^]*?<\/template>/, "");
    return still.replace('<div id="hub-light">', () => `<div id="hub-light">${note}`);
  }

  async function list(copies, lang) {
    const items = [];
    for (const request of (await copies.keys()).reverse()) {
      const copy = await copies.match(request);
      const url = new URL(request.url);
      const title = /<title>([^<]*)/.exec(await copy.clone().text())?.[1] ?? url.pathname; // escaped as it stands there
      const address = (url.pathname + url.search).replace(/&/g, "&amp;").replace(/"/g, "&quot;");
      const when = WORDS[lang].stored.replace("{time}", time(copy, lang));
      items.push(`<li><a href="${address}">${title}</a> <small>${when}</small></li>`);
    }
    return items.length ? `<h2>${WORDS[lang].copies}</h2><ul>${items.join("")}</ul>` : "";
  }
})();
