"""Keeping the index in step, inside the transaction that changes what it is of."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from db.commands import similarity as commands
from db.models.systems import RegisteredSystem
from db.primary_key import pk
from innovation_hub.services.similarity.texts import of_content, of_system, telling_terms


def submitted(session: Session, proposal_id: int, content: Mapping[str, Any]) -> None:
    """Take in what was submitted, in place of what was submitted before."""
    commands.put(session, {proposal_id: telling_terms(of_content(content))}, of="proposal_id")


def taken_back(session: Session, proposal_id: int) -> None:
    """A withdrawn proposal is compared with nothing."""
    commands.put(session, {proposal_id: None}, of="proposal_id")


def registered(session: Session, systems: Iterable[RegisteredSystem]) -> None:
    """Take in entries of the register, new or changed."""
    found = {pk(system): telling_terms(of_system(system)) for system in systems}
    commands.put(session, found, of="system_id")


def removed(session: Session, system_id: int) -> None:
    """An entry of the register is about to be removed."""
    commands.put(session, {system_id: None}, of="system_id")
