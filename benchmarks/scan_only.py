"""The scan of a build alone: wanted synsets found, decoded and kept as a snapshot.

    python benchmarks/scan_only.py DUMP CLASSES OUTPUT [--workers N]

It is the build's own graph, asked for no language at all: everything is scanned, and nothing is left to gather.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs as a script

from pipeline.config import BuildConfig, checked
from pipeline.progress import silent
from pipeline.run import run_graph


def scan_only(config: BuildConfig) -> int:
    """Scan into ``config.output``, a new folder. Gives the senses that were kept."""
    job = replace(checked(config), languages=(), every_language=False)
    staging = Path(config.output) / "staging"
    staging.mkdir()
    return run_graph(job, staging, silent).senses


def main() -> None:
    """Read the arguments, scan, say how many senses there were."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump")
    parser.add_argument("classes")
    parser.add_argument("output")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    lexicon = f"babelnet-dump:{given.dump}"
    config = BuildConfig(lexicon=lexicon, classes=given.classes, output=given.output, workers=given.workers)
    print(scan_only(config))


if __name__ == "__main__":
    main()
