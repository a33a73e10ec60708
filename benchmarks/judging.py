"""Where the second half of a build spends its time: microseconds of CPU a sense, step by step, in one process.

    python benchmarks/judging.py DUMP CLASSES OUTPUT [--profile curated] [--hot 20]

Scans into OUTPUT, a new folder, then decides every language with each step timed. Prints JSON: senses, senses judged in
a second, and the microseconds of CPU that a sense costs in each step. ``--hot`` prints the hottest functions instead.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import sys
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs as a script

from pipeline import decide as deciding
from pipeline.config import BuildConfig, Job, checked
from pipeline.progress import silent
from pipeline.run import SNAPSHOTS, run_graph
from pipeline.scan import addresses
from transforms.judge import Judge

if TYPE_CHECKING:
    from collections.abc import Callable

Batches = dict[str, list[tuple[str, int, int]]]
STEPS = ("gather", "choose", "part", "write_part")


def scanned(job: Job) -> Batches:
    """Scan, and give the addresses of every language's senses."""
    output = Path(job.config.output)
    staging = output / "staging"
    staging.mkdir()
    accounts = run_graph(replace(job, languages=(), every_language=False), staging, silent)
    (snapshot,) = (output / SNAPSHOTS).iterdir()
    batches: Batches = defaultdict(list)
    for index in accounts.scanned:
        for language, address in addresses(index, str(snapshot)):
            batches[language].append((address.path, address.batch, address.rows))
    return batches


def decide_all(job: Job, batches: Batches) -> int:
    """Decide every language. Gives the number of senses."""
    background = deciding.Background(job, batches["EN"])
    parts = Path(job.config.output) / "parts"
    parts.mkdir()
    return sum(int(deciding.decide(code, batches[code], background, str(parts))["rows"]) for code in sorted(batches))


def timed(job: Job, batches: Batches) -> dict[str, Any]:
    """Seconds by step, as microseconds a sense."""
    clock: dict[str, float] = defaultdict(float)
    module: Any = deciding
    for name in STEPS:
        setattr(module, name, _clocked(getattr(module, name), name, clock))
    module.snapshot.read = _clocked(module.snapshot.read, "read", clock)
    Judge.judge = _clocked(Judge.judge, "judge", clock)  # type: ignore[method-assign]
    started = time.thread_time()
    senses = decide_all(job, batches)
    total = time.thread_time() - started
    clock["other"] = total - sum(clock.values())
    return {
        "senses": senses,
        "judged_per_second": round(senses / clock["judge"]),
        "decided_per_second": round(senses / total),
        "microseconds_per_sense": {name: round(seconds / senses * 1e6, 2) for name, seconds in sorted(clock.items())},
    }


def _clocked(step: Callable[..., Any], name: str, clock: dict[str, float]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        started = time.thread_time()
        try:
            return step(*arguments)
        finally:
            clock[name] += time.thread_time() - started

    return run


def main() -> None:
    """Read the arguments, scan, decide, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump")
    parser.add_argument("classes")
    parser.add_argument("output")
    parser.add_argument("--profile", default="curated")
    parser.add_argument("--hot", type=int, default=0, help="show so many of the hottest functions")
    given = parser.parse_args()
    lexicon = f"babelnet-dump:{given.dump}"
    job = checked(BuildConfig(lexicon=lexicon, classes=given.classes, output=given.output, profile=given.profile))
    batches = scanned(job)
    if given.hot:
        profiler = cProfile.Profile()
        profiler.runcall(decide_all, job, batches)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(given.hot)
    else:
        print(json.dumps(timed(job, batches)))


if __name__ == "__main__":
    main()
