"""What a plan says of lexicons that lie on a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.errors import UserError
from pipeline.plan import ShardPlan, plan
from resources.errors import ResourceError

if TYPE_CHECKING:
    from pathlib import Path

DUTCH = "# Open Dutch WordNet\tnld\thttps://example.org/odwn\tCC BY-SA 4.0\n01440764-n\tlemma\tzeelt\n"


def test_a_folder_of_wordnets(tmp_path: Path) -> None:
    (tmp_path / "wn-data-nld.tab").write_text(DUTCH, encoding="utf-8")
    found = plan(f"open-wordnet:{tmp_path}", "imagenette", "DE,EN,NL")
    assert isinstance(found, ShardPlan)
    assert (found.lexicon, found.classes, found.languages, found.bytes) == ("open-wordnet", 10, 3, len(DUTCH))
    assert found.without_data == ("DE",)


def test_the_sample() -> None:
    found = plan("sample", "imagenette", "DE")
    assert isinstance(found, ShardPlan)
    assert found.bytes > 0
    assert found.without_data is None, "only reading tells"


@pytest.mark.parametrize(
    ("lexicon", "classes", "languages"),
    [
        ("babelnet-dumb:x", "imagenette", "DE"),
        ("babelnet-api", "imagenetto", "DE"),
        ("babelnet-api", "imagenette", "DEE"),
    ],
)
def test_names_that_stand_for_nothing(lexicon: str, classes: str, languages: str) -> None:
    with pytest.raises((UserError, ResourceError)):
        plan(lexicon, classes, languages)
