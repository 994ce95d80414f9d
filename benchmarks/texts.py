"""Random texts of realistic lengths and word frequencies: Swahili-like or English-like words, and some of the glossary.

Word frequencies follow the Zipf-Mandelbrot law. Each text is determined by its number.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from innovation_hub.methods.similarity.glossary import COMMENT, FILE

WORDS = 30_000
"""Number of words of each language; a text is in one."""
GLOSSARY = 0.08
"""The share of words that are in the glossary."""
SHORTEST, MIDDLE, LONGEST = 30, 220, 1_500
SYLLABLES = {
    "sw": "ba che da fu ga ha ji ka la ma mba na nda nga nya o pi ra sha su ta tha u vi wa ya zi",
    "en": "con ter pre ment ing tion able st ro ver dis ly or an est ic al en per tra sub ness ful",
}
Generator = np.random.Generator


@dataclass(frozen=True)
class Text:
    """The words of a text, in one language."""

    words: np.ndarray
    language: str

    def __str__(self) -> str:
        return " ".join(self.words)


def text(number: int) -> Text:
    """The text of this number; every second one is in Swahili."""
    dice = np.random.default_rng([20, number])
    language = "en" if number % 2 else "sw"
    length = int(np.clip(dice.lognormal(np.log(MIDDLE), 0.7), SHORTEST, LONGEST))
    return Text(drawn(dice, language, length), language)


def drawn(dice: Generator, language: str, number: int) -> np.ndarray:
    """Random words with Zipf-Mandelbrot frequencies."""
    own = _vocabulary(language)[_picked(dice, _odds(WORDS), number)]
    known = forms(language)
    glossed = known[_picked(dice, _odds(len(known)), number)]
    return np.where(dice.random(number) < GLOSSARY, glossed, own)


def changed(dice: Generator, of: Text, share: float) -> Text:
    """A copy with about this share of its words replaced by random ones."""
    others = drawn(dice, of.language, len(of.words))
    return Text(np.where(dice.random(len(of.words)) < share, others, of.words), of.language)


def reordered(dice: Generator, of: Text) -> Text:
    """A copy with all its words in another order."""
    return Text(dice.permutation(of.words), of.language)


def shortened(dice: Generator, of: Text, share: float) -> Text:
    """A random contiguous part of the text, of this share but at least twenty words."""
    length = max(20, int(len(of.words) * share))
    start = int(dice.integers(0, max(1, len(of.words) - length + 1)))
    return Text(of.words[start : start + length], of.language)


def counterparts(dice: Generator, meanings: int, others: int) -> tuple[str, str]:
    """A Swahili and an English text with shared ``meanings`` of the glossary, each among ``others`` random words."""
    picked = dice.choice(len(forms("sw")), meanings, replace=False)
    return tuple(
        " ".join(dice.permutation([*forms(language)[picked], *drawn(dice, language, others)]))
        for language in ("sw", "en")
    )  # type: ignore[return-value]


@cache
def forms(language: str) -> np.ndarray:
    """The first form of every meaning of the glossary, in the same order for both languages."""
    lines = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line[:1] != COMMENT]
    return np.array([line[language == "sw"].split("|")[0] for line in lines], dtype=object)


@cache
def _vocabulary(language: str) -> np.ndarray:
    dice = np.random.default_rng([21, language == "sw"])
    syllables = SYLLABLES[language].split()
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(dice.choice(syllables, dice.integers(2, 6)))] = None
    return np.array(list(words), dtype=object)


@cache
def _odds(number: int) -> np.ndarray:
    ranks = np.arange(1, number + 1)
    odds = np.cumsum(1 / (ranks + 2.7) ** 1.05)
    return odds / odds[-1]


def _picked(dice: Generator, odds: np.ndarray, number: int) -> np.ndarray:
    return np.minimum(np.searchsorted(odds, dice.random(number)), len(odds) - 1)
