"""Products of a sparse matrix with a symmetric one, by the pairs of entries in each row.

Of B M, with M dense and symmetric, only the entries at the non-zeros of B are needed. They take as many
multiplications as there are pairs of entries in rows, whatever the size of M.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from innovation_hub.methods.ranking.numbers import Floats

BLOCK = 2_000_000
"""The most pairs in a block, unless a single row has more."""
CACHED = 16_000_000
"""The most pairs, of twelve bytes each, that are cached between products; more are computed each time."""

Positions = NDArray[np.int32]
Block = tuple[Positions, Positions, Positions]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs in the rows of a matrix with ``indptr`` (P+1,) and ``indices`` (N,), each pair once, in blocks.

    A block is the two entries of each pair, and the flat index of their columns in the square matrix.
    """

    indptr: Positions
    indices: Positions
    width: int
    cached: Sequence[Block] | None

    @classmethod
    def of(cls, matrix: sparse.csr_array) -> "Pairs":
        """The pairs of a matrix and of all others with the same sparsity pattern."""
        indptr, indices = (positions.astype(np.int32) for positions in (matrix.indptr, matrix.indices))
        found = cls(indptr, indices, matrix.shape[1], None)
        return found if found._cumulative()[-1] > CACHED else replace(found, cached=list(found._blocks()))

    def product(self, matrix: sparse.csr_array, square: Floats) -> sparse.csr_array:
        """The matrix times a symmetric one, at the matrix's non-zeros only."""
        flat, data, found = square.ravel(), matrix.data, np.zeros(len(matrix.data))
        for first, second, at in self._blocks() if self.cached is None else self.cached:
            products = flat[at]
            found += np.bincount(first, products * data[second], len(data))
            products[first == second] = 0.0
            found += np.bincount(second, products * data[first], len(data))
        return sparse.csr_array((found, self.indices, self.indptr), shape=matrix.shape)

    def _cumulative(self) -> NDArray[np.int64]:
        """Cumulative number of pairs up to each row, inclusive (P,)."""
        entries = np.diff(self.indptr).astype(np.int64)
        return np.asarray(np.cumsum(entries * (entries + 1) // 2))

    def _blocks(self) -> Iterator[Block]:
        cumulative = self._cumulative()
        start = done = 0
        while start < len(cumulative):
            end = max(start + 1, int(np.searchsorted(cumulative, done + BLOCK, "right")))
            yield self._block(start, end)
            start, done = end, int(cumulative[end - 1])

    def _block(self, start: int, end: int) -> Block:
        """Each entry of the rows from ``start`` to ``end`` (exclusive) with itself and the later ones of its row."""
        entry = np.arange(self.indptr[start], self.indptr[end], dtype=np.int32)
        left = np.repeat(self.indptr[start + 1 : end + 1], np.diff(self.indptr[start : end + 1])) - entry
        first = np.repeat(entry, left)
        skipped = np.repeat((entry - np.cumsum(left) + left).astype(np.int32), left)
        second = np.arange(len(first), dtype=np.int32) + skipped
        return first, second, self.indices[first] * np.int32(self.width) + self.indices[second]
