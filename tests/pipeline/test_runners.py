"""The same graph on runners of Beam's: workers in a process of their own, the Job API, a real Flink."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest

from pipeline.scan import TASK_BYTES
from tests.flink_cluster import Cluster

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
FLINK = "BABEL_IMAGENET_FLINK"
PRISM = "BABEL_IMAGENET_PRISM"
FILES = (
    *(f"{table}.parquet" for table in ("labels", "candidates", "languages", "classes", "funnel", "bad_lines")),
    "babel_imagenet.json",
    "language_mapping.json",
)
EMBEDDED = ("--runner=PortableRunner", "--job_endpoint=embed")
ODD = ["<html>502</html>", '{"senses": 3, "wnOffsets": 4}', "not json"]

Cli = Callable[..., subprocess.CompletedProcess[str]]


def digests(release: Path) -> dict[str, str]:
    return {name: hashlib.sha256((release / name).read_bytes()).hexdigest() for name in FILES}


def made(done: subprocess.CompletedProcess[str]) -> Path:
    return Path(done.stdout.splitlines()[-1])


def dump(folder: Path, shards: int) -> Path:
    """The sample's first shard dealt out to several, with some odd lines in each."""
    folder.mkdir()
    for number, content in enumerate(dealt(shards)):
        (folder / f"part-{number:03}.jsonl.gz").write_bytes(gzip.compress(content, 1))
    return folder


