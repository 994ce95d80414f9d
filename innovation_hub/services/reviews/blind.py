"""The blind text of a proposal for judges: words that may name its proposers are covered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from db.queries import covering, successors
from innovation_hub.domain.blinding import PassageDecisions, TracePassage, Whose, cover, passages

Places = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Blinder:
    """Covers the team and the institutions of one proposal in a text, and the words its organiser covered."""

    whose: Whose
    decided: PassageDecisions

    def __call__(self, text: str) -> str:
        """The text as a judge may read it."""
        return cover(text, self.whose, self.decided)

    def passages(self, text: str) -> tuple[TracePassage, ...]:
        """The passages that are covered in a text, and the doubtful ones for the organiser."""
        return passages(text, self.whose, self.decided)


def blinders(
    session: Session,
    identities: Mapping[int, Mapping[str, Any]],
    *,
    decisions: Iterable[tuple[int, str, bool]] | None = None,
) -> dict[int, Blinder]:
    """The blinder of each proposal, by its id, with one query each for names of institutions and for decisions.

    ``decisions`` are (proposal, words, covered), when they are known already.
    """
    codes = set().union(*map(_codes, identities.values()))
    places = successors.family(session, codes) if codes else {}
    if decisions is None:
        decisions = covering.decisions(session, identities) if identities else ()
    words: dict[tuple[int, bool], set[str]] = {}
    for proposal_id, folded, covered in decisions:
        words.setdefault((proposal_id, covered), set()).add(folded)
    return {
        id: Blinder(
            _whose(identity, places),
            PassageDecisions(frozenset(words.get((id, True), ())), frozenset(words.get((id, False), ()))),
        )
        for id, identity in identities.items()
    }


def _codes(identity: Mapping[str, Any]) -> set[str]:
    found = {identity.get("institution"), *(member.get("institution") for member in identity.get("team", ()))}
    return {code for code in found if code}


def _whose(identity: Mapping[str, Any], institutions: Places) -> Whose:
    """The names to cover for one proposal, those of institutions merged with its own included."""
    codes = _codes(identity)
    found = [one for code in codes for one in institutions.get(code, ())]
    places = {name for one in found for name in (one.name_sw, one.name_en)}
    people = {member["name"] for member in identity.get("team", ())}
    return Whose(frozenset(people), frozenset(places), frozenset(codes | {one.code for one in found}))
