"""Validation of drafts and submissions, for every row of the table of fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from innovation_hub.domain.calls import Audience
from innovation_hub.domain.fields import TEXTS, FieldKind, read, typed
from innovation_hub.domain.money import MAX_AMOUNT, Money
from innovation_hub.domain.proposal_field import ProposalField
from innovation_hub.domain.proposal_fields import FIELDS, ProposalDraft
from innovation_hub.domain.text import clean, clean_line
from innovation_hub.errors import Invalid


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a proposal still lacks: its field, and the key and data of the sentence for it."""

    field: str
    key: str
    data: dict[str, Any]


def missing(draft: ProposalDraft, *, for_institution: bool) -> Sequence[Missing]:
    """What must still be written before the proposal can be submitted, in the order of the form."""
    return [
        lack
        for field in FIELDS.values()
        if concerns(field, for_institution=for_institution) and applies(field, draft)
        for lack in _lacking(field, getattr(draft, field.name))
    ]


def required(draft: ProposalDraft, *, for_institution: bool) -> int:
    """How many things `missing` asks for in all, for a measure of progress."""
    return sum(
        field.needed and concerns(field, for_institution=for_institution) and applies(field, draft)
        for field in FIELDS.values()
    )


def concerns(field: ProposalField, *, for_institution: bool) -> bool:
    """Whether the field is asked for in a proposal for an institution, or in any other."""
    return field.audience in (
        Audience.EVERYONE,
        Audience.INSTITUTIONS if for_institution else Audience.STUDENTS,
    )


def applies(field: ProposalField, draft: ProposalDraft) -> bool:
    """Whether the field's condition (`only_if`) on another field of the draft is met."""
    if field.only_if is None:
        return True
    other = FIELDS[field.only_if.field]
    return other.plain(getattr(draft, other.name)) in field.only_if.values


def only_what_applies(draft: ProposalDraft) -> ProposalDraft:
    """The draft without values of fields that do not apply: a draft keeps them, a submission does not."""
    unasked = {name: field.default for name, field in FIELDS.items() if not applies(field, draft)}
    return replace(draft, **unasked)


def checked(draft: ProposalDraft) -> ProposalDraft:
    """The draft with clean values; raises `Invalid` for a value that even a draft may not have. Gaps are allowed."""
    values = {name: _clean(field, getattr(draft, name)) for name, field in FIELDS.items()}
    return only_what_applies(replace(draft, **values))


def _lacking(field: ProposalField, value: Any) -> Iterator[Missing]:
    if field.kind in TEXTS:
        yield from _wrong_length(field, len(value.strip()))
    elif field.needed and (value is None if field.kind is FieldKind.NUMBER else not value):
        one = field.kind is FieldKind.CHOICE
        data = {"least": field.options[0], "most": field.options[-1]} if one else {}
        yield Missing(field.name, f"proposals.missing.{field.name}", data)


def _wrong_length(field: ProposalField, length: int) -> Iterator[Missing]:
    least, most = field.minimum or 1, field.maximum
    if length < least and (field.needed or length):
        said = {"length": length} if field.kind is FieldKind.TEXT else {}
        yield Missing(field.name, f"proposals.missing.{field.name}", {"least": least, **said})
    if most is not None and length > most:
        yield Missing(field.name, f"proposals.long.{field.name}", {"over": length - most, "most": most})


def _clean(field: ProposalField, value: Any) -> Any:
    """The clean value for a draft; raises `Invalid`."""
    if field.kind in TEXTS:
        return _clean_text(field, value)
    if field.kind is FieldKind.CHOICES:
        if not set(value) <= set(field.options):
            raise Invalid(field.refusal, field=field.name)
        return tuple(option for option in field.options if option in value)
    if value is None:
        return None
    if field.kind is FieldKind.CHOICE and field.plain(value) not in field.options:
        raise Invalid(field.refusal, field=field.name, least=field.options[0], most=field.options[-1])
    if field.kind is FieldKind.MONEY:
        return _clean_money(field, value)
    return read(field, typed(field, value)) if field.kind is FieldKind.NUMBER else value


def _clean_text(field: ProposalField, value: str) -> str:
    text = clean(value) if field.kind is FieldKind.TEXT else clean_line(value)
    if field.maximum is not None and len(text) > field.maximum:
        raise Invalid("proposals.refused.long", field=field.name, length=len(text), most=field.maximum)
    return text


def _clean_money(field: ProposalField, amount: Money) -> Money:
    if amount < 0:
        raise Invalid("errors.money.negative", field=field.name, text=str(amount))
    if amount > MAX_AMOUNT:
        raise Invalid("errors.money.too_large", field=field.name, text=str(amount)[:40])
    return amount
