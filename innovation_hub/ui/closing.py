"""Form to close one's own account, with a choice for each proposal that one leads. It cannot be undone."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import my_account
from innovation_hub.services.my_account import Fate, Led
from innovation_hub.ui import chrome, decision, errors
from innovation_hub.ui.forms import PICK
from innovation_hub.ui.text import md


def form(t: Translator, actor: Actor) -> None:
    """Draw the choices for the proposals that the reader leads, the password, and the button."""
    st.markdown(t("accounts.own.close_lead"))
    led = my_account.led(actor)
    listed = "; ".join(sorted(_title(t, one) for one in led)) or "–"
    version = tuple((one.proposal_id, one.fate, one.successors) for one in led)
    on = decision.seen("account.close", version, {t("accounts.own.close_changed"): listed})
    if led:
        st.markdown(t("accounts.own.close_led"))
    choices = {one.proposal_id: _choice(t, one) for one in led}
    password = st.text_input(
        t("accounts.field.current_password"),
        key="account.close.password",
        type="password",
        autocomplete="current-password",
    )
    sure = st.checkbox(t("accounts.own.close_sure"), key="account.close.sure")
    if not decision.button(on, t("accounts.own.close"), key="account.close.do"):
        return
    if not sure:
        st.error(t("accounts.own.close_not_sure"), icon=":material/error:")
        return
    with errors.shown():
        chosen = {proposal_id: choice for proposal_id, choice in choices.items() if choice is not None}
        named = my_account.close_mine(actor, password=password or "", choices=chosen)
        decision.settle(on.name)
        chrome.flash(t("accounts.own.closed_named" if named else "accounts.own.closed"))
        st.switch_page(chrome.context_page("home"))


def _choice(t: Translator, one: Led) -> int | Fate | None:
    """Select what happens to a proposal: a new leader, deletion or staying as it is; without a default."""
    names = {each.member_id: each.name for each in one.successors}
    fates = {
        Fate.DELETE: t("accounts.own.close_delete"),
        Fate.STAY: t("accounts.own.close_stay"),
    }
    options: list[int | Fate] = [*names, one.fate]
    return st.selectbox(
        _title(t, one),
        options,
        index=None,
        placeholder=t("accounts.own.close_choose"),
        format_func=lambda each: (
            fates[each] if isinstance(each, Fate) else t("accounts.own.close_to", name=names.get(each, ""))
        ),
        key=f"{PICK}account.close.{one.proposal_id}",
    )


def _title(t: Translator, one: Led) -> str:
    title = one.code or one.title or t("proposals.untitled")
    return t("accounts.own.close_what", title=md(title), call=md(t.pick(one.call_sw, one.call_en)))
