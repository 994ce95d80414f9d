"""The list of pending movements: filters, sorting and rows."""

from collections.abc import Mapping
from functools import partial
from html import escape

from innovation_hub.domain.budgets import MovementKind
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import budgets
from innovation_hub.services.budgets import MovementOrder, MovementRow, WantedMovements
from innovation_hub.services.paging import Page
from innovation_hub.ui import budget_forms, tables, things
from innovation_hub.ui.html import html
from innovation_hub.ui.lists import Chosen, FilterKind, ListFilter, ListSpec, Tickable
from innovation_hub.ui.tables import Html

NAME, MOVEMENT = "approvals", "movement"
COLUMNS = ("line", "amount", "date", "recorder")


def spec(t: Translator, actor: Actor) -> ListSpec:
    """Return the definition of the list of the actor's institution; sorted oldest first by default."""
    # keys: budgets.kind.*, budgets.order.*
    kinds = {kind.value: t(f"budgets.kind.{kind.value}") for kind in MovementKind}
    filters = (
        ListFilter("kind", "budgets.field.kind", lambda: kinds),
        ListFilter("year", "budgets.year", partial(_years, actor)),
        ListFilter("recorder", "budgets.table.recorder", partial(_recorders, actor)),
        ListFilter("from", "budgets.amount_from", kind=FilterKind.AMOUNT),
        ListFilter("to", "budgets.amount_to", kind=FilterKind.AMOUNT),
    )
    orders = {order.value: t(f"budgets.order.{order.value}") for order in MovementOrder}
    return ListSpec(NAME, "budgets.search_movements", filters, orders, budgets.QUEUE)


def wanted(chosen: Chosen) -> WantedMovements:
    """Convert the choices to the query of the service."""
    values = chosen.values
    least, most = chosen.between("from", "to")
    return WantedMovements(
        text=chosen.text,
        kind=MovementKind(values["kind"]) if "kind" in values else None,
        financial_year=values.get("year"),
        recorder_id=int(values["recorder"]) if "recorder" in values else None,
        least=least,
        most=most,
        order=MovementOrder(chosen.order),
    )


def table(t: Translator, query: Mapping[str, str], page: Page[MovementRow]) -> None:
    """Draw one page of the list; each row links to its movement, with the parameters ``query`` in the address."""
    columns = ("budgets.field.movement", *(f"budgets.table.{name}" for name in COLUMNS))
    rows = [
        [
            things.link(budget_forms.kind_of(t, row), MOVEMENT, row.id, **query),
            f"{row.line} ({row.financial_year})",
            Html(formats.money(t, row.amount)),
            formats.day(t, row.happened_on),
            row.recorder,
        ]
        for row in page.items
    ]
    align: list[tables.Align] = ["left", "left", "right"]
    caption = t("budgets.queue_listed", n=page.total)
    html(tables.markup([t(column) for column in columns], rows, caption=caption, align=align, cards=True))


def tickable(t: Translator, query: Mapping[str, str], row: MovementRow) -> Tickable:
    """The movement as a row with a box, which is disabled if the reader recorded it."""
    name = f"{budget_forms.kind_of(t, row)} · {formats.money(t, row.amount)}"
    facts = [f"{row.line} ({row.financial_year})", formats.day(t, row.happened_on)]
    facts.append(t("budgets.several.own") if row.mine else row.recorder)
    read = things.link(t("budgets.several.read"), MOVEMENT, row.id, **query)
    words = " · ".join(escape(fact) for fact in facts)
    return Tickable(row.id, row.version, name, Html(f"{words} · {read}"), not row.mine)


def _years(actor: Actor) -> dict[str, str]:
    return {year: year for year in budgets.queue_sources(actor).years}


def _recorders(actor: Actor) -> dict[str, str]:
    return {str(one): name for one, name in budgets.queue_sources(actor).recorders.items()}
