"""Bars of a budget in plain HTML, each labelled with its amount."""

from collections.abc import Mapping
from html import escape

from innovation_hub.domain.budgets import LedgerAccount
from innovation_hub.domain.money import Money
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.budgets import Sums

A = LedgerAccount
_COLOURS = {
    A.SPENT: "var(--bar)",
    A.COMMITTED: "var(--ochre)",
    A.AVAILABLE: "var(--water)",
    A.UNRELEASED: "color-mix(in srgb,currentColor 22%,transparent)",
    A.OVERRUN: "repeating-linear-gradient(135deg,var(--brick) 0 6px,var(--clay) 6px 9px)",
}
_STYLE = """<style>
.hub-bars{margin:.25rem 0 .75rem}
.hub-bars .row{display:grid;grid-template-columns:1fr auto;gap:.15rem .9rem;align-items:center;margin:.5rem 0}
.hub-bars .row .track{grid-column:1/-1;grid-row:2}
@media (min-width:641px){.hub-bars .row{grid-template-columns:8rem 1fr 15rem;margin:.3rem 0}
.hub-bars .row .track{grid-column:2;grid-row:1}.hub-bars .row .amount{grid-column:3}}
.hub-bars .track{display:flex;height:.9rem;border-radius:.3rem;overflow:hidden;
background:color-mix(in srgb,currentColor 9%,transparent)}
.hub-bars .track>i{display:block;height:100%;min-width:2px}
.hub-bars .what{font-size:var(--step--1)}
.hub-bars .amount{font-variant-numeric:tabular-nums;font-weight:600}
.hub-bars .amount small{font-weight:400;opacity:.85;margin-left:.4rem}
.hub-bars .left{display:flex;flex-wrap:wrap;gap:.25rem 2.5rem;margin-bottom:.5rem}
.hub-bars .left div{min-width:9rem}
.hub-bars .left b{display:block;font-size:var(--step-3);font-weight:600;line-height:1.3;
font-variant-numeric:tabular-nums}
.hub-bars ul{display:flex;flex-wrap:wrap;gap:.35rem 1.5rem;list-style:none;padding:0;margin:.6rem 0 0}
.hub-bars li{margin:0;padding:0;display:flex;gap:.45rem;align-items:baseline;font-size:var(--step--1)}
.hub-bars li>i{width:.75rem;height:.75rem;border-radius:.2rem;flex:none;align-self:center}
.hub-bars li b{font-weight:600;font-variant-numeric:tabular-nums}
</style>"""


def year(t: Translator, sums: Sums) -> str:
    """A year's totals as bars on one scale: allocated, released, committed, spent."""
    rows = (
        (t("budgets.sum.allocated"), sums.allocated, "color-mix(in srgb,currentColor 35%,transparent)"),
        (t("budgets.sum.released"), sums.released, _COLOURS[A.AVAILABLE]),
        (t("budgets.sum.committed"), sums.committed, _COLOURS[A.COMMITTED]),
        (t("budgets.sum.spent"), sums.spent, _COLOURS[A.SPENT]),
    )
    longest = max(amount for _, amount, _ in rows) or 1
    figures = [(t("budgets.sum.left"), formats.money(t, sums.left))]
    if sums.execution is not None:
        figures.append((t("budgets.sum.execution"), formats.percent(t, sums.execution)))
    drawn = "".join(
        f'<div class="row"><span class="what">{escape(name)}</span>'
        f'<div class="track" aria-hidden="true">{_piece(colour, amount, longest)}</div>'
        f'<span class="amount">{formats.money(t, amount)}{_share(t, amount, sums.allocated)}</span></div>'
        for name, amount, colour in rows
    )
    return f'{_STYLE}<div class="hub-bars"><div class="left">{_figures(figures)}</div>{drawn}</div>'


def line(t: Translator, balances: Mapping[LedgerAccount, Money]) -> str:
    """A line's balances as one stacked bar with a legend, and what is left; an overrun extends the bar."""
    parts = [(account, balances.get(account, 0)) for account in _COLOURS if balances.get(account, 0) > 0]
    whole = sum(amount for _, amount in parts) or 1
    left = balances.get(A.AVAILABLE, 0) + balances.get(A.UNRELEASED, 0)
    pieces = "".join(_piece(_COLOURS[account], amount, whole) for account, amount in parts)
    legend = "".join(
        f'<li><i style="background:{_COLOURS[account]}" aria-hidden="true"></i>'
        f"{escape(_account(t, account))} <b>{formats.money(t, amount)}</b></li>"
        for account, amount in parts
    )
    return (
        f'{_STYLE}<div class="hub-bars"><div class="left">'
        f"{_figures([(t('budgets.sum.left'), formats.money(t, left))])}</div>"
        f'<div class="track" style="height:1.4rem" aria-hidden="true">{pieces}</div><ul>{legend}</ul></div>'
    )


def _account(t: Translator, account: LedgerAccount) -> str:
    return t(f"budgets.account.{account.value}")  # keys: budgets.account.*


def _figures(figures: list[tuple[str, str]]) -> str:
    return "".join(f"<div>{escape(name)}<b>{escape(value)}</b></div>" for name, value in figures)


def _piece(colour: str, amount: Money, whole: Money) -> str:
    return f'<i style="width:{100 * amount / whole:.2f}%;background:{colour}"></i>' if amount > 0 else ""


def _share(t: Translator, amount: Money, whole: Money) -> str:
    return f"<small>{formats.percent(t, amount / whole, 0)}</small>" if whole and amount != whole else ""
