"""What names the writers is covered in what judges read or shown to the organiser, and nothing else is."""

import time

import pytest

from innovation_hub.domain.blinding import PassageDecisions, Whose, cover, passages
from innovation_hub.domain.folding import phrase

WHOSE = Whose(
    frozenset({"Asha Mrisho", "Neema Amani Mgaya", "Ng'wanza Baraka", "Li", "José Peñalver"}),
    frozenset({"Chuo Kikuu cha Dodoma", "University of Mkwawa"}),
    frozenset({"UDOM"}),
)


UNDECIDED = PassageDecisions()


def doubted(text, decided=UNDECIDED):
    """The passages that an organiser is asked about."""
    return [text[one.start : one.end] for one in passages(text, WHOSE, decided) if not one.sure]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Mimi ni Asha Mrisho.", "Mimi ni •••."),
        ("ASHA  mrisho and team", "••• and team"),
        ("wa Chuo Kikuu cha\nDodoma, Tanzania", "wa •••, Tanzania"),
        ("We are UDOM; udom is a word", "We are •••; udom is a word"),
        ("Ashant and Mrishoni", "Ashant and Mrishoni"),
        ("Li is short", "Li is short"),
        ("Mgaya Neema ni kiongozi", "••• ni kiongozi"),
        ("Imeandikwa na MGAYA, Neema", "Imeandikwa na •••"),
        ("N. Mgaya and N.A. Mgaya", "••• and •••"),
        ("Neema A. Mgaya wrote", "••• wrote"),
        ("Bwana Ng’wanza na Ng‘wanza na Ngwanza", "Bwana ••• na ••• na •••"),
        ("Ng'wanza's idea, Asha’s too", "•••'s idea, •••’s too"),
        ("Jose Penalver, JOSÉ PEN\u0303ALVER", "•••, •••"),
        ("the Ne\u200bema Mgaya\u00a0team", "the •••\u00a0team"),
        ("Neema-Mgaya", "•••"),
    ],
)
def test_names_are_covered_and_the_rest_stays(text, seen):
    assert cover(text, WHOSE) == seen


@pytest.mark.parametrize(
    "number",
    [
        "0712 345 678",
        "(0712) 345 678",
        "0712.345.678",
        "0712\u00a0345\u202f678",
        "0712–345–678",
        "0712‑345‑678",
        "07 12 34 56 78",
        "+255712345678",
        "+255 (0) 712 345 678",
        "+255-712-345-678",
        "00255 712 345 678",
        "(+255) 712 345678",
        "255712345678",
        "022 211 3456",
        "(022) 2113456",
        "+255 26 231 0000",
        "+254 722 000 111",
        "+44 20 7946 0958",
    ],
)
def test_telephone_numbers_are_covered_as_people_write_them(number):
    assert cover(f"Simu: {number}, au", WHOSE) == "Simu: •••, au"


@pytest.mark.parametrize(
    "address",
    [
        "a.b+c@udom.ac.tz",
        "neema [at] udom (dot) ac (dot) tz",
        "https://neema.example/about?x=1",
        "www.mgaya.co.tz/me",
        "udom.ac.tz",
        "portfolio.com/neema",
        "wa.me/255712345678",
        "t.me/neema_tz",
        "@neema_tz",
        "＠neema_tz",
    ],
)
def test_addresses_and_accounts_are_covered(address):
    assert cover(f"Tuandikie {address}, sasa", WHOSE) == "Tuandikie •••, sasa"


@pytest.mark.parametrize(
    "text",
    [
        "Funds of 2026, 255000000000 shillings and TSh 600 000 000, or 0.712345678 of it",
        "On 2026-07-12 at 07:12, 12 @ 2000 each, version 1.2.3 of Node.js, e.g. README.md",
        "Jedwali 7.12 na 0712 pekee, 06/2025",
        "Watu wote. Kisha wakaja",
    ],
)
def test_figures_and_words_are_left(text):
    assert cover(text, WHOSE) == text
    assert doubted(text) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Neema alisema; kwa neema ya Mungu", ["Neema", "neema"]),
        ("Amani na Baraka", ["Amani", "Baraka"]),
        ("mgaya ni neno? Mgaya", ["mgaya", "Mgaya"]),
        ("wanafunzi wa Dodoma na udom", ["Dodoma", "udom"]),
        ("students of Mkwawa", ["Mkwawa"]),
        ("kutoka Chuo Kikuu cha Mzumbe leo", ["Chuo Kikuu cha Mzumbe"]),
        ("at the University of Dar es Salaam now", ["University of Dar es Salaam"]),
        ("Ardhi University students", ["Ardhi University"]),
        ("Instagram: nyota_hub", ["nyota_hub"]),
        ("built on ASP.NET", ["ASP.NET"]),
        ("piga 712 345 678", ["712 345 678"]),
        ("Li", ["Li"]),
    ],
)
def test_what_may_be_a_word_is_shown_and_not_covered(text, asked):
    assert doubted(text) == asked
    assert cover(text, WHOSE) == text


def test_an_organiser_covers_any_passage_and_leaves_what_is_a_word():
    decided = PassageDecisions(
        frozenset({phrase("Neema"), phrase("kikundi  cha\nNyota")}), frozenset({phrase("Amani")})
    )
    text = "NEEMA wa Kikundi cha  Nyota, kwa Amani. Neemani"
    assert cover(text, WHOSE, decided) == "••• wa •••, kwa Amani. Neemani"
    assert doubted(text, decided) == []
    assert cover("by A (pilot) in «X»", WHOSE, PassageDecisions(frozenset({"(pilot)"}))) == "by A ••• in «X»"


def test_an_organiser_can_leave_a_part_but_not_a_name():
    decided = PassageDecisions(leave=frozenset({phrase("Mgaya"), phrase("Asha Mrisho")}))
    assert cover("Mgaya, Asha Mrisho", WHOSE, decided) == "Mgaya, •••"


def test_what_overlaps_a_chosen_passage_stays_covered():
    text = "Sisi wa Neema Mgaya twaja"
    assert cover(text, WHOSE, PassageDecisions(frozenset({phrase("wa Neema")}))) == "Sisi ••• twaja"
    assert cover(text, WHOSE, PassageDecisions(frozenset({phrase("wa Neema Mgaya twaja")}))) == "Sisi •••"


def test_signs_in_a_name_are_signs():
    assert cover("by A. (B) C+", Whose(frozenset({"A. (B) C+"}))) == "by •••"
    assert cover("nothing known", Whose()) == "nothing known"


def test_a_hostile_text_takes_no_longer_than_another():
    begun = time.process_time()
    texts = ("a" * 6000, "a." * 3000, "0" * 6000, "a@" + "b" * 6000, "+0" * 3000, "https://" * 700)
    for text in (
        *texts,
        "neema" * 1200,
        "N." * 3000,
        "Ab " * 2000,
        "( 0" * 2000,
        "x [at] " * 800,
        "7 " * 3000,
    ):
        passages(text, WHOSE)
    assert time.process_time() - begun < 1
    assert cover("a@b.tz+c@d.tz", Whose()) == "••••••"
