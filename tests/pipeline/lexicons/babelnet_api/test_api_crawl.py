"""A crawl from end to end over real HTTP: how few requests it makes, how it ends, and what the next one does."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UserError
from pipeline.lexicons.babelnet_api import fetch
from pipeline.lexicons.babelnet_api.asks import packed_languages
from pipeline.lexicons.babelnet_api.ledger import PostponedError
from pipeline.lexicons.babelnet_api.lexicon import BabelNetApi, UnfinishedError
from pipeline.lexicons.babelnet_api.schedule import looks_and_days, plan_crawl
from pipeline.lexicons.babelnet_api.store import VersionChangedError
from pipeline.lexicons.babelnet_dump import BabelnetDump
from pipeline.lexicons.lexicon import Tally, Wanted
from transforms.model import Synset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.lexicons.babelnet_api.crawl import CrawlReport
    from resources.class_lists import ImageClass
    from tests.fake_babelnet import FakeBabelNet
    from tests.pipeline.lexicons.babelnet_api.conftest import Slept

    Crawled = Callable[..., CrawlReport]

SECRET = "fake-key-0123456789"


def cells(store: Path, classes: tuple[ImageClass, ...]) -> Counter[tuple[str, str, str, str]]:
    """Synset, language, source and lemma of all that a build reads of a store."""
    dump, wanted = BabelnetDump(str(store)), Wanted({image.wn_offset: image for image in classes})
    found = [one for shard in dump.shards() for one in dump.read(shard, wanted, Tally())]
    synsets = [one for one in found if isinstance(one, Synset)]
    assert synsets == found, "every line is read"
    return Counter((one.id, sense.language, sense.source, sense.lemma) for one in synsets for sense in one.senses)


def known(fake: FakeBabelNet, languages: str) -> Counter[tuple[str, str, str, str]]:
    """The same, of all that the server knows."""
    senses = [(synset_id, sense["properties"]) for synset_id, senses in fake.world.senses.items() for sense in senses]
    kept = [(synset_id, about) for synset_id, about in senses if about["language"] in languages.split()]
    return Counter((synset_id, about["language"], about["source"], about["fullLemma"]) for synset_id, about in kept)


def endpoints(fake: FakeBabelNet) -> dict[str, int]:
    return Counter(ask.endpoint for ask in fake.asks)


def test_every_sense_arrives_in_as_few_requests_as_can_be(
    crawled: Crawled, fake: FakeBabelNet, classes: tuple[ImageClass, ...], tmp_path: Path
) -> None:
    report = crawled("EN DE FR ES IT")
    assert (report.exit_code, report.complete, report.version) == (0, 6, "V5_3")
    assert endpoints(fake) == {"getVersion": 2, "getSynsetIdsFromResourceID": 6, "getSynset": 12}
    assert report.requests == len(fake.asks) == 20
    assert cells(tmp_path / "store", classes) == known(fake, "EN DE FR ES IT")
    about = BabelnetDump(str(tmp_path / "store")).describe()
    assert about.version == "5.3"


def test_what_is_stored_is_never_asked_again(
    crawled: Crawled, fake: FakeBabelNet, classes: tuple[ImageClass, ...]
) -> None:
    crawled("EN DE FR ES IT")
    fake.asks.clear()
    assert crawled("IT DE").requests == 0
    assert crawled("EN DE FR ES IT", classes=classes[:2]).exit_code == 0
    assert fake.asks == []


def test_adding_a_language_asks_only_for_it(
    crawled: Crawled, fake: FakeBabelNet, classes: tuple[ImageClass, ...], tmp_path: Path
) -> None:
    crawled("DE FR")
    fake.asks.clear()
    crawled("DE FR EN JA RU")
    asked = [ask.query["targetLang"] for ask in fake.asks if ask.endpoint == "getSynset"]
    assert asked == [["EN", "JA", "RU"]] * 6
    assert cells(tmp_path / "store", classes) == known(fake, "EN DE FR JA RU")


@given(st.sets(st.sampled_from(["EN", *(f"L{letter}" for letter in "ABCDEFGHIJ")])))
def test_languages_are_packed_by_three_with_english_for_free(languages: set[str]) -> None:
    packs = packed_languages(sorted(languages))
    others = len(languages - {"EN"})
    assert sorted(code for pack in packs for code in pack) == sorted(languages)
    assert all(len([code for code in pack if code != "EN"]) <= 3 for pack in packs)
    assert len(packs) == max(-(-others // 3), len(languages & {"EN"}))


def test_no_language_is_asked_for_twice_or_unasked(crawled: Crawled, fake: FakeBabelNet) -> None:
    crawled("DE MUL DE FR")
    asked = [ask.query["targetLang"] for ask in fake.asks if ask.endpoint == "getSynset"]
    assert asked == [["DE", "FR"]] * 6
    with pytest.raises(UserError, match="No language"):
        crawled("MUL")


def test_a_class_without_a_synset_is_remembered(
    crawled: Crawled, fake: FakeBabelNet, classes: tuple[ImageClass, ...]
) -> None:
    fake.world.ids[classes[1].wn_offset] = []
    report = crawled()
    assert (report.exit_code, report.complete, report.without_synset) == (0, 6, (classes[1].wn_offset,))
    assert crawled("EN DE FR ES IT JA", classes=classes[1:2]).requests == 0


def test_a_synset_that_is_not_found_is_remembered_and_the_next_one_tried(
    crawled: Crawled, fake: FakeBabelNet, classes: tuple[ImageClass, ...], tmp_path: Path
) -> None:
    first, second = classes[0].wn_offset, classes[1].wn_offset
    other = fake.world.ids[second][0]
    fake.world.ids[first] = ["bn:00000001n", other, *fake.world.ids[first]]  # unknown; of another class; its own
    fake.world.ids[second] = ["bn:00000002n"]
    report = crawled("DE")
    assert (report.exit_code, report.without_synset) == (0, (second,))
    told = [json.loads(line) for line in (tmp_path / "store" / "resolved.log").read_bytes().splitlines()]
    assert [line.get("why") for line in told if line["offset"] == first] == [
        None,
        "bn:00000001n: BabelSynset not found.",
        f"{other} is of {second}",
    ]
    assert crawled("DE").requests == 0


def test_one_class_fails_and_the_rest_goes_on(
    crawled: Crawled, fake: FakeBabelNet, classes: tuple[ImageClass, ...], tmp_path: Path
) -> None:
    bad = classes[2].wn_offset
    ids = fake.world.ids[bad]
    fake.breaks = lambda endpoint, query: "500" if query.get("id") == ids else ""
    report = crawled()
    assert (report.exit_code, report.complete) == (3, 5)
    assert list(report.failed) == [bad]
    assert report.failed[bad].startswith("HTTP 500")
    fake.breaks = lambda endpoint, query: ""
    fake.asks.clear()
    again = crawled()
    assert (again.exit_code, again.complete, again.failed) == (0, 6, {})
    assert endpoints(fake) == {"getVersion": 2, "getSynset": 2}, "only they, and only what they lack"
    assert cells(tmp_path / "store", classes) == known(fake, "EN DE FR ES IT")


@pytest.mark.parametrize("fault", ["shape", "html", "half-json", "404", "503"])
def test_many_bad_classes_do_not_end_a_crawl_while_the_server_is_well(
    crawled: Crawled, fake: FakeBabelNet, classes: tuple[ImageClass, ...], fault: str
) -> None:
    last = f"wn:{classes[5].wn_offset}"
    broken = [f"wn:{image.wn_offset}" for image in classes[:5]]
    fake.breaks = lambda endpoint, query: fault if query.get("id", [""])[0] in broken else ""
    report = crawled("DE")
    assert (report.complete, len(report.failed)) == (1, 5)
    assert last in [ask.query["id"][0] for ask in fake.asks if ask.endpoint != "getVersion"]


def test_a_server_that_fell_silent_ends_a_crawl(crawled: Crawled, fake: FakeBabelNet, tmp_path: Path) -> None:
    fake.breaks = lambda endpoint, query: "drop" if len(fake.asks) > 6 else ""
    with pytest.raises(UserError, match="does not answer"):
        crawled()
    assert len(fake.asks) <= 7 + 5 + 5, "one class and one look at the server, no more"
    fake.breaks = lambda endpoint, query: ""
    assert crawled().exit_code == 0


def test_nobody_listens(crawled: Crawled) -> None:
    with pytest.raises(UserError, match="nobody listens"):
        crawled(api_url="http://127.0.0.1:1/v9")


def test_a_language_that_babelnet_does_not_know_ends_a_crawl(crawled: Crawled, fake: FakeBabelNet) -> None:
    with pytest.raises(UserError, match="takes none of our requests"):
        crawled("DE1")
    assert [ask.message for ask in fake.asks].count("Wrong parameters.") == fetch.IN_A_ROW


def test_languages_that_were_left_out_of_an_answer_are_asked_again(
    crawled: Crawled,
    fake: FakeBabelNet,
    classes: tuple[ImageClass, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = type(fake.world).synset
    monkeypatch.setattr(
        type(fake.world), "synset", lambda world, synset_id, languages: whole(world, synset_id, languages[:2])
    )
    report = crawled("DE FR IT", classes=classes[:2])
    assert report.exit_code == 3
    assert all("without IT" in reason for reason in report.failed.values())
    assert crawled("DE FR IT", classes=classes[:2]).exit_code == 0
    assert cells(tmp_path / "store", classes[:2]) == known_of(fake, classes[:2], "DE FR IT")


def known_of(fake: FakeBabelNet, classes: tuple[ImageClass, ...], languages: str) -> Counter[tuple[str, str, str, str]]:
    ids = {fake.world.ids[image.wn_offset][0] for image in classes}
    return Counter({cell: number for cell, number in known(fake, languages).items() if cell[0] in ids})


def test_the_limit_that_was_set_is_never_passed(crawled: Crawled, fake: FakeBabelNet, clock: Slept) -> None:
    report = crawled(daily_requests=9)
    assert report.exit_code == 75
    assert f"{report.go_on_at:%Y-%m-%d %H:%M}" == "2026-11-22 00:01"
    assert (report.requests, report.left_today, report.complete) == (9, 0, 2)
    assert report.missing_requests == 12 + 6 - 8
    assert crawled(daily_requests=9).requests == 0, "not one more on that day"
    assert len(fake.asks) == 9
    clock.sleep(86400)
    assert crawled(daily_requests=12).exit_code == 0


def test_a_refusal_ends_the_day(crawled: Crawled, fake: FakeBabelNet, clock: Slept) -> None:
    fake.quota = 9
    first = crawled()
    assert (first.exit_code, first.left_today) == (75, 0)
    assert [ask.status for ask in fake.asks].count(403) == 1
    assert crawled().requests == 0
    assert len(fake.asks) == 10
    fake.new_day()
    clock.sleep(86400)
    fake.quota = 100
    assert crawled().exit_code == 0


def test_a_refusal_of_the_first_request_is_a_bad_key(crawled: Crawled, fake: FakeBabelNet) -> None:
    fake.keys = ("another-key",)
    with pytest.raises(UserError, match="refused the first request of the day") as raised:
        crawled()
    assert raised.value.exit_code == 1
    assert len(fake.asks) == 1
    fake.keys = (SECRET,)
    assert crawled().exit_code == 0, "the right key may still be used on that day"


def test_too_many_keys_are_an_error_of_their_own(crawled: Crawled, fake: FakeBabelNet) -> None:
    fake.quota, fake.refusal = 3, "The maximum keys number per IP has been reached."
    with pytest.raises(UserError, match="maximum keys number"):
        crawled()
    assert len(fake.asks) == 4


def test_waiting_goes_on_after_midnight(
    crawled: Crawled, fake: FakeBabelNet, clock: Slept, classes: tuple[ImageClass, ...], tmp_path: Path
) -> None:
    said: list[str] = []
    planned = plan_crawl(classes, ["EN", "DE", "FR", "ES", "IT"], tmp_path / "store", daily_requests=9, clock=clock)
    report = crawled(daily_requests=9, wait=True, say=said.append)
    assert (report.exit_code, report.requests, len(said)) == (0, 22, 2)
    assert (planned.requests, planned.days) == (22, 3)
    assert clock.day() == "2026-11-23"
    assert cells(tmp_path / "store", classes) == known(fake, "EN DE FR ES IT")


def test_a_long_retry_after_puts_the_crawl_off(crawled: Crawled, fake: FakeBabelNet) -> None:
    fake.breaks, fake.headers = (lambda endpoint, query: "429" if len(fake.asks) == 4 else ""), {"Retry-After": "5400"}
    report = crawled()
    assert report.exit_code == 75
    assert f"{report.go_on_at:%Y-%m-%d %H:%M}" == "2026-11-21 13:30"
    assert crawled().exit_code == 0


def test_a_changed_version_is_noticed_before_the_end(crawled: Crawled, fake: FakeBabelNet, tmp_path: Path) -> None:
    def change(endpoint: str, query: dict[str, list[str]]) -> str:
        fake.world.version = "V5_4" if len(fake.asks) > 9 else "V5_3"
        return ""

    fake.breaks = change
    with pytest.raises(VersionChangedError, match=r"V5_4; .* holds V5_3"):
        crawled()
    with pytest.raises(VersionChangedError):
        crawled()
    assert endpoints(fake)["getVersion"] == 3
    assert not list((tmp_path / "store").glob("*.jsonl")), "what was fetched while it changed is in no dump"
    assert list((tmp_path / "store").glob("*.doubtful"))


def test_the_version_is_looked_at_now_and_then(
    crawled: Crawled,
    fake: FakeBabelNet,
    monkeypatch: pytest.MonkeyPatch,
    classes: tuple[ImageClass, ...],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(fetch, "CHECK_EVERY", 5)
    monkeypatch.setattr("pipeline.lexicons.babelnet_api.schedule.CHECK_EVERY", 5)
    planned = plan_crawl(classes, ["EN", "DE"], tmp_path / "store")
    crawled("EN DE")
    looks = [number for number, ask in enumerate(fake.asks) if ask.endpoint == "getVersion"]
    assert looks == [0, 6, 12, 15]
    assert planned.requests == len(fake.asks) == 16


@pytest.mark.parametrize("languages", ["EN", "DE", "EN DE FR ES", "DE FR ES IT PT NL PL"])
@pytest.mark.parametrize("before", ["", "DE", "EN FR"])
def test_a_plan_is_what_a_crawl_then_does(
    crawled: Crawled, fake: FakeBabelNet, classes: tuple[ImageClass, ...], tmp_path: Path, languages: str, before: str
) -> None:
    if before:
        crawled(before, classes=classes[:4])
    fake.asks.clear()
    planned = plan_crawl(classes, languages.split(), tmp_path / "store")
    report = crawled(languages)
    assert planned.requests == report.requests == len(fake.asks)
    assert (planned.get_synset, planned.resolve) == (
        endpoints(fake)["getSynset"],
        endpoints(fake)["getSynsetIdsFromResourceID"],
    )
    after = plan_crawl(classes, languages.split(), tmp_path / "store")
    assert (after.requests, after.days, after.complete) == (0, 0, 6)


@pytest.mark.parametrize(
    ("languages", "further"),
    [("EN DE FR ES", (6, 6, 6)), ("EN DE FR", (0, 6, 6)), ("DE", (0, 0, 6)), ("EN", (0, 0, 0))],
)
def test_a_plan_says_which_languages_are_cheap(
    classes: tuple[ImageClass, ...], tmp_path: Path, languages: str, further: tuple[int, ...]
) -> None:
    planned = plan_crawl(classes, languages.split(), tmp_path / "store")
    assert planned.further_languages == further
    assert not (tmp_path / "store").exists(), "a plan writes nothing"


@pytest.mark.parametrize(
    ("work", "daily", "left", "expected"),
    [
        (0, 10, 10, (0, 0)),
        (8, 10, 10, (2, 1)),
        (9, 10, 10, (1, 1)),
        (10, 10, 10, (3, 2)),
        (1, 10, 0, (2, 1)),
        (3, 2, 2, (3, 3)),
        (400, 1000, 1000, (3, 1)),
        (401, 1000, 1000, (4, 1)),
    ],
)
def test_looks_and_days(work: int, daily: int, left: int, expected: tuple[int, int]) -> None:
    assert looks_and_days(work, daily, left) == expected


def test_the_api_is_a_lexicon(
    fake: FakeBabelNet, classes: tuple[ImageClass, ...], tmp_path: Path, clock: Slept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BABELNET_KEY", SECRET)
    monkeypatch.setattr("pipeline.lexicons.babelnet_api.crawl.Clock", lambda: clock)
    wanted = Wanted({image.wn_offset: image for image in classes})
    lexicon = BabelNetApi(str(tmp_path / "store"), fake.url, daily_requests=8)
    assert lexicon.describe().version == "", "there is no store yet"
    with pytest.raises(PostponedError, match="are complete") as postponed:
        lexicon.prepare(wanted, ["EN", "DE"])
    assert postponed.value.exit_code == 75
    again = pickle.loads(pickle.dumps(postponed.value))
    assert (str(again), again.until) == (str(postponed.value), postponed.value.until), "it crosses process borders"
    ids = fake.world.ids[classes[5].wn_offset]
    fake.breaks = lambda endpoint, query: "shape" if query.get("id") == ids else ""
    lexicon = BabelNetApi(str(tmp_path / "store"), fake.url)
    with pytest.raises(UnfinishedError, match=classes[5].wn_offset) as unfinished:
        lexicon.prepare(wanted, ["EN", "DE"])
    assert unfinished.value.exit_code == 3
    fake.breaks = lambda endpoint, query: ""
    assert lexicon.prepare(wanted, ["EN", "DE"]).complete == 6
    found = [one for shard in lexicon.shards() for one in lexicon.read(shard, wanted, Tally())]
    assert {one.id for one in found if isinstance(one, Synset)} == set(fake.world.senses)
    about = lexicon.describe()
    assert (about.kind, about.place, about.version) == ("babelnet-api", str(tmp_path / "store"), "5.3")
    assert "BabelNet license" in about.notice
