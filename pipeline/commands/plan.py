"""The ``plan`` command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.lexicons.babelnet_api.schedule import ApiPlan
    from pipeline.plan import ShardPlan


def plan(
    lexicon: Annotated[str, typer.Option(help="Where senses come from: KIND or KIND:PLACE.")] = "babelnet-api",
    classes: Annotated[str, typer.Option(help="A bundled class list, or a file of wnids.")] = "imagenet-1k",
    languages: Annotated[str, typer.Option(help="all, xlmr, paper-298, or codes and tags joined by commas.")] = "all",
    store: Annotated[str | None, typer.Option(help="The folder where a crawl keeps BabelNet's answers.")] = None,
    daily_requests: Annotated[int, typer.Option(help="Requests that the key gives a day.", min=2)] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array instead of a table.")] = False,
) -> None:
    """Say what a build or crawl will ask for: requests and days of quota, or shards and bytes. Writes nothing at all.

    Requests are those of a crawl without faults in which every class has a synset: the most it can be. Needs no key.

    Exit codes: 0 said; 1 a name stands for nothing, or a store cannot be read.
    """
    from dataclasses import asdict

    from pipeline.plan import ShardPlan
    from pipeline.plan import plan as planned
    from pipeline.printing import print_table

    found = planned(lexicon, classes, languages, store=store, daily_requests=daily_requests)
    if as_json:
        print_table([asdict(found)], as_json)
    else:
        print_table(_shards(found) if isinstance(found, ShardPlan) else _requests(found), as_json)


def _shards(found: ShardPlan) -> list[dict[str, Any]]:
    without = found.without_data
    return _rows(
        ("lexicon", f"{found.lexicon} {found.version}".strip()),
        ("classes wanted", found.classes),
        ("languages wanted", found.languages),
        ("languages without data", "only reading tells" if without is None else _listed(without)),
        ("files to read", found.shards),
        ("bytes to read", found.bytes),
    )


def _requests(found: ApiPlan) -> list[dict[str, Any]]:
    lacking = [code for code, classes in found.languages.items() if classes]
    return _rows(
        ("store", f"{found.store} {found.version or '(nothing yet)'}"),
        ("classes complete", f"{found.complete} of {found.classes}"),
        ("classes without a synset", found.without_synset),
        ("classes that failed before", found.failed),
        ("languages still to fetch", _listed(lacking)),
        ("requests to find synsets", found.resolve),
        ("requests for synsets", found.get_synset),
        ("requests for the version", found.get_version),
        ("requests in all", found.requests),
        ("requests left today", found.left_today),
        ("days", f"{found.days} at {found.daily_requests} requests a day"),
        *(
            (f"{number} language{'s' * (number > 1)} more", f"{extra} requests more" if extra else "free")
            for number, extra in enumerate(found.further_languages, 1)
        ),
        *([] if "EN" in found.languages else [("EN", "free beside a language still to fetch; judging wants it")]),
    )


def _listed(codes: Sequence[str]) -> str:
    return f"{len(codes)}: {', '.join(codes)}" if codes else "0"


def _rows(*pairs: tuple[str, object]) -> list[dict[str, Any]]:
    return [{"what": what, "how much": amount} for what, amount in pairs]
