"""What a release gives to other programs, loaded by these programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from pipeline.release.about import FILES
from pipeline.release.card import words
from pipeline.release.schemas import TABLES
from resources.prompts import has_templates
from tests.worlds import answer

Cli = Callable[..., subprocess.CompletedProcess[str]]
NOTICE = (
    "This is a processed version of BabelNet v5.3, downloaded from https://babelnet.org, made available with the "
    "BabelNet license."
)


@pytest.fixture(scope="module")
def babelnet_release(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release made from a dump that says it is BabelNet 5.3."""
    folder = tmp_path_factory.mktemp("dump")
    sense = {"fullLemma": "tench", "simpleLemma": "tench", "language": "EN", "source": "WN", "idSense": 1}
    (folder / "a.jsonl").write_text(json.dumps(answer("01440764n", [sense])) + "\n")
    (folder / "dump.json").write_text('{"babelnet": "5.3"}')
    done = cli("build", "--lexicon", f"babelnet-dump:{folder}", "--output", folder / "o", "--languages", "EN")
    return Path(done.stdout.splitlines()[-1])


def in_a_process_of_its_own(code: str, *arguments: object, cache: Path) -> str:
    """Run Python that loads a heavy library, offline, with nothing left in the home folder."""
    surroundings = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(cache), "HF_DATASETS_CACHE": str(cache), "HOME": str(cache)}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=os.environ | surroundings)
    assert done.returncode == 0, done.stderr
    return done.stdout


LOAD_DATASET = """
import json, sys
from datasets import get_dataset_config_names, load_dataset
folder = sys.argv[1]
found = {}
for name in get_dataset_config_names(folder):
    table = load_dataset(folder, name, split="train")
    found[name] = [table.num_rows, table.column_names]
found["default"] = load_dataset(folder, split="train")[0]
print(json.dumps(found))
"""


def test_hugging_face_loads_every_table_of_the_folder(sample_release: Path, tmp_path: Path) -> None:
    found = json.loads(in_a_process_of_its_own(LOAD_DATASET, sample_release, cache=tmp_path))
    first = found.pop("default")
    assert set(found) == {"labels", "candidates", "languages", "classes", "funnel"}
    for name, (rows, columns) in found.items():
        table = pq.ParquetFile(sample_release / f"{name}.parquet")
        assert (rows, columns) == (table.metadata.num_rows, table.schema_arrow.names)
    assert first == pl.read_parquet(sample_release / "labels.parquet").row(0, named=True)


LOAD_CROISSANT = """
import json, logging, sys
import mlcroissant
dataset = mlcroissant.Dataset(sys.argv[1])
metadata = dataset.metadata
found = {
    "errors": list(metadata.ctx.issues.errors),
    "warnings": list(metadata.ctx.issues.warnings),
    "conforms": str(metadata.ctx.conforms_to),
    "rows": {each.id: sum(1 for _ in dataset.records(each.id)) for each in metadata.record_sets},
    "derived": metadata.to_json().get("prov:wasDerivedFrom"),
    "label": next(iter(dataset.records("labels")))["labels/label"].decode(),
}
print(json.dumps(found))
"""


def test_croissant_validates_and_loads(sample_release: Path, tmp_path: Path) -> None:
    found = json.loads(in_a_process_of_its_own(LOAD_CROISSANT, sample_release / "croissant.json", cache=tmp_path))
    assert found["errors"] == []
    assert [each for each in found["warnings"] if "datePublished" not in each] == []  # dates stand in the manifest
    assert found["conforms"].endswith("V_1_1")
    rows = {name.removesuffix(".parquet"): pq.ParquetFile(sample_release / name).metadata.num_rows for name in TABLES}
    assert found["rows"] == rows
    assert found["label"] == pl.read_parquet(sample_release / "labels.parquet")["label"][0]
    assert len(found["derived"]) == 3  # the sample's shards


def test_croissant_describes_every_column_and_file(sample_release: Path) -> None:
    document = json.loads((sample_release / "croissant.json").read_text("utf-8"))
    manifest = json.loads((sample_release / "manifest.json").read_text("utf-8"))
    fields = {each["@id"]: each for table in document["recordSet"] for each in table["field"]}
    for name, schema in TABLES.items():
        for field in schema:
            described = fields[f"{name.removesuffix('.parquet')}/{field.name}"]
            assert field.metadata[b"description"].decode() in described["description"]
    for each in document["distribution"]:
        assert each["sha256"] == manifest["files"][each["name"]]["sha256"]


