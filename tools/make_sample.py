"""Makes the shards of the bundled sample lexicon from the two tables that people edit.

    python tools/make_sample.py

Reads ``resources/sample/classes.tsv`` and ``words.tsv`` and writes the shards that ``classes.tsv`` names: one
``getSynset`` answer a line, in the shape of BabelNet's HTTP API from v6 on (one class or another in that of v5). The
same tables give the same lines. Every id in it is made up; words, sense keys and WordNet 3.0 offsets are real.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import zstandard

SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample"

_FIRST, _FIRST_ID = 900_001, 1_000  # ids that no BabelNet has used: a thousand for each class
LANGUAGES_PER_REQUEST = 3  # the API answers for three languages and English at a time
_MACHINE = frozenset(("WNTR", "WIKITR", "OMWN_PT", "OMWN_JA", "OMWN_BG", "OMWN_KO", "OMWN_CWN"))
_WEAK = frozenset(("WIKIRED", "WIKIDATA_ALIAS"))
_QUALIFIER = re.compile(r"_?[(（][^()（）]*[)）]$")  # ASCII or full-width


class Word(NamedTuple):
    """A word of one language for a class, from one source: a row of ``words.tsv`` and one of its sources."""

    language: str
    lemma: str  #: with underscores
    source: str
    identity: int  #: made up, the same in every answer that holds the word; 0 for a copy of an international name
    sense_key: str = ""
    number: int = 0  #: WordNet's sense number, 0 elsewhere
    position: int = 0  #: place among the synset's WordNet lemmas, from 1


def rows(name: str, folder: Path = SAMPLE) -> list[dict[str, str]]:
    """The rows of one table, by column, as they are written."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(lemma: str) -> str:
    r"""The lemma of a row as the wire has it; ``\uXXXX`` stands for a letter that would not be seen or be mistaken."""
    seen = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), lemma)
    return seen.replace(" ", "_")


def shards(folder: Path = SAMPLE) -> dict[str, list[dict[str, Any]]]:
    """The answers of each shard, in order."""
    classes = rows("classes.tsv", folder)
    words = {each["wnid"]: _wordnet(each["english"], _FIRST_ID * place) for place, each in enumerate(classes, _FIRST)}
    for row in rows("words.tsv", folder):
        known = words[row["wnid"]]
        for source in row["sources"].split(","):
            identity = 0 if source == "BABELNET" else known[0].identity + len(known)
            known.append(Word(row["language"], plain(row["lemma"]), source, identity))
    names = sorted({each["shard"] for each in classes})
    made: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for each in classes:
        for turn, request in enumerate(_requests(words[each["wnid"]], each["layout"])):
            home = names[turn % len(names)] if each["layout"] == "scattered" else each["shard"]
            made[home].append(_answer(each, request))
    return made


def packed(name: str, answers: list[dict[str, Any]]) -> bytes:
    """The file of a shard: JSON Lines, packed as its name says, with no time and no name in it."""
    text = "".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n" for each in answers).encode()
    if name.endswith(".gz"):
        packed_text = io.BytesIO()
        with gzip.GzipFile(filename="", mode="wb", fileobj=packed_text, mtime=0) as file:
            file.write(text)
        return packed_text.getvalue()
    return zstandard.ZstdCompressor(level=19).compress(text) if name.endswith(".zst") else text


def _wordnet(english: str, identity: int) -> list[Word]:
    """``tench#1=tench%1:05:00:: ...``: WordNet's lemmas with sense number and sense key."""
    words = []
    for position, each in enumerate(english.split(), 1):
        lemma, number, key = re.fullmatch(r"(.+?)#(\d+)=(.+)", each).groups()  # type: ignore[union-attr]
        words.append(Word("EN", lemma, "WN", identity + position - 1, key, int(number), position))
    return words


def _requests(words: list[Word], layout: str) -> list[list[Word]]:
    """The words of a class as one answer, or as one per three languages with English in each."""
    if layout not in ("spread", "scattered"):
        return [words]
    others = list(dict.fromkeys(word.language for word in words if word.language != "EN"))
    requests = [others[first : first + LANGUAGES_PER_REQUEST] for first in range(0, len(others), LANGUAGES_PER_REQUEST)]
    return [[word for word in words if word.language in ("EN", *request)] for request in requests]


