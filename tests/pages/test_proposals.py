"""A proposal on the screen: begun, written, by two people, with a PDF, submitted, taken back, read."""

import pytest

from innovation_hub.domain.fields import version
from innovation_hub.domain.proposal_fields import FIELDS, FIELDS_OF_STEP, SECTIONS
from innovation_hub.domain.proposals import SeenState
from innovation_hub.errors import DeadlinePassed
from innovation_hub.i18n import translator
from innovation_hub.services import proposals
from tests.factories.accounts import a_student, an_officer
from tests.factories.calls import a_call
from tests.factories.proposals import TEXT, a_draft, a_pdf, a_submitted_proposal, typed
from tests.pages import kit
from tests.services.test_leading import with_member


@pytest.fixture
def writer():
    return a_student(name="Neema Mushi")


def opened(writer, view, **more):
    return kit.open_page("proposal", writer, proposal=view.id, **more)


def to_step(app, view, step):
    app.button_group(key=f"proposal.{view.id}.step").set_value(step).run()
    return kit.sound(app)


def sheet(app, view):
    """What the form sheet of the proposal is sent."""
    return kit.component(app, f"writing.proposals.{view.id}")


def sent(app, view, name):
    """One field as the sheet is sent it."""
    return next(field for field in sheet(app, view)["fields"] if field["name"] == name)


def submitted(writer, proposal_id):
    """As the form sheet does, past the page."""
    version = proposals.get(writer, proposal_id=proposal_id).version
    return proposals.submit(writer, proposal_id=proposal_id, version=version)


def test_from_the_first_word_to_the_receipt(writer):
    call = a_call(code="HUB-2026")
    proposal_id = proposals.begin(writer, call_id=call.card.id)
    view = proposals.get(writer, proposal_id=proposal_id)
    app = opened(writer, view)
    assert sheet(app, view)["shown"] == list(FIELDS_OF_STEP["idea"])
    typed(writer, proposal_id, "title", "Foleni kwa simu")
    for section in SECTIONS:
        typed(writer, proposal_id, section.name, TEXT)
    typed(writer, proposal_id, "requested", "TSh 1,200,000")
    app.button(key="proposal.next").click().run()
    assert sheet(app, view)["shown"] == list(FIELDS_OF_STEP["plan"])
    to_step(app, view, "submit")
    assert "You have written everything we need" in kit.text(app)
    assert sheet(app, view)["submission"]["ready"]
    assert sheet(app, view)["submission"]["steps"]["problem"] == "idea"
    submitted(writer, proposal_id)
    kit.sound(app.run())
    assert not sheet(app, view)["submission"]["ready"]
    assert "HUB-2026-0001" in kit.text(app).replace("\\", "")
    saved = proposals.get(writer, proposal_id=proposal_id)
    assert (saved.state, saved.draft.requested) == (SeenState.SUBMITTED, 1_200_000)
    assert saved.submissions[0].content_hash in kit.text(app)


def test_the_sheet_is_told_whose_record_it_draws_and_what_stands_in_it(writer):
    view = a_draft(writer)
    drawn = sheet(opened(writer, view), view)
    assert (drawn["account"], drawn["kind"], drawn["id"]) == (writer.id, "proposals", view.id)
    assert (drawn["version"], drawn["closed"]) == (view.version, "")
    assert {field["name"] for field in drawn["fields"]} == set(FIELDS)
    title = next(field for field in drawn["fields"] if field["name"] == "title")
    assert (title["value"], title["version"]) == (view.draft.title, version(view.draft.title))
    trl = next(field for field in drawn["fields"] if field["name"] == "trl")
    assert trl["only_if"] == {"field": "track", "values": ["device"]}


@pytest.mark.parametrize(("lang", "label"), [("en", "Problem"), ("sw", "Tatizo")])
def test_the_sheet_speaks_the_readers_language(writer, lang, label):
    view = a_draft(writer)
    app = opened(writer, view, lang=lang)
    assert sent(app, view, "problem")["label"] == label
    assert sheet(app, view)["words"]["saving"] == translator(lang)("writing.saving")


