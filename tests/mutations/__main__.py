"""Try every mutation, or those that are named, and print which test notices each: python -m tests.mutations."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.copies import ROOT, copied
from tests.mutations import MUTATIONS
from tests.mutations.mutation import Mutation, mutated
from tests.mutations.running import Outcome, tested, tried

MOST_JOBS = 2


def asked() -> tuple[list[Mutation], int]:
    """The mutations to try, and how many at a time."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="the mutations to try; all without a name")
    parser.add_argument("--jobs", type=int, choices=range(1, MOST_JOBS + 1), default=1)
    wanted = parser.parse_args()
    if unknown := set(wanted.names) - {one.name for one in MUTATIONS}:
        parser.error(f"no such mutation: {', '.join(sorted(unknown))}")
    chosen = [one for one in MUTATIONS if one.name in wanted.names or not wanted.names]
    try:
        for mutation in chosen:
            mutated(mutation, (ROOT / mutation.file).read_text())
    except (ValueError, OSError) as error:  # the code has moved on
        parser.error(str(error))
    return chosen, wanted.jobs


def print_row(mutation: Mutation, outcome: Outcome) -> None:
    """Print a row of the table."""
    print(f"{mutation.name:<42} {outcome.failed if outcome.noticed else 'SURVIVED'}", flush=True)
    if not outcome.noticed:
        print(f"  breaks: {mutation.breaks}\n  {mutation.file}, tried with {mutation.tests}", flush=True)
        if outcome.status:  # neither passed nor failed: the tests did not run
            print(outcome.printed[-2_000:], flush=True)


def run(mutations: Sequence[Mutation], jobs: int, folder: Path) -> int:
    """Try mutations, each on a copy that nobody else uses meanwhile; returns how many survived."""
    copies: SimpleQueue[Path] = SimpleQueue()
    for number in range(jobs):
        copies.put(copied(folder / f"copy{number}"))

    def one(mutation: Mutation) -> Outcome:
        copy = copies.get()
        try:
            return tried(copy, mutation)
        finally:
            copies.put(copy)

    survived = 0
    with ThreadPoolExecutor(jobs) as pool:
        for mutation, outcome in zip(mutations, pool.map(one, mutations), strict=True):
            print_row(mutation, outcome)
            survived += not outcome.noticed
    return survived


def main() -> None:
    """Try the mutations; ends with status 1 when one survives or the tests fail without any."""
    mutations, jobs = asked()
    with tempfile.TemporaryDirectory(prefix="hub-mutations-") as folder:
        tests = sorted({path for mutation in mutations for path in mutation.paths})
        together = f"--numprocesses={jobs}"
        outcome = tested(copied(Path(folder) / "sound"), tests, together, "--dist=loadfile")
        if outcome.status:
            sys.exit(f"Without any mutation the tests fail: {outcome.failed}\n{outcome.printed[-4_000:]}")
        print(f"Without any mutation {len(tests)} files of tests pass.", flush=True)
        survived = run(mutations, jobs, Path(folder))
    print(f"{len(mutations)} mutations, {survived} survived")
    sys.exit(survived > 0)


main()
