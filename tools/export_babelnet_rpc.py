#!/usr/bin/env python3.8
"""Export classes from your own BabelNet indices, all languages at once, as a dump that ``babel-imagenet build`` reads.

Stands alone: copy this one file to where the indices are. It needs Python 3.8 and the official client, nothing else:

    python3.8 -m venv rpc && rpc/bin/pip install babelnet==1.2.0     (1.1.0 for BabelNet 5.2)
    rpc/bin/python export_babelnet_rpc.py --classes wnids.txt --out dump
    babel-imagenet build --lexicon babelnet-dump:dump

LOOPBACK ONLY. Client and server talk in pickles: whoever answers can run any code in this process, and whoever
connects can run any code in the server. So only an RPC server on this very machine is spoken to; every other
address is refused.

May be stopped or killed at any moment and started again: finished shards are never asked for again, classes that
failed are. Exit codes: 0 all is there; 1 an error that the message says how to mend; 2 wrong usage; 3 some classes
failed (listed in failed.txt); 75 the server went away, run again later; 130 stopped by you.

BabelNet's data is under the BabelNet Non-Commercial License: do not publish the dump, and keep the notice on what is
made of it.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import gzip
import hashlib
import importlib
import ipaddress
import json
import os
import re
import socket
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any, Callable, Iterator, NamedTuple  # noqa: UP035 - Python 3.8

TRIES_AFTER = (0.5, 2.0)  # seconds before the second and the third try of a class
CLIENT_TIMEOUT = 60.0  # seconds; the client's own
MARKER_LIMIT = 16 << 20  # bytes; a shard's first line, unpacked
SAY_EVERY = 10.0  # seconds between two lines of progress within a shard
LICENCE = "BabelNet Non-Commercial License"
OF_A_DUMP = {"babelnet": "BabelNet", "languages": "languages"}  # what is one and the same in all shards of a dump
WNID = re.compile(r"(?:n(\d{8})|(?:wn:)?(\d{8})-?n)\Z")
SHARD = re.compile(r"synsets-(\d{5,})\.jsonl\.gz\Z")
# Without ";": ZeroMQ would go to the address after it.
ADDRESS = re.compile(r"tcp://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})\Z")

Say = Callable[[str], None]


class Trouble(Exception):  # noqa: N818 - it is told, not traced
    """What is wrong, what it means, what to do: an error that the user can mend, or wait out."""

    def __init__(self, wrong: str, means: str, do: str, code: int = 1) -> None:
        super().__init__(f"{wrong}\n{means}\n{do}")
        self.code = code


class Held(NamedTuple):
    """What the folder holds already."""

    settled: set[str]  # offsets that are not asked again: fetched, or not in BabelNet
    missing: set[str]  # those of them that BabelNet has no synset for
    last: int  # number of the last shard


# ---- what is asked for


def read_classes(path: str) -> list[str]:
    """WordNet 3.0 offsets (``01440764n``) of a file of wnids, plain or gzip: the first wnid of each line, each once."""
    try:
        content = Path(path).read_bytes()
        text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise Trouble(f"{path}: cannot be read ({error})", "It names the classes.", "Give a text file.") from None
    found: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#") or (number == 1 and "wnid" in line.lower()):
            continue
        matches = [match for match in map(WNID.match, re.split(r"[\s,;]+", line.strip())) if match]
        if not matches:
            raise Trouble(
                f"{path}, line {number}: {line[:60]!r} holds no wnid",
                "A class is a noun of WordNet 3.0: n and eight digits.",
                "Write it like n01440764.",
            )
        found[(matches[0].group(1) or matches[0].group(2)) + "n"] = None
    if not found:
        raise Trouble(f"{path}: no class is in it", "There is nothing to export.", "Write one wnid a line.")
    return list(found)


def check_address(url: str) -> str:
    """The address of an RPC server on this machine. Raises Trouble for any other."""
    if url.startswith("ipc://") and len(url) > 6 and not set(url) & set(";\r\n\0"):
        return url
    parts = ADDRESS.match(url)
    host = parts.group(1).strip("[]") if parts else ""
    if parts and host == "localhost":
        return f"tcp://127.0.0.1:{parts.group(2)}"  # not whatever a name service makes of it
    with contextlib.suppress(ValueError):
        if parts and (ipaddress.ip_address(host) == ipaddress.ip_address("::1") or _is_loopback4(host)):
            return url
    raise Trouble(
        f"--rpc-url {url}: not an address on this machine",
        "BabelNet's RPC speaks pickle: whoever answers can run any code in this process. Only loopback is spoken to.",
        "Run this file on the server's machine, with tcp://127.0.0.1:PORT or ipc:///PATH/socket.",
    )


def _is_loopback4(host: str) -> bool:
    address = ipaddress.ip_address(host)
    return address.version == 4 and address.is_loopback


def check_listening(url: str) -> None:
    """Whether anybody listens there: the client itself would wait a minute to find out."""
    if url.startswith("ipc://@"):
        return
    parts = ADDRESS.match(url)
    where: Any = (parts.group(1).strip("[]"), int(parts.group(2))) if parts else url[len("ipc://") :]
    family = (socket.AF_INET6 if ":" in where[0] else socket.AF_INET) if parts else socket.AF_UNIX
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(5)
            probe.connect(where)
    except (OSError, OverflowError) as error:
        raise Trouble(
            f"{url}: nobody listens there ({error})",
            "The RPC server of the indices is not running, or at another address.",
            "Start it with: babelnet-rpc start --bn BabelNet-5.3  (or give its address with --rpc-url).",
        ) from None


# ---- the server, through the official client


class Server:
    """BabelNet behind the official client, which is imported only here: importing it connects at once."""

    def __init__(self, url: str, timeout: float = CLIENT_TIMEOUT) -> None:
        check_listening(url)
        with _configured(url):
            try:
                if "[" in url:
                    _speak_ipv6()
                self._api = importlib.import_module("babelnet.api")
                resources = importlib.import_module("babelnet.resources")
                names = importlib.import_module("babelnet.language").Language
            except ImportError as error:
                raise Trouble(
                    f"the babelnet client cannot be imported ({error})",
                    "Only BabelNet's own client speaks to its RPC server.",
                    "Install it into a Python 3.8: pip install babelnet==1.2.0, and run this file with that Python.",
                ) from None
            except Exception as error:
                raise Trouble(
                    f"{url}: does not answer as BabelNet ({reason_of(error)})",
                    "It may still be opening its indices, or be another program.",
                    "Wait until it says 'server listening', and run this again.",
                ) from error
        self._id = resources.WordNetSynsetID
        self.languages = {language.name for language in names}
        if timeout != CLIENT_TIMEOUT:
            _set_timeout(timeout)

    def version(self) -> str:
        """Ask the server for its version (``5.2``); the client's own ``version()`` is what it was at the import."""
        return str(self._api._api.version().value)

    def synset(self, offset: str) -> Any:
        """The synset of a WordNet 3.0 offset with all its senses; None where BabelNet has none."""
        # All languages, always: the server finds a WordNet synset by its English senses, and not at all without them.
        found = self._api.get_synset(self._id("wn:" + offset))
        return found if found and found.senses() else None


