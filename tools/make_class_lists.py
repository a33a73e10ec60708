"""Make the tables of resources/classes/ from WordNet 3.0, timm's lists and the CILI's maps, byte for byte again.

    python tools/make_class_lists.py --wordnet corpora/wordnet.zip --lists timm/data/_info --cili DIR [--out DIR]

``--wordnet`` is a folder or zip archive that holds ``data.noun``; ``--cili`` a folder with ``ili-map-pwn30.tab`` and
``ili-map-pwn31.tab`` of globalwordnet/cili. Which list is made from which file stands in resources/classes/lists.toml.
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
import tomllib
import zipfile
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from resources.wordnet import Noun, parse_noun  # noqa: E402  (the project need not be installed to make its data)

PWN31 = "Princeton WordNet 3.1 offset and its WordNet 3.0 offset, as steps from the line above; from CILI, CC BY 4.0"
PWN30 = "WordNet 3.0 noun offsets, as steps from the line above; WordNet 3.0 licence"


def read_data_noun(place: Path) -> str:
    """WordNet's ``data.noun`` out of a folder or a zip archive."""
    if place.is_dir():
        return (place / "data.noun").read_text(encoding="ascii")
    with zipfile.ZipFile(place) as archive:
        (name,) = (name for name in archive.namelist() if name.rpartition("/")[2] == "data.noun")
        return archive.read(name).decode("ascii")


def read_licence(data_noun: str) -> str:
    """The licence that opens ``data.noun``, without its line numbers."""
    lines = [line[4:].strip() for line in data_noun.split("\n") if line.startswith("  ")]
    return "\n".join(["WordNet Release 3.0", "", *lines]).rstrip() + "\n"


def read_nouns(data_noun: str) -> dict[str, Noun]:
    """Every noun by its wnid, in the order of the offsets."""
    return dict(parse_noun(line) for line in data_noun.split("\n") if line and not line.startswith(" "))


def read_cili(path: Path) -> dict[str, int]:
    """ILI to noun offset."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {ili: int(offset[:-2]) for ili, offset in rows if offset.endswith("-n")}


def noun_row(wnid: str, noun: Noun) -> str:
    """A row of a table: wnid, lemmas, gloss. WordNet 3.0 has no comma inside a lemma."""
    cells = [wnid, ", ".join(noun.lemmas), noun.gloss]
    if any(", " in lemma for lemma in noun.lemmas) or any(sign in cell for cell in cells for sign in "\t\r\n"):
        raise ValueError(f"{wnid} does not fit the table")
    return "\t".join(cells)


def table_1k(wnids: list[str], nouns: dict[str, Noun]) -> str:
    """ImageNet-1k as a table that a person can read."""
    rows = [f"{index}\t{noun_row(wnid, nouns[wnid])}" for index, wnid in enumerate(wnids)]
    return "\n".join(["index\twnid\tlemmas\tgloss", *rows, ""])


def table_21k(wnids: set[str], nouns: dict[str, Noun]) -> str:
    """The nouns of all the lists together, by wnid."""
    return "\n".join(["wnid\tlemmas\tgloss", *(noun_row(wnid, nouns[wnid]) for wnid in sorted(wnids)), ""])


def steps(numbers: list[int]) -> list[int]:
    """The differences between neighbours, from 0: an eighth of the size once packed."""
    return [after - before for before, after in pairwise([0, *numbers])]


def offsets_30(nouns: dict[str, Noun]) -> str:
    """All noun offsets of WordNet 3.0."""
    offsets = sorted(int(wnid[1:]) for wnid in nouns)
    return "\n".join([f"# {PWN30}", *map(str, steps(offsets)), ""])


def offsets_31(nouns: dict[str, Noun], pwn30: dict[str, int], pwn31: dict[str, int]) -> str:
    """The noun offsets that only WordNet 3.1 has, each with the first synset of 3.0 that it continues."""
    known = {int(wnid[1:]) for wnid in nouns}
    pairs = sorted({(pwn31[ili], pwn30[ili]) for ili in pwn30.keys() & pwn31.keys() if pwn31[ili] not in known})
    first = dict(reversed(pairs))  # two synsets may have become one: the lower offset wins
    there, here = steps(sorted(first)), steps([first[offset] for offset in sorted(first)])
    return "\n".join([f"# {PWN31}", *(f"{a}\t{b}" for a, b in zip(there, here, strict=True)), ""])


def pack(text: str) -> bytes:
    """Gzip without a time, a file name or a system in its header."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        stream.write(text.encode())
    return packed.getvalue()


def make(wordnet: Path, lists: Path, cili: Path) -> dict[str, str]:
    """The text of every file that is made, by its name."""
    data_noun = read_data_noun(wordnet)
    nouns = read_nouns(data_noun)
    known = tomllib.loads((ROOT / "resources/classes/lists.toml").read_text(encoding="utf-8"))
    taken = {facts["file"]: (lists / facts["from"]).read_text().split() for facts in known.values() if "from" in facts}
    made = {name: "\n".join([*wnids, ""]) for name, wnids in taken.items() if not name.endswith(".tsv")}
    made["imagenet-1k.tsv"] = table_1k(taken["imagenet-1k.tsv"], nouns)
    made["wordnet-nouns-21k.tsv.gz"] = table_21k({wnid for wnids in taken.values() for wnid in wnids}, nouns)
    made["wordnet-3.0-nouns.txt.gz"] = offsets_30(nouns)
    maps = read_cili(cili / "ili-map-pwn30.tab"), read_cili(cili / "ili-map-pwn31.tab")
    made["wordnet-3.1-nouns.txt.gz"] = offsets_31(nouns, *maps)
    made["LICENSE-WordNet.txt"] = read_licence(data_noun)
    return made


def main(arguments: list[str] | None = None) -> None:
    """Write the tables and say how big each is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("--wordnet", "--lists", "--cili"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ROOT / "resources/classes")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, text in make(given.wordnet, given.lists, given.cili).items():
        content = pack(text) if name.endswith(".gz") else text.encode()
        (given.out / name).write_bytes(content)
        print(f"{name}\t{len(content):,} bytes")


if __name__ == "__main__":
    main()
