/* Form component with autosave: draws the fields that the server describes, stores and sends what is typed, and shows its
   state in a status line. The input is `data`, JSON in bytes. While a light page is on the screen, the sheet stays there. */

import * as holding from "./holding.js";
import { opened } from "./sheet.js";

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  const sheet = opened(data);
  const place = () => {
    if (!sheet.light && document.querySelector("#hub-light [data-hub-sheet]")) return location.reload(); // of another release
    sheet.submission.act = (step, field) => {
      sheet.wanted = field;
      setTriggerValue("step", step);
    };
    if (sheet.root.parentNode === parentElement) return;
    parentElement.append(sheet.root);
    sheet.refocus(sheet.focus);
  };
  sheet.redraw = () => {
    setTriggerValue("redraw", sheet.record.version);
    sheet.around();
  };
  sheet.take(data);
  if (document.documentElement.classList.contains("hub-light")) document.addEventListener("hub-light-over", place, { once: true });
  else place();
  holding.attend(sheet);
  return () => {
    document.removeEventListener("hub-light-over", place);
    sheet.focus = sheet.focused();
    if (sheet.root.parentNode !== parentElement) return;
    sheet.root.remove();
    sheet.signedOut.leave();
    sheet.redraw = () => {};
    holding.leave(sheet);
  };
}
