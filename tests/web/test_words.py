"""The words of Streamlit's frontend: they are its words, and each has one Swahili that leads back to it."""

import re

from innovation_hub.web.frontend import streamlit_static
from innovation_hub.web.frontend.own import dictionary

PLACE = re.compile(r"\{(\w+)\}")
# Put together from pieces by the frontend; the browser test sees them whole.
COMPOSED = re.compile(r"^(Press |You can only select|You have requested|The page that you have)")


def bundle() -> str:
    return "".join(p.read_text("utf-8") for p in (streamlit_static() / "static/js").glob("*.js"))


def test_every_english_string_stands_in_the_bundle():
    text = bundle()
    gone = [
        english
        for english, _ in dictionary()
        if not COMPOSED.match(english)
        and not all(part.strip() in text for part in PLACE.split(english)[::2] if part.strip())
    ]
    assert gone == []


def test_there_and_back_again():
    pairs = dictionary()
    assert len({en for en, _ in pairs}) == len({sw for _, sw in pairs}) == len(pairs)
    assert {sw for _, sw in pairs} & {en for en, _ in pairs} == set()  # else a switch would go in circles
    assert all(sorted(PLACE.findall(en)) == sorted(PLACE.findall(sw)) for en, sw in pairs)
