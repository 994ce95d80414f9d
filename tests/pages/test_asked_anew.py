"""What runs without its page, a fragment or a callback, asks anew who is reading."""

import ast
from contextlib import contextmanager
from functools import partial
from inspect import getclosurevars

import pytest
import streamlit as st
from streamlit.testing.v1 import local_script_runner

from db.models.funding import FundingPlan
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import SignInRequired
from innovation_hub.i18n import translator
from innovation_hub.services import accounts
from tests.architecture import source
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit

MILLION = 1_000_000
t = translator("en")


@contextmanager
def alone(app, name):
    """Run no more than the fragment of this function, as a browser asks for when a widget in it is used."""
    fragments = app._fragment_storage._fragments
    names = {
        key: getclosurevars(each).nonlocals["non_optional_func"].__name__ for key, each in fragments.items()
    }
    (key,) = [key for key, each in names.items() if each == name]
    usual = local_script_runner.RerunData
    local_script_runner.RerunData = partial(usual, fragment_id=key)
    try:
        yield
    finally:
        local_script_runner.RerunData = usual


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def funding(organiser):
    call = make.call()
    for asked in (8, 4):
        make.reviewed(make.person(), make.proposal(call.id, requested=asked * MILLION), 5, 4)
    app = kit.open_page("funding", organiser, call=call.id)
    next(each for each in app.text_input if each.key.endswith(".budget")).set_value("9,000,000")
    return app


def press(app, beginning, fragment):
    """Press a button that stands in a fragment."""
    button = next(one for one in app.button if one.key.startswith(beginning))
    with alone(app, fragment):
        return kit.sound(button.click().run())


def test_a_plan_is_computed_in_its_fragment(funding):
    press(funding, "funding.compute", "form")
    assert make.rows(FundingPlan)


def test_one_who_was_signed_out_computes_no_plan(funding, organiser):
    accounts.sign_out(organiser.session_id)
    app = press(funding, "funding.compute", "form")
    assert [error.value for error in app.error] == [t("errors.sign_in_required")]
    assert not make.rows(FundingPlan)


def test_one_who_was_signed_out_is_not_told_what_would_bring_in_a_proposal(funding, organiser):
    app = press(funding, "funding.compute", "form")
    accounts.sign_out(organiser.session_id)
    app = press(app, "funding.out.", "closer")
    assert [error.value for error in app.error] == [t("errors.sign_in_required")]


def test_one_who_was_signed_out_changes_no_language():
    reader = an_account(Role.STUDENT)
    app = kit.open_page("account", reader)
    next(one for one in app.button_group if one.key == "account.part").set_value("name").run()
    accounts.sign_out(reader.session_id)
    kit.sound(next(one for one in app.radio if one.key == "account.language").set_value("sw").run())
    assert kit.refused(app)


@pytest.mark.parametrize(("name", "role"), [("account", Role.STUDENT), ("systems", Role.ORGANISER)])
def test_one_who_was_signed_out_downloads_nothing(monkeypatch, name, role):
    offered = []
    monkeypatch.setattr(st, "download_button", lambda label, data, *_, **__: offered.append(data))
    reader = an_account(role)
    app = kit.open_page(name, reader)
    for parts in app.button_group:
        if parts.key == "account.part":
            kit.sound(parts.set_value("data").run())
    assert offered[-1]()
    accounts.sign_out(reader.session_id)
    with pytest.raises(SignInRequired):
        offered[-1]()


def test_no_fragment_is_given_its_reader():
    kept = [
        f"{source.name(path)}: {function.name}"
        for path in source.files("pages", "innovation_hub/ui")
        for function in ast.walk(source.tree(path))
        if isinstance(function, ast.FunctionDef)
        and any(
            "fragment" in ast.unparse(one) or "dialog" in ast.unparse(one) for one in function.decorator_list
        )
        and any("Actor" in ast.unparse(one.annotation) for one in function.args.args if one.annotation)
    ]
    assert not kept, "a fragment runs again with the arguments of the page: ask context.actor() in it"
