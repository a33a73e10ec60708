"""The raw crawl of the original scripts."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.errors import UserError
from pipeline.lexicons.lexicon import Tally, Wanted
from pipeline.lexicons.upstream_crawl import UpstreamCrawl
from transforms.model import BadLine, ImageClass, Sense, Synset

if TYPE_CHECKING:
    from pathlib import Path

WANTED = Wanted(
    {
        "01440764n": ImageClass(0, "n01440764", ("tench", "Tinca tinca"), ""),
        "01443537n": ImageClass(1, "n01443537", ("goldfish",), ""),
    }
)


def sense(
    lemma: str, source: str = "WIKI", is_mt: Any = False, id_: Any = "bn:00076495n", **more: Any
) -> dict[str, Any]:
    return {"lemma": lemma, "language": "DE", "source": source, "is_mt": is_mt, "id": id_, **more}


def read(place: Path) -> tuple[list[Synset | BadLine], Tally]:
    lexicon, tally = UpstreamCrawl(str(place)), Tally()
    [shard] = lexicon.shards()
    return list(lexicon.read(shard, WANTED, tally)), tally


def write(folder: Path, crawl: Any) -> Path:
    path = folder / "crawl.json"
    path.write_text(json.dumps(crawl), "utf-8")
    return path


def test_place_in_the_list_is_the_class_and_order_is_kept(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {
            "DE": [[sense("Schleie"), sense("Tinca_tinca", "WIKIRED", id_=12), sense("Schlei", "WIKITR", True)], []],
            "fr": [[], [sense("poisson rouge", "BabelSenseSource.OMWN_FR", None, None)]],
        },
    )
    found, tally = read(path)
    assert found == [
        Synset(
            "bn:00076495n",
            ("01440764n",),
            (
                Sense("Schleie", "DE", "WIKI", "bn:00076495n", False),
                Sense("Tinca_tinca", "DE", "WIKIRED", "12", False),
                Sense("Schlei", "DE", "WIKITR", "bn:00076495n", True),
            ),
        ),
        Synset("wn:01443537n", ("01443537n",), (Sense("poisson rouge", "FR", "OMWN_FR", "", None),)),
    ]
    assert (tally.lines, tally.decoded, tally.bytes) == (2, 4, path.stat().st_size)
    assert len(tally.sha256) == 64


def test_compressed_is_the_same(tmp_path: Path) -> None:
    plain = write(tmp_path, {"DE": [[sense("Schleie")], [sense("Goldfisch")]]})
    packed = tmp_path / "crawl.json.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read(plain)[0] == read(packed)[0]
    packed.write_bytes(packed.read_bytes()[:-12])
    with pytest.raises(UserError, match="cut short or damaged"):
        read(packed)


@pytest.mark.parametrize(
    ("crawl", "words"),
    [
        ({"DE": [[]]}, "DE has 1 classes, the class list has 2"),
        ({"DE": [[], [], []]}, "DE has 3 classes"),
        ([[], []], "not a crawl of the original scripts"),
        ({"DE": {"0": []}}, "DE: Expected `array`"),
        ("DE", "not a crawl"),
    ],
)
def test_what_is_no_crawl_for_this_list_is_refused(tmp_path: Path, crawl: Any, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read(write(tmp_path, crawl))


@pytest.mark.parametrize("content", [b"", b"{", b'{"DE": [[', b"<html>", b"\xff\xfe", b"[" * 100_000])
def test_broken_json_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "crawl.json"
    path.write_bytes(content)
    with pytest.raises(UserError, match="not a crawl"):
        read(path)


def test_odd_senses_are_told_by_their_place_and_the_rest_is_read(tmp_path: Path) -> None:
    broken = [sense("Schleie"), {"lemma": 5, "source": "WIKI"}, "Schlei", sense("Schleihe")]
    found, _ = read(write(tmp_path, {"DE": [broken, None], "FR": [[sense("tanche")], []]}))
    bad = [each.reason for each in found if isinstance(each, BadLine)]
    assert [reason.split(":")[0] for reason in bad] == ["DE, class 0, sense 1", "DE, class 0, sense 2", "DE, class 1"]
    words = [each.lemma for synset in found if isinstance(synset, Synset) for each in synset.senses]
    assert words == ["Schleie", "Schleihe", "tanche"]


@pytest.mark.parametrize("name", ["", "missing.json"])
def test_a_folder_or_nothing_is_no_crawl(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"a folder|no such file"):
        UpstreamCrawl(str(tmp_path / name)).shards()
