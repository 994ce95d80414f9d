"""Light pages: the content of pages as HTML, from the same functions as Streamlit's."""

import json
import re
from contextlib import suppress
from datetime import timedelta
from html import unescape

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from db.seed import reference
from db.unit_of_work import unit_of_work
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.domain.proposal_fields import FIELDS_OF_STEP
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.services import ranking, screening
from innovation_hub.services.transactions import one_view
from innovation_hub.ui import context, guard, streamlit_insides
from innovation_hub.ui.light import elements, light_page, page
from innovation_hub.ui.pages import BY_NAME, PAGES
from innovation_hub.ui.writing.plain import SHEET
from tests.factories import judging as make
from tests.factories.accounts import a_student, an_account, an_institution, an_organiser
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft, a_submitted_proposal
from tests.pages import kit

PUBLIC = [info for info in PAGES if info.public]
NOWHERE = {"script": page._SCRIPT, "url": "http://127.0.0.1/", "query": "", "state": {}, "user": {}}
LISTS = {"text_input", "checkbox", "selectbox", "button_group"}
"""Elements of Streamlit in place of which a light page has a form of its own."""


@pytest.fixture
def filled(clock):
    """A hub with resolutions, an open call, and two calls with results."""
    with unit_of_work() as uow:
        reference.load(uow)
        uow.commit()
    organiser = an_organiser()
    a_call(organiser)
    for _ in range(2):
        call = a_call(organiser, closes_at=clock.instant + timedelta(hours=1))
        sent = a_submitted_proposal(a_student(), call)
        clock.forward(hours=1)
        screening.admit(organiser, proposal_id=sent.id, version=sent.version)
        ranking.shortlist(organiser, proposal_id=sent.id, version=sent.version + 1)
        reason = "The need is shown."
        ranking.award(
            organiser, proposal_id=sent.id, version=sent.version + 2, amount=5_000_000, reason=reason
        )
        make.concluded(organiser, call.card)


def light(name: str, lang: str = "en", *, query: str = "", session: str = "") -> page.LightPage:
    """A page as a visitor's browser gets it first."""
    found = light_page(BY_NAME[name].url_path, query=query, session=session, asked=lang, lang="sw")
    assert found is not None
    return found


