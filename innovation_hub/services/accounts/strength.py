"""Password strength, estimated by zxcvbn for an attacker who knows the person."""

import re
import threading
from collections.abc import Iterable
from typing import Any

from db.models.institutions import Institution
from db.unit_of_work import read_only
from innovation_hub.domain.passwords import plain
from innovation_hub.errors import Invalid

ENOUGH = 1e8 + 5
"""Guesses; zxcvbn's score 3 of 4."""
ENOUGH_WITH_OWN_WORDS = 1e10 + 5
"""Guesses needed when it contains the person's own words, which an attacker who knows them tries first; score 4."""
LOOKED_AT = 40
"""Characters checked; of a longer password only beginning and end, as the work grows with the square of the length."""
_one_at_a_time = threading.Lock()
"""The estimator keeps the person's words in a table that all threads share."""
_SUBSTITUTES = "4@8({[<369@!1|07$5+%2"
_MOST_SUBSTITUTES = 10
"""The most different characters that may stand for a letter; each further one would double the estimator's work."""

_PATTERNS = {
    "spatial": "keys",
    "repeat": "repeat",
    "sequence": "sequence",
    "date": "date",
    "regex": "date",  # a year
}
# What people here try first, in both languages; the estimator's own lists are English.
_WORDS = """
nywila nenosiri siri neno karibu habari jambo asante nakupenda sana mapenzi upendo mungu yesu bwana mama
baba familia rafiki kaka dada mtoto watoto mwanafunzi mwalimu chuo kikuu chuokikuu shule mtandao
serikali serikalimtandao ega egovernment egov ubunifu innovation innovationhub hub kitovu
kitovuchaubunifu changamoto andiko proposal tanzania mtanzania bongo dodoma dar daressalaam salaam
arusha mwanza zanzibar mbeya morogoro tanga kilimanjaro simba yanga taifa stars uhuru umoja amani kazi
mtihani simu student university password admin administrator welcome changeme default secret letmein
qwerty asdfgh zxcvbn
"""
_FIRST_TRIED = frozenset(_WORDS.split())


def check_password(password: str, *, email: str = "", name: str = "", places: Iterable[str] = ()) -> str:
    """The normalised password; raises `Invalid` with what makes it easy to guess and how to do better.

    ``places`` are words of the person's institution, see `places_of`.
    """
    text = plain(password)
    own = _own(email, name, places)
    if not any(sign.isalpha() for sign in text):
        raise Invalid("accounts.refused.password_digits", field="password")
    pieces = {text[:LOOKED_AT], text[-LOOKED_AT:]}
    found = max((_estimated(piece, own) for piece in pieces), key=lambda one: one["guesses"])
    personal = any(match.get("matched_word") in own for match in found["sequence"])
    if found["guesses"] < (ENOUGH_WITH_OWN_WORDS if personal else ENOUGH):
        # keys: accounts.refused.password_*
        reason = "personal" if personal else _reason(found["sequence"])
        raise Invalid(f"accounts.refused.password_{reason}", field="password")
    return text


def places_of(institution_id: int | None) -> list[str]:
    """Code and names of an institution, for `check_password`."""
    if institution_id is None:
        return []
    with read_only() as session:
        row = session.get(Institution, institution_id)
    return [row.code, row.name_sw, row.name_en] if row else []


def _estimated(text: str, own: list[str]) -> dict[str, Any]:
    """The lower of two zxcvbn results: of the text as typed, and without the characters that separate words."""
    together = "".join(filter(str.isalnum, text))
    return min((_guesses(one, own) for one in (text, together)), key=lambda found: found["guesses"])


def _guesses(text: str, own: list[str]) -> dict[str, Any]:
    from zxcvbn import zxcvbn

    substitutes = [sign for sign in dict.fromkeys(text) if sign in _SUBSTITUTES]
    for sign in substitutes[_MOST_SUBSTITUTES:]:
        text = text.replace(sign, "~")
    words = [*own, *sorted(_FIRST_TRIED.difference(own))]
    with _one_at_a_time:
        return dict(zxcvbn(text, user_inputs=words))


def _own(email: str, name: str, places: Iterable[str]) -> list[str]:
    """Words that somebody who knows the person would try first, each alone and all of a name together."""
    inputs = [email, email.partition("@")[0], name, *places]
    words = [word for text in inputs for word in re.split(r"[\W\d_]+", text.casefold()) if len(word) > 2]
    together = ["".join(filter(str.isalnum, text.casefold())) for text in inputs]
    return list(dict.fromkeys(filter(None, [*together, *words, email.casefold()])))


def _reason(sequence: list[dict[str, Any]]) -> str:
    """The last part of the catalogue key of the advice for the longest part, which gives most away."""
    longest = max(sequence, key=lambda match: len(match["token"]))
    if longest["pattern"] == "dictionary":
        return "words" if len(sequence) > 1 else "common"
    return _PATTERNS.get(longest["pattern"], "common")
