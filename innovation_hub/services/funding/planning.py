"""Computing a plan, storing it under a name, and recomputing it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from db.commands import funding as commands
from db.models.funding import FundingChoice, FundingPlan
from db.primary_key import pk
from db.queries import funding as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.funding import PlanDraft, checked, checked_name
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Conflict, Invalid, NotFound, NotNow
from innovation_hub.services import notices
from innovation_hub.services.funding.following import followed
from innovation_hub.services.funding.gathering import Gathered, gather
from innovation_hub.services.funding.views import Blocked, Comparison, FundingObstacle, Needed
from innovation_hub.services.workflow import closed_call

if TYPE_CHECKING:
    from innovation_hub.methods.portfolio import PortfolioChange
    from innovation_hub.services.funding.computing import Solved

SEED, PLANS_MAX = 0, 20


def plan(
    actor: Actor,
    *,
    call_id: int,
    name: str,
    draft: PlanDraft,
    progress: Callable[[float], None] = lambda share: None,
) -> int | Blocked:
    """Compute a plan and store it under its name, in place of an earlier one that was not carried out.

    Returns the plan's id, or the rules that cannot hold together. Decides nothing. Raises `Several` or `Invalid` for
    wrong input, `NotNow` when there is nothing to choose from, `Conflict` when reviews or decisions changed meanwhile.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    name, draft = checked_name(name), checked(draft)
    with read_only() as session:
        gathered, draft = gather(session, call_id), followed(session, draft)
        _check_name(queries.plans(session, call_id), name)
    _check_musts(gathered, draft)
    from innovation_hub.methods.portfolio import Contradiction
    from innovation_hub.services.funding import computing

    solved = computing.compute(computing.pose(gathered, draft, SEED), progress)
    if isinstance(solved, Contradiction):
        return Blocked(tuple(obstacles(gathered, draft, solved.rules)), solved.budget)
    with unit_of_work() as uow:
        closed_call(uow, call_id)
        mark = gathered.fingerprint(draft, method(), SEED)
        current = followed(uow.session, draft)
        if gather(uow.session, call_id).fingerprint(current, method(), SEED) != mark:
            raise Conflict("funding.errors.changed")
        _check_name(queries.plans(uow.session, call_id), name)
        plan_id = _keep(uow, actor, name, draft, mark, solved)
        notices.happened(uow, actor, "funding.plan", "funding_plan", plan_id, {"hash": mark})
        uow.commit()
    return plan_id


def method() -> str:
    """The versions of the method that a result depends on."""
    from innovation_hub.methods.portfolio import VERSION

    return VERSION


def _check_name(plans: Iterable[Any], name: str) -> None:
    plans = list(plans)
    same = [row for row in plans if row.name == name]
    if same and same[0].decided_at:
        raise Invalid("funding.errors.name_decided", field="name")
    if not same and len(plans) >= PLANS_MAX:
        raise Invalid("funding.errors.too_many_plans", field="name", most=PLANS_MAX)


def _check_musts(gathered: Gathered, draft: PlanDraft) -> None:
    if not gathered.entries:
        raise NotNow("funding.errors.no_proposals")
    known = {entry.id: entry for entry in gathered.entries}
    for proposal_id in (*draft.must, *draft.must_not):
        entry = known.get(proposal_id)
        if entry is None:
            raise NotFound
        if entry.fixed:
            raise Invalid("funding.errors.must_decided", field="must", code=entry.code)


def _keep(uow: UnitOfWork, actor: Actor, name: str, draft: PlanDraft, mark: str, solved: "Solved") -> int:
    call_id = solved.posed.gathered.call_id
    row = queries.named(uow.session, call_id, name)
    figures = _figures(draft, mark, solved)
    if row is None:
        row = FundingPlan(call_id=call_id, name=name, created_by=actor.id, **figures)
    else:
        commands.drop_choices(uow.session, pk(row))
        for key, value in figures.items():
            setattr(row, key, value)
        row.created_at, row.created_by, row.version = now(), actor.id, row.version + 1
    uow.session.add(row)
    uow.session.flush()
    uow.session.add_all(FundingChoice(plan_id=pk(row), **choice) for choice in choices(draft, solved))
    uow.session.flush()
    return pk(row)


