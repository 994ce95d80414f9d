"""The list of a year's budget lines: filters, sorting and rows, by category or in one table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from html import escape
from urllib.parse import urlencode

from innovation_hub.domain.budgets import Category, Fund, Nature
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.services.budgets import LineOrder, LineRow, LineState, WantedLines
from innovation_hub.ui import tables
from innovation_hub.ui.html import html
from innovation_hub.ui.lists import Chosen, ListFilter, ListSpec
from innovation_hub.ui.tables import Html

# The tables of all categories have the same column widths.
_STYLE = """<style>
.hub-lines .hub-table caption{font-weight:600;opacity:1;padding-top:1.25rem}
.hub-lines small{display:block;opacity:.8}
@media (min-width:641px){.hub-lines table{table-layout:fixed}.hub-lines th:first-child{width:36%}}
@media (max-width:640px){.hub-lines small{font-weight:400}}
</style>"""


def spec(t: Translator) -> ListSpec:
    """Return the list's definition; the year is a parameter of the address too."""
    # keys: budgets.category.*, budgets.nature.*, budgets.fund.*, budgets.line_state.*, budgets.line_order.*
    filters = (
        ListFilter("category", "budgets.field.category", _words(t, "category", Category)),
        ListFilter("nature", "budgets.field.nature", _words(t, "nature", Nature)),
        ListFilter("fund", "budgets.field.fund", _words(t, "fund", Fund)),
        ListFilter("state", "budgets.table.state", _words(t, "line_state", LineState)),
    )
    orders = _words(t, "line_order", LineOrder)()
    return ListSpec("budgets", "budgets.search_lines", filters, orders, budgets.LINES, keeps=("year",))


def _words(t: Translator, name: str, values: Iterable[StrEnum]) -> Callable[[], Mapping[str, str]]:
    return lambda: {value.value: t(f"budgets.{name}.{value.value}") for value in values}


def wanted(chosen: Chosen) -> WantedLines:
    """Convert the choices to the query of the service."""
    values = chosen.values
    return WantedLines(
        text=chosen.text,
        category=Category(values["category"]) if "category" in values else None,
        nature=Nature(values["nature"]) if "nature" in values else None,
        fund=Fund(values["fund"]) if "fund" in values else None,
        state=LineState(values["state"]) if "state" in values else None,
        order=LineOrder(chosen.order),
    )


def table(t: Translator, query: Mapping[str, str], seen: budgets.Overview) -> None:
    """Draw one page of the list in one table."""
    rows = [_cells(t, query, row, t(f"budgets.category.{row.category.value}")) for row in seen.lines.items]
    _draw(_markup(t, rows, t("budgets.lines_listed", n=seen.lines.total)))


def by_category(t: Translator, query: Mapping[str, str], seen: budgets.Overview) -> None:
    """Draw one page of the unfiltered list: a table for each category, with the category's allocation."""
    pieces = []
    for category in Category:
        rows = [_cells(t, query, row) for row in seen.lines.items if row.category is category]
        if rows:
            pieces.append(_markup(t, rows, _caption(t, category, seen.sums.get(category))))
    _draw("".join(pieces))


def _draw(tables_of_lines: str) -> None:
    html(f'{_STYLE}<div class="hub-lines">{tables_of_lines}</div>')


def _caption(t: Translator, category: Category, sums: budgets.Sums | None) -> str:
    name = t(f"budgets.category.{category.value}")
    if sums is None or not sums.lines:
        return t("budgets.category_none", category=name)
    return t("budgets.category_caption", category=name, amount=formats.money(t, sums.allocated))


def _markup(t: Translator, rows: Sequence[Sequence[str]], caption: str) -> str:
    headers = [
        t("budgets.table.line"),
        t("budgets.sum.allocated"),
        t("budgets.sum.spent"),
        t("budgets.sum.left"),
        t("budgets.table.waiting"),
    ]
    align: list[tables.Align] = ["left", "right", "right", "right"]
    return tables.markup(headers, rows, caption=caption, align=align, cards=True)


def _cells(t: Translator, query: Mapping[str, str], row: LineRow, *kinds: str) -> list[str]:
    link = tables.link(row.description, f"/budget-line?{urlencode({'line': row.id, **query})}")
    known = (
        *kinds,
        t(f"budgets.nature.{row.nature.value}"),
        t(f"budgets.fund.{row.fund.value}"),
        row.gfs_code,
    )
    what = Html(f"<span>{link}<small>{escape(' · '.join(kind for kind in known if kind))}</small></span>")
    if not row.reported:
        return [what, "–", "–", "–", t("budgets.row.not_reported")]
    waiting = t("budgets.row.waiting", n=row.pending) if row.pending else t("budgets.row.clear")
    amounts = (row.allocated, row.spent, row.left)
    return [what, *(Html(formats.money(t, amount)) for amount in amounts), waiting]
