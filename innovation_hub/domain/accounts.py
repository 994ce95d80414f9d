"""People: states of an account and what is asked about a person, with its purpose (10.1, 10.3)."""

from enum import StrEnum


class AccountState(StrEnum):
    """Where an account is in its life."""

    UNCONFIRMED = "unconfirmed"
    ACTIVE = "active"
    DISABLED = "disabled"


class AccountKind(StrEnum):
    """What a person said of themselves when registering."""

    STUDENT = "student"
    STAFF = "staff"


class Sex(StrEnum):
    """Asked only for indicator 10.3; it may be left unsaid."""

    FEMALE = "female"
    MALE = "male"
    UNSAID = "unsaid"


class StudyLevel(StrEnum):
    """Level of study of a student; ``none`` for people who do not study."""

    CERTIFICATE = "certificate"
    DIPLOMA = "diploma"
    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTORATE = "doctorate"
    NONE = "none"


class TokenPurpose(StrEnum):
    """What a link sent by e-mail lets its holder do, once."""

    CONFIRM = "confirm"
    RESET = "reset"
