"""What is checked: a release with what could be read of it, or a published JSON alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.checking.catalogue import Item
from pipeline.errors import UserError
from pipeline.release import schemas
from pipeline.release.opening import read_json, release_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

PUBLISHED, MAPPING, MANIFEST = "babel_imagenet.json", "language_mapping.json", "manifest.json"
Cells = dict[str, dict[int, str]]  #: language to class index to label
_KEYS = {"language": pl.String(), "class_index": pl.Int32(), "wnid": pl.String(), "label": pl.String()}


class Subject:
    """A release folder, or one JSON file, as far as it can be read. What cannot be read is kept in ``unreadable``.

    Tables are there only if their schema is the written one, so that a check may rely on every column of them.
    """

    def __init__(self, path: Path, wnids: Sequence[str]) -> None:
        self.path = path
        self.is_release = path.is_dir()
        self.unreadable: dict[str, list[Item]] = {"json": [], "table": [], "schema": []}
        self.tables: dict[str, pl.DataFrame] = {}
        self.rows: dict[str, int] = {}
        self.manifest: dict[str, Any] | None = None
        self.mapping: Any = None
        self.wnids = wnids  #: of the class list, by class index
        if self.is_release:
            self._read_release()
        else:
            self.published = self._json(path)
        self.published_cells = published_cells(self.published)
        self.cells = self._cells()

    def has(self, part: str) -> bool:
        """Whether a part is there to be checked."""
        if part.endswith(".parquet"):
            return part in self.tables
        if part == "release":
            return self.is_release
        return getattr(self, part) is not None

    def place(self, *parts: object) -> str:
        """A place in words, the file first."""
        return " ".join(str(part) for part in parts)

    def _read_release(self) -> None:
        manifest = self._json(self.path / MANIFEST)
        self.manifest = manifest if _is_manifest(manifest) else None
        if manifest is not None and self.manifest is None:
            self.unreadable["json"].append(Item(MANIFEST, "is not the manifest of a release: it lists no files"))
        for name, schema in schemas.TABLES.items():
            self._read_table(name, schema)
        self.published = self._json(self.path / PUBLISHED)
        self.mapping = self._json(self.path / MAPPING)
        if "classes.parquet" in self.tables:
            self.wnids = self.tables["classes.parquet"]["wnid"].to_list()

    def _json(self, path: Path) -> Any:
        if not path.is_file():
            return None
        try:
            return read_json(path)
        except (ValueError, OSError) as error:
            self.unreadable["json"].append(Item(path.name, f"cannot be read: {error}"))
            return None

    def _read_table(self, name: str, schema: pa.Schema) -> None:
        path = self.path / name
        if not path.is_file():
            return
        try:
            table = pq.read_table(path)
            table.validate(full=True)  # damaged bytes may decode to what no text is
        except (pa.ArrowException, OSError, ValueError) as error:
            self.unreadable["table"].append(Item(name, f"cannot be read: {str(error).splitlines()[0][:200]}"))
            return
        self.rows[name] = table.num_rows
        wrong = list(_schema_faults(name, table, schema))
        self.unreadable["schema"] += wrong
        if not wrong:
            self.tables[name] = pl.DataFrame(pl.from_arrow(table))

    def _cells(self) -> pl.DataFrame | None:
        """Every label with its language and class: of the table, or of the JSON where there is no table."""
        if "labels.parquet" in self.tables:
            return self.tables["labels.parquet"].select(*_KEYS)
        if self.is_release or self.published_cells is None:
            return None
        rows = [
            (code, index, self.wnids[index] if 0 <= index < len(self.wnids) else f"class {index}", label)
            for code, cells in self.published_cells.items()
            for index, label in cells.items()
        ]
        return pl.DataFrame(rows, schema=_KEYS, orient="row")


def subject(place: str, wnids: Sequence[str]) -> Subject:
    """Open what a user names. Raises UserError where it is neither a release nor a file."""
    path = Path(place)
    if path.is_dir() and ((path / MANIFEST).exists() or (path / PUBLISHED).exists()):
        return Subject(path, wnids)
    if path.is_file() and path.name != "latest":
        if path.suffix == ".parquet":
            raise UserError(f"{place}: one table is no release", "", f"Name its folder, {path.parent}, or a JSON file.")
        return Subject(path, wnids)
    return Subject(release_folder(path), wnids)


def published_cells(published: Any) -> Cells | None:
    """What can be understood of a published JSON, leniently: other checks name what cannot."""
    if not isinstance(published, dict):
        return None
    return {code: _pairs(value) for code, value in published.items()}


def _pairs(value: Any) -> dict[int, str]:
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(part, list) for part in value)):
        return {}
    pairs = zip(value[0], value[1], strict=False)
    return {
        index: label for index, label in pairs if type(index) is int and abs(index) < 1 << 31 and isinstance(label, str)
    }


def _is_manifest(value: Any) -> bool:
    files = value.get("files") if isinstance(value, dict) else None
    return isinstance(files, dict) and all(isinstance(each, dict) for each in files.values())


def _schema_faults(name: str, table: pa.Table, schema: pa.Schema) -> list[Item]:
    faults = []
    for field in schema:
        if field.name not in table.schema.names:
            faults.append(Item(f"{name} {field.name}", "this column is missing"))
            continue
        found = table.schema.field(field.name)
        if found.type != field.type:
            faults.append(Item(f"{name} {field.name}", f"is of type {found.type}, must be {field.type}"))
        elif not field.nullable and table[field.name].null_count:
            faults.append(Item(f"{name} {field.name}", f"has {table[field.name].null_count} nulls, may have none"))
    extra = [column for column in table.schema.names if column not in schema.names]
    faults += [Item(f"{name} {column}", "this column is not in the schema") for column in extra]
    if not faults and table.schema.names != schema.names:
        faults.append(Item(name, "has its columns in another order than the schema"))
    return faults
