"""The measurements as tables: what was promised and what came out, then every variant of every group."""

from __future__ import annotations

import json
import statistics
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

START, END = "<!-- measured: written by run.py -->", "<!-- end of measured -->"
MB = 1e6
Groups = dict[str, dict[str, Any]]


class Promise(NamedTuple):
    """A limit and what was measured against it."""

    what: str
    limit: str
    measured: str
    kept: bool


def render(results: Path) -> None:
    """Write the tables into the README.md beside the results, and the plot."""
    from benchmarks.plot import plot

    told = json.loads(results.read_text(encoding="utf-8"))
    page = results.with_name("README.md")
    before, after = "", ""
    if page.exists() and START in (text := page.read_text(encoding="utf-8")):
        before, after = text.split(START)[0], text.split(END)[1]
    page.write_text(f"{before}{START}\n{tables(told)}\n{END}{after}", encoding="utf-8")
    plot(told["groups"], results.with_name("speed.svg"))


def tables(told: dict[str, Any]) -> str:
    """All of it as Markdown."""
    groups: Groups = told["groups"]
    parts = [_machine(told["machine"])]
    if promises(groups):
        parts += ["### What is promised", _promised(groups)]
    for name, group in groups.items():
        if name == "start":
            parts += ["### Start-up", _start(group)]
        elif not name.startswith("size-"):
            parts += [f"### {group['about'][:1].upper()}{group['about'][1:]}", _counts(group), _variants(group)]
        if "judging" in group["cases"]:
            parts.append(_steps(group["cases"]["judging"]["steps"]))
    if any(name.startswith("size-") for name in groups):
        parts += ["### Cost against size", _sizes(groups)]
    return "\n\n".join(filter(None, parts))


def paired(group: dict[str, Any], case: str, base: str = "floor", what: str = "wall") -> float:
    """The median, over rounds, of a case's ratio to another in the same round."""
    cases = group["cases"]
    pairs = zip(cases[case][what], cases[base][what], strict=False)
    return float(statistics.median(one / other for one, other in pairs))


def promises(groups: Groups) -> list[Promise]:
    """Every limit whose cases were measured."""
    found: list[Promise] = []

    def ratio(group: str, what: str, case: str, base: str, limit: float) -> None:
        if group in groups and {case, base} <= groups[group]["cases"].keys():
            value = paired(groups[group], case, base)
            found.append(Promise(what, f"{limit:g} ×", f"{value:.2f} ×", value <= limit))

    for group, share in (("wanted-11", "11 %"), ("wanted-0.5", "0.5 %")):
        ratio(group, f"the scan alone, {share} wanted, 1 worker, against the floor", "scan-1", "floor", 1.25)
    if "wanted-0.5" in groups:
        rounds = groups["wanted-0.5"]["cases"]
        pairs = list(zip(rounds["curated-1"]["wall"], rounds["floor"]["wall"], strict=True))
        over = statistics.median((build - 3) / floor for build, floor in pairs)
        what = "whole `curated` build, 0.5 % wanted, 1 worker, less 3 s of start, against the floor"
        found.append(Promise(what, "1.4 ×", f"{over:.2f} ×", over <= 1.4))
    ratio("wanted-11", "whole `curated` build, 11 % wanted, 1 worker, against the floor", "curated-1", "floor", 3)
    ratio("wanted-11", "the same with 2 workers, against 1", "curated-2", "curated-1", 0.62)
    for group, share in (("wanted-11", "11 %"), ("wanted-0.5", "0.5 %")):
        what = f"our scan with 2 workers, {share} wanted, against DuckDB's filter alone on 2 threads"
        ratio(group, what, "scan-2", "duckdb-filter", 1)
    found += _memory(groups) + _starts(groups)
    return found


