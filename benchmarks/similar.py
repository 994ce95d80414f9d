"""Similar work among 100,000 texts: recall of the originals of changed copies, and speed."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from sqlalchemy import insert, select
from sqlmodel import col

from benchmarks import texts
from benchmarks.table import Row, milliseconds
from benchmarks.texts import Text
from benchmarks.writers import _sqlite, postgresql
from db import engine, migrate
from db.models.proposals import Proposal, Submission
from db.queries import similarity as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposal_fields import ProposalDraft
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.methods.similarity import rarest
from innovation_hub.services import similarity
from innovation_hub.services.similarity import index
from innovation_hub.services.similarity.texts import index_terms
from innovation_hub.web.background import warm_up
from tests.factories.accounts import a_student
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft

TEXTS = int(os.environ.get("HUB_BENCH_TEXTS", "100000"))
ASKED, TURNS = 300, 3
PAIRS, MEANINGS, OTHERS = 100, 30, 60
FIRST = 1_000
"""The first id of the proposals, above those of the writer's own draft."""
PATIENCE = 0.015
"""Seconds that a search may take, for the 95th percentile."""
ABROAD = 5
"""The factor by which a search on a database server may be slower."""
FLOORS = 15
"""The most times that a search may take longer than a bare query of the full-text index."""

Clock = Callable[[], float]
"""For the embedded database, which runs in this thread, the thread's CPU time, independent of other load."""
Copy = Callable[[np.random.Generator, Text], Text]
COPIES: dict[str, tuple[Copy, float]] = {
    "a third of the words changed": (lambda dice, text: texts.changed(dice, text, 1 / 3), 0.99),
    "all words reordered": (texts.reordered, 0.99),
    "shortened to a half": (lambda dice, text: texts.shortened(dice, text, 1 / 2), 0.99),
    "shortened to a third": (lambda dice, text: texts.shortened(dice, text, 1 / 3), 0.99),
    "half of the words changed": (lambda dice, text: texts.changed(dice, text, 1 / 2), 0.95),
}


@dataclass(frozen=True)
class Desk:
    """A writer with a draft, who is the author of all other texts, so that they are compared and marked in full."""

    writer: Actor
    draft_id: int

    def first_five(self, text: str) -> list[int]:
        """The numbers of the texts that the hub lists as similar to this one."""
        found = similarity.for_writer(self.writer, proposal_id=self.draft_id, draft=_draft(text))
        return [match.proposal_id - FIRST for match in found if match.proposal_id]


def measure() -> Iterator[Row]:
    """Rows for the embedded database; then the same speed on PostgreSQL."""
    with _hub(_sqlite) as desk:
        times: list[float] = []
        for name, (copy, bound) in COPIES.items():
            yield _found(desk, name, copy, bound, times)
        yield from _speed(times, "SQLite")
        yield _floor(desk, times)
        yield _other_language(desk)
    with _hub(postgresql) as desk:
        times = []
        name, (copy, bound) = next(iter(COPIES.items()))
        yield _found(desk, f"{name}, PostgreSQL", copy, bound, times, time.perf_counter)
        yield from _speed(times, "PostgreSQL", ABROAD)


def _found(
    desk: Desk, name: str, copy: Copy, bound: float, times: list[float], clock: Clock = time.thread_time
) -> Row:
    dice = np.random.default_rng(22)
    hits = 0
    for number in dice.integers(0, TEXTS, ASKED):
        asked = str(copy(dice, texts.text(int(number))))
        turns = []
        for _ in range(TURNS):  # the fastest counts: other load only adds time
            begun = clock()
            found = desk.first_five(asked)
            turns.append(clock() - begun)
        times.append(min(turns))
        hits += int(number) in found
    return Row(
        f"copies found in the first five, {name}", f"{hits}", f"{ASKED}", hits / ASKED, bound, "at least"
    )


def _speed(times: list[float], database: str, bound: float = 1) -> Iterator[Row]:
    for share in (50, 95):
        taken = float(np.percentile(times, share))
        name = f"similar work among {TEXTS:,} texts, {database}: p{share}"
        yield Row(name, milliseconds(taken), milliseconds(PATIENCE), taken / PATIENCE, bound)


