"""Forms to change one's own e-mail address, university, level of study and sex."""

import streamlit as st

from innovation_hub.domain.accounts import Sex, StudyLevel
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import institutions, my_account
from innovation_hub.ui import chrome, errors, forms
from innovation_hub.ui.forms import PICK


def email(t: Translator, actor: Actor) -> None:
    """Form of a new e-mail address, with the current password; it takes effect once it was confirmed."""
    key = forms.prefix("account.email")
    st.markdown(t("accounts.own.email_lead"))
    with st.form(f"{key}.form", border=False):
        typed = st.text_input(
            t("accounts.own.new_email"), key=f"{key}.new", max_chars=254, type="email", autocomplete="email"
        )
        current = st.text_input(
            t("accounts.field.current_password"),
            key=f"{key}.current",
            type="password",
            max_chars=200,
            autocomplete="current-password",
        )
        sent = st.form_submit_button(t("accounts.own.send_link"), key=f"{key}.save")
    if sent:
        with errors.shown():
            address = my_account.request_email(actor, email=typed or "", current=current or "")
            forms.accepted("account.email")
            chrome.flash(t("accounts.own.link_sent", email=address))
            st.rerun()


def form(t: Translator, actor: Actor, me: my_account.Profile) -> None:
    """Form of the sex, and for students of university and level of study."""
    # keys: accounts.sex.*, accounts.level.*
    key = forms.prefix("account.about")
    institution_id, level = _studies(t, key, me) if me.states_university else (None, None)
    sexes: list[Sex] = list(Sex)
    sex = st.selectbox(
        t("accounts.field.sex"),
        sexes,
        index=sexes.index(me.sex),
        format_func=lambda each: t(f"accounts.sex.{each.value}"),
        help=t("accounts.own.sex_help"),
        key=f"{key}.sex",
    )
    if st.button(t("accounts.own.save_about"), key=f"{key}.save", type="primary"):
        with errors.shown():
            my_account.set_about(actor, sex=sex, institution_id=institution_id, study_level=level)
            forms.accepted("account.about")
            chrome.flash(t("accounts.own.about_saved"))
            st.rerun()


def _studies(t: Translator, key: str, me: my_account.Profile) -> tuple[int | None, StudyLevel | None]:
    choices = institutions.choices([InstitutionKind.UNIVERSITY], language=t.lang)
    names = {int(choice.value): t.pick(choice.name_sw, choice.name_en) for choice in choices}
    if me.institution_id and me.institution:  # the current one remains an option although it was closed
        names.setdefault(me.institution_id, t.pick(*me.institution))
    options = list(names)
    institution_id = st.selectbox(
        t("accounts.field.university"),
        options,
        index=options.index(me.institution_id) if me.institution_id in names else None,
        format_func=names.__getitem__,
        key=f"{PICK}{key}.university",
    )
    levels = [each for each in StudyLevel if each is not StudyLevel.NONE]
    level = st.selectbox(
        t("accounts.field.study_level"),
        levels,
        index=levels.index(me.study_level) if me.study_level in levels else None,
        format_func=lambda each: t(f"accounts.level.{each.value}"),
        key=f"{key}.level",
    )
    return institution_id, level
