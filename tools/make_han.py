"""Make resources/han.tsv from OpenCC's character dictionaries.

Run by hand, never by a build: ``python tools/make_han.py FOLDER`` with the folder ``dictionary`` of the package
opencc-python-reimplemented 0.1.7 (Apache-2.0), which holds STCharacters.txt and TSCharacters.txt.
"""

from __future__ import annotations

import sys
from pathlib import Path

HEAD = """\
# Chinese characters that are written in one form only: traditional, then simplified, one pair a line.
# "shared" marks a simplified side that traditional Chinese writes too, in other words (后, 里): it decides nothing.
# The pairs serve to compare words and to tell the form of a word, never to convert a label.
# From OpenCC (opencc-python-reimplemented 0.1.7), Apache-2.0. Made by tools/make_han.py.
traditional\tsimplified\tnote
"""


def _pairs(path: Path) -> dict[str, list[str]]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    return {character: others.split() for character, others in rows}


def main(folder: Path) -> None:
    """Write the pairs whose traditional side simplified Chinese never writes."""
    to_simplified, to_traditional = _pairs(folder / "TSCharacters.txt"), _pairs(folder / "STCharacters.txt")
    both = {character for character, others in to_traditional.items() if character in others}
    lines = [
        f"{character}\t{others[0]}\t{'shared' if others[0] in both else ''}\n"
        for character, others in sorted(to_simplified.items())
        if character not in others and character not in both and len(character) == 1
    ]
    Path(__file__).parents[1].joinpath("resources", "han.tsv").write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
