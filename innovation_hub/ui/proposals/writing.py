"""The first two steps of a proposal: the idea and the plan."""

import streamlit as st

from innovation_hub.domain.devices import TRL_MAX, TRL_MIN
from innovation_hub.domain.proposals import RESOLUTIONS_SERVED, SECTIONS, TITLE_MAX, Section, Track
from innovation_hub.i18n import Translator, formats
from innovation_hub.ui.draft import Draft, bind, bind_options, bind_pills
from innovation_hub.ui.text import small

_IN_IDEA = ("summary", "problem", "solution")
_TALL = 2_500  # texts that may be longer get a taller field


def labels(t: Translator) -> dict[str, str]:
    """The names of the fields that two people may both have changed."""
    # keys: proposals.field.*
    names = ["title", "track", "resolutions", "trl", "requested", "consent_to_name", "steering_committee"]
    names.append("difference")
    return {name: t(f"proposals.field.{name}") for name in [*names, *(s.name for s in SECTIONS)]}


def idea(t: Translator, typed: Draft) -> None:
    """Title, kind, resolutions, and what the idea is."""
    st.text_input(t("proposals.field.title"), max_chars=TITLE_MAX, placeholder="", **bind(typed, "title"))
    st.markdown(small(t("proposals.help.title")))
    st.pills(
        t("proposals.field.track"),
        [track.value for track in Track],
        format_func=lambda value: t(f"proposals.track.{value}"),
        required=True,
        **bind_pills(typed, "track"),
    )
    st.pills(
        t("proposals.field.resolutions"),
        RESOLUTIONS_SERVED,
        selection_mode="multi",
        format_func=lambda number: t(f"proposals.serves.{number}"),
        **bind_pills(typed, "resolutions"),
    )
    for section in SECTIONS:
        if section.name in _IN_IDEA:
            _text(t, typed, section)


def plan(t: Translator, typed: Draft) -> None:
    """Users, sustainability, hosting, readiness of a device, and the amount."""
    for section in SECTIONS:
        if section.name not in _IN_IDEA:
            _text(t, typed, section)
    if typed.typed["track"] == Track.DEVICE.value:
        st.selectbox(
            t("proposals.field.trl"),
            format_func=lambda level: t(f"proposals.trl.{level}") if level else t("proposals.trl.unset"),
            **bind_options(typed, "trl", [None, *range(TRL_MIN, TRL_MAX + 1)]),
        )
    st.text_input(
        t("proposals.field.requested"), help=t("proposals.help.requested"), **bind(typed, "requested")
    )


def _text(t: Translator, typed: Draft, section: Section) -> None:
    st.text_area(
        t(f"proposals.field.{section.name}"),
        max_chars=section.maximum,
        height=220 if section.maximum > _TALL else 150,
        **bind(typed, section.name),
    )
    length = len(typed.typed[section.name].strip())
    count = t(
        "proposals.length",
        length=formats.number(t, length),
        least=section.minimum,
        most=formats.number(t, section.maximum),
    )
    mark = ":green[✓]" if length >= section.minimum else "○"
    st.markdown(small(f"{mark} {count} {t(f'proposals.help.{section.name}')}"))