def _answer(row: dict[str, str], words: list[Word]) -> dict[str, Any]:
    offset = row["wnid"][1:] + "n"
    known = [entry for entry in (("OEWN", row["oewn"]), ("WN_30", f"wn:{offset}")) if entry[1]]
    lemma, number = row["english"].split("=")[0].rsplit("#", 1)
    v5 = row["layout"] == "v5"
    body: dict[str, Any] = {
        "id": row["synset"],
        "wnOffsets": [_offset(version, each) for version, each in known[-1 if v5 else 0 :]],
        "senses": [_sense(word, row, v5) for word in _wire_order(words)],
        "mainSense": f"{lemma}#n#{number}",
        "glosses": [_gloss(row, words[0])],
        "examples": [],
        "images": [],
        "synsetType": "CONCEPT",
        "categories": [],
        "translations": {},
        "domains": {},
        "lnToCompound": {},
        "lnToOtherForm": {},
        "filterLangs": list(dict.fromkeys(word.language for word in words)),
        "bkeyConcepts": False,
    }
    return body if v5 else {**body, "tags": []}


def _offset(version: str, identifier: str) -> dict[str, Any]:
    source = "WN" if version == "WN_30" else version
    return {"versionMapping": {}, "version": version, "id": identifier, "pos": "NOUN", "source": source}


def _gloss(row: dict[str, str], first: Word) -> dict[str, Any]:
    return {"source": "WN", "sourceSense": str(first.identity), "language": "EN", "gloss": row["gloss"], "tokens": []}


def _wire_order(words: list[Word]) -> list[Word]:
    """Languages interleaved, the order within each kept; international names and their copies after all else."""
    last = [word for word in words if word.source == "BABELNET" or word.language == "MUL"]
    columns: dict[str, list[Word]] = {}
    for word in words:
        if word not in last:
            columns.setdefault(word.language, []).append(word)
    return [word for layer in zip_longest(*columns.values()) for word in layer if word] + last


def _sense(word: Word, row: dict[str, str], v5: bool) -> dict[str, Any]:
    expansion = not word.identity
    own: dict[str, Any] = {}
    if word.number:
        offset = row["wnid"][1:] + "n"
        own = {"wordNetSenseNumber": word.number, "wordNetOffset": offset, "wordNetSynsetPosition": word.position}
    properties = {
        **own,
        "fullLemma": word.lemma,
        "simpleLemma": _QUALIFIER.sub("", word.lemma),
        **({} if v5 else {"lemma": {"lemma": word.lemma, "type": _lemma_type(word.source)}}),
        "source": word.source,
        "senseKey": row["synset"] if expansion else word.sense_key or _sense_key(word.source, word.identity),
        "frequency": 0,
        "language": word.language,
        "pos": "NOUN",
        "synsetID": {"id": row["synset"], "pos": "NOUN", "source": "BABELNET"},
        **({} if expansion else {"translationInfo": _translation(word.source)}),
        "pronunciations": {"audios": [], "transcriptions": []},
        "bKeySense": False,
        "idSense": str(word.identity) if word.identity % 7 == 3 else word.identity,
        **({} if v5 else {"tags": []}),
    }
    return {"type": "WordNetSense" if word.number else "BabelSense", "properties": properties}


def _sense_key(source: str, identity: int) -> str | int:
    """A key as each source has it, made up: an item of Wikidata, a page's number, a place in a wordnet, or nothing."""
    if source.startswith("WIKIDATA"):
        return f"Q{identity}"
    if source in ("WIKI", "WIKIRED"):
        return identity if identity % 5 == 0 else str(identity)
    return "1" if source.startswith(("OMWN_", "MCR_")) else ""


def _lemma_type(source: str) -> str:
    if source in _MACHINE:
        return "AUTOMATIC_TRANSLATION"
    return "POTENTIAL_NEAR_SYNONYM_OR_WORSE" if source in _WEAK else "HIGH_QUALITY"


def _translation(source: str) -> str:
    return "0.43846_171_390" if source in ("WNTR", "WIKITR") else ""


def main() -> None:
    """Writes every shard anew."""
    for name, answers in shards().items():
        (SAMPLE / name).write_bytes(packed(name, answers))


if __name__ == "__main__":
    main()
