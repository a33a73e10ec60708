"""The languages a build knows: BabelNet's configured codes with their BCP-47 tags and scripts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One BabelNet language."""

    code: str  #: BabelNet's code, upper case: ``DE``, ``ZH_YUE``
    name: str  #: English name
    bcp47: str  #: BCP-47 tag: ``de``, ``yue``
    iso639_3: str  #: ISO 639-3 code, "" where the language has none
    scripts: tuple[str, ...]  #: ISO 15924 codes it is written in, preferred first; composites spelled out (Hira, Kana, Hani)
    source: str  #: where the scripts are from
    note: str = ""
