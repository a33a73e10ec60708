from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
CLASSES = ROOT / "resources" / "classes"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_class_lists", ROOT / "tools" / "make_class_lists.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_line_of_data_noun(tool: ModuleType) -> None:
    text = (
        "  1 This software and database is being provided to you\n"
        "  2   \n"
        '00001740 03 n 02 living_thing 0 Entity 0 001 ~ 00001930 n 0000 | what is; and lasts: "an entity"; "two"  \n'
    )
    (noun,) = tool.read_nouns(text).items()
    assert noun == ("n00001740", (("living thing", "Entity"), "what is; and lasts"))
    assert tool.read_licence(text) == "WordNet Release 3.0\n\nThis software and database is being provided to you\n"


@pytest.mark.parametrize(
    ("gloss", "definition"),
    [
        ("a fish", "a fish"),
        ("a fish;", "a fish"),
        ('a fish; small; "a fish swims"; "two"', "a fish; small"),
        ('the act of swimming; "it was"; "they"', "the act of swimming"),
        ('female of cattle: "a word"', "female of cattle"),
        ('progress (as in "make strides"); "big strides"', 'progress (as in "make strides")'),
        ("", ""),
    ],
)
def test_a_gloss_is_the_definition_alone(tool: ModuleType, gloss: str, definition: str) -> None:
    ((_, noun),) = tool.read_nouns(f"00001740 03 n 01 x 0 000 | {gloss}  \n").items()
    assert noun.gloss == definition


def test_a_lemma_that_would_break_the_table_is_refused(tool: ModuleType) -> None:
    with pytest.raises(ValueError, match="n00001740"):
        tool.noun_row("n00001740", tool.Noun(("a, b",), "gloss"))
    with pytest.raises(ValueError, match="n00001740"):
        tool.noun_row("n00001740", tool.Noun(("a",), "two\nlines"))


def test_only_offsets_that_3_0_lacks_are_mapped(tool: ModuleType) -> None:
    nouns = dict.fromkeys(("n00000010", "n00000020", "n00000030"), tool.Noun(("x",), ""))
    pwn30 = {"i1": 10, "i2": 20, "i3": 30}
    pwn31 = {"i1": 20, "i2": 25, "i3": 25, "i4": 99}
    assert tool.offsets_31(nouns, pwn30, pwn31).split("\n")[1:] == ["25\t20", ""]


def test_packing_leaves_no_trace_of_time_or_place(tool: ModuleType) -> None:
    packed = tool.pack("n01440764\n")
    assert packed == tool.pack("n01440764\n")
    assert packed[3:8] == bytes(5)  # no flags (so no file name), no time
    assert gzip.decompress(packed) == b"n01440764\n"


@pytest.mark.real_data
def test_the_bundled_tables_are_made_again_byte_for_byte(
    tool: ModuleType, real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ("nltk_data/corpora/wordnet.zip", "class_lists", "open_lexicons")
    wordnet, lists, cili = (str(real_data / place) for place in places)
    tool.main(["--wordnet", wordnet, "--lists", lists, "--cili", cili, "--out", str(tmp_path)])
    made = sorted(path.name for path in tmp_path.iterdir())
    by_hand = {"README.md", "imagenette.txt", "imagewoof.txt", "lists.toml"}
    assert made == sorted({path.name for path in CLASSES.iterdir()} - by_hand)
    assert capsys.readouterr().out.count("\n") == len(made)
    for name in made:
        assert (tmp_path / name).read_bytes() == (CLASSES / name).read_bytes(), name
