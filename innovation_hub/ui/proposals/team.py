"""The team step: members and invitations."""

import streamlit as st

from innovation_hub.domain.accounts import Sex, StudyLevel
from innovation_hub.domain.clock import now
from innovation_hub.domain.proposals import EMAIL_MAX, NAME_MAX, TEAM_MAX, MemberDraft, Standing
from innovation_hub.i18n import Translator
from innovation_hub.services import institutions, proposals
from innovation_hub.services.proposals import MemberView, ProposalView
from innovation_hub.ui import chrome, context, errors, forms
from innovation_hub.ui.forms import PICK
from innovation_hub.ui.proposals import working
from innovation_hub.ui.proposals.working import Working
from innovation_hub.ui.text import md

_NEW = 0
_FIELDS = ("name", "email", "student", "study_level", "sex")


def open_form(typed: Working) -> int | None:
    """The id of the member whose form is open, 0 for a new one; None if no form is open."""
    at: int | None = st.session_state.get(f"{typed.name}.member")
    return at


def preserve(typed: Working) -> None:
    """Preserve the input of the open form while another step is shown, since widgets not drawn lose their state."""
    at = open_form(typed)
    if at is None:
        return
    key = forms.prefix(f"{typed.name}.member.{at}")
    for name in (*(f"{key}.{field}" for field in _FIELDS), f"{PICK}{key}.institution_id"):
        if st.session_state.get(name) is not None:
            st.session_state[name] = st.session_state[name]
    st.session_state[f"{typed.name}.held"] = True


def step(t: Translator, view: ProposalView, typed: Working) -> None:
    """Draw the members, and the form of one of them."""
    if f"{typed.name}.held" in st.session_state:  # back from another step: restore the widgets' values
        preserve(typed)
        del st.session_state[f"{typed.name}.held"]
    st.markdown(t("proposals.team.intro"))
    chosen = f"{typed.name}.member"
    for member in view.members:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(line(t, member), width="stretch")
            st.button(
                t("proposals.team.edit", name=md(member.name)),
                key=f"{chosen}.edit.{member.id}",
                icon=":material/edit:",
                on_click=_choose,
                args=(chosen, member.id),
            )
            if member.standing is not Standing.JOINED:
                st.button(
                    t("proposals.team.again", name=md(member.name)),
                    key=f"{chosen}.again.{member.id}",
                    icon=":material/forward_to_inbox:",
                    on_click=_ask_again,
                    args=(view.id, member.id, member.name),
                )
            if not member.leads:
                waits = member.standing is Standing.INVITED
                st.button(
                    t(f"proposals.team.{'take_back' if waits else 'remove'}", name=md(member.name)),
                    key=f"{chosen}.remove.{member.id}",
                    icon=":material/person_remove:",
                    on_click=_remove,
                    args=(typed, view.id, member.id),
                )
    at = open_form(typed)
    edited = next((member for member in view.members if member.id == at), None)
    if edited is not None or at == _NEW:
        _form(t, view, typed, edited)
    elif len(view.members) < TEAM_MAX:
        st.button(
            t("proposals.team.add"),
            key=f"{chosen}.add",
            icon=":material/person_add:",
            on_click=_choose,
            args=(chosen, _NEW),
        )


def line(t: Translator, member: MemberView) -> str:
    """A member as one or two lines of Markdown."""
    marks = [t("proposals.team.leader")] if member.leads else []
    marks += [t("proposals.team.student")] if member.student else []
    if member.standing is Standing.INVITED:
        over = member.invited_until is None or member.invited_until <= now()
        marks.append(t("proposals.team.ended" if over else "proposals.team.invited"))
    elif member.standing is Standing.DECLINED:
        marks.append(t("proposals.team.declined"))
    institution = t.pick(member.institution_sw, member.institution_en)
    after = " · ".join([md(member.email), *([md(institution)] if institution else []), *marks])
    return f"**{md(member.name)}**  \n{after}"


