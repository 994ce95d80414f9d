"""Costs of moving reviews between judges: the residual graph of a plan, with the nodes of proposals contracted.

The cost of an arc a -> b is that of the cheapest review that can move from judge a to judge b. Two more nodes are
*nobody*, who has the open seats, and the *load*: an arc to it is the cost of one more review of a judge, one from it
the saving of one fewer. A plan is optimal exactly when no cycle of this graph has a negative cost.
"""

import numpy as np

from innovation_hub.methods.assignment.grid import Bools, Grid, Ints

NEVER = np.int64(2**60)
"""The cost of a move that is not possible."""


class Moves:
    """The moves from the plan ``chosen`` (P, J) to the pairs ``allowed`` (P, J)."""

    def __init__(self, grid: Grid, chosen: Bools, allowed: Bools) -> None:
        self.grid, self.chosen = grid, chosen
        self.allowed = allowed & ~chosen
        self.missing: Ints = grid.wanted - chosen.sum(axis=1)
        self.load: Ints = grid.assigned + chosen.sum(axis=0)

    def transfers(self, giving: Bools | None = None) -> tuple[Ints, Ints]:
        """The least cost (J, J) of moving a review from a to b, and the row (J, J) of that review.

        ``giving`` (P, J) are the reviews that may move, by default all that were chosen.
        """
        giving = self.chosen if giving is None else giving
        judges = len(self.grid.judges)
        least = np.full((judges, judges), NEVER, np.int64)
        which = np.zeros((judges, judges), np.int64)
        for a in range(judges):
            rows = np.flatnonzero(giving[:, a])
            if len(rows):
                change = self.grid.cost[rows] - self.grid.cost[rows, a][:, None]
                change = np.where(self.allowed[rows], change, NEVER)
                best = change.argmin(axis=0)
                least[a], which[a] = change[best, np.arange(judges)], rows[best]
        return least, which

    def load_costs(self) -> tuple[Ints, Ints]:
        """The cost of one more review of each judge (J,) (`NEVER` without room), and the saving of one fewer (J,)."""
        grid = self.grid
        full = self.load - grid.assigned >= grid.room
        return np.where(full, NEVER, grid.price(self.load)), grid.price(self.load - 1)

    def matrix(self) -> Ints:
        """The costs of all arcs (J + 2, J + 2); the nodes are the judges, nobody, the load."""
        judges, gap = len(self.grid.judges), self.grid.gap
        nobody, load = judges, judges + 1
        arcs = np.full((judges + 2, judges + 2), NEVER, np.int64)
        arcs[:judges, :judges] = self.transfers()[0]
        arcs[:judges, load], saved = self.load_costs()
        arcs[load, :judges] = np.where(self.chosen.any(axis=0), -saved, NEVER)
        arcs[nobody, load] = arcs[load, nobody] = 0
        leaving = gap * (self.missing + 1)[:, None] - self.grid.cost
        arcs[:judges, nobody] = np.where(self.chosen, leaving, NEVER).min(axis=0, initial=NEVER)
        short = self.missing > 0
        filling = self.grid.cost[short] - gap * self.missing[short][:, None]
        arcs[nobody, :judges] = np.where(self.allowed[short], filling, NEVER).min(axis=0, initial=NEVER)
        return arcs


def potentials(moves: Moves) -> Ints:
    """The shortest distance (J + 2,) of each node from any other (Bellman, 1958; Ford, 1956).

    Raises `ArithmeticError` for a negative cycle: the plan was not optimal for its arcs.
    """
    arcs = moves.matrix()
    distance = np.zeros(len(arcs), np.int64)
    for _ in range(len(arcs) + 1):
        nearer = np.minimum(distance, (distance[:, None] + arcs).min(axis=0))
        if (nearer == distance).all():
            return distance
        distance = nearer
    raise ArithmeticError("a cycle of moves would lower the cost")
