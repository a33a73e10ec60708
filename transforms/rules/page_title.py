"""The lemma is the title of a page of another kind: a path (``Libro di cucina/Ricette/Spaghetti alla carbonara``)
or a page of a namespace (``Category:Beavers``). It is looked at before the repairs, which would make a word of its
first part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resources.phrases import namespaces
from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from resources.languages import Language

_PATH = re.compile(r"\w{3}/\w[^/]{2,}/\w")
_LONGEST_NAMESPACE = 20


def check(lemma: str, language: Language) -> str | None:
    """Reject paths and pages of namespaces."""
    space, colon, _ = lemma[: _LONGEST_NAMESPACE + 1].partition(":")
    if colon and space.strip().replace("_", " ").casefold() in namespaces():
        return f"is a page of the namespace {space!r}"
    return "is the path of a page" if _PATH.search(lemma) else None


RULE = TextRule("page-title", "path or namespace", "wording", __doc__ or "", "reject", check, looks_at="lemma")
