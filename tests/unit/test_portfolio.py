"""Portfolios: no rule is ever broken, nothing is better, and what stands in the way is named."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovation_hub.methods.portfolio import (
    BUDGET,
    Pin,
    Problem,
    Rule,
    bounds,
    broken,
    chances,
    change,
    counting,
    exchange,
    explain,
    plain,
    program,
    solve,
    value_missing,
    walk_down,
)
from innovation_hub.methods.portfolio.problem import worths


def array(*numbers):
    return np.array(numbers, np.int64)


@st.composite
def problems(draw, *, most=5, rules=3):
    """A few proposals with one or two offers each, rules of every kind, and amounts up to a hundred billion."""
    number, levels = draw(st.integers(1, most)), draw(st.integers(1, 2))
    largest = draw(st.sampled_from([4, 60, 10**11]))
    cost = array(*draw(st.lists(st.integers(0, largest), min_size=number, max_size=number)))
    each = [cost, cost * 3 // 5][:levels]
    values = np.array(draw(st.lists(st.integers(0, 16), min_size=number, max_size=number))) / 4
    bits = st.lists(st.integers(0, 1), min_size=number, max_size=number)
    made = []
    for name in range(draw(st.integers(0, rules))):
        coefficient, money = array(*draw(bits)), draw(st.booleans())
        top = int((coefficient * (cost if money else 1)).sum())
        low, high = (draw(st.none() | st.integers(0, top)) for _ in range(2))
        made.append(Rule(name, coefficient, money, low, high))
    return Problem(
        values=values,
        cost=np.column_stack(each),
        worth=np.tile([1.0, 0.7][:levels], (number, 1)),
        offered=np.ones((number, levels), bool),
        budget=draw(st.integers(0, int(cost.sum()))),
        rules=tuple(made),
        must=array(*draw(st.lists(st.sampled_from([0, 0, 0, 1, -1]), min_size=number, max_size=number))),
    )


def best_of_all(problem):
    """The largest value of any choice that keeps the rules, by looking at every one."""
    every = product(*(np.flatnonzero(row) for row in problem.allowed()))
    kept = [choice for choice in (array(*c) for c in every) if not broken(problem, choice)]
    return max((worths(problem, choice).sum() for choice in kept), default=None)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_portfolio_keeps_every_rule_and_nothing_is_better(problem):
    best, found = best_of_all(problem), solve(problem, gap=0)
    assert (found is None) == (best is None)
    if found:
        assert not broken(problem, found.choice)
        assert found.value == pytest.approx(best, abs=1e-9)
        assert found.cost == found.amount.sum() <= problem.budget
        assert found.gap <= 1e-6


@settings(max_examples=100, deadline=None)
@given(problems(rules=0))
def test_exchanges_never_lose_and_the_branch_on_the_number_is_a_bound(problem):
    priced = bounds.by_efficiency(problem) if problem.allowed().any(axis=1).all() else None
    if priced is None:
        return
    choice = exchange.exchanged(problem, priced.best, enough=np.inf)
    assert not broken(problem, choice)
    assert (problem.allowed()[np.arange(len(choice)), choice]).all()
    best, value = best_of_all(problem), worths(problem, choice).sum()
    assert worths(problem, priced.best).sum() - 1e-9 <= value <= best + 1e-9
    assert counting.bound(problem, priced.best) >= best - 1e-9


@pytest.mark.parametrize("constant", [100_000, -100_000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_budget_where_value_is_cost_and_a_constant_is_proven_without_a_search(constant, seed, monkeypatch):
    def none(*given, **options):
        raise AssertionError("the solver was asked")

    monkeypatch.setattr(program, "milp", none)
    cost = np.random.default_rng(seed).integers(200_000, 1_200_000, 1_000)
    found = solve(plain((cost + constant) / 1e6, cost, int(cost.sum() // 5)))
    assert found.cost <= cost.sum() // 5
    assert found.gap <= 1e-4
    price = bounds.by_efficiency(plain((cost + constant) / 1e6, cost, int(cost.sum() // 5)))
    assert price.bound - found.value > 1e-4 * found.value  # the price of a shilling alone does not prove it


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms())
def test_the_walk_down_the_ranking_is_never_better_while_it_keeps_the_rules(problem, random):
    order = list(range(len(problem.values)))
    random.shuffle(order)
    walk, found = walk_down(problem, order), solve(problem, gap=0)
    if not walk.broken:
        assert found is not None
        assert walk.value <= found.value + 1e-9


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_rules_that_are_named_contradict_each_other_and_none_of_them_can_be_spared(problem):
    conflict = explain(problem)
    assert (conflict is None) == (best_of_all(problem) is not None)
    if conflict is None:
        return
    only = keeping(problem, conflict.rules)
    assert best_of_all(only) is None
    for spared in conflict.rules:
        assert best_of_all(keeping(problem, [r for r in conflict.rules if r != spared])) is not None
    rich = replace(problem, budget=int(problem.cost.sum()))
    if conflict.budget is None:
        assert best_of_all(rich) is None
    else:
        assert best_of_all(replace(problem, budget=conflict.budget)) is not None
        assert best_of_all(replace(problem, budget=conflict.budget - 1)) is None


def keeping(problem, names):
    must = [m if Pin(p, int(m)) in names else 0 for p, m in enumerate(problem.must)]
    return replace(
        problem,
        budget=problem.budget if BUDGET in names else int(problem.cost.sum()),
        rules=tuple(rule for rule in problem.rules if rule.name in names),
        must=array(*must),
    )


@settings(max_examples=30, deadline=None)
@given(problems(rules=1))
def test_the_smallest_change_brings_a_proposal_in_and_a_smaller_one_does_not(problem):
    best = solve(problem, gap=0)
    out = [p for p in range(len(problem.values)) if problem.must[p] == 0 and best and not best.choice[p]]
    if not out:
        return
    proposal = out[0]
    needed = change(problem, best, proposal)
    if needed.value is not None:
        assert in_a_best(worth_more(problem, proposal, needed.value), proposal)
        if needed.value > 1e-6:
            assert not in_a_best(worth_more(problem, proposal, needed.value * 0.999 - 1e-6), proposal)
    if needed.budget is not None:
        assert without_loss(replace(problem, budget=problem.budget + needed.budget), proposal, best)
        if needed.budget:
            less = replace(problem, budget=problem.budget + needed.budget - 1)
            assert not without_loss(less, proposal, best)
    if needed.cost is not None:
        assert without_loss(asking(problem, proposal, needed.cost), proposal, best)
        if needed.cost < problem.cost[proposal, 0]:
            assert not without_loss(asking(problem, proposal, needed.cost + 1), proposal, best)


def worth_more(problem, proposal, extra):
    values = problem.values.copy()
    values[proposal] += extra
    return replace(problem, values=values)


def asking(problem, proposal, amount):
    cost, offered = problem.cost.copy(), problem.offered.copy()
    cost[proposal, 0], offered[proposal, 1:] = amount, False
    return replace(problem, cost=cost, offered=offered)


def without_loss(problem, proposal, best):
    forced = best_of_all(problem.pinned(proposal, 1))
    return forced is not None and forced >= best.value - 1e-6


def in_a_best(problem, proposal):
    best, forced = best_of_all(problem), best_of_all(problem.pinned(proposal, 1))
    return forced is not None and forced >= best - 1e-6


def test_known_answers_of_a_plain_budget():
    # Martello and Toth (1990), example 2.3: profits, weights, capacity and the optimum 107.
    values, weights = [70, 20, 39, 37, 7, 5, 10], array(31, 10, 20, 19, 4, 3, 6)
    found = solve(plain(np.array(values, float), weights, 50), gap=0)
    assert (found.value, found.cost, found.choice.tolist()) == (107, 50, [1, 0, 0, 1, 0, 0, 0])
    assert found.gap == 0


def test_half_a_grant_for_two_can_be_worth_more_than_a_whole_one_for_one():
    problem = Problem(
        values=np.array([4.0, 3.8]),
        cost=np.array([[100, 50], [100, 50]]),
        worth=np.array([[1.0, 0.8], [1.0, 0.8]]),
        offered=np.ones((2, 2), bool),
        budget=100,
    )
    assert solve(problem, gap=0).amount.tolist() == [50, 50]
    assert walk_down(problem, [0, 1]).amount.tolist() == [100, 0]


def test_a_budget_is_kept_to_the_shilling_where_floating_point_would_let_one_slip():
    cost = array(99_999_999_999, 1, 1)
    rule = Rule("all", np.ones(3, np.int64), money=True, at_most=99_999_999_999)
    problem = replace(plain(np.array([5.0, 1.0, 1.0]), cost, 10**11), rules=(rule,))
    assert solve(problem, gap=0).amount.tolist() == [99_999_999_999, 0, 0]


def test_a_share_of_teams_is_kept():
    women = array(1, 0, 0, 0)
    floor = Rule("women", 100 * women - 50, at_least=0)
    problem = replace(plain(np.array([1.0, 4.0, 4.0, 4.0]), array(1, 1, 1, 1), 4), rules=(floor,))
    found = solve(problem, gap=0)
    assert (found.choice[0], found.choice.sum()) == (1, 2)


def test_nothing_to_choose_from_and_nothing_to_spend():
    assert solve(plain(np.zeros(0), array(), 5)).choice.tolist() == []
    nothing = solve(plain(np.array([3.0, 2.0]), array(5, 0), 0), gap=0)
    assert nothing.amount.tolist() == [0, 0]
    assert nothing.choice.tolist() == [0, 1], "who asks for no money can be chosen without any"


def test_musts_over_the_budget_are_named_with_the_budget_that_would_do():
    problem = replace(plain(np.array([3.0, 2.0, 1.0]), array(60, 50, 1), 100), must=array(1, 1, 0))
    assert solve(problem) is None
    conflict = explain(problem)
    assert set(conflict.rules) == {BUDGET, Pin(0, 1), Pin(1, 1)}
    assert conflict.budget == 110


def test_rules_that_no_money_can_reconcile_are_named():
    region = Rule("three of Mwanza", array(1, 1, 1, 0), at_least=3)
    place = Rule("one of the institute", array(1, 1, 0, 0), at_most=1)
    idle = Rule("two in all", array(1, 1, 1, 1), at_most=4)
    problem = replace(plain(np.ones(4), array(1, 1, 1, 1), 4), rules=(region, place, idle))
    conflict = explain(problem)
    assert set(conflict.rules) == {"three of Mwanza", "one of the institute"}
    assert conflict.budget is None


def test_who_is_kept_out_by_the_rules_is_told_by_which():
    rule = Rule("one of the institute", array(1, 1), at_most=1)
    problem = replace(plain(np.array([3.0, 2.0]), array(1, 1), 2), rules=(rule,), must=array(1, 0))
    needed = change(problem, solve(problem, gap=0), 1)
    assert (needed.value, needed.budget, needed.cost) == (None, None, None)
    assert set(needed.rules) == {"one of the institute", Pin(0, 1), Pin(1, 1)}


def test_chances_are_shares_of_the_draws():
    problem = plain(np.array([3.0, 2.0]), array(5, 5), 5)
    draws = np.array([[3.0, 2.0], [3.0, 2.5], [2.0, 3.0], [4.0, 1.0]])
    found = chances(problem, draws)
    assert (found.share.tolist(), found.draws) == ([0.75, 0.25], 4)


def test_the_same_problem_gives_the_same_portfolio():
    random = np.random.default_rng(4)
    cost, values = random.integers(1, 10**9, 300), random.random(300)
    rule = Rule("few", np.ones(300, np.int64), at_most=40)
    problem = replace(plain(values, cost, 10**10), rules=(rule,))
    first, second = solve(problem), solve(problem)
    assert first.choice.tolist() == second.choice.tolist()
    assert first.gap <= 1e-4


def test_a_large_plain_budget_is_proven():
    random = np.random.default_rng(7)
    cost, values = random.integers(10**6, 10**9, 5_000), 4 * random.random(5_000)
    found = solve(plain(values, cost, int(cost.sum()) // 5))
    assert found.gap <= 1e-4


def test_how_much_more_a_value_must_be():
    problem = plain(np.array([3.0, 2.0]), array(5, 5), 5)
    assert value_missing(problem, solve(problem, gap=0), 1) == pytest.approx(1.0)


@pytest.mark.parametrize("wrong", [{"budget": -5}, {"cost": array(-1)}, {"values": np.array([np.nan])}])
def test_figures_that_are_none_are_refused(wrong):
    given = {"values": np.ones(1), "cost": array(1), "budget": 1} | wrong
    with pytest.raises(ValueError):
        plain(**given)
