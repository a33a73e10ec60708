"""The tables of a release, written once: every column's type, description, unit and source.

Schemas carry no version, time or host fact, so that the same cells are the same bytes.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

STRINGS = pa.list_(pa.string())


def _column(
    name: str, kind: pa.DataType, description: str, *, unit: str = "", source: str = "", null: bool = False
) -> Any:
    about = {"description": description, "unit": unit, "source": source}
    return pa.field(name, kind, nullable=null, metadata={key: text for key, text in about.items() if text})


_CLASS_INDEX = _column("class_index", pa.int32(), "0-based place of the class in the class list", source="class list")
_WNID = _column("wnid", pa.string(), "ImageNet's id of the class, n01440764", source="class list")
_OFFSET = _column("wn_offset", pa.string(), "WordNet 3.0 offset and part of speech, 01440764n", source="class list")
_SYNSET = _column(
    "synset_id", pa.string(), "the lexicon's id of the synset, bn:00076495n or 01440764-n", source="lexicon"
)
_LANGUAGE = _column("language", pa.string(), "BabelNet language code, upper case", source="languages table")
_BCP47 = _column("bcp47", pa.string(), "BCP-47 tag of the language", source="languages table")
_SCRIPT = _column(
    "script",
    pa.string(),
    "ISO 15924 script the label is written in; Hans, Hant or Hani for Chinese",
    source="Unicode script property of the label",
)
_LEMMA = _column("lemma", pa.string(), "the word exactly as the lexicon gave it", source="lexicon")
_LABEL = _column("label", pa.string(), "the word after the repairs", source="lemma and repairs")
_SOURCE = _column("source", pa.string(), "BabelNet sense source, or the id of an open lexicon", source="lexicon")
_SENSE_ID = _column(
    "sense_id", pa.string(), "the lexicon's own id of the sense, empty where it has none", source="lexicon"
)
_REPAIRS = _column(
    "repairs", STRINGS, "codes of the repairs that changed the text, in the order applied", source="repairs"
)
_FLAGS = _column("flags", STRINGS, "codes of what is worth knowing and no reason to reject", source="rules and choice")

LABELS = pa.schema(
    [
        _CLASS_INDEX,
        _WNID,
        _OFFSET,
        _SYNSET,
        _LANGUAGE,
        _BCP47,
        _SCRIPT,
        _LABEL,
        _LEMMA,
        _SOURCE,
        _column(
            "sources",
            STRINGS,
            "every source that gives this label for this class and language, sorted",
            source="lexicon",
        ),
        _SENSE_ID,
        _REPAIRS,
        _FLAGS,
        _column("alternatives", STRINGS, "other labels that were accepted, best first", source="choice"),
    ]
)

CANDIDATES = pa.schema(
    [
        _CLASS_INDEX,
        _WNID,
        _OFFSET,
        _SYNSET,
        _LANGUAGE,
        _LEMMA,
        _LABEL,
        _SOURCE,
        _SENSE_ID,
        _REPAIRS,
        _FLAGS,
        _column("verdict", pa.string(), "chosen, alternative or rejected", source="rules and choice"),
        _column(
            "rule", pa.string(), "code of the rule that rejected it, null where none did", source="rules", null=True
        ),
        _column(
            "reason", pa.string(), "that rule's words about this candidate, null where none", source="rules", null=True
        ),
    ]
)

_COUNT: dict[str, Any] = {"unit": "senses", "source": "build"}

LANGUAGES = pa.schema(
    [
        _LANGUAGE,
        _column("name", pa.string(), "English name of the language", source="languages table"),
        _BCP47,
        _column("scripts", STRINGS, "ISO 15924 scripts it is written in, preferred first", source="languages table"),
        _column("known", pa.bool_(), "whether the languages table has this code", source="languages table"),
        _column("candidates", pa.int64(), "senses the lexicon gave for the wanted classes", **_COUNT),
        _column("rejected", pa.int64(), "of these, rejected by a rule", **_COUNT),
        _column("accepted", pa.int64(), "of these, chosen or an alternative", **_COUNT),
        _column(
            "classes_with_candidates", pa.int32(), "classes with at least one sense", unit="classes", source="build"
        ),
        _column("labels", pa.int32(), "classes with a label", unit="classes", source="build"),
        _column("coverage", pa.float64(), "labels over all classes of the list", unit="share, 0 to 1", source="build"),
        _column(
            "ambiguous",
            pa.int32(),
            "labels that another class of the language bears too",
            unit="labels",
            source="choice",
        ),
        _column(
            "repaired", pa.int32(), "labels that a repair changed, underscores aside", unit="labels", source="repairs"
        ),
    ]
)

CLASSES = pa.schema(
    [
        _CLASS_INDEX,
        _WNID,
        _OFFSET,
        _column("lemmas", STRINGS, "WordNet 3.0 lemmas, in WordNet's order", source="WordNet 3.0"),
        _column("gloss", pa.string(), "WordNet 3.0 definition", source="WordNet 3.0"),
        _column("synset_ids", STRINGS, "the lexicon's synsets for this class", source="lexicon"),
        _column("candidates", pa.int64(), "senses the lexicon gave", **_COUNT),
        _column("rejected", pa.int64(), "of these, rejected by a rule", **_COUNT),
        _column("labels", pa.int32(), "languages with a label", unit="languages", source="build"),
        _column(
            "coverage",
            pa.float64(),
            "labels over all languages that have any label",
            unit="share, 0 to 1",
            source="build",
        ),
    ]
)

FUNNEL = pa.schema(
    [
        _LANGUAGE,
        _column("rule", pa.string(), "code of the rule, empty for what no rule rejected", source="rules"),
        _column("candidates", pa.int64(), "senses whose verdict this rule gave", **_COUNT),
    ]
)

BAD_LINES = pa.schema(
    [
        _column("shard", pa.string(), "file of the lexicon", source="lexicon"),
        _column("line", pa.int64(), "line number in the uncompressed file", unit="lines, from 1", source="lexicon"),
        _column("reason", pa.string(), "why it could not be read", source="build"),
        _column("excerpt", pa.string(), "its first characters, at most 200", source="lexicon"),
    ]
)

TABLES = {
    "labels.parquet": LABELS,
    "candidates.parquet": CANDIDATES,
    "languages.parquet": LANGUAGES,
    "classes.parquet": CLASSES,
    "funnel.parquet": FUNNEL,
    "bad_lines.parquet": BAD_LINES,
}
