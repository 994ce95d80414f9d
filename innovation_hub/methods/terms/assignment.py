"""Assignment: what may stand in the way of full panels, what would help, and whether all judges can be compared."""

from enum import StrEnum


class Why(StrEnum):
    """What stands in the way of a full panel."""

    CONFLICTS = "conflicts"
    CAPACITY = "capacity"
    OPEN = "open"
    """Nothing: judges are free, but none was chosen."""


class Remedy(StrEnum):
    """A change that would complete every panel, each by itself."""

    RAISE = "raise"
    """Let some judges take more proposals."""
    INVITE = "invite"
    """Invite judges without a conflict."""
    RAISE_AND_INVITE = "raise_and_invite"
    """Both: more proposals for some judges, and new judges where conflicts leave too few."""
    FEWER = "fewer"
    """Ask for fewer judges a proposal."""


class Overlap(StrEnum):
    """Whether a chain of shared proposals leads from every judge to every other."""

    CONNECTED = "connected"
    TOO_FEW_REVIEWS = "too_few_reviews"
    """So many judges cannot be linked by so few reviews, whoever reads what."""
    SEPARATED = "separated"
    """Conflicts, or what was asked before, part the judges: no permitted pair joins the groups."""
    NOT_FOUND = "not_found"
    """No exchange of two reviews joins the groups without breaking a rule."""
