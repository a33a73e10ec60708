"""The page ``docs/cli.md``: every command with its arguments, options, defaults and exit codes.

Read from the functions of the commands, not from the parser that typer makes of them: its insides
change between versions.
"""

from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from pipeline.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEAD = """\
# The command line

Made from `pipeline/commands/` by `python -m tools.make_docs`; change it there.

Standard output is data, standard error is talk: progress, summaries, errors. Tables are drawn on a terminal and are
tab-separated lines with a header elsewhere; `--json` prints the same as JSON. `-h` and `--help` explain every command.

An error says what is wrong, what it means and what to do. Exit codes that hold for every command: 1 an error that the
message says how to mend, 2 wrong usage (but see `check` and `diff`), 130 stopped by you.
"""
_VALUES = {"int": "NUMBER", "float": "NUMBER", "str": "TEXT", "Path": "PATH"}


class Parameter(NamedTuple):
    """An argument or option as a user writes it."""

    spellings: tuple[str, ...]  #: of an option; none for an argument
    shown: str  #: an argument's name in the usage
    value: str  #: kind of value an option takes, "" for a flag
    default: str
    help: str
    many: bool  #: whether it may be given more than once


class Command(NamedTuple):
    """One command."""

    name: str
    paragraphs: tuple[str, ...]  #: of its docstring, each on one line
    arguments: tuple[Parameter, ...]
    options: tuple[Parameter, ...]


def cli_page() -> str:
    """docs/cli.md."""
    found = commands()
    lines = [_HEAD, "| command | does |", "|---|---|"]
    lines += [f"| [`{each.name}`](#{each.name}) | {each.paragraphs[0]} |" for each in found.values()]
    for each in found.values():
        lines += ["", *_section(each)]
    return "\n".join(lines) + "\n"


def commands() -> dict[str, Command]:
    """Every command by name, in the order of the help."""
    modules = {name: importlib.import_module(f"pipeline.commands.{name}") for name in COMMANDS}
    return {name: _command(name, getattr(module, name)) for name, module in modules.items()}


def _command(name: str, function: Callable[..., None]) -> Command:
    text = inspect.cleandoc(function.__doc__ or "")
    hints = get_type_hints(function, include_extras=True)
    found = [
        (about, _parameter(parameter, about, hints[parameter.name]))
        for parameter in inspect.signature(function).parameters.values()
        for about in get_args(hints[parameter.name])[1:]
        if isinstance(about, ArgumentInfo | OptionInfo)
    ]
    return Command(
        name,
        tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n")),
        tuple(shown for about, shown in found if isinstance(about, ArgumentInfo)),
        tuple(shown for about, shown in found if isinstance(about, OptionInfo)),
    )


def _parameter(parameter: inspect.Parameter, about: ArgumentInfo | OptionInfo, hint: Any) -> Parameter:
    words = str(get_args(hint)[0])
    many = "list[" in words
    optional = parameter.default is not inspect.Parameter.empty
    shown = about.metavar or parameter.name.upper()
    if optional and not shown.startswith("["):
        shown = f"[{shown}]" + ("..." if many else "")
    default = "" if parameter.default in (None, False, "") or not optional else f"`{parameter.default}`"
    kind = next((value for name, value in _VALUES.items() if name in words), "")
    return Parameter(_spellings(parameter.name, about), shown, kind, default, about.help or "", many)


def _spellings(name: str, about: ArgumentInfo | OptionInfo) -> tuple[str, ...]:
    if isinstance(about, ArgumentInfo):
        return ()
    # Within Annotated, typer takes the first spelling for its "default" and sorts that out later.
    given = [about.default] if isinstance(about.default, str) else []
    return (*given, *(about.param_decls or ())) or (f"--{name.replace('_', '-')}",)


def _section(command: Command) -> Iterator[str]:
    usage = " ".join(["babel-imagenet", command.name, "[OPTIONS]", *(each.shown for each in command.arguments)])
    yield from (f"## {command.name}", "", "```", usage, "```")
    for text in command.paragraphs:
        yield from ("", _exit_codes(text) if text.startswith("Exit codes:") else text)
    for title, found in (("argument", command.arguments), ("option", command.options)):
        if found:
            yield from ("", f"| {title} | default | |", "|---|---|---|")
            yield from (f"| {_spelling(each)} | {each.default} | {_cell(each.help)} |" for each in found)


def _spelling(parameter: Parameter) -> str:
    if not parameter.spellings:
        return f"`{parameter.shown.strip('[].')}`"
    return ", ".join(f"`{spelling} {parameter.value}`".replace(" `", "`") for spelling in parameter.spellings)


def _exit_codes(text: str) -> str:
    """A docstring's last paragraph as a table; its parts are joined by semicolons."""
    parts = text.removeprefix("Exit codes:").strip().rstrip(".").split("; ")
    rows = (part.partition(" ") for part in parts)
    lines = [f"| {code} | {_cell(words)} |" for code, _, words in rows]
    return "\n".join(["| exit code | means |", "|---|---|", *lines])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
