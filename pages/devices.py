"""ICT devices under development at the institution: how ready each is, year by year, and on what evidence."""

from html import escape

import streamlit as st

from innovation_hub.domain.devices import PROTOTYPE_FROM, PROTOTYPE_TO, TRL_MAX, TRL_MIN
from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import Translator
from innovation_hub.services import devices
from innovation_hub.ui import chrome, decision, errors, forms, tables
from innovation_hub.ui.html import html
from innovation_hub.ui.text import READABLE

LEVELS = range(TRL_MIN, TRL_MAX + 1)
LIST, ACTION = "devices", f"{forms.PICK}devices"

STYLE = """<style>
.hub-device{padding:.75rem 0 .25rem}
.hub-device h2{font-size:1.25rem;margin:0;padding:0}
.hub-device p{margin:.25rem 0 .5rem}
.hub-trl{display:flex;gap:3px;max-width:22rem;margin:.25rem 0}
.hub-trl i{flex:1;height:.8rem;border-radius:.2rem;background:color-mix(in srgb,currentColor 12%,transparent)}
.hub-trl i.on{background:#0B6B63}
</style>"""


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.devices"))
    st.markdown(t("devices.intro"))
    seen = devices.workshop(actor, offset=tables.offset(LIST))
    may_write = actor.may(Permission.DEVICE_WRITE)
    if seen.devices.total:
        html(STYLE + "".join(card(t, device) for device in seen.devices.items))
        tables.pager(seen.devices.total, devices.DEVICES, LIST)
    else:
        st.info(t("devices.empty" if may_write else "devices.empty_reader"), icon=":material/info:")
    if may_write:
        what_next(t, actor, seen)
    with st.expander(t("devices.anchors"), key="devices.anchors"):
        st.markdown("\n".join(f"{n}. {anchor(t, n)}" for n in LEVELS))


def card(t: Translator, device: devices.DeviceRow) -> str:
    """A device with its latest level as nine steps, and its readings below; all text escaped."""
    head = f"<h2>{escape(device.name)}</h2><p>{escape(device.purpose)}</p>"
    if not device.readings:
        return f'<div class="hub-device">{head}<p>{escape(t("devices.no_reading"))}</p></div>'
    latest = device.readings[0]
    steps = "".join(f'<i class="{"on" if n <= latest.trl else ""}"></i>' for n in LEVELS)
    said = t("devices.level_of", level=latest.trl, year=latest.financial_year)
    rows = [
        [r.financial_year, f"{t('devices.level', level=r.trl)} – {anchor(t, r.trl)}", r.evidence]
        for r in device.readings
    ]
    headers = [t("devices.table.year"), t("devices.table.level"), t("devices.table.evidence")]
    history = tables.markup(headers, rows, caption=t("devices.history"))
    return (
        f'<div class="hub-device">{head}<div class="hub-trl" aria-hidden="true">{steps}</div>'
        f"<p><strong>{escape(said)}</strong> · {escape(stage(t, latest.trl))}</p>{history}</div>"
    )


def anchor(t: Translator, level: int) -> str:
    return t(f"devices.trl.{level}")  # keys: devices.trl.*


def stage(t: Translator, level: int) -> str:
    if level < PROTOTYPE_FROM:
        return t("devices.idea")
    return t("devices.prototype") if level <= PROTOTYPE_TO else t("devices.in_use")


def add(t: Translator, actor: Actor) -> bool:
    key = forms.prefix("device")
    with st.form(f"{key}.form", enter_to_submit=False):
        name = st.text_input(t("devices.field.name"), key=f"{key}.name", max_chars=140)
        purpose = st.text_area(t("devices.field.purpose"), key=f"{key}.purpose", max_chars=1000, height=90)
        saved = st.form_submit_button(t("devices.save_device"), key=f"{key}.save", type="primary")
    if saved:
        with errors.shown():
            devices.add_device(actor, name=name, purpose=purpose)
            forms.accepted("device")
            chrome.flash(t("devices.device_saved"))
            return True
    return False


def reported(t: Translator, device: devices.DeviceRow, year: str) -> decision.Seen:
    """What the device is said to be at the year's end, which a new reading corrects."""
    was = next((one for one in device.readings if one.financial_year == year), None)
    facts = {
        t("devices.table.level"): t("devices.level", level=was.trl) if was else "",
        t("devices.table.evidence"): was.evidence if was else "",
    }
    return decision.seen(f"devices.{device.id}.{year}", was, facts)


def reading(t: Translator, actor: Actor, seen: devices.Workshop) -> bool:
    key = forms.prefix("reading")
    by_id = {device.id: device for device in seen.devices.items}
    device = st.selectbox(
        t("devices.field.device"), list(by_id), key=f"{key}.device", format_func=lambda i: by_id[i].name
    )
    year = st.selectbox(t("devices.field.year"), seen.years, key=f"{key}.year", width=220)
    level = st.selectbox(
        t("devices.field.level"),
        LEVELS,
        index=LEVELS.index(by_id[device].readings[0].trl) if by_id[device].readings else 0,
        key=f"{forms.PICK}{key}.level.{device}",
        format_func=lambda n: f"{n} – {anchor(t, n)}",
    )
    on = reported(t, by_id[device], year)
    with st.form(f"{key}.form", enter_to_submit=False):
        evidence = st.text_area(
            t("devices.field.evidence"),
            key=f"{key}.evidence",
            max_chars=1000,
            height=120,
            help=t("devices.field.evidence_help"),
        )
        saved = st.form_submit_button(
            t("devices.save_reading"), key=f"{key}.save", type="primary", disabled=on.stale
        )
    if saved and not on.stale:
        with errors.shown():
            devices.record_reading(actor, device_id=device, financial_year=year, trl=level, evidence=evidence)
            decision.settle(on.name)
            forms.accepted("reading")
            chrome.flash(t("devices.reading_saved"))
            return True
    return False


def what_next(t: Translator, actor: Actor, seen: devices.Workshop) -> None:
    actions = ["reading", "add"] if seen.devices.total and seen.years else ["add"]
    chosen = st.segmented_control(
        t("devices.action"),
        actions,
        key=ACTION,
        format_func=lambda name: t(f"devices.action.{name}"),  # keys: devices.action.*
    )
    with st.container(width=READABLE):
        done = (chosen == "add" and add(t, actor)) or (chosen == "reading" and reading(t, actor, seen))
    if done:
        st.session_state.pop(ACTION, None)
        st.rerun()
