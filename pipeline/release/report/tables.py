"""The tables of a release, read and checked: what the page stands on and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pipeline.errors import UserError
from pipeline.release import schemas

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tables:
    """The six tables of a release by ``pipeline.release.schemas``, languages and classes in their own row order."""

    labels: pl.DataFrame
    candidates: pl.DataFrame
    languages: pl.DataFrame
    classes: pl.DataFrame
    funnel: pl.DataFrame
    bad_lines: pl.DataFrame

    def __post_init__(self) -> None:
        for name in schemas.TABLES:
            table = name.removesuffix(".parquet")
            _check_columns(name, getattr(self, table))
        for table in ("labels", "candidates"):
            frame = getattr(self, table)
            _check_known(table, frame["language"], self.languages["language"], "languages.parquet")
            _check_known(table, frame["class_index"], self.classes["class_index"], "classes.parquet")


def read_tables(release: Path) -> Tables:
    """The tables in the folder ``release``. UserError where one is missing, unreadable or of another shape."""
    return Tables(**{name.removesuffix(".parquet"): _read(release / name) for name in schemas.TABLES})


def _read(path: Path) -> pl.DataFrame:
    do = "Give a folder that `babel-imagenet build` wrote, and build it anew if it is damaged."
    try:
        return pl.read_parquet(path)
    except FileNotFoundError:
        raise UserError(f"{path} is missing.", "The folder is not a whole release.", do) from None
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UserError(f"{path} cannot be read as Parquet: {error}", "The file is cut or damaged.", do) from error


def _check_columns(name: str, frame: pl.DataFrame) -> None:
    missing = [column for column in schemas.TABLES[name].names if column not in frame.columns]
    if missing:
        raise UserError(
            f"{name} lacks {', '.join(missing)}.",
            "It was written by another version of the builder, or by hand.",
            "Build the release anew with this version.",
        )


def _check_known(table: str, keys: pl.Series, known: pl.Series, where: str) -> None:
    present = keys.unique().sort()
    strays = present.filter(~present.is_in(known.implode())).to_list()
    if strays:
        raise UserError(
            f"{table}.parquet has {keys.name} {', '.join(map(str, strays[:5]))}, which {where} does not have.",
            "The tables of the release do not belong together.",
            "Run `babel-imagenet check` on it, and build it anew.",
        )
