"""The reader's account: profile, password, sessions, personal data, closing."""

from collections.abc import Callable
from html import escape

import streamlit as st

from innovation_hub.domain.accounts import AccountKind
from innovation_hub.domain.clock import DAR, now
from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import LANGUAGES, Translator, formats
from innovation_hub.services import accounts, my_account, panels
from innovation_hub.ui import about, chrome, closing, context, errors, forms, role_requests, tables
from innovation_hub.ui.browsers import browser
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import panels as panel_parts
from innovation_hub.ui.text import READABLE

NAMES = {"sw": "Kiswahili", "en": "English"}
LANGUAGE = "account.language"

STYLE = """<style>
.hub-facts{padding:0!important;display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));
gap:.75rem 1.5rem;margin:0}
.hub-facts dt{font-size:var(--step--1);opacity:.8}
.hub-facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}
</style>"""


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.account"))
    profile = my_account.my_profile(actor)
    facts(t, actor, profile)
    parts: dict[str, Callable[[], object]] = {
        "name": lambda: name_and_language(t, actor, profile),
        "email": lambda: about.email(t, actor),
        "about": lambda: about.form(t, actor, profile),
        **({"fields": lambda: fields(t, actor)} if actor.may(Permission.REVIEW_WRITE) else {}),
        "password": lambda: password(t, actor),
        "data": lambda: my_data(t, actor),
        "close": lambda: closing.form(t, actor),
    }
    chosen = st.segmented_control(
        t("accounts.own.change"),
        list(parts),
        key="account.part",
        format_func=lambda part: t(f"accounts.own.part.{part}"),  # keys: accounts.own.part.*
    )
    if chosen:
        with st.container(width=READABLE):
            parts[chosen]()
    sessions(t, actor)


def facts(t: Translator, actor: Actor, me: my_account.Profile) -> None:
    # keys: accounts.role.*, accounts.kind.*, accounts.level.*, accounts.sex.*
    roles = ", ".join(t(f"accounts.role.{role.value}") for role in sorted(me.roles)) or t(
        "accounts.own.no_role"
    )
    shown = {
        t("accounts.field.email"): me.email,
        t("accounts.own.roles"): roles,
        t("accounts.own.belongs"): t.pick(*me.institution) if me.institution else t("accounts.own.nowhere"),
        t("accounts.own.since"): formats.day(t, me.created_at.astimezone(DAR).date()),
    }
    if me.kind is AccountKind.STUDENT:
        shown[t("accounts.field.study_level")] = t(f"accounts.level.{me.study_level.value}")
    shown[t("accounts.field.sex")] = t(f"accounts.sex.{me.sex.value}")
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in shown.items()
    )
    html(f'{STYLE}<dl class="hub-facts">{rows}</dl>')
    if not me.roles:
        role_requests.none_yet(t, actor)


def name_and_language(t: Translator, actor: Actor, me: my_account.Profile) -> None:
    with st.form("account.rename", border=False, enter_to_submit=True):
        name = st.text_input(
            t("accounts.field.name"), me.name, key="account.name", max_chars=120, autocomplete="name"
        )
        saved = st.form_submit_button(t("accounts.own.save_name"), key="account.save_name")
    if saved:
        with errors.shown():
            my_account.rename(actor, name=name or "")
            chrome.flash(t("accounts.own.name_saved"))
            st.rerun()
    st.session_state[LANGUAGE] = t.lang
    st.radio(
        t("accounts.own.language"),
        LANGUAGES,
        key=LANGUAGE,
        format_func=NAMES.__getitem__,
        horizontal=True,
        help=t("accounts.own.language_help"),
        on_change=_language_chosen,
    )


def _language_chosen() -> None:
    st.session_state[context.LANGUAGE_KEY] = st.session_state[LANGUAGE]
    my_account.set_language(context.actor(), language=st.session_state[LANGUAGE])


def fields(t: Translator, actor: Actor) -> None:
    st.markdown(t("panels.fields_lead"))
    chosen = panel_parts.choose_fields(t, panels.my_fields(actor), "account.fields")
    if st.button(t("panels.fields_save"), key="account.save_fields", icon=":material/school:"):
        with errors.shown():
            panels.set_my_fields(actor, fields=chosen)
            chrome.flash(t("panels.fields_saved"))
            st.rerun()


def password(t: Translator, actor: Actor) -> None:
    key = forms.prefix("password")
    with st.form(f"{key}.form", border=False):
        current = st.text_input(
            t("accounts.field.current_password"),
            key=f"{key}.current",
            type="password",
            max_chars=200,
            autocomplete="current-password",
        )
        new = st.text_input(
            t("accounts.field.new_password"),
            key=f"{key}.new",
            type="password",
            max_chars=200,
            autocomplete="new-password",
            help=t("accounts.hint.password"),
        )
        saved = st.form_submit_button(t("accounts.action.save_password"), key=f"{key}.save")
    if saved:
        with errors.shown():
            my_account.change_password(actor, current=current or "", new=new or "")
            forms.accepted("password")
            chrome.flash(t("accounts.own.password_saved"))
            st.rerun()


def sessions(t: Translator, actor: Actor) -> None:
    found = accounts.my_sessions(actor)
    rows = [
        [
            browser(t, one.user_agent),
            formats.instant(t, one.created_at),
            t("accounts.own.this_one")
            if one.current
            else formats.left_until(t, (one.expires_at - now()).total_seconds()),
        ]
        for one in found[:10]
    ]
    headers = [t("accounts.own.browser"), t("accounts.own.signed_in_at"), t("accounts.own.ends")]
    tables.table(headers, rows, caption=t("accounts.own.sessions_count", n=len(found)))
    if len(found) > 1 and st.button(t("accounts.own.end_others"), key="account.end_others"):
        with errors.shown():
            ended = accounts.end_other_sessions(actor)
            chrome.flash(t("accounts.own.ended", n=ended))
            st.rerun()


def my_data(t: Translator, actor: Actor) -> None:
    st.markdown(t("accounts.own.data_lead"))
    st.download_button(
        t("accounts.own.download"),
        lambda: my_account.download_mine(context.still(actor)),
        "innovation-hub-my-data.zip",
        "application/zip",
        key="account.download",
        icon=":material/download:",
        on_click="ignore",
    )
