"""Further settings of a plan: partial funding, minimum for women, musts, and the ranking model."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from innovation_hub.domain.funding import LEVELS, FundingUnit, PlanDraft, Share
from innovation_hub.i18n import Translator, formats
from innovation_hub.methods.terms.ranking import Model
from innovation_hub.services.funding import Ground
from innovation_hub.ui.funding import typed
from innovation_hub.ui.funding.rules import Setting


@dataclass(frozen=True, slots=True)
class Typed:
    """The values of the fields, stored while they are not drawn."""

    levels: tuple[int, ...] = ()
    worth: dict[int, int] = field(default_factory=dict)
    women: str = ""
    women_in: Share = Share.PERCENT
    must: tuple[int, ...] = ()
    must_not: tuple[int, ...] = ()
    model: Model = Model.LINEAR

    @classmethod
    def of(cls, t: Translator, draft: PlanDraft) -> "Typed":
        """The fields of a draft."""
        parts = dict(zip(draft.levels[1:], draft.worth[1:], strict=True))
        women = typed.written(t, draft.women)
        return cls(tuple(parts), parts, women, draft.women_in, draft.must, draft.must_not, Model(draft.model))

    def read(self) -> dict[str, Any]:
        """The values as arguments of a `PlanDraft`; raises `Invalid`."""
        levels = sorted(self.levels, reverse=True)
        return {
            "levels": (100, *levels),
            "worth": (100, *(self.worth.get(level, level) for level in levels)),
            "women": typed.amount(self.women, FundingUnit.PROPOSALS, "women"),
            "women_in": self.women_in,
            "must": self.must,
            "must_not": self.must_not,
            "model": self.model.value,
        }


def fields(t: Translator, setting: Setting) -> None:
    """Draw the fields in an expander."""
    form = f"{setting.form}.more"
    with st.expander(t("funding.more"), key=form, on_change="rerun") as box:
        if box.open:
            st.session_state[f"{form}.kept"] = _draw(t, form, _stored(t, setting), setting.ground())


def read(t: Translator, setting: Setting) -> dict[str, Any]:
    """The current values of the fields, drawn or not; raises `Invalid`."""
    form, stored = f"{setting.form}.more", _stored(t, setting)
    worth = {
        level: st.session_state.get(f"{form}.worth.{level}", stored.worth.get(level)) for level in LEVELS
    }
    names = ("levels", "women", "women_in", "must", "must_not", "model")
    now: dict[str, Any] = {
        name: st.session_state.get(f"{form}.{name}", getattr(stored, name)) for name in names
    }
    lists = {name: tuple(now[name]) for name in ("levels", "must", "must_not")}
    return Typed(
        **{**now, **lists}, worth={level: part for level, part in worth.items() if part is not None}
    ).read()


def _stored(t: Translator, setting: Setting) -> Typed:
    return st.session_state.get(f"{setting.form}.more.kept") or Typed.of(t, setting.first)


def _draw(t: Translator, form: str, stored: Typed, ground: Ground) -> Typed:
    levels = st.multiselect(
        t("funding.levels"),
        LEVELS[1:],
        list(stored.levels),
        key=f"{form}.levels",
        format_func=lambda level: formats.percent(t, level / 100, 0),
        help=t("funding.levels_help"),
        placeholder=t("funding.levels_none"),
    )
    worth = {
        level: st.number_input(
            t("funding.worth", share=formats.percent(t, level / 100, 0)),
            1,
            100,
            stored.worth.get(level, level),
            key=f"{form}.worth.{level}",
        )
        for level in levels
    }
    women, women_in = _women(t, form, stored)
    must, must_not = (_listed(t, form, name, stored, ground) for name in ("must", "must_not"))
    model = st.selectbox(
        t("funding.model"),
        list(Model),
        list(Model).index(stored.model),
        key=f"{form}.model",
        format_func=lambda name: t(f"funding.model.{name}"),  # keys: funding.model.*
        help=t("funding.model_help"),
    )
    return Typed(tuple(levels), stored.worth | worth, women, women_in, must, must_not, Model(str(model)))


def _women(t: Translator, form: str, stored: Typed) -> tuple[str, Share]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        women = st.text_input(
            t("funding.women"),
            stored.women,
            key=f"{form}.women",
            help=t("funding.women_help"),
            max_chars=12,
            width=230,
        )
        women_in = st.segmented_control(
            t("funding.women"),
            list(Share),
            default=stored.women_in,
            key=f"{form}.women_in",
            required=True,
            format_func=lambda name: t(f"funding.share.{name}"),  # keys: funding.share.*
            label_visibility="collapsed",
        )
    return women, Share(str(women_in))


def _listed(t: Translator, form: str, name: str, stored: Typed, ground: Ground) -> tuple[int, ...]:
    codes = {c.id: f"{c.code} · {c.title}" for c in ground.candidates}
    chosen = st.multiselect(
        t(f"funding.{name}"),  # keys: funding.must, funding.must_not
        list(codes),
        [i for i in getattr(stored, name) if i in codes],
        key=f"{form}.{name}",
        format_func=codes.__getitem__,
        placeholder=t("funding.none_chosen"),
    )
    return tuple(chosen)
