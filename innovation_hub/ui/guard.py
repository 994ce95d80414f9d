"""The permission check before every page."""

from importlib import import_module

import streamlit as st

from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.services import trail
from innovation_hub.ui import chrome, context, writing
from innovation_hub.ui.pages import PageInfo


def draw(info: PageInfo) -> None:
    """Draw a page of the registry for a reader who has its permission; otherwise draw the refusal.

    The module is imported by name on first use, because the layer of pages is above this one.
    """
    actor = require(info.permission)
    import_module(f"pages.{info.name}").page(actor, context.t())


def require(permission: Permission) -> Actor:
    """The actor, if their roles grant the permission; otherwise draw the refusal and stop the run."""
    who = context.actor()
    if who.signed_in:
        writing.forget_others(who.id)
    if who.may(permission):
        return who
    if not who.signed_in and writing.stays(context.t()):
        st.stop()
    if who.signed_in:
        trail.note(TrailEvent.REFUSED, account_id=who.account_id)
    chrome.refuse(signed_in=who.signed_in)
    st.stop()
