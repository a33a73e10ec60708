"""``babel-imagenet check`` as it is typed: exit codes, grouping, JSON, hostile labels."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Cli = Callable[..., subprocess.CompletedProcess[str]]


def test_errors_give_1_and_name_the_cell(cli: Cli, sample_release: Path, tmp_path: Path) -> None:
    release = shutil.copytree(sample_release, tmp_path / "release")
    path = release / "babel_imagenet.json"
    published = json.loads(path.read_text("utf-8"))
    published["DE"][1][0] = "verdreht"
    path.write_text(json.dumps(published), "utf-8")
    done = cli("check", release, check=False)
    assert done.returncode == 1
    assert "E102  A file does not hold the bytes that the manifest records (1)" in done.stdout
    assert f"babel_imagenet.json DE {published['DE'][0][0]}: 'verdreht' here" in done.stdout
    assert done.stderr == ""


def test_warnings_alone_give_2_and_nothing_gives_0(cli: Cli, sample_release: Path) -> None:
    assert cli("check", sample_release, "--select", "E", check=False).returncode == 0
    done = cli("check", sample_release, "--select", "W301", check=False)
    assert done.returncode == 2
    assert "and" in done.stdout
    assert "--json gives all" in done.stdout
    whole = cli("check", sample_release, "--select", "W301", "--json", check=False)
    record = json.loads(whole.stdout)
    assert whole.returncode == record["exit_code"] == 2
    (finding,) = record["findings"]
    assert (finding["code"], finding["severity"]) == ("W301", "warning")
    assert finding["count"] == len(finding["items"]) > 5
    assert set(finding["items"][0]) == {"place", "says"}


def test_latest_is_found_through_its_link(cli: Cli, sample_release: Path) -> None:
    done = cli("check", sample_release.parent / "latest", "--select", "E", check=False)
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "clean")


def test_hostile_labels_do_not_reach_the_terminal(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(
        json.dumps({"DE": [[0, 1], ["\u001b[2Jx\u202ey_z", "\u009b31m\nE102  forged"]], "\u001b[31m": 1}), "utf-8"
    )
    for options in ((), ("--json",)):
        done = cli("check", path, *options, check=False)
        assert done.returncode == 1
        assert not set(done.stdout) & {"\x1b", "\x9b"}
        assert options or "\u202e" not in done.stdout
        assert not any(line.startswith("E102") for line in done.stdout.splitlines())


def test_nothing_there_is_an_error_in_words(cli: Cli, tmp_path: Path) -> None:
    done = cli("check", tmp_path / "none", check=False)
    assert done.returncode == 1
    assert "there is no release here" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.real_data
def test_the_published_file(cli: Cli, real_data: Path) -> None:
    """Its structure is right; of its labels, the kinds of defects are found that were counted by hand."""
    done = cli("check", real_data / "published" / "babel_imagenet.json", "--json", check=False)
    assert done.returncode == 2
    counts = {each["code"]: each["count"] for each in json.loads(done.stdout)["findings"]}
    assert counts["W101"] > 600  # disambiguators
    assert counts["W102"] > 450  # invisible marks
    assert counts["W103"] == 10  # not NFC
    assert counts["W301"] > 200  # words of two classes
    assert not any(code.startswith("E") for code in counts)
