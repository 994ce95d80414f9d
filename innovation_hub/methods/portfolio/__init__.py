"""Portfolio selection: which proposals to fund and at which level, for most value within a budget and rules."""

from innovation_hub.methods.portfolio.chances import Chances, chances
from innovation_hub.methods.portfolio.changes import PortfolioChange, change, value_missing
from innovation_hub.methods.portfolio.conflicts import Contradiction, Pin, explain
from innovation_hub.methods.portfolio.problem import BUDGET, Problem, Rule, broken, plain
from innovation_hub.methods.portfolio.program import Undecided
from innovation_hub.methods.portfolio.solving import GAP, Portfolio, solve
from innovation_hub.methods.portfolio.walk import Walk, walk_down

VERSION = "portfolio 2"
"""Version of the methods; to be increased with every change that can change a result."""

__all__ = [
    "BUDGET",
    "GAP",
    "VERSION",
    "Chances",
    "Contradiction",
    "Pin",
    "Portfolio",
    "PortfolioChange",
    "Problem",
    "Rule",
    "Undecided",
    "Walk",
    "broken",
    "chances",
    "change",
    "explain",
    "plain",
    "solve",
    "value_missing",
    "walk_down",
]
