"""Columns as small numbers: each text once in a list, rows point into it. What compresses well and decodes at once."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
import polars as pl

LEVEL = 6  #: 9 makes a page of a million candidates 1 % smaller in four times the time
JOIN = "\x1f"  #: stands between codes of a list column while its values are counted


def numbered(values: pl.Series) -> tuple[list[Any], pl.Series]:
    """(distinct values sorted, the place of each row's value in them)."""
    distinct = values.unique().drop_nulls().sort()
    places = pl.Series(range(distinct.len()), dtype=pl.Int32)
    return distinct.to_list(), values.replace_strict(distinct, places, default=-1, return_dtype=pl.Int32)


def numbered_lists(values: pl.Series) -> tuple[list[list[str]], pl.Series]:
    """The same for lists of codes; codes hold no U+001F."""
    distinct, places = numbered(values.list.join(JOIN))
    return [text.split(JOIN) if text else [] for text in distinct], places


def steps(places: list[int]) -> list[int]:
    """Numbers as differences, the first from 0: mostly ones and zeros where they ascend."""
    return [here - before for before, here in zip([0, *places], places, strict=False)]


def packed(value: object) -> bytes:
    """``value`` as JSON in zlib's format, which browsers call deflate: no time, no name, the same bytes each time."""
    return zlib.compress(msgspec.json.encode(value), LEVEL)
