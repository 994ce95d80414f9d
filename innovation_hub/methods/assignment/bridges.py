"""Bridges of a graph: the edges on no cycle, each of which alone holds two parts together."""

import numpy as np

from innovation_hub.methods.assignment.grid import Bools, Ints


def bridges(tails: Ints, heads: Ints, nodes: int) -> Bools:
    """Which of the edges (E,) of an undirected graph without doubles are bridges (Tarjan, 1974)."""
    neighbours: list[list[tuple[int, int]]] = [[] for _ in range(nodes)]
    for edge, (tail, head) in enumerate(zip(tails.tolist(), heads.tolist(), strict=True)):
        neighbours[tail].append((head, edge))
        neighbours[head].append((tail, edge))
    found = np.zeros(len(tails), bool)
    order, low = [-1] * nodes, [0] * nodes
    for root in range(nodes):
        if order[root] < 0:
            _visit(root, neighbours, order, low, found)
    return found


def _visit(
    root: int, neighbours: list[list[tuple[int, int]]], order: list[int], low: list[int], found: Bools
) -> None:
    """Depth first from a root: an edge down is a bridge when nothing below reaches above it."""
    order[root] = low[root] = 0
    step = 1
    stack = [(root, -1, iter(neighbours[root]))]
    while stack:
        node, came_by, rest = stack[-1]
        for other, edge in rest:
            if edge == came_by:
                continue
            if order[other] < 0:
                order[other] = low[other] = step
                step += 1
                stack.append((other, edge, iter(neighbours[other])))
                break
            low[node] = min(low[node], order[other])
        else:
            stack.pop()
            if stack:
                above = stack[-1][0]
                low[above] = min(low[above], low[node])
                found[came_by] = low[node] > order[above]
