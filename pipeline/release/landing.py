"""How a finished release comes to lie in the output folder: whole or not at all.

On this machine it is made beside the others and renamed into place. An object store renames nothing: for it a release
is made here and uploaded with its manifest last, and what has no manifest is none.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline import places
from pipeline.release.versions import LATEST, is_name, latest, point_latest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

MANIFEST = "manifest.json"
_ASIDE = ".building-"


class Output(Protocol):
    """A folder of releases."""

    def place(self, version: str) -> str:
        """Where a version lies or will lie."""
        ...

    def taken(self, version: str) -> bool:
        """Whether anything lies there under the name of this version."""
        ...

    def newest(self) -> Path | None:
        """The release that ``latest`` names, to be read on this machine; None where there is none."""
        ...

    def staging(self) -> AbstractContextManager[str]:
        """A folder for what workers make, gone whatever happens."""
        ...

    def aside(self, staging: str) -> Path:
        """An empty folder of this machine to make a release in."""
        ...

    def land(self, made: Path, version: str) -> Path:
        """Put what was made in its place, and let ``latest`` name it. Gives the release, to be read on this machine."""
        ...


def output_at(place: str) -> Output:
    """The output folder of this name."""
    return Remote(place) if places.is_remote(place) else Local(Path(place))


class Local:
    """A folder of this machine, or one that is shared with the workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, version: str) -> str:
        """A path."""
        return str(self._folder / version)

    def taken(self, version: str) -> bool:
        """As it stands on the disk."""
        return (self._folder / version).exists()

    def newest(self) -> Path | None:
        """The release itself."""
        return latest(self._folder)

    @contextlib.contextmanager
    def staging(self) -> Iterator[str]:
        """A folder beside the releases; those of builds that were killed go too."""
        for stale in self._folder.glob(f"{_ASIDE}*-*"):
            if not _runs(stale.name.split("-")[1]):
                shutil.rmtree(stale, ignore_errors=True)
        folder = self._folder / f"{_ASIDE}{os.getpid()}-{secrets.token_hex(4)}"
        folder.mkdir(parents=True)
        try:
            yield str(folder.resolve())
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def aside(self, staging: str) -> Path:
        """Within the staging folder, so that it can be renamed into place."""
        made = Path(staging, "release")
        made.mkdir()
        return made

    def land(self, made: Path, version: str) -> Path:
        """One rename."""
        target = self._folder / version
        made.rename(target)
        point_latest(self._folder, version)
        return target


class Remote:
    """A folder of an object store. What is read of it here is a copy, which goes when Python does."""

    def __init__(self, folder: str) -> None:
        self._folder = folder.rstrip("/")
        self._copies = Path(tempfile.mkdtemp(prefix="babel-imagenet-"))
        atexit.register(shutil.rmtree, self._copies, ignore_errors=True)

    def place(self, version: str) -> str:
        """With its scheme."""
        return places.join(self._folder, version)

    def taken(self, version: str) -> bool:
        """Even by a release that was never finished: someone may be writing it."""
        return bool(places.listing(places.join(self.place(version), "**")))

    def newest(self) -> Path | None:
        """A copy of it."""
        pointer = places.join(self._folder, LATEST)
        if not places.exists(pointer):
            return None
        version = places.read_bytes(pointer).decode("utf-8", "replace").strip()
        if not is_name(version) or not places.exists(places.join(self.place(version), MANIFEST)):
            return None
        copy = self._copies / "before" / version
        copy.mkdir(parents=True, exist_ok=True)
        for path, _ in places.listing(places.join(self.place(version), "*")):
            places.download(path, copy / path.rsplit("/", 1)[-1])
        return copy

    @contextlib.contextmanager
    def staging(self) -> Iterator[str]:
        """A folder beside the releases. One of a build that was killed stays: its host cannot be asked."""
        folder = places.join(self._folder, f"{_ASIDE}{secrets.token_hex(8)}")
        try:
            yield folder
        finally:
            _clear(folder)

    def aside(self, staging: str) -> Path:
        """Among the copies."""
        made = self._copies / "made"
        made.mkdir()
        return made

    def land(self, made: Path, version: str) -> Path:
        """File by file, the manifest last: where it lies, all lies."""
        target = self.place(version)
        files = [path for path in made.rglob("*") if path.is_file()]
        try:
            for path in sorted(files, key=lambda path: (path.name == MANIFEST, path)):
                places.upload(path, places.join(target, path.relative_to(made).as_posix()))
        except BaseException:
            _clear(target)
            raise
        places.write_whole(places.join(self._folder, LATEST), f"{version}\n".encode())
        return made.rename(self._copies / version)


def _clear(folder: str) -> None:
    with contextlib.suppress(OSError):  # as for a local folder: what was done, or went wrong, before is what counts
        places.remove(folder)


def _runs(process: str) -> bool:
    """Whether a process of this machine still runs. What is not sure counts as running."""
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True
    return True
