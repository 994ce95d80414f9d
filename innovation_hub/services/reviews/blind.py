"""What a judge may read of a proposal: the blind part of what was handed in, with known names covered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from db.queries import reviews as queries
from innovation_hub.domain.blinding import cover

Names = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Blinder:
    """Covers in a text the team and the institutions of one proposal."""

    names: Collection[str]
    codes: Collection[str]

    def __call__(self, text: str) -> str:
        """The text as a judge may read it."""
        return cover(text, names=self.names, codes=self.codes)


def codes_of(identity: Mapping[str, Any]) -> set[str]:
    """The codes of the institutions behind a proposal."""
    found = {identity.get("institution"), *(member.get("institution") for member in identity.get("team", ()))}
    return {code for code in found if code}


def institution_names(session: Session, identities: Iterable[Mapping[str, Any]]) -> Names:
    """The names of every institution behind some proposals, asked for at once."""
    codes = set().union(*map(codes_of, identities))
    return queries.institution_names(session, codes) if codes else {}


def blinder(identity: Mapping[str, Any], institutions: Names, *, others: Iterable[str] = ()) -> Blinder:
    """The blinder of a proposal; ``others`` are more names that belong to it."""
    people = {member["name"] for member in identity.get("team", ())}
    codes = codes_of(identity)
    places = {name for code in codes for name in institutions.get(code, ())}
    return Blinder(people | places | set(others), codes)
