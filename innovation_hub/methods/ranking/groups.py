"""Which panels can be compared: connected components of the graph of judges and proposals."""

import numpy as np
from scipy import sparse

from innovation_hub.methods.ranking.fit import Groups
from innovation_hub.methods.ranking.reviews import Reviews


def groups(reviews: Reviews) -> Groups:
    """The groups, the largest first, those of equal size in the order of their first proposal."""
    proposals, judges = reviews.proposals, reviews.judges
    edges = sparse.coo_array(
        (np.ones(len(reviews)), (reviews.proposal, proposals + reviews.judge)),
        shape=(proposals + judges,) * 2,
    )
    count, label = sparse.csgraph.connected_components(edges.tocsr(), directed=False)
    size = np.bincount(label[:proposals], minlength=count)
    first = np.full(count, proposals)
    np.minimum.at(first, label[:proposals], np.arange(proposals))
    order = np.lexsort((first, -size))
    number = np.empty(count, dtype=np.int64)
    number[order] = np.arange(count)
    return Groups(number[label[:proposals]], number[label[proposals:]], size[order])