def _floor(desk: Desk, times: list[float]) -> Row:
    """A row against bare queries of the full-text index for the rarest terms of the same texts."""
    dice = np.random.default_rng(22)
    bare = []
    with read_only() as session:
        cursor = session.connection().connection.cursor()
        for number in dice.integers(0, TEXTS, ASKED):
            asked = index_terms(str(texts.text(int(number))))
            rare = rarest({t: n for t, n in queries.frequencies(session, asked).items() if t}, 16)
            question = " OR ".join(f'"{term}"' for term in rare)
            begun = time.thread_time()
            cursor.execute("SELECT rowid FROM fts_similar WHERE fts_similar MATCH ?", [question])
            cursor.fetchall()
            bare.append(time.thread_time() - begun)
    one, least = float(np.median(times)), float(np.median(bare))
    return Row(
        "similar work over one bare FTS5 question",
        milliseconds(one),
        milliseconds(least),
        one / least,
        FLOORS,
    )


def _other_language(desk: Desk) -> Row:
    """A row for Swahili texts found by their English counterparts."""
    dice = np.random.default_rng(23)
    pairs = [texts.counterparts(dice, MEANINGS, OTHERS) for _ in range(PAIRS)]
    numbers = range(TEXTS, TEXTS + PAIRS)
    _enter(desk.writer, zip(numbers, (swahili for swahili, _ in pairs), strict=True))
    with unit_of_work() as uow:
        for number, (swahili, _) in zip(numbers, pairs, strict=True):
            index.submitted(uow.session, FIRST + number, _content(swahili))
        uow.commit()
    hits = sum(n in desk.first_five(english) for n, (_, english) in zip(numbers, pairs, strict=True))
    name = f"found in the other language by {MEANINGS} words of the glossary among {OTHERS} others"
    return Row(name, f"{hits}", f"{PAIRS}", hits / PAIRS, 0.9, "at least")


@contextmanager
def _hub(database: Callable[[], object]) -> Iterator[Desk]:
    """A hub with the texts submitted and indexed by `similarity.rebuild`."""
    with database() as url:  # type: ignore[attr-defined]
        migrate.upgrade(engine.use(url))
        try:
            writer = a_student()
            desk = Desk(writer, a_draft(writer, a_call()).id)
            print(f"submitting {TEXTS:,} texts", file=sys.stderr)
            _enter(writer, ((number, str(texts.text(number))) for number in range(TEXTS)))
            print("making the index", file=sys.stderr)
            similarity.rebuild()
            if engine.engine().dialect.name == "postgresql":
                with engine.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM ANALYZE")
            warm_up()  # sets the garbage collector as in the server
            yield desk
        finally:
            engine.dispose()


def _enter(writer: Actor, numbered: Iterator[tuple[int, str]]) -> None:
    """Submit texts in bulk, by inserting the rows that submitting makes."""
    with unit_of_work() as uow:
        call_id = uow.session.execute(select(col(Proposal.call_id)).limit(1)).scalar_one()
        while batch := [pair for pair, _ in zip(numbered, range(1_000), strict=False)]:
            rows = [(FIRST + number, text) for number, text in batch]
            proposals = [
                Proposal(
                    id=key,
                    call_id=call_id,
                    owner_id=writer.id,
                    state=ProposalState.ELIGIBLE,
                    code=f"BENCH-{key}",
                    submission_id=key,
                ).model_dump()
                for key, _ in rows
            ]
            submitted = [
                Submission(
                    id=key,
                    proposal_id=key,
                    number=1,
                    submitted_by=writer.id,
                    content_hash="0" * 64,
                    content=_content(text),
                ).model_dump()
                for key, text in rows
            ]
            uow.session.execute(insert(Proposal), proposals)
            uow.session.execute(insert(Submission), submitted)
        uow.commit()


def _content(text: str) -> dict[str, object]:
    return {"blind": {"title": text[:80], "solution": text}}


def _draft(text: str) -> ProposalDraft:
    return ProposalDraft(title=text[:80], solution=text)
