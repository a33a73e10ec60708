"""An object store for tests: Beam knows it as ``store://``, its objects lie flat in one folder of this machine.

It does what object stores do: no folders, no rename, an object is there when it is written to its end or not at all.
``OBJECT_STORE`` names the folder; ``OBJECT_STORE_FULL`` a name that cannot be written, as when a network goes.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, unquote

from apache_beam.io.filesystem import BeamIOError, FileMetadata, FileSystem


def root() -> Path:
    return Path(os.environ["OBJECT_STORE"])


def objects() -> dict[str, Path]:
    """Name to file of every object."""
    return {unquote(path.name): path for path in sorted(root().iterdir()) if not path.name.startswith(".log")}


def written() -> list[str]:
    """Names in the order in which they were finished."""
    log = root() / ".log"
    return log.read_text().splitlines() if log.exists() else []


class Store(FileSystem):
    @classmethod
    def scheme(cls) -> str:
        return "store"

    def join(self, basepath: str, *paths: str) -> str:
        return "/".join([basepath.rstrip("/"), *paths])

    def split(self, path: str) -> tuple[str, str]:
        head, _, tail = path.rpartition("/")
        return head, tail

    def mkdirs(self, path: str) -> None:
        raise AssertionError("an object store has no folders")

    def has_dirs(self) -> bool:
        return False

    def _list(self, dir_or_prefix: str) -> Any:
        for name, path in objects().items():
            if name.startswith(dir_or_prefix):
                yield FileMetadata(name, path.stat().st_size)

    def create(self, path: str, mime_type: str = "", compression_type: str = "") -> BinaryIO:
        return _Upload(path)

    def open(self, path: str, mime_type: str = "", compression_type: str = "") -> BinaryIO:
        return _file(path).open("rb")

    def copy(self, source_file_names: Any, destination_file_names: Any) -> None:
        raise NotImplementedError

    def rename(self, source_file_names: Any, destination_file_names: Any) -> None:
        raise NotImplementedError

    def exists(self, path: str) -> bool:
        return _file(path).exists()

    def size(self, path: str) -> int:
        return _file(path).stat().st_size

    def last_updated(self, path: str) -> float:
        return _file(path).stat().st_mtime

    def checksum(self, path: str) -> str:
        return str(self.size(path))

    def metadata(self, path: str) -> FileMetadata:
        return FileMetadata(path, self.size(path))

    def delete(self, paths: list[str]) -> None:
        missing = {path: FileNotFoundError(path) for path in paths if not self.exists(path)}
        for path in paths:
            _file(path).unlink(missing_ok=True)
        if missing:
            raise BeamIOError("Delete operation failed", missing)


class _Upload(io.BytesIO):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self.close()

    def close(self) -> None:
        if not self.closed:
            full = os.environ.get("OBJECT_STORE_FULL")
            if full and self._name.endswith(full):
                raise OSError(f"the connection was closed while {self._name} was written")
            _file(self._name).write_bytes(self.getvalue())
            with (root() / ".log").open("a") as log:
                log.write(f"{self._name}\n")
        super().close()


def _file(name: str) -> Path:
    return root() / quote(name, safe="")
