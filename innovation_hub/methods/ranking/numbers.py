"""Arrays as the ranking's modules pass them to each other, and small sums over them."""

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
Floats = NDArray[np.float64]
Draws = NDArray[np.float32]
"""Joint draws (D, P): single precision, since there are many and their own error is far greater."""


def summed(place: Index, values: Floats, count: int) -> Floats:
    """Sums of ``values`` (N,) by ``place`` (N,), for each of ``count`` places."""
    return np.bincount(place, values, count).astype(np.float64, copy=False)


def counted(place: Index, count: int) -> Floats:
    """How often each of ``count`` places occurs."""
    return np.bincount(place, minlength=count).astype(np.float64)


def centred(values: Floats) -> Floats:
    """Values less their mean."""
    return np.asarray(values - values.mean())
