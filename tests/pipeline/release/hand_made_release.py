"""A small release by hand: words known to be right in fifteen languages, and a language whose labels are hostile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.pipeline.release.synthetic import Classes, Languages, Row, table_of, write_release

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES: Languages = {
    "AR": ("Arabic", "ar", ["Arab"]),
    "DE": ("German", "de", ["Latn"]),
    "DV": ("Divehi", "dv", ["Thaa"]),
    "EN": ("English", "en", ["Latn"]),
    "FA": ("Persian", "fa", ["Arab"]),
    "HE": ("Hebrew", "he", ["Hebr"]),
    "JA": ("Japanese", "ja", ["Jpan", "Hira", "Kana", "Hani"]),
    "MN": ("Mongolian", "mn", ["Cyrl", "Mong"]),
    "NQO": ("N’Ko", "nqo", ["Nkoo"]),
    "RU": ("Russian", "ru", ["Cyrl"]),
    "SYC": ("Classical Syriac", "syc", ["Syrc"]),
    "TH": ("Thai", "th", ["Thai"]),
    "UR": ("Urdu", "ur", ["Arab"]),
    "ZH": ("Chinese", "zh", ["Hans", "Hant"]),
    "ZU": ("Zulu", "zu", ["Latn"]),
}
CLASSES: Classes = [
    (
        "n01443537",
        ["goldfish", "Carassius auratus"],
        "small golden or orange-red freshwater fishes used as pond or aquarium pets",
    ),
    ("n02123045", ["tabby", "tabby cat"], "a cat with a grey or tawny coat mottled with black"),
    ("n02012849", ["crane"], "large long-necked wading bird of marshes and plains in many parts of the world"),
    ("n03126707", ["crane"], "lifts and moves heavy objects"),
    (
        "n02437312",
        ["Arabian camel", "dromedary", "Camelus dromedarius"],
        "one-humped camel of the hot deserts of northern Africa",
    ),
    ("n07753592", ["banana"], "elongated crescent-shaped yellow fruit with soft sweet flesh"),
]
HOSTILE = [
    "<script>window.pwned=1</script>",
    "</script><img src=x onerror='window.pwned=2'>",
    "abc\u202edlrow\u202c",
    "nul\x00byte",
    "<b>not bold</b>",
    "‎marked‎",
    "{{ 7 * 7 }} ${alert(1)}",
    "lang" * 1250,
    "javascript:alert(1)",
    '"><svg onload=window.pwned=3>',
]


def label(
    index: int, language: str, text: str, script: str, *, lemma: str = "", source: str = "WIKI", **more: Any
) -> Row:
    """A row of labels.parquet for class ``index`` of CLASSES."""
    row = {
        **_keys(index, language),
        "bcp47": LANGUAGES[language][1],
        "script": script,
        "label": text,
        "lemma": lemma or text.replace(" ", "_"),
        "source": source,
        "sources": [source],
        "sense_id": "",
        "repairs": [],
        "flags": [],
        "alternatives": [],
    }
    return row | more


def candidate(
    index: int,
    language: str,
    text: str,
    verdict: str,
    *,
    rule: str | None = None,
    reason: str | None = None,
    **more: Any,
) -> Row:
    """A row of candidates.parquet for class ``index`` of CLASSES."""
    row = {
        **_keys(index, language),
        "lemma": text.replace(" ", "_"),
        "label": text,
        "source": "WIKI",
        "sense_id": "",
        "repairs": [],
        "flags": [],
        "verdict": verdict,
        "rule": rule,
        "reason": reason,
    }
    return row | more


def _keys(index: int, language: str) -> Row:
    wnid = CLASSES[index][0]
    return {
        "class_index": index,
        "wnid": wnid,
        "wn_offset": wnid[1:] + "n",
        "synset_id": f"bn:{index:08}n",
        "language": language,
    }


def hand_made() -> tuple[list[Row], list[Row]]:
    """(labels, candidates) of fifteen languages and six classes."""
    words = [
        (0, "AR", "سمكة ذهبية", "Arab"),
        (0, "DE", "Goldfisch", "Latn"),
        (0, "EN", "goldfish", "Latn"),
        (0, "FA", "ماهی قرمز", "Arab"),
        (0, "HE", "דג זהב", "Hebr"),
        (0, "JA", "金魚", "Jpan"),
        (0, "MN", "ᠠᠯᠲᠠᠨ ᠵᠢᠭᠠᠰᠤ", "Mong"),
        (0, "RU", "золотая рыбка", "Cyrl"),
        (0, "TH", "ปลาทอง", "Thai"),
        (0, "ZH", "金鱼", "Hans"),
        (0, "UR", "سنہری مچھلی", "Arab"),
        (4, "AR", "جمل", "Arab"),
        (4, "DE", "Dromedar", "Latn"),
        (4, "FA", "شتر یک‌کوهانه", "Arab"),
        (4, "HE", "גמל", "Hebr"),
        (4, "MN", "ᠲᠡᠮᠡᠭᠡ", "Mong"),
        (4, "RU", "дромедар", "Cyrl"),
        (4, "SYC", "ܓܡܠܐ", "Syrc"),
        (5, "AR", "موز", "Arab"),
        (5, "DE", "Banane", "Latn"),
        (5, "DV", "ދޮންކެޔޮ", "Thaa"),
        (5, "EN", "banana", "Latn"),
        (5, "JA", "バナナ", "Jpan"),
        (5, "NQO", "ߓߊߣߊ߲ߘߊ", "Nkoo"),
        (5, "RU", "банан", "Cyrl"),
        (5, "TH", "กล้วย", "Thai"),
        (5, "ZH", "香蕉", "Hans"),
    ]
    labels = [label(index, language, text, script) for index, language, text, script in words]
    candidates = [candidate(row["class_index"], row["language"], row["label"], "chosen") for row in labels]
    for index, flags in ((2, ["ambiguous-inherent"]), (3, ["ambiguous-inherent"])):
        for language in ("EN", "DE"):
            text = "crane" if language == "EN" else "Kranich" if index == 2 else "Kran"
            kept = flags if language == "EN" else ["yielded"] if index == 2 else []
            labels.append(label(index, language, text, "Latn", flags=kept))
            candidates.append(candidate(index, language, text, "chosen", flags=kept))
    labels.append(
        label(
            1,
            "DE",
            "Tigerkatze",
            "Latn",
            lemma="Tigerkatze_(Hauskatze)",
            repairs=["underscore", "disambiguator"],
            sources=["WIKI", "WIKT"],
            alternatives=["getigerte Katze"],
        )
    )
    candidates += [
        candidate(
            1,
            "DE",
            "Tigerkatze",
            "chosen",
            lemma="Tigerkatze_(Hauskatze)",
            repairs=["underscore", "disambiguator"],
            sense_id="s00000001n",
        ),
        candidate(1, "DE", "Tigerkatze", "alternative", source="WIKT"),
        candidate(1, "DE", "getigerte Katze", "alternative", source="WIKIDATA_ALIAS"),
        candidate(
            1,
            "DE",
            "Felis catus",
            "rejected",
            source="WIKISPECIES",
            rule="scientific-name",
            reason="is the scientific name of the species",
        ),
        candidate(
            1,
            "RU",
            "tabby cat",
            "rejected",
            source="MUL",
            rule="script",
            reason="is written in Latin; Russian is written in Cyrillic",
        ),
    ]
    for index, text in enumerate(HOSTILE[:6]):
        labels.append(
            label(
                index, "ZU", text, "Latn", lemma=text, flags=[text[:30]] if index == 1 else [], alternatives=HOSTILE[6:]
            )
        )
        candidates.append(candidate(index, "ZU", text, "chosen", lemma=text))
        candidates += [
            candidate(index, "ZU", other, "rejected", lemma=other, rule="<i>rule</i>", reason=other[:400])
            for other in HOSTILE[6:]
        ]
    return labels, candidates


def write_hand_made(folder: Path) -> Path:
    """The release of these words, in ``folder``."""
    labels, candidates = hand_made()
    return write_release(
        folder, table_of("labels.parquet", labels), table_of("candidates.parquet", candidates), LANGUAGES, CLASSES
    )
