"""The similarity coefficient of two texts, and the weight of a term."""

from collections.abc import Collection
from math import log, sqrt


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """The share of terms that two texts have in common, from 0 to 1, regardless of their order.

    Ochiai's coefficient (1957): the number of shared terms over the geometric mean of both numbers. It is 1 for the
    same terms, and falls less than Jaccard's when one text is a shortened form of the other.
    """
    if not one or not other:
        return 0.0
    return len(frozenset(one).intersection(other)) / sqrt(len(one) * len(other))


def weight(texts_with: int, texts: int) -> float:
    """The weight of a term that occurs in ``texts_with`` of ``texts`` texts, at least 0.

    The inverse document frequency of Spärck Jones (1972), with a half added so that the commonest terms still count.
    """
    return log((texts + 1) / (texts_with + 0.5)) if texts_with <= texts else 0.0
