"""Reads a page back as its program does, so that tests can ask what is in it."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from html.parser import HTMLParser
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.data: dict[str, str] = {}
        self.programs: list[str] = []
        self.styles: list[str] = []
        self.policy = ""
        self.text: list[str] = []
        self._into: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        self._into = (tag, given.get("id") or "") if tag in {"script", "style"} else None

    def handle_endtag(self, tag: str) -> None:
        self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is None:
            self.text.append(data)
        elif self._into[0] == "style":
            self.styles.append(data)
        elif self._into[1]:
            self.data[self._into[1].removeprefix("data-")] = (
                self.data.get(self._into[1].removeprefix("data-"), "") + data
            )
        else:
            self.programs.append(data)


class Page:
    """What a page holds: its policy, program, style, visible text and data."""

    def __init__(self, html: str) -> None:
        scripts = _Scripts()
        scripts.feed(html)
        scripts.close()
        self.policy, self.text = scripts.policy, "".join(scripts.text)
        (self.program,), (self.style,) = scripts.programs, scripts.styles
        self._data = scripts.data
        self.index: dict[str, Any] = self.read("index")
        self.heat = self.bytes("heat")

    def bytes(self, name: str) -> bytes:
        return zlib.decompress(b64decode(self._data[name], validate=True))

    def read(self, name: str) -> Any:
        return json.loads(self.bytes(name))

    def labels(self) -> Iterator[tuple[str, int, str, str]]:
        """(language, class index, label, script) of every label."""
        for place, code in enumerate(self.index["languages"]["language"]):
            block = self.read(f"labels-{place}")
            for row, position in enumerate(accumulate(block["position"])):
                script = self.index["lists"]["script"][block["script"][row]]
                yield code, self.index["classes"]["class_index"][position], block["label"][row], script

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Every candidate with the columns of candidates.parquet that the page holds."""
        for place in range(len(self.index["languages"]["language"])):
            if place not in self.index["leftOut"]:
                yield from self._stories(place)

    def alternatives(self) -> Iterator[tuple[str, int, list[str]]]:
        """(language, class index, alternatives) of every label."""
        for place, code in enumerate(self.index["languages"]["language"]):
            labels, block = self.read(f"labels-{place}"), self.read(f"stories-{place}")
            texts = labels["label"] + block["texts"]
            told = list(self._stories(place))
            for row, position in enumerate(accumulate(labels["position"])):
                index = self.index["classes"]["class_index"][position]
                here = [one["label"] for one in told if one["class_index"] == index]
                found = block["alternatives"][row]
                yield code, index, [texts[-1 - at] if at < 0 else here[at] for at in found]

    def _stories(self, place: int) -> Iterator[dict[str, Any]]:
        labels, block = self.read(f"labels-{place}"), self.read(f"stories-{place}")
        texts, lists = labels["label"] + block["texts"], self.index["lists"]
        own = {position: row for row, position in enumerate(accumulate(labels["position"]))}
        synsets, unseen = list(accumulate(block["synset_id"])), len(labels["label"])
        for row, position in enumerate(accumulate(block["position"])):
            code = block["label"][row]
            label = texts[own[position] if code == 0 else unseen if code == 1 else code - 2]
            unseen += code == 1
            lemma = block["lemma"][row]
            yield {
                "language": self.index["languages"]["language"][place],
                "class_index": self.index["classes"]["class_index"][position],
                "label": label,
                "lemma": (texts[lemma] if lemma >= 0 else label if lemma == -1 else label.replace(" ", "_")),
                "source": lists["source"][block["source"][row]],
                "synset_id": lists["synset_id"][synsets[row]],
                "sense_id": block["sense_id"][row],
                "repairs": lists["repairs"][block["repairs"][row]],
                "flags": lists["flags"][block["flags"][row]],
                "verdict": ("chosen", "alternative", "rejected")[block["verdict"][row]],
                "rule": None if block["rule"][row] < 0 else lists["rule"][block["rule"][row]],
                "reason": None if block["reason"][row] < 0 else texts[block["reason"][row]],
            }
