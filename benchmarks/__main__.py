"""Run benchmarks and print one table: ``python -m benchmarks [part ...]``; the exit code is 1 if a bound is missed.

A part is a module of this package with a function ``measure`` that yields rows.
"""

import sys
from importlib import import_module
from importlib.util import find_spec

from benchmarks.table import Row, text

PARTS = ("pages", "growth", "first", "wire", "ledger", "funding", "panels", "similar", "ranks", "rush")


def main(asked: list[str]) -> int:
    """Run the named parts, by default all; returns the exit code, 2 for an unknown part."""
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for part in asked or PARTS:
        if find_spec(f"benchmarks.{part}") is None:
            continue
        for row in import_module(f"benchmarks.{part}").measure():
            print("  ".join(row.cells()), file=sys.stderr, flush=True)  # shows progress
            rows.append(row)
    print(text(rows))
    return 0 if all(row.passed for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
