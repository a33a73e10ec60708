"""The ``crawl`` command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.lexicons.babelnet_api.crawl import CrawlReport

SHOWN = 10  #: failed classes that are told of one by one; all of them stand in failed.log


def crawl(
    classes: Annotated[str, typer.Option(help="A bundled class list, or a file of wnids.")] = "imagenet-1k",
    languages: Annotated[str, typer.Option(help="all, xlmr, paper-298, or codes and tags joined by commas.")] = "all",
    store: Annotated[str, typer.Option(help="The folder that keeps every answer.")] = "babelnet-store",
    api_url: Annotated[
        str, typer.Option(help="BabelNet's address; v9 is BabelNet 5.3, v8 is 5.2.")
    ] = "https://babelnet.io/v9",
    daily_requests: Annotated[int, typer.Option(help="Requests to make in a day (UTC), at most.", min=2)] = 1000,
    key_file: Annotated[str | None, typer.Option(help="A file that holds the key, instead of BABELNET_KEY.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Sleep until the next day, or another crawl's end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Fetch from BabelNet what the store lacks, and stop when the day's requests are spent. Never asks twice.

    The key is taken from BABELNET_KEY or --key-file. The last line of standard output names the store as a lexicon for
    build. A crawl may be stopped and killed at any moment; the same command goes on.

    Exit codes: 0 all is there; 1 an error that the message says how to mend; 2 wrong usage; 3 some classes failed and
    are asked again next time; 75 the day's requests are spent: go on tomorrow; 130 stopped by you.
    """
    from pipeline.lexicons.babelnet_api.crawl import Progress
    from pipeline.lexicons.babelnet_api.crawl import crawl as run
    from pipeline.progress import for_this_terminal
    from resources import class_lists
    from resources import languages as language_table

    wanted, codes = class_lists.load(classes).classes, language_table.choose(languages)
    teller = for_this_terminal()

    def tell(progress: Progress) -> None:
        failed = f", {progress.failed} failed" if progress.failed else ""
        teller.count(
            f"classes ({progress.left_today} requests left today{failed})", progress.complete, progress.classes
        )

    report = run(
        wanted,
        codes,
        store,
        api_url=api_url,
        daily_requests=daily_requests,
        key_file=key_file,
        wait=wait,
        progress=tell,
        say=teller.say,
    )
    _tell(report, as_json)
    raise typer.Exit(report.exit_code)


def _tell(report: CrawlReport, as_json: bool) -> None:
    from dataclasses import asdict

    from pipeline.printing import print_table

    for line in _in_words(report):
        print(line, file=sys.stderr)
    if as_json:
        when = report.go_on_at.isoformat() if report.go_on_at else None
        print_table([asdict(report) | {"go_on_at": when, "exit_code": report.exit_code}], as_json)
    else:
        print(f"babelnet-dump:{report.store}")


def _in_words(report: CrawlReport) -> list[str]:
    without = f", {len(report.without_synset)} of them without a synset" if report.without_synset else ""
    lines = [
        f"{report.complete} of {report.classes} classes are complete{without}; "
        f"{report.requests} requests made, {report.left_today} left today.",
    ]
    if report.missing_requests:
        lines.append(f"Still to be made, if all goes well: {report.missing_requests} requests.")
    for offset, reason in list(report.failed.items())[:SHOWN]:
        lines.append(f"Failed and asked again next time: {offset}: {reason}")
    if len(report.failed) > SHOWN:
        lines.append(f"... and {len(report.failed) - SHOWN} more, all in {report.store}/failed.log")
    return [*lines, report.postponed] if report.postponed else lines
