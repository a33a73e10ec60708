"""Starts and ends what the tests need: a world's file, a server, a socket that only listens."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.fake_babelnet import World

HERE = Path(__file__).resolve().parent
EXPORTER = HERE.parents[1] / "tools" / "export_babelnet_rpc.py"
STUB = HERE / "stub"
CLIENT = "BABEL_IMAGENET_RPC_PYTHON"


def client_python() -> str:
    """The Python that has the official client; the test is skipped, saying how to get one, where there is none."""
    python = os.environ.get(CLIENT, "")
    if not python:
        pytest.skip(f"no babelnet client: run .ci/rpc-client DIR, then export {CLIENT}=DIR/bin/python")
    assert Path(python).is_file(), f"{CLIENT}={python}: there is no such file"
    return python


def world_file(
    place: Path,
    world: World,
    languages: Iterable[str],
    faults: dict[str, list[str]] | None = None,
    configured: Iterable[str] = (),
) -> Path:
    """Write a world of the fake HTTP server down for the RPC fakes; ``place.asked`` will hold the offsets asked for."""
    codes = [*languages, "MUL"]
    ids = {offset: found[0] for offset, found in world.ids.items() if found}
    synsets = {offset: {"id": bn, **world.synset(bn, codes)} for offset, bn in ids.items()}
    version = world.version.lstrip("V").replace("_", ".")
    told = {"version": version, "synsets": synsets, "faults": faults or {}, "configured": [*configured]}
    place.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return place


class RpcServer:
    """``server.py`` in a ``with`` block."""

    def __init__(self, python: str, world: Path, url: str = "tcp://127.0.0.1:*") -> None:
        self._command = [python, str(HERE / "server.py"), str(world), url]
        self.url = ""

    def __enter__(self) -> RpcServer:
        self._process: subprocess.Popen[str] = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            raise AssertionError(self._process.communicate()[1])
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


class Listener:
    """A port on loopback that takes connections and says nothing."""

    def __enter__(self) -> Any:
        self._socket = socket.create_server(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._socket.close()
