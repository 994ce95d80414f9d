"""What is set beyond budget and rules: parts of requests, the floor for women, musts, how scores are adjusted."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from innovation_hub.domain.funding import LEVELS, Share, Unit
from innovation_hub.domain.ranking import Model
from innovation_hub.i18n import Translator, formats
from innovation_hub.ui.funding import typed
from innovation_hub.ui.funding.rules import Setting


def fields(t: Translator, setting: Setting) -> Callable[[], dict[str, Any]]:
    """Draw the fields; gives back what reads them."""
    form, first, ground = setting.form, setting.first, setting.ground
    codes = {c.id: f"{c.code} · {c.title}" for c in ground.candidates}
    parts = st.multiselect(
        t("funding.levels"),
        LEVELS[1:],
        [level for level in first.levels if level < 100],
        key=f"{form}.levels",
        format_func=lambda level: formats.percent(t, level / 100, 0),
        help=t("funding.levels_help"),
        placeholder=t("funding.levels_none"),
    )
    known = dict(zip(first.levels, first.worth, strict=True))
    levels = sorted(parts, reverse=True)
    worth = [
        st.number_input(
            t("funding.worth", share=formats.percent(t, level / 100, 0)),
            1,
            100,
            known.get(level, level),
            key=f"{form}.worth.{level}",
        )
        for level in levels
    ]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        women = st.text_input(
            t("funding.women"),
            typed.written(t, first.women),
            key=f"{form}.women",
            help=t("funding.women_help"),
            max_chars=12,
            width=230,
        )
        women_in = st.segmented_control(
            t("funding.women"),
            list(Share),
            default=first.women_in,
            required=True,
            key=f"{form}.women_in",
            format_func=lambda name: t(f"funding.share.{name}"),  # keys: funding.share.*
            label_visibility="collapsed",
        )
    chosen = [
        st.multiselect(
            t(f"funding.{name}"),  # keys: funding.must, funding.must_not
            list(codes),
            [i for i in getattr(first, name) if i in codes],
            key=f"{form}.{name}",
            format_func=lambda i: codes[i],
            placeholder=t("funding.none_chosen"),
        )
        for name in ("must", "must_not")
    ]
    model = st.selectbox(
        t("funding.model"),
        list(Model),
        index=list(Model).index(Model(first.model)),
        key=f"{form}.model",
        format_func=lambda name: t(f"funding.model.{name}"),  # keys: funding.model.*
        help=t("funding.model_help"),
    )

    def read() -> dict[str, Any]:
        return {
            "levels": (100, *levels),
            "worth": (100, *(int(each) for each in worth)),
            "women": typed.amount(women, Unit.PROPOSALS, "women"),
            "women_in": women_in,
            "must": tuple(chosen[0]),
            "must_not": tuple(chosen[1]),
            "model": str(model),
        }

    return read
