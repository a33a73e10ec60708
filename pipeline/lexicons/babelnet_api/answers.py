"""What BabelNet answers, told apart: by the text of its message first, by the HTTP status after, by its shape last.

Errors are JSON objects with a ``message``; successes are lists or objects without one. The texts are those that public
clients and their tests know; a bad key and a spent quota have the same one.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

WRONG_PARAMETERS = "wrong parameters"
NOT_FOUND = "babelsynset not found"
REFUSED = "key is not valid or the daily requests limit"
TOO_MANY_KEYS = "maximum keys number per ip"

EXCERPT = 160  #: characters of an answer that an error shows
_SYNSET_ID = re.compile(r"bn:[0-9]{8}[nvar]")
_VERSION = re.compile(r"[Vv]?[0-9]+([._][0-9]+)*|LIVE")


class BabelNetError(Exception):
    """A request that brought no answer that can be used."""


class NotFoundError(BabelNetError):
    """BabelNet has no such synset."""


class WrongParametersError(BabelNetError):
    """BabelNet does not take what was asked."""


class RefusedError(BabelNetError):
    """The key is not valid, or the day's requests are spent."""


class TooManyKeysError(BabelNetError):
    """More keys are in use from this address than BabelNet allows."""


class PassingError(BabelNetError):
    """What another try may mend. ``retry_after``: seconds that the server asks to wait, 0 where it does not."""

    retry_after = 0.0


class UnreachableError(PassingError):
    """No answer came: no connection, a time-out, a body cut short."""


class BadAnswerError(PassingError):
    """An answer came that is no answer: an error of the server, a page of a proxy, another shape."""


_BY_MESSAGE: tuple[tuple[str, type[BabelNetError]], ...] = (
    (WRONG_PARAMETERS, WrongParametersError),
    (NOT_FOUND, NotFoundError),
    (TOO_MANY_KEYS, TooManyKeysError),
    (REFUSED, RefusedError),
)


def decode(status: int, text: str) -> Any:
    """The JSON of an answer. Raises the error it stands for."""
    try:
        answer, broken = msgspec.json.decode(text), ""
    except (ValueError, RecursionError) as error:
        answer, broken = None, str(error)
    message = answer.get("message") if isinstance(answer, dict) else None
    if isinstance(message, str):
        raise _meant_by(message, status)
    if status in (401, 403):
        raise RefusedError(f"HTTP {status}: {_excerpt(text)}")
    if status != 200:
        raise BadAnswerError(f"HTTP {status}: {_excerpt(text)}")
    if broken:
        raise BadAnswerError(f"{'HTML' if text.lstrip()[:1] == '<' else broken}, not JSON: {_excerpt(text)}")
    return answer


def version(answer: Any) -> str:
    """The data version of a ``getVersion`` answer, ``V5_3``; older samples write ``v5_1``."""
    found = answer.get("version") if isinstance(answer, dict) else None
    if not isinstance(found, str) or not _VERSION.fullmatch(found):
        raise BadAnswerError(f"not the shape of a getVersion answer: {_excerpt(repr(answer))}")
    return found.upper()


def synset_ids(answer: Any) -> tuple[str, ...]:
    """The ids of a ``getSynsetIdsFromResourceID`` answer; none where the resource has no synset."""
    try:
        ids = [entry["id"] for entry in answer] if isinstance(answer, list) else None
    except (KeyError, TypeError):
        ids = None
    if ids is None or not all(isinstance(one, str) and _SYNSET_ID.fullmatch(one) for one in ids):
        raise BadAnswerError(f"not the shape of a getSynsetIdsFromResourceID answer: {_excerpt(repr(answer))}")
    return tuple(dict.fromkeys(ids))


def synset(answer: Any) -> dict[str, Any]:
    """A ``getSynset`` answer with the parts that a dump lives on: offsets, and senses with language and source."""
    if not isinstance(answer, dict):
        raise BadAnswerError(f"not the shape of a getSynset answer: {_excerpt(repr(answer))}")
    for part in ("senses", "wnOffsets"):
        if not isinstance(answer.get(part), list) or not all(isinstance(one, dict) for one in answer[part]):
            raise BadAnswerError(f"not the shape of a getSynset answer: its {part} are not a list of objects")
    for sense in answer["senses"]:
        about = sense.get("properties")
        if not isinstance(about, dict) or not all(isinstance(about.get(name), str) for name in ("language", "source")):
            raise BadAnswerError("not the shape of a getSynset answer: a sense without language or source")
    return answer


def wn30_offsets(answer: dict[str, Any]) -> set[str]:
    """The WordNet 3.0 offsets of a synset, ``01440764n``, by version: Open English WordNet's come first."""
    entries = answer["wnOffsets"]
    found = {str(entry.get("id")) for entry in entries if entry.get("version") == "WN_30"}
    mappings = [entry["versionMapping"] for entry in entries if isinstance(entry.get("versionMapping"), dict)]
    found.update(str(offset) for mapping in mappings for offset in mapping.get("WN_30") or ())
    return {offset.removeprefix("wn:") for offset in found}


def languages_answered(answer: dict[str, Any], asked: tuple[str, ...]) -> tuple[str, ...]:
    """The languages asked for that were answered: ``filterLangs`` says it; where that is missing, all."""
    said = answer.get("filterLangs")
    return tuple(code for code in asked if code in said) if isinstance(said, list) and said else asked


def _meant_by(message: str, status: int) -> BabelNetError:
    for words, kind in _BY_MESSAGE:
        if words in message.lower():
            return kind(_excerpt(message))
    if status in (401, 403):
        return RefusedError(_excerpt(message))
    return BadAnswerError(f"HTTP {status}: {_excerpt(message)}")


def _excerpt(text: str) -> str:
    words = " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * EXCERPT]).split())
    return words if len(words) <= EXCERPT else words[:EXCERPT] + " ..."
