/* Draws the form sheet of a light page, before Streamlit has come. Streamlit's component takes the same sheet over, with
   everything typed, when the light page goes (`light.js`). */

import * as holding from "./holding.js";
import { prefix, reached } from "./keeping.js";
import { opened } from "./sheet.js";

const light = document.getElementById("hub-light");
const place = light?.querySelector("[data-hub-sheet]");
const style = document.getElementById("hub-sheet-style");

async function draw() {
  const data = await present(JSON.parse(place.dataset.hubSheet));
  const sheet = opened(data);
  place.attachShadow({ mode: "open" }).append(style.content.cloneNode(true), sheet.root);
  sheet.wanted = location.hash.slice(1);
  sheet.light = true;
  sheet.around = refresher(sheet);
  sheet.redraw = sheet.around;
  sheet.submission.act = (step, field) => leadTo(step, field);
  document.addEventListener("hub-light-over", () => { sheet.around = () => {}; }, { once: true });
  sheet.take(data);
  holding.attend(sheet);
}

/* The data of the sheet. The page may have been drawn while a field was still being saved: then it is fetched again. */
async function present(data) {
  const { account, kind, id, version } = data;
  if (version >= reached(prefix(account, kind, id))) return data;
  const twin = (await fetched())?.querySelector("[data-hub-sheet]");
  return twin ? JSON.parse(twin.dataset.hubSheet) : data;
}

/* Open the step of a field; the sheet there scrolls to it. */
function leadTo(step, field) {
  const address = new URL(location.href);
  address.searchParams.set("step", step);
  address.hash = field;
  location.assign(address);
}

/* A function that draws again what stands around the sheet, one request at a time. */
function refresher(sheet) {
  let asked = false;
  let running = false;
  return async () => {
    asked = true;
    if (running) return;
    running = true;
    while (asked) {
      asked = false;
      const page = await fetched();
      if (page && place.isConnected) renew(sheet, page);
    }
    running = false;
  };
}

/* The content of this page as the server has it now; null if that is unknown. */
async function fetched() {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return response.ok ? page.querySelector("#hub-light main") : null;
  } catch {
    return null;
  }
}

function renew(sheet, page) {
  const twin = page.querySelector("[data-hub-sheet]");
  if (!twin) return location.reload(); // the record cannot be edited any more
  sheet.take(JSON.parse(twin.dataset.hubSheet));
  const main = place.closest("main");
  for (let [old, fresh] = [place, twin]; old !== main; [old, fresh] = [old.parentNode, fresh.parentNode]) {
    for (const sibling of [...old.parentNode.childNodes]) if (sibling !== old) sibling.remove();
    const siblings = [...fresh.parentNode.childNodes];
    const at = siblings.indexOf(fresh);
    old.before(...siblings.slice(0, at).map((node) => document.importNode(node, true)));
    old.after(...siblings.slice(at + 1).map((node) => document.importNode(node, true)));
  }
}

if (place) draw();
