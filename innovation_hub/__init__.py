"""The innovation hub: proposals, judging, budgets and the progress of resolutions 4, 10 and 11."""

import os

__version__ = "0.1.0"

# Linear algebra on one thread, before any library asks: a sum's last digits then do not depend on how many cores a
# machine has, and a ranking that is computed while others use the hub does not hold up the whole of it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
