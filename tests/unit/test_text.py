"""What people type stays what they typed, and does nothing."""

import re

import pytest

from innovation_hub.domain.accounts import clean_name
from innovation_hub.domain.text import clean, clean_line, has_address, without_links
from innovation_hub.errors import Invalid
from innovation_hub.ui.tables import Html, link, markup
from innovation_hub.ui.text import md, paragraphs, shortened


def unescaped(markdown: str) -> str:
    """What a markdown reader makes of backslashes, without the signs that part words."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\u2060", "")


HOSTILE = [
    "<script>alert(1)</script>",
    "**kali** _sana_ `msimbo` ~~x~~",
    "[bofya](https://example.test) ![x](y)",
    ":red[hatari] :material/delete: :smile: :streamlit:",
    "$x^2$ na $$y$$",
    "# kichwa",
    "1. moja",
    "- moja | mbili",
    "https://example.test www.example.test",
    r"\kinyume\ na &amp; &#58;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_is_shown_as_it_is_and_does_nothing(text):
    shown = md(text)
    assert unescaped(shown) == text
    assert not re.search(r"(?<!\\)[*_`\[\]<>$#|~!&]", shown.replace("\\\\", ""))
    assert not re.search(r":[\w+\-/]+:", unescaped(shown)) or "\u2060" in shown
    assert not re.search(r"(https?|www)[:.]", unescaped(shown.replace("\u2060", "|")))


def test_a_line_is_one_line_and_a_paragraph_keeps_its_breaks():
    assert md("moja\n\n# mbili") == r"moja \# mbili"
    assert paragraphs("moja\r\nmbili\n\n\n    tatu") == "moja  \nmbili\n\ntatu"


def test_shortening_cuts_between_words():
    assert shortened("maneno machache", 40) == "maneno machache"
    assert shortened("maneno mengi sana kabisa", 14) == "maneno mengi…"


def test_text_is_kept_without_signs_that_cannot_be_kept():
    assert clean(" a\x00b\r\nc\ud800 ") == "ab\nc"
    assert clean_line(" a \n b\t c ") == "a b c"


def test_cells_are_escaped_unless_known_to_be_safe():
    html = markup(["<A>", "B"], [["<b>x</b>", Html("<i>y</i>")]], caption='"c"', align=["left", "right"])
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "<i>y</i>" in html
    assert "&lt;A&gt;" in html
    assert "<b>" not in html
    assert 'class="r">B</th>' in html


def test_a_card_is_headed_by_its_first_cell_or_another_one():
    cells = [["1", "A name"]]
    assert '<td role="cell" data-label="N" class="r h">' in markup(
        ["N", "Name"], cells, caption="c", align=["right"], cards=True
    )
    other = markup(["N", "Name"], cells, caption="c", align=["right"], cards=True, heading=1)
    assert '<td role="cell" data-label="N" class="r">' in other
    assert '<td role="cell" data-label="Name" class="h">' in other


def test_a_link_is_escaped_and_says_where_it_leads():
    assert link("<x>", '/a?b=1&c="2"') == (
        '<a href="/a?b=1&amp;c=&quot;2&quot;" target="_self" data-hub-page>&lt;x&gt;</a>'
    )


def test_a_wide_table_is_stacked_on_a_phone_and_a_narrow_one_is_not():
    assert 'class="hub-table s"' in markup(["A", "B", "C"], [], caption="c")
    assert 'class="hub-table"' in markup(["A", "B"], [], caption="c")


@pytest.mark.parametrize(
    "name",
    [
        "Shinda http://evil.example",
        "Bofya www.evil.example",
        "evil.ninja",
        "x.com",
        "Neema@evil.example",
        "evil。com",
        "ｅｖｉｌ．ｃｏｍ",
        "Juma 192.0.2.7",
        "\\\\10.0.0.1\\a",
        "//evil",
        "javascript:/",
    ],
)
def test_a_name_with_an_address_is_refused_and_a_text_with_one_is_no_link(name):
    assert has_address(name)
    assert not re.search(r"\w[.@。．]\S|:/|//\w|\\\\\w", without_links(name))
    with pytest.raises(Invalid) as refusal:
        clean_name(f"Neema {name}")
    assert refusal.value.key == "accounts.refused.name_address"


@pytest.mark.parametrize(
    "name",
    [
        "Dr.Juma Ng’wanza",
        "A.Mohamed",
        "J.K. Nyerere",
        "Prof. Asha Ali",
        "Juma s/o Ali",
        "Mary-Ann O'Neil",
        "Li. Wu",
    ],
)
def test_names_as_people_write_them_are_no_addresses(name):
    assert clean_name(name) == name
    assert without_links(name) == name
