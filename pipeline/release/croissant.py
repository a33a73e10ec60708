"""Croissant 1.1 metadata: the files with their checksums, every column described, what the release was derived from.

Written from the schemas, so that it cannot say anything else than the tables hold. It has no date: the same tables
give the same bytes but for the version.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.release.about import CITATION, DESCRIPTION, FILES, TITLE
from pipeline.release.schemas import TABLES

if TYPE_CHECKING:
    from pathlib import Path

NAME = "croissant.json"
_JSON = ("babel_imagenet.json", "language_mapping.json", "prompts.json", "english_labels.json")
_KEYS = {
    "labels.parquet": ("language", "class_index"),
    "languages.parquet": ("language",),
    "classes.parquet": ("class_index",),
    "funnel.parquet": ("language", "rule"),
}
_TYPES = {
    pa.int32(): "cr:Int32",
    pa.int64(): "cr:Int64",
    pa.float64(): "cr:Float64",
    pa.bool_(): "sc:Boolean",
    pa.string(): "sc:Text",
}
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write_croissant(folder: Path, record: dict[str, Any]) -> None:
    """Write croissant.json from the record of a manifest and the files in the folder."""
    text = json.dumps(croissant(folder, record), ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def croissant(folder: Path, record: dict[str, Any]) -> dict[str, Any]:
    """The JSON-LD document as plain values."""
    present = [name for name in (*TABLES, *_JSON) if (folder / name).is_file()]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": TITLE,
        "description": DESCRIPTION,
        "license": _licence(record),
        "url": "https://github.com/gregor-ge/Babel-ImageNet",
        "version": record["version"],
        "citeAs": CITATION,
        "inLanguage": "mul",
        "keywords": ["ImageNet", "WordNet", "class names", "multilingual"],
        "distribution": [_file(folder, name) for name in present],
        "recordSet": [_record_set(name, schema) for name, schema in TABLES.items() if name in present],
        "prov:wasDerivedFrom": [_input(record, number, each) for number, each in enumerate(record["lexicon"]["files"])],
        "prov:wasGeneratedBy": _activity(record),
    }


def _licence(record: dict[str, Any]) -> str:
    lexicon = record["lexicon"]
    stated = lexicon["licence"] or "not stated by the lexicon"
    return f"{stated}. {lexicon['notice']}" if lexicon["notice"] else f"{stated}; see LICENSE-DATA.txt"


def _file(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": FILES[name],
        "contentUrl": name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet" if name.endswith(".parquet") else "application/json",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _record_set(name: str, schema: pa.Schema) -> dict[str, Any]:
    table = name.removesuffix(".parquet")
    found = {"@type": "cr:RecordSet", "@id": table, "name": table, "description": FILES[name]}
    if keys := _KEYS.get(name):
        found["key"] = [{"@id": f"{table}/{key}"} for key in keys]  # type: ignore[assignment]
    return {**found, "field": [_field(table, name, field) for field in schema]}


def _field(table: str, file: str, field: pa.Field) -> dict[str, Any]:
    about = {key.decode(): text.decode() for key, text in (field.metadata or {}).items()}
    parts = [about["description"], f"Unit: {about['unit']}." if "unit" in about else "", f"From: {about['source']}."]
    many = pa.types.is_list(field.type)
    array = {"isArray": True, "arrayShape": "-1"} if many else {}
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{field.name}",
        "name": field.name,
        "description": ". ".join(parts[:1]) + ". " + " ".join(part for part in parts[1:] if part),
        "dataType": _TYPES[field.type.value_type if many else field.type],
        **array,
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }


def _input(record: dict[str, Any], number: int, each: dict[str, Any]) -> dict[str, Any]:
    lexicon = record["lexicon"]
    return {
        "@type": "prov:Entity",
        "@id": f"urn:sha256:{each['sha256']}" if each["sha256"] else f"urn:babel-imagenet:input:{number}",
        "name": each["name"],
        "sc:sha256": each["sha256"],
        "license": each["facts"].get("licence") or lexicon["licence"] or "not stated",
    }


def _activity(record: dict[str, Any]) -> dict[str, Any]:
    builder = record["builder"]
    software = {"@type": "prov:SoftwareAgent", "name": f"{builder['name']} {builder['version']}"}
    return {"@type": "prov:Activity", "@id": "urn:babel-imagenet:build", "prov:wasAssociatedWith": software}
