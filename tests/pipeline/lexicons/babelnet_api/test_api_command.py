"""The commands: killed with -9 over and over, refused for days, and what they print and leave."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.cli import main
from resources.class_lists import load
from tests.fake_babelnet import FakeBabelNet, world_of
from tests.pipeline.lexicons.babelnet_api.test_api_crawl import cells, known

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fake_babelnet import Ask

SECRET = "fake-key-0123456789"
LANGUAGES = "EN DE FR ES IT PT NL PL FI RU JA"
MOST_A_CLASS = 1 + 4  # one to resolve, ten languages besides EN by three
Run = Callable[..., "Ended"]
COMMAND = (sys.executable, "-m", "pipeline.cli")


class Ended(NamedTuple):
    code: int
    out: str
    err: str


def start(*arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"BABELNET_KEY": SECRET}
    return subprocess.Popen(
        [*COMMAND, *arguments], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line within this process."""

    def run(*arguments: str, key: str = SECRET) -> Ended:
        monkeypatch.setattr(sys, "argv", ["babel-imagenet", *arguments])
        monkeypatch.setenv("BABELNET_KEY", key)
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


def next_day(fake: FakeBabelNet, store: Path) -> None:
    """Midnight: the server's quota is whole again, and what the ledger counted was yesterday."""
    fake.new_day()
    ledger = store / "requests.log"
    if ledger.exists():
        today = time.strftime("%Y-%m-%d", time.gmtime())
        ledger.write_text(ledger.read_text().replace(f'"at":"{today}', '"at":"2001-01-01'))


class Killed(NamedTuple):
    outputs: list[str]
    in_flight: list[Ask]  #: the last request that came before each kill
    codes: list[int]


def crawl_under_fire(fake: FakeBabelNet, arguments: list[str], store: Path, kills: int) -> Killed:
    """Crawl to the end, killed after some requests again and again, a new day wherever one is spent."""
    dice, killed = random.Random(4), Killed([], [], [])
    while 0 not in killed.codes:
        assert len(killed.codes) < 60, (killed.codes, killed.outputs[-3:])
        process, last = start(*arguments), len(fake.asks) + dice.randint(2, 12)
        to_kill = len(killed.in_flight) < kills
        while to_kill and process.poll() is None and len(fake.asks) < last:
            time.sleep(0.001)
        if to_kill:
            process.kill()
        killed.outputs.extend(process.communicate(timeout=120))
        killed.codes.append(process.returncode)
        if process.returncode == -9:
            time.sleep(0.02)  # what was on the wire is counted by now
            killed.in_flight.append(fake.asks[-1])
        if process.returncode == 75:
            next_day(fake, store)
    return killed


@pytest.mark.parametrize(("daily", "kills"), [("120", 18), ("1000", 2)], ids=["limit set", "limit of the server"])
def test_forty_classes_in_eleven_languages_killed_again_and_again(tmp_path: Path, daily: str, kills: int) -> None:
    classes = load("imagenet-1k").classes[:40]
    listed, store = tmp_path / "classes.txt", tmp_path / "store"
    listed.write_text("".join(f"{image.wnid}\n" for image in classes))
    with FakeBabelNet(
        world_of(image.wn_offset for image in classes), quota=120, faults=0.12, seed=7, slow=0.01
    ) as fake:
        options = ["--classes", str(listed), "--languages", LANGUAGES.replace(" ", ","), "--store", str(store)]
        ended = crawl_under_fire(
            fake, ["crawl", *options, "--api-url", fake.url, "--daily-requests", daily], store, kills
        )
        asks = list(fake.asks)

    assert ended.codes.count(-9) == kills
    assert set(ended.codes) <= {-9, 75, 3, 0}
    assert cells(store, classes) == known(fake, LANGUAGES), "every cell arrives, each once"

    answered = [ask for ask in asks if ask.answered and ask.endpoint != "getVersion"]
    paid = Counter(json.dumps(ask.query, sort_keys=True) for ask in answered)
    flying = Counter(json.dumps(ask.query, sort_keys=True) for ask in ended.in_flight)
    assert not {query: number for query, number in paid.items() if number > 1 + flying[query]}
    assert len(paid) == 40 * MOST_A_CLASS
    assert not [ask for ask in asks if ask.message == "Wrong parameters."]

    for day in {ask.day for ask in asks}:
        refused = [ask.status == 403 for ask in asks if ask.day == day]
        assert True not in refused[:-1], "no request after the day's refusal"
        assert True not in refused or daily == "1000"
        assert len(refused) - refused.count(True) <= 120
    assert SECRET not in "".join(ended.outputs)
    assert not [path for path in store.iterdir() if SECRET.encode() in path.read_bytes()]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    listed = tmp_path / "classes.txt"
    listed.write_text("n01440764\nn01443537\n")
    return listed


