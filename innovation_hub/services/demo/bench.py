"""Demo judges: they sign, answer, score and comment, each with their own strictness."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from random import Random

from sqlmodel import col, select

from db.models.calls import Criterion
from db.models.judging import Assignment, Review, Score
from db.primary_key import pk
from db.seed import demo
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.judging import SCORE_MAX, SCORE_MIN, ConflictKind
from innovation_hub.domain.permissions import Actor
from innovation_hub.services import reviews
from innovation_hub.services.demo.stage import Stage

RECUSED, UNABLE, CANNOT_JUDGE = 0.025, 0.02, 0.03


class Bench:
    """The judges of one call and their opinion of each proposal."""

    def __init__(self, stage: Stage, call_id: int, judges: Sequence[Actor], dice: Random) -> None:
        self.stage, self.call_id, self.dice = stage, call_id, dice
        self.judges = {judge.id: judge for judge in judges}
        self.severity = {judge.id: dice.gauss(0, 0.3) for judge in judges}
        self.quality: dict[int, float] = defaultdict(lambda: min(4.7, max(1.8, dice.gauss(3.35, 0.65))))
        with read_only() as session:
            query = select(Criterion.id).where(col(Criterion.call_id) == call_id)
            self.criteria = [one or 0 for one in session.exec(query.order_by(col(Criterion.position)))]

    def prepare(self, asked: Sequence[Assignment], first: int, last: int) -> None:
        """Schedule each judge's declaration on the first day, and their reviews between ``first`` and ``last``."""
        for i, judge in enumerate(self.judges.values()):
            sign = partial(reviews.sign, judge, call_id=self.call_id, name=judge.name)
            self.stage.scene(self.stage.at(first, 8, i), sign)
        work = defaultdict(list)
        for row in asked:
            work[row.account_id].append(row)
        for rows in work.values():
            for i, row in enumerate(rows):
                day = first + (last - first) * (i + 1) // (len(rows) + 1)
                when = self.stage.at(day, self.dice.randrange(9, 20), self.dice.randrange(60))
                self.stage.scene(when, partial(self._answer, row))

    def _answer(self, row: Assignment) -> None:
        judge, asked = self.judges[row.account_id], pk(row)
        chance = self.dice.random()
        if chance < RECUSED:
            kind = self.dice.choice((ConflictKind.SUPERVISION, ConflictKind.FAMILY, ConflictKind.FUNDING))
            reviews.recuse(judge, assignment_id=asked, kind=kind)
            return
        reviews.accept(judge, assignment_id=asked)
        if chance < RECUSED + UNABLE:
            reviews.unable(
                judge, assignment_id=asked, reason=self.dice.choice(demo.phrases().reasons["unable"])
            )
            return
        version = self._score(row)
        reviews.submit(judge, assignment_id=asked, version=version)

    def _score(self, row: Assignment) -> int:
        """Write scores and comment in one step, with the same result as single answers."""
        level = self.quality[row.proposal_id] + self.severity[row.account_id]
        scores = {one: self._one(level) for one in self.criteria}
        if all(value is None for value in scores.values()):
            scores[self.criteria[0]] = round(level)
        kind = "high" if level >= 3.8 else "middle" if level >= 2.9 else "low"
        with unit_of_work() as uow:
            review = uow.session.exec(select(Review).where(col(Review.assignment_id) == row.id)).one()
            uow.session.add_all(
                Score(review_id=pk(review), criterion_id=one, value=value) for one, value in scores.items()
            )
            review.comment = self.dice.choice(demo.phrases().comments[kind])
            review.version += len(scores) + 1
            uow.commit()
            return review.version

    def _one(self, level: float) -> int | None:
        if self.dice.random() < CANNOT_JUDGE:
            return None
        return min(SCORE_MAX, max(SCORE_MIN, round(self.dice.gauss(level, 0.6))))
