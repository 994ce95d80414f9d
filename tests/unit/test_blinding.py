"""Names are covered in what judges read, and nothing else is."""

import time

import pytest

from innovation_hub.domain.blinding import cover

NAMES = ["Asha Mrisho", "Chuo Kikuu cha Dodoma", "Li"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Mimi ni Asha Mrisho.", "Mimi ni •••."),
        ("ASHA  mrisho and team", "••• and team"),
        ("wa Chuo Kikuu cha\nDodoma, Tanzania", "wa •••, Tanzania"),
        ("Write to a.b+c@udom.ac.tz or 0712 345 678.", "Write to ••• or •••."),
        ("Call +255712345678 now", "Call ••• now"),
        ("We are UDOM; udom is a word", "We are •••; udom is a word"),
        ("Ashant and Mrishoni", "Ashant and Mrishoni"),
        ("Li is short", "Li is short"),
        ("Funds of 2026, 255000000000 shillings", "Funds of 2026, 255000000000 shillings"),
    ],
)
def test_names_are_covered_and_the_rest_stays(text, seen):
    assert cover(text, names=NAMES, codes=["UDOM"]) == seen


def test_signs_in_a_name_are_signs():
    assert cover("by A. (B) C+", names=["A. (B) C+"]) == "by •••"
    assert cover("nothing known", names=[]) == "nothing known"


def test_a_hostile_text_takes_no_longer_than_another():
    begun = time.process_time()
    for text in ("a" * 6000, "a." * 3000, "0" * 6000, "a@" + "b" * 6000):
        assert cover(text, names=NAMES) == text
    assert time.process_time() - begun < 0.3
    assert cover("a@b.tz+c@d.tz", names=[]) == "••••••"
