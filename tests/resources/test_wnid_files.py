from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources import wnid_files, wordnet
from resources.class_lists import ClassListError, load
from resources.wnid_files import as_wnid

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, content: str | bytes, name: str = "my.txt") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def wnids(spec: str) -> list[str]:
    return [image.wnid for image in load(spec).classes]


# Every form that is read

TWO = ["n01443537", "n01440764"]


@pytest.mark.parametrize(
    "content",
    [
        "n01443537\nn01440764\n",
        "n01443537\nn01440764",
        "\ufeffn01443537\r\nn01440764\r\n",
        "n01443537\rn01440764\r",
        "# my classes\n\nn01443537\n   \n  # more\n  n01440764  \n\n",
        "n01443537 # a fish\nn01440764 # another\n",
        "01443537n\n01440764-n\n",
        "wn:01443537n\nwn:01440764-n\n",
        "n01443537 goldfish, Carassius auratus\nn01440764 tench, Tinca tinca\n",
        "n01443537,goldfish\nn01440764,tench\n",
        '"n01443537","gold, fish"\n"n01440764","tench"\n',
        "n01443537;goldfish\nn01440764;tench\n",
        "n01443537\tgoldfish\nn01440764\ttench\n",
        "wnid\nn01443537\nn01440764\n",
        "index,wnid,name\n0,n01443537,goldfish\n1,n01440764,tench\n",
        'name,Synset\n"goldfish, Carassius auratus",n01443537\n"tench ""Tinca""",n01440764\n',
        '# c\n\n"class index"\t"synset_id"\n0\tn01443537\n1\t"n01440764"\n',
        "wnid,parent\nn01443537,n01440764\nn01440764,n01443537\n",
        'gloss\twnid\n5" long\tn01443537\n"x\tn01440764\n',
    ],
)
def test_every_form_of_list_is_read(tmp_path: Path, content: str) -> None:
    assert wnids(write(tmp_path, content)) == TWO


def test_a_class_folder_is_numbered_as_torchvision_does(tmp_path: Path) -> None:
    for name in ("n02012849", "n01443537", "n01440764"):
        (tmp_path / name).mkdir()
    write(tmp_path, "words that are no class", "README.txt")
    assert wnids(str(tmp_path)) == ["n01440764", "n01443537", "n02012849"]


# Every fault


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("n01440764\nn0144353\n", 2, "'n0144353' is no wnid"),
        ("n01440764\nn014435370\n", 2, "is no wnid"),
        ("N01440764\n", 1, "'N01440764' is no wnid"),
        ("tench\n", 1, "'tench' is no wnid"),
        ("n0144076４\n", 1, "is no wnid"),
        ("n01440764\u200b\n", 1, r"'n01440764\u200b' is no wnid"),
        ("id,label\nn01440764,tench\n", 1, "'id' is no wnid"),
        ("n01440764\n<html>\n", 2, "'<html>' is no wnid"),
        ("n01440764\n\x00\n", 2, r"'\x00' is no wnid"),
        ("v01835496\n", 1, "v01835496 is a verb; classes are nouns"),
        ("01835496-v\n", 1, "01835496-v is a verb"),
        ("a00001740\n", 1, "a00001740 is an adjective"),
        ("00001740-s\n", 1, "00001740-s is an adjective"),
        ("wn:00001740r\n", 1, "wn:00001740r is an adverb"),
        ("n99999999\n", 1, "n99999999 is no noun of WordNet 3.0"),
        ("n01440765\n", 1, "n01440765 is no noun of WordNet 3.0"),
        ("n02086723\n", 1, "looks like a WordNet 3.1 offset; WordNet 3.0 has that synset as n02084071"),
        ("n01440764\n# c\n\nn01443537\n01440764-n\n", 5, "01440764-n is named before: line 1"),
        ("n01440764 n01443537\n", 1, "names more than one class"),
        ("n01440764 n01443537 and words\n", 1, "names more than one class"),
        ("n01440764,n01443537\n", 1, "names more than one class"),
        ("name,wnid\ntench\n", 2, "is cut short: the header has the wnid in column 2"),
        ("name,wnid\ntench,\n", 2, "'' is no wnid"),
        ('name,wnid\n"tench,n01440764\n', 2, "is no row of a table"),
        ("n01440764\n" + "x" * 100_001 + "\n", 2, "goes on for 100,001 characters"),
    ],
)
def test_a_fault_names_file_line_and_reason(tmp_path: Path, content: str, line: int, reason: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ClassListError) as caught:
        load(path)
    assert caught.value.wrong.startswith(f"{path}: one entry names no class:\n  my.txt, line {line}: ")
    assert reason in caught.value.wrong
    assert caught.value.means
    assert "n01440764" in caught.value.do
    assert len(str(caught.value)) < 1000


