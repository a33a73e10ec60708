"""A Latin name, or the name of a family or genus, stands where the word for the animal or plant should.

"Castor canadensis" is no language's word for beaver but Latin's. Caught are WordNet's own Latin lemmas of the class,
names of species, genera and families by form and by WordNet's list of genera, names that lost their space, Latin names
within a label of another script, and Chinese, Japanese and Korean names of genera and families (科, 属, 과, 속) where
the class is a species; of other classes they may be the very name, so that taxon-word only flags them.

Many genera are everyday words (lama, gorilla, boa). Such a name is kept where it is an English word for the class
too, where it is written small, where a dictionary of a language that writes all nouns large has it, or where the
table of everyday genera says so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from resources.sources import source
from resources.taxa import bears_latin_names, everyday, is_organism
from transforms.fold import fold
from transforms.rules.rule import ClassRule, Situation
from transforms.rules.taxon_word import EAST_ASIAN
from transforms.taxon_names import embedded_name, is_linnaean, latin_name, native_rank

if TYPE_CHECKING:
    from resources.class_lists import ImageClass
    from resources.languages import Language
    from transforms.model import Candidate

LATIN = "LA"
ENGLISH = "EN"  # never left without a label: scientific-in-english only flags
NOUNS_WRITTEN_LARGE = frozenset({"DE", "LB", "ALS", "BAR", "NDS", "KSH", "PFL", "PDC", "PDT", "STQ", "FRR", "HRX"})
DICTIONARIES = frozenset({"wordnet", "wiktionary"})


def check(candidate: Candidate, situation: Situation) -> str | None:
    """Why the label is a scientific name, or None."""
    if not bears_latin_names(situation.image_class.wnid) or situation.language.code in (LATIN, ENGLISH):
        return None
    return scientific(candidate.label, situation)


def scientific(label: str, situation: Situation) -> str | None:
    """Why the label of an organism is a scientific name, whatever the language, or None."""
    if label.isascii():
        return _latin(label, situation)
    if (taxon := _taxon_of_species(label, situation)) is not None:
        return f"names the {taxon}, and the class is a species"
    name = embedded_name(label)
    return f"holds the Latin name {name!r}" if name else None


def _taxon_of_species(label: str, situation: Situation) -> str | None:
    """The rank that an East Asian label names, where the class is a species: WordNet has a Latin name for it."""
    image_class = situation.image_class
    if situation.language.code not in EAST_ASIAN or not is_organism(image_class.wnid):
        return None
    return native_rank(label) if _own_names(image_class.lemmas)[1] else None


def _latin(label: str, situation: Situation) -> str | None:
    vernacular, linnaean = _own_names(situation.image_class.lemmas)
    folded = fold(label)
    if folded in vernacular:
        return None
    if folded in linnaean:
        return "is WordNet's own Latin name of the class"
    why = latin_name(label)
    if why is None or (" " not in label and _is_everyday(label, folded, vernacular, situation)):
        return None
    return why


def _is_everyday(label: str, folded: str, vernacular: frozenset[str], situation: Situation) -> bool:
    """Whether the one-word name is used as a word of the language."""
    code = situation.language.code
    if any(_differ_by_one_letter(folded, word) for word in vernacular) or code in everyday().get(folded, ()):
        return True
    return code in NOUNS_WRITTEN_LARGE and any(source(name).kind in DICTIONARIES for name in situation.sources)


@lru_cache(maxsize=4096)
def _own_names(lemmas: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """WordNet's lemmas of the class, folded: the English ones and the Latin ones."""
    latin = frozenset(fold(lemma) for lemma in lemmas if is_linnaean(lemma))
    return frozenset(map(fold, lemmas)) - latin, latin


def _differ_by_one_letter(one: str, other: str) -> bool:
    """Whether one letter more, less or other makes them the same (lama, llama)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    mine, its = one[start:], other[start:]
    return mine[1:] == its[1:] or mine[1:] == its or mine == its[1:]


def _may_bear(language: Language) -> bool:
    return language.code not in (LATIN, ENGLISH)


def _bears_names(image_class: ImageClass) -> bool:
    return bears_latin_names(image_class.wnid)


RULE = ClassRule("scientific-name", "scientific name", "taxa", __doc__ or "", "reject", check, _may_bear, _bears_names)
