"""The innovation hub: proposals, judging, budgets and the progress of resolutions 4, 10 and 11."""

import os

__version__ = "0.1.0"

# Linear algebra on one thread, set before any library is imported: rounding then does not depend on the number of
# cores, and computing a ranking does not slow down other users of the hub.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