def test_the_step_is_in_the_address_and_those_that_are_done_are_marked(writer):
    view = a_draft(writer, hosting="")
    app = opened(writer, view, step="plan")
    assert sheet(app, view)["shown"] == list(FIELDS_OF_STEP["plan"])
    steps = app.button_group(key=f"proposal.{view.id}.step")
    assert (steps.options[0], steps.options[1]) == ("✓ 1 Idea", "2 Plan")
    app.button(key="proposal.next").click().run()
    assert app.query_params["step"] == "similar"


def test_a_press_that_acts_on_the_text_waits_until_it_is_saved(writer):
    view = a_draft(writer)
    app = opened(writer, view)
    assert sheet(app, view)["holds"] == ".st-key-proposal-next :is(button, a)"


def test_a_text_that_is_too_long_is_a_draft_and_no_submission(writer):
    view = a_draft(writer)
    typed(writer, view.id, "summary", "m" * 1_103)
    app = to_step(opened(writer, view), view, "submit")
    assert "Summary: 103 characters too many" in kit.text(app)


def test_the_team_is_added_to_and_a_refusal_keeps_the_form(writer):
    view = a_draft(writer)
    app = to_step(opened(writer, view), view, "team")
    name = f"proposal.{view.id}.member"
    app.button(key=f"{name}.add").click().run()
    form = f"{name}.0.0"
    app.text_input(key=f"{form}.name").input("Juma Hamisi")
    app.text_input(key=f"{form}.email").input("si-baruapepe")
    app.button(key=f"{form}.save").click().run()
    assert "is not an e-mail address" in kit.text(app)
    assert app.text_input(key=f"{form}.name").value == "Juma Hamisi"
    app.text_input(key=f"{form}.email").input("juma@example.test")
    app.button(key=f"{form}.save").click().run()
    kit.sound(app)
    members = proposals.get(writer, proposal_id=view.id).members
    assert [m.name for m in members] == ["Neema Mushi", "Juma Hamisi"]
    app.button(key=f"{name}.remove.{members[1].id}").click().run()
    assert len(proposals.get(writer, proposal_id=view.id).members) == 1


def test_a_half_written_member_outlives_a_look_at_another_step(writer):
    view = a_draft(writer)
    app = to_step(opened(writer, view), view, "team")
    app.button(key=f"proposal.{view.id}.member.add").click().run()
    form = f"proposal.{view.id}.member.0.0"
    app.text_input(key=f"{form}.name").input("Juma Hamisi").run()
    app.checkbox(key=f"{form}.student").uncheck().run()
    assert "proposal.next" not in {button.key for button in app.button}  # it would leave him unsaved
    for step in ("plan", "idea", "team"):
        to_step(app, view, step)
    assert app.text_input(key=f"{form}.name").value == "Juma Hamisi"
    assert not app.checkbox(key=f"{form}.student").value


def test_a_pdf_is_kept_and_a_wrong_file_explained(writer):
    view = a_draft(writer)
    app = to_step(opened(writer, view), view, "file")
    app.file_uploader[0].upload("kazi.pdf", b"MZ\x90 not a pdf", "application/pdf").run()
    assert "is not a PDF" in kit.text(app)
    app.file_uploader[0].upload("kazi.pdf", a_pdf(2), "application/pdf").run()
    kit.sound(app)
    assert proposals.get(writer, proposal_id=view.id).attachment.pages == 2
    assert "kazi" in kit.text(app)
    app.button(key=f"proposal.{view.id}.file.remove").click().run()
    assert proposals.get(writer, proposal_id=view.id).attachment is None


def test_a_missing_part_is_named(writer):
    view = a_draft(writer, hosting="", resolutions=())
    app = to_step(opened(writer, view, lang="sw"), view, "submit")
    assert "Tamko la uhifadhi wa mfumo: herufi 0" in kit.text(app)


def test_an_institution_ticks_its_committee():
    officer = an_officer()
    view = a_draft(officer)
    app = to_step(opened(officer, view), view, "submit")
    assert "endorsement" in kit.text(app)
    assert sheet(app, view)["shown"] == ["steering_committee", "consent_to_name"]
    assert sheet(app, view)["fresh"]  # the page is drawn anew once it is ticked
    typed(officer, view.id, "steering_committee", True)
    assert "You have written everything" in kit.text(app.run())


