"""Rebuilding the index of similar work, and checking it against its texts."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from db.commands import reindexing as reindexing_commands
from db.commands import similarity as similarity_commands
from db.queries import reindexing
from db.queries import similarity as queries
from db.unit_of_work import unit_of_work
from innovation_hub.errors import HubError
from innovation_hub.services.similarity.texts import index_terms, of_content, of_system


def rebuild(progress: Callable[[int], None] = lambda done: None) -> int:
    """Rebuild the index from all submitted proposals and systems; returns how many texts it holds.

    ``progress`` is called with the number of texts read so far. Nobody can submit meanwhile.
    """
    counted: Counter[str] = Counter({queries.TEXTS: 0})
    with unit_of_work() as uow:
        reindexing_commands.clear(uow.session)
        for batch in _batches(_texts(uow.session)):
            for _, _, terms in batch:
                counted.update([queries.TEXTS, *terms])
            reindexing_commands.enter(
                uow.session,
                (
                    {"proposal_id": proposal, "system_id": system, "terms": " ".join(sorted(terms))}
                    for proposal, system, terms in batch
                ),
            )
            progress(counted[queries.TEXTS])
        similarity_commands.count(uow.session, counted)
        reindexing_commands.restore(uow.session)
        uow.commit()
    return counted[queries.TEXTS]


Text = tuple[int | None, int | None, frozenset[str]]


def _texts(session: Session) -> Iterator[Text]:
    for number, content in reindexing.proposals(session):
        yield number, None, index_terms(of_content(content))
    for system in reindexing.systems(session):
        yield None, system.id, index_terms(of_system(system))


def _batches(texts: Iterator[Text]) -> Iterator[list[Text]]:
    while batch := list(islice(texts, reindexing.BATCH)):
        yield batch


def checked() -> int:
    """The number of texts in the index; raises `HubError` when it does not match its texts. Changes nothing."""
    with unit_of_work() as uow:  # SQLite's integrity check of the index needs a writing transaction
        missing = reindexing.out_of_step(uow.session)
        texts, terms, of_texts, of_terms = reindexing.totals(uow.session)
        if missing or (texts, terms) != (of_texts, of_terms):
            raise HubError("similarity.errors.out_of_step", n=missing)
        try:
            reindexing.examine(uow.session)
        except DBAPIError as error:
            raise HubError("similarity.errors.damaged") from error
    return texts