def _form(t: Translator, view: ProposalView, typed: Working, member: MemberView | None) -> None:
    start = member.draft if member else MemberDraft("", "")
    name = f"{typed.name}.member.{member.id if member else _NEW}"
    key = forms.prefix(name)
    choices = institutions.choices()
    names = {int(choice.value): t.pick(choice.name_sw, choice.name_en) for choice in choices}
    options = [None, *names]
    # Not in st.form, where selections would be lost by a change of language.
    with st.container(border=True):
        st.text_input(t("proposals.team.name"), start.name, max_chars=NAME_MAX, key=f"{key}.name")
        st.text_input(
            t("proposals.team.email"),
            start.email,
            max_chars=EMAIL_MAX,
            type="email",
            disabled=bool(member and member.leads),
            key=f"{key}.email",
        )
        st.selectbox(
            t("proposals.team.institution"),
            options,
            index=options.index(start.institution_id) if start.institution_id in names else 0,
            format_func=lambda i: names[i] if i else t("proposals.team.no_institution"),
            key=f"{PICK}{key}.institution_id",
        )
        student = st.checkbox(t("proposals.team.is_student"), start.student, key=f"{key}.student")
        if student:
            levels = [level for level in StudyLevel if level is not StudyLevel.NONE]
            st.selectbox(
                t("accounts.field.study_level"),
                levels,
                index=levels.index(start.study_level) if start.study_level in levels else None,
                format_func=lambda level: t(f"accounts.level.{level.value}"),
                key=f"{key}.study_level",
            )
        if member and member.own:  # each member states their own sex
            st.selectbox(
                t("accounts.field.sex"),
                list(Sex),
                index=list(Sex).index(start.sex),
                format_func=lambda sex: t(f"accounts.sex.{sex.value}"),
                help=t("proposals.team.sex_help"),
                key=f"{key}.sex",
            )
        with st.container(horizontal=True):
            st.button(
                t("proposals.team.save"),
                key=f"{key}.save",
                type="primary",
                icon=":material/save:",
                on_click=_save,
                args=(typed, view.id, member.id if member else None, name, start.email),
            )
            st.button(
                t("proposals.team.cancel"),
                key=f"{key}.cancel",
                on_click=_choose,
                args=(f"{typed.name}.member", None),
            )


def _choose(key: str, member_id: int | None) -> None:
    st.session_state[key] = member_id


def _save(typed: Working, proposal_id: int, member_id: int | None, form: str, email: str) -> None:
    key = forms.prefix(form)
    member = MemberDraft(
        name=st.session_state[f"{key}.name"],
        email=st.session_state.get(f"{key}.email") or email,
        institution_id=st.session_state[f"{PICK}{key}.institution_id"],
        student=st.session_state[f"{key}.student"],
        sex=st.session_state.get(f"{key}.sex") or Sex.UNSAID,
        study_level=st.session_state.get(f"{key}.study_level") or StudyLevel.NONE,
    )

    def act(version: int) -> proposals.Saved:
        return proposals.save_member(
            context.actor(), proposal_id=proposal_id, version=version, member=member, member_id=member_id
        )

    t = context.t()
    asked = t("proposals.team.again_done", name=md(member.name))
    if working.change(typed, act, asked if member_id is None else t("proposals.team.saved")):
        forms.accepted(form)
        _choose(f"{typed.name}.member", None)


def _ask_again(proposal_id: int, member_id: int, name: str) -> None:
    with errors.shown():
        proposals.invite_again(context.actor(), proposal_id=proposal_id, member_id=member_id)
        chrome.flash(context.t()("proposals.team.again_done", name=md(name)))


def _remove(typed: Working, proposal_id: int, member_id: int) -> None:
    def act(version: int) -> proposals.Saved:
        return proposals.remove_member(
            context.actor(), proposal_id=proposal_id, version=version, member_id=member_id
        )

    working.change(typed, act, context.t()("proposals.team.saved"))