def test_clip_benchmark_reads_labels_and_prompts(sample_release: Path) -> None:
    """As its loader does: indices and names of the language in upper case, ``{}`` filled, no KeyError for any."""
    published = json.loads((sample_release / "babel_imagenet.json").read_text("utf-8"))
    prompts = json.loads((sample_release / "prompts.json").read_text("utf-8"))
    assert list(prompts) == sorted(published)
    for language, (indices, names) in published.items():
        templates = [each.replace("{}", "{c}") for each in prompts[language.upper()]]
        filled = {template.format(c=name) for template in templates for name in names}
        assert len(filled) == len(templates) * len(set(names))
        assert len(indices) == len(names)


def test_a_language_without_templates_gets_the_label_alone_and_the_card_says_so(sample_release: Path) -> None:
    prompts = json.loads((sample_release / "prompts.json").read_text("utf-8"))
    plain = [code for code in prompts if not has_templates(code)]
    assert plain
    assert all(prompts[code] == ["{}"] for code in plain)
    card = (sample_release / "README.md").read_text("utf-8")
    assert f"for the {len(plain)} others `prompts.json` holds the label alone" in card


def test_english_names_say_where_and_why_they_differ(sample_release: Path) -> None:
    rows = json.loads((sample_release / "english_labels.json").read_text("utf-8"))
    assert [row["class_index"] for row in rows] == list(range(1000))
    assert len({row["label"].casefold() for row in rows}) == 1000
    assert all(row["differs"] == (row["label"] != row["wordnet"]) for row in rows)
    assert all(row["why"] for row in rows if row["differs"])
    by_wnid = {row["wnid"]: row for row in rows}
    assert by_wnid["n02012849"]["label"] == "crane bird"
    assert by_wnid["n03126707"]["label"] == "construction crane"
    assert by_wnid["n01440764"] == {
        "class_index": 0,
        "wnid": "n01440764",
        "label": "tench",
        "wordnet": "tench",
        "differs": False,
        "why": None,
        "built": "tench",
    }


def test_the_notice_of_babelnet_is_on_everything_that_can_carry_it(babelnet_release: Path) -> None:
    folder = babelnet_release
    for name in ("LICENSE-DATA.txt", "README.md", "manifest.json", "croissant.json"):
        assert NOTICE in (folder / name).read_text("utf-8"), name
    for name in TABLES:
        metadata = pq.read_schema(folder / name).metadata
        assert metadata[b"notice"].decode() == NOTICE
        assert metadata[b"licence"] == b"BabelNet Non-Commercial License"
    assert NOTICE in (folder / "report.html").read_text("utf-8")
    assert json.loads((folder / "babel_imagenet.json").read_text("utf-8")) == {"EN": [[0], ["tench"]]}


def test_every_file_is_described_and_listed(sample_release: Path) -> None:
    manifest = json.loads((sample_release / "manifest.json").read_text("utf-8"))
    there = {path.name for path in sample_release.iterdir()}
    assert there == set(manifest["files"]) | {"manifest.json"}
    assert there - set(FILES) == {"README.md", ".gitattributes"}


def test_git_stores_tables_as_large_files_and_leaves_line_ends_alone(sample_release: Path) -> None:
    attributes = (sample_release / ".gitattributes").read_text("utf-8")
    assert "*.parquet filter=lfs diff=lfs merge=lfs -text" in attributes
    for path in sample_release.iterdir():
        if path.suffix in {".json", ".md", ".txt", ".html"}:
            assert f"*{path.suffix} -text" in attributes
            assert b"\r\n" not in path.read_bytes()


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("a\n# b", "a \\# b"),
        ("<script>x</script>", "\\<script\\>x\\</script\\>"),
        ("a | b `c` [d](e) *f*", "a \\| b \\`c\\` \\[d\\](e) \\*f\\*"),
    ],
)
def test_words_from_outside_are_no_markdown(hostile: str, shown: str) -> None:
    assert words(hostile) == shown


@pytest.mark.real_data
def test_an_open_wordnet_release_states_each_lexicons_licence(cli: Cli, real_data: Path, tmp_path: Path) -> None:
    lexicon = f"open-wordnet:{real_data / 'open_lexicons'}"
    release = Path(cli("build", "--lexicon", lexicon, "--output", tmp_path / "o").stdout.splitlines()[-1])
    terms = (release / "LICENSE-DATA.txt").read_text("utf-8")
    assert "wikt-de" in terms
    assert "omw-nl" in terms
    found = json.loads(in_a_process_of_its_own(LOAD_DATASET, release, cache=tmp_path))
    assert found["labels"][0] > 20_000
    croissant = json.loads(in_a_process_of_its_own(LOAD_CROISSANT, release / "croissant.json", cache=tmp_path))
    assert croissant["errors"] == []
    published = json.loads((release / "babel_imagenet.json").read_text("utf-8"))
    assert set(json.loads((release / "prompts.json").read_text("utf-8"))) == set(published)
