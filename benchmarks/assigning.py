"""Assignment of 500 judges to 10,000 proposals, three each: the hub's method against the solver on all pairs.

Each side runs in a separate process, so that its peak memory is measured alone: ``python -m benchmarks.assigning hub``.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import Row
from innovation_hub.methods.assignment import assign, flow, matching
from innovation_hub.methods.assignment.first import _cost
from innovation_hub.methods.assignment.grid import BALANCE, grid

PROPOSALS, JUDGES, SEATS, CAPACITY = 10_000, 500, 3, 80
CONFLICTS = 50_000
SECONDS = 900


def question() -> dict[str, Any]:
    """Arguments of `assign` for a call with random conflicts and fields of expertise."""
    rng = np.random.default_rng(1)
    proposals, judges = np.zeros((PROPOSALS, 7)), (rng.random((JUDGES, 7)) < 0.35).astype(float)
    proposals[np.arange(PROPOSALS), rng.integers(0, 4, PROPOSALS)] = 1
    proposals[np.arange(PROPOSALS), 4 + rng.integers(0, 3, PROPOSALS)] = 1
    pairs = zip(*(rng.integers(0, most, CONFLICTS).tolist() for most in (PROPOSALS, JUDGES)), strict=True)
    return {
        "proposals": range(PROPOSALS),
        "capacities": dict.fromkeys(range(JUDGES), CAPACITY),
        "forbidden": set(pairs),
        "affinity": matching(proposals, judges, unknown=0.5),
    }


def run(side: str) -> dict[str, float]:
    """Solve the call by one side, ``hub`` or ``solver``; seconds of CPU, peak memory in MiB, and cost of the plan."""
    asked = question()
    begun = time.process_time()
    if side == "hub":
        cost = assign(per_proposal=SEATS, **asked).cost
    else:
        whole = grid(wanted=SEATS, existing=(), seed=0, balance=BALANCE, **asked)
        cost = _cost(whole, flow._flow(whole, whole.free))
    seconds = time.process_time() - begun
    return {
        "seconds": seconds,
        "mebibytes": peak_mebibytes(),
        "cost": cost,
    }


def peak_mebibytes() -> float:
    """Peak memory of this process; on Linux not from ``ru_maxrss``, which includes the parent's at the fork."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024


def measure() -> Iterator[Row]:
    """Rows for time and memory of both sides; raises `ArithmeticError` unless their plans have the same cost."""
    found = {}
    for side in ("hub", "solver"):
        command = [sys.executable, "-m", "benchmarks.assigning", side]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS)
        found[side] = json.loads(done.stdout)
    hub, solver = found["hub"], found["solver"]
    if hub["cost"] != solver["cost"]:
        raise ArithmeticError(f"the plans differ in cost: {hub['cost']} and {solver['cost']}")
    name = f"panels, {PROPOSALS:,} x {JUDGES} x {SEATS}"
    yield Row(
        f"{name}: CPU, plan and proof",
        f"{hub['seconds']:.1f} s",
        f"{solver['seconds']:.1f} s, solver on all pairs, same cost",
        hub["seconds"] / solver["seconds"],
        0.75,
    )
    yield Row(
        f"{name}: peak memory",
        f"{hub['mebibytes']:.0f} MiB",
        f"{solver['mebibytes']:.0f} MiB",
        hub["mebibytes"] / solver["mebibytes"],
        0.5,
    )


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1])))
