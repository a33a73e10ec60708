"""What a check is: a code, a function, and its docstring as the message. Checks enter the catalogue by decorator.

Codes never change their meaning. ``E1`` files, ``E2`` what must hold within a release, ``E3`` the published JSON;
``W1`` what a repair would mend, ``W2`` what a rule would reject, ``W3`` what deserves a look.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UserError

if TYPE_CHECKING:
    from pipeline.checking.subject import Subject

_MODULES = ("files", "invariants", "counts", "exports", "published", "repairable", "rejectable", "remarkable")


class Item(NamedTuple):
    """One thing that a check found."""

    place: str  #: which file, row or cell: ``labels.parquet DE n01440764``
    says: str  #: what is wrong there


Function = Callable[["Subject"], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check, as a value."""

    code: str
    message: str  #: first line of the function's docstring
    about: str  #: the rest of it
    needs: tuple[str, ...]  #: parts of the subject without which it is not made
    find: Function

    @property
    def is_error(self) -> bool:
        """Errors make a release unfit; warnings ask for a look."""
        return self.code.startswith("E")


_FOUND: dict[str, Check] = {}


def check(code: str, *needs: str) -> Callable[[Function], Function]:
    """Enter a function in the catalogue. Raises ValueError where the code is taken or there is no docstring."""

    def enter(function: Function) -> Function:
        first, _, rest = (function.__doc__ or "").strip().partition("\n")
        if not first or code in _FOUND:
            raise ValueError(f"{code}: no message, or the code is taken")
        about = " ".join(rest.split())
        _FOUND[code] = Check(code, first.rstrip("."), about, needs, function)
        return function

    return enter


def checks() -> dict[str, Check]:
    """Every check by its code, codes ascending."""
    for name in _MODULES:
        importlib.import_module(f"pipeline.checking.{name}")
    return dict(sorted(_FOUND.items()))


def selected(select: str | None) -> list[Check]:
    """The checks whose codes begin with one of these: ``E1,W2`` or ``W301``. Raises UserError for no such code."""
    every = checks()
    wanted = [part.strip().upper() for part in (select or "").split(",") if part.strip()]
    for part in wanted:
        if not any(code.startswith(part) for code in every):
            raise UserError(
                f"--select {part}: no check has a code that begins so",
                f"There are: {', '.join(every)}.",
                "Name codes or their beginnings, joined by commas: E1,W2 or W301.",
            )
    return [each for code, each in every.items() if not wanted or code.startswith(tuple(wanted))]
