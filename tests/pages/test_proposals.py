"""A proposal on the screen: begun, written, by two people, with a PDF, handed in, taken back, read."""

import pytest

from innovation_hub.domain.proposals import SECTIONS, MemberDraft, SeenState
from innovation_hub.services import proposals
from tests.factories.accounts import a_student, an_officer
from tests.factories.calls import a_call
from tests.factories.proposals import TEXT, a_draft, a_pdf, a_submitted_proposal
from tests.pages import kit


@pytest.fixture
def writer():
    return a_student(name="Neema Mushi")


def opened(writer, view, **more):
    return kit.open_page("proposal", writer, proposal=view.id, **more)


def to_step(app, view, step):
    app.button_group(key=f"proposal.{view.id}.step").set_value(step).run()
    return kit.sound(app)


def test_from_the_first_word_to_the_receipt(writer):
    call = a_call(code="HUB-2026")
    proposal_id = proposals.begin(writer, call_id=call.card.id)
    view = proposals.get(writer, proposal_id=proposal_id)
    name = f"proposal.{proposal_id}"
    app = opened(writer, view)
    app.text_input(key=f"{name}.title").input("Foleni kwa simu").run()
    for section in SECTIONS[:3]:
        app.text_area(key=f"{name}.{section.name}").input(TEXT).run()
    app.button(key="proposal.next").click().run()
    for section in SECTIONS[3:]:
        app.text_area(key=f"{name}.{section.name}").input(TEXT).run()
    app.text_input(key=f"{name}.requested").input("TSh 1,200,000").run()
    to_step(app, view, "hand_in")
    assert "Everything required is written" in kit.text(app)
    assert app.button(key=f"{name}.submit").disabled
    app.checkbox(key=f"{name}.confirm.0").check().run()
    app.button(key=f"{name}.submit").click().run()
    kit.sound(app)
    assert "HUB-2026-0001" in kit.text(app).replace("\\", "")
    saved = proposals.get(writer, proposal_id=proposal_id)
    assert (saved.state, saved.draft.requested) == (SeenState.SUBMITTED, 1_200_000)
    assert saved.submissions[0].content_hash in kit.text(app)


def test_typed_text_survives_a_switch_of_language_and_of_step(writer):
    view = a_draft(writer)
    app = opened(writer, view)
    app.text_area(key=f"proposal.{view.id}.problem").input("Maneno mapya kabisa " + TEXT)
    app.button_group(key="hub.lang").set_value("sw").run()
    assert app.text_area(key=f"proposal.{view.id}.problem").label == "Tatizo"
    to_step(app, view, "plan")
    to_step(app, view, "idea")
    assert app.text_area(key=f"proposal.{view.id}.problem").value.startswith("Maneno mapya kabisa")
    assert proposals.get(writer, proposal_id=view.id).draft.problem.startswith("Maneno mapya kabisa")


def test_a_bad_amount_is_explained_and_stays(writer):
    view = a_draft(writer)
    app = to_step(opened(writer, view), view, "plan")
    for amount in ("-5", "1e20", "12,5"):
        app.text_input(key=f"proposal.{view.id}.requested").input(amount).run()
        assert amount in kit.text(app)
        assert app.text_input(key=f"proposal.{view.id}.requested").value == amount
        assert "unsaved changes" in kit.text(app)
    app.text_input(key=f"proposal.{view.id}.requested").input("TSh 1,200,000").run()
    assert proposals.get(writer, proposal_id=view.id).draft.requested == 1_200_000


