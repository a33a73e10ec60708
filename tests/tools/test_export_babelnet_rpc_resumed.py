"""The export stopped, killed, refused and broken, and gone on with: nothing is lost, nothing asked twice."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fake_babelnet import world_of
from tests.fake_babelnet_rpc import STUB, Listener
from tests.fake_babelnet_rpc.bench import DONE, GONE, OFFSETS, SOME_FAILED, UNKNOWN, Bench, export, known, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_finished_shards_are_not_asked_for_again_and_new_classes_are(bench: Bench) -> None:
    bench.name_classes(OFFSETS[:5])
    assert bench.stub("--shard-size", "2").returncode == DONE
    assert bench.asked() == OFFSETS[:5]
    before = bench.files()
    assert bench.stub("--shard-size", "3").returncode == DONE
    assert bench.asked() == []
    assert bench.files() == before
    bench.name_classes(OFFSETS)
    assert bench.stub("--shard-size", "100").returncode == DONE
    assert bench.asked() == OFFSETS[5:]
    assert {name: content for name, content in bench.files().items() if name in before} == before
    assert read(bench) == known(bench.world)


@pytest.mark.parametrize("fault", ["none", "empty"])
def test_a_class_without_a_synset_is_remembered(bench: Bench, fault: str) -> None:
    bench.name_classes([*OFFSETS, UNKNOWN])
    bench.set(faults={OFFSETS[3]: [fault]})
    done = bench.stub("--shard-size", "4")
    assert done.returncode == DONE
    assert "2 classes have no synset" in done.stderr
    assert [line.split("\t")[0] for line in (bench.out / "missing.txt").read_text().splitlines()] == [
        f"n{UNKNOWN[:8]}",
        f"n{OFFSETS[3][:8]}",
    ]
    assert set(bench.synsets()) == {*OFFSETS} - {OFFSETS[3]}
    bench.asked()
    bench.set()
    assert bench.stub().returncode == DONE
    assert bench.asked() == []


@pytest.mark.parametrize("fault", ["sleep", "lost", "error", "other"])
def test_a_passing_fault_is_tried_again(bench: Bench, fault: str) -> None:
    bench.set(faults={OFFSETS[2]: [fault]})
    done = bench.stub()
    if fault == "other":  # a wrong answer is no hiccup: the class fails at once
        assert done.returncode == SOME_FAILED
    else:
        assert done.returncode == DONE
        assert bench.asked() == sorted([*OFFSETS, OFFSETS[2]], key=OFFSETS.index)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("sleep", "TimeoutExpired: timeout after 60s"),
        ("lost", "LostRemote: Lost remote after 80s heartbeat"),
        ("error", "ValueError: no index for 01496331n"),
        ("other", "ValueError: the server answered with bn:"),
    ],
)
def test_a_failed_class_stops_no_other_and_only_it_is_asked_for_again(bench: Bench, fault: str, reason: str) -> None:
    bench.set(faults={OFFSETS[2]: [fault] * 3})
    done = bench.stub("--shard-size", "4")
    assert done.returncode == SOME_FAILED
    assert "1 classes failed" in done.stderr
    assert "Traceback" not in done.stderr
    wnid, why = (bench.out / "failed.txt").read_text(encoding="utf-8").rstrip().split("\t")
    assert wnid == f"n{OFFSETS[2][:8]}"
    assert reason in why
    assert bench.asked().count(OFFSETS[2]) == (1 if fault == "other" else 3)
    assert set(bench.synsets()) == {*OFFSETS} - {OFFSETS[2]}
    bench.set()
    assert bench.stub().returncode == DONE
    assert bench.asked() == [OFFSETS[2]]
    assert not (bench.out / "failed.txt").exists()
    assert read(bench) == known(bench.world)


def test_a_server_that_goes_away_ends_the_run_and_the_next_goes_on(bench: Bench) -> None:
    bench.set(faults={OFFSETS[5]: ["gone"] * 3})
    done = bench.stub("--shard-size", "4")
    assert done.returncode == GONE
    assert "does not answer any more (LostRemote" in done.stderr
    assert len(bench.shards()) == 1
    bench.asked()
    bench.set()
    assert bench.stub("--shard-size", "4").returncode == DONE
    assert bench.asked() == OFFSETS[4:]
    assert read(bench) == known(bench.world)


@pytest.mark.parametrize("place", range(len(OFFSETS)))
def test_killed_at_any_class_no_half_shard_is_left_and_no_finished_one_is_lost(bench: Bench, place: int) -> None:
    bench.set(faults={OFFSETS[place]: ["kill"]})
    assert bench.stub("--shard-size", "3").returncode == -9
    finished = place // 3 * 3
    assert len(bench.shards()) == finished // 3
    assert [offset for shard in bench.shards() for offset in bench.marker(shard)["classes"]] == OFFSETS[:finished]
    bench.asked()
    bench.set()
    assert bench.stub("--shard-size", "3").returncode == DONE
    assert bench.asked() == OFFSETS[finished:]
    assert read(bench) == known(bench.world)


@pytest.mark.parametrize("calls", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_while_a_file_is_written_it_is_there_whole_or_not_at_all(bench: Bench, calls: str, number: int) -> None:
    """A sitecustomize kills the run at the N-th fsync or rename."""
    owner, _, name = calls.rpartition(".")
    (bench.place / "sitecustomize.py").write_text(
        f"import os, pathlib, signal\nreal, left = {calls}, [{number}]\n"
        "def dying(*given, **more):\n    left[0] -= 1\n"
        "    if not left[0]: os.kill(os.getpid(), signal.SIGKILL)\n    return real(*given, **more)\n"
        f"{owner}.{name} = dying\n"
    )
    path, world = f"{STUB}{os.pathsep}{bench.place}", str(bench.world)
    with Listener() as url:
        killed = bench.run(sys.executable, url, "--shard-size", "4", PYTHONPATH=path, STUB_WORLD=world)
    assert killed.returncode == -9
    for shard in bench.shards():
        assert export.marker_of(shard.read_bytes()) is not None
    held = [offset for shard in bench.shards() for offset in bench.marker(shard)["classes"]]
    bench.asked()
    assert bench.stub("--shard-size", "4").returncode == DONE
    assert bench.asked() == OFFSETS[len(held) :]
    assert read(bench) == known(bench.world)
    assert list(bench.out.glob("*.tmp")) == []


@pytest.mark.parametrize(
    "harm", [lambda whole: whole[:-7], lambda whole: whole[:40], lambda whole: b"", lambda whole: whole + b"x"]
)
def test_a_damaged_shard_is_set_aside_and_its_classes_asked_for_again(
    bench: Bench, harm: Callable[[bytes], bytes]
) -> None:
    bench.stub("--shard-size", "4")
    bench.asked()
    second = bench.shards()[1]
    second.write_bytes(harm(second.read_bytes()))
    done = bench.stub("--shard-size", "4")
    assert done.returncode == DONE
    assert f"{second.name} is damaged" in done.stderr
    assert bench.asked() == OFFSETS[4:8]
    assert read(bench) == known(bench.world)


def test_another_version_is_refused(bench: Bench) -> None:
    bench.name_classes(OFFSETS[:4])
    bench.stub()
    before = bench.files()
    bench.name_classes(OFFSETS)
    bench.set(world_of(OFFSETS, "V5_2"))
    done = bench.stub()
    assert done.returncode == 1
    assert "holds BabelNet 5.3, and now it is 5.2" in done.stderr
    assert bench.files() == before


def test_a_version_that_changes_on_the_way_is_refused_and_nothing_doubtful_is_kept(bench: Bench) -> None:
    bench.set(faults={OFFSETS[6]: ["version"]})
    done = bench.stub("--shard-size", "4")
    assert done.returncode == 1
    assert "the server has BabelNet 4.0 now, and had 5.3" in done.stderr
    assert [bench.marker(shard)["classes"] for shard in bench.shards()] == [OFFSETS[:4]]


def test_a_folder_of_something_else_is_left_alone(bench: Bench) -> None:
    bench.out.mkdir()
    (bench.out / "dump.json").write_text('{"version": "V5_3"}')
    done = bench.stub()
    assert done.returncode == 1
    assert "holds something else" in done.stderr
    assert bench.shards() == []


def test_two_exports_into_one_folder_never_run_at_once(bench: Bench) -> None:
    with export.locked(bench.out):
        done = bench.stub()
    assert done.returncode == 1
    assert "another export is writing here" in done.stderr
    assert bench.asked() == []


def test_stopped_by_hand(bench: Bench) -> None:
    bench.set(faults={OFFSETS[4]: ["interrupt"]})
    done = bench.stub("--shard-size", "4")
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert len(bench.shards()) == 1


def test_a_full_disk_is_said_and_the_shards_before_it_stay(bench: Bench) -> None:
    """A limit on the size of files stands in for it: a shard of one class passes, one of eleven does not."""
    bench.name_classes(OFFSETS[:1])
    bench.stub()
    limit = bench.shards()[0].stat().st_size + 100
    bench.name_classes(OFFSETS)
    (bench.place / "sitecustomize.py").write_text(
        f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
    )
    path, world = f"{STUB}{os.pathsep}{bench.place}", str(bench.world)
    with Listener() as url:
        done = bench.run(sys.executable, url, PYTHONPATH=path, STUB_WORLD=world)
    assert done.returncode == 1
    assert "cannot be written (File too large)" in done.stderr
    assert len(bench.shards()) == 1
    assert list(bench.out.glob("*.tmp")) == []
    assert bench.stub().returncode == DONE
    assert read(bench) == known(bench.world)
