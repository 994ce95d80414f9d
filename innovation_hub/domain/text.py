"""Cleaning of texts before they are stored."""

import re
import unicodedata

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """The trimmed text with ``\n`` line ends, without control characters and lone surrogates."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return _UNSEEN.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_line(text: str) -> str:
    """`clean` on one line: every run of white space is one space."""
    return re.sub(r"\s+", " ", clean(text))


_BEFORE_NAMES = "dr|mr|mrs|ms|miss|prof|eng|arch|adv|rev|fr|hon|mhe|bw|bi|ndg|st|sr|jr|capt|col|gen"
_KNOWN_ENDINGS = (
    "com|org|net|info|biz|io|co|me|ly|tz|ke|ug|app|dev|xyz|top|link|site|online|shop|club|ru|cn|to|gl"
)
_ADDRESS = re.compile(
    rf"""
    [a-z][a-z0-9+.-]*:/ | // | \\\\ | \bwww\d?\. | @     # https://, //, \\\\, www., anybody@
    | \b (?! (?:{_BEFORE_NAMES})\. ) [\w-]{{2,}} \. [^\W\d_]{{2,}}   # kazi.rahisi, but not Dr.Juma or A.Mohamed
    | \b [\w-]+ \. (?:{_KNOWN_ENDINGS}) \b                  # x.com
    | \b \d{{1,3}} (?: \. \d{{1,3}} ){{3}} \b                # 192.0.2.7
    """,
    re.IGNORECASE | re.VERBOSE,
)


def has_address(text: str) -> bool:
    """Whether an e-mail program could turn a part of it into a link; initials and titles before names do not count."""
    return bool(_ADDRESS.search(unicodedata.normalize("NFKC", text).replace("\u3002", ".")))


def without_links(text: str) -> str:
    """The text with a gap in each address, so that no e-mail program turns it into a link."""
    if not has_address(text):
        return text
    return re.sub(r"(?<=\S)([.:@/\\\u3002\uff0e])(?=\S)", r"\1 ", text)
