/* The status line, a live region. */

import { make, write } from "./making.js";

/* Show a sentence; with `out`, also a link that opens the sign-in form in a new tab and returns to this record. */
export function say(line, state, sentence, out) {
  write(line.firstElementChild ?? line.appendChild(make("span")), sentence);
  line.dataset.state = state;
  const link = line.querySelector("a");
  if (!out) link?.remove();
  else if (!link) line.append(" ", signIn(out));
}

export function signIn({ words, lang }) {
  const back = encodeURIComponent(location.pathname + location.search);
  return make("a", { href: `/account/sign-in?lang=${lang}&next=${back}`, target: "_blank", rel: "noopener" }, words.sign_in);
}