def words(html: str) -> str:
    """The text of HTML without styles."""
    text = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S)
    return " ".join(unescape(text).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("info", PUBLIC, ids=lambda info: info.name)
def test_every_public_page_has_a_title_and_is_whole(filled, info, lang):
    found = light(info.name, lang)
    assert (found.status, found.lang) == (200, lang)
    assert found.html.count("<h1") == 1
    assert found.title.endswith(translator(lang)("chrome.title"))
    assert 40 <= len(found.description) <= 170
    for tag in ("div", "p", "ul", "li", "details", "form", "a", "span"):
        assert len(re.findall(rf"<{tag}\b", found.html)) == found.html.count(f"</{tag}>"), tag


@pytest.mark.parametrize("info", PUBLIC, ids=lambda info: info.name)
def test_no_element_of_a_public_page_is_left_out(filled, info):
    def draw() -> None:
        with one_view(), context.known(VISITOR):
            guard.draw(info)

    state = {context.LANGUAGE_KEY: "en"}
    messages = streamlit_insides.record(draw, **NOWHERE | {"state": state})
    kinds = {
        one.delta.new_element.WhichOneof("type") for one in messages if one.WhichOneof("type") == "delta"
    }
    assert kinds - {None, "empty"} <= elements._KINDS.keys()
    assert not kinds & LISTS


def test_what_a_person_wrote_is_text_and_nothing_else():
    nasty = "<script>x</script> **b** [l](//evil) :red[x] `c` <b>"
    call = a_call(title_sw=nasty, title_en=nasty, text_en=nasty, text_sw=nasty)
    for query in ("", f"call={call.card.code}"):
        found = light("calls", query=query)
        main = found.html[found.html.index("<main") :]
        assert nasty in words(main).replace("\u2060", "")
        assert "<script" not in main
        assert "<strong>b" not in main
        assert "evil" not in "".join(re.findall(r'href="([^"]*)"', main))
    assert nasty.split(" :", maxsplit=1)[0] in found.title.replace("\u2060", "")


def test_a_record_that_is_not_there_is_not_found():
    found = light("calls", query="call=99999")
    assert found.status == 404
    assert translator("en")("errors.not_found") in words(found.html)
    assert 'href="/"' in found.html


def test_other_pages_have_none():
    organiser = str(an_organiser().session_id)
    assert light_page("people", query="", session=organiser, asked="", lang="sw") is None
    assert light_page("no-such-page", query="", session="", asked="", lang="sw") is None


def test_a_page_that_the_reader_may_not_open_is_left_to_streamlit():
    """Streamlit's page notes the refusal; a light page would note it a second time."""
    student = a_student()
    assert light_page("approvals", query="", session=str(student.session_id), asked="", lang="sw") is None


def test_a_visitor_is_asked_to_sign_in_and_led_back():
    found = light("proposal", query="proposal=7&step=plan&lang=en")
    assert found.private
    assert translator("en")("errors.sign_in_required") in words(found.html)
    assert 'href="/account/sign-in?lang=en&amp;next=/proposal%3Fproposal%3D7%26step%3Dplan"' in found.html


@pytest.mark.parametrize("step", ["idea", "plan", "similar", "team", "submit"])
def test_the_form_of_a_proposal_is_light(step):
    student = a_student()
    mine = a_draft(student, a_call(an_organiser()))
    found = light("proposal", query=f"proposal={mine.id}&step={step}", session=str(student.session_id))
    assert (found.private, found.form) == (True, True)
    sheet = json.loads(unescape(re.search(f'{SHEET}="([^"]*)"', found.html)[1]))
    assert (sheet["kind"], sheet["id"], sheet["account"]) == ("proposals", mine.id, student.account_id)
    assert sheet["shown"] == [name for name in FIELDS_OF_STEP.get(step, ()) if name in sheet["shown"]]
    assert bool(sheet["shown"]) == (step in FIELDS_OF_STEP)
    assert {one["name"]: one["value"] for one in sheet["fields"]}["title"] == mine.draft.title
    assert f'href="/proposal?proposal={mine.id}&amp;step=' in found.html


@pytest.mark.parametrize(
    "info",
    [info for info in PAGES if info.light and info.listed and not info.public],
    ids=lambda info: info.name,
)
def test_light_pages_of_those_who_are_signed_in_are_whole(info):
    at = an_institution()
    people = [one for role in Role if (one := an_account(role, institution_id=at)).may(info.permission)]
    pages = [light(info.name, session=str(one.session_id)) for one in people]
    found = next(page for page in pages if page.status == 200)
    assert found.private
    assert len(re.findall(r"<h1\b", found.html)) == 1


def test_a_widget_is_a_button_that_loads_streamlit():
    student = a_student()
    mine = a_draft(student, a_call(an_organiser()))
    found = light("proposal", query=f"proposal={mine.id}&step=file", session=str(student.session_id))
    label = re.escape(translator("en")("proposals.file.choose"))
    assert re.search(rf"<button[^>]* data-hub-later>{label}</button>", found.html)
    assert "data-hub-private" in found.html  # so it is not pressed again: what it acts on may have changed
    assert "data-hub-private" not in light("home").html


def test_a_page_with_an_element_that_cannot_be_drawn_is_streamlits(monkeypatch):
    student = a_student()
    monkeypatch.delitem(elements._DRAWN, "markdown")
    assert light_page("proposals", query="", session=str(student.session_id), asked="", lang="sw") is None


@pytest.mark.parametrize("end", [st.stop, st.rerun])
def test_a_run_ends_where_it_would_end_in_a_browser(end):
    after = []

    def draw() -> None:
        st.markdown("before")
        end()
        after.append("reached")

    with suppress(RerunException):
        assert len(streamlit_insides.record(draw, **NOWHERE)) == 1
    assert not after


def test_the_proposal_of_somebody_else_is_not_found():
    mine = a_draft(a_student(), a_call(an_organiser()))
    found = light("proposal", query=f"proposal={mine.id}", session=str(a_student().session_id))
    assert (found.status, found.form) == (404, False)
    assert mine.draft.title not in found.html


def test_a_reader_who_is_signed_in_is_greeted_in_the_language_of_the_account():
    student = a_student()
    found = light_page("", query="", session=str(student.session_id), asked="", lang="en")
    assert found.lang == student.language
    assert student.name in words(found.html)
    assert "/account/sign-out" in found.html


def test_an_ended_session_is_a_visitors():
    assert "/account/sign-out" not in light("home", session="999999").html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_language_links_lead_to_the_same_page(lang):
    found = light("calls", lang, query="call=a-1&lang=en&x=%3Cb%3E")
    other = "en" if lang == "sw" else "sw"
    assert f'href="/calls/A-1?x=%3Cb%3E&amp;lang={other}"' in found.html


def test_a_list_turns_its_pages_by_links(monkeypatch):
    organiser = an_organiser()
    for number in range(13):
        a_call(organiser, title_en=f"Call number {number:02}.")
    first, second = light("calls"), light("calls", query="page=2")
    assert 'href="/calls?page=2"' in first.html
    assert '<p class="hub-plain-pager"><a href="/calls">' in second.html
    titles = re.compile(r"Call number (\d+)")
    found = set(titles.findall(first.html)) | set(titles.findall(second.html))
    assert len(found) == 13


def test_a_run_that_is_recorded_leaves_the_thread_as_it_was(filled):
    light("home")
    assert not streamlit_insides.recording()
    kit.open_page("home")
