from __future__ import annotations

import gzip
import hashlib
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from resources import wordnet
from resources.class_lists import ClassListError, ImageClass, find_class, list_names, load, shared_lemmas

ROOT = Path(__file__).resolve().parents[2]
NAMES = list(list_names())


@pytest.fixture(scope="module")
def imagenet() -> tuple[ImageClass, ...]:
    return load("imagenet-1k").classes


def wnids(spec: str) -> list[str]:
    return [image.wnid for image in load(spec).classes]


@pytest.mark.parametrize("name", NAMES)
def test_a_bundled_list_is_whole(name: str) -> None:
    found = load(name)
    assert (found.name, len(found.classes)) == (name, list_names()[name].size)
    assert [image.index for image in found.classes] == list(range(len(found.classes)))
    assert len({image.wnid for image in found.classes}) == len(found.classes)
    assert {image.wnid for image in found.classes} <= wordnet.noun_wnids()
    assert all(image.lemmas and all(image.lemmas) and image.gloss for image in found.classes)
    assert not any(sign in text for image in found.classes for text in image.lemmas for sign in "_\t|")
    assert "WordNet" in found.licence
    assert found.source


@pytest.mark.parametrize(
    ("index", "wnid", "first"),
    [
        (0, "n01440764", "tench"),
        (1, "n01443537", "goldfish"),
        (134, "n02012849", "crane"),
        (207, "n02099601", "golden retriever"),
        (281, "n02123045", "tabby"),
        (388, "n02510455", "giant panda"),
        (517, "n03126707", "crane"),
        (850, "n04399382", "teddy"),
        (999, "n15075141", "toilet tissue"),
    ],
)
def test_imagenet_1k_is_in_the_published_order(
    imagenet: tuple[ImageClass, ...], index: int, wnid: str, first: str
) -> None:
    assert (imagenet[index].wnid, imagenet[index].lemmas[0]) == (wnid, first)
    assert [image.wnid for image in imagenet] == sorted(image.wnid for image in imagenet)


def test_lemmas_keep_wordnets_order_and_case(imagenet: tuple[ImageClass, ...]) -> None:
    assert imagenet[0].lemmas == ("tench", "Tinca tinca")
    assert imagenet[0].wn_offset == "01440764n"
    assert imagenet[151].lemmas == ("Chihuahua",)
    assert imagenet[480].gloss.startswith("an unattended machine (outside some banks) that dispenses money")
    assert sum(len(image.lemmas) for image in imagenet) == 1860


def test_the_lists_hang_together() -> None:
    thousand, fall = set(wnids("imagenet-1k")), set(wnids("imagenet-21k"))
    assert wnids("imagenet-22k-ms")[:1000] == wnids("imagenet-1k")
    assert thousand - fall == {"n04399382"}
    assert set(wnids("imagenet-21k-goog")) - fall == {"n03931044", "n09859684"}
    for small in ("imagenet-a", "imagenet-r", "imagenet-mini", "imagenette", "imagewoof"):
        assert set(wnids(small)) < thousand
    assert {image.lemmas[0] for image in load("imagenette").classes} == {
        *("tench", "English springer", "cassette player", "chain saw", "church"),
        *("French horn", "garbage truck", "gas pump", "golf ball", "parachute"),
    }


def test_imagenet_1k_leaves_the_big_tables_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gzip, "decompress", lambda _: pytest.fail("a packed table was read"))
    monkeypatch.setattr(gzip, "open", lambda *_: pytest.fail("a packed table was read"))
    assert len(load("imagenet-1k").classes) == 1000
    assert len(load("imagenet-a").classes) == 200


def test_nltk_is_left_alone_while_the_tables_do() -> None:
    code = "import sys; from resources.class_lists import load; load('imagenet-21k'); print('nltk' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_licence_of_wordnet_comes_along() -> None:
    text = (wordnet.CLASSES / "LICENSE-WordNet.txt").read_text()
    assert "WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved." in text
    assert "Permission to use, copy, modify and distribute this software" in " ".join(text.split())