def long_dump(folder: Path, shards: int) -> Path:
    """The same again and again, each shard large enough to be a task of its own."""
    folder.mkdir()
    for number, content in enumerate(dealt(shards)):
        (folder / f"part-{number:03}.jsonl").write_bytes(content * (TASK_BYTES // len(content) + 1))
    return folder


def dealt(shards: int) -> list[bytes]:
    lines = (SAMPLE / "sample-1.jsonl").read_text().splitlines()
    return ["".join(f"{line}\n" for line in [*lines[number::shards], *ODD]).encode() for number in range(shards)]


def cut(folder: Path) -> None:
    shard = folder / "part-001.jsonl.gz"
    shard.write_bytes(shard.read_bytes()[:-50])


def no_half_release(output: Path) -> bool:
    return {path.name for path in output.iterdir()} <= {".snapshots"}


@pytest.fixture
def worker_pool() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Beam's own pool of external workers: the address, and the process, which may be killed."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    module = "apache_beam.runners.worker.worker_pool_main"
    command = [sys.executable, "-m", module, f"--service_port={port}"]
    # The pool starts its workers as "python", whichever comes first on the path.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"localhost:{port}", process
    process.terminate()  # it ends its workers, too
    process.wait()


def test_the_job_api_gives_the_bytes_of_the_runner_in_the_process(
    cli: Cli, sample_release: Path, tmp_path: Path
) -> None:
    done = cli("build", "--output", tmp_path / "o", "--", *EMBEDDED, "--environment_type=LOOPBACK")
    assert digests(made(done)) == digests(sample_release)
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == [".snapshots", "1.0.0", "latest"]


def test_external_workers_give_the_bytes_of_the_runner_in_the_process(
    cli: Cli, tmp_path: Path, worker_pool: tuple[str, subprocess.Popen[bytes]]
) -> None:
    place = dump(tmp_path / "dump", shards=3)
    lexicon = ("--lexicon", f"babelnet-dump:{place}")
    expected = made(cli("build", *lexicon, "--output", tmp_path / "here"))
    external = ("--environment_type=EXTERNAL", f"--environment_config={worker_pool[0]}")
    there = made(cli("build", *lexicon, "--output", tmp_path / "there", "--", *EMBEDDED, *external))
    assert digests(there) == digests(expected)
    assert pl.read_parquet(there / "bad_lines.parquet").height == 3 * len(ODD)
    cut(place)
    done = cli("build", *lexicon, "--output", tmp_path / "cut", "--", *EMBEDDED, *external, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "part-001.jsonl.gz: cut short or damaged" in done.stderr
    assert "Traceback" not in done.stderr
    assert no_half_release(tmp_path / "cut")


WRONG = [
    (("--runner=PortableRunner", "--job_endpoint=localhost:1"), "--job_endpoint localhost:1: nothing answers there"),
    (("--runner=FlinkRunner", "--flink_master", "127.0.0.1:1"), "--flink_master 127.0.0.1:1: nothing answers there"),
    (("--runner=FlinkRunner", "--flink_master=nowhere.invalid"), "nothing answers there"),
    (("--runner=FlinkRunner", "--flink_job_server_jar=missing.jar"), "job server cannot be started"),
    (("--runner=SparkRunner", "--spark_job_server_jar=missing.jar"), "job server cannot be started"),
    (("--runner=Flinkruner",), "--runner=Flinkruner: cannot be used"),
    (("--runner", "DaskRunner"), "loses data in silence"),
    (("--runner=dask",), "loses data in silence"),
    (("--runner=apache_beam.runners.dask.dask_runner.DaskRunner",), "loses data in silence"),
]


@pytest.mark.parametrize(("options", "words"), WRONG)
def test_a_runner_that_cannot_be_used_is_said_in_words(
    cli: Cli, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    done = cli("build", "--output", tmp_path / "o", "--", *options, "--environment_type=LOOPBACK", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert no_half_release(tmp_path / "o")


def test_a_build_waits_for_the_runner_though_told_not_to(cli: Cli, sample_release: Path, tmp_path: Path) -> None:
    options = (*EMBEDDED, "--environment_type=LOOPBACK", "--no_wait_until_finish")
    assert digests(made(cli("build", "--output", tmp_path / "o", "--", *options))) == digests(sample_release)


def test_steps_that_run_twice_at_once_leave_what_one_run_leaves(tmp_path: Path) -> None:
    """Runners repeat an element after a fault, and some run a slow one a second time beside the first."""
    from pipeline.config import BuildConfig, checked
    from pipeline.graph import Decide, Folders, Scan
    from pipeline.scan import tasks

    place = dump(tmp_path / "dump", shards=2)
    job = checked(BuildConfig(lexicon=f"babelnet-dump:{place}", output=str(tmp_path / "o")))

    def files(name: str, times: int) -> dict[str, bytes]:
        folders = Folders(str(tmp_path / name / "staging"), str(tmp_path / name / "snapshot"))
        folders.make()
        todo = tasks(job.lexicon.shards())
        with ThreadPoolExecutor(2 * times) as pool:
            scanned = list(pool.map(lambda task: list(Scan(job, folders).process(task)), todo * times))
        by_language: dict[str, list[tuple[str, int, int]]] = {}
        for language, batch in (pair for found in scanned[: len(todo)] for pair in found):
            by_language.setdefault(language, []).append(batch)
        chosen = sorted(by_language.items())[:12] * times
        with ThreadPoolExecutor(2 * times) as pool:
            list(pool.map(lambda pair: list(Decide(job, folders).process(pair, by_language["EN"])), chosen))
        assert list((tmp_path / name).rglob("*.part")) == []
        return {path.name: path.read_bytes() for path in (tmp_path / name / "staging" / "parts").iterdir()}

    once, thrice = files("once", 1), files("thrice", 3)
    assert len(once) == 24
    assert once == thrice


def test_prism_gives_the_bytes_of_the_runner_in_the_process(cli: Cli, sample_release: Path, tmp_path: Path) -> None:
    prism = os.environ.get(PRISM)
    if not prism:
        pytest.skip(f"no Prism: go install github.com/apache/beam/sdks/v2/go/cmd/prism@v2.77.0, then set {PRISM} to it")
    options = ("--runner=PrismRunner", f"--prism_location={prism}", "--environment_type=LOOPBACK")
    assert digests(made(cli("build", "--output", tmp_path / "o", "--", *options))) == digests(sample_release)


@pytest.fixture(scope="module")
def flink() -> Path:
    place = os.environ.get(FLINK)
    if not place:
        pytest.skip(f"no Flink: run .ci/flink DIR (Java 17, Maven; about 1 GB), then set {FLINK}=DIR")
    if not Path(place, "job-server.jar").exists():
        pytest.skip(f"{place}: no job server: .ci/flink says which jar is missing there")
    return Path(place)


@pytest.fixture
def cluster(flink: Path, tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "flink").mkdir()
    with Cluster((flink / "home").resolve(), tmp_path / "flink") as started:
        yield started


def on_flink(flink: Path, cluster: Cluster) -> tuple[str, ...]:
    return (
        "--runner=FlinkRunner",
        f"--flink_master=localhost:{cluster.rest}",
        f"--flink_job_server_jar={flink / 'job-server.jar'}",
        "--environment_type=LOOPBACK",
        "--parallelism=2",
    )


@pytest.mark.timeout(900)
def test_a_real_flink_gives_the_bytes_of_the_runner_in_the_process(
    cli: Cli, flink: Path, cluster: Cluster, tmp_path: Path
) -> None:
    place = dump(tmp_path / "dump", shards=5)
    lexicon = ("--lexicon", f"babelnet-dump:{place}")
    expected = made(cli("build", *lexicon, "--output", tmp_path / "here"))
    there = made(cli("build", *lexicon, "--output", tmp_path / "there", "--", *on_flink(flink, cluster)))
    assert digests(there) == digests(expected)
    assert pl.read_parquet(there / "bad_lines.parquet").height == 5 * len(ODD)
    cut(place)
    done = cli("build", *lexicon, "--output", tmp_path / "cut", "--", *on_flink(flink, cluster), check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "part-001.jsonl.gz: cut short or damaged" in done.stderr
    assert no_half_release(tmp_path / "cut")


@pytest.mark.timeout(900)
def test_a_killed_task_manager_does_not_lose_the_release(
    cli: Cli, flink: Path, cluster: Cluster, tmp_path: Path
) -> None:
    lexicon = ("--lexicon", f"babelnet-dump:{long_dump(tmp_path / 'dump', shards=30)}")
    expected = made(cli("build", *lexicon, "--output", tmp_path / "here"))
    output, killed = tmp_path / "there", threading.Event()

    def kill_in_mid_job() -> None:
        deadline = time.monotonic() + 240
        while not list(output.glob(".snapshots/*/*.json")) and time.monotonic() < deadline:
            time.sleep(0.05)
        cluster.workers[0].kill()
        cluster.workers[0].wait()
        killed.set()
        cluster.workers.append(cluster.add_worker())

    killer = threading.Thread(target=kill_in_mid_job)
    killer.start()
    done = cli("build", *lexicon, "--output", output, "--", *on_flink(flink, cluster))
    killer.join()
    assert killed.is_set()
    assert digests(made(done)) == digests(expected)
    jobs = cluster.ask("jobs/overview")["jobs"]
    assert [job["state"] for job in jobs] == ["FINISHED"]
    restarts = cluster.ask(f"jobs/{jobs[0]['jid']}/exceptions")["exceptionHistory"]["entries"]
    assert restarts, "the job ended before its TaskManager was killed"
