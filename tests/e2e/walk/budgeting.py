"""The way of a budget: an officer records, an approver looks and approves."""

import csv
from pathlib import Path

from tests.e2e.walk.entering import Person

FORM6 = Path(__file__).with_name("planrep_form6_ulanga_2017_18.csv")
CODES = ("sub_vote", "project", "objective", "cost_centre", "target", "activity", "gfs_code")


def form6_lines() -> list[dict[str, str]]:
    """The two lines of Ulanga's ICT budget, as its PlanRep form prints them."""
    with FORM6.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def enter_line(officer: Person, line: dict[str, str]) -> None:
    """Type one printed line into the form, amounts as they are printed."""
    hub, t = officer.hub, officer.t
    hub.open(f"/budgets?year={line['financial_year']}")
    hub.page.get_by_role("button", name=t("budgets.add")).click()
    hub.rest()
    for name, value in (("category", "ict"), ("nature", "recurrent"), ("fund", "local")):
        group = hub.page.get_by_role("radiogroup", name=t(f"budgets.field.{name}"))
        group.get_by_text(t(f"budgets.{name}.{value}"), exact=True).click()
    description = f"{line['activity_description']}: {line['gfs_description']}"
    hub.page.get_by_label(t("budgets.field.description"), exact=True).fill(description)
    hub.page.get_by_label(t("budgets.field.allocated"), exact=True).fill(line["total_y1"])
    hub.page.get_by_label(t("budgets.field.fund_source"), exact=True).fill(line["fund_source"])
    hub.page.get_by_text(t("budgets.codes"), exact=True).click()
    for code in CODES:
        hub.page.get_by_label(t(f"budgets.code.{code}"), exact=True).fill(line[code])
    hub.page.get_by_role("button", name=t("budgets.save_line")).click()
    hub.rest().see(t("budgets.line_saved"))


def approve_all(approver: Person, count: int) -> None:
    """Approve what waits, one after the other."""
    hub, t = approver.hub, approver.t
    for _ in range(count):
        hub.open("/approvals")
        hub.page.locator("table a").first.click()
        hub.rest()
        hub.page.get_by_role("button", name=t("budgets.approve")).click()
        hub.rest().see(t("budgets.approved"))
