"""The pairs of entries in each row of a sparse matrix: what a product with a symmetric matrix is made of.

Of B M, M dense and symmetric, only the entries are wanted where B has one itself. They take as many multiplications as
there are pairs in rows, however large M is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from innovation_hub.methods.ranking.numbers import Floats

BLOCK = 2_000_000
"""Pairs, or those of one row if they are more, that are looked at together."""
KEPT = 16_000_000
"""The most pairs, twelve bytes each, that are cached between products; further ones are found each time."""

Places = NDArray[np.int32]
Block = tuple[Places, Places, Places]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs in the rows of a matrix with ``indptr`` (P+1,) and ``indices`` (N,), each pair once, a block at a time.

    A block holds which two entries make a pair, and where in a flat square matrix their columns meet.
    """

    indptr: Places
    indices: Places
    width: int
    kept: Sequence[Block] | None

    @classmethod
    def of(cls, matrix: sparse.csr_array) -> "Pairs":
        """The pairs of a matrix, and of all others with entries in the same places."""
        indptr, indices = (places.astype(np.int32) for places in (matrix.indptr, matrix.indices))
        found = cls(indptr, indices, matrix.shape[1], None)
        return found if found._until()[-1] > KEPT else replace(found, kept=list(found._blocks()))

    def product(self, matrix: sparse.csr_array, square: Floats) -> sparse.csr_array:
        """The matrix times a symmetric one, where it has entries itself."""
        flat, data, found = square.ravel(), matrix.data, np.zeros(len(matrix.data))
        for first, second, place in self._blocks() if self.kept is None else self.kept:
            met = flat[place]
            found += np.bincount(first, met * data[second], len(data))
            met[first == second] = 0.0
            found += np.bincount(second, met * data[first], len(data))
        return sparse.csr_array((found, self.indices, self.indptr), shape=matrix.shape)

    def _until(self) -> NDArray[np.int64]:
        """How many pairs there are up to each row and with it (P,)."""
        entries = np.diff(self.indptr).astype(np.int64)
        return np.asarray(np.cumsum(entries * (entries + 1) // 2))

    def _blocks(self) -> Iterator[Block]:
        until = self._until()
        start = done = 0
        while start < len(until):
            end = max(start + 1, int(np.searchsorted(until, done + BLOCK, "right")))
            yield self._block(start, end)
            start, done = end, int(until[end - 1])

    def _block(self, start: int, end: int) -> Block:
        """Each entry of some rows with itself and with those behind it in its row."""
        entry = np.arange(self.indptr[start], self.indptr[end], dtype=np.int32)
        left = np.repeat(self.indptr[start + 1 : end + 1], np.diff(self.indptr[start : end + 1])) - entry
        first = np.repeat(entry, left)
        skipped = np.repeat((entry - np.cumsum(left) + left).astype(np.int32), left)
        second = np.arange(len(first), dtype=np.int32) + skipped
        return first, second, self.indices[first] * np.int32(self.width) + self.indices[second]