def test_two_people_write_and_each_keeps_their_text(writer):
    friend = a_student(email="rafiki@example.test")
    view = a_draft(writer)
    member = MemberDraft("Rafiki", "rafiki@example.test")
    proposals.save_member(writer, proposal_id=view.id, version=view.version, member=member)
    mine, theirs = opened(writer, view), opened(friend, view)

    def text(app, name):
        return kit.labelled(app.text_area, f"proposals.field.{name}")

    text(theirs, "problem").input("Tatizo la rafiki. " + TEXT).run()
    text(mine, "solution").input("Suluhisho langu. " + TEXT).run()
    assert text(mine, "problem").value.startswith("Tatizo la rafiki")
    text(theirs, "summary").input("Muhtasari wa rafiki. " + TEXT).run()
    theirs.button(key="proposal.save").click().run()
    text(mine, "summary").input("Muhtasari wangu. " + TEXT).run()
    assert "Somebody else changed" in kit.text(mine)
    assert "Muhtasari wa rafiki" in kit.text(mine)
    assert text(mine, "summary").value.startswith("Muhtasari wangu")
    mine.button(key=f"proposal.{view.id}.settle.summary.True").click().run()
    assert text(mine, "summary").value.startswith("Muhtasari wa rafiki")
    saved = proposals.get(writer, proposal_id=view.id).draft
    assert saved.summary.startswith("Muhtasari wa rafiki")
    assert saved.solution.startswith("Suluhisho langu")


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


def test_a_missing_part_is_named_and_nothing_can_be_handed_in(writer):
    view = a_draft(writer, hosting="", resolutions=())
    app = to_step(opened(writer, view, lang="sw"), view, "hand_in")
    assert "Tamko la uhifadhi wa mfumo: herufi 0" in kit.text(app)
    assert not [b for b in app.button if str(b.key).endswith(".submit")]


def test_an_institution_ticks_its_committee():
    officer = an_officer()
    view = a_draft(officer)
    app = to_step(opened(officer, view), view, "hand_in")
    assert "endorsement" in kit.text(app)
    app.checkbox(key=f"proposal.{view.id}.steering_committee").check().run()
    assert "Everything required" in kit.text(app)


def test_revising_warns_until_it_is_handed_in_again(writer):
    view = a_submitted_proposal(writer)
    app = to_step(opened(writer, view), view, "idea")
    app.text_input(key=f"proposal.{view.id}.title").input("Kichwa kilichoboreshwa").run()
    assert "changed the proposal since submitting" in kit.text(app)
    to_step(app, view, "hand_in")
    app.checkbox(key=f"proposal.{view.id}.confirm.1").check().run()
    app.button(key=f"proposal.{view.id}.submit").click().run()
    after = proposals.get(writer, proposal_id=view.id)
    assert (len(after.submissions), after.unsent) == (2, False)
    assert "changed the proposal since submitting" not in kit.text(app)


def test_withdrawing_and_opening_again(writer):
    view = a_submitted_proposal(writer)
    app = opened(writer, view)
    app.button(key=f"proposal.{view.id}.withdraw").click().run()
    assert "will not be judged" in kit.text(app)
    app.button(key=f"proposal.{view.id}.reopen").click().run()
    kit.sound(app)
    assert proposals.get(writer, proposal_id=view.id).state is SeenState.DRAFT


def test_after_the_deadline_the_page_only_reads(writer, clock):
    view = a_submitted_proposal(writer)
    app = to_step(opened(writer, view), view, "idea")
    clock.set(view.call.closes_at)
    app.text_input(key=f"proposal.{view.id}.title").input("Kuchelewa sekunde moja").run()
    assert not app.text_input
    assert view.draft.title in kit.text(app)
    assert "The deadline has passed" in kit.text(app)
    assert "Kuchelewa sekunde moja" in kit.text(app)
    assert proposals.get(writer, proposal_id=view.id).draft.title == view.draft.title


def test_a_foreign_address_typed_by_hand_shows_nothing():
    view = a_draft(a_student(), title="Siri ya mwingine")
    for proposal_id in (view.id, 99_999):
        app = kit.open_page("proposal", a_student(), proposal=proposal_id)
        assert "no such record" in kit.text(app)
        assert "Siri" not in kit.text(app)


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_my_proposals_and_what_to_do_next(writer, lang):
    assert ("Bado huna andiko" if lang == "sw" else "no proposal yet") in kit.text(
        kit.open_page("proposals", writer, lang=lang)
    )
    a_submitted_proposal(writer)
    shown = kit.text(kit.open_page("proposals", writer, lang=lang))
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
