"""Creating calls as drafts with the default rubric; their fields are then saved one by one (see `fields`)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from db.models.calls import Call, Criterion
from db.primary_key import pk
from db.queries import calls as queries
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain import calls as rules
from innovation_hub.domain.calls import Audience, CallDraft, CriterionDraft
from innovation_hub.domain.clock import from_dar, now, today
from innovation_hub.domain.judging import DEFAULT_RUBRIC, SCORE_MAX, SCORE_MIN
from innovation_hub.domain.money import MAX_AMOUNT
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import RESOLUTIONS_SERVED
from innovation_hub.domain.text import clean, clean_line
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.i18n import translator
from innovation_hub.services import notices
from innovation_hub.services.calls import views
from innovation_hub.services.calls.views import CallView

WEEKS_OPEN = 8


def create(actor: Actor, *, draft: CallDraft | None = None) -> CallView:
    """Create a call; without a ``draft`` it has the default rubric and opens tomorrow for eight weeks."""
    ensure(actor, Permission.CALL_MANAGE)
    with unit_of_work() as uow:
        content = _checked(draft or _blank(queries.codes_like(uow.session, f"HUB-{today().year}")))
        refuse_taken_code(uow, content.code, None)
        row = Call(created_by=actor.id, **_columns(content))
        uow.session.add(row)
        uow.session.flush()
        _write_rubric(uow, row, content)
        notices.happened(uow, actor, "call.created", "call", pk(row), {"code": row.code})
        uow.commit()
        return views.call_view(row, queries.criteria(uow.session, pk(row)), now())


def lock_call(uow: UnitOfWork, call_id: int, version: int) -> Call:
    """The call, locked for this transaction; raises `NotFound`, or `Conflict` when it was changed since ``version``."""
    row = queries.locked(uow.session, call_id)
    if row is None:
        raise NotFound
    if row.version != version:
        raise Conflict("calls.refused.changed")
    return row


def _blank(taken: set[str]) -> CallDraft:
    year = today().year
    codes = [f"HUB-{year}", *(f"HUB-{year}-{n}" for n in range(2, len(taken) + 3))]
    opens_at = from_dar(today() + timedelta(days=1), 8, 0)
    return CallDraft(
        code=next(code for code in codes if code not in taken),
        title_sw="",
        title_en="",
        text_sw="",
        text_en="",
        audience=Audience.EVERYONE,
        resolutions=(),
        opens_at=opens_at,
        closes_at=from_dar(today() + timedelta(days=1, weeks=WEEKS_OPEN), 17, 0),
        criteria=default_rubric(),
    )


def default_rubric() -> tuple[CriterionDraft, ...]:
    """The rubric a call starts with, its words in both languages."""
    sw, en = translator("sw"), translator("en")
    # keys: rubric.*
    return tuple(
        CriterionDraft(
            sw(f"rubric.{name}.name"),
            en(f"rubric.{name}.name"),
            weight,
            {
                score: (sw(f"rubric.{name}.anchor.{score}"), en(f"rubric.{name}.anchor.{score}"))
                for score in range(SCORE_MIN, SCORE_MAX + 1)
            },
        )
        for name, weight in DEFAULT_RUBRIC
    )


def _checked(draft: CallDraft) -> CallDraft:
    """The draft with its texts trimmed; raises `Invalid` for a value that even a draft may not have."""
    code = check_code(draft.code)
    for field, text, most in (
        ("title_sw", draft.title_sw, rules.TITLE_MAX),
        ("title_en", draft.title_en, rules.TITLE_MAX),
        ("text_sw", draft.text_sw, rules.TEXT_MAX),
        ("text_en", draft.text_en, rules.TEXT_MAX),
    ):
        refuse_long(field, text, most)
    _check_numbers(draft)
    for criterion in draft.criteria:
        _check_criterion(criterion, draft)
    return replace(
        draft,
        code=code,
        title_sw=clean_line(draft.title_sw),
        title_en=clean_line(draft.title_en),
        text_sw=clean(draft.text_sw),
        text_en=clean(draft.text_en),
        resolutions=tuple(sorted(set(draft.resolutions))),
    )


def check_code(typed: str) -> str:
    """A code in its stored form; raises `Invalid` for an invalid one."""
    code = typed.strip().upper()
    if not rules.is_code(code):
        raise Invalid("calls.refused.code", field="code", most=rules.CODE_MAX)
    return code


def refuse_long(field: str, text: str, most: int) -> None:
    """Raise `Invalid` for a text longer than ``most`` characters."""
    if len(text.strip()) > most:
        raise Invalid("calls.refused.long", field=field, most=most, length=len(text.strip()))


def _check_numbers(draft: CallDraft) -> None:
    if draft.closes_at <= draft.opens_at:
        raise Invalid("calls.refused.order", field="closes_at")
    if not 0 <= draft.grace_minutes <= rules.GRACE_MAX:
        raise Invalid("calls.refused.grace", field="grace_minutes", most=rules.GRACE_MAX)
    if not 0 <= draft.prize_pool <= MAX_AMOUNT:
        raise Invalid("errors.money.too_large", field="prize_pool", text=str(draft.prize_pool))
    if not 1 <= draft.judges_per_proposal <= rules.JUDGES_MAX:
        raise Invalid("calls.refused.judges", field="judges_per_proposal", most=rules.JUDGES_MAX)
    if not 0 <= draft.score_min < draft.score_max <= rules.SCORE_LIMIT:
        raise Invalid("calls.refused.scores", field="score_max", most=rules.SCORE_LIMIT)
    if not set(draft.resolutions) <= set(RESOLUTIONS_SERVED):
        raise Invalid("calls.refused.resolutions", field="resolutions")
    if len(draft.criteria) > rules.CRITERIA_MAX:
        raise Invalid("calls.refused.criteria", field="criteria", most=rules.CRITERIA_MAX)


def _check_criterion(criterion: CriterionDraft, draft: CallDraft) -> None:
    if not 1 <= criterion.weight <= 100:
        raise Invalid("calls.refused.weight", field="weight", weight=criterion.weight)
    for name in (criterion.name_sw, criterion.name_en):
        refuse_long("name", name, rules.NAME_MAX)
    for score, words in criterion.anchors.items():
        if not draft.score_min <= score <= draft.score_max:
            raise Invalid(
                "calls.refused.anchor", field="anchors", least=draft.score_min, most=draft.score_max
            )
        for text in words:
            refuse_long("anchors", text, rules.ANCHOR_MAX)


def refuse_taken_code(uow: UnitOfWork, code: str, call_id: int | None) -> None:
    """Raise `Invalid` for a code that another call has."""
    other = queries.by_code(uow.session, code)
    if other is not None and other != call_id:
        raise Invalid("calls.refused.code_taken", field="code", code=code)


def _columns(draft: CallDraft) -> dict[str, Any]:
    names = (
        "code title_sw title_en text_sw text_en audience opens_at closes_at grace_minutes prize_pool "
        "judges_per_proposal score_min score_max score_best"
    )
    columns: dict[str, Any] = {name: getattr(draft, name) for name in names.split()}
    return columns | {"resolutions": list(draft.resolutions)}


def _write_rubric(uow: UnitOfWork, call: Call, draft: CallDraft) -> None:
    uow.session.add_all(
        Criterion(
            call_id=pk(call),
            position=position,
            name_sw=clean_line(criterion.name_sw),
            name_en=clean_line(criterion.name_en),
            weight=criterion.weight,
            anchors=views.stored_anchors(criterion),
        )
        for position, criterion in enumerate(draft.criteria, start=1)
    )
    uow.session.flush()
