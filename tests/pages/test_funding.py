"""The page of funding as organisers use it: in a hurry, with bad figures, and with care."""

import pytest

from db.models.funding import FundingPlan
from db.models.proposals import Proposal
from db.models.results import Decision
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import Track
from innovation_hub.i18n import translator
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.pages.judging_kit import press, seen

MILLION = 1_000_000
COMPUTE = "funding.compute"


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def judged(call):
    made = [
        make.proposal(call.id, requested=asked * MILLION, track=track, resolutions=[10])
        for asked, track in ((8, Track.SOFTWARE), (4, Track.DEVICE), (4, Track.SOFTWARE))
    ]
    for entry, score in zip(made, (5, 4, 4), strict=True):
        make.reviewed(make.person(), entry, score, score)
    return made


@pytest.fixture
def page(organiser, call, judged):
    return kit.open_page("funding", organiser, call=call.id)


def field(app, name):
    """The field of the budget or of a rule, whatever plan the form stands at."""
    return next(each for each in app.text_input if each.key.endswith(f".{name}"))


def computed(app, budget="9,000,000"):
    field(app, "budget").set_value(budget)
    return press(app, COMPUTE)


def refusals(app):
    return "\n".join(error.value for error in app.error).replace("\\", "")


def test_before_any_review_there_is_nothing_to_plan(organiser, call):
    make.proposal(call.id)
    app = kit.open_page("funding", organiser, call=call.id)
    assert translator("en")("funding.not_yet") in kit.text(app)
    assert not app.button


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_a_plan_is_made_kept_and_decides_nothing(organiser, call, judged, lang):
    app = computed(kit.open_page("funding", organiser, lang=lang, call=call.id))
    t = translator(lang)
    (plan,) = make.rows(FundingPlan)
    assert (plan.name, plan.cost) == (t("funding.plan_name", letter="A"), 8 * MILLION)
    words = seen(app)
    assert t("funding.best_proven") in words
    assert judged[1].code in words
    assert not make.rows(Decision)
    assert {row.state.value for row in make.rows(Proposal)} == {"eligible"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("-5", "errors.money.negative"),
        ("1e20", "errors.money.unreadable"),
        ("12,5", "errors.money.unreadable"),
        ("9" * 20, "errors.money.too_large"),
        ("", "errors.money.missing"),
        ("<b>7</b>", "errors.money.unreadable"),
    ],
)
def test_a_budget_that_cannot_be_read_is_refused_and_stays_in_its_field(page, typed, key):
    app = computed(page, typed)
    assert translator("en")(key, text=typed) in refusals(app)
    assert field(app, "budget").value == typed
    assert not make.rows(FundingPlan)


def test_a_budget_is_read_as_people_write_it(page):
    computed(page, "TSh 1,200,000/=")
    assert make.rows(FundingPlan)[0].budget == 1_200_000


def test_a_rule_is_typed_refused_mended_and_kept(page):
    app = press(page, next(b.key for b in page.button if b.key.endswith(".add")))
    target = next(s for s in app.selectbox if s.key.endswith(".target"))
    target.select_index(next(i for i, label in enumerate(target.options) if "ICT device" in label))
    field(app, "at_least").set_value("3")
    field(app, "at_most").set_value("1")
    app = computed(app)
    assert "Rule 1:" in refusals(app)
    field(app, "at_most").set_value("twelve")
    app = computed(app)
    assert "twelve" in refusals(app)
    field(app, "at_least").set_value("")
    field(app, "at_most").set_value("1,000")
    app = computed(app)
    assert field(app, "at_most").value == "1,000"
    field(app, "at_most").set_value("0")
    app = computed(app)
    (plan,) = make.rows(FundingPlan)
    assert plan.rules["rules"] == [
        {"dimension": "track", "which": "device", "unit": "proposals", "at_least": None, "at_most": 0}
    ]
    assert field(app, "at_most").value == "0", "the form shows the plan's own rules"


def test_rules_that_cannot_hold_are_named(page):
    app = press(page, next(b.key for b in page.button if b.key.endswith(".add")))
    field(app, "at_least").set_value("9")
    app = computed(app)
    assert "More money does not help" in refusals(app)
    assert not make.rows(FundingPlan)


def test_the_decision_needs_a_second_look_and_a_reason(page, judged):
    app = computed(page)
    button = next(b for b in app.button if b.key.endswith(".decide"))
    assert button.disabled
    next(c for c in app.checkbox if c.key.endswith(".sure")).check().run()
    app = press(app, button.key)
    assert "reason" in refusals(app).lower()
    next(a for a in app.text_area if a.key.endswith(".reason")).set_value("As agreed on Monday, by all.")
    next(r for r in app.radio if r.key.endswith(".how")).set_value("award")
    app = press(app, button.key)
    assert {d.amount for d in make.rows(Decision)} == {4 * MILLION}
    assert "As agreed on Monday" in seen(app)
    assert not [b for b in app.button if b.key.endswith(".decide")]


def test_what_changed_meanwhile_is_told_and_nothing_is_decided(page, judged):
    app = computed(page)
    make.reviewed(make.person(), judged[0], 1, 1)
    next(c for c in app.checkbox if c.key.endswith(".sure")).check()
    next(a for a in app.text_area if a.key.endswith(".reason")).set_value("As agreed on Monday, by all.")
    app.run()
    assert translator("en")("funding.changed") in kit.text(app)
    app = press(app, next(b.key for b in app.button if b.key.endswith(".decide")))
    assert translator("en")("funding.errors.changed") in refusals(app)
    assert not make.rows(Decision)


def test_what_would_bring_each_in_and_computing_again(page, judged):
    app = computed(page)
    app = press(app, next(b.key for b in app.button if b.key.startswith("funding.out.")))
    told = seen(app).split(translator("en")("funding.needed_caption", n=1))[-1]
    assert judged[0].code in told
    assert "TSh 3,000,000" in told
    app = press(app, "funding.again")
    assert translator("en")("funding.again_same") in kit.text(app)


def test_a_name_stands_in_the_list_as_it_was_typed(page, call):
    field(page, "name").set_value("A (1) *x*")
    app = computed(page)
    assert "A (1) *x*" in app.selectbox(key=f"funding.plan.{call.id}").options


def test_a_second_plan_stands_beside_the_first_and_can_be_deleted(page, call):
    app = computed(page)
    app.selectbox(key=f"funding.plan.{call.id}").set_value(0).run()
    app = computed(kit.sound(app), "20,000,000")
    assert [plan.name for plan in make.rows(FundingPlan)] == ["Plan A", "Plan B"]
    assert "2 plans of this call" in seen(app)
    app = press(app, "funding.forget")
    assert [plan.name for plan in make.rows(FundingPlan)] == ["Plan A"]
