"""Bridges of a graph: the edges on no cycle; removing one disconnects two parts."""

import numpy as np

from innovation_hub.methods.assignment.grid import Bools, Ints


def bridges(tails: Ints, heads: Ints, nodes: int) -> Bools:
    """Whether each edge (E,) of an undirected graph without parallel edges is a bridge (Tarjan, 1974).

    ``tails``, ``heads`` (E,) are node numbers from 0 to ``nodes`` - 1.
    """
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
    """Depth-first search from a root: a tree edge is a bridge when no edge below it leads above it."""
    order[root] = low[root] = 0
    step = 1
    stack = [(root, -1, iter(neighbours[root]))]
    while stack:
        node, parent_edge, rest = stack[-1]
        for other, edge in rest:
            if edge == parent_edge:
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
                found[parent_edge] = low[node] > order[above]
