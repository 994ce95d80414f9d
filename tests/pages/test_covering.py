"""What people typed on the pages of judging: never run, and covered where it may name the writers."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.i18n import translator
from innovation_hub.services import reviews
from innovation_hub.services.screening import Show
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.pages.judging_kit import LANGUAGES, call, judge, organiser, press, seen
from tests.services.test_clearing import with_pdf

__all__ = ["call", "judge", "organiser"]


def test_what_people_typed_is_shown_and_never_run(organiser, call):
    make.proposal(call.id, title="<script>alert(1)</script>", state=ProposalState.SUBMITTED)
    app = kit.open_page("screening", organiser, call=call.id)
    html = "".join(element.proto.body for element in app.get("html"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert r"\<script\>" in kit.text(app)


def test_a_name_in_the_sentence_of_success_is_no_markdown(organiser, call):
    judge = an_account(Role.JUDGE, name="![x](https://evil.example/x.png)")
    entry = make.proposal(call.id)
    assignment = make.asked(judge, entry)
    app = kit.open_page("panels", organiser, call=call.id, proposal=entry.id)
    press(app, f"panels.release.{assignment}")
    (said,) = [shown.value for shown in app.success]
    assert "evil" in said
    assert "![" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_may_name_the_writers_is_covered_by_one_click(organiser, call, lang):
    owner = make.person(Role.STUDENT, name="Neema Mrisho")
    entry = make.proposal(call.id, owner=owner, title="Neema, a tool", state=ProposalState.SUBMITTED)
    app = kit.open_page("screening", organiser, lang=lang, call=call.id)
    press(app, f"covering.{entry.id}.Neema.True")
    app.toggle(key=f"covering.{entry.id}.judged").set_value(True).run()
    assert "•••, a tool" in seen(kit.sound(app))
    kit.unfold(app, f"covering.{entry.id}.tools")
    press(app, f"covering.{entry.id}.undo")
    assert "•••, a tool" not in seen(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_a_pdf_is_covered_cleared_and_then_seen(organiser, judge, call, lang):
    t = translator(lang)
    entry = make.proposal(call.id)
    file = with_pdf(entry)
    assignment = make.asked(judge, entry)
    reviews.accept(judge, assignment_id=assignment)
    app = kit.open_page("review", judge, lang=lang, assignment=assignment)
    assert t("clearing.judge.none") in seen(app)
    desk = kit.open_page("screening", organiser, lang=lang, call=call.id)
    desk.query_params["show"] = Show.ALL.value
    kit.unfold(desk, f"clearing.{entry.id}")
    for press_on in ("cover", "uncover", "cover", "clear"):
        kit.unfold(desk, f"clearing.{entry.id}")
        press(desk, f"clearing.{entry.id}.{file}.1.{press_on}")
    kit.unfold(desk, f"clearing.{entry.id}")
    assert t("clearing.is_cleared", n=1) in kit.text(desk)
    app = kit.open_page("review", judge, lang=lang, assignment=assignment)
    assert t("clearing.judge.some", n=1) in seen(app)
    kit.unfold(app, f"review.{assignment}.pdf")
    assert len(app.get("image")) == 1
