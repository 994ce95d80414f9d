"""Patterns of contact data in texts: telephone numbers, e-mail and web addresses, accounts."""

import re

_GAP = r"[ .\-/()]"
_MORE = rf"(?:{_GAP}{{0,2}}\d)"
# A zero may follow the country's code: +255 (0) 712. A single point never follows the first zero, for
# 0.712345678 is a measure.
_PREFIX = (
    rf"(?:\(?(?:\+|00) ?255\)?{_GAP}{{0,3}}(?:\(?0\)?{_GAP}{{0,2}})?"
    rf"|\(?255\)?{_GAP}{{0,2}}(?:\(0\)|0)?{_GAP}{{0,2}}|\(?0[ )\-]{{0,2}})"
)
PHONE = rf"(?<![\w.,]){_PREFIX}(?:[67]{_MORE}{{8}}|2{_GAP}?[2-8]{_MORE}{{7}})(?!\w)"
ABROAD = rf"(?<!\w)\(?\+{_GAP}?\d{_MORE}{{7,14}}(?!\d)"
# The part before the @ is bounded, as in addresses: a very long word would otherwise take quadratic time.
_AT, _DOT = r" ?[\[({] ?(?:at|kwa) ?[\])}] ?", r" ?[\[({] ?(?:dot|nukta) ?[\])}] ?"
EMAIL = (
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    rf"|[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:(?:{_DOT}|\.)[\w-]{{1,63}}){{1,4}}"
)
_TAIL = r"(?:[/?#:][^\s<>\"]*[^\s<>\".,;:!?)\]'])?/?"
_HOST = r"(?:[a-z0-9-]{1,63}\.){1,4}"
_REST = r"[^\s<>\"]*[^\s<>\".,;:!?)\]']"
WEB = (
    rf"(?:https?://|www\.){_REST}"
    rf"|(?<![\w.@-]){_HOST}(?:tz|com|org|edu|africa|(?:ac|co|or)\.[a-z]{{2}})(?![\w-]){_TAIL}"
    r"|(?<![\w.@-])(?:wa|t|m|fb|ig|bit|linktr|youtu|lnkd|discord|tinyurl)\.(?:me|ly|ee|be|in|gg|com)/" + _REST
)
ACCOUNT = r"(?<![\w.@])@(?=[\d_.]{0,30}[a-z])[a-z0-9_][a-z0-9_.]{0,28}[a-z0-9_]"
CONTACT = re.compile("|".join((EMAIL, WEB, ACCOUNT, PHONE, ABROAD)))
"""Contact data for certain, in a folded text."""

DOUBTFUL = re.compile(
    # An account named after its network, an address of the kind that is the name of a technology too (ASP.NET),
    # and nine figures that may be a number without its zero.
    r"(?:instagram|twitter|facebook|telegram|tiktok|linkedin|github|youtube|whatsapp|skype|snapchat)"
    r" ?[:=] ?(?P<account>[a-z0-9_.-]{2,40}[a-z0-9_])"
    rf"|(?<![\w.@-]){_HOST}(?:net|io|info|me|dev|app|online|site|tech|xyz|co|link)(?![\w-]){_TAIL}"
    r"|(?<![\w.,-])[67]\d{2}[ .-]?\d{3}[ .-]?(?!000(?!\d))\d{3}(?![\w,])"
)
"""Possible contact data."""
