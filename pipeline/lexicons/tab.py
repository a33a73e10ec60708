"""Tab files of the Open Multilingual Wordnet, and those made of Wiktionary and CLDR in the same format.

A header ``# name<TAB>code<TAB>url<TAB>licence``, then rows ``01440764-n<TAB>nld:lemma<TAB>zeelt``. The offset is
that of WordNet 3.0 by definition of the format. Besides lemmas there are definitions, examples, Arabic roots and broken
plurals: only lemmas are read. The header's code can be wrong (``wn-wikt-arb.tab`` says ``arn``), so a row's own code
counts first, then the file's name.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple

import langcodes
from langcodes.tag_parser import LanguageTagError

from resources.languages import from_bcp47, from_iso639_3
from resources.open_lexicons import lexicon_of, odd_codes
from transforms.model import BadLine, Sense, Synset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicons.lexicon import Shard, Tally, Wanted

GAPS = frozenset({"GAP!", "PSEUDOGAP!"})  #: said where a language has no word for the synset
LEMMA_LIMIT = 1000  #: characters; the longest real lemma is below 300
EXCERPT = 200

_FILE_NAME = re.compile(r"wn-(?P<family>data|nodia|wikt|cldr)-X?(?P<code>[^./]+)\.tab")
_CODE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", re.ASCII)
_ROW = re.compile(rb"\d{8}-[a-z]\t([^\t]*)\t", re.ASCII)
_COMMENT = (b"#", b"\xef\xbb\xbf#")
_FAMILIES = {"wiktionary": "wikt", "cldr": "cldr"}  # by the name in the header


class TabLexicon(NamedTuple):
    """What a tab file is, as its first bytes and its name tell."""

    source: str  #: id of the lexicon: ``omw-nl``, ``wikt-de``
    family: str  #: ``omw``, ``wikt`` or ``cldr``
    code: str  #: code of the language, without the asterisk of a pseudo code
    language: str  #: BabelNet code
    name: str
    url: str
    licence: str
    said: str  #: the code in the header


def recognise(head: bytes, path: str) -> TabLexicon | str | None:
    """What a file is by its first bytes; None where it is no tab file, words where it is one that cannot be used."""
    first = head.partition(b"\n")[0].decode("utf-8-sig", "replace").rstrip("\r")
    name, said, url, licence = _header(first)
    rows = _first_rows(head)
    if not said and not (rows and rows[0]):
        return None
    kinds = [row.group(1).decode("utf-8", "replace") for row in rows if row]
    lemmas = [kind.removesuffix("lemma").rstrip(":") for kind in kinds if kind == "lemma" or kind.endswith(":lemma")]
    if kinds and not lemmas and not said:
        return f"a table by WordNet offset, but of '{kinds[0]}', not of lemmas"
    named = _FILE_NAME.fullmatch(path.rpartition("/")[2].removesuffix(".gz").removesuffix(".xz"))
    code = (lemmas[0] if lemmas else "") or (named["code"] if named else "") or said
    code = code.removeprefix("*")
    if not _CODE.fullmatch(code):
        return f"its language code '{code}' is none" if code else "nothing in it tells its language"
    by_name = named["family"] if named and named["family"] in _FAMILIES.values() else "omw"
    family = _FAMILIES.get(name.casefold(), by_name)
    source, language = _identity(family, code, name, path)
    return TabLexicon(source, family, code, language, name, url, licence, said)


def read(content: bytes, lexicon: TabLexicon, shard: Shard, wanted: Wanted, tally: Tally) -> Iterator[Synset | BadLine]:
    """The wanted synsets of a file in the order they first appear in, and rows that could not be read."""
    _note(lexicon, tally)
    marks = {f"{offset[:8]}-{offset[8:]}".encode(): offset for offset in wanted.classes}
    found: dict[bytes, list[Sense]] = {}
    reader = _Rows(lexicon)
    tally.bytes = len(content)
    number = 0
    for number, line in enumerate(io.BytesIO(content), 1):
        if line[:10] in marks:
            tally.decoded += 1
            result = reader.sense(line)
            if isinstance(result, Sense):
                found.setdefault(line[:10], []).append(result)
            elif result:
                yield _bad(shard, number, result, line)
        elif (line[8:9] != b"-" or line.count(b"\t") < 2) and not line.isspace() and not line.startswith(_COMMENT):
            yield _bad(shard, number, "not a row of offset, kind and text, with tabs between", line)
    tally.lines = number
    if reader.gaps:
        tally.warnings.append(f"{reader.gaps} rows of wanted synsets say that there is no word")
    if number <= 1:
        tally.warnings.append("a header and no rows")
    for mark, senses in found.items():
        yield Synset(mark.decode(), (marks[mark],), tuple(senses))


class _Rows:
    """Reads the rows of one file, and counts those that say there is no word."""

    def __init__(self, lexicon: TabLexicon) -> None:
        self._lexicon = lexicon
        self._languages: dict[bytes, str] = {b"lemma": lexicon.language}
        self.gaps = 0

    def sense(self, line: bytes) -> Sense | str | None:
        """The sense of a row; None where it holds none, words where it cannot be read."""
        fields = line.rstrip(b"\r\n").split(b"\t")
        if len(fields) < 3:
            return "not a row of offset, kind and text, with tabs between"
        language = self._languages.get(fields[1])
        if language is None:
            language = self._languages[fields[1]] = self._language(fields[1])
        if not language:
            return None
        try:
            lemma = fields[2].decode("utf-8")
        except UnicodeDecodeError:
            return "not UTF-8"
        if len(lemma) > LEMMA_LIMIT:
            return f"a lemma of more than {LEMMA_LIMIT} characters"
        if not lemma.strip() or lemma.strip() in GAPS:
            self.gaps += 1
            return None
        return Sense(self._written(lemma), language, self._lexicon.source, "", False)

    def _language(self, kind: bytes) -> str:
        """BabelNet code of the rows of one kind, "" for those that are no lemmas."""
        code, _, what = kind.decode("utf-8", "replace").partition(":")
        if what != "lemma":
            return ""
        code = code.removeprefix("*")
        if code == self._lexicon.code or not _CODE.fullmatch(code):
            return self._lexicon.language
        return _identity(self._lexicon.family, code, "", "")[1]

    def _written(self, lemma: str) -> str:
        # The Chinese Open Wordnet parts a word from the suffix that its part of speech asks for: 龟类+的, 兄弟般+地.
        # The sign is notation, not spelling: nobody writes it.
        return lemma.replace("+", "") if self._lexicon.source == "omw-cmn" else lemma


def is_known(lexicon: TabLexicon) -> bool:
    """Whether the name in the header is one that the Open Multilingual Wordnet has had for this very lexicon."""
    known = lexicon_of(lexicon.code, lexicon.name, "")
    words = lexicon.name.casefold().split()
    return known is not None and any(words == name.casefold().split() for name in known.names)


def _first_rows(head: bytes) -> list[re.Match[bytes] | None]:
    """What stands in the first lines that are no comment, None for a line that is no row."""
    lines = [line for line in head.split(b"\n") if line.strip() and not line.startswith(_COMMENT)]
    return [_ROW.match(line) for line in lines[:50]]


def _header(line: str) -> tuple[str, str, str, str]:
    if not line.startswith("#") or line.count("\t") < 2:
        return "", "", "", ""
    name, code, url, licence, *_ = [*(part.strip() for part in line.lstrip("#").split("\t")), "", ""]
    return name, code, url, licence


def _identity(family: str, code: str, name: str, path: str) -> tuple[str, str]:
    """Source id and BabelNet language of a code in one family of files."""
    if family == "omw" and (known := lexicon_of(code, name, path.rpartition("/")[0].rpartition("/")[2])):
        return known.id, from_bcp47(known.tag)
    odd = odd_codes(family).get(code)
    if odd:
        return f"{family}-{code}", from_bcp47(odd)
    if "-" in code:
        return f"{family}-{code}", from_bcp47(code)
    return f"{family}-{_short(code)}", from_iso639_3(code)


def _short(code: str) -> str:
    """The two-letter code where there is one, else the code as it is (``arb``), as in the ids of WN-LMF releases."""
    try:
        tag = langcodes.standardize_tag(code, macro=False)
    except LanguageTagError:
        return code
    return tag if len(tag) == 2 else code


def _note(lexicon: TabLexicon, tally: Tally) -> None:
    said = {"source": lexicon.source, "label": lexicon.name, "licence": lexicon.licence, "url": lexicon.url}
    tally.facts.update({key: value for key, value in said.items() if value}, language=lexicon.code)
    if lexicon.said and lexicon.said.removeprefix("*") != lexicon.code:
        tally.warnings.append(f"the header says {lexicon.said}, the rows say {lexicon.code}: read as {lexicon.code}")


def _bad(shard: Shard, number: int, reason: str, line: bytes) -> BadLine:
    return BadLine(shard.name, number, reason, line[:EXCERPT].decode("utf-8", "replace").rstrip())
