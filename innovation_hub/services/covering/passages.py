"""The text of a proposal for the organiser's check: covered passages, doubtful ones, and decisions on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from db.commands import covering as commands
from db.models.covering import Passage
from db.models.proposals import Proposal
from db.primary_key import pk
from db.queries import covering as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.blinding import COVER, occurs, pieces
from innovation_hub.domain.folding import phrase
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposal_fields import FIELDS, SECTIONS
from innovation_hub.domain.text import clean_line
from innovation_hub.errors import Forbidden, Invalid, NotFound
from innovation_hub.services import notices
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.proposals.content import draft_of
from innovation_hub.services.reviews.blind import Blinder, blinders
from innovation_hub.services.workflow import closed_call

WORDS_MIN, WORDS_MAX = 2, 1_000
_ROUND = 40  # characters shown on either side of a doubtful passage


class Mark(StrEnum):
    """Why a piece of a text is marked."""

    COVERED = "covered"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text as it was written."""

    text: str
    mark: Mark | None = None

    @property
    def judged(self) -> str:
        """The piece as judges read it."""
        return COVER if self.mark is Mark.COVERED else self.text


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may name a proposer, how often they occur, and the first occurrence with its context."""

    words: str
    times: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """An organiser's decision on some words: covered, or left."""

    id: int
    words: str
    covered: bool


@dataclass(frozen=True, slots=True)
class CoveredText:
    """A submitted text: title and sections by name, cut into pieces; ``beside`` are the values never covered."""

    title: tuple[Piece, ...]
    sections: Mapping[str, tuple[Piece, ...]]
    beside: Mapping[str, Any]
    doubts: tuple[Doubt, ...]
    rulings: tuple[Ruling, ...]
    covered: int


def read(actor: Actor, *, proposal_id: int) -> CoveredText:
    """The text of a received proposal with its covered and doubtful passages; raises `NotFound`."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        return _read(session, proposal_id)


@cached_until_journalled(size=64)
def _read(session: Session, proposal_id: int) -> CoveredText:
    content = queries.content(session, proposal_id)
    if content is None:
        raise NotFound
    rulings = queries.listed(session, proposal_id)
    decisions = [(proposal_id, r.folded, r.covered) for r in rulings]
    blind = blinders(session, {proposal_id: content["identity"]}, decisions=decisions)
    cut = {name: tuple(_cut(text, blind[proposal_id])) for name, text in _texts(content).items()}
    title = cut.pop("title")
    every = (title, *cut.values())
    return CoveredText(
        title=title,
        sections=cut,
        beside=_beside(content),
        doubts=tuple(_doubts(every)),
        rulings=tuple(Ruling(row.id, row.words, row.covered) for row in rulings),
        covered=sum(piece.mark is Mark.COVERED for text in every for piece in text),
    )


def rule(actor: Actor, *, proposal_id: int, words: str, covered: bool) -> None:
    """Cover some words everywhere in the text, or leave them; an earlier decision on them is replaced.

    Raises `Invalid` for words that are not in the text, and `NotNow` unless the call is being judged.
    """
    ensure(actor, Permission.PROPOSAL_SCREEN)
    words = clean_line(words)
    wanted = phrase(words)
    if not WORDS_MIN <= len(wanted) <= WORDS_MAX or not any(sign.isalnum() for sign in wanted):
        raise Invalid("covering.errors.length", field="words", least=WORDS_MIN, most=WORDS_MAX)
    with unit_of_work() as uow:
        content = opened(uow, actor, proposal_id)
        if not any(occurs(text, wanted) for text in _texts(content).values()):
            raise Invalid("covering.errors.absent", field="words")
        passage = queries.of(uow.session, proposal_id, wanted)
        passage = passage or Passage(
            proposal_id=proposal_id, words=words, folded=wanted, covered=covered, by=actor.id
        )
        passage.covered, passage.by = covered, actor.id
        uow.session.add(passage)
        uow.session.flush()
        _note(uow, actor, "cover" if covered else "leave", proposal_id, pk(passage))
        uow.commit()


def undo(actor: Actor, *, proposal_id: int, ruling_id: int) -> None:
    """Delete a decision on some words: the hub's own rule applies again."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with unit_of_work() as uow:
        opened(uow, actor, proposal_id)
        if commands.forget(uow.session, proposal_id, ruling_id):
            _note(uow, actor, "uncover", proposal_id, ruling_id)
        uow.commit()


def opened(uow: UnitOfWork, actor: Actor, proposal_id: int) -> dict[str, Any]:
    """The submitted content, with call and proposal locked; raises `Forbidden` for an organiser's own proposal."""
    found = uow.session.get(Proposal, proposal_id)
    content = queries.content(uow.session, proposal_id)
    if found is None or content is None:
        raise NotFound
    if found.owner_id == actor.id:
        raise Forbidden("judging.errors.own_proposal")
    closed_call(uow, found.call_id)  # the call first: every writer locks in this order
    uow.session.refresh(found, with_for_update=True)
    return content


def _note(uow: UnitOfWork, actor: Actor, verb: str, proposal_id: int, passage_id: int) -> None:
    """Write a journal entry; it leaves out the words, which may be a name."""
    notices.happened(uow, actor, f"proposal.{verb}", "proposal", proposal_id, {"passage": passage_id})


def _texts(content: Mapping[str, Any]) -> dict[str, str]:
    """The texts that judges read."""
    blind = content["blind"]
    named = ("title", *(field.name for field in SECTIONS if field.original or field.name in blind))
    return {name: str(blind.get(name, "")) for name in named}


def _beside(content: dict[str, Any]) -> dict[str, Any]:
    """The other submitted values that the page shows, by name, in order."""
    draft = draft_of(content)
    found = {field: getattr(draft, name) for name, field in FIELDS.items() if not field.placed}
    return {
        field.name: value
        for field, value in found.items()
        if field not in SECTIONS and value != field.default
    }


def _cut(text: str, blind: Blinder) -> Iterator[Piece]:
    for piece, found in pieces(text, blind.passages(text)):
        yield Piece(piece, None if found is None else Mark.COVERED if found.sure else Mark.DOUBTFUL)


def _doubts(texts: Iterable[tuple[Piece, ...]]) -> Iterator[Doubt]:
    """Yield each doubtful wording once, in the order of the text."""
    times: dict[str, int] = {}
    first: dict[str, tuple[str, str, str]] = {}
    for text in texts:
        for i, piece in enumerate(text):
            if piece.mark is Mark.DOUBTFUL:
                words = phrase(piece.text)
                times[words] = times.get(words, 0) + 1
                before = "".join(one.text for one in text[:i])[-_ROUND:]
                after = "".join(one.text for one in text[i + 1 :])[:_ROUND]
                first.setdefault(words, (" ".join(piece.text.split()), before, after))
    for words, (said, before, after) in first.items():
        yield Doubt(said, times[words], before, after)
