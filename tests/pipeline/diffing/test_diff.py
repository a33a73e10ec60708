"""Two editions compared through the real command line: rules, profiles, lexicons, lists, files, hostile labels."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.diffing.compare import diff
from pipeline.diffing.page import page
from pipeline.errors import UserError
from tests.worlds import answer

Cli = Callable[..., subprocess.CompletedProcess[str]]


def sense(lemma: str, language: str, source: str = "WIKT") -> dict[str, Any]:
    return {"fullLemma": lemma, "simpleLemma": lemma, "language": language, "source": source, "idSense": 1}


def dump(folder: Path, senses: list[dict[str, Any]]) -> str:
    """A dump of one class, the tench, and of the goldfish with a word in German."""
    folder.mkdir()
    lines = [
        answer("01440764n", [sense("tench", "EN", "WN"), *senses]),
        answer("01443537n", [sense("goldfish", "EN", "WN"), sense("Goldfisch", "DE")], "bn:90000002n"),
    ]
    (folder / "a.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return f"babelnet-dump:{folder}"


def made(cli: Cli, output: Path, lexicon: str, *options: str) -> Path:
    done = cli("build", "--lexicon", lexicon, "--output", output, "--languages", "EN,DE,BE,RU", *options)
    return Path(done.stdout.splitlines()[-1])


def rows(cli: Cli, before: Path, after: Path) -> list[dict[str, Any]]:
    done = cli("diff", before, after, "--json", check=False)
    record = json.loads(done.stdout)
    assert done.returncode == (2 if record["cells"] else 0)
    return list(record["cells"])


@pytest.fixture(scope="module")
def base(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A release, and its lexicon."""
    folder = tmp_path_factory.mktemp("base")
    words = [sense("Schleie", "DE"), sense("rybka", "BE", "WIKI"), sense("линь (рыба)", "RU", "WIKI")]
    lexicon = dump(folder / "lexicon", words)
    return made(cli, folder / "output", lexicon), lexicon


def test_a_one_rule_change_names_the_rule_at_every_cell(cli: Cli, base: tuple[Path, str]) -> None:
    release, lexicon = base
    other = made(cli, release.parent, lexicon, "--without", "wrong-script")
    cells = rows(cli, release, other)
    assert [(each["language"], each["change"], each["after"]) for each in cells] == [("BE", "new", "rybka")]
    assert {(each["cause"], each["by"]) for each in cells} == {("rule", "wrong-script")}
    back = rows(cli, other, release)
    assert [(each["change"], each["cause"], each["by"]) for each in back] == [("gone", "rule", "wrong-script")]


def test_a_repair_that_one_of_them_lacks(cli: Cli, base: tuple[Path, str]) -> None:
    release, lexicon = base
    cells = rows(cli, release, made(cli, release.parent, lexicon, "--without", "disambiguator"))
    (cell,) = cells
    assert (cell["before"], cell["after"]) == ("линь", "линь (рыба)")
    assert (cell["cause"], cell["by"]) == ("profile", "disambiguator")


def test_another_lexicon(cli: Cli, base: tuple[Path, str], tmp_path: Path) -> None:
    release, _ = base
    words = [sense("Schlei", "DE"), sense("линь (рыба)", "RU", "WIKI"), sense("лінь", "BE")]
    cells = rows(cli, release, made(cli, tmp_path / "output", dump(tmp_path / "lexicon", words)))
    found = {(each["language"], each["change"], each["cause"]) for each in cells}
    assert found == {("DE", "changed", "lexicon"), ("BE", "new", "lexicon")}
    assert any("Schleie (WIKT) is gone from the lexicon" in each["why"] for each in cells)


def test_other_languages_and_classes(cli: Cli, base: tuple[Path, str], tmp_path: Path) -> None:
    release, lexicon = base
    classes = tmp_path / "one.txt"
    classes.write_text("n01440764\n")
    done = cli("build", "--lexicon", lexicon, "--output", tmp_path / "o", "--languages", "EN,DE", "--classes", classes)
    found = {(each["language"], each["wnid"]): each["cause"] for each in rows(cli, release, Path(done.stdout.strip()))}
    assert found == {
        ("RU", "n01440764"): "languages",
        ("EN", "n01443537"): "classes",
        ("DE", "n01443537"): "classes",
    }


