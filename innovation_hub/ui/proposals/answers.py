"""Values of the fields of a proposal as text."""

from typing import Any

from innovation_hub.domain.fields import FieldKind
from innovation_hub.domain.proposal_field import ProposalField
from innovation_hub.i18n import Translator, formats


def words(t: Translator, field: ProposalField, value: Any) -> str:
    """The value of a field as plain text; empty for an empty value."""
    kind = field.kind
    if value is None or (not value and kind is not FieldKind.NUMBER):
        return ""
    if kind is FieldKind.TICK:
        return "✓"
    if kind is FieldKind.CHOICE:
        return t(field.option(field.plain(value)))
    if kind is FieldKind.CHOICES:  # numbers, as of resolutions, have no texts
        return ", ".join(str(one) if isinstance(one, int) else t(field.option(one)) for one in value)
    if kind is FieldKind.MONEY:
        return formats.money(t, value)
    if kind is FieldKind.NUMBER:
        return formats.number(t, value)
    if kind is FieldKind.DATE:
        return formats.day(t, value)
    return formats.instant(t, value) if kind is FieldKind.DATETIME else str(value)
