"""The list from which a received proposal was opened, by its address: the link back, and the neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import Translator
from innovation_hub.services import judging
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.paging import SIZE, Neighbours
from innovation_hub.ui import lists
from innovation_hub.ui.judging import ranking_list, screening_list

LIST = "list"
ListName = Literal["screening", "ranking"]
_JUDGED = (CallPhase.JUDGING, CallPhase.CONCLUDED)


@dataclass(frozen=True, slots=True)
class SourceList:
    """The page of the list, its query parameters, and the neighbours of the proposal, if it is listed.

    ``size`` is that of the list's pages.
    """

    page: ListName
    query: Mapping[str, str]
    near: Neighbours | None = None
    size: int = SIZE


def parameters(name: ListName, query: Mapping[str, str]) -> dict[str, str]:
    """Query parameters of a link to a received proposal that name the list and its filters."""
    return {LIST: name, **query}


def found(t: Translator, actor: Actor, *, call_id: int, proposal_id: int) -> SourceList:
    """The list in the address; screening without filters if there is none, or one of another call."""
    named = st.query_params.get(LIST)
    call = next((one for one in judging.calls(actor) if one.id == call_id and one.phase in _JUDGED), None)
    if call is None or st.query_params.get("call") != str(call_id):
        return SourceList("screening", {"call": str(call_id)})
    if named == "ranking" and actor.may(Permission.PROPOSAL_DECIDE):
        return _ranking(t, actor, call, proposal_id)
    if named == "screening":
        return _screening(t, actor, call, proposal_id)
    return SourceList("screening", {"call": str(call_id)})


def _ranking(t: Translator, actor: Actor, call: JudgedCall, proposal_id: int) -> SourceList:
    spec = ranking_list.spec(t, actor, call)
    near = ranking_list.near(actor, call, lists.chosen(t, spec), proposal_id)
    return SourceList("ranking", lists.link_parameters(spec), near, spec.size)


def _screening(t: Translator, actor: Actor, call: JudgedCall, proposal_id: int) -> SourceList:
    spec = screening_list.spec(t, actor, call)
    near = screening_list.near(t, actor, call, lists.chosen(t, spec), proposal_id)
    return SourceList("screening", lists.link_parameters(spec), near, spec.size)
