/* Clicks on buttons that act on a form are delayed until everything typed is saved, and dropped when it cannot be.

   A sheet provides a selector of these buttons (`holds`), whether something is unsaved (`open()`), whether saving is
   blocked (`stuck()`), how to show the reason (`stay()`), and how to save at once (`hurry()`). */

let drawn = null;
let pressed = null;

export function attend(sheet) { drawn = sheet; }

export function leave(sheet) { if (drawn === sheet) drawn = pressed = null; }

/* To be called whenever everything is saved, or something could not be sent. */
export function settle(sheet) {
  if (sheet !== drawn || !pressed) return;
  if (sheet.stuck()) {
    pressed = null;
    sheet.stay();
  } else if (!sheet.open()) {
    const button = pressed;
    pressed = null;
    button.click();
  }
}

function hold(event) {
  const button = drawn?.holds && event.target.closest?.(drawn.holds);
  if (!button || !(drawn.open() || drawn.stuck())) return;
  event.preventDefault();
  event.stopPropagation();
  pressed = button;
  if (drawn.stuck()) settle(drawn);
  else drawn.hurry();
}

document.addEventListener("click", hold, true);
