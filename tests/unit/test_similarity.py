"""Similar work: words with their places, two languages bridged, likeness, and passages that really match."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovation_hub.methods.similarity import (
    Terms,
    beginnings,
    content_terms,
    excerpt,
    folded,
    likeness,
    passages,
    rarest,
    share_passages,
    weight,
)
from innovation_hub.methods.similarity.glossary import build, glossary

SOME = ["maji", "shule", "simu", "ng'ombe", "Mfumo", "wa", "TEHAMA", "ICT", "system", "na", "the", "ÇA"]
SIGNS = st.text(st.sampled_from("ab Éﬁŉ'’ʼ‘_-\u0301\u00a0\0😀"), max_size=40)
TEXTS = st.one_of(st.text(max_size=400), SIGNS, st.lists(st.sampled_from(SOME)).map(" ".join))


def tokens(text: str) -> list[str]:
    return Terms(text).tokens


def written(text: str) -> list[tuple[str, str]]:
    """Each term, and how it is written in the text."""
    found = Terms(text)
    return [(term, text[slice(*found.span(n, n))]) for n, term in enumerate(found.tokens)]


def test_words_are_folded_and_know_their_places():
    text = "Ng’ombe wa CAFÉ, 2025: 'bure'"
    assert written(text) == [
        ("ngombe", "Ng’ombe"),
        ("wa", "wa"),
        ("cafe", "CAFÉ"),
        ("2025", "2025"),
        ("bure", "bure"),
    ]


@pytest.mark.parametrize(
    ("swahili", "english"),
    [
        ("mifumo ya TEHAMA", "ICT systems"),
        ("wanafunzi wa vyuo vikuu", "university students"),
        ("chuo cha elimu ya juu", "higher education institution"),
        ("akili bandia", "artificial intelligence"),
        ("mama mjamzito", "Pregnant women"),
        ("mgongano wa maslahi", "conflicts of interest"),
    ],
)
def test_a_phrase_and_its_counterpart_are_one_term(swahili, english):
    assert tokens(swahili) == tokens(english)
    assert len(tokens(swahili)) == 1


def test_the_longest_phrase_wins_and_its_place_spans_all_of_it():
    text = "ni mfumo wa   TEHAMA!"
    assert written(text) == [
        ("ni", "ni"),
        ("ictsystem", "mfumo wa   TEHAMA"),
    ]
    assert tokens("mfumo wa maji") == ["system", "wa", "water"]


def test_every_line_of_the_glossary_can_be_found():
    longer = [pair for phrases in glossary().longer.values() for pair in phrases]
    for phrase, term in [*longer, *(((word,), term) for word, term in glossary().alone.items())]:
        assert tokens(" ".join(phrase)) == [term]


def test_a_form_of_two_meanings_keeps_the_first():
    both = build([("well", "kisima"), ("spring", "kisima|chemchemi")])
    assert both.bridged(["kisima", "chemchemi"]) == (["well", "spring"], [])


def test_common_words_tell_nothing():
    assert content_terms(tokens("na ya wa kwa the of and a b 1")) == frozenset()


@given(TEXTS)
def test_terms_lie_inside_the_text_in_order_and_are_letters_and_figures(text):
    found = Terms(text)
    places = [found.span(n, n) for n in range(len(found.tokens))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
    assert all(term.isalnum() and len(term) <= 64 for term in found.tokens)
    assert all(folded(term) for term in content_terms(found.tokens))


@given(SIGNS)
def test_a_term_stands_where_it_is_written(text):
    assert all(folded(place) == term for term, place in written(text))


@given(TEXTS)
def test_a_word_is_folded_alike_in_any_company(text):
    """Plain texts are folded at once, others word by word."""
    assert tokens(text + " É")[:-1] == tokens(text + " e")[:-1]


@given(TEXTS)
def test_a_text_is_most_like_itself(text):
    own = content_terms(tokens(text))
    assert likeness(own, own) == (1 if own else 0)


@given(TEXTS, TEXTS)
def test_likeness_goes_both_ways_and_stays_between_none_and_all(one, other):
    mine, theirs = content_terms(tokens(one)), content_terms(tokens(other))
    assert likeness(mine, theirs) == likeness(theirs, mine)
    assert 0 <= likeness(mine, theirs) <= 1


@given(st.lists(st.sampled_from(SOME[:4]), max_size=40), st.randoms())
def test_the_order_of_words_does_not_matter(text, dice):
    other = text[:]
    dice.shuffle(other)
    assert content_terms(tokens(" ".join(text))) == content_terms(tokens(" ".join(other)))


@given(TEXTS, TEXTS, st.integers(2, 5))
def test_passages_lie_inside_both_texts_and_hold_the_same_words(one, other, least):
    mine, theirs = tokens(one), tokens(other)
    found = passages(mine, theirs, least=least)
    assert found == passages(mine, theirs, least=least, begins=beginnings(mine, least))
    assert share_passages(beginnings(mine, least), theirs, least=least) or not found
    behind = 0
    for passage in found:
        assert passage.length >= least
        assert behind <= passage.one
        behind = passage.one + passage.length
        run = mine[passage.one : behind]
        assert len(run) == passage.length
        assert run == theirs[passage.other : passage.other + passage.length]


def test_the_longest_run_is_marked_and_common_words_alone_are_not():
    one = Terms("Kwa sababu hiyo mita za maji husoma zenyewe kila siku na kwa ajili ya hiyo")
    other = Terms(
        "Zamani: mita za maji husoma polepole. MITA ZA MAJI HUSOMA ZENYEWE, kila siku na kwa ajili ya watu"
    )
    (passage,) = passages(one.tokens, other.tokens)
    there = other.span(passage.other, passage.other + passage.length - 1)
    here = one.span(passage.one, passage.one + passage.length - 1)
    assert one.text[slice(*here)] == "mita za maji husoma zenyewe kila siku na kwa ajili ya"
    assert other.text[slice(*there)].startswith("MITA ZA MAJI HUSOMA ZENYEWE, kila")


def test_a_text_that_repeats_itself_ten_thousand_times_is_marked_in_good_time():
    text = tokens("maji safi " * 10_000)
    (passage,) = passages(text, text)
    assert passage.length == len(text)


def test_the_rarest_terms_come_first_and_unknown_ones_not_at_all():
    assert rarest({"b": 2, "a": 2, "z": 1, "none": 0, "many": 9}, 3) == ["z", "a", "b"]
    assert weight(1, 100) > weight(50, 100) > weight(100, 100) > 0


@given(st.text(max_size=300), st.data())
def test_an_excerpt_holds_the_passage_and_cuts_between_words(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = excerpt(text, start, end, around=20)
    assert found.passage == text[start:end]
    assert text[:start].endswith(found.before.removeprefix("…"))
    assert text[end:].startswith(found.after.removesuffix("…"))


def test_shortening_and_changing_lower_the_likeness_little_by_little():
    dice = random.Random(1)
    whole = [f"neno{n}" for n in range(300)]
    half = dice.sample(whole, 150)
    changed = [word if n % 3 else f"jipya{n}" for n, word in enumerate(whole)]
    other = [f"tofauti{n}" for n in range(300)]
    alike = [likeness(set(whole), set(text)) for text in (whole, half, changed, other)]
    assert alike == pytest.approx([1, 0.7071, 2 / 3, 0], abs=1e-3)
