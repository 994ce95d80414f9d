"""The hub's linear model and that of statsmodels on the same scores.

``python -m benchmarks.peer`` prints times and variances as JSON.
"""

import innovation_hub  # isort: skip  # before NumPy: one thread for both

import json
import time
import warnings

import numpy as np
import pandas as pd
from statsmodels.regression.mixed_linear_model import MixedLM

from innovation_hub.methods.ranking import Model, Scale, Scores
from innovation_hub.methods.ranking.groups import groups
from innovation_hub.methods.ranking.models import fitted
from innovation_hub.methods.ranking.reviews import gather
from tests.factories import scores as make

TURNS = 20


def main() -> None:
    """10,000 scores of crossed effects: 500 proposals, 4 of 40 judges each, 5 criteria."""
    call = make.linear(
        1, proposals=500, judges=40, each=4, criteria=5, spread=(0.7, 0.5, 0.0, 0.6), missing=0.0
    )
    scores = call.scores
    own = min((_own(scores) for _ in range(TURNS)), key=lambda found: found["seconds"])
    print(json.dumps({"hub": innovation_hub.__version__, "own": own, "statsmodels": _statsmodels(call)}))


def _own(scores: Scores) -> dict:
    """A complete fit: variances, effects, standard errors, reliability, and the test for a variance of reviews."""
    begun = time.perf_counter()
    reviews = gather(scores, np.ones(len(scores.criteria)), 1.0)
    found = fitted(Model.LINEAR, reviews, groups(reviews), Scale())
    return {"seconds": time.perf_counter() - begun, "variance": found.variance}


def _statsmodels(call: make.Call) -> dict:
    """The fastest formulation: one group, sparse, variances of proposals and judges; the time of the fit alone."""
    frame = pd.DataFrame(call.rows, columns=["proposal", "judge", "criterion", "score"]).assign(all=1)
    model = MixedLM.from_formula(
        "score ~ 0 + C(criterion)",
        groups="all",
        re_formula="0",
        vc_formula={part: f"0 + C({part})" for part in ("proposal", "judge")},
        use_sparse=True,
        data=frame,
    )
    begun = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = model.fit(reml=True)
    seconds = time.perf_counter() - begun
    found = dict(zip(model.exog_vc.names, map(float, result.vcomp), strict=True))
    return {"seconds": seconds, "variance": {**found, "residual": float(result.scale)}}


if __name__ == "__main__":
    main()
