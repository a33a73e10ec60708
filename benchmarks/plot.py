"""The measurements as a picture: cost of each variant in floors, and memory against size."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.telling import paired

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

_OURS, _THEIRS, _FLOOR = "#2a6f97", "#a9b4bd", "#3d3d3d"


def plot(groups: dict[str, dict[str, Any]], path: Path) -> None:
    """Write one SVG. The same measurements are the same bytes."""
    mpl.rcParams.update({"svg.hashsalt": "speed", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9})
    figure = Figure(figsize=(9.5, 4.2), layout="constrained")
    sizes = [group for name, group in groups.items() if name.startswith("size-")]
    if sizes:
        left, right = figure.subplots(1, 2, width_ratios=(3, 2))
        _memory(right, sizes)
    else:
        left = figure.subplots()
    _bars(left, groups)
    figure.savefig(path, format="svg", metadata={"Date": None})


def _bars(axes: Axes, groups: dict[str, dict[str, Any]]) -> None:
    rows = {}
    for name in ("wanted-11", "others"):
        for case, record in groups.get(name, {"cases": {}})["cases"].items():
            rows[case] = (record["about"].replace("`", ""), paired(groups[name], case))
    names = sorted(rows, key=lambda case: -rows[case][1])
    ours = ("scan", "curated", "paper")
    colours = [_FLOOR if case == "floor" else _OURS if case.startswith(ours) else _THEIRS for case in names]
    bars = axes.barh([rows[case][0] for case in names], [rows[case][1] for case in names], color=colours)
    axes.bar_label(bars, fmt="%.2f", padding=3)
    axes.axvline(1, color=_FLOOR, linewidth=0.8, linestyle=":")
    axes.set_xlabel("time on the clock, in floors (11 % of the lines wanted)")
    axes.margins(x=0.12)
    axes.spines[["top", "right"]].set_visible(False)


def _memory(axes: Axes, sizes: list[dict[str, Any]]) -> None:
    for case, label, style in (("curated-1", "1 worker", "o-"), ("curated-2", "2 workers", "s--")):
        gigabytes = [group["bytes"] / 1e9 for group in sizes]
        peaks = [statistics.median(group["cases"][case]["peak"]) / 1e6 for group in sizes]
        axes.plot(gigabytes, peaks, style, color=_OURS, label=label)
    axes.axhline(600, color=_FLOOR, linewidth=0.8, linestyle=":")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("dump, GB of JSON")
    axes.set_ylabel("peak memory of the process tree, MB")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
