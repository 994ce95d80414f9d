"""Public data over HTTP: whole sheets, the table behind a chart, and nothing else."""

import csv
import io
import json
from datetime import timedelta

import pytest
from starlette.applications import Starlette

from db import engine
from db.models.budgets import NationalTotal
from db.seed import reference
from db.unit_of_work import unit_of_work
from innovation_hub.domain.budgets import Category
from innovation_hub.domain.indicators import registry
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.i18n import translator
from innovation_hub.services import exports, ranking, screening
from innovation_hub.ui.light import light_page
from innovation_hub.web.data import data_routes
from tests.factories import judging as make
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call
from tests.factories.proposals import a_submitted_proposal
from tests.web.conftest import TestClient


@pytest.fixture
def client(database_url):
    with unit_of_work() as uow:
        reference.load(uow)
        uow.session.add(
            NationalTotal(financial_year="2024/25", category=Category.DEVICES, institutions=1, allocated=7)
        )
        uow.commit()
    with TestClient(Starlette(routes=data_routes())) as browser:
        yield browser


@pytest.mark.parametrize("name", ["resolutions", "calls", "proposals", "budgets", "indicators"])
def test_each_sheet_comes_as_json_and_csv(client, name):
    as_json, as_csv = client.get(f"/data/{name}.json"), client.get(f"/data/{name}.csv")
    assert isinstance(json.loads(as_json.text), list)
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert as_csv.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    assert as_csv.content.startswith(b"\xef\xbb\xbf")


def test_a_chart_gives_its_table_in_the_readers_language(client):
    asked = client.get("/data/indicators/11.3.csv?lang=en&from=2023/24&to=2024/25").text
    lines = asked.lstrip("\ufeff").split("\r\n")
    assert lines[0].startswith("Financial year,Allocated,Spent")
    assert lines[1].startswith("2023/24,,")
    assert lines[2].startswith("2024/25,7,")
    assert "Mwaka wa fedha" in client.get("/data/indicators/11.3.csv").text


def test_results_of_a_call_are_a_file_without_formulae(client, clock):
    organiser = an_organiser()
    call = a_call(organiser, closes_at=clock.instant + timedelta(hours=1))
    sent = a_submitted_proposal(a_student(), call, title="=1+1 for everybody in town")
    path = f"/data/results/{call.card.code.lower()}.csv"
    assert client.get(path).status_code == 404  # before they are published
    clock.forward(hours=1)
    screening.admit(organiser, proposal_id=sent.id, version=sent.version)
    ranking.shortlist(organiser, proposal_id=sent.id, version=sent.version + 1)
    reason = "The need is shown."
    ranking.award(organiser, proposal_id=sent.id, version=sent.version + 2, amount=5_000, reason=reason)
    make.concluded(organiser, call.card)
    answer = client.get(path)
    assert answer.headers["content-disposition"] == f'attachment; filename="{call.card.code}-results.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["outcome"], row["amount_tzs"]) == ("awarded", "5000")
    assert row["title"] == "'=1+1 for everybody in town"
    page = light_page("results", query="", session="", asked="en", lang="en")
    assert f'href="/data/results/{call.card.code}.csv" download' in page.html
    assert answer.text.removeprefix("\ufeff") == exports.results_of(VISITOR, code=call.card.code).csv()


@pytest.mark.parametrize("entry", registry.computed(), ids=lambda entry: entry.code)
def test_every_indicator_gives_its_table(client, entry):
    heads = client.get(f"/data/indicators/{entry.code}.csv?lang=en").text.split("\r\n")[0]
    assert all(translator("en")(f"indicators.series.{entry.key(name)}") in heads for name in entry.units)


@pytest.mark.parametrize(
    "path", ["/data/accounts.csv", "/data/results/NO-SUCH.csv", "/data/calls.exe", "/data/indicators/9.9.csv"]
)
def test_what_is_not_public_is_not_there(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/data/calls.csv", "/data/indicators/11.3.csv"])
def test_a_database_that_is_away_is_said_in_words(tmp_path, path):
    engine.use(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    try:
        with TestClient(Starlette(routes=data_routes())) as browser:
            answer = browser.get(path)
    finally:
        engine.dispose()
    assert answer.status_code == 503
    assert "innovation-hub migrate" in answer.text
