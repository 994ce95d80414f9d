"""Run tests and print how much of each floor they ran: python -m tests.coverage_by_floor [arguments of pytest].

Servers and other processes that tests start are measured too, as far as they end in order.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[1]
INNER = ("cli", "ui", "web", "services", "charts", "files", "i18n", "domain", "methods")
FLOORS = {"pages": "pages", **{name: f"innovation_hub/{name}" for name in INNER}, "db": "db"}
"""The floors of the house, each with its folder."""
Counts = Mapping[str, int]


def floor_of(path: str) -> str:
    """The floor on which a file of the project stands; the few files on none are ``other``."""
    return next((floor for floor, folder in FLOORS.items() if path.startswith(f"{folder}/")), "other")


def measured(arguments: list[str]) -> tuple[int, dict[str, Counts]]:
    """Run pytest; returns how it ended, and the counts of each file of the project by its path."""
    coverage = Coverage()
    Path(coverage.config.data_file).parent.mkdir(parents=True, exist_ok=True)
    coverage.erase()
    ended = subprocess.run([sys.executable, "-m", "coverage", "run", "-m", "pytest", *arguments], cwd=ROOT)
    coverage.combine()
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        coverage.json_report(outfile=report.name, ignore_errors=True)  # of copies that are gone by now
        files = json.load(report)["files"]
    own = {path: found["summary"] for path, found in files.items() if not Path(path).is_absolute()}
    return ended.returncode, own


def by_floor(files: Mapping[str, Counts]) -> dict[str, Counter[str]]:
    """The counts of all files of a floor together, and of all floors."""
    totals = {floor: Counter[str]() for floor in (*FLOORS, "other", "all")}
    for path, counts in files.items():
        for floor in (floor_of(path), "all"):
            totals[floor].update({name: n for name, n in counts.items() if isinstance(n, int)})
    return totals


def share(counts: Counter[str], covered: str, of: str) -> str:
    """A share in percent; a dash where there is nothing to run."""
    return f"{100 * counts[covered] / counts[of]:.1f}" if counts[of] else "-"


def main() -> None:
    """Run the tests, print the table, and end as the tests did."""
    ended, files = measured(sys.argv[1:])
    print(f"\n{'floor':<12}{'statements':>12}{'lines %':>10}{'branches %':>12}")
    for floor, counts in by_floor(files).items():
        lines = share(counts, "covered_lines", "num_statements")
        branches = share(counts, "covered_branches", "num_branches")
        print(f"{floor:<12}{counts['num_statements']:>12}{lines:>10}{branches:>12}")
    sys.exit(ended)


if __name__ == "__main__":
    main()
