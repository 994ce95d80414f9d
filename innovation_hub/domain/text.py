"""Text as it is stored: as typed, without the signs that no database and no screen can take."""

import re
import unicodedata

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """The text with plain line ends, no control signs, no halves of a character, and trimmed."""
    whole = text.encode("utf-8", "ignore").decode("utf-8")
    return _UNSEEN.sub("", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_line(text: str) -> str:
    """The same on one line: every run of white space is one space."""
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
    """Whether a program for e-mail could make a link of something in it; initials and titles before names are none."""
    return bool(_ADDRESS.search(unicodedata.normalize("NFKC", text).replace("\u3002", ".")))


def without_links(text: str) -> str:
    """The text so that no program for e-mail makes a link of it: still readable, but with a gap in each address."""
    if not has_address(text):
        return text
    return re.sub(r"(?<=\S)([.:@/\\\u3002\uff0e])(?=\S)", r"\1 ", text)
