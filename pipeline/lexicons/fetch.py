"""Fetches published archives of open lexicons: by URL and SHA-256, resumed, unpacked with care, and noted down."""

from __future__ import annotations

import difflib
import sys
import tomllib
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import tomli_w

from pipeline import places
from pipeline.errors import UserError
from pipeline.lexicons.fetch_download import download, open_session
from pipeline.lexicons.fetch_unpack import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RECORD = "fetched.toml"  #: in the folder of lexicons: what came from where, with its checksum


class Archive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A published archive."""

    name: str
    url: str
    sha256: str = ""  #: "" where it is not pinned: the first download's checksum is asked of later ones
    size: int = 0  #: bytes, 0 where it is not known
    licence: str = ""
    about: str = ""
    keep: tuple[str, ...] = ()  #: patterns of the members that are unpacked; none for a file that is no archive
    default: bool = False  #: fetched where no name is given


class _Archives(msgspec.Struct, forbid_unknown_fields=True):
    archive: list[Archive]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What ``fetch`` did for one archive."""

    name: str
    url: str
    sha256: str
    pinned: bool  #: whether the checksum was known before
    files: int
    folder: str
    new: bool  #: False where it was there already


def fetch(
    names: Sequence[str] = (),
    into: str | Path = "lexicons",
    archives: str | Path | None = None,
    tell: Callable[[str], None] | None = None,
) -> list[Fetched]:
    """Fetch archives into a folder that ``open-wordnet:FOLDER`` reads.

    Args:
        names: of the archives; none for the default ones.
        into: the folder, made where it is missing; each archive gets a folder of its name in it.
        archives: a list of archives to take instead of the bundled one, in the same form.
        tell: takes progress in words; standard error where none is given.

    Raises:
        UserError: an unknown name, a server that does not answer, a wrong checksum, a hostile archive, a full disk.
    """
    tell = tell or _say
    chosen = _chosen(list_archives(archives), names)
    folder = Path(into)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{into}: cannot be made ({error.strerror})", "", "Name another folder with --into.") from error
    with open_session() as session:
        return [_fetch_one(session, archive, folder, tell) for archive in chosen]


def list_archives(archives: str | Path | None = None) -> list[Archive]:
    """The archives that can be fetched: the bundled list, or one of the user's own."""
    if archives is None:
        return _read((files("resources") / "archives.toml").read_text("utf-8"), "archives.toml")
    try:
        return _read(Path(archives).read_text("utf-8"), str(archives))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"{archives}: cannot be read ({error})", "", "Name a TOML file with [[archive]] entries."
        ) from error


def archive_table(archives: str | Path | None = None) -> list[dict[str, Any]]:
    """What can be fetched, a row an archive."""
    columns = ("name", "default", "size", "licence", "about", "url", "sha256")
    return [{column: getattr(archive, column) for column in columns} for archive in list_archives(archives)]


def _read(text: str, name: str) -> list[Archive]:
    try:
        found = msgspec.convert(tomllib.loads(text), _Archives).archive
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UserError(
            f"{name}: not a list of archives ({error})",
            "Each [[archive]] has a name and a url, and may have sha256, size, licence, about, keep and default.",
            "babel-imagenet fetch --list --json shows the bundled ones.",
        ) from error
    for archive in found:
        plain = archive.name.replace("-", "").replace(".", "").replace("_", "")
        if not plain.isalnum() or not archive.name[0].isalnum() or not archive.url.startswith(("https://", "http://")):
            raise UserError(f"{name}: {archive.name!r}, {archive.url!r}: not a plain name with an http(s) URL")
    return found


def _chosen(known: list[Archive], names: Sequence[str]) -> list[Archive]:
    by_name = {archive.name: archive for archive in known}
    for name in names:
        if name not in by_name:
            near = difflib.get_close_matches(name, by_name, 1)
            raise UserError(
                f"fetch {name}: there is no such archive" + (f" (did you mean {near[0]}?)" if near else ""),
                f"There are {', '.join(by_name)}.",
                "babel-imagenet fetch --list tells what each one holds.",
            )
    return [by_name[name] for name in dict.fromkeys(names)] or [archive for archive in known if archive.default]


def _fetch_one(session: Any, archive: Archive, folder: Path, tell: Callable[[str], None]) -> Fetched:
    record = _recorded(folder)
    before = record.get(archive.name, {})
    known = archive.sha256 or (before.get("sha256", "") if before.get("url") == archive.url else "")
    target = folder / archive.name
    if target.is_dir() and known and before.get("sha256") == known and before.get("url") == archive.url:
        tell(f"{archive.name}: is in {target} already")
        return Fetched(archive.name, archive.url, known, True, int(before.get("files", 0)), str(target), new=False)
    if target.exists() and not before:
        raise UserError(
            f"{target}: is there already, and fetch did not make it",
            f"{archive.name} would be unpacked in its place.",
            "Name another folder with --into, or move it away.",
        )
    tell(f"{archive.name}: fetching {archive.url}" + (f", {archive.size / (1 << 20):,.1f} MiB" if archive.size else ""))
    file = folder / f".{archive.name}--{archive.url.rsplit('/', 1)[-1]}"
    sha256 = download(session, archive.url, file, known, tell)
    try:
        count = unpack(file, target, archive.keep) if archive.keep else _place(file, target, archive)
    finally:
        file.unlink(missing_ok=True)
    if not known:
        tell(f"{archive.name}: its SHA-256 was not known before; it is {sha256}, and later fetches must give the same")
    tell(f"{archive.name}: {count} files in {target}; licence: {archive.licence or 'see the files'}")
    done = Fetched(archive.name, archive.url, sha256, bool(known), count, str(target), new=True)
    note = {key: value for key, value in asdict(done).items() if key in ("url", "sha256", "files")}
    record[archive.name] = note | {"licence": archive.licence}
    places.write_whole(str(folder / RECORD), tomli_w.dumps(record).encode())
    return done


def _place(file: Path, target: Path, archive: Archive) -> int:
    target.mkdir(exist_ok=True)
    file.replace(target / archive.url.rsplit("/", 1)[-1])
    return 1


def _recorded(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / RECORD
    if not path.exists():
        return {}
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), dict[str, dict[str, Any]])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise UserError(
            f"{path}: not what fetch writes ({error})",
            "It holds the checksums that later fetches are held to.",
            "Mend it, or remove it to trust the next download anew.",
        ) from error


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
