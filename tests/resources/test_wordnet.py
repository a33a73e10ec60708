from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import nltk.data
import pytest

from resources import wordnet
from resources.class_lists import ClassListError, load

if TYPE_CHECKING:
    from pathlib import Path

ENTITY = "n00001740"  # WordNet's root: a noun that no ImageNet list has


def write(folder: Path, content: str | bytes, name: str = "my.txt") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@pytest.fixture
def no_wordnet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nltk.data, "path", [])


def install_wordnet(folder: Path, data_noun: bytes, monkeypatch: pytest.MonkeyPatch, zipped: bool = False) -> None:
    corpora = folder / "nltk_data" / "corpora"
    (corpora / "wordnet").mkdir(parents=True)
    if zipped:
        with zipfile.ZipFile(corpora / "wordnet.zip", "w") as archive:
            archive.writestr("wordnet/data.noun", data_noun)
    else:
        (corpora / "wordnet" / "data.noun").write_bytes(data_noun)
    monkeypatch.setattr(nltk.data, "path", [str(folder / "nltk_data")])


def data_noun(version: str = "3.0") -> bytes:
    """The head of WordNet's data.noun: a licence of 29 lines, 1,740 bytes, then the noun at that offset."""
    lines = [f"  {number} " for number in range(1, 30)]
    lines[13] += f"WordNet {version} Copyright 2006 by Princeton University.  All rights reserved."
    head = "\n".join(lines)
    head += " " * (1739 - len(head)) + "\n"
    gloss = 'that which is perceived to have its own "distinct" existence; "a living entity"'
    return (head + f"00001740 03 n 02 entity 0 living_entity 0 001 ~ 00001930 n 0000 | {gloss}  \n").encode()


@pytest.mark.parametrize("zipped", [False, True])
def test_other_nouns_come_from_nltk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zipped: bool) -> None:
    install_wordnet(tmp_path, data_noun(), monkeypatch, zipped)
    first, second = load(write(tmp_path, f"n01440764\n{ENTITY}\n")).classes
    assert first.lemmas == ("tench", "Tinca tinca")
    assert second.lemmas == ("entity", "living entity")
    assert second.gloss == 'that which is perceived to have its own "distinct" existence'


@pytest.mark.usefixtures("no_wordnet")
def test_missing_wordnet_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ClassListError, match="not installed") as caught:
        load(write(tmp_path, ENTITY))
    assert "python -m nltk.downloader wordnet" in caught.value.do


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (data_noun("3.1"), "NLTK's WordNet is 3.1"),
        (b"", "of no version"),
        (b"\xff" * 5000, "of no version"),
        (data_noun()[:1740], "has no noun at n00001740"),
        (data_noun().replace(b"00001740 03", b"00001741 03"), "has no noun at n00001740"),
        (data_noun().replace(b" 02 entity", b" zz entity"), "has no noun at n00001740"),
        (data_noun().replace(b"entity 0", b"\xe9ntity 0"), "has no noun at n00001740"),
    ],
)
def test_another_wordnet_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, wrong: str
) -> None:
    install_wordnet(tmp_path, content, monkeypatch)
    with pytest.raises(ClassListError, match=wrong):
        load(write(tmp_path, ENTITY))


def test_a_damaged_archive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_wordnet(tmp_path, data_noun(), monkeypatch, zipped=True)
    (tmp_path / "nltk_data/corpora/wordnet.zip").write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(ClassListError):
        load(write(tmp_path, ENTITY))


@pytest.mark.real_data
def test_the_real_wordnet_agrees_with_the_tables(
    real_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nltk.data, "path", [str(real_data / "nltk_data")])
    entity, dog = load(write(tmp_path, f"{ENTITY}\nn02084071\n")).classes
    assert (entity.lemmas, dog.lemmas[0]) == (("entity",), "dog")
    held = {image.wnid: (image.lemmas, image.gloss) for image in load("imagenet-21k").classes}
    assert wordnet.nltk_nouns(held) == held
