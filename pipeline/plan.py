"""What a build will ask of a lexicon before it is asked: shards and bytes, requests and days. Writes nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.lexicons import open_lexicon
from resources import class_lists
from resources import languages as language_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.lexicons.babelnet_api.schedule import ApiPlan
    from pipeline.lexicons.lexicon import Lexicon

API = "babelnet-api"


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """What a build will read of a lexicon that lies on a disk."""

    lexicon: str  #: its kind
    place: str
    version: str
    classes: int  #: wanted
    languages: int  #: wanted
    shards: int  #: files
    bytes: int  #: as they lie on the disk
    without_data: tuple[str, ...] | None  #: wanted languages that no file speaks; None where only reading would tell


def plan(
    lexicon: str,
    classes: str = "imagenet-1k",
    languages: str = "all",
    *,
    store: str | None = None,
    daily_requests: int = 1000,
) -> ApiPlan | ShardPlan:
    """The plan for a lexicon (``KIND`` or ``KIND:PLACE``), a class list and languages, as the command line names them.

    Raises UserError or another ResourceError for a name that stands for nothing.
    """
    wanted, codes = class_lists.load(classes).classes, language_table.choose(languages)
    if lexicon.partition(":")[0] == API:
        from pipeline.lexicons.babelnet_api.lexicon import STORE
        from pipeline.lexicons.babelnet_api.schedule import plan_crawl

        place = store or lexicon.partition(":")[2] or STORE
        return plan_crawl(wanted, codes, place, daily_requests=daily_requests)
    return _shard_plan(open_lexicon(lexicon), len(wanted), codes)


def _shard_plan(lexicon: Lexicon, classes: int, codes: tuple[str, ...]) -> ShardPlan:
    about, shards = lexicon.describe(), lexicon.shards()
    return ShardPlan(
        lexicon=about.kind,
        place=about.place,
        version=about.version,
        classes=classes,
        languages=len(codes),
        shards=len({shard.path for shard in shards}),
        bytes=sum(shard.size for shard in shards),
        without_data=_without_data(about.kind, about.place, codes),
    )


def _without_data(kind: str, place: str, codes: Iterable[str]) -> tuple[str, ...] | None:
    if kind != "open-wordnet":
        return None
    from pipeline.lexicons.folder import survey

    tabs = [entry.tab for entry in survey(place).lexicons]
    spoken = {tab.language for tab in tabs if tab} | {"EN"}  # WordNet's own English comes with the classes
    if None in tabs:
        return None  # a WN-LMF file may hold several languages
    return tuple(code for code in codes if code not in spoken)
