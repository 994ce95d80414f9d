"""ICT devices under development at the institution, with their readiness by year and its evidence.

``?device=5&tab=history`` is one device, with the form of a reading; ``?new=1`` adds one.
"""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import devices
from innovation_hub.services.devices import DeviceDetail, DeviceRow
from innovation_hub.services.paging import Page
from innovation_hub.ui import chrome, context, lists, tables, things
from innovation_hub.ui.devices import level, listing, recording
from innovation_hub.ui.html import html
from innovation_hub.ui.lists import Chosen
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import READABLE, md

DEVICE, NEW = "device", "new"
SHOWN_YEARS = 6
"""The newest years in the timeline; all are in the table."""


def page(actor: Actor, t: Translator) -> None:
    recording.keep_typed()
    spec = listing.spec(t)
    chosen = lists.chosen(t, spec)
    query = lists.link_parameters(spec)
    asked = context.page_id(DEVICE)
    if asked:
        one(t, actor, asked, chosen, query)
        return
    st.title(t("pages.devices"))
    if st.query_params.get(NEW) and actor.may(Permission.DEVICE_WRITE):
        add(t, actor, query)
        return
    st.markdown(t("devices.intro"))
    chosen, found = lists.found(chosen, partial(listing.read, actor, chosen))
    if found.total or chosen.text or chosen.values:
        lists.controls(t, spec, chosen)
    if actor.may(Permission.DEVICE_WRITE):
        way_to(t, t("devices.add"), "add", query | {NEW: "1"})
    table(t, actor, chosen, found, lists.link_parameters(spec))
    lists.pager(t, spec, chosen, found.total)
    anchors(t)


def way_to(t: Translator, label: str, icon: str, query: Mapping[str, str]) -> None:
    st.page_link(
        chrome.context_page("devices"), label=label, icon=f":material/{icon}:", query_params=dict(query)
    )


def table(
    t: Translator, actor: Actor, chosen: Chosen, found: Page[DeviceRow], query: Mapping[str, str]
) -> None:
    """Draw one page of the list, each row a link to its device."""
    if not found.total:
        if chosen.text or chosen.values:
            nothing("lost", t("devices.none_match"))
        else:
            may = actor.may(Permission.DEVICE_WRITE)
            nothing("seed", t("devices.empty" if may else "devices.empty_reader"))
        return
    rows = [
        (
            things.link(device.name, DEVICE, device.id, **query),
            device.purpose,
            level.steps(t, device),
            level.stage(t, device.latest.trl if device.latest else None),
        )
        for device in found.items
    ]
    headers = [
        t("devices.field.device"),
        t("devices.table.purpose"),
        t("devices.field.level"),
        t("devices.stage"),
    ]
    html(level.STYLE + tables.markup(headers, rows, caption=t("devices.count", n=found.total), cards=True))


def add(t: Translator, actor: Actor, query: Mapping[str, str]) -> None:
    """Draw the form of a new device, and open it once it is saved."""
    way_to(t, t("devices.back"), "arrow_back", query)
    st.header(t("devices.add"))
    with st.container(width=READABLE):
        device_id = recording.add(t, actor)
    if device_id:
        st.query_params.pop(NEW)
        things.show(DEVICE, device_id)
        st.rerun()


def one(t: Translator, actor: Actor, device_id: int, chosen: Chosen, query: Mapping[str, str]) -> None:
    """Draw one device, with links back to the list and to its neighbours there."""
    found = devices.device(actor, device_id=device_id)
    device = found.device
    way_to(t, t("devices.back"), "arrow_back", query)
    near = listing.near(actor, chosen, device.id)
    things.steps(t, DEVICE, device.id, near, size=chosen.size, closes=False)
    stage = level.stage(t, device.latest.trl if device.latest else None)
    things.head(
        device.name, badge=f":blue-badge[{stage}]", code=level.said(t, device), facts=[md(device.purpose)]
    )
    things.timeline(t, dates(t, found))
    tab = things.tabs(t, {"readings": t("devices.tab.readings"), "history": t("things.tab.history")})
    if tab == "history":
        read = partial(devices.history, actor, device_id=device_id)
        things.history(t, f"device.{device_id}", lambda offset: read(offset=offset))
    else:
        readings(t, device)
    if actor.may(Permission.DEVICE_WRITE) and found.years:
        with things.actions(t), st.container(width=READABLE):
            st.markdown(f"### {t('devices.action.reading')}", anchors=False)
            done = recording.reading(t, actor, found)
        if done:
            st.rerun()
    anchors(t)


def dates(t: Translator, found: DeviceDetail) -> list[things.Milestone]:
    """The milestones: the newest readings by year; without one, the day it was added and the next step."""
    newest = found.device.readings[:SHOWN_YEARS]
    if newest:
        return [
            things.Milestone(t("devices.level", level=one.trl), one.financial_year, reached=True)
            for one in reversed(newest)
        ]
    return [
        things.Milestone(t("devices.step.added"), formats.instant(t, found.added_at), reached=True),
        things.Milestone(t("devices.step.reading"), "", reached=False),
    ]


def readings(t: Translator, device: DeviceRow) -> None:
    """Draw the readings by year, newest first."""
    if not device.latest:
        st.info(t("devices.no_reading"), icon=":material/info:")
        return
    html(level.STYLE + level.steps(t, device))
    rows = [
        [r.financial_year, f"{t('devices.level', level=r.trl)} – {level.anchor(t, r.trl)}", r.evidence]
        for r in device.readings
    ]
    headers = [t("devices.table.year"), t("devices.table.level"), t("devices.table.evidence")]
    tables.table(headers, rows, caption=t("devices.history"))


def anchors(t: Translator) -> None:
    """Draw the descriptions of the levels."""
    with st.expander(t("devices.anchors"), key="devices.anchors"):
        st.markdown("\n".join(f"{n}. {level.anchor(t, n)}" for n in level.LEVELS))
