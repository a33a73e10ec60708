"""The script that makes the table of languages, from hand-made CLDR files and from the real ones."""

from __future__ import annotations

import importlib.util
import json
import os
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Rows = dict[str, dict[str, str]]

ROOT = Path(__file__).resolve().parents[2]
CLDR = "BABEL_IMAGENET_CLDR"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script, which is of no package."""
    pytest.importorskip("gflanguages", reason="the extra [languages] is not installed")
    spec = importlib.util.spec_from_file_location("make_languages", ROOT / "tools" / "make_languages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def cldr(tmp_path: Path) -> Path:
    """A ``cldr-core`` of a few languages, in its true shape."""
    place = tmp_path / "package"
    languages = {
        "ka": {"_scripts": ["Geor"]},
        "ja": {"_scripts": ["Jpan"]},
        "gmy": {"_scripts": ["Linb"]},
        "ku": {"_scripts": ["Latn"]},
        "ku-alt-secondary": {"_scripts": ["Arab", "Yezi"]},
    }
    aliases = {
        "geo": {"_reason": "bibliographic", "_replacement": "ka"},
        "kmr": {"_reason": "macrolanguage", "_replacement": "ku"},
        "ckb": {"_reason": "macrolanguage", "_replacement": "ku"},
    }
    usage = {"Geor": "RECOMMENDED", "Linb": "EXCLUSION", "Yezi": "EXCLUSION", "Brai": "UNKNOWN"}
    contents: dict[str, Any] = {
        "package.json": {"version": "48.0.1"},
        "scriptMetadata.json": {"scriptMetadata": {script: {"idUsage": use} for script, use in usage.items()}},
        "supplemental/languageData.json": {"supplemental": {"languageData": languages}},
        "supplemental/aliases.json": {"supplemental": {"metadata": {"alias": {"languageAlias": aliases}}}},
    }
    for name, content in contents.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(json.dumps(content), encoding="utf-8")
    return place


@pytest.fixture
def run(tool: ModuleType, tmp_path: Path, cldr: Path) -> Callable[..., Rows]:
    """Run the script on a table of names, and read what it wrote."""

    def made(names: str, checked: str = "") -> Rows:
        (tmp_path / "names.tsv").write_text(names, encoding="utf-8")
        (tmp_path / "checked.tsv").write_text(
            "code\tname\tn_labels\tin92\tbcp47\tscripts(preferred first)\tnote\n" + checked, encoding="utf-8"
        )
        files = {"configured": "names.tsv", "names": "names.tsv", "checked": "checked.tsv", "out": "out.tsv"}
        options = [text for name, file in files.items() for text in (f"--{name}", str(tmp_path / file))]
        tool.main(["--cldr", str(cldr), *options])
        return {row["code"]: row for row in tool.read_rows(tmp_path / "out.tsv")}

    return made


def test_scripts_say_where_they_are_from(run: Callable[..., Rows]) -> None:
    rows = run("KA\tGeorgian\nJA\tJapanese\nGMY\tMycenaean Greek\nMUL\tInternational\n")
    both = f"CLDR 48.0.1 languageData + gflanguages {version('gflanguages')}"
    assert (rows["KA"]["scripts"], rows["KA"]["source"], rows["KA"]["aliases"]) == ("Geor", both, "geo")
    assert rows["JA"]["scripts"] == "Hira,Kana,Hani"
    assert rows["GMY"]["scripts"] == "Linb"  # out of use, but its only one
    assert (rows["MUL"]["scripts"], rows["MUL"]["kind"]) == ("", "none")
    assert list(rows) == sorted(rows)


def test_rows_checked_by_hand_win(run: Callable[..., Rows]) -> None:
    rows = run("KA\tGeorgian\nKU\tKurdish\n", "KA\tGeorgian\t5\tY\tka-x-y\tLatn/Geor\tso it is\n")
    row = rows["KA"]
    assert (row["bcp47"], row["scripts"], row["source"]) == ("ka-x-y", "Latn,Geor", "checked by hand")
    assert (row["sets"], row["note"], row["iso639_3"]) == ("paper-298,xlmr", "so it is", "kat")


def test_a_language_that_was_added_stays_as_it_lies(tool: ModuleType, tmp_path: Path, cldr: Path) -> None:
    added = "BEM\tBemba\tbem\tbem\tLatn\tltr\tadded\t\t\tchecked by hand\tin Wiktionary"
    (tmp_path / "table.tsv").write_text("\t".join(tool.COLUMNS) + f"\n{added}\n", encoding="utf-8")
    (tmp_path / "configured.tsv").write_text("KA\tGeorgian\n", encoding="utf-8")
    files = {"configured": "configured.tsv", "names": "configured.tsv", "checked": "table.tsv", "out": "out.tsv"}
    options = [text for name, file in files.items() for text in (f"--{name}", str(tmp_path / file))]
    tool.main(["--cldr", str(cldr), *options])
    first, second = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert first == added
    assert second.startswith("KA\tGeorgian\t")


def test_scripts_out_of_use_go_and_a_code_with_a_row_is_no_alias(run: Callable[..., Rows]) -> None:
    rows = run("KU\tKurdish\nCKB\tSorani\n")
    assert rows["KU"]["scripts"].split(",")[:2] == ["Latn", "Arab"]
    assert "Yezi" not in rows["KU"]["scripts"]
    assert rows["KU"]["aliases"] == "kmr"  # ckb is a language of its own in the table


def test_a_language_that_nothing_knows_stops_it(run: Callable[..., Rows]) -> None:
    with pytest.raises(SystemExit, match="QZZ"):
        run("QZZ\tMade up\n")


@pytest.fixture
def real_cldr() -> Path:
    """The unpacked npm package that the table was made from, where it is at hand."""
    place = Path(os.environ.get(CLDR, "package"))
    if not (place / "supplemental" / "languageData.json").is_file():
        pytest.skip(f"no cldr-core at {place}: npm pack cldr-core@48.2.0, unpack it, set {CLDR} to its 'package'")
    return place


def test_the_table_makes_itself_anew(tool: ModuleType, tmp_path: Path, real_cldr: Path) -> None:
    tool.main(["--cldr", str(real_cldr), "--out", str(tmp_path / "languages.tsv")])
    assert (tmp_path / "languages.tsv").read_bytes() == tool.TABLE.read_bytes()


@pytest.mark.real_data
def test_the_table_is_of_babelnets_codes_and_names(
    tool: ModuleType, tmp_path: Path, real_cldr: Path, real_data: Path
) -> None:
    enums = real_data / "babelnet" / "enums"
    configured, names = str(enums / "configured_languages_521.txt"), str(enums / "language_enum_1237.tsv")
    options = ["--cldr", str(real_cldr), "--configured", configured, "--names", names]
    tool.main([*options, "--out", str(tmp_path / "languages.tsv")])
    assert (tmp_path / "languages.tsv").read_bytes() == tool.TABLE.read_bytes()
