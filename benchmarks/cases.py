"""What is measured: the commands, the dumps they read, and where each leaves its labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.make_dump import Recipe, words_at_hand
from benchmarks.measuring import ROOT, python

CLASSES = "imagenet-21k"
HERE = ROOT / "benchmarks"
MB, GB = 10**6, 10**9
Command = Callable[[Path, Path], list[str]]  #: from the dump and a new folder for what comes out


@dataclass(frozen=True)
class Case:
    """One command to measure."""

    name: str
    about: str
    command: Command
    labels: str = ""  #: whose labels it makes: paper or curated; variants of one must agree
    before: Command | None = None  #: run first in the same folder, not measured
    once: bool = False  #: once is enough: what is wanted of it hardly depends on the moment


@dataclass(frozen=True)
class Group:
    """Cases that read one dump, measured in turn."""

    name: str
    about: str
    recipe: Recipe | None
    cases: tuple[Case, ...]


def build(profile: str = "curated", workers: int = 1, *more: str) -> Command:
    """A whole build by the command line."""

    def command(dump: Path, folder: Path) -> list[str]:
        lexicon = f"babelnet-dump:{dump}"
        place = ["--lexicon", lexicon, "--classes", CLASSES, "--output", folder]
        return python("-m", "pipeline.cli", "build", *place, "--profile", profile, "--workers", workers, *more)

    return command


def scan(workers: int) -> Command:
    """A build's scan alone."""
    return lambda dump, folder: python(HERE / "scan_only.py", dump, CLASSES, folder, "--workers", workers)


def other(variant: str) -> Command:
    """A baseline."""
    return lambda dump, folder: python(HERE / "baselines.py", variant, dump, CLASSES, folder / "labels.parquet")


def floor(dump: Path, folder: Path) -> list[str]:
    """The floor."""
    return python(HERE / "floor.py", dump, CLASSES, folder / "labels.parquet")


FLOOR = Case("floor", "the floor: one loop, one process", floor, "paper")
SCAN = Case("scan-1", "our scan, 1 worker", scan(1))
SCAN_2 = Case("scan-2", "our scan, 2 workers", scan(2))
CURATED = Case("curated-1", "whole `curated` build, 1 worker", build(), "curated")
CURATED_2 = Case("curated-2", "whole `curated` build, 2 workers", build(workers=2), "curated")
PAPER = Case("paper-1", "whole `paper` build, 1 worker", build("paper"), "paper")
OURS = (SCAN, CURATED, SCAN_2)
FILTER = Case("duckdb-filter", "DuckDB, filter alone, 2 threads", other("duckdb-filter"))
BASELINES = (
    Case("json", "plain `json` loop", other("json"), "paper"),
    Case("orjson", "orjson loop", other("orjson"), "paper"),
    Case("polars", "Polars, 2 threads", other("polars"), "paper"),
    Case("duckdb", "DuckDB, 2 threads", other("duckdb"), "paper"),
)
REBUILD = Case(
    "rebuild",
    "rebuilt with one rule less, 1 worker",
    build("curated", 1, "--without", "english-copy"),
    before=build(),
    once=True,
)
JUDGING = Case(
    "judging", "second half, timed by step", lambda *at: python(HERE / "judging.py", at[0], CLASSES, at[1]), once=True
)


def command_line(*arguments: str) -> Command:
    """Any command of the command line; OUTPUT in an argument stands for the new folder."""
    return lambda _, folder: python("-m", "pipeline.cli", *(each.replace("OUTPUT", str(folder)) for each in arguments))


SAMPLE = command_line("build", "--output", "OUTPUT")
START = (
    Case("help", "`--help`", command_line("--help")),
    Case("rules", "`rules`", command_line("rules")),
    Case(
        "explain",
        "`explain tench DE`",
        command_line("explain", "tench", "DE", "--release", "OUTPUT/latest"),
        before=SAMPLE,
    ),
    Case("sample", "`build` of the sample", SAMPLE),
)


def groups(size: int, sizes: tuple[int, ...], classes: int) -> list[Group]:
    """All that is measured, for a main dump of so many bytes, a row of sizes, and so many classes of one line each."""
    main = Recipe(size, 0.11, words=words_at_hand())
    found = [
        Group("wanted-11", "11 % of the lines wanted", main, (FLOOR, *OURS, FILTER, CURATED_2, PAPER)),
        Group("others", "the same labels made otherwise", main, (FLOOR, *BASELINES)),
        Group("second-half", "what follows the scan", main, (REBUILD, JUDGING)),
        Group("wanted-0.5", "0.5 % of the lines wanted", replace(main, wanted=0.005), (FLOOR, *OURS, FILTER)),
    ]
    for each in sizes:
        once = tuple(replace(case, once=True) for case in (FLOOR, CURATED, CURATED_2))
        found.append(Group(f"size-{each / GB:g}", f"{each / GB:g} GB, 11 % wanted", replace(main, size=each), once))
    if classes:
        every = replace(main, wanted=1.0, senses=600, lines=classes)
        cases = (replace(CURATED_2, once=True),)
        found.append(Group("every-class", f"{classes:,} classes, 300 languages, 600 senses a class", every, cases))
    return [*found, Group("start", "start-up", None, START)]
