"""Ranks from reviews: adjusted for judges' strictness, with intervals and probabilities of ranks.

    scores = read(path)                       # or Scores.of(rows)
    ranking = rank(scores, model=Model.LINEAR, top=20)
    posterior.posterior(scores).draws         # (D, P) joint draws, for panels and funding

The numerical libraries are imported on first use of these names, so that pages that need only means of totals
(``standing``) do not load them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from innovation_hub.methods.ranking.result.standing import MeanStanding, by_mean
from innovation_hub.methods.terms.ranking import Caution, Direction, Model, Scale

if TYPE_CHECKING:
    from innovation_hub.methods.ranking.intraclass import agreement, table
    from innovation_hub.methods.ranking.io.csv_file import read
    from innovation_hub.methods.ranking.io.scores import Scores
    from innovation_hub.methods.ranking.result.ranking import rank
    from innovation_hub.methods.ranking.result.records import Ranking

__all__ = [
    "Caution",
    "Direction",
    "MeanStanding",
    "Model",
    "Ranking",
    "Scale",
    "Scores",
    "agreement",
    "by_mean",
    "rank",
    "read",
    "table",
]
_MODULES = {
    "agreement": "intraclass",
    "table": "intraclass",
    "rank": "result.ranking",
    "read": "io.csv_file",
    "Ranking": "result.records",
    "Scores": "io.scores",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use."""
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
