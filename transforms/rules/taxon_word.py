"""The word names a genus, family or order in Chinese, Japanese or Korean (科, 属, 目, 과, 속, 목).

Wikipedia's articles on mongooses or mantises are titled so: right as a name, but not what people call the animal. It
is kept and flagged, and the choice prefers any other word that a source vouches for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.taxa import is_organism
from transforms.rules.rule import ClassRule, Situation
from transforms.taxon_names import native_rank

if TYPE_CHECKING:
    from resources.class_lists import ImageClass
    from resources.languages import Language
    from transforms.model import Candidate

EAST_ASIAN = frozenset({"ZH", "WUU", "GAN", "ZH_YUE", "ZH_CLASSICAL", "ZH_MIN_NAN", "HAK", "CDO", "JA", "KO"})


def check(candidate: Candidate, situation: Situation) -> str | None:
    """What to know about the word, or None."""
    if situation.language.code not in EAST_ASIAN or not is_organism(situation.image_class.wnid):
        return None
    taxon = native_rank(candidate.label)
    return f"names a {taxon}" if taxon else None


def _is_east_asian(language: Language) -> bool:
    return language.code in EAST_ASIAN


def _is_organism(image_class: ImageClass) -> bool:
    return is_organism(image_class.wnid)


RULE = ClassRule("taxon-word", "word for a taxon", "taxa", __doc__ or "", "flag", check, _is_east_asian, _is_organism)
