"""Ranks: the linear model against statsmodels, a million scores from file to JSON, and the coverage of intervals."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.table import Row, milliseconds
from innovation_hub.methods.ranking import rank
from tests.factories import scores as make

FASTER = 1000
DIGITS = 1e-3
SECONDS, BYTES = 10.0, 2 * 2**30
CALLS = 200
NINETY = 1.6449
"""Half the width of a 90 % interval, in standard errors."""


def measure() -> Iterator[Row]:
    """Rows for the comparison, the million scores and the coverage."""
    yield from _peer()
    yield from _million()
    yield _coverage()


def _peer() -> Iterator[Row]:
    """Both models fit the same 10,000 scores in a separate process (``peer``), on one thread each."""
    print("fitting statsmodels' crossed model; this takes a minute or so", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks.peer"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=1800).stdout)
    own, other = found["own"], found["statsmodels"]
    against = f"{other['seconds']:.1f} s (statsmodels)"
    ratio = other["seconds"] / own["seconds"]
    name = "linear, 10,000 scores, crossed model"
    yield Row(name, milliseconds(own["seconds"]), against, ratio, FASTER, "at least")
    theirs = other["variance"]
    apart = max(abs(own["variance"][part] / theirs[part] - 1) for part in theirs)
    yield Row("its variances: greatest relative difference", f"{apart:.6f}", f"{DIGITS}", apart / DIGITS, 1)


def _million() -> Iterator[Row]:
    """A million scores, 40,000 proposals by 5 of 1,000 judges on 5 criteria: the whole command as a process."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        path = Path(folder) / "scores.csv"
        _write(path, proposals=40_000, judges=1_000, each=5, criteria=5)
        for model, bounded in (("linear", True), ("rasch", False)):
            print(f"ranking a million scores by {model}", file=sys.stderr)
            seconds, cpu, peak = _command(path, model)
            name = f"1,000,000 scores from file to JSON, {model}"
            value, within = f"{seconds:.1f} s, {cpu:.1f} s of the processor", f"{SECONDS:.0f} s"
            yield Row(f"{name}: time", value, within, seconds / SECONDS, 1 if bounded else None)
            value, within = f"{peak / 2**30:.2f} GiB", f"{BYTES / 2**30:.0f} GiB"
            yield Row(f"{name}: memory", value, within, peak / BYTES, 1 if bounded else None)


def _command(path: Path, model: str) -> tuple[float, float, int]:
    """Wall-clock seconds, CPU seconds and peak memory in bytes of one ranking."""
    command = [sys.executable, "-m", "innovation_hub", "rank", str(path), "--model", model, "--top", "100"]
    begun = time.perf_counter()
    with path.with_suffix(".json").open("wb") as out, subprocess.Popen(command, stdout=out) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"the command ended with {process.returncode}")
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return seconds, usage.ru_utime + usage.ru_stime, peak


def _write(path: Path, *, proposals: int, judges: int, each: int, criteria: int) -> None:
    random = np.random.default_rng(0)
    quality, severity = random.normal(0, 0.6, proposals), random.normal(0, 0.4, judges)
    first = random.integers(0, judges, proposals)
    panel = (
        first[:, None] + np.cumsum(random.integers(1, judges // each, (proposals, each)), axis=1)
    ) % judges
    level = 3 + quality[:, None] - severity[panel] + random.normal(0, 0.3, panel.shape)
    score = level[:, :, None] + random.normal(0, 0.6, (proposals, each, criteria))
    whole = np.clip(np.rint(score), 1, 5).astype(int)
    with path.open("w") as file:
        file.write("proposal,judge,criterion,score\n")
        for proposal in range(proposals):
            for judge, given in zip(panel[proposal], whole[proposal], strict=True):
                file.writelines(
                    f"P-{proposal:06d},Judge {judge:04d},C{c},{value}\n" for c, value in enumerate(given, 1)
                )


def _coverage() -> Row:
    """The share of proposals whose true score is within the 90 % interval, over 200 simulated calls."""
    covered = []
    for seed in range(CALLS):
        call = make.linear(seed)
        for placed in rank(call.scores, draws=2).proposals:
            covered.append(abs(placed.score - call.truth[int(placed.proposal[1:])]) <= NINETY * placed.se)
    share = float(np.mean(covered))
    name = f"90 % intervals, {CALLS} calls of 60 proposals: coverage"
    return Row(name, f"{100 * share:.2f} %", "90 ± 1 %", abs(share - 0.9) / 0.01, 1)
