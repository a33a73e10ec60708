"""The user's BabelNet key: taken from the environment or a file, shown to BabelNet and to nobody else."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from urllib.parse import quote, quote_plus

from pipeline.errors import UserError

VARIABLE = "BABELNET_KEY"
MAX_LENGTH = 512
LEAST_TELLING = 16  #: characters; a shorter key may be a word, which must not be cut out of answers
HIDDEN = "***"

_DO = f"Set {VARIABLE}, or write the key into a file and name it with --key-file. Keys are given at https://babelnet.org/register."


class Key:
    """A key that no message, repr, log or pickle gives away."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        if not text or len(text) > MAX_LENGTH or not text.isprintable() or " " in text:
            raise UserError(
                "The BabelNet key is not one word of printable characters.",
                f"It has {len(text)} characters; BabelNet's keys have 36 (it is not shown here).",
                _DO,
            )
        self._text = text

    def reveal(self) -> str:
        """The key itself, for the query of a request at the last moment."""
        return self._text

    def redact(self, text: str) -> str:
        """The text without the key, however it is written there."""
        for written in {self._text, quote(self._text, safe=""), quote_plus(self._text)}:
            text = text.replace(written, HIDDEN)
        return text

    def redact_answer(self, text: str) -> str:
        """An answer without the key: a server may echo it. A key short enough to be a word is left alone."""
        return self.redact(text) if len(self._text) >= LEAST_TELLING else text

    def __repr__(self) -> str:
        return f"Key({HIDDEN})"

    def __reduce__(self) -> str:
        raise TypeError("a key is not pickled: each worker reads it anew")


class RedactingFilter(logging.Filter):
    """Takes the key out of what the HTTP libraries log of the requests they make."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self._key = key

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without the key."""
        record.msg, record.args = self._key.redact(record.getMessage()), ()
        return True


def load_key(key_file: str | Path | None = None) -> Key:
    """The key from a file, where one is named, else from ``BABELNET_KEY``. Raises UserError where there is none."""
    if key_file is not None:
        return Key(_read(Path(key_file)))
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        raise UserError("There is no BabelNet key.", "BabelNet's API answers nobody without one.", _DO)
    return Key(text)


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            lines = file.read(16 * MAX_LENGTH).split()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not text"
        raise UserError(f"{path}: the key file cannot be read ({why}).", "", _DO) from None
    if len(lines) != 1:
        raise UserError(f"{path}: a key file holds one word, this one holds {len(lines)}.", "", _DO)
    return lines[0]
