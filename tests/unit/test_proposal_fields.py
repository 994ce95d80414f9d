"""The table of a proposal's fields: what is asked of whom, what a snapshot keeps for good, how each kind travels."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from db.models.proposals import Proposal
from innovation_hub.domain.calls import Audience
from innovation_hub.domain.fields import Condition, FieldKind, read, typed
from innovation_hub.domain.money import MAX_AMOUNT
from innovation_hub.domain.proposal_checks import _clean, _lacking, applies, concerns, missing, required
from innovation_hub.domain.proposal_field import ProposalField, SnapshotPart, asked
from innovation_hub.domain.proposal_fields import FIELDS, JUDGED, SECTIONS, ProposalDraft
from innovation_hub.domain.proposals import Track
from innovation_hub.errors import Invalid
from innovation_hub.i18n import translator
from innovation_hub.services.proposals.content import content, draft_of, hash_of
from innovation_hub.services.proposals.drafting import write
from innovation_hub.ui.proposals import answers

FULL = ProposalDraft(
    title="Foleni kwa simu",
    track=Track.DEVICE,
    resolutions=(4, 10),
    **{section.name: f"{section.name} " * 20 for section in SECTIONS},
    trl=5,
    requested=4_500_000,
    difference="Yetu haihitaji mtandao.",
    steering_committee=True,
)
NO_HOME = SimpleNamespace(get=lambda *_: None)
PDF = SimpleNamespace(name="a.pdf", sha256="ab", size=3, pages=2)


def row_of(draft: ProposalDraft) -> Proposal:
    row = Proposal(call_id=1, owner_id=1, language="sw", for_institution=True)
    write(row, draft)
    return row


def a_field(kind: FieldKind, **more) -> ProposalField:
    """A row of the table that is not in it."""
    return replace(asked(kind, "plan", **more).metadata["row"], name="extra")


def test_every_row_has_its_column():
    assert list(FIELDS) == [one.name for one in fields(ProposalDraft)]
    assert set(FIELDS) <= set(Proposal.model_fields)


def test_what_is_submitted_keeps_its_keys_order_and_hash():
    submitted = content(NO_HOME, row_of(FULL), [], PDF)
    assert list(submitted) == ["schema", "blind", "identity", "difference"]
    assert " ".join(submitted["blind"]) == (
        "title track language resolutions summary problem solution users sustainability hosting trl requested"
        " attachment"
    )
    assert " ".join(submitted["identity"]) == (
        "for_institution steering_committee consent_to_name institution attachment_name team"
    )
    assert hash_of(submitted) == "f119c0a0b0bf6953fdad6effb0b7dd962ca132c26caecb78e4861925d0712690"
    empty = content(NO_HOME, row_of(ProposalDraft()), [], None)
    assert (
        hash_of(empty) == "6d6291019ffae9c3221965064b53c92762c41ef9ca6ff58038e7c19784e1bfb2"
    )  # what was always there stays, the difference is left out


def test_a_draft_comes_back_out_of_its_snapshot():
    for draft in (FULL, ProposalDraft()):
        assert draft_of(json.loads(json.dumps(content(NO_HOME, row_of(draft), [], None)))) == draft
    early = content(NO_HOME, row_of(FULL), [], None)
    del early["blind"]["requested"], early["difference"]
    assert draft_of(early) == replace(FULL, requested=0, difference="")


def test_what_is_asked_depends_on_who_proposes_what():
    student, device = replace(FULL, track=Track.SERVICE), FULL
    assert [required(draft, for_institution=False) for draft in (student, device)] == [8, 9]
    assert required(device, for_institution=True) == 10
    none = ProposalDraft(track=Track.DEVICE)
    lacking = [lack.field for lack in missing(none, for_institution=True)]
    assert lacking == [name for name, field in FIELDS.items() if field.needed]
    assert len(missing(replace(none, track=Track.SERVICE), for_institution=False)) == 8
    assert not missing(FULL, for_institution=True)
    for_students = a_field(FieldKind.LINE, audience=Audience.STUDENTS)
    assert concerns(for_students, for_institution=False)
    assert not concerns(for_students, for_institution=True)
    about_money = a_field(FieldKind.LINE, only_if=Condition("requested", (0,)))
    assert [applies(about_money, draft) for draft in (FULL, ProposalDraft())] == [False, True]


def test_judges_read_nothing_of_who_proposes_or_for_the_organiser_alone():
    assert {field.part for field in JUDGED} == {SnapshotPart.BLIND}
    assert [field.name for field in JUDGED] == [field.name for field in SECTIONS]
    aside = {name for name, field in FIELDS.items() if field.part is not SnapshotPart.BLIND}
    assert aside == {"difference", "steering_committee", "consent_to_name"}


@pytest.mark.parametrize(
    ("kind", "more", "sent", "kept", "plain", "words"),
    [
        ("line", {}, " Neno  moja ", "Neno moja", "Neno moja", "Neno moja"),
        ("choice", {"options": (1, 5), "words": "trl"}, 5, 5, 5, "5 – validated in a relevant environment"),
        ("choice", {"one_of": Track}, "device", Track.DEVICE, "device", "ICT device"),
        ("choices", {"options": (4, 10)}, [10, 4], (4, 10), [4, 10], "4, 10"),
        ("choices", {"options": ("device", "research")}, ["device"], ("device",), ["device"], "ICT device"),
        ("number", {}, "1,200", 1200, 1200, "1,200"),
        ("number", {}, "0", 0, 0, "0"),
        ("number", {}, "", None, None, ""),
        ("money", {}, "TSh 1,200,000", 1_200_000, 1_200_000, "TSh 1,200,000"),
        ("date", {}, "2026-03-02", date(2026, 3, 2), "2026-03-02", "2 March 2026"),
        (
            "datetime",
            {},
            "2026-03-02T09:00",
            datetime(2026, 3, 2, 6, tzinfo=UTC),
            "2026-03-02T06:00:00+00:00",
            "2 March 2026, 09:00 (East Africa Time)",
        ),
        ("tick", {}, True, True, True, "✓"),
        ("tick", {}, False, False, False, ""),
    ],
)
def test_a_value_travels_from_the_form_to_the_snapshot_and_back(kind, more, sent, kept, plain, words):
    field = a_field(FieldKind(kind), **{"words": "track"} | more)
    stored = field.stored(read(field, sent))
    assert field.drafted(stored) == kept
    assert type(field.plain(stored)) is type(plain)
    assert field.plain(stored) == plain
    assert field.drafted(json.loads(json.dumps(field.plain(stored)))) == kept
    assert read(field, typed(field, stored)) == read(field, sent)
    assert _clean(field, kept) == kept
    assert answers.words(translator("en"), field, kept) == words


@pytest.mark.parametrize(
    ("kind", "more", "empty"),
    [
        ("line", {}, "  "),
        ("choices", {"options": (4, 10)}, ()),
        ("choice", {"options": (4, 10)}, None),
        ("number", {}, None),
        ("money", {}, 0),
        ("date", {}, None),
        ("tick", {}, False),
    ],
)
def test_what_is_needed_is_missed_in_a_submission_and_not_in_a_draft(kind, more, empty):
    needed = a_field(FieldKind(kind), needed=True, **more)
    assert [lack.key for lack in _lacking(needed, empty)] == ["proposals.missing.extra"]
    assert not list(_lacking(replace(needed, needed=False), empty))
    assert not _clean(needed, empty)
    assert read(needed, typed(needed, needed.default)) == needed.stored(needed.default) or not needed.default


def test_a_number_of_0_is_an_answer():
    assert not list(_lacking(a_field(FieldKind.NUMBER, needed=True), 0))


def test_a_text_that_may_be_left_out_is_long_enough_once_it_is_begun():
    field = a_field(FieldKind.TEXT, minimum=20)
    assert not list(_lacking(field, ""))
    (lack,) = _lacking(field, "Fupi")
    assert (lack.key, lack.data) == ("proposals.missing.extra", {"least": 20, "length": 4})


@pytest.mark.parametrize(
    ("kind", "more", "value", "key"),
    [
        ("choice", {"options": (4, 10)}, 5, "writing.refused.choice"),
        ("choices", {"options": (4, 10)}, (5,), "writing.refused.choice"),
        ("number", {"minimum": 1, "maximum": 9}, 10, "writing.refused.range"),
        ("money", {}, -1, "errors.money.negative"),
        ("money", {}, MAX_AMOUNT + 1, "errors.money.too_large"),
        ("line", {"maximum": 3}, "neno", "proposals.refused.long"),
    ],
)
def test_no_draft_holds_what_its_field_cannot(kind, more, value, key):
    with pytest.raises(Invalid) as refusal:
        _clean(a_field(FieldKind(kind), **more), value)
    assert (refusal.value.key, refusal.value.field) == (key, "extra")
