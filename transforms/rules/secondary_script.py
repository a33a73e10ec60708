"""The label is in a script of the language, but not in its usual one.

Serbian in Latin letters or Mongolian in the old script is right, and still worth knowing where an edition should
read alike. The label is kept and flagged. The usual script is the first one in the table of languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.rules.rule import TextRule
from transforms.scripts import dominant_script, preferred_scripts, written_scripts

if TYPE_CHECKING:
    from resources.languages import Language


def check(label: str, language: Language) -> str | None:
    """Flag a label whose script is written, but second to another."""
    written = written_scripts(language)
    usual = preferred_scripts(language)
    if len(written) == len(usual):
        return None
    script = dominant_script(label)
    if script in usual or script not in written:
        return None
    return f"is in {script}, and {language.name} is usually written in {written[0]}"


RULE = TextRule("secondary-script", "second script of the language", "scripts", __doc__ or "", "flag", check)
