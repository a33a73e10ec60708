"""The few types that flow through a build, in the order in which they appear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from resources.class_lists import ImageClass as ImageClass

CHOSEN, ALTERNATIVE, REJECTED = "chosen", "alternative", "rejected"


class Sense(NamedTuple):
    """One word that a lexicon gives for a synset in one language, exactly as it came."""

    lemma: str  #: full lemma; BabelNet writes spaces as ``_``
    language: str  #: BabelNet language code, upper case
    source: str  #: BabelNet sense source (``WIKI``, ``OMWN_NL``) or the id of an open lexicon (``omw-nl``)
    sense_id: str  #: the lexicon's own id of this sense, "" where it has none
    machine: bool | None  #: True or False where the sense itself says (``is_mt``), None where it does not


class Synset(NamedTuple):
    """A synset found for one or more classes, its senses in wire order."""

    id: str  #: the lexicon's id, ``bn:00076495n`` or ``01440764-n``
    offsets: tuple[str, ...]  #: the wanted WordNet 3.0 offsets it answers for
    senses: tuple[Sense, ...]


class BadLine(NamedTuple):
    """A piece of input that could not be read: counted and kept, never dropped in silence."""

    shard: str  #: name of the file within the lexicon
    line: int  #: 1-based line number
    reason: str  #: what is wrong, in words
    excerpt: str  #: its first characters, at most 200


@dataclass(slots=True)
class Candidate:
    """A sense on its way to a verdict. Exactly one leaves the build for every sense that entered it."""

    class_index: int
    synset_id: str
    lemma: str  #: as the lexicon gave it
    source: str
    sense_id: str
    machine: bool | None
    label: str = ""  #: after the repairs
    word: str = ""  #: the label folded: two candidates of one word differ in form only
    repairs: tuple[str, ...] = ()  #: codes of the repairs that changed the text, in the order applied
    flags: tuple[str, ...] = ()  #: codes of what is worth knowing but no reason to reject
    verdict: str = ALTERNATIVE  #: chosen, alternative or rejected
    rule: str | None = None  #: code of the rule that rejected it
    reason: str | None = None  #: that rule's words about this candidate
