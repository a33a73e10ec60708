"""Measures the builder against the floor and others, and writes the table and the plot of benchmarks/README.md.

    python benchmarks/run.py --quick --folder /tmp/measured     # 0.2 GB: some minutes
    python benchmarks/run.py --full --folder /big/disk/measured # 3 GB, and memory at 0.7, 3 and 10 GB: an hour or two

Dumps are made in the folder and kept there for the next time. All variants of a group run in turn, round after round,
so that a slow moment of the machine meets all of them; medians are told. Every output folder is new: no scan is used
twice.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs as a script

from benchmarks.cases import GB, MB, Case, Group, groups
from benchmarks.make_dump import Recipe, as_record, make
from benchmarks.measuring import Measure, measure
from benchmarks.paper_selection import digest
from benchmarks.telling import render

RESULTS = Path(__file__).resolve().parent / "results.json"


class Plan(NamedTuple):
    """How much is measured."""

    size: int
    sizes: tuple[int, ...]
    classes: int
    rounds: int


PLANS = {
    "smallest": Plan(1 * MB, (), 0, 1),
    "quick": Plan(200 * MB, (50 * MB, 200 * MB, 600 * MB), 2_000, 3),
    "full": Plan(3 * GB, (700 * MB, 3 * GB, 10 * GB), 21_841, 3),
}


def run(plan: Plan, folder: Path, results: Path, only: list[str] | None = None) -> dict[str, Any]:
    """Measure every group, or those named. What was measured before of other groups is kept."""
    told: dict[str, Any] = json.loads(results.read_text()) if only and results.exists() else {"groups": {}}
    told["machine"] = machine()
    for group in groups(plan.size, plan.sizes, plan.classes):
        if not only or group.name in only:
            told["groups"][group.name] = measured(group, folder, plan.rounds)
            results.parent.mkdir(parents=True, exist_ok=True)
            results.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return told


def measured(group: Group, folder: Path, rounds: int) -> dict[str, Any]:
    """Make the dump of a group where it is missing, and measure its cases in turn. Raises where two hashes differ."""
    dump, counts = made(group.recipe, folder) if group.recipe else (folder, {})
    found: dict[str, dict[str, Any]] = {
        case.name: {"about": case.about, "wall": [], "cpu": [], "peak": []} for case in group.cases
    }
    load = os.getloadavg()[0]
    for turn in range(rounds):
        for case in group.cases:
            if turn and case.once:
                continue
            took, extra = _run_case(case, dump, folder)
            record = found[case.name]
            for name in ("wall", "cpu", "peak"):
                record[name].append(round(getattr(took, name), 3))
            record.update(extra)
            print(f"{group.name:14}{case.name:14}{took.wall:8.2f} s", f"{took.cpu:8.2f} s CPU {took.peak / MB:7.0f} MB")
    _agree(group, found)
    return {"about": group.about, **counts, "load_before": round(load, 2), "cases": found}


def _run_case(case: Case, dump: Path, folder: Path) -> tuple[Measure, dict[str, Any]]:
    output = Path(tempfile.mkdtemp(prefix="output-", dir=folder))
    try:
        if case.before:
            measure(case.before(dump, output))
        took = measure(case.command(dump, output))
        extra: dict[str, Any] = {}
        if case.labels:
            labels = output / "labels.parquet"
            extra["rows"] = digest(labels if labels.exists() else output / "latest" / "labels.parquet")
        if case.name == "judging":
            extra["steps"] = json.loads(took.stdout)
        return took, extra
    finally:
        shutil.rmtree(output)


def _agree(group: Group, found: dict[str, dict[str, Any]]) -> None:
    for labels in {case.labels for case in group.cases if case.labels}:
        hashes = {case.name: found[case.name]["rows"] for case in group.cases if case.labels == labels}
        if len(set(hashes.values())) > 1:
            raise RuntimeError(f"{group.name}: {labels} labels differ: {hashes}")


def made(recipe: Recipe, folder: Path) -> tuple[Path, dict[str, int]]:
    """The dump of a recipe, made where it is not there yet, read once so that every case finds it in memory."""
    size = f"{recipe.lines}-lines" if recipe.lines else f"{recipe.size // MB}mb"
    dump = folder / f"dump-{size}-{recipe.wanted:g}"
    about = dump / "dump.json"
    if not about.exists() or json.loads(about.read_text())["recipe"] != as_record(recipe):
        shutil.rmtree(dump, ignore_errors=True)
        make(recipe, dump)
    counts: dict[str, int] = json.loads(about.read_text())["counts"]
    counts["packed"] = 0
    for path in dump.iterdir():
        with path.open("rb") as file:
            while piece := file.read(1 << 22):
                counts["packed"] += len(piece)
    return dump, counts


def machine() -> dict[str, Any]:
    """What it was measured on."""
    about = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.split(":")[1].strip() for line in about if line.startswith("model name")), "")
    packages = ("apache-beam", "pyarrow", "msgspec", "isal", "zstandard", "orjson", "polars", "duckdb")
    return {
        "cpu": cpu or platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GB),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "day": datetime.now(UTC).date().isoformat(),
    }


def main() -> None:
    """Read the arguments, measure, write results.json and the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    how = parser.add_mutually_exclusive_group(required=True)
    for name, plan in PLANS.items():
        how.add_argument(f"--{name}", dest="plan", action="store_const", const=name, help=f"{plan.size / GB:g} GB")
    how.add_argument("--render", action="store_true", help="write the table and the plot again, measure nothing")
    parser.add_argument("--folder", type=Path, help="for dumps and outputs; a temporary one, removed, if left out")
    parser.add_argument("--only", action="append", help="one group of results.json anew; may be repeated")
    parser.add_argument("--rounds", type=int, help="how often each variant runs")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the page and the plot are written beside it")
    given = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # hours are followed in a log
    if not given.render:
        plan = PLANS[given.plan]._replace(**({"rounds": given.rounds} if given.rounds else {}))
        with tempfile.TemporaryDirectory() as temporary:
            folder = given.folder or Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            run(plan, folder.resolve(), given.results, given.only)
    render(given.results)


if __name__ == "__main__":
    main()
