"""A server, a key, a clock that passes no time, and classes, for every test of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.lexicons.babelnet_api.clock import Clock
from pipeline.lexicons.babelnet_api.key import Key
from resources.class_lists import ImageClass, load
from tests.fake_babelnet import FakeBabelNet, world_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.lexicons.babelnet_api.crawl import CrawlReport

NOON = 1_795_262_400.0  # 2026-11-21 12:00 UTC
SECRET = "fake-key-0123456789"


class Slept(Clock):
    """A clock that stands still but for its sleeps."""

    naps: list[float]

    def __init__(self) -> None:
        naps = list[float]()
        super().__init__(time=lambda: NOON + sum(naps), sleep=naps.append)
        object.__setattr__(self, "naps", naps)


@pytest.fixture
def clock() -> Slept:
    return Slept()


@pytest.fixture
def key() -> Key:
    return Key(SECRET)


@pytest.fixture(scope="session")
def classes() -> tuple[ImageClass, ...]:
    return load("imagenet-1k").classes[:6]


@pytest.fixture
def fake(classes: tuple[ImageClass, ...]) -> Iterator[FakeBabelNet]:
    with FakeBabelNet(world_of(image.wn_offset for image in classes), slow=0.01) as server:
        yield server


@pytest.fixture
def crawled(
    fake: FakeBabelNet, classes: tuple[ImageClass, ...], tmp_path: Path, clock: Slept, key: Key
) -> Callable[..., CrawlReport]:
    """A crawl of the six classes in five languages into one store, any of which may be said otherwise."""
    from pipeline.lexicons.babelnet_api.crawl import crawl

    def run(languages: str = "EN DE FR ES IT", **others: object) -> CrawlReport:
        given = {
            "classes": classes,
            "store": tmp_path / "store",
            "api_url": fake.url,
            "key": key,
            "clock": clock,
        } | others
        return crawl(languages=languages.split(), **given)  # type: ignore[arg-type]

    return run
