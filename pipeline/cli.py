"""The command line: one command per module of ``pipeline.commands``. Standard output is data, standard error talk."""

from __future__ import annotations

import importlib
import sys

import typer

from resources.errors import ResourceError

#: The order of the commands in the help. Each module holds one function of the same name.
COMMANDS = ("build", "plan", "crawl", "fetch", "explain", "diff", "check", "rules", "languages", "lexicons")

app = typer.Typer(
    name="babel-imagenet",
    help="Labels for the classes of ImageNet in hundreds of languages, each with its provenance.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _name in COMMANDS:
    app.command(_name)(getattr(importlib.import_module(f"pipeline.commands.{_name}"), _name))


def main() -> None:
    """Run one command. A user's error is shown in its own words; exit code 130 means the user stopped it."""
    try:
        app()
    except ResourceError as error:
        print(f"babel-imagenet: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("babel-imagenet: stopped; nothing half-made is left behind", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
