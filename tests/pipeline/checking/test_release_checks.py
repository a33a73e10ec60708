"""Each damage to a release is found by the check that is there for it, with words that say where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.checking.catalogue import checks
from pipeline.checking.run import Report, check
from pipeline.release import schemas

Damage = Callable[[Path], None]


@pytest.fixture
def release(sample_release: Path, tmp_path: Path) -> Path:
    """A copy of the sample's release, to be damaged."""
    return Path(shutil.copytree(sample_release, tmp_path / "1.0.0"))


def says(report: Report) -> dict[str, list[str]]:
    """Code to everything that was found, place and words."""
    return {each.check.code: [f"{item.place}: {item.says}" for item in each.items] for each in report.findings}


def edit_json(name: str, change: Callable[[Any], Any]) -> Damage:
    def damage(folder: Path) -> None:
        value = json.loads((folder / name).read_text("utf-8"))
        changed = change(value)
        (folder / name).write_text(json.dumps(value if changed is None else changed), "utf-8")

    return damage


def edit_table(name: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> Damage:
    def damage(folder: Path) -> None:
        frame = change(pl.DataFrame(pl.from_arrow(pq.read_table(folder / name))))
        pq.write_table(frame.to_arrow().cast(schemas.TABLES[name]), folder / name)

    return damage


def flip(name: str) -> Damage:
    def damage(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)

    return damage


def at(row: int, column: str, value: Any) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """The table with another value in one row."""

    def change(frame: pl.DataFrame) -> pl.DataFrame:
        values = frame[column].to_list()
        values[row] = value(values[row]) if callable(value) else value
        return frame.with_columns(pl.Series(column, values, dtype=frame.schema[column]))

    return change


def first(code: str) -> Callable[[dict[str, Any]], None]:
    """The published JSON with another word for the first label of a language."""

    def change(published: dict[str, Any]) -> None:
        published[code][1][0] = "doctored"

    return change


def without(code: str) -> Callable[[dict[str, Any]], None]:
    return lambda value: value.pop(code) and None


def counts(key: str) -> Callable[[dict[str, Any]], None]:
    def change(manifest: dict[str, Any]) -> None:
        manifest["counts"][key] += 1

    return change


def rename(folder: Path) -> None:
    (folder / "funnel.parquet").rename(folder / "tunnel.parquet")


def truncate(folder: Path) -> None:
    path = folder / "candidates.parquet"
    path.write_bytes(path.read_bytes()[:-40])


def drop_column(folder: Path) -> None:
    path = folder / "classes.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["gloss"]), path)


def retype_column(folder: Path) -> None:
    path = folder / "funnel.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index("candidates")
    pq.write_table(table.set_column(place, "candidates", table["candidates"].cast(pa.int32())), path)


@pytest.mark.parametrize(
    ("damage", "code", "words"),
    [
        (flip("labels.parquet"), "E102", "labels.parquet: SHA-256"),
        (flip("candidates.parquet"), "E102", "candidates.parquet: SHA-256"),
        (flip("README.md"), "E102", "README.md: SHA-256"),
        (flip("report.html"), "E102", "report.html: SHA-256"),
        (rename, "E101", "funnel.parquet: is not there, though the manifest lists it"),
        (rename, "E103", "tunnel.parquet: is not in the manifest"),
        (lambda folder: (folder / "manifest.json").unlink(), "E101", "manifest.json: is not there"),
        (edit_json("manifest.json", lambda value: value["files"].update({"../x": {}})), "E101", "outside the release"),
        (edit_json("manifest.json", lambda value: []), "E104", "manifest.json: is not the manifest"),
        (
            lambda folder: (folder / "babel_imagenet.json").write_text("{"),
            "E104",
            "babel_imagenet.json: cannot be read",
        ),
        (lambda folder: (folder / "babel_imagenet.json").write_text("[" * 100_000), "E104", "nested too deeply"),
        (
            lambda folder: (folder / "babel_imagenet.json").write_text('{"DE": [[], []], "DE": [[], []]}'),
            "E104",
            "'DE' twice",
        ),
        (truncate, "E105", "candidates.parquet: cannot be read"),
        (drop_column, "E106", "classes.parquet gloss: this column is missing"),
        (retype_column, "E106", "funnel.parquet candidates: is of type int32, must be int64"),
        (edit_table("labels.parquet", lambda frame: frame.slice(1)), "E107", "labels.parquet: has 2"),
        (
            edit_table("labels.parquet", lambda frame: frame.slice(1)),
            "E204",
            "was chosen in candidates.parquet and is no label",
        ),
        (edit_table("labels.parquet", lambda frame: frame.slice(1)), "E241", "in labels.parquet"),
        (edit_table("labels.parquet", lambda frame: frame.slice(1)), "E221", "labels is"),
        (edit_table("labels.parquet", lambda frame: frame.slice(1)), "E223", "labels is"),
        (edit_table("labels.parquet", lambda frame: frame.slice(1)), "E225", "manifest.json counts.labels: says"),
        (edit_table("labels.parquet", lambda frame: pl.concat([frame[:1], frame])), "E201", "has 2 labels"),
        (edit_table("labels.parquet", at(0, "wnid", "n01440764")), "E202", "are not one class"),
        (edit_table("classes.parquet", at(3, "wn_offset", "00000000n")), "E202", "classes.parquet row 3"),
        (
            edit_table("labels.parquet", at(0, "language", "QQ")),
            "E203",
            "labels.parquet QQ: languages.parquet has no such",
        ),
        (
            edit_table("labels.parquet", at(0, "label", "doctored")),
            "E204",
            "'doctored' is not what candidates.parquet says",
        ),
        (edit_table("labels.parquet", at(0, "label", "doctored")), "W109", "the label is 'doctored'"),
        (edit_table("labels.parquet", lambda frame: frame[::-1]), "E206", "stands after"),
        (edit_table("labels.parquet", at(0, "bcp47", "xx")), "E207", "has the tag xx"),
        (edit_table("candidates.parquet", lambda frame: frame.slice(1)), "E224", "candidates.parquet has"),
        (edit_table("candidates.parquet", at(0, "rule", "wrong-script")), "E205", "with rule 'wrong-script'"),
        (edit_table("languages.parquet", at(9, "accepted", 10_000)), "E222", "10,000 accepted"),
        (edit_table("funnel.parquet", at(0, "candidates", 77)), "E224", "says 77 candidates"),
        (edit_json("manifest.json", counts("senses")), "E226", "left"),
        (edit_json("babel_imagenet.json", first("DE")), "E241", "babel_imagenet.json DE"),
        (edit_json("babel_imagenet.json", first("DE")), "E241", "'doctored' here"),
        (edit_json("babel_imagenet.json", without("FR")), "E241", "no label here"),
        (edit_json("language_mapping.json", without("FR")), "E242", "language_mapping.json FR: has labels and no name"),
        (edit_json("language_mapping.json", lambda value: value.update(AA="Afar")), "E242", "AA: is named here"),
        (edit_json("prompts.json", without("FR")), "E243", "prompts.json FR"),
        (edit_json("prompts.json", lambda value: value.update(FR=["photo"])), "E243", "without {}"),
        (edit_json("babel_imagenet.json", lambda value: value.update(de=[[1], ["x"]])), "E305", "did you mean DE?"),
    ],
)
def test_damage_is_found_and_placed(release: Path, damage: Damage, code: str, words: str) -> None:
    damage(release)
    report = check(release)
    assert any(words in line for line in says(report).get(code, [])), says(report)
    assert report.exit_code == (1 if any(name.startswith("E") for name in says(report)) else 2)


def test_the_sample_has_no_errors(sample_release: Path) -> None:
    report = check(sample_release)
    assert [each for each in report.findings if each.check.is_error] == []
    assert not report.skipped


def test_a_doctored_json_with_a_mended_manifest_is_still_found(release: Path) -> None:
    """Who changes the checksum too does not get by: the JSON must equal the table."""
    import hashlib

    edit_json("babel_imagenet.json", first("DE"))(release)
    content = (release / "babel_imagenet.json").read_bytes()
    record = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    edit_json("manifest.json", lambda value: value["files"].update({"babel_imagenet.json": record}))(release)
    found = says(check(release, "E"))
    assert set(found) == {"E241"}
    assert "babel_imagenet.json DE" in found["E241"][0]


def test_what_cannot_be_read_is_said_not_to_be_checked(release: Path) -> None:
    truncate(release)
    report = check(release)
    assert {"E204", "E205", "E221", "E224"} <= set(report.skipped)


def test_every_error_code_is_proved_by_a_damage() -> None:
    proved = {case[1] for mark in test_damage_is_found_and_placed.pytestmark for case in mark.args[1]}
    elsewhere = {"E301", "E302", "E303", "E304"}  # the published JSON has a file of tests of its own
    assert {code for code in checks() if code.startswith("E")} == proved.union(elsewhere) - {"W109"}


@pytest.mark.parametrize("name", ["labels.parquet", "candidates.parquet", "languages.parquet", "manifest.json"])
@pytest.mark.parametrize("share", [0.03, 0.37, 0.61, 0.98])
def test_a_flipped_byte_anywhere_is_caught_and_never_a_crash(release: Path, name: str, share: float) -> None:
    content = bytearray((release / name).read_bytes())
    content[int(len(content) * share)] ^= 0x55
    (release / name).write_bytes(content)
    report = check(release, "E")
    if name == "manifest.json":  # it may hold words that nothing else repeats
        assert all(item.place for each in report.findings for item in each.items)
    else:
        assert any(line.startswith(f"{name}: SHA-256") for line in says(report)["E102"])
