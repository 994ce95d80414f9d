"""What two new fields of a proposal do, in a copy of the project that has them: see `test_proposal_field`."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO
from random import Random
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from db.models.proposals import Proposal, Submission
from db.seed import demo
from db.unit_of_work import unit_of_work
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposal_checks import missing
from innovation_hub.domain.proposal_fields import FIELDS_OF_STEP
from innovation_hub.errors import Invalid
from innovation_hub.i18n import translator
from innovation_hub.services import covering, my_account, proposals, reviews, screening
from innovation_hub.services.demo.entries import DemoProposal
from innovation_hub.services.proposals.content import hash_of
from innovation_hub.ui.judging import proposal_text
from innovation_hub.ui.proposals import writing
from tests.factories import judging as make
from tests.factories.accounts import a_student
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft, a_submitted_proposal, typed

pytestmark = pytest.mark.usefixtures("database_url", "clock")
MOTTO, MENTOR = "Foleni fupi kwa kila mgonjwa", "Daktari Zawadi"


@pytest.fixture
def writer():
    return a_student(name="Neema Ng'wanza")


def submit(writer, view):
    version = proposals.get(writer, proposal_id=view.id).version
    return proposals.submit(writer, proposal_id=view.id, version=version)


def test_the_form_asks_for_them_in_both_languages(writer):
    view = a_draft(writer)
    assert FIELDS_OF_STEP["plan"][-2:] == ("motto", "mentor")
    for lang, label in (("en", "Motto"), ("sw", "Kauli mbiu")):
        shown = {one.field.name: one for one in writing.fields(translator(lang), view)}
        assert (shown["motto"].label, shown["motto"].field.maximum) == (label, 120)
        assert shown["motto"].help
        assert shown["mentor"].help


def test_what_is_typed_is_kept_and_a_submission_waits_for_it(writer):
    view = a_draft(writer, motto="")
    typed(writer, view.id, "motto", " Foleni ")
    assert proposals.get(writer, proposal_id=view.id).draft.motto == "Foleni"
    with pytest.raises(Invalid) as refusal:
        submit(writer, view)
    assert (refusal.value.key, refusal.value.field) == ("proposals.missing.motto", "motto")
    assert translator("en")(refusal.value.key, **refusal.value.data) == "The motto (at least 10 characters)."
    typed(writer, view.id, "motto", MOTTO)
    typed(writer, view.id, "mentor", "x" * 121)
    with pytest.raises(Invalid) as refusal:
        submit(writer, view)
    assert refusal.value.key == "proposals.long.mentor"
    typed(writer, view.id, "mentor", "")
    assert submit(writer, view).number == 1


def test_the_snapshot_holds_them_where_they_belong_and_what_came_before_keeps_its_hash(writer):
    view = a_draft(writer, motto=MOTTO, mentor=MENTOR)
    receipt = submit(writer, view)
    content = json.loads(receipt.content)
    assert hashlib.sha256(receipt.content.encode()).hexdigest() == receipt.content_hash
    assert (content["blind"]["motto"], content["identity"]["mentor"]) == (MOTTO, MENTOR)
    assert "mentor" not in content["blind"]
    del content["blind"]["motto"], content["identity"]["mentor"]
    make.keep(  # as if it had been submitted before there were such fields
        Submission(
            proposal_id=view.id,
            number=2,
            submitted_by=writer.id,
            content=content,
            content_hash=hash_of(content),
        )
    )
    with unit_of_work() as uow:
        row = uow.session.get(Proposal, view.id)
        row.motto = row.mentor = ""
        uow.commit()
    assert not proposals.get(writer, proposal_id=view.id).unsent


def test_a_judge_reads_the_one_with_names_covered_and_never_the_other(writer, clock):
    call = a_call()
    view = a_submitted_proposal(writer, call, motto=f"{MOTTO}, kwa Neema Ng'wanza", mentor=MENTOR)
    clock.set(view.call.closes_at + timedelta(hours=1))
    organiser, judge = make.person(Role.ORGANISER), make.person()
    read = covering.read(organiser, proposal_id=view.id)
    assert "".join(piece.judged for piece in read.sections["motto"]) == f"{MOTTO}, kwa •••"
    assert read.beside == {"mentor": MENTOR}
    screening.admit(
        organiser, proposal_id=view.id, version=proposals.get(writer, proposal_id=view.id).version
    )
    assignment = make.asked(judge, SimpleNamespace(id=view.id, call_id=call.card.id))
    reviews.accept(judge, assignment_id=assignment)
    sheet = reviews.sheet(judge, assignment_id=assignment)
    assert sheet.text.sections["motto"] == f"{MOTTO}, kwa •••"
    assert MENTOR not in repr(sheet)
    html = proposal_text.text_html(translator("en"), sheet.text.sections)
    assert f"<h3>Motto</h3><p>{MOTTO}, kwa •••</p>" in html


def test_both_are_in_the_copy_of_ones_data(writer):
    view = a_draft(writer, motto=MOTTO, mentor=MENTOR)
    with ZipFile(BytesIO(my_account.download_mine(writer))) as archive:
        text = archive.read(f"proposals/draft-{view.id}/draft.md").decode()
        draft = json.loads(archive.read("my-data.json"))["proposals"][0]["draft"]
    assert f"## Motto\n\n{MOTTO}" in text
    assert (draft["motto"], draft["mentor"]) == (MOTTO, MENTOR)


def test_the_demonstration_has_what_a_submission_needs(writer):
    draft = DemoProposal(None, None, 0, demo.ideas()[0], writer, Random(1))._draft()
    assert missing(draft, for_institution=False) == []
