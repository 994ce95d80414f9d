"""Updating the index, in the transaction that changes its texts."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from db.commands import similarity as commands
from db.models.systems import RegisteredSystem
from db.primary_key import pk
from innovation_hub.services.similarity.texts import index_terms, of_content, of_system


def submitted(session: Session, proposal_id: int, content: Mapping[str, Any]) -> None:
    """Index a submitted proposal in place of its earlier submission."""
    commands.put(session, {proposal_id: index_terms(of_content(content))}, of="proposal_id")


def taken_back(session: Session, proposal_id: int) -> None:
    """Remove a withdrawn proposal from the index."""
    commands.put(session, {proposal_id: None}, of="proposal_id")


def registered(session: Session, systems: Iterable[RegisteredSystem]) -> None:
    """Index new or changed systems."""
    found = {pk(system): index_terms(of_system(system)) for system in systems}
    commands.put(session, found, of="system_id")


def removed(session: Session, system_id: int) -> None:
    """Remove a system from the index, before it is deleted."""
    commands.put(session, {system_id: None}, of="system_id")
