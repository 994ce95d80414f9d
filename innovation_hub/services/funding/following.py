"""Rules of plans after mergers: a rule for a merged institution applies to its successor."""

from dataclasses import replace

from sqlmodel import Session

from db.queries import successors
from innovation_hub.domain.funding import Dimension, PlanDraft, RuleDraft


def followed(session: Session, draft: PlanDraft) -> PlanDraft:
    """The draft with merged institutions in its rules replaced by their successors."""
    named = {int(rule.which) for rule in draft.rules if _one(rule)}
    into = successors.ids(session, named) if named else {}
    if not into:
        return draft
    rules = (
        replace(rule, which=str(into.get(int(rule.which), rule.which))) if _one(rule) else rule
        for rule in draft.rules
    )
    return replace(draft, rules=tuple(rules))


def _one(rule: RuleDraft) -> bool:
    return rule.dimension is Dimension.INSTITUTION and rule.which.isdecimal()