@pytest.fixture
def served() -> Iterator[FakeBabelNet]:
    with FakeBabelNet(world_of(["01440764n", "01443537n"])) as server:
        yield server


def test_plan_then_crawl_then_plan(run: Run, tmp_path: Path, small: Path, served: FakeBabelNet) -> None:
    store = tmp_path / "store"
    common = ["--classes", str(small), "--languages", "EN,de,fr", "--store", str(store)]
    before = run("plan", *common, "--json", key="")
    assert before.code == 0, before.err
    assert not store.exists(), "a plan writes nothing"
    planned = json.loads(before.out)[0]
    crawled = run("crawl", *common, "--api-url", served.url, "--json")
    assert crawled.code == 0, crawled.err
    report = json.loads(crawled.out)[0]
    assert planned["requests"] == report["requests"] == len(served.asks) == 6
    assert "2 of 2 classes are complete" in crawled.err
    files = {path: path.read_bytes() for path in store.iterdir()}
    after = run("plan", *common)
    assert "requests in all\t0" in after.out
    assert {path: path.read_bytes() for path in store.iterdir()} == files
    assert run("crawl", *common, "--api-url", served.url).out == f"babelnet-dump:{store}\n"


def test_a_spent_day_has_its_own_exit_code(run: Run, tmp_path: Path, small: Path, served: FakeBabelNet) -> None:
    key_file = tmp_path / "key.txt"
    key_file.write_text(f"{SECRET}\n")
    ended = run(
        "crawl",
        "--classes",
        str(small),
        "--languages",
        "DE",
        "--store",
        str(tmp_path / "store"),
        "--api-url",
        served.url,
        "--daily-requests",
        "3",
        "--key-file",
        str(key_file),
        key="",
    )
    assert ended.code == 75
    assert "1 of 2 classes are complete" in ended.err
    assert "Still to be made, if all goes well: 2 requests" in ended.err
    assert "Go on after" in ended.err
    assert SECRET not in ended.out + ended.err


@pytest.mark.parametrize(
    ("arguments", "key", "code", "words"),
    [
        ([], "", 1, "There is no BabelNet key"),
        ([], "wrong-key-0123456789", 1, "refused the first request of the day"),
        (["--key-file", "/nowhere"], "", 1, "cannot be read"),
        (["--api-url", "http://babelnet.io/v9"], SECRET, 1, "plain http"),
        (["--key", "x"], SECRET, 2, "No such option"),
        (["--daily-requests", "1"], SECRET, 2, "Invalid value"),
    ],
)
def test_how_a_crawl_may_not_begin(
    run: Run, tmp_path: Path, small: Path, served: FakeBabelNet, arguments: list[str], key: str, code: int, words: str
) -> None:
    common = ["--classes", str(small), "--languages", "DE", "--store", str(tmp_path / "store"), "--api-url", served.url]
    ended = run("crawl", *common, *arguments, key=key)
    assert (ended.code, words in ended.err) == (code, True), ended.err
    assert "Traceback" not in ended.err
    assert not key or key not in ended.out + ended.err


def test_a_plan_for_a_dump_tells_shards_and_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"senses":[]}\n')
    (tmp_path / "b.jsonl").write_text("")
    ended = run("plan", "--lexicon", f"babelnet-dump:{tmp_path}", "--languages", "DE", "--json", key="")
    assert ended.code == 0, ended.err
    planned = json.loads(ended.out)[0]
    assert (planned["shards"], planned["bytes"]) == (2, 14)