def _memory(groups: Groups) -> list[Promise]:
    found = []
    sizes = {name: group for name, group in groups.items() if name.startswith("size-")}
    for case, about in (("curated-1", "1 worker"), ("curated-2", "2 workers")):
        peaks = [max(group["cases"][case]["peak"]) / MB for group in sizes.values()]
        if peaks:
            what = f"peak memory of the process tree, {about}, at {', '.join(name[5:] for name in sizes)} GB"
            found.append(Promise(what, "600 MB", ", ".join(f"{peak:.0f}" for peak in peaks) + " MB", max(peaks) <= 600))
    if "every-class" in groups:
        peak = max(groups["every-class"]["cases"]["curated-2"]["peak"]) / MB
        what = f"peak memory: {groups['every-class']['about']}, 2 workers"
        found.append(Promise(what, "4,000 MB", f"{peak:,.0f} MB", peak <= 4000))
    return found


def _starts(groups: Groups) -> list[Promise]:
    found = []
    for case, limit in (("help", 0.3), ("explain", 0.3), ("rules", 0.3), ("sample", 5.0)):
        if "start" in groups:
            record = groups["start"]["cases"][case]
            took = statistics.median(record["wall"])
            found.append(Promise(record["about"], f"{limit:g} s", f"{took:.2f} s", took <= limit))
    return found


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _promised(groups: Groups) -> str:
    rows = [[each.what, each.limit, each.measured, "yes" if each.kept else "**no**"] for each in promises(groups)]
    return _table(["what", "at most", "measured", "kept"], rows)


def _variants(group: dict[str, Any]) -> str:
    rows = []
    for name, case in group["cases"].items():
        wall, peak = statistics.median(case["wall"]), max(case["peak"]) / MB
        cpu, rate = statistics.median(case["cpu"]), group["bytes"] / MB / wall
        cells = [case["about"], f"{wall:.1f}", f"{cpu:.1f}", f"{peak:,.0f}", f"{rate:,.0f}"]
        if "floor" in group["cases"]:
            cells += [f"{paired(group, name, what=what):.2f}" for what in ("wall", "cpu")]
        rows.append(cells)
    head = ["variant", "wall s", "CPU s", "peak MB", "MB/s", "× floor", "× floor, CPU"]
    return _table(head[: len(rows[0])], rows)


def _counts(group: dict[str, Any]) -> str:
    packed = f"{group['packed'] / MB:,.0f} MB packed"
    lines = f"{group['lines']:,} lines, {group['wanted_lines']:,} of them wanted"
    rounds = max(len(case["wall"]) for case in group["cases"].values())
    hashes = sorted({case["rows"] for case in group["cases"].values() if "rows" in case})
    agreed = f" Rows agree by hash ({', '.join(hashes)})." if hashes else ""
    turns = f"{rounds} round{'s' if rounds > 1 else ''}; load of the machine before: {group['load_before']:g}."
    return f"{group['bytes'] / 1e9:.2f} GB of JSON, {packed}, {lines}; {turns}{agreed}"


def _sizes(groups: Groups) -> str:
    rows = []
    for name, group in groups.items():
        if name.startswith("size-"):
            cells = [f"{group['bytes'] / 1e9:.1f} GB"]
            for case in group["cases"].values():
                cells += [f"{statistics.median(case['wall']):.1f} s", f"{max(case['peak']) / MB:,.0f} MB"]
            rows.append(cells)
    heads = [f"{name}, {what}" for name in ("floor", "1 worker", "2 workers") for what in ("wall", "peak")]
    return _table(["11 % wanted", *heads], rows)


def _steps(steps: dict[str, Any]) -> str:
    costs = steps["microseconds_per_sense"]
    rows = [[name, f"{cost:.1f}"] for name, cost in sorted(costs.items(), key=lambda item: -item[1])]
    said = (
        f"{steps['senses']:,} senses in one process: {steps['judged_per_second']:,} judged in a second, "
        f"{steps['decided_per_second']:,} taken all the way from the snapshot to a part of the release."
    )
    return said + "\n\n" + _table(["step", "µs of CPU a sense"], rows)


def _start(group: dict[str, Any]) -> str:
    rows = [[case["about"], f"{statistics.median(case['wall']):.2f}"] for case in group["cases"].values()]
    return _table(["command", "wall s"], rows)


def _machine(machine: dict[str, Any]) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    size = f"{machine['cores']} cores, {machine['memory_gb']} GB"
    return f"Measured {machine['day']} on {machine['cpu']}, {size}; Python {machine['python']}, {packages}."
