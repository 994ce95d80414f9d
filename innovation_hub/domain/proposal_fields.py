"""The table of a proposal's fields: draft, form, checks, snapshot, labels, blind view and export are built from it.

A row is an attribute of `ProposalDraft`, in the order of the form; its name is that of its column in
`db.models.proposals.Proposal` too. Its texts are ``proposals.field.NAME`` and ``proposals.help.NAME``, when it is
missing or too long ``proposals.missing.NAME`` and ``proposals.long.NAME``, its options ``proposals.NAME.OPTION``.
CONTRIBUTING.md says how to add one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import partial

from innovation_hub.domain.calls import Audience
from innovation_hub.domain.devices import TRL_MAX, TRL_MIN
from innovation_hub.domain.fields import TEXTS, Condition, FieldKind
from innovation_hub.domain.money import Money
from innovation_hub.domain.proposal_field import ProposalField, SnapshotPart, asked, original
from innovation_hub.domain.proposals import RESOLUTIONS_SERVED, Track

_section = partial(original, FieldKind.TEXT, needed=True, compared=True)
TITLE_MIN, TITLE_MAX = 8, 140
DIFFERENCE_MAX = 2_000
"""The most characters of the difference from similar work, which may be left empty."""


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """The table of fields, and a draft of a proposal: everything typed into it but team and PDF."""

    # keys: proposals.track.*, proposals.serves.*, proposals.trl.*, similarity.differs_help
    title: str = original(
        FieldKind.LINE, "idea", TITLE_MIN, TITLE_MAX, needed=True, compared=True, placed=True
    )
    track: Track = original(
        FieldKind.CHOICE, "idea", one_of=Track, default=Track.SOFTWARE, helped=False, placed=True
    )
    resolutions: tuple[int, ...] = original(
        FieldKind.CHOICES,
        "idea",
        options=RESOLUTIONS_SERVED,
        needed=True,
        helped=False,
        words="serves",
        refusal="proposals.refused.resolutions",
        placed=True,
    )
    summary: str = _section("idea", 80, 1_000)
    problem: str = _section("idea", 80, 4_000)
    solution: str = _section("idea", 80, 6_000)
    users: str = _section("plan", 40, 3_000)
    sustainability: str = _section("plan", 40, 3_000)  # serves resolution 12
    hosting: str = _section("plan", 20, 2_000)  # serves resolution 7
    trl: int | None = original(
        FieldKind.CHOICE,
        "plan",
        options=tuple(range(TRL_MIN, TRL_MAX + 1)),
        needed=True,
        only_if=Condition("track", (Track.DEVICE.value,)),
        refusal="proposals.missing.trl",
        helped=False,
        placed=True,
    )
    requested: Money = original(FieldKind.MONEY, "plan", placed=True)
    difference: str = asked(
        FieldKind.TEXT,
        "similar",
        maximum=DIFFERENCE_MAX,
        part=SnapshotPart.ASIDE,
        question="similarity.differs",
    )
    steering_committee: bool = original(
        FieldKind.TICK,
        "submit",
        needed=True,
        audience=Audience.INSTITUTIONS,
        part=SnapshotPart.IDENTITY,
        helped=False,
        placed=True,
    )
    consent_to_name: bool = original(FieldKind.TICK, "submit", part=SnapshotPart.IDENTITY, placed=True)


FIELDS: Mapping[str, ProposalField] = {
    row.name: replace(row.metadata["row"], name=row.name) for row in fields(ProposalDraft)
}
"""Every field of a proposal by its name, which is also that of its column."""
FIELDS_OF_STEP: Mapping[str, tuple[str, ...]] = {
    step: tuple(name for name, field in FIELDS.items() if field.step == step)
    for step in dict.fromkeys(field.step for field in FIELDS.values())
}
"""The fields asked for in each step of writing, by name."""
WRITTEN = tuple(field for field in FIELDS.values() if field.kind in TEXTS and field.name != "title")
"""Texts of a proposal under its title, in the order they are written."""
JUDGED = tuple(field for field in FIELDS.values() if field.part is SnapshotPart.BLIND and not field.placed)
"""Fields that judges read under their heading, in the order of the form."""
SECTIONS = tuple(field for field in JUDGED if field.kind in TEXTS)
"""The texts among them, which may name their writers."""