def test_revising_warns_until_it_is_submitted_again(writer):
    view = a_submitted_proposal(writer)
    app = to_step(opened(writer, view), view, "idea")
    typed(writer, view.id, "title", "Kichwa kilichoboreshwa")
    app.run()
    assert "changed the proposal since you submitted it" in kit.text(app)
    to_step(app, view, "submit")
    assert sheet(app, view)["submission"]["words"]["submit"] == "Submit the new version"
    submitted(writer, view.id)
    app.run()
    after = proposals.get(writer, proposal_id=view.id)
    assert (len(after.submissions), after.unsent) == (2, False)
    assert "changed the proposal since you submitted it" not in kit.text(app)


def test_withdrawing_and_opening_again(writer):
    view = a_submitted_proposal(writer)
    app = opened(writer, view)
    app.button(key=f"proposal.{view.id}.withdraw").click().run()
    assert "will not be judged" in kit.text(app)
    app.button(key=f"proposal.{view.id}.reopen").click().run()
    kit.sound(app)
    assert proposals.get(writer, proposal_id=view.id).state is SeenState.DRAFT


def test_after_the_deadline_the_page_reads_and_shows_what_came_too_late(writer, clock):
    view = a_submitted_proposal(writer)
    app = to_step(opened(writer, view), view, "idea")
    clock.set(view.call.closes_at)
    with pytest.raises(DeadlinePassed):
        typed(writer, view.id, "title", "Kuchelewa sekunde moja")
    app.run()
    assert view.draft.title in kit.text(app)
    drawn = sheet(app, view)
    assert (drawn["shown"], drawn["version"]) == ([], view.version)
    assert "The deadline has passed" in drawn["closed"]
    assert proposals.get(writer, proposal_id=view.id).draft.title == view.draft.title


def test_a_foreign_address_typed_by_hand_shows_nothing():
    view = a_draft(a_student(), title="Siri ya mwingine")
    for proposal_id in (view.id, 99_999):
        app = kit.open_page("proposal", a_student(), proposal=proposal_id)
        assert "cannot find this record" in kit.text(app)
        assert "Siri" not in kit.text(app)


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_my_proposals_and_what_to_do_next(writer, lang):
    assert ("Bado huna andiko" if lang == "sw" else "no proposal yet") in kit.text(
        kit.open_page("proposals", writer, lang=lang)
    )
    a_submitted_proposal(writer)
    shown = kit.html(kit.open_page("proposals", writer, lang=lang))
    assert ("Limewasilishwa" if lang == "sw" else "Submitted") in shown


def test_a_call_in_the_address_offers_to_begin(writer):
    call = a_call()
    app = kit.open_page("proposal", writer, call=call.card.id)
    app.button(key=f"calls.begin.{call.card.id}").click().run()
    kit.sound(app)
    assert proposals.mine(writer).total == 1


def test_an_address_without_a_proposal_leads_to_the_calls(writer):
    links = [link.proto.page for link in kit.open_page("proposal", writer).get("page_link")]
    assert links[-2:] == ["proposals", "calls"]


def test_the_lead_is_handed_over_on_the_page_of_the_team():
    leader, friend = a_student(), a_student(name="Asha Juma")
    view, place = with_member(leader, friend)
    app = kit.open_page("proposal", leader, proposal=view.id, step="team")
    next(one for one in app.selectbox if str(one.key).endswith("lead.to")).select(place).run()
    kit.sound(next(one for one in app.button if str(one.key).endswith("lead.do")).click().run())
    assert "Asha Juma leads the proposal now" in kit.text(app)
    assert proposals.get(friend, proposal_id=view.id).leads


def test_a_file_is_taken_once(writer):
    proposal = a_draft(writer)
    app = kit.open_page("proposal", writer, proposal=proposal.id)
    app.button_group(key=f"proposal.{proposal.id}.step").set_value("file").run()
    kit.sound(app.file_uploader[0].upload("wazo.pdf", a_pdf(), "application/pdf").run())
    after = proposals.get(writer, proposal_id=proposal.id)
    assert after.attachment.name == "wazo.pdf"
    assert "The PDF is saved." in kit.text(app)
    assert after.version == proposal.version + 1
