"""Where senses come from: one module per lexicon, one small interface, and names for them on the command line."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import UserError

if TYPE_CHECKING:
    from pipeline.lexicons.lexicon import Lexicon


class Kind(NamedTuple):
    """A kind of lexicon as the command line names it."""

    name: str
    place: str  #: what stands after the colon, "" for nothing
    reads: str


KINDS = (
    Kind("sample", "", "the bundled hand-made sample: no key, no download"),
    Kind("babelnet-dump", "PATH-OR-GLOB", "JSON Lines, plain, gzip or zstd: one getSynset answer a line"),
    Kind("babelnet-api", "STORE", "BabelNet's HTTP API with your key, through a store that never asks twice"),
    Kind(
        "open-wordnet", "DIR", "Open Multilingual Wordnet tab files and WN-LMF XML, joined by WordNet 3.0 offset or ILI"
    ),
    Kind("upstream-crawl", "FILE", "the raw crawl JSON of the original scripts"),
)


def lexicon_table() -> list[dict[str, str]]:
    """One row per kind: how it is named on the command line, what it reads, and what it needs."""
    needs = {"sample": "nothing", "babelnet-api": "a key in BABELNET_KEY or a file"}
    return [
        {
            "lexicon": f"{kind.name}:{kind.place}" if kind.place else kind.name,
            "reads": kind.reads,
            "needs": needs.get(kind.name, "the files"),
        }
        for kind in KINDS
    ]


def open_lexicon(spec: str, **api: Any) -> Lexicon:
    """The lexicon that ``KIND`` or ``KIND:PLACE`` names; ``api`` says how ``babelnet-api`` fetches, if it is that.

    Raises UserError where there is none of that name.
    """
    name, _, place = spec.partition(":")
    kind = next((kind for kind in KINDS if kind.name == name), None)
    if kind is None:
        near = difflib.get_close_matches(name, [kind.name for kind in KINDS], 1)
        raise UserError(
            f"--lexicon {spec}: there is no lexicon of the kind '{name}'"
            + (f" (did you mean {near[0]}?)" if near else ""),
            f"A lexicon is named KIND or KIND:PLACE; kinds are {', '.join(kind.name for kind in KINDS)}.",
            "babel-imagenet lexicons tells what each one reads.",
        )
    if kind.place and not place and name != "babelnet-api":
        raise UserError(
            f"--lexicon {spec}: {name} needs a place",
            f"It reads {kind.reads}.",
            f"Write --lexicon {name}:{kind.place}.",
        )
    return _open(name, place, api)


def _open(name: str, place: str, api: dict[str, Any]) -> Lexicon:
    # Imported when asked for: no build pays for the readers of other lexicons.
    if name == "sample":
        from pipeline.lexicons.sample import Sample

        return Sample()
    if name == "babelnet-dump":
        from pipeline.lexicons.babelnet_dump import BabelnetDump

        return BabelnetDump(place)
    if name == "open-wordnet":
        from pipeline.lexicons.open_wordnet import OpenWordnet

        return OpenWordnet(place)
    if name == "upstream-crawl":
        from pipeline.lexicons.upstream_crawl import UpstreamCrawl

        return UpstreamCrawl(place)
    from pipeline.lexicons.babelnet_api.lexicon import BabelNetApi

    return BabelNetApi(place, **api)