def _figures(draft: PlanDraft, mark: str, solved: "Solved") -> dict[str, Any]:
    portfolio, walk, entries = solved.portfolio, solved.walk, solved.posed.gathered.entries
    women = sum(
        bool(entry.woman_leads) for entry, level in zip(entries, portfolio.choice, strict=True) if level
    )
    return {
        "rules": draft.as_json(),
        "method": method(),
        "seed": SEED,
        "draws": solved.draws,
        "input_hash": mark,
        "budget": draft.budget,
        "cost": portfolio.cost,
        "value": portfolio.value,
        "gap": portfolio.gap,
        "funded": int((portfolio.choice > 0).sum()),
        "women_led": women,
        "walk_cost": walk.cost,
        "walk_value": walk.value,
        "walk_funded": int((walk.choice > 0).sum()),
        "walk_broken": len(walk.broken),
    }


def choices(draft: PlanDraft, solved: "Solved") -> list[dict[str, Any]]:
    """The rows of a plan, in the order of the ranking."""
    made = []
    for place, index in enumerate(solved.order, start=1):
        level, score = int(solved.portfolio.choice[index]), float(solved.posed.score[index])
        made.append(
            {
                "proposal_id": solved.posed.gathered.entries[index].id,
                "place": place,
                "level": draft.levels[level - 1] if level else 0,
                "amount": int(solved.portfolio.amount[index]),
                "score": None if score != score else score,  # NaN: no review
                "chance": float(solved.chance[index]),
                "walked": int(solved.walk.amount[index]),
                "in_walk": bool(solved.walk.choice[index]),
            }
        )
    return made


def obstacles(gathered: Gathered, draft: PlanDraft, names: Iterable[Hashable]) -> Iterable[FundingObstacle]:
    """The names of the method's rules as a reader knows them."""
    from innovation_hub.methods.portfolio import BUDGET, Pin

    for name in names:
        if isinstance(name, Pin):
            entry = gathered.entries[name.proposal]
            yield FundingObstacle("must" if name.must > 0 else "must_not", code=entry.code)
        elif isinstance(name, tuple):
            yield FundingObstacle("rule", rule=draft.rules[name[0]], value=str(name[1]))
        else:
            yield FundingObstacle("budget" if name == BUDGET else "women")


def compare(actor: Actor, *, plan_id: int) -> Comparison:
    """Recompute a stored plan from the current database, and return whether input and result are the same."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        row = session.get(FundingPlan, plan_id)
        if row is None:
            raise NotFound
        gathered = gather(session, row.call_id)
        before = queries.choices(session, plan_id)
        draft = followed(session, PlanDraft.of(row.rules))
    same_input = gathered.fingerprint(draft, method(), row.seed) == row.input_hash
    if not same_input:
        return Comparison(same_input=False, same_result=False)
    from innovation_hub.methods.portfolio import Contradiction
    from innovation_hub.services.funding import computing

    solved = computing.compute(computing.pose(gathered, draft, row.seed), lambda share: None)
    if isinstance(solved, Contradiction):
        return Comparison(same_input, same_result=False)
    again = {
        c["proposal_id"]: (c["level"], c["amount"], c["walked"], c["chance"]) for c in choices(draft, solved)
    }
    stored = {c.proposal_id: (c.level, c.amount, c.walked, c.chance) for c in before}
    return Comparison(same_input, same_result=again == stored)


def needed(
    actor: Actor,
    *,
    plan_id: int,
    proposal_ids: Sequence[int],
    progress: Callable[[float], None] = lambda share: None,
) -> list[Needed | None]:
    """For each proposal the smallest change that would bring it into a plan.

    None for one that is funded already, is declined, has no review, or must not be funded. Raises
    `Conflict` when reviews or decisions have changed since the plan was computed.
    """
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        row = session.get(FundingPlan, plan_id)
        if row is None:
            raise NotFound
        gathered = gather(session, row.call_id)
        draft = followed(session, PlanDraft.of(row.rules))
    if gathered.fingerprint(draft, method(), row.seed) != row.input_hash:
        raise Conflict("funding.errors.changed")
    place_of = {entry.id: place for place, entry in enumerate(gathered.entries)}
    if set(proposal_ids) - set(place_of):
        raise NotFound
    from innovation_hub.services.funding import computing

    places = [place_of[proposal_id] for proposal_id in proposal_ids]
    results: list[Needed | None] = []
    for place, found in zip(
        places, computing.changes(computing.pose(gathered, draft, row.seed), places), strict=True
    ):
        results.append(None if found is None else _needed(gathered, draft, place, found))
        progress(len(results) / len(places))
    return results


def _needed(gathered: Gathered, draft: PlanDraft, place: int, found: "PortfolioChange") -> Needed:
    own = gathered.entries[place].code
    in_the_way = (o for o in obstacles(gathered, draft, found.rules) if o.code != own)
    return Needed(found.value, found.budget, found.cost, tuple(in_the_way))
