"""Labels as a table: by version, language and class list."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import polars as pl
import pytest

import babel_imagenet
from babel_imagenet import load_labels
from pipeline.errors import UserError
from resources.class_lists import load
from resources.errors import ResourceError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("version", ["latest", "1.0.0"])
def test_by_version(sample_release: Path, version: str) -> None:
    assert load_labels(version, output=sample_release.parent).equals(pl.read_parquet(sample_release / "labels.parquet"))


def test_by_path(sample_release: Path) -> None:
    assert load_labels(sample_release).equals(load_labels(str(sample_release)))


@pytest.mark.parametrize(
    ("language", "codes"),
    [("DE", {"DE"}), ("de", {"DE"}), ("German", {"DE"}), (["FR", "japanese"], {"FR", "JA"}), ("cmn", {"ZH"})],
)
def test_by_language(sample_release: Path, language: str | list[str], codes: set[str]) -> None:
    assert set(load_labels(sample_release, language=language)["language"]) == codes


def test_by_class_list_with_the_place_in_it(sample_release: Path) -> None:
    names = ["n01443537", "n01440764"]
    labels = load_labels(sample_release, language="DE", classes=names)
    assert labels.select("wnid", "class_index", "list_index").rows() == [("n01443537", 1, 0), ("n01440764", 0, 1)]
    bundled = load_labels(sample_release, language="EN", classes="imagenette")
    places = {image.wnid: image.index for image in load("imagenette").classes}
    assert bundled.height > 0
    assert all(places[wnid] == place for wnid, place in bundled.select("wnid", "list_index").rows())


def test_what_is_not_there_is_an_error_in_words(sample_release: Path, tmp_path: Path) -> None:
    output = sample_release.parent
    with pytest.raises(UserError, match="no release here"):
        load_labels("9.9.9", output=output)
    with pytest.raises(UserError, match="no release here"):
        load_labels(output=tmp_path)
    with pytest.raises(UserError, match="no label in AF"):
        load_labels(sample_release, language="Afrikaans")
    with pytest.raises(ResourceError, match="is no language"):
        load_labels(sample_release, language="Klingonian")


def test_importing_imports_nothing_heavy() -> None:
    code = "import sys, babel_imagenet as b; b.load_labels; print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"apache_beam", "polars", "pyarrow", "pandas", "nltk", "jinja2", "rich", "requests"}


def test_loading_labels_does_not_import_beam(sample_release: Path) -> None:
    call = "load_labels(sys.argv[1]); print('apache_beam' in sys.modules)"
    code = f"import sys; from babel_imagenet import load_labels; {call}"
    command = [sys.executable, "-c", code, str(sample_release)]
    assert subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip() == "False"


def test_every_command_is_a_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    built = babel_imagenet.build(languages="EN,DE", output=str(tmp_path / "o"))
    assert babel_imagenet.check(built.path, "E").exit_code == 0
    again = babel_imagenet.rebuild(built.path, output=str(tmp_path / "o"))
    assert (built.version, again.version) == ("1.0.0", "1.0.1")
    assert babel_imagenet.diff(built.path, again.path).cells == ()
    assert babel_imagenet.explain("tench", "de", again.path).as_record()
    assert {row["code"] for row in babel_imagenet.languages("xlmr")} >= {"DE", "EN"}
    assert babel_imagenet.rules()
    assert babel_imagenet.lexicons()
    assert babel_imagenet.plan("sample")
