"""Similar work: the earlier proposals and existing systems most similar to a text. It never blocks a proposal."""

from innovation_hub.services.similarity.asking import for_screening, for_writer
from innovation_hub.services.similarity.marking import Pair
from innovation_hub.services.similarity.matches import Match
from innovation_hub.services.similarity.upkeep import checked, rebuild

__all__ = ["Match", "Pair", "checked", "for_screening", "for_writer", "rebuild"]
