"""A build from end to end, through the real command line."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import zstandard

from pipeline.build import build
from pipeline.config import BuildConfig
from resources.class_lists import load
from tests.worlds import answer, paper_labels, random_crawl

TABLES = ("labels", "candidates", "languages", "classes", "funnel")
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
EXPECTATIONS = Path(__file__).resolve().parents[1] / "resources" / "sample_expectations.tsv"


def table_bytes(release: Path) -> dict[str, str]:
    names = [*(f"{table}.parquet" for table in TABLES), "babel_imagenet.json", "language_mapping.json"]
    return {name: hashlib.sha256((release / name).read_bytes()).hexdigest() for name in names}


def labels_of(release: Path) -> dict[str, list[Any]]:
    published: dict[str, list[Any]] = json.loads((release / "babel_imagenet.json").read_text(encoding="utf-8"))
    return published


def no_half_release(output: Path) -> bool:
    return not output.exists() or [path.name for path in output.iterdir() if path.name != ".snapshots"] == []


def test_the_sample_builds_and_builds_again_to_the_same_bytes(cli, tmp_path: Path) -> None:
    first = cli("build", "--output", tmp_path)
    release = Path(first.stdout.splitlines()[-1])
    assert release == tmp_path / "1.0.0"
    assert (tmp_path / "latest").resolve() == release.resolve()
    assert "reject" in first.stderr
    assert "languages that the table does not know were kept as candidates without a label: TOK" in first.stderr
    assert "sources that the table does not know count as weak" in first.stderr
    second = Path(cli("build", "--output", tmp_path).stdout.splitlines()[-1])
    assert second.name == "1.0.1"
    assert table_bytes(second) == table_bytes(release)


def test_the_json_holds_the_labels_of_the_table(sample_release: Path) -> None:
    frame = pl.read_parquet(sample_release / "labels.parquet")
    assert frame.height == frame.unique(["language", "class_index"]).height > 2000
    assert frame.equals(frame.sort(["language", "class_index"]))
    published = labels_of(sample_release)
    for language, rows in frame.group_by("language", maintain_order=True):
        assert published[language[0]] == [rows["class_index"].to_list(), rows["label"].to_list()]
    assert set(json.loads((sample_release / "language_mapping.json").read_text())) == set(published)


def test_every_sense_has_one_verdict_and_the_counts_add_up(sample_release: Path) -> None:
    candidates = pl.read_parquet(sample_release / "candidates.parquet")
    counts = json.loads((sample_release / "manifest.json").read_text())["counts"]
    assert counts["senses"] == counts["candidates"] + counts["merged"] + counts["passed_by"]
    assert (
        counts["candidates"]
        == candidates.height
        == pl.read_parquet(sample_release / "funnel.parquet")["candidates"].sum()
    )
    rejected = candidates.filter(pl.col("verdict") == "rejected")
    assert rejected["rule"].null_count() == rejected["reason"].null_count() == 0
    assert (
        candidates.filter(pl.col("verdict") != "rejected")["rule"].null_count() == candidates.height - rejected.height
    )
    chosen = candidates.filter(pl.col("verdict") == "chosen")
    labels = pl.read_parquet(sample_release / "labels.parquet")
    keys = ["language", "class_index", "label", "lemma", "source"]
    assert chosen.select(keys).sort(keys).equals(labels.select(keys).sort(keys))


def expectations(profile: str) -> list[tuple[str, str, str]]:
    lines = (line for line in EXPECTATIONS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    rows = csv.DictReader(lines, delimiter="\t")
    plain = lambda text: text.encode("ascii", "backslashreplace").decode("unicode_escape") if "\\u" in text else text  # noqa: E731
    return [(row["wnid"], row["language"], plain(row["label"])) for row in rows if row["profile"] == profile]


@pytest.mark.parametrize("profile", ["curated", "paper"])
def test_the_sample_comes_out_as_people_who_know_the_languages_expect(cli, tmp_path: Path, profile: str) -> None:
    release = Path(cli("build", "--profile", profile, "--output", tmp_path).stdout.splitlines()[-1])
    rows = pl.read_parquet(release / "labels.parquet").iter_rows(named=True)
    labels = {(row["wnid"], row["language"]): row["label"] for row in rows}
    wrong = [
        (*key, expected, labels.get(tuple(key), ""))
        for *key, expected in expectations(profile)
        if labels.get(tuple(key), "") != expected
    ]
    assert wrong == []
    assert len(expectations(profile)) >= 20


def dump(folder: Path, suffix: str, lines: list[str], shards: int, first: int = 0) -> Path:
    """The lines dealt out to shards, in names that begin with ``first``."""
    folder.mkdir()
    for number in range(shards):
        content = "".join(f"{line}\n" for line in lines[number::shards]).encode()
        packed = {".gz": gzip.compress, ".zst": zstandard.compress}.get(suffix, bytes)(content)
        (folder / f"part-{(first - number) % shards}.jsonl{suffix}").write_bytes(packed)
    return folder


def test_the_same_bytes_for_any_shards_order_compression_and_workers(cli, tmp_path: Path) -> None:
    lines = (SAMPLE / "sample-1.jsonl").read_text().splitlines()
    random.Random(7).shuffle(lines)
    made = []
    for number, (suffix, shards, first, workers) in enumerate([("", 1, 0, 1), (".gz", 5, 3, 1), (".zst", 9, 2, 2)]):
        place = dump(tmp_path / f"dump{number}", suffix, lines, shards, first)
        done = cli(
            "build", "--lexicon", f"babelnet-dump:{place}", "--output", tmp_path / f"o{number}", "--workers", workers
        )
        made.append(table_bytes(Path(done.stdout.splitlines()[-1])))
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("seed", range(6))
def test_a_random_crawl_gives_what_an_independent_reading_of_the_paper_gives(tmp_path: Path, seed: int) -> None:
    crawl = random_crawl(seed, classes=200, languages=("EN", "DE", "FR", "JA", "AR"))
    (tmp_path / "crawl.json").write_text(json.dumps(crawl))
    wnids = [each.wnid for each in load("imagenet-1k").classes[:200]]
    (tmp_path / "classes.txt").write_text("\n".join(wnids))
    config = BuildConfig(
        lexicon=f"upstream-crawl:{tmp_path / 'crawl.json'}",
        classes=str(tmp_path / "classes.txt"),
        profile="paper",
        output=str(tmp_path / "o"),
    )
    assert labels_of(build(config).path) == paper_labels(crawl)


@pytest.mark.real_data
def test_senses_that_lead_to_the_published_labels_give_them_back_cell_for_cell(real_data: Path, tmp_path: Path) -> None:
    published = json.loads((real_data / "published" / "babel_imagenet.json").read_text(encoding="utf-8"))
    by_class: dict[int, list[dict[str, Any]]] = {}
    for language, (indices, labels) in published.items():
        for index, label in zip(indices, labels, strict=True):
            sense = {
                "fullLemma": label.replace(" ", "_"),
                "language": language,
                "source": "WIKI",
                "senseKey": "1",
                "idSense": 1,
            }
            by_class.setdefault(index, []).append(sense)
    classes = load("imagenet-1k").classes
    lines = [json.dumps(answer(classes[index].wn_offset, senses)) for index, senses in by_class.items()]
    config = BuildConfig(
        lexicon=f"babelnet-dump:{dump(tmp_path / 'dump', '.gz', lines, 4)}", profile="paper", output=str(tmp_path / "o")
    )
    again = labels_of(build(config).path)
    assert again == published
    assert (len(again), sum(len(indices) for indices, _ in again.values())) == (93, 37_438)


@pytest.mark.real_data
def test_open_wordnets_label_every_class_and_hold_three_of_four_published_labels(
    real_data: Path, cli, tmp_path: Path
) -> None:
    done = cli("build", "--lexicon", f"open-wordnet:{real_data / 'open_lexicons'}", "--output", tmp_path)
    release = Path(done.stdout.splitlines()[-1])
    labels = pl.read_parquet(release / "labels.parquet")
    assert labels["class_index"].n_unique() == 1000
    assert labels.filter(pl.col("language") != "EN").height >= 19_000
    assert labels.height == labels.unique(["language", "class_index"]).height
    published = json.loads((real_data / "published" / "babel_imagenet.json").read_text(encoding="utf-8"))
    rows = [
        (language, index, label.casefold())
        for language, (indices, words) in published.items()
        if language != "EN"
        for index, label in zip(indices, words, strict=True)
    ]
    cells = pl.DataFrame(
        rows, schema={"language": pl.String, "class_index": pl.Int32, "published": pl.String}, orient="row"
    )
    words = pl.read_parquet(release / "candidates.parquet").select(
        "language", "class_index", word=pl.col("lemma").str.replace_all("_", " ").str.to_lowercase()
    )
    shared = cells.join(words, on=["language", "class_index"])
    found = shared.filter(pl.col("word") == pl.col("published")).unique(["language", "class_index"]).height
    assert found / shared.unique(["language", "class_index"]).height >= 0.74


FAULTS = [
    (("--lexicon", "babelnet-dmp:x"), "did you mean babelnet-dump?"),
    (("--lexicon", "babelnet-dump"), "needs a place"),
    (("--lexicon", "babelnet-dump:{tmp}/missing"), "no shard of a BabelNet dump"),
    (("--languages", "DE,germn"), "Did you mean DE (German)"),
    (("--profile", "curatd"), "Did you mean 'curated'"),
    (("--classes", "imagenet1k"), "Did you mean imagenet-1k"),
    (("--without", "wrong-scrpt"), "wrong-script"),
    (("--version", "../../x"), "not a name for a release"),
    (("--workers", "0"), "at least one"),
    (("--prefer-script", "Hani"), "Hans or Hant"),
    (("--", "--runner=DaskRunner"), "loses data in silence"),
]


@pytest.mark.parametrize(("arguments", "words"), FAULTS)
def test_what_cannot_be_used_is_said_before_anything_starts(
    cli, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    options = [argument.replace("{tmp}", str(tmp_path)) for argument in arguments]
    done = cli("build", "--output", tmp_path / "o", *options, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert no_half_release(tmp_path / "o")


def test_an_output_that_cannot_be_written_is_said_at_once(cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = cli("build", "--output", tmp_path / "file" / "o", check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_a_version_that_is_there_is_never_written_over(cli, sample_release: Path) -> None:
    done = cli("build", "--output", sample_release.parent, "--version", sample_release.name, check=False)
    assert done.returncode == 1
    assert "is there already" in done.stderr


@pytest.mark.parametrize("workers", [1, 2])
def test_a_cut_shard_leaves_no_release_and_keeps_what_was_scanned(cli, tmp_path: Path, workers: int) -> None:
    lines = (SAMPLE / "sample-1.jsonl").read_text().splitlines()
    place = dump(tmp_path / "dump", ".gz", lines, 3)
    broken = place / "part-1.jsonl.gz"
    broken.write_bytes(broken.read_bytes()[:-50])
    done = cli(
        "build", "--lexicon", f"babelnet-dump:{place}", "--output", tmp_path / "o", "--workers", workers, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "part-1.jsonl.gz: cut short or damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert no_half_release(tmp_path / "o")


def test_odd_lines_are_kept_with_shard_line_and_reason(cli, tmp_path: Path) -> None:
    good = (SAMPLE / "sample-1.jsonl").read_text().splitlines()
    odd = ["<html>502</html>", '{"senses": 3, "wnOffsets": 4}', "not json"]
    place = dump(tmp_path / "dump", "", [*good[:5], *odd, *good[5:]], 1)
    release = Path(
        cli("build", "--lexicon", f"babelnet-dump:{place}", "--output", tmp_path / "o").stdout.splitlines()[-1]
    )
    bad = pl.read_parquet(release / "bad_lines.parquet")
    assert bad["line"].to_list() == [6, 7, 8]
    assert bad["shard"].unique().to_list() == ["part-0.jsonl"]
    assert "HTML" in bad["reason"][0]


def test_a_full_disk_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import places
    from pipeline.errors import UserError

    def full(place: str, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(places, "write_whole", full)
    with pytest.raises(UserError, match="the disk is full"):
        build(BuildConfig(output=str(tmp_path / "o")))
    assert no_half_release(tmp_path / "o")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_build_leaves_no_half_release(cli, tmp_path: Path, number: signal.Signals) -> None:
    line = (SAMPLE / "sample-1.jsonl").read_text().splitlines()[0]
    (tmp_path / "big.jsonl").write_text(f"{line}\n" * 40_000)
    output = tmp_path / "o"
    command = [sys.executable, "-m", "pipeline.cli", "build", "--lexicon", f"babelnet-dump:{tmp_path / 'big.jsonl'}"]
    process = subprocess.Popen(
        [*command, "--output", str(output)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not list(output.glob(".building-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    os.kill(process.pid, number)
    _, talk = process.communicate(timeout=60)
    assert process.returncode == (-9 if number == signal.SIGKILL else 130)
    assert "Traceback" not in talk
    if number != signal.SIGKILL:
        assert "no release was made" in talk
        assert no_half_release(output)
    assert not (output / "latest").exists()
    made = Path(cli("build", "--output", output).stdout.splitlines()[-1])
    assert sorted(path.name for path in output.iterdir()) == sorted([".snapshots", "latest", made.name])


def test_a_build_reads_again_only_what_changed(tmp_path: Path) -> None:
    lines = (SAMPLE / "sample-1.jsonl").read_text().splitlines()
    place = dump(tmp_path / "dump", "", lines, 2)
    config = BuildConfig(lexicon=f"babelnet-dump:{place}", output=str(tmp_path / "o"))
    assert build(config).accounts.reused == 0
    again = build(
        BuildConfig(
            lexicon=f"babelnet-dump:{place}", output=str(tmp_path / "o"), languages="DE", without=("wrong-script",)
        )
    )
    assert again.accounts.reused == len(again.accounts.scanned)
    content = (place / "part-0.jsonl").read_bytes()
    changed = content.replace(b'"WIKI"', b'"WIKT"', 1)
    assert len(changed) == len(content)
    (place / "part-0.jsonl").write_bytes(changed)
    assert build(config).accounts.reused == 0


@pytest.mark.parametrize("code", ["../../../x", "A/B", "XX_UNKNOWN", "ÄÖ", "x" * 300])
def test_hostile_language_codes_stay_in_their_rows(tmp_path: Path, code: str) -> None:
    tench = load("imagenet-1k").classes[0]
    senses = [
        {"fullLemma": word, "language": each, "source": "WIKI", "idSense": 5}
        for each, word in ((code, "x"), ("DE", "Schleie"))
    ]
    (tmp_path / "a.jsonl").write_text(json.dumps(answer(tench.wn_offset, senses)) + "\n")
    release = build(BuildConfig(lexicon=f"babelnet-dump:{tmp_path / 'a.jsonl'}", output=str(tmp_path / "o"))).path
    rows = pl.read_parquet(release / "candidates.parquet")
    assert dict(zip(rows["language"], rows["verdict"], strict=True)) == {code.upper(): "rejected", "DE": "chosen"}
    assert not pl.read_parquet(release / "languages.parquet").filter(pl.col("language") == code.upper())["known"][0]
