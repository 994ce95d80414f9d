"""Publishing complete calls, and amending the texts of published ones."""

from db.queries import calls as queries
from db.unit_of_work import unit_of_work
from innovation_hub.domain import calls as rules
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.text import clean, clean_line
from innovation_hub.errors import Invalid, NotNow
from innovation_hub.services import notices
from innovation_hub.services.calls import views
from innovation_hub.services.calls.editing import lock_call, refuse_long
from innovation_hub.services.calls.views import CallView


def publish(actor: Actor, *, call_id: int, version: int) -> CallView:
    """Publish the call; its rubric cannot change any more. Raises `Invalid` while it is incomplete."""
    ensure(actor, Permission.CALL_MANAGE)
    with unit_of_work() as uow:
        row = lock_call(uow, call_id, version)
        if row.state is not CallState.DRAFT:
            raise NotNow("calls.refused.published")
        at = now()
        criteria = queries.criteria(uow.session, call_id)
        draft = views.call_view(row, criteria, at).draft
        for key, data in rules.unready(draft, at):
            raise Invalid(key, **data)
        for criterion, written in zip(criteria, draft.criteria, strict=True):
            criterion.anchors = views.stored_anchors(written)  # without anchors outside the scale
        row.state, row.published_at = CallState.PUBLISHED, at
        row.version += 1
        notices.happened(
            uow,
            actor,
            "call.published",
            "call",
            call_id,
            {"code": row.code, "opens_at": row.opens_at.isoformat(), "closes_at": row.closes_at.isoformat()},
        )
        uow.commit()
        return views.call_view(row, criteria, at)


def amend(
    actor: Actor,
    *,
    call_id: int,
    version: int,
    title_sw: str,
    title_en: str,
    text_sw: str,
    text_en: str,
) -> CallView:
    """Change title and text of a published call, not its terms. Raises `Invalid` or `Conflict`."""
    ensure(actor, Permission.CALL_MANAGE)
    texts = {
        "title_sw": clean_line(title_sw),
        "title_en": clean_line(title_en),
        "text_sw": clean(text_sw),
        "text_en": clean(text_en),
    }
    for field, text in texts.items():
        refuse_long(field, text, rules.TITLE_MAX if field.startswith("title") else rules.TEXT_MAX)
        if not text:
            raise Invalid("calls.unready.texts", field=field)
    with unit_of_work() as uow:
        row = lock_call(uow, call_id, version)
        if row.state is not CallState.PUBLISHED:
            raise NotNow("calls.refused.not_published")
        changed = [field for field, text in texts.items() if getattr(row, field) != text]
        for field in changed:
            setattr(row, field, texts[field])
        if changed:
            row.version += 1
            notices.happened(uow, actor, "call.amended", "call", call_id, {"fields": sorted(changed)})
        uow.commit()
        return views.call_view(row, queries.criteria(uow.session, call_id), now())
