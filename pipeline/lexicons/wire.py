"""The shapes of BabelNet's ``getSynset`` answers, v5 to v9, and how their senses are read.

Only the fields a build uses are named, so that everything else is skipped undecoded. Facts: the public API guide,
real v5 answers, and v6+ answers in public code. Ids and keys come as strings or numbers, depending on the client that
wrote them.
"""

from __future__ import annotations

from typing import Any

import msgspec

from transforms.model import Sense

_AUTOMATIC = "AUTOMATIC_TRANSLATION"  # BabelLemmaType, v6 and newer


class WireLemma(msgspec.Struct):
    """``properties.lemma`` of v6 and newer."""

    lemma: str = ""
    type: str = ""


class WireProperties(msgspec.Struct):
    """``senses[].properties``."""

    language: str
    source: str
    fullLemma: str = ""  # noqa: N815 - BabelNet's own name
    lemma: WireLemma | str | None = None
    senseKey: str | int | float | None = None  # noqa: N815
    idSense: str | int | float | None = None  # noqa: N815
    is_mt: bool | None = None


class WireSense(msgspec.Struct):
    """``senses[]``."""

    properties: WireProperties


class WireOffset(msgspec.Struct):
    """``wnOffsets[]``: Open English WordNet's entries come before WordNet 3.0's since BabelNet 5.1."""

    id: str = ""
    version: str = ""
    versionMapping: dict[str, list[str]] | None = None  # noqa: N815


class WireSynset(msgspec.Struct):
    """One answer."""

    senses: list[WireSense]
    wnOffsets: list[WireOffset] = []  # noqa: N815
    id: str = ""


class WireLoose(msgspec.Struct):
    """The same answer where one sense at least is of another shape: each is looked at alone."""

    senses: list[Any]
    wnOffsets: list[WireOffset] = []  # noqa: N815
    id: str = ""


decode = msgspec.json.Decoder(WireSynset).decode
decode_loose = msgspec.json.Decoder(WireLoose).decode


def offsets(synset: WireSynset | WireLoose) -> list[str]:
    """The WordNet 3.0 offsets of an answer, ``01440764n``, chosen by version and never by position."""
    found = [entry.id.removeprefix("wn:") for entry in synset.wnOffsets if entry.version == "WN_30"]
    if not found:
        mapped = (entry.versionMapping.get("WN_30", ()) for entry in synset.wnOffsets if entry.versionMapping)
        found = [offset.removeprefix("wn:") for each in mapped for offset in each]
    return found


def sense(wire: WireSense) -> Sense:
    """One sense as the rest of the build knows it."""
    properties = wire.properties
    lemma, machine = properties.fullLemma, properties.is_mt
    wrapped = properties.lemma
    if wrapped.__class__ is WireLemma:
        if wrapped.type == _AUTOMATIC:
            machine = True
        if not lemma:
            lemma = wrapped.lemma
    elif wrapped and not lemma:
        lemma = str(wrapped)
    number = properties.idSense
    identifier = str(number) if number else str(properties.senseKey or "")
    if properties.source == "BABELNET" and not number:
        identifier = ""  # an expansion of an international name: its key is another synset's, its number 0
    return Sense(lemma, properties.language.upper(), properties.source, identifier, machine)


def read_sense(value: Any) -> Sense:
    """One sense of a loosely read answer. Raises msgspec.ValidationError saying what is wrong with its shape."""
    wire = msgspec.convert(value, WireSense)
    if not wire.properties.fullLemma and not wire.properties.lemma:
        raise msgspec.ValidationError("the sense has no lemma")
    return sense(wire)
