"""Similar work: terms of a text in two languages, how alike two texts are, and the passages that they share."""

from innovation_hub.methods.similarity.excerpts import Excerpt, excerpt
from innovation_hub.methods.similarity.glossary import meanings
from innovation_hub.methods.similarity.passages import Passage, passages
from innovation_hub.methods.similarity.scoring import likeness, weight
from innovation_hub.methods.similarity.terms import rarest, telling, terms
from innovation_hub.methods.similarity.words import Word, folded, words

__all__ = [
    "Excerpt",
    "Passage",
    "Word",
    "excerpt",
    "folded",
    "likeness",
    "meanings",
    "passages",
    "rarest",
    "telling",
    "terms",
    "weight",
    "words",
]
