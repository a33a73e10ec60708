"""Provenance in W3C PROV terms: every relation holds between things that are there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.release.environment import packages

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

ENDS = {
    "used": (("prov:activity", "activity"), ("prov:entity", "entity")),
    "wasGeneratedBy": (("prov:entity", "entity"), ("prov:activity", "activity")),
    "wasDerivedFrom": (("prov:generatedEntity", "entity"), ("prov:usedEntity", "entity")),
    "hadMember": (("prov:collection", "entity"), ("prov:entity", "entity")),
    "wasAssociatedWith": (("prov:activity", "activity"), ("prov:agent", "agent")),
    "wasAttributedTo": (("prov:entity", "entity"), ("prov:agent", "agent")),
}


@pytest.fixture(scope="module")
def manifest(sample_release: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((sample_release / "manifest.json").read_text("utf-8"))
    return record


@pytest.mark.parametrize("relation", ENDS)
def test_relations_hold_between_what_is_declared(manifest: dict[str, Any], relation: str) -> None:
    prov = manifest["prov"]
    assert prov[relation]
    for pair in prov[relation].values():
        assert {key: pair[key] in prov[kind] for key, kind in ENDS[relation]} == {
            key: True for key, _ in ENDS[relation]
        }


def test_every_input_and_every_file_is_an_entity_with_its_checksum(manifest: dict[str, Any]) -> None:
    entities = manifest["prov"]["entity"]
    for name, record in manifest["files"].items():
        assert entities[f"bi:file/{name}"]["bi:sha256"] == record["sha256"]
    inputs = {each["prov:label"]: each["bi:sha256"] for key, each in entities.items() if key.startswith("bi:input/")}
    assert inputs == {each["name"]: each["sha256"] for each in manifest["lexicon"]["files"]}
    assert len(inputs) == 3
    derived = {pair["prov:usedEntity"] for pair in manifest["prov"]["wasDerivedFrom"].values()}
    assert {"bi:classes", "bi:profile", "bi:input/0"} <= derived


def test_the_environment_is_exact(manifest: dict[str, Any]) -> None:
    assert manifest["environment"]["packages"] == packages()
    assert {"apache-beam", "pyarrow", "polars", "babel-imagenet"} <= set(packages())
    assert manifest["environment"]["python"].startswith("3.")


def test_the_command_is_recorded_without_the_path_of_the_program(manifest: dict[str, Any]) -> None:
    assert manifest["command"][1] == "build"
    assert "/" not in manifest["command"][0]


def test_times_and_hosts_stand_in_the_manifest_alone(sample_release: Path, manifest: dict[str, Any]) -> None:
    telltale = (manifest["created"][:10], manifest["environment"]["platform"], str(sample_release.parent))
    for path in sample_release.iterdir():
        content = path.read_bytes()
        found = [text for text in telltale if text.encode() in content]
        assert path.name == "manifest.json" or found == []


def test_the_release_before_and_what_changed_are_recorded(
    cli: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    options = ("--output", tmp_path, "--languages", "EN,CEB")
    first = Path(cli("build", *options).stdout.splitlines()[-1])
    assert json.loads((first / "manifest.json").read_text("utf-8"))["before"] is None
    second = Path(cli("build", *options, "--without", "scientific-name").stdout.splitlines()[-1])
    before = json.loads((second / "manifest.json").read_text("utf-8"))["before"]
    assert before["version"] == "1.0.0"
    assert before["new"] > 0
    assert f"{before['new']} new" in (second / "README.md").read_text("utf-8")
