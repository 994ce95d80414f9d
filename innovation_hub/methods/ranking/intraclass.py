"""Agreement of judges: the six intraclass correlations of Shrout and Fleiss.

Shrout and Fleiss, «Intraclass correlations: uses in assessing rater reliability», Psychological Bulletin 86 (1979)
420-428.
"""

from dataclasses import dataclass

import numpy as np

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.io.scores import Scores
from innovation_hub.methods.ranking.numbers import Floats
from innovation_hub.methods.ranking.reviews import gather


@dataclass(frozen=True, slots=True)
class Agreement:
    """Coefficients for n targets and k judges, of one judge's score and of the mean of all k.

    ``one_way``: each target has other judges (ICC(1,·)); ``random``: the judges are a random sample (ICC(2,·));
    ``fixed``: the judges are the only ones of interest (ICC(3,·)). Values may be negative; None if all scores are
    equal.
    """

    targets: int
    judges: int
    one_way: float | None
    random: float | None
    fixed: float | None
    one_way_mean: float | None
    random_mean: float | None
    fixed_mean: float | None

    def named(self) -> dict[str, float | None]:
        """The six coefficients by their usual names."""
        k = self.judges
        return {
            "ICC(1,1)": self.one_way,
            "ICC(2,1)": self.random,
            "ICC(3,1)": self.fixed,
            f"ICC(1,{k})": self.one_way_mean,
            f"ICC(2,{k})": self.random_mean,
            f"ICC(3,{k})": self.fixed_mean,
        }


def table(scores: Scores) -> Floats:
    """Targets by judges (n, k), each cell the mean over the criteria.

    Raises ``Invalid`` when a score is missing: the coefficients need every cell.
    """
    n, k, each = len(scores.proposals), len(scores.judges), len(scores.criteria)
    if len(scores) != n * k * each:
        seen = np.zeros((n, k, each), dtype=bool)
        seen[scores.proposal, scores.judge, scores.criterion] = True
        proposal, judge, criterion = (int(indices[0]) for indices in np.nonzero(~seen))
        raise Invalid(
            "scores.incomplete",
            proposal=scores.proposals[proposal][:80],
            judge=scores.judges[judge][:80],
            criterion=scores.criteria[criterion][:80],
        )
    reviews = gather(scores, np.ones(each), 1.0)
    return np.asarray((reviews.total / reviews.weight).reshape(n, k))


def agreement(scores: Floats) -> Agreement:
    """The six coefficients of a complete table (n, k) of targets by judges.

    Raises ``Invalid`` when there are fewer than two targets or two judges.
    """
    n, k = scores.shape
    if n < 2 or k < 2:
        raise Invalid("scores.icc_too_few", targets=n, judges=k)
    centred = scores - scores.mean()
    rows, columns = centred.mean(axis=1), centred.mean(axis=0)
    targets = k * float(rows @ rows) / (n - 1)
    within = float(((centred - rows[:, None]) ** 2).sum()) / (n * (k - 1))
    judges = n * float(columns @ columns) / (k - 1)
    rest = float(((centred - rows[:, None] - columns) ** 2).sum()) / ((n - 1) * (k - 1))
    return Agreement(
        targets=n,
        judges=k,
        one_way=_share(targets - within, targets + (k - 1) * within),
        random=_share(targets - rest, targets + (k - 1) * rest + k * (judges - rest) / n),
        fixed=_share(targets - rest, targets + (k - 1) * rest),
        one_way_mean=_share(targets - within, targets),
        random_mean=_share(targets - rest, targets + (judges - rest) / n),
        fixed_mean=_share(targets - rest, targets),
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if abs(whole) > 1e-300 else None
