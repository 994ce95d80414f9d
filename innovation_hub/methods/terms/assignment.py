"""Terms of assignment: causes of open seats, remedies, and whether all judges can be compared."""

from enum import StrEnum


class Why(StrEnum):
    """The cause of an open seat."""

    CONFLICTS = "conflicts"
    CAPACITY = "capacity"
    OPEN = "open"
    """None: judges are free, but not chosen."""


class Remedy(StrEnum):
    """A change that alone would complete every panel."""

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
    """The number of reviews is too small to connect the judges, whoever reads what."""
    SEPARATED = "separated"
    """Conflicts or earlier assignments separate the judges: no permitted pair connects the groups."""
    NOT_FOUND = "not_found"
    """No exchange of two reviews connects the groups without breaking a rule."""
