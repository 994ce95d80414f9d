"""CSV that no spreadsheet runs."""

import csv
import io
from datetime import UTC, datetime

import pytest

from innovation_hub.config import ROOT
from innovation_hub.domain.sheets import cell, csv_text, marked


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "  =1", "\u00a0=1", "\uff1d1", "|calc"]
)
def test_a_text_that_looks_like_a_formula_is_made_plain(text):
    assert cell(text) == "'" + text


@pytest.mark.parametrize("value", ["Mfumo", "a=b", "", "5 - 3", -5, 0, 12.5])
def test_other_values_stay_as_they_are(value):
    assert cell(value) == value


def test_lists_instants_and_missing_values_become_cells():
    assert cell([4, 10]) == "4; 10"
    assert cell(["Asha Juma", "Rehema Mushi"]) == "Asha Juma; Rehema Mushi"
    assert cell(["=1", "x"]) == "'=1; x"
    assert cell(None) == ""
    assert cell(True) == 1
    assert cell(datetime(2026, 3, 2, tzinfo=UTC)) == "2026-03-02T00:00:00+00:00"


def test_a_table_reads_back():
    text = csv_text(["a", "b"], [['x, "y"\nz', 3], ["=1", None]])
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ['x, "y"\nz', "3"], ["'=1", ""]]


def test_a_file_to_download_bears_the_mark_of_utf_8():
    assert marked("Nyang’hwale") == b"\xef\xbb\xbf" + "Nyang’hwale".encode()


def test_every_csv_that_a_page_offers_is_marked():
    offers = [
        path.name
        for folder in ("pages", "innovation_hub/ui")
        for path in (ROOT / folder).rglob("*.py")
        if '"text/csv"' in path.read_text("utf-8")
    ]
    assert offers == ["downloads.py"]