def test_the_page_names_every_list_with_its_size() -> None:
    page = (ROOT / "docs" / "class-lists.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| ([\d,]+) \|", page, re.MULTILINE))
    assert {name: int(size.replace(",", "")) for name, size in rows.items()} == {
        name: len(load(name).classes) for name in NAMES
    }


def test_a_list_and_its_plain_file_are_the_same_content(tmp_path: Path) -> None:
    lines = "".join(f"{wnid}\n" for wnid in wnids("imagenet-r"))
    path = tmp_path / "my.txt"
    path.write_text(lines)
    own = load(str(path))
    assert own.classes == load("imagenet-r").classes
    assert own.sha256 == load("imagenet-r").sha256 == hashlib.sha256(lines.encode()).hexdigest()
    assert own.sha256 != load("imagenet-a").sha256
    assert own.name == "my.txt"


# What is no list


@pytest.mark.parametrize(
    ("spec", "near"),
    [
        ("imagenet1k", "imagenet-1k"),
        ("ImageNet_1K", "imagenet-1k"),
        ("imagenet-21kp", "imagenet-21k-p"),
        ("imagenete", "imagenette"),
    ],
)
def test_near_misses_of_a_name_are_named(spec: str, near: str) -> None:
    with pytest.raises(ClassListError) as caught:
        load(spec)
    assert near in caught.value.means
    assert all(name in caught.value.do for name in NAMES)


@pytest.mark.parametrize("spec", ["", "no/such/list.txt", "x" * 10_000, "a\x00b", "\ud800"])
def test_what_is_no_list_at_all(spec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ClassListError):
        load(spec)


def test_the_error_crosses_processes_whole() -> None:
    error = ClassListError("wrong", "means", "do")
    again: ClassListError = pickle.loads(pickle.dumps(error))
    assert issubclass(ClassListError, ValueError)
    assert (type(again), again.wrong, again.means, again.do) == (ClassListError, "wrong", "means", "do")
    assert (str(again), again.exit_code) == ("wrong\nmeans\ndo", 1)


# Finding one class


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("0", 0),
        ("999", 999),
        (" 134 ", 134),
        ("n02012849", 134),
        ("02012849n", 134),
        ("wn:03126707n", 517),
        ("03126707", 517),
        ("tench", 0),
        ("TENCH", 0),
        ("Tinca_tinca", 0),
        ("great  White_shark", 2),
        ("Cardigan Welsh corgi", 264),
    ],
)
def test_a_class_is_found_by_any_of_its_names(imagenet: tuple[ImageClass, ...], text: str, index: int) -> None:
    assert find_class(text, imagenet).index == index


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("crane", ["134", "n02012849", "517", "n03126707", "wading bird"]),
        ("CARDIGAN", ["264", "474"]),
        ("tnech", ["Did you mean", "tench"]),
        ("1000", ["0 to 999"]),
        ("n00001740", ["No class of the list is called 'n00001740'"]),
        ("", ["No class"]),
        ("²", ["No class"]),
        ("9" * 10_000, ["No class"]),
    ],
)
def test_what_names_no_one_class(imagenet: tuple[ImageClass, ...], text: str, says: list[str]) -> None:
    with pytest.raises(ClassListError) as caught:
        find_class(text, imagenet)
    assert all(part in str(caught.value) for part in says)
    assert len(str(caught.value)) < 1000


def test_the_lemmas_that_two_classes_share(imagenet: tuple[ImageClass, ...]) -> None:
    shared = shared_lemmas(imagenet)
    assert len(shared) == 19
    assert shared["crane"] == (134, 517)
    assert shared["cardigan"] == (264, 474)
    assert shared["maillot"] == (638, 639)
    assert shared["sus scrofa"] == (341, 342)
    assert all(len(indices) == 2 for indices in shared.values())
