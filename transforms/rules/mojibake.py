"""The text was read in the wrong encoding on its way: ``TÃ¤rnan`` for ``Tärnan``. Nothing is guessed back; the
sense goes.

ftfy tells such text from rare letters. It is asked only where a sequence could come from a wrong encoding at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.rules.rule import TextRule

if TYPE_CHECKING:
    from resources.languages import Language

#: Lead bytes of UTF-8 as Latin-1 or Windows-1252 shows them.
LEADS = "\u00c2-\u00f4"
#: Following bytes that are letters there.
FOLLOWERS = "ªºƒŠŒŽšœžŸ"
_SIGNS = "\x80-\xa9\xab-\xb9\xbb-\xbf€‚„…†‡ˆ‰‹‘’“”•–—˜™›"
# UTF-8 as Windows-1251 shows it: Р and С before signs.
_SUSPECT = re.compile(f"[{LEADS}][{_SIGNS}{FOLLOWERS}]|[РС][{_SIGNS}№]|\ufffd")


def check(text: str, language: Language) -> str | None:
    """Reject what ftfy would decode otherwise."""
    if not _SUSPECT.search(text):
        return None
    import ftfy

    likely = ftfy.fix_encoding(text)
    return None if likely == text else f"was read in the wrong encoding (probably {likely!r})"


RULE = TextRule("mojibake", "wrong encoding", "characters", __doc__ or "", "reject", check, looks_at="lemma")
