/* Form component with autosave: draws the fields that the server describes, stores and sends what is typed, and shows its
   state in a status line. The input is `data`, JSON in bytes. */

import * as holding from "./holding.js";
import { opened } from "./sheet.js";

export default function ({ data: bytes, parentElement, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(bytes));
  const sheet = opened(data);
  sheet.redraw = () => setTriggerValue("redraw", sheet.record.version);
  sheet.submission.act = (step, field) => {
    sheet.wanted = field;
    setTriggerValue("step", step);
  };
  sheet.take(data);
  if (sheet.root.parentNode !== parentElement) {
    parentElement.append(sheet.root);
    sheet.refocus(sheet.focus);
  }
  holding.attend(sheet);
  return () => {
    sheet.focus = sheet.focused();
    if (sheet.root.parentNode !== parentElement) return;
    sheet.root.remove();
    sheet.signedOut.leave();
    sheet.redraw = () => {};
    holding.leave(sheet);
  };
}
