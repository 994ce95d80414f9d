"""Searching for similar work while a proposal is written, and when it is screened."""

from typing import Any

from db.queries import proposals as proposal_queries
from db.queries import similarity as queries
from db.unit_of_work import read_only
from innovation_hub.domain.calls import end
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposal_fields import ProposalDraft
from innovation_hub.domain.proposals import RECEIVED
from innovation_hub.domain.similarity import Source, source_for_writer
from innovation_hub.errors import NotFound
from innovation_hub.services.similarity.marking import Asked
from innovation_hub.services.similarity.matches import Match, matches
from innovation_hub.services.similarity.nearest import nearest
from innovation_hub.services.similarity.texts import of_content, of_draft


def for_writer(actor: Actor, *, proposal_id: int, draft: ProposalDraft) -> list[Match]:
    """Texts similar to the draft, shown as far as its writer may see; raises `NotFound` for other people's proposals.

    Systems and the writer's own proposals are shown; of funded ones code and title; of others, once their
    call has closed, only the likeness. Drafts and withdrawn proposals are not compared.
    """
    ensure(actor, Permission.PROPOSAL_WRITE)
    at = now()

    def rule(row: Any) -> Source | None:
        if row.system_id is not None:
            return Source.SYSTEM
        if row.proposal_id == proposal_id:
            return None
        return source_for_writer(
            row.state, row.call_state, end(row.closes_at, row.grace_minutes), mine=row.mine, at=at
        )

    asked = Asked(of_draft(draft))
    with read_only() as session:
        if not proposal_queries.reachable(session, proposal_id=proposal_id, account_id=actor.id):
            raise NotFound
        found = nearest(session, asked.content_terms, account_id=actor.id, rule=rule)
        return matches(session, asked, found)


def for_screening(actor: Actor, *, proposal_id: int) -> list[Match]:
    """Texts similar to a submitted proposal, with both texts; raises `NotFound` for one that was not submitted."""
    ensure(actor, Permission.PROPOSAL_SCREEN)

    def rule(row: Any) -> Source | None:
        if row.system_id is not None:
            return Source.SYSTEM
        return Source.PROPOSAL if row.proposal_id != proposal_id and row.state in RECEIVED else None

    with read_only() as session:
        row = queries.submitted(session, [proposal_id]).get(proposal_id)
        if row is None:
            raise NotFound
        asked = Asked(of_content(row.content))
        found = nearest(session, asked.content_terms, account_id=actor.id, rule=rule)
        return matches(session, asked, found)