@contextlib.contextmanager
def _configured(url: str) -> Iterator[None]:
    """A private configuration for the client, which would else take one from the current folder."""
    before = os.environ.get("BABELNET_CONF")
    with tempfile.TemporaryDirectory(prefix="export-babelnet-") as folder:
        file = Path(folder, "babelnet_conf.yml")
        file.write_text(f'RPC_URL: {json.dumps(url)}\nLOG_STDOUT_LEVEL: "ERROR"\n', encoding="utf-8")
        os.environ["BABELNET_CONF"] = str(file)
        try:
            yield
        finally:
            os.environ.pop("BABELNET_CONF")
            if before is not None:
                os.environ["BABELNET_CONF"] = before


def _speak_ipv6() -> None:
    """Let the client reach ``[::1]``: ZeroMQ speaks IPv6 only where it is told to, and else waits in silence."""
    zerorpc, zmq = importlib.import_module("zerorpc"), importlib.import_module("zmq")
    plain = zerorpc.Client.connect

    def connect(client: Any, *where: Any) -> Any:
        client._events._socket.setsockopt(zmq.IPV6, 1)
        return plain(client, *where)

    zerorpc.Client.connect = connect


def _set_timeout(seconds: float) -> None:
    rpc = importlib.import_module("babelnet.apis.rpc_api")
    rpc._TIMEOUT = seconds  # type: ignore[attr-defined]
    rpc._th_local.c.close()
    del rpc._th_local.c  # the next call opens one that has it


