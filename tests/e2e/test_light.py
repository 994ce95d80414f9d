"""Light pages in a browser: read without a script, taken over by Streamlit without a jump."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.ui.pages import PAGES
from innovation_hub.web.frontend.page import LONGEST_QUERY
from tests.e2e.hub import Hub
from tests.e2e.people import LOCALES, enter
from tests.e2e.screenshots import address

PUBLIC = [info for info in PAGES if info.public]
SLOW = "Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})"
LIGHT = "#hub-light"
TOP_OF = """(text) => [...document.querySelectorAll('#hub-light summary, [data-testid=stMain] summary')]
  .find((one) => one.textContent.includes(text) && one.getClientRects().length).getBoundingClientRect().top"""
t = translator("en")


@pytest.fixture
def plain(browser, demo_server):
    """A function that opens a browser without scripts in a language."""
    opened = []

    def visit(lang="en", width=390):
        context = browser.new_context(
            locale=LOCALES[lang], java_script_enabled=False, viewport={"width": width, "height": 800}
        )
        opened.append(context)
        return context.new_page()

    yield visit
    for context in opened:
        context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_public_page_is_read_and_every_link_leads_somewhere(plain, demo_server, lang):
    page, links = plain(lang), set()
    for info in PUBLIC:
        answer = page.goto(demo_server.url + address(info.name))
        assert answer.status == 200
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("html").get_attribute("lang") == lang
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        links |= {urljoin(page.url, link.get_attribute("href")) for link in page.locator("a[href]").all()}
    own = {link for link in links if urlsplit(link).netloc == urlsplit(demo_server.url).netloc}
    assert len(own) > 30
    broken = [link for link in sorted(own) if page.request.get(link).status != 200]
    assert not broken


def test_a_search_is_a_plain_get(plain, demo_server):
    page = plain()
    page.goto(f"{demo_server.url}/results")
    page.get_by_label(t("results.shown")).select_option(label=t("results.everything"))
    page.get_by_label(t("results.search")).fill("no such proposal")
    page.get_by_role("button", name=t("lists.show")).last.click()
    expect(page.get_by_text(t("results.nothing_found"))).to_be_visible()
    expect(page.get_by_label(t("results.search"))).to_have_value("no such proposal")
    assert "show=everything" in page.url


def test_the_language_is_switched_and_stays(plain, demo_server):
    page = plain("sw")
    page.goto(f"{demo_server.url}/calls")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(t("calls.title"))
    page.goto(f"{demo_server.url}/results")
    assert page.locator("html").get_attribute("lang") == "en"


def test_on_a_slow_line_streamlit_waits_until_it_is_asked_for(visit, demo_server):
    hub = visit(new=True, server=demo_server)
    asked = []
    hub.page.add_init_script(SLOW)
    hub.page.on("request", lambda request: asked.append(request.url))
    hub.page.goto(f"{demo_server.url}/resolution-4")
    hub.page.wait_for_timeout(1500)
    assert not [url for url in asked if "/static/" in url or "_stcore" in url]
    assert not hub.barriers()
    hub.page.get_by_role("button", name=t("frontend.page.load")).click()
    hub.rest()
    expect(hub.page.locator(LIGHT)).to_have_count(0)
    expect(hub.page.locator(".hub-chart svg").first).to_be_visible()


def test_streamlit_takes_over_without_moving_what_is_read(visit, demo_server):
    hub = visit(new=True, server=demo_server, width=1280)
    hub.page.add_init_script(SLOW)
    hub.page.goto(f"{demo_server.url}/resolution-10")
    summary = hub.page.locator(f"{LIGHT} .hub-defined summary")
    summary.scroll_into_view_if_needed()
    summary.click()
    definition = hub.page.locator(".hub-defined dt").first
    expect(definition).to_be_visible()
    before = hub.page.evaluate(TOP_OF, summary.inner_text())
    words = summary.inner_text()
    hub.page.evaluate("document.querySelector('[data-hub-later]').click()")
    hub.rest()
    expect(hub.page.locator(LIGHT)).to_have_count(0)
    assert abs(hub.page.evaluate(TOP_OF, words) - before) < 40
    expect(definition).to_be_visible()  # what was opened is open


def test_what_is_typed_is_not_taken_away(visit, demo_server):
    hub = visit(new=True, server=demo_server)
    hub.page.add_init_script(SLOW)
    hub.page.goto(f"{demo_server.url}/results")
    field = hub.page.locator(LIGHT).get_by_label(t("results.search"))
    field.press_sequentially("app")
    hub.page.evaluate("document.querySelector('[data-hub-later]').click()")
    hub.page.wait_for_selector("#root [data-testid=stMain] h1", state="attached")
    hub.page.wait_for_timeout(2000)
    field.press_sequentially("le")
    expect(field).to_have_value("apple")
    field.press("Enter")
    hub.page.wait_for_url(re.compile("q=apple"))
    expect(hub.page.locator(LIGHT).get_by_label(t("results.search"))).to_have_value("apple")


def test_back_leads_back_after_streamlit_took_over(visit, demo_server):
    hub = visit(server=demo_server, width=1280).open("/")
    hub.page.get_by_role("link", name=t("home.read_call")).first.click()
    hub.rest()
    assert "call=" in hub.page.url
    hub.page.go_back()
    hub.rest()
    expect(hub.page.get_by_role("heading", level=1)).to_have_text(t("home.title"))


def test_a_call_has_one_address_that_survives_streamlit(visit, demo_server):
    page = visit(new=True, server=demo_server).page
    page.add_init_script(SLOW)
    page.goto(f"{demo_server.url}/calls")
    page.locator(LIGHT).get_by_role("link", name=t("calls.read")).first.click()
    public, title = page.url, page.get_by_role("heading", level=1).inner_text()
    assert re.search(r"/calls/[A-Z0-9-]+$", public)
    page.get_by_role("button", name=t("frontend.page.load")).click()
    Hub(page, demo_server).rest()
    expect(page.locator(LIGHT)).to_have_count(0)
    code = public.rsplit("/", maxsplit=1)[1]
    assert page.url == f"{demo_server.url}/calls?call={code}"  # the one that Streamlit knows
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    Hub(page, demo_server).switch_language("sw")
    expect(page.locator("[data-testid=stMain]")).to_contain_text(code)
    page.reload()
    assert page.url == public
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(title)
    page.go_forward()
    expect(page.locator("#hub-light main")).to_contain_text(code)


def test_a_public_address_is_followed_without_a_light_page(visit, demo_server):
    """As when the light page cannot be drawn: the sketch has scripts of its own."""
    hub = visit(server=demo_server)
    public = hub.page.request.get(f"{demo_server.url}/calls?call=1").url
    hub.page.goto(f"{public}?q={'x' * LONGEST_QUERY}")
    expect(hub.page.locator(LIGHT)).to_have_count(0)
    hub.rest()
    hub.see(t("calls.rubric"))
    assert "/calls?" in hub.page.url


def test_a_button_that_was_pressed_too_early_is_pressed_again(visit, demo_server):
    hub = enter(visit(new=True, server=demo_server), Role.STUDENT)
    hub.page.add_init_script(SLOW)
    hub.page.goto(f"{demo_server.url}/calls")
    cards = hub.page.locator(".light-card", has_text=t("calls.read"))
    cards.first.get_by_role("link").click()
    button = hub.page.get_by_role("button", name=t("calls.begin"))
    button.click()
    hub.rest()
    assert "/proposal" in hub.page.url


@pytest.mark.parametrize("width", [320, 1280])
def test_no_light_page_has_barriers(visit, demo_server, width):
    hub, barriers = visit(new=True, server=demo_server), []
    hub.page.add_init_script(SLOW)
    hub.page.set_viewport_size({"width": width, "height": 800})
    for info in PUBLIC:
        hub.page.goto(demo_server.url + address(info.name))
        assert hub.page.evaluate("document.documentElement.scrollWidth") <= width, info.name
        barriers += hub.barriers()
    assert not barriers, "\n".join(barriers)
