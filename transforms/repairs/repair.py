"""What a repair is: a code, a name, a message and one pure function from text to text.

A repair never raises, is idempotent, and never changes a letter that the language writes. Its code is recorded on
every row that it changed, and applying the recorded codes in order to the lemma gives the label again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from resources.languages import Language


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair, as a value."""

    code: str  #: stands in the ``repairs`` column; lower case, words joined by hyphens
    name: str  #: a few words for a table
    message: str  #: the module's docstring: what users read
    apply: Callable[[str, Language], str]