def test_all_faults_are_shown_together(tmp_path: Path) -> None:
    lines = ["n01440764", "v01835496", "n02086723", *(f"word{number}" for number in range(20))]
    with pytest.raises(ClassListError) as caught:
        load(write(tmp_path, "\n".join(lines)))
    shown = re.findall(r"my\.txt, line (\d+): ", caught.value.wrong)
    assert shown == [str(number) for number in range(2, 12)]
    assert "22 entries name no class" in caught.value.wrong
    assert caught.value.wrong.endswith("... and 12 more")


def test_an_offset_of_both_wordnets_is_one_of_3_0(tmp_path: Path) -> None:
    both = ["n02669723", "n02786058", "n03197337", "n03877845"]
    assert wnids(write(tmp_path, "\n".join(both))) == both
    assert not set(both) & set(wordnet.wnids_by_31_offset())


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "lists no class"),
        (b"\n# nothing\n\r\n", "lists no class"),
        (b"wnid\n", "lists no class"),
        (b"n01440764\nt\xe9nch\n", "line 2 is not UTF-8"),
        (gzip.compress(b"n01440764\n", mtime=0), "line 1 is not UTF-8"),
        ("n01440764\n".encode("utf-16"), "line 1 is not UTF-8"),
        (b"n01440764\n" * 200_001, "has 200,001 entries; at most 200,000 are read"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, wrong: str) -> None:
    with pytest.raises(ClassListError, match=re.escape(wrong)):
        load(write(tmp_path, content))


def test_a_file_beyond_the_bound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(wnid_files.MAX_BYTES + 1)  # sparse: takes no room
    with pytest.raises(ClassListError, match="larger than 64 MB"):
        load(str(path))


def test_faults_of_a_class_folder(tmp_path: Path) -> None:
    for name in ("n01440764", "01440764n", ".ipynb_checkpoints", "train"):
        (tmp_path / name).mkdir()
    with pytest.raises(ClassListError) as caught:
        load(str(tmp_path))
    assert "folder 1: '.ipynb_checkpoints' is no wnid" in caught.value.wrong
    assert "folder 3: n01440764 is named before: folder 2" in caught.value.wrong
    assert "folder 4: 'train' is no wnid" in caught.value.wrong


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClassListError, match="lists no class"):
        load(str(tmp_path))


LINES = st.sampled_from(
    [b"n01440764", b"01443537-n", b"wnid,x", b"\t", b",", b'"', b"\r\n", b"\n", b"#", b"v00001740", b" "]
)


@given(content=st.one_of(st.binary(max_size=300), st.lists(LINES, max_size=20).map(b"".join)))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_list_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.txt"
    path.write_bytes(content)
    try:
        found = [image.wnid for image in load(str(path)).classes]
    except ClassListError:  # anything else that is raised fails the test
        return
    assert found
    assert all(wnid[1:].encode() in content for wnid in found)


@given(st.text(max_size=12))
def test_only_the_known_forms_are_wnids(text: str) -> None:
    assert as_wnid(text) is None or re.search(r"[0-9]{8}", text)
