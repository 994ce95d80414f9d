"""Writing a proposal through a line that is cut, a hub that is replaced and a session that ends: nothing typed is lost.

Each test looks at three things: what the writer sees, what the line below the form says, and what the database has.
"""

import json
import re

import pytest
from playwright.sync_api import expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from tests.e2e.people import enter
from tests.e2e.server import port_of
from tests.e2e.sheets import comes, field, sign_in_elsewhere, sign_out_elsewhere, status, stored

FIELDS = re.compile(r"/api/proposals/\d+/fields/")
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('hub.writing/'))"
t = translator("en")


def test_typing_goes_on_while_the_line_is_down_and_is_saved_when_it_is_back(writer, cable, database):
    field(writer, "problem").fill("Kabla ya kukatika. ")
    status(writer, "saved")
    cable.cut()
    field(writer, "problem").press_sequentially("Wakati hakuna mtandao. ")
    expect(status(writer, "offline")).to_have_text(t("writing.offline"))
    writer.page.wait_for_timeout(6_000)  # Streamlit would have laid its box over the form by now
    field(writer, "summary").click()  # refused by Playwright when anything covers the field
    field(writer, "summary").press_sequentially("Na hapa. ")
    assert stored(database, writer, "problem") == "Kabla ya kukatika."
    cable.mend()
    status(writer, "saved")
    assert stored(database, writer, "problem") == "Kabla ya kukatika. Wakati hakuna mtandao."
    assert "Na hapa." in stored(database, writer, "summary")
    assert writer.page.evaluate(KEPT) == []


def test_text_is_sent_while_one_types_and_not_only_when_the_field_is_left(writer, database):
    field(writer, "title").fill("Bila kutoka kwenye kisanduku")
    status(writer, "saved")
    assert field(writer, "title").evaluate("element => element === element.getRootNode().activeElement")
    assert stored(database, writer, "title") == "Bila kutoka kwenye kisanduku"


def test_what_was_typed_offline_is_there_again_after_the_tab_was_closed(writer, cable, database, far):
    cable.cut()
    field(writer, "solution").fill("Nimeandika bila mtandao na kufunga.")
    status(writer, "offline")
    kept = writer.page.evaluate(KEPT)
    assert len(kept) == 1
    again = writer.page.context.new_page()
    writer.page.close()
    cable.mend()
    writer.page = again
    writer.open(f"/proposal?proposal={writer.proposal}&step=idea")
    expect(field(writer, "solution")).to_have_value("Nimeandika bila mtandao na kufunga.")
    status(writer, "saved")
    assert stored(database, writer, "solution") == "Nimeandika bila mtandao na kufunga."


def test_what_is_typed_just_before_the_page_is_left_is_saved(writer, database):
    field(writer, "title").fill("Imeandikwa na kuondoka papo hapo")
    writer.page.goto("about:blank")
    comes(database, writer, "title", "Imeandikwa na kuondoka papo hapo")


def test_one_who_is_signed_out_signs_in_by_a_link_to_this_very_record_and_the_text_is_sent(
    writer, database, far
):
    cookies = writer.page.context.cookies()
    writer.page.context.clear_cookies()
    field(writer, "title").fill("Niliandika baada ya kutolewa")
    said = status(writer, "refused")
    expect(said).to_contain_text(t("errors.sign_in_required"))
    link = said.get_by_role("link", name=t("writing.sign_in"))
    back = f"next=%2Fproposal%3Fproposal%3D{writer.proposal}%26step%3Didea"
    assert back in link.get_attribute("href")
    expect(field(writer, "title")).to_have_value("Niliandika baada ya kutolewa")
    writer.page.context.add_cookies(cookies)  # signed in again, in the tab that the link opens
    status(writer, "saved")
    assert stored(database, writer, "title") == "Niliandika baada ya kutolewa"


def test_a_page_that_is_drawn_while_one_is_signed_out_keeps_the_form_and_what_is_typed(writer, database):
    sign_out_elsewhere(writer)
    field(writer, "title").fill("Niliandika baada ya kutoka")
    writer.switch_language("sw")  # the page is drawn anew
    out = writer.page.locator(".out:not(:empty)")
    expect(out).to_contain_text(translator("sw")("writing.signed_out"))
    back = f"next=%2Fproposal%3Fproposal%3D{writer.proposal}%26step%3Didea"
    assert back in out.get_by_role("link").get_attribute("href")
    field(writer, "title").press("End")  # whoever comes back into a field begins where its caret is
    field(writer, "title").press_sequentially(" tena")
    assert not writer.barriers()
    sign_in_elsewhere(writer, Role.STUDENT)
    comes(database, writer, "title", "Niliandika baada ya kutoka tena")
    expect(out).to_have_count(0, timeout=20_000)
    expect(field(writer, "title")).to_have_value("Niliandika baada ya kutoka tena")


def test_another_who_signs_in_never_sees_the_form_that_stayed(writer):
    title = field(writer, "title").input_value()
    sign_out_elsewhere(writer)
    writer.switch_language("sw")
    expect(writer.page.locator(".out:not(:empty)")).to_be_visible()
    sign_in_elsewhere(writer, Role.OFFICER)
    expect(writer.page.locator(".out:not(:empty)")).to_have_count(0, timeout=20_000)
    writer.rest()
    expect(writer.page.locator("[data-field=title]")).to_have_count(0)
    assert title not in writer.page.content()


def test_the_page_that_asks_to_sign_in_first_leads_back_to_the_record(visit, far):
    hub = visit(server=far)
    hub.open("/proposal?proposal=7&step=plan")
    link = hub.page.locator("[data-testid=stMain]").get_by_role("link", name=t("chrome.sign_in")).last
    assert "next=/proposal%3Fproposal%3D7%26step%3Dplan" in link.get_attribute("href")


