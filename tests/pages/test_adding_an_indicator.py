"""The recipe "To add an indicator" of CONTRIBUTING.md, followed on an example: an entry, its computation, its texts."""

import csv
import io
import json
import re

import pytest
from sqlmodel import select

from db.models.accounts import Account
from db.models.devices import Device, DeviceReading
from db.models.institutions import Institution
from db.seed import reference
from db.unit_of_work import unit_of_work
from innovation_hub.charts import words
from innovation_hub.config import ROOT
from innovation_hub.domain.accounts import AccountKind
from innovation_hub.domain.indicators import Point, Unit, registry
from innovation_hub.domain.indicators.charts import MAIN, Bars
from innovation_hub.domain.indicators.entry import Card, IndicatorEntry, Picture, Sentence
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.i18n import translator
from innovation_hub.services import exports, resolutions
from tests.pages import kit
from tests.pages.kit import html

# Step 1: the entry.
ENTRY = IndicatorEntry(
    code="11.9",
    resolution=11,
    unit=Unit.COUNT,
    source="Innovation Hub",
    chart=Bars(),
    sentence=Sentence(counted=MAIN),
    card=Card(Picture.COLUMNS),
)


# Steps 2 and 3: the query and the computation.
def makers(records):
    """Institutions with a device that has a reading in the year."""
    query = select(DeviceReading.financial_year, Device.institution_id).join(
        Device, Device.id == DeviceReading.device_id
    )
    found = set(records.session.exec(query).all())
    counts = {label: sum(year == label for year, _ in found) for label in records.labels}
    return {MAIN: [Point(year, n, n, n) if n else Point(year) for year, n in counts.items()]}


# Step 4: the texts, in both catalogues.
TEXTS = {
    "name": ("Taasisi zinazounda vifaa", "Institutions that make devices"),
    "definition": ("Taasisi zenye kifaa.", "Institutions with a device."),
    "series": ("Watengenezaji", "Makers"),
    "say": ("Mwaka {year}, taasisi {n} ziliunda vifaa.", "In {year}, {n} institutions made devices."),
    "nothing": ("Bado hakuna.", "No institution yet."),
    "evidence": ("taasisi {n}", "{n} institutions"),
    "rate": ("{rate}", "{rate}"),
    "card": ("taasisi zinaunda vifaa", "institutions make devices"),
}


@pytest.fixture(autouse=True)
def _added(clock, monkeypatch):
    """The example is added, the reference data loaded again, and an institution has made two devices."""
    monkeypatch.setitem(registry.REGISTRY, ENTRY.code, ENTRY)
    monkeypatch.setitem(resolutions.COMPUTATIONS, ENTRY.code, makers)
    for place, lang in enumerate(("sw", "en")):
        catalogue = translator(lang)._messages._catalog
        for kind, texts in TEXTS.items():
            monkeypatch.setitem(catalogue, f"indicators.{kind}.{ENTRY.slug}", texts[place])
    with unit_of_work() as uow:
        reference.load(uow)
        uow.session.add(Account(email="a@example.test", name="A", password_hash="-", kind=AccountKind.STAFF))
        maker = uow.session.exec(select(Institution).where(Institution.code == "UDSM")).one()
        devices = [Device(institution_id=maker.id, name=n, purpose="-", created_by=1) for n in "ab"]
        uow.session.add_all(devices)
        uow.session.flush()
        readings = [
            DeviceReading(device_id=d.id, financial_year="2024/25", trl=4, evidence="-", recorded_by=1)
            for d in devices
        ]
        uow.session.add_all(readings)
        uow.commit()


def test_the_recipe_names_five_files_that_are_there():
    recipe = (ROOT / "CONTRIBUTING.md").read_text().split("## To add an indicator\n")[1].split("\n## ")[0]
    steps = re.findall(r"^\d\. `([^`]+)`", recipe, re.MULTILINE)
    assert len(steps) == 5
    assert all((ROOT / path).is_file() for path in steps)


def texts(kind, lang):
    return TEXTS[kind][("sw", "en").index(lang)]


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_the_page_of_the_resolution_shows_its_chart_sentence_and_definition(lang):
    app = kit.open_page("resolution_11", lang=lang)
    shown = html(app)
    said = texts("say", lang).format(year="2024/25", n=1)
    assert f"11.9 · {texts('name', lang)}" in shown
    assert f"<p>{said}</p>" in shown
    assert texts("definition", lang) in shown
    chart = kit.charts(app)[-1]
    assert said in chart["alt"]
    (figure,) = chart["drawn"]["charts"]
    assert figure["data"][0]["y"] == [None, 1, None]
    assert figure["data"][0]["name"] == texts("series", lang)


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_the_home_page_shows_its_card_beside_the_one_that_was_there(lang):
    shown = html(kit.open_page("home", lang=lang))
    assert texts("card", lang) in shown
    assert translator(lang)("indicators.card.11_1", n=2) in shown


def test_the_twelve_tell_its_sentence():
    assert "In 2024/25, 1 institutions made devices." in html(kit.open_page("resolutions"))


def test_the_files_hold_it():
    (row,) = (r for r in json.loads(exports.indicators().json()) if r["code"] == "11.9" and r["value"])
    assert (row["series"], row["unit"], row["financial_year"], row["value"]) == (
        "11_9",
        "count",
        "2024/25",
        1,
    )
    assert (row["name_sw"], row["name_en"]) == TEXTS["name"]
    rows = list(csv.DictReader(io.StringIO(exports.indicators().csv())))
    assert {r["code"] for r in rows} == {entry.code for entry in registry.computed()}


def test_its_table_stands_below_its_chart():
    found = resolutions.progress(VISITOR)[11].indicator("11.9")
    heads, rows = words.table(found, translator("en"))
    assert rows[0][0] == "Makers"
    assert rows[0][heads.index("2024/25")] == "1"
