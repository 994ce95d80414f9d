"""The worked example of the help page: small enough to check by hand, computed by the real method."""

from dataclasses import dataclass

from innovation_hub.methods.terms.ranking import Model, Scale
from innovation_hub.services.ranking.adjusting import ranked
from innovation_hub.services.ranking.evidence import Evidence

PROPOSALS, JUDGES = "ABCD", ("Asha", "Juma", "Neema")
GIVEN = {
    ("B", 0): 2,
    ("C", 0): 1,
    ("D", 0): 2,
    ("A", 1): 4,
    ("B", 1): 5,
    ("C", 1): 3,
    ("A", 2): 4,
    ("B", 2): 4,
    ("D", 2): 4,
}
"""The scores of each judge on a scale from 1 to 5. Asha is strict, and has no review of proposal A."""


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A proposal of the example: its scores by judge, and score and rank by the mean and adjusted."""

    name: str
    scores: tuple[int | None, ...]
    mean: float
    mean_rank: int
    adjusted: float
    adjusted_rank: int


def example() -> tuple[list[ExampleRow], list[float]]:
    """The proposals in order of their names, and each judge's severity."""
    scores = tuple(sorted((PROPOSALS.index(name), judge, 0, value) for (name, judge), value in GIVEN.items()))
    evidence = Evidence(0, Scale(1, 5), ((0, 1),), scores)
    mean, adjusted = (ranked(evidence, model, 1) for model in (Model.MEAN, Model.LINEAR))
    by_mean = {int(one.proposal): one for one in mean.proposals}
    by_model = {int(one.proposal): one for one in adjusted.proposals}
    lines = [
        ExampleRow(
            name,
            tuple(GIVEN.get((name, judge)) for judge in range(len(JUDGES))),
            *(by_mean[i].score, by_mean[i].rank, by_model[i].score, by_model[i].rank),
        )
        for i, name in enumerate(PROPOSALS)
    ]
    return lines, [judge.severity or 0.0 for judge in adjusted.judges]
