"""Who may do what: the whole matrix as it was agreed, and the table in the docs (``HUB_WRITE_DOCS=1`` writes it)."""

import os
import re
from pathlib import Path

import pytest

from innovation_hub.domain.permissions import GRANTS, SYSTEM, VISITOR, Actor, Permission, Role, ensure
from innovation_hub.errors import Forbidden, SignInRequired

DOCS = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
COLUMNS = ["visitor", *Role]

# visitor, student, officer, approver, judge, organiser, administrator; in the order of the permissions.
MATRIX = """
account:manage        .  .  .  .  .  .  x
account:own           .  x  x  x  x  x  x
budget:approve        .  .  .  x  .  .  .
budget:read           .  .  x  x  .  .  .
budget:write          .  .  x  .  .  .  .
call:manage           .  .  .  .  .  x  .
call:read             x  x  x  x  x  x  x
device:read           .  .  x  x  .  .  .
device:write          .  .  x  .  .  .  .
institution:manage    .  .  .  .  .  .  x
journal:read          .  .  .  .  .  x  x
judging:administer    .  .  .  .  .  x  .
message:manage        .  .  .  .  .  .  x
proposal:decide       .  .  .  .  .  x  .
proposal:read_all     .  .  .  .  .  x  .
proposal:screen       .  .  .  .  .  x  .
proposal:write        .  x  x  .  .  .  .
resolution:read       x  x  x  x  x  x  x
result:read           x  x  x  x  x  x  x
review:write          .  .  .  .  x  .  .
system:manage         .  .  .  .  .  x  x
"""
AGREED = {name: marks for name, *marks in (line.split() for line in MATRIX.strip().splitlines())}
CASES = [
    (column, permission, AGREED[permission.value][place] == "x")
    for permission in Permission
    for place, column in enumerate(COLUMNS)
]


def somebody(column: str) -> Actor:
    return VISITOR if column == "visitor" else Actor(account_id=1, roles=frozenset({Role(column)}))


def test_the_matrix_is_whole():
    assert list(AGREED) == sorted(AGREED) == [permission.value for permission in Permission]
    assert all(len(marks) == len(COLUMNS) for marks in AGREED.values())
    assert set(GRANTS) == set(Role)


@pytest.mark.parametrize(("column", "permission", "allowed"), CASES)
def test_each_role_may_do_what_was_agreed_and_nothing_else(column, permission, allowed):
    actor = somebody(column)
    assert actor.may(permission) is allowed
    if allowed:
        ensure(actor, permission)
        return
    with pytest.raises(SignInRequired if column == "visitor" else Forbidden):
        ensure(actor, permission)


def test_roles_add_up_and_an_account_without_a_role_owns_itself_alone():
    both = Actor(account_id=1, roles=frozenset({Role.JUDGE, Role.OFFICER}))
    assert both.permissions == somebody(Role.JUDGE).permissions | somebody(Role.OFFICER).permissions
    plain = Actor(account_id=1)
    assert plain.permissions - VISITOR.permissions == {Permission.ACCOUNT_OWN}


def test_the_one_who_records_money_never_approves_it_in_one_role():
    assert not any(
        {Permission.BUDGET_WRITE, Permission.BUDGET_APPROVE} <= granted for granted in GRANTS.values()
    )


def test_neither_a_visitor_nor_the_hub_itself_has_an_account():
    for actor in (VISITOR, SYSTEM):
        with pytest.raises(SignInRequired):
            _ = actor.id


def table() -> str:
    """The matrix as Markdown, made from the grants."""
    head = "| Permission | " + " | ".join(COLUMNS) + " |"
    rule = "| --- |" + " :-: |" * len(COLUMNS)
    rows = [
        f"| `{permission.value}` | "
        + " | ".join("✓" if somebody(column).may(permission) else "" for column in COLUMNS)
        + " |"
        for permission in Permission
    ]
    return re.sub(" +", " ", "\n".join([head, rule, *rows]))


def test_the_table_in_the_docs_is_current():
    before, after = "<!-- permissions -->\n", "\n<!-- /permissions -->"
    text = DOCS.read_text()
    start, end = text.index(before) + len(before), text.index(after)
    if os.environ.get("HUB_WRITE_DOCS"):
        DOCS.write_text(f"{text[:start]}{table()}{text[end:]}")
        return
    assert text[start:end] == table()
