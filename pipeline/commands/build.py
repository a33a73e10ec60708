"""``babel-imagenet build``: class list in, versioned label tables out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.config import BuildConfig


def build(
    context: typer.Context,
    beam_options: Annotated[
        list[str] | None, typer.Argument(help="Beam's own options, after --.", metavar="[-- BEAM OPTIONS]")
    ] = None,
    lexicon: Annotated[str, typer.Option(help="Where senses come from: KIND or KIND:PLACE.")] = "sample",
    classes: Annotated[
        str, typer.Option(help="A bundled class list, a file of wnids, or an image folder.")
    ] = "imagenet-1k",
    languages: Annotated[
        str, typer.Option(help="all, xlmr, paper-298, or codes, tags and names joined by commas.")
    ] = "all",
    profile: Annotated[str, typer.Option(help="curated, paper, or a profile file of your own.")] = "curated",
    output: Annotated[str, typer.Option(help="The folder that holds the releases.")] = "output",
    version: Annotated[
        str | None, typer.Option(help="Name of the release; computed from what changed if left out.")
    ] = None,
    prefer_script: Annotated[
        str | None, typer.Option(help="Hans or Hant: the form of Chinese that zh prefers.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="Turn one rule or repair of the profile off; may be repeated.")
    ] = None,
    report: Annotated[
        str, typer.Option(help="full, light (without stories) or none; auto is full up to 2,000 classes.")
    ] = "auto",
    workers: Annotated[int, typer.Option(help="Processes on this machine.")] = 1,
    api_url: Annotated[str, typer.Option(help="BabelNet's address, for babelnet-api.")] = "https://babelnet.io/v9",
    daily_requests: Annotated[
        int, typer.Option(help="Requests to make in a day (UTC), for babelnet-api.", min=2)
    ] = 1000,
    key_file: Annotated[str | None, typer.Option(help="A file that holds the key, instead of BABELNET_KEY.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Sleep until the next day when the requests are spent.")] = False,
    from_manifest: Annotated[
        str | None, typer.Option(help="Build again what this manifest.json records; options given go before it.")
    ] = None,
) -> None:
    """Build a release: find the classes' synsets, judge every sense, choose one label per class and language.

    The release's path is the last line of standard output. Nothing half-made is left in any case.

    Exit codes: 0 made; 1 an error that the message says how to mend; 2 wrong usage; 3 some classes could not be
    fetched; 75 the day's requests are spent: the same command goes on tomorrow; 130 stopped by you.
    """
    from pipeline.build import build as run
    from pipeline.commands.build_summary import summary
    from pipeline.config import BuildConfig
    from pipeline.progress import for_this_terminal
    from pipeline.rebuild import rebuild

    config = BuildConfig(
        lexicon=lexicon,
        classes=classes,
        languages=languages,
        profile=profile,
        output=output,
        version=version,
        prefer_script=prefer_script,
        without=tuple(without or ()),
        report=report,
        workers=workers,
        api_url=api_url,
        daily_requests=daily_requests,
        key_file=key_file,
        wait=wait,
        beam_options=tuple(beam_options or ()),
    )
    if from_manifest is None:
        built = run(config, for_this_terminal())
    else:
        built = rebuild(from_manifest, for_this_terminal(), **_given(context, config))
    summary(built)
    print(built.place)


def _given(context: typer.Context, config: BuildConfig) -> dict[str, object]:
    """The options that stand on the command line, by their names in the configuration."""
    sources = {name: context.get_parameter_source(name) for name in config.as_record()}
    return {
        name: getattr(config, name)
        for name, source in sources.items()
        if source is not None and source.name == "COMMANDLINE"
    }
