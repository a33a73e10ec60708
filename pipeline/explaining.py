"""The whole story of one label, from a release alone: every sense, every repair, each verdict, the choice."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.errors import UserError
from resources import languages
from resources.class_lists import ImageClass, find_class
from transforms.repair import steps
from transforms.rules.catalogue import rules

LATEST = "output/latest"


@dataclass(frozen=True, slots=True)
class Telling:
    """What became of one sense. Applying the steps to the lemma, in order, gives the label."""

    lemma: str
    source: str
    sense_id: str
    synset_id: str
    steps: list[dict[str, str]]  #: code, before, after
    label: str
    flags: list[str]
    verdict: str
    rule: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """One class in one language."""

    release: dict[str, str]  #: version, lexicon, its version, profile
    image_class: dict[str, Any]  #: class_index, wnid, wn_offset, lemmas, gloss
    language: dict[str, str]  #: code, name, bcp47
    label: dict[str, Any] | None  #: the row of labels.parquet, None where there is no label
    senses: list[Telling]  #: in wire order
    codes: dict[str, str]  #: what each rule or flag named above means

    def as_record(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def explain(image_class: str, language: str, release: str | Path = LATEST) -> Story:
    """Tell how a class came to its label in a language.

    Args:
        image_class: wnid, class index or English lemma.
        language: BabelNet code, BCP-47 tag or English name.
        release: the release's folder.

    Raises:
        ResourceError: there is no such release, class or language; near misses are named.
    """
    folder = Path(release)
    manifest = _manifest(folder)
    wanted = find_class(image_class, _classes(folder))
    code = _language_code(language, folder)
    senses = [_telling(row, code) for row in _rows(folder / "candidates.parquet", code, wanted.index)]
    label = next(iter(_rows(folder / "labels.parquet", code, wanted.index)), None)
    about = languages.language(code)
    return Story(
        {
            "version": manifest["version"],
            "lexicon": manifest["configuration"]["lexicon"],
            "lexicon_version": manifest["lexicon"]["version"],
            "profile": manifest["profile"]["name"],
        },
        {
            "class_index": wanted.index,
            "wnid": wanted.wnid,
            "wn_offset": wanted.wn_offset,
            "lemmas": list(wanted.lemmas),
            "gloss": wanted.gloss,
        },
        {"code": code, "name": about.name, "bcp47": about.bcp47},
        label,
        senses,
        _codes(senses, label),
    )


def _telling(row: dict[str, Any], code: str) -> Telling:
    taken = steps(row["lemma"], row["repairs"], languages.language(code))
    if (taken[-1].after if taken else row["lemma"]) != row["label"]:
        # Made by another version of the repairs: what they did then is not known step by step.
        changed = {"code": "+".join(row["repairs"]), "before": row["lemma"], "after": row["label"]}
        told = [changed] if row["repairs"] else []
    else:
        told = [{"code": step.code, "before": step.before, "after": step.after} for step in taken]
    keys = ("lemma", "source", "sense_id", "synset_id", "label", "flags", "verdict", "rule", "reason")
    return Telling(steps=told, **{key: row[key] for key in keys})


def _codes(senses: list[Telling], label: dict[str, Any] | None) -> dict[str, str]:
    named = {code for sense in senses for code in (*sense.flags, sense.rule) if code}
    named.update(label["flags"] if label else ())
    known = rules()
    return {code: known[code].message if code in known else FLAGS.get(code, "") for code in sorted(named)}


#: What the flags of the choice mean; those of rules stand with the rules.
FLAGS = {
    "ambiguous": "Another class of this language bears the same label, and neither has a good other word.",
    "ambiguous-inherent": "The two classes share a lemma in WordNet too: the word is ambiguous by nature.",
    "yielded": "Another class has a better claim to this class's first word, so it took its next best.",
    "given-up": "The best word of the class, left to another class with a better claim to it.",
}


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    if not path.is_file():
        raise UserError(
            f"{folder}: there is no release here",
            "A release is a folder with tables and a manifest.json.",
            "Build one with babel-imagenet build, or name another with --release.",
        )
    manifest: dict[str, Any] = json.loads(path.read_bytes())
    return manifest


def _classes(folder: Path) -> list[ImageClass]:
    table = pq.ParquetFile(folder / "classes.parquet").read(columns=["class_index", "wnid", "lemmas", "gloss"])
    return [
        ImageClass(row["class_index"], row["wnid"], tuple(row["lemmas"]), row["gloss"]) for row in table.to_pylist()
    ]


def _language_code(text: str, folder: Path) -> str:
    """The code of a language; one that the table does not know is taken as it is where the release has it."""
    try:
        return languages.find(text).code
    except languages.UnknownLanguage:
        known = pq.ParquetFile(folder / "languages.parquet").read(columns=["language"])["language"]
        if text.upper() in known.to_pylist():
            return text.upper()
        raise


def _rows(path: Path, language: str, class_index: int) -> list[dict[str, Any]]:
    """The rows of one cell: only the row groups that can hold it are read."""
    file = pq.ParquetFile(path)
    column = file.schema_arrow.get_field_index("language")
    found = []
    for number in range(file.num_row_groups):
        bounds = file.metadata.row_group(number).column(column).statistics
        if bounds is not None and bounds.has_min_max and not bounds.min <= language <= bounds.max:
            continue
        table = file.read_row_group(number)
        cells = zip(table["language"].to_pylist(), table["class_index"].to_pylist(), strict=True)
        hits = [at for at, cell in enumerate(cells) if cell == (language, class_index)]
        if hits:  # one run of rows: the tables are sorted
            found += table.slice(hits[0], len(hits)).to_pylist()
    return found