def test_another_version_of_the_code(base: tuple[Path, str], tmp_path: Path) -> None:
    """The same senses and profile, another verdict: told by the checksum of the code."""
    release, _ = base
    other = Path(shutil.copytree(release, tmp_path / "other"))
    labels = pl.read_parquet(other / "labels.parquet")
    labels.filter(pl.col("language") != "RU").write_parquet(other / "labels.parquet")
    candidates = pl.read_parquet(other / "candidates.parquet")
    russian = pl.col("language") == "RU"
    rejected = {"verdict": "rejected", "rule": "list"}
    changes = {name: pl.when(russian).then(pl.lit(value)).otherwise(pl.col(name)) for name, value in rejected.items()}
    candidates.with_columns(**changes).write_parquet(other / "candidates.parquet")
    manifest = json.loads((other / "manifest.json").read_text("utf-8"))
    assert {(each.cause, each.by) for each in diff(release, other).cells} == {("unknown", "list")}
    manifest["builder"]["code_sha256"] = "0" * 64
    (other / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    found = diff(release, other)
    assert [(each.language, each.change, each.cause, each.by) for each in found.cells] == [
        ("RU", "gone", "code", "list")
    ]
    assert "code: another version" in found.differences


def test_paper_and_curated(cli: Cli, sample_release: Path, tmp_path: Path) -> None:
    """Every cell that the two profiles see differently has a cause that says so, and none is unknown."""
    done = cli("build", "--output", tmp_path, "--profile", "paper")
    found = diff(done.stdout.splitlines()[-1], sample_release)
    causes = Counter(cell.cause for cell in found.cells)
    assert len(found.cells) > 50
    assert set(causes) <= {"rule", "profile"}
    assert all(cell.by for cell in found.cells)


def test_files_and_releases_in_any_mix(base: tuple[Path, str], tmp_path: Path) -> None:
    release, _ = base
    published = release / "babel_imagenet.json"
    for before, after in ((release, published), (published, release), (published, published)):
        found = diff(before, after)
        assert (found.cells, found.same) == ((), 5)
    older = tmp_path / "older.json"
    older.write_text(json.dumps({"DE": [[0], ["Schlei"]], "FR": [[0], ["tanche"]]}), "utf-8")
    found = diff(older, release)
    assert {(each.language, each.wnid, each.change, each.cause) for each in found.cells} == {
        ("DE", "n01440764", "changed", "unknown"),
        ("DE", "n01443537", "new", "unknown"),
        ("EN", "n01440764", "new", "languages"),
        ("EN", "n01443537", "new", "languages"),
        ("FR", "n01440764", "gone", "languages"),
        ("RU", "n01440764", "new", "languages"),
    }


def test_the_terminal_and_json_say_the_same(cli: Cli, base: tuple[Path, str], tmp_path: Path) -> None:
    release, lexicon = base
    other = made(cli, tmp_path, lexicon, "--without", "wrong-script")
    done = cli("diff", release, other, check=False)
    assert done.returncode == 2
    assert "labels: 5 the same, 0 changed, 0 gone, 1 new" in done.stdout
    assert "rules: wrong-script only before" in done.stdout
    assert "rule\twrong-script\t0\t0\t1" in done.stdout
    record = json.loads(cli("diff", release, other, "--json", check=False).stdout)
    assert record["same"] == 5
    assert record["causes"] == [{"cause": "rule", "by": "wrong-script", "changed": 0, "gone": 0, "new": 1}]
    assert record["languages"] == [{"language": "BE", "changed": 0, "gone": 0, "new": 1}]


def test_the_page_is_whole_and_escaped(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202eabc'
    one, other = tmp_path / "a.json", tmp_path / "b.json"
    one.write_text(json.dumps({"DE": [[0, 1], [hostile, "Goldfisch"]], "AR": [[0], ["سمك"]]}), "utf-8")
    other.write_text(json.dumps({"DE": [[0], ["Schleie"]], "AR": [[0], ["سمكة"]], "<b>": [[0], ["x"]]}), "utf-8")
    html = page(diff(one, other))
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "\u202e" not in html
    assert "[U+202E]" in html
    assert "<bdi>سمكة</bdi>" in html
    assert "http:" not in html
    assert "https:" not in html
    assert "default-src 'none'" in html


def test_the_page_is_written_where_it_is_asked_for(cli: Cli, base: tuple[Path, str], tmp_path: Path) -> None:
    target = tmp_path / "diff.html"
    done = cli("diff", base[0], base[0], "--html", target)
    assert done.returncode == 0
    assert "0 labels differ, 5 are the same" in target.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diff.html"]


def test_a_page_that_cannot_be_written_is_an_error_in_words(cli: Cli, base: tuple[Path, str], tmp_path: Path) -> None:
    done = cli("diff", base[0], base[0], "--html", tmp_path / "none" / "diff.html", check=False)
    assert done.returncode == 1
    assert "cannot be written (No such file or directory)" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", ["", "[]", '{"DE": 3}', '{"DE": [[0], []]}', '{"DE": [["0"], ["x"]]}', "[" * 99999])
def test_what_holds_no_labels_is_an_error_in_words(base: tuple[Path, str], tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(UserError, match="no published labels"):
        diff(path, base[0])


def test_a_damaged_release_is_an_error_in_words(base: tuple[Path, str], tmp_path: Path) -> None:
    other = Path(shutil.copytree(base[0], tmp_path / "other"))
    (other / "labels.parquet").write_bytes(b"PAR1")
    with pytest.raises(UserError, match="cannot be read"):
        diff(base[0], other)


def test_build_says_why_labels_differ_from_the_release_before(cli: Cli, base: tuple[Path, str], tmp_path: Path) -> None:
    _, lexicon = base
    made(cli, tmp_path, lexicon)
    options = ("--languages", "EN,DE,BE,RU", "--without", "wrong-script")
    done = cli("build", "--lexicon", lexicon, "--output", tmp_path, *options)
    assert done.stdout.splitlines()[-1].endswith("1.1.0")
    assert "why labels differ from 1.0.0" in done.stderr
    assert "wrong-script" in done.stderr


@pytest.mark.real_data
def test_one_rule_on_a_thousand_classes_of_open_wordnets(cli: Cli, real_data: Path, tmp_path: Path) -> None:
    lexicon = f"open-wordnet:{real_data / 'open_lexicons'}"
    releases = [
        Path(cli("build", "--lexicon", lexicon, "--output", tmp_path, *options).stdout.splitlines()[-1])
        for options in ((), ("--without", "scientific-name"))
    ]
    found = diff(*releases)
    assert len(found.cells) > 20
    assert {(cell.cause, cell.by) for cell in found.cells} == {("rule", "scientific-name")}
    assert cli("check", releases[0], "--select", "E", check=False).returncode == 0
    against = diff(real_data / "published" / "babel_imagenet.json", releases[0])
    assert against.same > 9_000
    assert {cell.cause for cell in against.cells} == {"unknown", "languages"}
