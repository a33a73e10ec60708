"""Cleaned English names: distinct within ImageNet, each change with its reason."""

from __future__ import annotations

import pytest

from resources.class_lists import ImageClass, load
from resources.english_names import EnglishName, _by_hand, english_names


def test_a_thousand_classes_have_a_thousand_names() -> None:
    classes = load("imagenet-1k").classes
    names = list(english_names(classes))
    assert len({each.name.casefold() for each in names}) == 1000
    assert [each.wnid for each in names] == [image.wnid for image in classes]
    assert all(each.why for each in names if each.name != each.wordnet)


def test_names_by_hand_are_of_imagenet_and_say_kept_where_they_are_the_first_lemma() -> None:
    firsts = {image.wnid: image.lemmas[0] for image in load("imagenet-1k").classes}
    for wnid, entry in _by_hand().items():
        assert set(entry) == {"name", "why"}
        assert entry["why"].startswith("kept") == (entry["name"] == firsts[wnid]), entry


@pytest.mark.parametrize("which", ["imagenet-a", "imagenet-r", "imagenet-12k"])
def test_other_lists_take_a_lemma_of_their_own_where_the_first_is_shared(which: str) -> None:
    names = list(english_names(load(which).classes))
    shared = [each for each in names if each.why.startswith("kept: ") and "has no lemma of its own" in each.why]
    told_apart = {each.name.casefold() for each in names if each not in shared}
    assert len(told_apart) > 0.98 * (len(names) - len(shared))


def test_shared_first_lemmas() -> None:
    classes = (
        ImageClass(0, "n00000001", ("bank", "depository"), ""),
        ImageClass(1, "n00000002", ("bank",), ""),
        ImageClass(2, "n00000003", ("river",), ""),
    )
    found = list(english_names(classes))
    assert [each.name for each in found] == ["depository", "bank", "river"]
    assert found[1].why.startswith("kept")
    assert found[2] == EnglishName(2, "n00000003", "river", "river", "")