def reason_of(error: BaseException) -> str:
    """One line; a remote error comes with a traceback of the server's, which is left out."""
    parts = [getattr(error, "name", None) or type(error).__name__, getattr(error, "msg", None) or str(error)]
    return re.sub(r"\s+", " ", ": ".join(map(str, parts)))[:300].strip(": ")


# ---- from a synset to a line


def line_of(synset: Any, offset: str, languages: set[str]) -> bytes:
    """One line in the HTTP API's shape: id and offsets in front, where readers look, and the senses in their order."""
    offsets = [_offset_of(one) for one in synset.wordnet_offsets]
    if not any((one["version"], one["id"]) == ("WN_30", "wn:" + offset) for one in offsets):
        raise ValueError(f"the server answered with {synset.id.id}, which has not this offset")
    senses = [_sense_of(one) for one in synset.senses() if not languages or one.language.name in languages]
    line = {"id": synset.id.id, "wnOffsets": offsets, "senses": senses}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _offset_of(offset: Any) -> dict[str, Any]:
    mapping = {version.name: list(found) for version, found in (offset.version_mapping or {}).items()}
    named = {"id": offset.id, "version": offset.version.name, "source": offset.source.name, "pos": offset.pos.name}
    return dict(named, versionMapping=mapping)


def _sense_of(sense: Any) -> dict[str, Any]:
    properties = {
        "language": sense.language.name,
        "source": sense.source.name,
        "fullLemma": sense.full_lemma,
        "lemma": {"lemma": str(sense.lemma), "type": sense.lemma.lemma_type.name},
        "senseKey": sense.sensekey or "",
        "idSense": sense.id,  # 0 for an international name that was spread over the languages
        "is_mt": bool(sense.is_automatic_translation),
    }
    offset = getattr(sense, "wordnet_offset", None)
    if offset:
        properties["wordNetOffset"] = offset
    return {"type": "WordNetSense" if offset else "BabelSense", "properties": properties}


# ---- the folder


def _packed() -> Any:
    return zlib.compressobj(6, zlib.DEFLATED, 31)  # gzip without a name and a time: the same senses give the same bytes


class ShardInWork:
    """The lines of one shard, packed as they come, until they are published together or not at all."""

    def __init__(self) -> None:
        self.settled: list[str] = []
        self.missing: list[str] = []
        self._body, self._packer = bytearray(), _packed()

    def add(self, offset: str, line: bytes) -> None:
        """Settle a class: its line, b"" where BabelNet has none."""
        self.settled.append(offset)
        self._body += self._packer.compress(line)
        if not line:
            self.missing.append(offset)

    def content(self, about: dict[str, Any]) -> bytes:
        """The whole file: a first line (a gzip member of its own) that says what is in it, then the senses."""
        self._body += self._packer.flush()
        marker = dict(about, classes=self.settled, missing=self.missing)
        marker["body"] = {"bytes": len(self._body), "sha256": hashlib.sha256(self._body).hexdigest()}
        packer = _packed()
        head: bytes = packer.compress(json.dumps(marker).encode() + b"\n") + packer.flush()
        return head + bytes(self._body)


