"""What is wrong with a page on a small phone, measured in the browser."""

from playwright.sync_api import Page

WIDER = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const boxes = [document.documentElement, ...(main ? [main] : [])];
  if (boxes.every((box) => box.scrollWidth <= box.clientWidth + 1)) return [];
  const scrolls = (one) => {
    for (let box = one.parentElement; box && !boxes.includes(box); box = box.parentElement)
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll('*')].filter((one) => {
    const { right, width } = one.getBoundingClientRect();
    return width && right > innerWidth + 1 && !scrolls(one);
  });
  return wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 160)).concat('wider than the screen');
}"""

# A control is as large as its label; a link in a sentence is as large as its text (WCAG 2.5.8).
SMALL = """(least) => {
  const CONTROLS = 'a[href], button, summary, select, input:not([type=hidden]), textarea, [role=tab], [role=radio], '
    + '[role=checkbox], [role=combobox]';
  const roots = [document];
  for (const one of document.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);
  const seen = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const BOX = '[data-baseweb=select], [data-baseweb=input], [data-baseweb=textarea], [data-testid=stSelectbox] > div, '
    + '[data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer], [data-testid=stSlider], label';
  const target = (one) => one.matches('input, select, textarea, [role=combobox]') ? one.closest(BOX) ?? one : one;
  const name = (one) => `${one.localName}.${one.className} ${one.closest('[data-testid]')?.dataset.testid ?? ''}`;
  const inSentence = (one) => one.localName === 'a' && getComputedStyle(one).display === 'inline'
    && [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim().length > 3);
  const small = new Map();
  for (const root of roots) for (const control of root.querySelectorAll(CONTROLS)) {
    const one = target(control);
    if (!seen(one) || control.disabled || inSentence(one) || control.closest('[aria-hidden=true], [inert]')) continue;
    const { width, height, right, bottom } = one.getBoundingClientRect();
    if (width < 2 || height < 2 || right < 0 || bottom < 0) continue; // read aloud only, or off screen
    if (height < least - 0.5 || width < least - 0.5)
      small.set(one, `${Math.round(width)}x${Math.round(height)} ${name(one)} "${one.textContent.trim().slice(0, 9)}"`);
  }
  return [...small.values()];
}"""
LEAST = 44
"""CSS pixels of the side of a target (WCAG 2.5.5)."""


def wider(page: Page) -> list[str]:
    """What makes the page scroll sideways; empty when it does not."""
    return page.evaluate(WIDER)


def small(page: Page) -> list[str]:
    """The controls that are too small for a finger."""
    return page.evaluate(SMALL, LEAST)
