"""Demo budgets: three financial years, recorded and approved by two people each."""

from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from db.seed import demo
from innovation_hub.domain.budgets import Category, MovementKind
from innovation_hub.domain.clock import financial_year_label, financial_year_of, today
from innovation_hub.domain.form6 import Form6
from innovation_hub.domain.permissions import Actor
from innovation_hub.services import budgets
from innovation_hub.services.demo.cast import Cast
from innovation_hub.services.demo.stage import Stage

YEARS = 3
MILLION = 1_000_000
_GROWTH = {Category.INNOVATION: 1.35, Category.RESEARCH: 1.15, Category.DEVICES: 1.4}


def first_day(day: date) -> date:
    """1 July of the oldest of the demonstrated financial years."""
    return date(int(financial_year_of(day)[:4]) - YEARS + 1, 7, 1)


def prepare(stage: Stage, cast: Cast) -> None:
    """Schedule the scenes of every institution and year."""
    dice = stage.dice("budgets")
    start = first_day(stage.day).year
    for number, place in enumerate(demo.places()):
        for line in demo.phrases().budget:
            has_it = number == 0 or dice.randrange(100) < line.odds
            text = dice.choice(line.text)
            for year in range(start, start + YEARS):
                quiet = year > start + YEARS - 1 - place.quiet
                if has_it and not quiet:
                    DemoBudgetLine(stage, cast.keepers[place.code], place, line, text, year, dice).prepare()
    _waiting(stage, cast.keepers[demo.places()[0].code][0])


class DemoBudgetLine:
    """One line in one financial year: allocated, released, committed, spent, sometimes beyond its allocation."""

    def __init__(
        self,
        stage: Stage,
        keepers: tuple[Actor, Actor],
        place: demo.Place,
        plan: demo.LinePlan,
        text: str,
        year: int,
        dice: Random,
    ) -> None:
        self.stage, self.plan, self.text, self.year, self.dice = stage, plan, text, year, dice
        self.officer, self.approver = keepers
        self.label = financial_year_label(year)
        grown = _GROWTH.get(plan.category, 1.06) ** (year - first_day(stage.day).year)
        millions = place.size * plan.share * grown * dice.uniform(0.6, 1.5)
        self.amount = max(1, round(millions)) * MILLION
        if plan.category is Category.INNOVATION and place.size < 3 and dice.random() < 0.4:
            self.amount = 0  # declared: nothing set aside
        self.overrun = dice.random() < 0.06
        self.line_id = 0

    def prepare(self) -> None:
        """Schedule the line in July, and its movements over the year."""
        self.stage.scene(self._on(7, self.dice.randrange(2, 26)), self._create)

    def _create(self) -> None:
        recorded = budgets.create_line(
            self.officer,
            financial_year=self.label,
            category=self.plan.category,
            nature=self.plan.nature,
            fund=self.plan.fund,
            description=self.text,
            amount=str(self.amount),
            happened_on=today(),
            codes=Form6(gfs_code=self.plan.gfs),
            reference=f"PLANREP/{self.label}",
        )
        self.line_id = recorded.line_id
        self._approve_later(recorded.movement_id)
        if self.amount:
            self._plan_the_year()

    def _plan_the_year(self) -> None:
        """Schedule releases and expenditure of the year; two lines in five commit money first."""
        first = self._share(self.amount, 0.5, 0.95)
        kept_back = self.amount - first
        committed = self._share(first, 0.4, 0.7) if self.dice.random() < 0.4 else 0
        free = first - committed
        self._later(9, MovementKind.RELEASE, first)
        self._later(11, MovementKind.COMMITMENT, committed)
        self._later(2, MovementKind.EXPENDITURE, self._share(committed, 0.7, 1.0))
        if self.overrun:
            self._later(1, MovementKind.RELEASE, kept_back)
            self._later(5, MovementKind.DIRECT_EXPENDITURE, free + kept_back)
            self._later(6, MovementKind.OVERRUN, self._share(self.amount, 0.04, 0.2), late=True)
        else:
            self._later(4, MovementKind.DIRECT_EXPENDITURE, self._share(free, 0.55, 0.99))

    def _later(self, month: int, kind: MovementKind, amount: int, *, late: bool = False) -> None:
        if amount > 0:
            day = self.dice.randrange(18, 24) if late else self.dice.randrange(3, 15)
            self.stage.scene(self._on(month, day), partial(self._record, kind, amount))

    def _record(self, kind: MovementKind, amount: int) -> None:
        recorded = budgets.record(
            self.officer,
            line_id=self.line_id,
            kind=kind,
            amount=str(amount),
            happened_on=today(),
            reference=f"HATI-{self.dice.randrange(10_000, 99_999)}",
            note="Bei ya vifaa ilipanda; kibali cha nyongeza kinafuata (mfano)."
            if kind is MovementKind.OVERRUN
            else "",
        )
        self._approve_later(recorded.movement_id)

    def _approve_later(self, movement_id: int) -> None:
        approve = partial(budgets.approve, self.approver, movement_id=movement_id, version=1)
        self.stage.scene(self.stage.on(today(), 15) + timedelta(days=self.dice.randrange(1, 3)), approve)

    def _share(self, amount: int, least: float, most: float) -> int:
        return int(amount * self.dice.uniform(least, most)) // 1000 * 1000

    def _on(self, month: int, day: int) -> datetime:
        year = self.year if month >= 7 else self.year + 1
        return self.stage.on(date(year, month, day), 10, self.dice.randrange(60))


def _waiting(stage: Stage, officer: Actor) -> None:
    """Schedule lines that the officer recorded yesterday and nobody has approved yet."""

    def write() -> None:
        year = financial_year_of(today())
        for line in demo.phrases().budget[2:]:
            budgets.create_line(
                officer,
                financial_year=year,
                category=line.category,
                nature=line.nature,
                fund=line.fund,
                description=f"Nyongeza: {line.text[-1]}",
                amount=str(line.share * MILLION),
                happened_on=today(),
            )

    stage.scene(stage.at(-1, 15), write)
