"""Similarity of texts: terms in two languages, a coefficient of similarity, and shared passages."""

from innovation_hub.methods.similarity.excerpts import Excerpt, excerpt
from innovation_hub.methods.similarity.glossary import meanings
from innovation_hub.methods.similarity.passages import SharedPassage, beginnings, passages, share_passages
from innovation_hub.methods.similarity.scoring import likeness, weight
from innovation_hub.methods.similarity.terms import Terms, content_terms, rarest
from innovation_hub.methods.similarity.words import folded

__all__ = [
    "Excerpt",
    "SharedPassage",
    "Terms",
    "beginnings",
    "content_terms",
    "excerpt",
    "folded",
    "likeness",
    "meanings",
    "passages",
    "rarest",
    "share_passages",
    "weight",
]