def marker_of(content: bytes) -> dict[str, Any] | None:
    """What a shard says it holds, if that is what it holds; None where it is damaged."""
    unpacker = zlib.decompressobj(31)
    try:
        marker = json.loads(unpacker.decompress(content, MARKER_LIMIT))
        body, told = unpacker.unused_data, marker["body"]
        whole = len(body) == told["bytes"] and hashlib.sha256(body).hexdigest() == told["sha256"]
        return marker if unpacker.eof and whole and set(marker["missing"]) <= set(marker["classes"]) else None
    except (zlib.error, ValueError, LookupError, TypeError):
        return None


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, whenever the machine stops."""
    aside = file.with_name(file.name + ".tmp")
    try:
        with aside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
        if os.name == "posix":
            folder = os.open(str(file.parent), os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise Trouble(
            f"{file}: cannot be written ({error.strerror or error})",
            "The shards before it are safe.",
            "Make room or mend the permissions, and run this again.",
        ) from None


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a second export out of the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / "lock").open("ab")
    except OSError as error:
        raise Trouble(
            f"{folder}: cannot be written ({error.strerror})", "The dump goes there.", "Mend --out."
        ) from None
    with stream:
        with contextlib.suppress(ImportError):  # Windows has none
            import fcntl

            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Trouble(
                    f"{folder}: another export is writing here", "Two would ask twice.", "Wait for it, or end it."
                ) from None
        yield


def open_dump(folder: Path, about: dict[str, Any]) -> None:
    """Take the folder for this version and these languages, or see that it is so already. Raises Trouble where not."""
    file = folder / "dump.json"
    if not file.exists():
        write_whole(file, json.dumps(about, indent=1).encode() + b"\n")
        return
    try:
        before = json.loads(file.read_bytes())
        found = {key: before[key] for key in OF_A_DUMP}
    except (ValueError, LookupError, TypeError):
        found = None
    if found is None:
        raise Trouble(f"{file}: not of this export", "The folder holds something else.", "Give another --out.")
    for key, name in OF_A_DUMP.items():
        if found[key] != about[key]:
            raise Trouble(
                f"{folder} holds {name} {found[key]}, and now it is {about[key]}",
                "One dump holds one version and one set of languages; mixed, its labels would be of neither.",
                "Give another --out, or the same server and --languages as before.",
            )


def look(folder: Path, about: dict[str, Any], say: Say) -> Held:
    """What finished shards hold. What a kill left behind is removed; a damaged shard is set aside and said."""
    for left in folder.glob("*.tmp"):
        left.unlink()
    settled: set[str] = set()
    missing: set[str] = set()
    last = 0
    for file in sorted(folder.iterdir()):
        name = SHARD.match(file.name)
        if not name:
            continue
        last = max(last, int(name.group(1)))
        marker = marker_of(file.read_bytes())
        if marker is None or any(marker.get(key) != about[key] for key in OF_A_DUMP):
            file.replace(file.with_name(file.name + ".damaged"))
            say(f"{file.name} is damaged or not of this export: set aside, and its classes are asked for again")
            continue
        settled.update(marker["classes"])
        missing.update(marker["missing"])
    return Held(settled, missing, last)


def write_lists(folder: Path, missing: set[str], failed: dict[str, str]) -> None:
    """``missing.txt`` and ``failed.txt``: wnids, with the reason."""
    lists = {"missing.txt": dict.fromkeys(missing, "BabelNet has no synset for it"), "failed.txt": failed}
    for name, wnids in lists.items():
        if wnids:
            lines = [f"n{offset[:8]}\t{wnids[offset]}\n" for offset in sorted(wnids)]
            write_whole(folder / name, "".join(lines).encode("utf-8", "replace"))
        elif (folder / name).exists():
            (folder / name).unlink()


# ---- the export


class Export:
    """One run: fetches what the folder lacks, a shard at a time."""

    def __init__(self, server: Server, folder: Path, about: dict[str, Any], say: Say) -> None:
        self.server, self.folder, self.about, self.say = server, folder, about, say
        self.languages = set() if about["languages"] == "all" else set(about["languages"])
        self.failed: dict[str, str] = {}

    def run(self, offsets: list[str], size: int) -> int:
        """Fetch them all, ``size`` classes a shard; the exit code. Raises Trouble where it cannot go on."""
        held = look(self.folder, self.about, self.say)
        todo = [offset for offset in offsets if offset not in held.settled]
        self.say(f"{len(offsets)} classes: {len(offsets) - len(todo)} are there, {len(todo)} to fetch")
        missing, number = set(held.missing), held.last
        for start in range(0, len(todo), size):
            shard = self._fetch(todo[start : start + size], start, len(todo))
            self._check_version()
            if shard.settled:
                number += 1
                write_whole(self.folder / f"synsets-{number:05}.jsonl.gz", shard.content(self.about))
            missing.update(shard.missing)
            write_lists(self.folder, missing, self.failed)
            self.say(f"{min(start + size, len(todo)) - len(self.failed)} of {len(todo)} fetched")
        write_lists(self.folder, missing, self.failed)
        self._sum_up(missing & set(offsets))
        return 3 if self.failed else 0

    def _fetch(self, offsets: list[str], before: int, total: int) -> ShardInWork:
        shard, said = ShardInWork(), time.monotonic()
        for place, offset in enumerate(offsets):
            try:
                shard.add(offset, self._line(offset))
            except Exception as error:  # whatever it is, it is this class's: the others go on
                self.failed[offset] = reason_of(error)
                self.say(f"n{offset[:8]} failed: {self.failed[offset]}")
                self._check_version()
            if time.monotonic() - said > SAY_EVERY:
                said = time.monotonic()
                self.say(f"{before + place + 1} of {total} asked for")
        return shard

    def _line(self, offset: str) -> bytes:
        """The line of a class, b"" where BabelNet has none. Timeouts, lost connections, remote errors: tried again."""
        for pause in TRIES_AFTER:
            try:
                synset = self.server.synset(offset)
                break
            except Exception:
                time.sleep(pause)
        else:
            synset = self.server.synset(offset)
        return line_of(synset, offset, self.languages) if synset is not None else b""

    def _check_version(self) -> None:
        """Whether the server still is who it was. Nothing that came since the last shard is kept where it is not."""
        try:
            version = self.server.version()
        except Exception as error:
            raise Trouble(
                f"the RPC server does not answer any more ({reason_of(error)})",
                "All finished shards are safe; what came since the last one is asked for again.",
                "See what became of the server, start it, and run this again.",
                code=75,
            ) from None
        if version != self.about["babelnet"]:
            raise Trouble(
                "the server has BabelNet {} now, and had {}".format(version, self.about["babelnet"]),
                "What came since the last finished shard may be of either, so none of it is kept.",
                f"Give another --out for {version}, or start the server of before and run this again.",
            )

    def _sum_up(self, missing: set[str]) -> None:
        if missing:
            self.say(f"{len(missing)} classes have no synset in BabelNet: see {self.folder}/missing.txt")
        if self.failed:
            self.say(f"{len(self.failed)} classes failed: see {self.folder}/failed.txt; run this again for them")


def checked_languages(text: str, known: set[str]) -> Any:
    """``all``, or the sorted codes that were asked for, with EN: judging the others wants it."""
    if text.strip().lower() == "all":
        return "all"
    codes = {code.strip().upper() for code in text.split(",") if code.strip()} | {"EN"}
    for code in sorted(codes - known):
        near = difflib.get_close_matches(code, sorted(known), 1)
        raise Trouble(
            "--languages: BabelNet has no language {}{}".format(code, f" (did you mean {near[0]}?)" if near else ""),
            "Its codes are in capitals and not all ISO 639: NO, ZH_YUE, SIMPLE.",
            "Mend the code, or leave --languages out to get all.",
        )
    return sorted(codes)


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="export_babelnet_rpc.py", description=__doc__, formatter_class=form)
    parser.add_argument("--classes", required=True, metavar="FILE", help="wnids, one a line (n01440764); plain or gzip")
    parser.add_argument(
        "--out", required=True, metavar="DIR", help="folder of the dump; made if need be, gone on with if there"
    )
    parser.add_argument(
        "--rpc-url",
        default="tcp://127.0.0.1:7790",
        metavar="URL",
        help="loopback or ipc:// only (default: %(default)s)",
    )
    parser.add_argument(
        "--languages", default="all", metavar="CODES", help="DE,FR: keep only these and EN (default: all)"
    )
    parser.add_argument(
        "--shard-size", type=int, default=100, metavar="N", help="classes a shard (default: %(default)s)"
    )
    parser.add_argument(
        "--timeout", type=float, default=CLIENT_TIMEOUT, metavar="SECONDS", help="for one class (default: %(default)s)"
    )
    given = parser.parse_args(arguments)
    if given.shard_size < 1 or not given.timeout > 0:
        parser.error("--shard-size and --timeout are above 0")
    return given


def say(words: str) -> None:
    """Talk goes to standard error."""
    print(words, file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code. The last line of standard output names the dump for ``--lexicon``."""
    given = parsed(arguments)
    try:
        offsets, url = read_classes(given.classes), check_address(given.rpc_url)
        with locked(Path(given.out)):
            server = Server(url, given.timeout)
            languages = checked_languages(given.languages, server.languages)
            about = {"babelnet": server.version(), "languages": languages, "licence": LICENCE, "source": "BabelNet RPC"}
            say("BabelNet {} at {}".format(about["babelnet"], url))
            open_dump(Path(given.out), about)
            code = Export(server, Path(given.out), about, say).run(offsets, given.shard_size)
        print(f"babelnet-dump:{given.out}")
        return code
    except Trouble as trouble:
        say(str(trouble))
        return trouble.code
    except KeyboardInterrupt:
        say("Stopped. All finished shards are safe; run this again to go on.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
