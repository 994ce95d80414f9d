"""The effect of an approval on the accounts of budget lines."""

from collections.abc import Mapping

from innovation_hub.domain.budgets import LedgerAccount
from innovation_hub.domain.money import Money
from innovation_hub.i18n import Translator, formats
from innovation_hub.ui.decision import EffectTable
from innovation_hub.ui.tables import Html


def table(
    t: Translator, caption: str, before: Mapping[LedgerAccount, Money], after: Mapping[LedgerAccount, Money]
) -> EffectTable:
    """Return the balances of the accounts before and after approval, without those that are empty in both."""
    rows = [
        (
            t(f"budgets.account.{account.value}"),
            Html(formats.money(t, before.get(account, 0))),
            Html(formats.money(t, after.get(account, 0))),
        )
        for account in LedgerAccount
        if account is not LedgerAccount.SOURCE and (before.get(account) or after.get(account))
    ]
    headers = (t("budgets.table.account"), t("budgets.table.before"), t("budgets.table.after"))
    return EffectTable(caption, headers, rows)
