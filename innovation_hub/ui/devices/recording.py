"""Forms that add a device and record a reading, based on the version seen.

The fields are outside of ``st.form``, so that the server has the input when the reader opens a tab, another device or
the list: `forms.keep_typed` preserves it until it is accepted.
"""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import devices
from innovation_hub.services.devices import DeviceDetail, DeviceRow
from innovation_hub.ui import chrome, decision, errors, forms
from innovation_hub.ui.devices.level import LEVELS, anchor

ADDING, READING = "new_device", "reading"


def keep_typed() -> None:
    """Preserve the input of fields that this run does not draw."""
    forms.keep_typed(f"{ADDING}.", f"{READING}.")


def add(t: Translator, actor: Actor) -> int | None:
    """Draw the form of a new device; returns its id once it is saved."""
    key = forms.prefix(ADDING)
    name = st.text_input(t("devices.field.name"), key=f"{key}.name", max_chars=140)
    purpose = st.text_area(t("devices.field.purpose"), key=f"{key}.purpose", max_chars=1000, height=90)
    if st.button(t("devices.save_device"), key=f"{key}.save", type="primary"):
        with errors.shown():
            device_id = devices.add_device(actor, name=name, purpose=purpose)
            forms.accepted(ADDING)
            chrome.flash(t("devices.device_saved"))
            return device_id
    return None


def reported(t: Translator, device: DeviceRow, year: str) -> decision.Seen:
    """The existing reading of the year, which a new reading replaces, for the version seen."""
    was = next((one for one in device.readings if one.financial_year == year), None)
    facts = {
        t("devices.table.level"): t("devices.level", level=was.trl) if was else "",
        t("devices.table.evidence"): was.evidence if was else "",
    }
    return decision.seen(f"devices.{device.id}.{year}", was, facts)


def reading(t: Translator, actor: Actor, found: DeviceDetail) -> bool:
    """Draw the form of a reading, with the last one as default; returns whether one was saved."""
    device = found.device
    form = f"{READING}.{device.id}"
    key = forms.prefix(form)
    year = st.selectbox(t("devices.field.year"), found.years, key=f"{key}.year", width=220)
    st.session_state.setdefault(f"{key}.level", device.latest.trl if device.latest else LEVELS[0])
    level = st.selectbox(
        t("devices.field.level"),
        LEVELS,
        key=f"{key}.level",
        format_func=lambda n: f"{n} – {anchor(t, n)}",
    )
    on = reported(t, device, year)
    evidence = st.text_area(
        t("devices.field.evidence"),
        key=f"{key}.evidence",
        max_chars=1000,
        height=120,
        help=t("devices.field.evidence_help"),
    )
    if decision.button(on, t("devices.save_reading"), key=f"{key}.save", type="primary"):
        with errors.shown():
            devices.record_reading(
                actor, device_id=device.id, financial_year=year, trl=level, evidence=evidence
            )
            decision.settle(on.name)
            forms.accepted(form)
            chrome.flash(t("devices.reading_saved"))
            return True
    return False
