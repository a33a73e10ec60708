"""Makes a dump of BabelNet's shape, of any size, for measuring. Nothing in it comes from BabelNet.

    python benchmarks/make_dump.py --size 3GB --wanted 0.11 --compression zst FOLDER

The same arguments make the same bytes. Lines that no class wants repeat, under other ids, at a distance that no
compressor looks back over; every wanted line is one of its own.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import zstandard
from isal import igzip

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it runs as a script

from benchmarks.made_synsets import PLACEHOLDER, World, other_lines, wanted_line, world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REAL_DATA = "BABEL_IMAGENET_REAL_DATA"  #: a folder that holds open_lexicons/ with wordnet tab files
OTHERS = 2000  #: distinct unwanted synsets: 40 MB, beyond any window
SUFFIX = {"none": ".jsonl", "gz": ".jsonl.gz", "zst": ".jsonl.zst"}
_UNITS = {"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9}


@dataclass(frozen=True)
class Recipe:
    """What a dump is made by."""

    size: int  #: bytes, uncompressed, about
    wanted: float = 0.11  #: share of lines that hold an offset of the class list
    compression: str = "zst"
    shards: int = 16
    classes: str = "imagenet-21k"
    languages: int = 300
    senses: int = 90  #: mean per line
    seed: int = 1
    api_order: bool = False
    words: str = ""  #: folder of open wordnets, "" for made-up words
    lines: int = 0  #: exactly so many in place of a size


def as_record(recipe: Recipe) -> dict[str, Any]:
    """The recipe for ``dump.json``, which says whether there were real words and not where they lay."""
    return {**asdict(recipe), "words": bool(recipe.words)}


def make(recipe: Recipe, folder: Path) -> dict[str, int]:
    """Write the shards and ``dump.json``. Gives the lines, the wanted lines and the uncompressed bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    _share(recipe)
    lines = recipe.lines or max(recipe.shards, round(recipe.size / _mean_size(recipe)))
    bounds = [lines * number // recipe.shards for number in range(recipe.shards + 1)]
    todo = [(recipe, str(folder), number, bounds[number], bounds[number + 1]) for number in range(recipe.shards)]
    workers = min(recipe.shards, os.cpu_count() or 1)
    if recipe.size < 20_000_000 and recipe.lines < 1000:
        sizes = [_write_shard(*each) for each in todo]
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            sizes = [future.result() for future in [pool.submit(_write_shard, *each) for each in todo]]
    counts = {"lines": lines, "wanted_lines": _turns(lines, recipe.wanted), "bytes": sum(sizes)}
    about = {"babelnet": "5.3", "notice": "Made up for measuring; holds nothing of BabelNet.", "licence": "CC0-1.0"}
    told = {**about, "recipe": as_record(recipe), "counts": counts}
    (folder / "dump.json").write_text(json.dumps(told, indent=1))
    return counts


_SHARED: list[tuple[World, list[bytes]]] = []  # inherited by the workers, not sent to them


def _share(recipe: Recipe) -> None:
    words = Path(recipe.words) if recipe.words else None
    made = world(recipe.classes, recipe.languages, recipe.senses, recipe.seed, words)
    count = max(10, min(OTHERS, recipe.size // 20_000, 40_000_000 // (215 * recipe.senses)))
    _SHARED[:] = [(made, other_lines(made, count, recipe.api_order) if recipe.wanted < 1 else [])]


def _mean_size(recipe: Recipe) -> float:
    made, others = _SHARED[0]
    sample = others or [wanted_line(made, f"bn:{number:08d}n", number, recipe.api_order) for number in range(200)]
    return sum(map(len, sample)) / len(sample)


def _turns(lines: int, share: float) -> int:
    """Wanted lines among the first ones: evenly spread, and the same whatever the shards."""
    return int(lines * share + 1e-9)


def _write_shard(recipe: Recipe, folder: str, number: int, first: int, last: int) -> int:
    path = Path(folder) / f"made-{number:03d}{SUFFIX[recipe.compression]}"
    written = 0
    with path.open("wb") as raw, _COMPRESSORS[recipe.compression](raw) as stream:
        for line in _lines(recipe, first, last):
            written += len(line)
            stream.write(line)
    return written


def _lines(recipe: Recipe, first: int, last: int) -> Iterator[bytes]:
    made, others = _SHARED[0]
    placeholder = PLACEHOLDER.encode()
    for number in range(first, last):
        synset = f"bn:{number + 1:08d}n"
        turn = _turns(number, recipe.wanted)
        if _turns(number + 1, recipe.wanted) > turn or not others:
            yield wanted_line(made, synset, turn, recipe.api_order)
        else:
            yield others[number % len(others)].replace(placeholder, synset.encode())


def _gzip(raw: IO[bytes]) -> IO[bytes]:
    # mtime and name would make the bytes differ from one run to the next
    make_file: Any = igzip.IGzipFile
    file = make_file(filename="", fileobj=raw, mode="wb", compresslevel=2, mtime=0)
    return io.BufferedWriter(file, 1 << 20)


def _zstd(raw: IO[bytes]) -> IO[bytes]:
    return zstandard.ZstdCompressor(level=3).stream_writer(raw, closefd=False)


_COMPRESSORS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "none": lambda raw: io.BufferedWriter(io.FileIO(os.dup(raw.fileno()), "wb"), 1 << 20),
    "gz": _gzip,
    "zst": _zstd,
}


def bytes_of(text: str) -> int:
    """``0.7GB`` as bytes."""
    found = re.fullmatch(r"([0-9.]+)\s*([kmg]b)?", text.strip().lower())
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write 200MB, 0.7GB or 3GB")
    return round(float(found[1]) * _UNITS[found[2] or ""])


def words_at_hand() -> str:
    """The folder of open wordnets that the environment names, "" where there is none."""
    place = os.environ.get(REAL_DATA, "")
    return str(Path(place) / "open_lexicons") if place and (Path(place) / "open_lexicons").is_dir() else ""


def main() -> None:
    """Read the arguments, make the dump, say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=bytes_of, default=bytes_of("0.7GB"), help="uncompressed: 200MB, 0.7GB, 3GB")
    parser.add_argument("--wanted", type=float, default=0.11, help="share of the lines that a class wants")
    parser.add_argument("--compression", choices=sorted(SUFFIX), default="zst")
    parser.add_argument("--shards", type=int, default=16)
    parser.add_argument("--classes", default="imagenet-21k", help="the wanted classes: any list that a build takes")
    parser.add_argument("--languages", type=int, default=300)
    parser.add_argument("--senses", type=int, default=90, help="mean per line")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=0, help="exactly so many, whatever the size")
    parser.add_argument("--api-order", action="store_true", help="id and wnOffsets last, as the API answers")
    parser.add_argument("--words", default=words_at_hand(), help=f"wordnet tab files; default: below {REAL_DATA}")
    given = vars(parser.parse_args())
    folder = given.pop("folder")
    counts = make(Recipe(**given), folder)
    print(f"{folder}: {counts['lines']:,} lines, {counts['wanted_lines']:,} wanted, {counts['bytes'] / 1e9:.3f} GB")


if __name__ == "__main__":
    main()
