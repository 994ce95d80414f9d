"""The table of notices: for each event its recipients and texts.

One row of `NOTICES` is one e-mail to one group of people. Its text is ``messages.<kind>.subject`` and ``.body`` in the
catalogues, ``messages.kind.<kind>`` what lists call it. Services report events to `services.notices`; they never call
the mailer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """Channel of a notice."""

    EMAIL = "email"


class Recipients(StrEnum):
    """Recipients of a notice; `services.notices.recipients` finds them."""

    CALL_TEAMS = "call_teams"
    CALL_JUDGES = "call_judges"
    ASKED_JUDGES = "asked_judges"
    OWNERS = "owners"
    TEAM = "team"
    OTHER_MEMBERS = "other_members"
    LEADER = "leader"
    FORMER_LEADER = "former_leader"
    SUCCESSOR = "successor"
    HEIR = "heir"
    MEMBER = "member"
    ADMINISTRATORS = "administrators"
    NOTE_TO = "note_to"
    ACCOUNT = "account"
    OTHER_ADDRESS = "other_address"


class Named(StrEnum):
    """The person whose name fills ``{name}``."""

    ACCOUNT = "account"
    FORMER_LEADER = "former_leader"
    SUCCESSOR = "successor"
    INVITER = "inviter"
    MEMBER = "member"


_PROPOSAL = frozenset({"call", "title", "code"})
WORDS: Mapping[Recipients, frozenset[str]] = {
    Recipients.CALL_TEAMS: frozenset({"call"}),
    Recipients.CALL_JUDGES: frozenset({"call"}),
    Recipients.ASKED_JUDGES: frozenset({"call", "count"}),
    Recipients.OWNERS: _PROPOSAL,
    Recipients.TEAM: _PROPOSAL,
    Recipients.OTHER_MEMBERS: _PROPOSAL,
    Recipients.LEADER: _PROPOSAL,
    Recipients.FORMER_LEADER: _PROPOSAL,
    Recipients.SUCCESSOR: _PROPOSAL,
    Recipients.HEIR: _PROPOSAL,
    Recipients.MEMBER: _PROPOSAL,
    Recipients.ADMINISTRATORS: frozenset(),
    Recipients.NOTE_TO: frozenset(),
    Recipients.ACCOUNT: frozenset(),
    Recipients.OTHER_ADDRESS: frozenset(),
}
"""The placeholders that every text to these recipients may have, filled from the call or proposal."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the table.

    ``link`` is a path of the hub with ``{call}`` and ``{proposal}`` for their ids. ``says`` are the placeholders that
    the event's service fills. ``needs_link``: not sent once its one-time link was used or replaced.
    """

    event: str
    to: Recipients
    kind: str
    link: str = ""
    names: Named | None = None
    says: str = ""
    needs_link: bool = False
    ways: tuple[Way, ...] = (Way.EMAIL,)

    @property
    def places(self) -> frozenset[str]:
        """Every placeholder that its texts may have; ``n`` is the count, formatted in the reader's language."""
        found = WORDS[self.to] | set(self.says.split())
        found |= {"link"} if self.link else frozenset()
        found |= {"name"} if self.names else frozenset()
        return found | {"n"} if "count" in found else found


_R, _N = Recipients, Named
_RECEIPT = "submitted_at closes_at grace_minutes content_hash journal_head"
_REVIEWS, _TEAM = "/reviews?call={call}", "/proposal?proposal={proposal}&step=team"

NOTICES: tuple[Notice, ...] = (
    Notice("call.extended", _R.CALL_TEAMS, "call_extended", "/proposals", says="before closes_at"),
    Notice(
        "call.extension_taken_back",
        _R.CALL_TEAMS,
        "extension_taken_back",
        "/proposals",
        says="before closes_at",
    ),
    Notice("call.cancelled", _R.CALL_TEAMS, "call_cancelled", "/proposals", says="reason"),
    Notice("call.cancelled", _R.CALL_JUDGES, "reviews_cancelled", _REVIEWS, says="reason"),
    Notice("call.conclude", _R.OWNERS, "decided", "/results/{code}", says="journal_head"),
    Notice("panel.assign", _R.ASKED_JUDGES, "assigned", _REVIEWS),
    Notice("panel.freeze", _R.ASKED_JUDGES, "assigned", _REVIEWS),
    Notice("panel.assign_automatically", _R.ASKED_JUDGES, "assigned", _REVIEWS),
    Notice("panel.unfreeze", _R.ASKED_JUDGES, "panel_withdrawn", _REVIEWS),
    Notice("proposal.submitted", _R.TEAM, "submitted", says=_RECEIPT),
    Notice("proposal.handed_over", _R.SUCCESSOR, "lead_taken", _TEAM, _N.FORMER_LEADER),
    Notice("proposal.handed_over", _R.FORMER_LEADER, "lead_given", _TEAM, _N.SUCCESSOR),
    Notice("proposal.handed_over", _R.HEIR, "lead_left_to_you", _TEAM),
    Notice("proposal.handed_over", _R.OTHER_MEMBERS, "lead_changed", _TEAM, _N.SUCCESSOR),
    Notice("proposal.leader_left", _R.OTHER_MEMBERS, "leader_left", _TEAM),
    Notice("proposal.deleted", _R.OTHER_MEMBERS, "draft_deleted", "/calls/{code}"),
    Notice("proposal.member_invited", _R.MEMBER, "invitation", "", _N.INVITER, "link days", needs_link=True),
    Notice("proposal.member_declined", _R.LEADER, "invitation_declined", _TEAM, _N.MEMBER),
    Notice(
        "account.role_wanted", _R.ADMINISTRATORS, "roles_wanted", "/people?show=without_role", says="count"
    ),
    Notice("account.link_asked", _R.ACCOUNT, "confirm", "", _N.ACCOUNT, "link hours", needs_link=True),
    Notice("account.registered_again", _R.ACCOUNT, "already_registered", says="link reset"),
    Notice("account.reset_asked", _R.ACCOUNT, "reset", "", _N.ACCOUNT, "link hours", needs_link=True),
    Notice("account.password_changed", _R.ACCOUNT, "password_changed", "/account/reset", _N.ACCOUNT, "at"),
    Notice("account.password_reset", _R.ACCOUNT, "password_changed", "/account/reset", _N.ACCOUNT, "at"),
    Notice(
        "account.email_asked", _R.OTHER_ADDRESS, "new_email", "", _N.ACCOUNT, "link hours", needs_link=True
    ),
    Notice("account.email_known", _R.ACCOUNT, "email_taken", says="link reset"),
    Notice("account.email_changed", _R.OTHER_ADDRESS, "email_changed", "", _N.ACCOUNT, "at"),
    Notice("journal.noted", _R.NOTE_TO, "journal_head", says="entry at journal_head"),
)


def notices_of(event: str) -> tuple[Notice, ...]:
    """The rows of an event; empty for an event without notices."""
    return tuple(row for row in NOTICES if row.event == event)


def kinds() -> dict[str, Notice]:
    """Every kind of e-mail, with a row of its own: rows of the same kind differ in their events alone."""
    return {row.kind: row for row in NOTICES}
