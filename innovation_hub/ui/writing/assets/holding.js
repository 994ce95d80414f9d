/* A press on a button that acts on what is written waits until the hub has it, and is dropped when it cannot be saved.

   A sheet on the page says which buttons (`holds`, a selector), whether something is on its way (`open()`), whether something
   stands in the way (`stuck()`), how to show that (`stay()`), and how to hurry (`hurry()`). */

let drawn = null;
let pressed = null;

export function attend(sheet) { drawn = sheet; }

export function leave(sheet) { if (drawn === sheet) drawn = pressed = null; }

/* To be called whenever the sheet has come to rest, or something could not be sent. */
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
