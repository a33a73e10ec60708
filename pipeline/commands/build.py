"""``babel-imagenet build``: class list in, versioned label tables out."""

from __future__ import annotations

from typing import Annotated

import typer


def build(
    beam_options: Annotated[list[str] | None, typer.Argument(help="Beam's own options, after --.", metavar="[-- BEAM OPTIONS]")] = None,
    lexicon: Annotated[str, typer.Option(help="Where senses come from: KIND or KIND:PLACE.")] = "sample",
    classes: Annotated[str, typer.Option(help="A bundled class list, a file of wnids, or an image folder.")] = "imagenet-1k",
    languages: Annotated[str, typer.Option(help="all, xlmr, paper-298, or codes, tags and names joined by commas.")] = "all",
    profile: Annotated[str, typer.Option(help="curated, paper, or a profile file of your own.")] = "curated",
    output: Annotated[str, typer.Option(help="The folder that holds the releases.")] = "output",
    version: Annotated[str | None, typer.Option(help="Name of the release; computed from what changed if left out.")] = None,
    prefer_script: Annotated[str | None, typer.Option(help="Hans or Hant: the form of Chinese that zh prefers.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="Turn one rule or repair of the profile off; may be repeated.")] = None,
    workers: Annotated[int, typer.Option(help="Processes on this machine.")] = 1,
) -> None:
    """Build a release: find the classes' synsets, judge every sense, choose one label per class and language.

    The release's path is the last line of standard output. Exit codes: 0 made, 1 an error that the message says how to mend,
    2 wrong usage, 130 stopped by you. Nothing half-made is left in any case.
    """
    from pipeline.build import build as run
    from pipeline.commands.build_summary import summary
    from pipeline.config import BuildConfig
    from pipeline.progress import for_this_terminal

    config = BuildConfig(
        lexicon=lexicon,
        classes=classes,
        languages=languages,
        profile=profile,
        output=output,
        version=version,
        prefer_script=prefer_script,
        without=tuple(without or ()),
        workers=workers,
        beam_options=tuple(beam_options or ()),
    )
    built = run(config, for_this_terminal())
    summary(built)
    print(built.path)
