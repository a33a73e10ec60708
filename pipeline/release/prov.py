"""The provenance of a release in the terms of W3C PROV, in the shape of PROV-JSON.

Entities are the inputs, the class list, the profile and every file that came out; the one activity is the build; its
agent is this software. https://www.w3.org/TR/prov-dm/ says what the terms mean.
"""

from __future__ import annotations

from typing import Any

_PREFIX = {
    "prov": "http://www.w3.org/ns/prov#",
    "bi": "urn:babel-imagenet:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
BUILD, RELEASE, SOFTWARE = "bi:build", "bi:release", "bi:software"


def provenance(record: dict[str, Any]) -> dict[str, Any]:
    """The PROV-JSON document of a manifest that is complete but for this."""
    sources = _sources(record)
    files = {f"bi:file/{name}": _file(each) for name, each in record["files"].items()}
    version = {"prov:type": "prov:Collection", "bi:version": record["version"]}
    return {
        "prefix": _PREFIX,
        "entity": {RELEASE: version, **sources, **files},
        "activity": {BUILD: {"prov:startTime": record["started"], "prov:endTime": record["created"]}},
        "agent": {SOFTWARE: _software(record)},
        "used": _relations("used", [{"prov:activity": BUILD, "prov:entity": source} for source in sources]),
        "wasGeneratedBy": _relations(
            "generated", [{"prov:entity": name, "prov:activity": BUILD} for name in (RELEASE, *files)]
        ),
        "wasDerivedFrom": _relations(
            "derived", [{"prov:generatedEntity": RELEASE, "prov:usedEntity": source} for source in sources]
        ),
        "hadMember": _relations("member", [{"prov:collection": RELEASE, "prov:entity": name} for name in files]),
        "wasAssociatedWith": _relations("associated", [{"prov:activity": BUILD, "prov:agent": SOFTWARE}]),
        "wasAttributedTo": _relations("attributed", [{"prov:entity": RELEASE, "prov:agent": SOFTWARE}]),
    }


def _sources(record: dict[str, Any]) -> dict[str, Any]:
    lexicon, classes, profile = record["lexicon"], record["class_list"], record["profile"]
    found = {}
    for number, each in enumerate(lexicon["files"]):
        facts = {
            "bi:sha256": each["sha256"],
            "bi:bytes": each["size"],
            "bi:licence": each["facts"].get("licence") or lexicon["licence"],
        }
        found[f"bi:input/{number}"] = {"prov:label": each["name"], "prov:type": f"bi:{lexicon['kind']}", **facts}
    about = {"prov:label": classes["name"], "prov:type": "bi:class-list"}
    found["bi:classes"] = {**about, "bi:sha256": classes["sha256"], "bi:licence": classes["licence"]}
    found["bi:profile"] = {"prov:label": profile["name"], "prov:type": "prov:Plan"}
    return found


def _file(record: dict[str, Any]) -> dict[str, Any]:
    return {"bi:sha256": record["sha256"], "bi:bytes": record["bytes"]}


def _software(record: dict[str, Any]) -> dict[str, Any]:
    builder = record["builder"]
    about = {"prov:type": "prov:SoftwareAgent", "prov:label": f"{builder['name']} {builder['version']}"}
    return {**about, "bi:code_sha256": builder["code_sha256"]}


def _relations(name: str, pairs: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {f"_:{name}{number}": pair for number, pair in enumerate(pairs)}