def test_another_person_on_the_same_phone_never_sees_it(writer, cable, far, database):
    cable.cut()
    field(writer, "title").fill("Siri ya mwanafunzi")
    status(writer, "offline")
    writer.page.goto("about:blank")
    writer.page.wait_for_timeout(2_000)  # its last try, rightly as the student, fails meanwhile
    writer.page.context.clear_cookies()
    cable.mend()
    enter(writer, Role.OFFICER)
    writer.open(f"/proposal?proposal={writer.proposal}&step=idea")
    assert "Siri ya mwanafunzi" not in writer.page.content()
    assert stored(database, writer, "title") != "Siri ya mwanafunzi"


def test_a_process_that_takes_over_gets_what_was_typed_meanwhile(writer, cable, database, process):
    before = cable.target
    field(writer, "title").fill("Kabla ya kubadilisha")
    status(writer, "saved")
    cable.cut()
    with process() as other:
        cable.target = port_of(other.url)
        field(writer, "title").fill("Baada ya kubadilisha mchakato")
        cable.mend()
        status(writer, "saved")
        assert stored(database, writer, "title") == "Baada ya kubadilisha mchakato"
        writer.rest()  # connected to the new process, in a new session of Streamlit's
        expect(field(writer, "title")).to_have_value("Baada ya kubadilisha mchakato")
        field(writer, "title").fill("Hariri ya kwanza kwa mchakato mpya")
        status(writer, "saved")
        assert stored(database, writer, "title") == "Hariri ya kwanza kwa mchakato mpya"
        cable.cut()
    cable.target = before
    cable.mend()


def test_an_unreadable_amount_is_refused_beside_its_field_and_the_others_are_saved(writer, database):
    writer.open(f"/proposal?proposal={writer.proposal}&step=plan")
    before = stored(database, writer, "requested")
    field(writer, "requested").fill("milioni tano")
    field(writer, "users").fill("Wananchi wote. " * 5)
    sentence = t("errors.money.unreadable", text="milioni tano")
    expect(writer.page.locator('[data-field="requested"]').get_by_role("alert")).to_have_text(sentence)
    expect(status(writer, "refused")).to_contain_text(sentence)
    comes(database, writer, "users", ("Wananchi wote. " * 5).strip())
    expect(field(writer, "requested")).to_have_value("milioni tano")
    assert stored(database, writer, "requested") == before
    field(writer, "requested").fill("TSh 5,000,000")
    status(writer, "saved")
    assert stored(database, writer, "requested") == 5_000_000


def test_a_paste_that_is_too_long_is_taken_counted_and_saved(writer, database):
    field(writer, "summary").fill("m" * 1_103)
    counted = t("writing.over", over=103, most="1,000")
    expect(writer.page.locator('[data-field="summary"] .over')).to_contain_text(counted)
    status(writer, "saved")
    assert len(stored(database, writer, "summary")) == 1_103


@pytest.mark.parametrize(("code", "key"), [(503, "errors.database.not_migrated"), (408, "errors.incomplete")])
def test_what_could_not_be_taken_stays_is_said_and_saved_in_the_end(writer, database, code, key):
    sentence = t(key)
    problem = {
        "status": code,
        "content_type": "application/problem+json",
        "body": json.dumps({"detail": sentence}),
    }
    writer.page.route(FIELDS, lambda route: route.fulfill(**problem))
    field(writer, "title").fill("Hifadhidata imezimwa")
    expect(status(writer, "offline")).to_have_text(t("writing.again", why=sentence))
    field(writer, "title").press_sequentially(" kwa muda")
    writer.page.unroute(FIELDS)
    status(writer, "saved")
    assert stored(database, writer, "title") == "Hifadhidata imezimwa kwa muda"


def test_an_answer_that_was_lost_is_no_conflict_with_oneself(writer, database):
    def lost(route):
        route.fetch()
        route.abort()

    writer.page.route(FIELDS, lost)
    field(writer, "title").fill("Jibu limepotea")
    status(writer, "offline")
    assert stored(database, writer, "title") == "Jibu limepotea"
    field(writer, "title").press_sequentially(" njiani")
    writer.page.unroute(FIELDS)
    status(writer, "saved")
    assert stored(database, writer, "title") == "Jibu limepotea njiani"


def test_two_tabs_in_one_field_ask_which_text_stays(writer, database):
    other = writer.page.context.new_page()
    other.goto(writer.page.url)
    theirs = other.locator('[data-field="title"] input')
    theirs.fill("Kichupo cha pili")
    expect(other.locator(".sheet [role=status]")).to_have_attribute("data-state", "saved")
    field(writer, "title").fill("Kichupo cha kwanza")
    expect(status(writer, "refused")).to_contain_text(t("writing.disputed"))
    asked = writer.page.locator('[data-field="title"] .conflict')
    expect(asked).to_contain_text("Kichupo cha pili")
    assert not writer.barriers()
    assert stored(database, writer, "title") == "Kichupo cha pili"
    asked.get_by_role("button", name=t("writing.keep_mine")).click()
    status(writer, "saved")
    assert stored(database, writer, "title") == "Kichupo cha kwanza"


def test_a_switch_of_language_keeps_text_and_sends_it(writer, database):
    field(writer, "title").fill("Kabla ya kubadili lugha")
    writer.switch_language("sw")
    expect(field(writer, "title")).to_have_value("Kabla ya kubadili lugha")
    expect(status(writer, "saved")).to_contain_text("Imehifadhiwa")
    assert stored(database, writer, "title") == "Kabla ya kubadili lugha"
