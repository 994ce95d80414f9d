/* One sentence in a line that screen readers follow. */

import { make, write } from "./making.js";

/* Say a sentence; with a link to sign in, in a tab of its own, that leads back to this very record. */
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
