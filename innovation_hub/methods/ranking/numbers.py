"""Array types of the ranking's modules, and sums by index."""

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
Floats = NDArray[np.float64]
Draws = NDArray[np.float32]
"""Joint draws (D, P) in single precision: the Monte Carlo error is far greater than rounding."""


def summed(index: Index, values: Floats, count: int) -> Floats:
    """Sums (``count``,) of ``values`` (N,) by ``index`` (N,)."""
    return np.bincount(index, values, count).astype(np.float64, copy=False)


def counted(index: Index, count: int) -> Floats:
    """Number of occurrences (``count``,) of each value of ``index`` (N,)."""
    return np.bincount(index, minlength=count).astype(np.float64)


def centred(values: Floats) -> Floats:
    """Values minus their mean."""
    return np.asarray(values - values.mean())
