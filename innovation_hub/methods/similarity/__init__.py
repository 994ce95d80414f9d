"""Similar work: terms of a text in two languages, how alike two texts are, and the passages that they share."""

from innovation_hub.methods.similarity.excerpts import Excerpt, excerpt
from innovation_hub.methods.similarity.glossary import meanings
from innovation_hub.methods.similarity.passages import SharedPassage, beginnings, passages, share_passages
from innovation_hub.methods.similarity.scoring import likeness, weight
from innovation_hub.methods.similarity.terms import Terms, rarest, telling
from innovation_hub.methods.similarity.words import folded

__all__ = [
    "Excerpt",
    "SharedPassage",
    "Terms",
    "beginnings",
    "excerpt",
    "folded",
    "likeness",
    "meanings",
    "passages",
    "rarest",
    "share_passages",
    "telling",
    "weight",
]
