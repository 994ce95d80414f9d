"""Automatic panels: no conflict ever, capacities kept, loads even, nothing left open that could be filled."""

from collections import Counter
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from innovation_hub.methods.assignment import Gap, assign
from innovation_hub.methods.terms.assignment import Why


@st.composite
def problems(draw, *, proposals=8, judges=6):
    """A call of a few proposals and judges with any conflicts, capacities and earlier pairs."""
    entries = list(range(1, draw(st.integers(1, proposals)) + 1))
    people = list(range(101, 101 + draw(st.integers(1, judges))))
    every = list(product(entries, people))
    forbidden = draw(st.sets(st.sampled_from(every)))
    existing = draw(st.sets(st.sampled_from(every), max_size=4)) - forbidden
    held = Counter(judge for _, judge in existing)
    capacities = {judge: max(held[judge], draw(st.integers(0, 8))) for judge in people}
    return {
        "proposals": entries,
        "capacities": capacities,
        "per_proposal": draw(st.integers(1, 4)),
        "forbidden": forbidden,
        "existing": existing,
    }


@given(problems())
def test_no_conflict_no_double_and_no_judge_above_capacity(problem):
    plan = assign(**problem)
    chosen = [*plan.pairs, *problem["existing"]]
    assert not problem["forbidden"] & set(plan.pairs)
    assert len(set(chosen)) == len(chosen)
    loads = Counter(judge for _, judge in chosen)
    assert all(load <= problem["capacities"][judge] for judge, load in loads.items())
    panels = Counter(proposal for proposal, _ in chosen)
    missing = {gap.proposal: gap.missing for gap in plan.gaps}
    for proposal in problem["proposals"]:
        assert max(0, problem["per_proposal"] - panels[proposal]) == missing.get(proposal, 0)


@given(problems())
def test_the_same_input_in_any_order_gives_the_same_plan(problem):
    turned = problem | {
        "proposals": problem["proposals"][::-1],
        "capacities": dict(reversed(problem["capacities"].items())),
    }
    assert assign(**turned) == assign(**problem)


@given(st.integers(1, 30), st.integers(1, 12), st.integers(1, 4))
def test_loads_differ_by_one_at_most_when_nothing_stands_in_the_way(proposals, judges, per_proposal):
    per_proposal = min(per_proposal, judges)
    capacities = dict.fromkeys(range(judges), 500)
    plan = assign(proposals=range(proposals), capacities=capacities, per_proposal=per_proposal)
    loads = Counter(dict.fromkeys(capacities, 0))
    loads.update(judge for _, judge in plan.pairs)
    assert not plan.gaps
    assert max(loads.values()) - min(loads.values()) <= 1


def can_fill(problem, *, wanted):
    """By Hall's theorem for flows: every set of judges must leave room for what must come from the others."""
    forbidden, existing, capacities = problem["forbidden"], problem["existing"], problem["capacities"]
    held = Counter(judge for _, judge in existing)
    judges = list(capacities)
    for size in range(len(judges) + 1):
        for outside in combinations(judges, size):
            inside = [judge for judge in judges if judge not in outside]
            room = sum(capacities[judge] - held[judge] for judge in inside)
            need = sum(
                max(0, want - sum((p, j) not in forbidden and (p, j) not in existing for j in outside))
                for p, want in wanted.items()
            )
            if need > room:
                return False
    return True


@settings(max_examples=60)
@given(problems(proposals=5, judges=5))
def test_a_gap_is_left_only_when_no_plan_could_fill_it(problem):
    plan = assign(**problem)
    new = Counter(proposal for proposal, _ in plan.pairs)
    for gap in plan.gaps:
        wanted = {p: new[p] + (p == gap.proposal) for p in problem["proposals"]}
        assert not can_fill(problem, wanted=wanted)


def test_an_augmenting_path_frees_the_only_judge_without_conflict():
    plan = assign(proposals=[1, 2], capacities={7: 1, 8: 1}, per_proposal=1, forbidden=[(2, 8)])
    assert plan.pairs == ((1, 8), (2, 7))


def test_a_shortage_is_shared_and_explained():
    plan = assign(proposals=[1, 2, 3], capacities={7: 2, 8: 1}, per_proposal=2, forbidden=[(3, 8)])
    assert Counter(proposal for proposal, _ in plan.pairs) == {1: 1, 2: 1, 3: 1}
    assert plan.gaps == (
        Gap(1, missing=1, free=2, why=Why.CAPACITY),
        Gap(2, missing=1, free=2, why=Why.CAPACITY),
        Gap(3, missing=1, free=1, why=Why.CONFLICTS),
    )


def test_panels_overlap_so_that_all_judges_can_be_compared():
    plan = assign(proposals=range(20), capacities=dict.fromkeys(range(12), 10), per_proposal=3)
    groups = [{judge} for judge in range(12)]
    for proposal in range(20):
        panel = {judge for p, judge in plan.pairs if p == proposal}
        joined = set().union(*(group for group in groups if group & panel))
        groups = [group for group in groups if not group & panel] + [joined]
    assert len(groups) == 1


def test_three_hundred_proposals_and_forty_judges_take_no_time():
    forbidden = {(p, j) for p in range(300) for j in range(40) if (p * 7 + j) % 11 == 0}
    plan = assign(
        proposals=range(300), capacities=dict.fromkeys(range(40), 23), per_proposal=3, forbidden=forbidden
    )
    assert len(plan.pairs) == 900
