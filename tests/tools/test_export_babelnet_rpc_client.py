"""The export through BabelNet's official client, over ZeroMQ and pickle, from a server on loopback."""

from __future__ import annotations

import gzip
import shutil
import socket
from typing import TYPE_CHECKING

import pytest

from tests.fake_babelnet import world_of
from tests.fake_babelnet.world import LANGUAGES
from tests.fake_babelnet_rpc import CLIENT, RpcServer, client_python
from tests.fake_babelnet_rpc.bench import (
    DONE,
    GONE,
    OFFSETS,
    SOME_FAILED,
    UNKNOWN,
    Bench,
    expanded,
    known,
    read,
    with_properties,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def python() -> str:
    return client_python()


def test_all_senses_of_all_classes(bench: Bench, python: str) -> None:
    with RpcServer(python, bench.world) as server:
        done = bench.run(python, server.url, "--shard-size", "5")
    assert (done.returncode, done.stdout) == (DONE, f"babelnet-dump:{bench.out}\n"), done.stderr
    assert read(bench) == known(bench.world)
    assert bench.asked() == OFFSETS
    assert "BabelNet 5.3 at tcp://127.0.0.1" in done.stderr
    assert "[babelnet" not in done.stderr, "the client's own log is quiet"


def test_client_and_stub_give_the_same_lines(bench: Bench, python: str) -> None:
    world = world_of(OFFSETS)
    for senses in world.senses.values():
        senses.insert(1, with_properties(senses[0], language="MUL", source="WIKIDATA", fullLemma="Schleie", idSense=77))
    bench.set(world, configured=LANGUAGES)
    with RpcServer(python, bench.world) as server:
        bench.run(python, server.url)
    expanded(bench)
    real = [gzip.decompress(shard.read_bytes()).splitlines()[1:] for shard in bench.shards()]
    shutil.rmtree(bench.out)
    bench.stub()
    assert [gzip.decompress(shard.read_bytes()).splitlines()[1:] for shard in bench.shards()] == real


def test_over_ipc(bench: Bench, python: str) -> None:
    url = f"ipc://{bench.place}/socket"
    with RpcServer(python, bench.world, url) as server:
        assert server.url == url
        done = bench.run(python, url, "--languages", "DE")
    assert done.returncode == DONE, done.stderr
    assert {language for senses in read(bench).values() for language, *_ in senses} == {"EN", "DE"}


def test_over_ipv6(bench: Bench, python: str) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with RpcServer(python, bench.world, "tcp://[::1]:*") as server:
        assert server.url.startswith("tcp://[::1]:")
        done = bench.run(python, server.url)
    assert done.returncode == DONE, done.stderr
    assert read(bench) == known(bench.world)


def test_faults(bench: Bench, python: str) -> None:
    bench.name_classes([*OFFSETS, UNKNOWN])
    bench.set(faults={OFFSETS[1]: ["none"], OFFSETS[2]: ["error"] * 3, OFFSETS[3]: ["sleep"], OFFSETS[4]: ["error"]})
    with RpcServer(python, bench.world) as server:
        done = bench.run(python, server.url, "--timeout", "2")
        assert done.returncode == SOME_FAILED, done.stderr
        assert "ValueError: no index for 01496331n" in (bench.out / "failed.txt").read_text(encoding="utf-8")
        assert set(bench.synsets()) == {*OFFSETS} - {OFFSETS[1], OFFSETS[2]}
        bench.asked()
        assert bench.run(python, server.url).returncode == DONE
    assert bench.asked() == [OFFSETS[2]]
    assert len((bench.out / "missing.txt").read_text(encoding="utf-8").splitlines()) == 2


def test_the_server_dies_on_the_way(bench: Bench, python: str) -> None:
    bench.set(faults={OFFSETS[5]: ["die"]})
    with RpcServer(python, bench.world) as server:
        done = bench.run(python, server.url, "--shard-size", "4", "--timeout", "1")
    assert done.returncode == GONE, done.stderr
    assert "does not answer any more (TimeoutExpired" in done.stderr
    assert len(bench.shards()) == 1
    bench.asked()
    bench.set()
    with RpcServer(python, bench.world) as server:
        assert bench.run(python, server.url, "--shard-size", "4").returncode == DONE
    assert bench.asked() == OFFSETS[4:]
    assert read(bench) == known(bench.world)


def test_a_version_that_changes_is_seen(bench: Bench, python: str) -> None:
    bench.set(faults={OFFSETS[6]: ["version"]})
    with RpcServer(python, bench.world) as server:
        done = bench.run(python, server.url, "--shard-size", "4")
    assert done.returncode == 1
    assert "the server has BabelNet 4.0 now, and had 5.3" in done.stderr
    assert len(bench.shards()) == 1


def test_takes_no_configuration_from_the_folder(bench: Bench, python: str) -> None:
    (bench.place / "babelnet_conf.yml").write_text('RPC_URL: "tcp://192.0.2.1:7790"\n')
    with RpcServer(python, bench.world) as server:
        assert bench.run(python, server.url).returncode == DONE


def test_the_skip_says_how_to_get_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CLIENT, raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"\.ci/rpc-client DIR"):
        client_python()
