"""Small readers of what other programs read: PROV-JSON, Web Annotations, Argdown, JSON Schemas.

Each knows what its specification asks for, and raises AssertionError where a document breaks it.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

# -- PROV-JSON: the W3C's member submission of 24 April 2013 --------------------------------------

_ELEMENTS = ("entity", "activity", "agent")
#: What each relation is between: an attribute and the kind of record that it names.
_RELATIONS = {
    "wasGeneratedBy": {"prov:entity": "entity", "prov:activity": "activity"},
    "used": {"prov:activity": "activity", "prov:entity": "entity"},
    "wasDerivedFrom": {"prov:generatedEntity": "entity", "prov:usedEntity": "entity"},
    "wasAttributedTo": {"prov:entity": "entity", "prov:agent": "agent"},
    "wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent"},
    "wasInfluencedBy": {"prov:influencee": "", "prov:influencer": ""},
    "hadMember": {"prov:collection": "entity", "prov:entity": "entity"},
}
_TIMES = ("prov:time", "prov:startTime", "prov:endTime")


def check_provenance(document: dict[str, Any]) -> None:
    """Every name has its prefix, every relation's ends are there, nothing was made twice."""
    assert set(document) <= {"prefix", *_ELEMENTS, *_RELATIONS}
    prefixes = {*document["prefix"], "prov", "xsd"}
    everything = {name for kind in _ELEMENTS for name in document.get(kind, {})}
    for kind in set(document) - {"prefix"}:
        for name, attributes in document[kind].items():
            prefix, _, local = name.partition(":")
            assert local
            assert prefix in prefixes if kind in _ELEMENTS else prefix == "_"
            for attribute, value in attributes.items():
                assert attribute.partition(":")[0] in prefixes
                _check_value(attribute, value, prefixes)
            for attribute, of in _RELATIONS.get(kind, {}).items():
                assert attributes[attribute] in (document[of] if of else everything)
    made = [each["prov:entity"] for each in document["wasGeneratedBy"].values()]
    assert len(made) == len(set(made))


def _check_value(attribute: str, value: Any, prefixes: set[str]) -> None:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            assert set(each) == {"$", "type"}
            assert each["type"] == "prov:QUALIFIED_NAME"
            assert each["$"].partition(":")[0] in prefixes
        else:
            assert isinstance(each, str | int | float)
        if attribute in _TIMES:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*", str(each))
            datetime.fromisoformat(str(each))


# -- Web Annotation Data Model: W3C Recommendation of 23 February 2017 ----------------------------

_MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip


def check_annotations(document: dict[str, Any]) -> None:
    """A collection with its page; each annotation has a target, an address and known words."""
    assert document["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert document["type"] == "AnnotationCollection"
    page = document["first"]
    assert page["type"] == "AnnotationPage"
    assert (document["last"], page["startIndex"]) == (page["id"], 0)
    assert document["total"] == len(page["items"])
    names = [item["id"] for item in page["items"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"urn:[a-z0-9-]+:[\w.:~%-]+", name) for name in names)
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["motivation"] in _MOTIVATIONS
        for body in item.get("body", []):
            assert (body["type"], body["format"]) == ("TextualBody", "text/plain")
            assert body["purpose"] in _MOTIVATIONS
            assert isinstance(body["value"], str)
        target = item["target"]
        assert target["type"] == "SpecificResource"
        assert target["source"]["id"].startswith("urn:")
        for selector in target.get("selector", []):
            if selector["type"] == "TextQuoteSelector":
                assert isinstance(selector["exact"], str)
            else:
                assert selector["type"] == "TextPositionSelector"
                assert 0 <= selector["start"] <= selector["end"]


# -- Argdown 1.7 ----------------------------------------------------------------------------------

_STATEMENT = re.compile(r"(?P<sign>  [+_-] |\* |)\[(?P<title>[\w.~%-]+)\](?:: (?P<text>.+))?")
_UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*([@#*_\[\]<>/{}=]|[.:](?=\S))")
_RELATION = {"+": "supports", "_": "qualifies", "-": "contradicts"}


def read_argdown(text: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """The texts of its statements by title, and their relations: statement, stance, finding."""
    head, body = text.split("\n\n", 1)
    assert head.startswith("// ")
    body = re.sub(r"/\*.*?\*/", "", body, flags=re.DOTALL)
    texts: dict[str, str] = {}
    relations: list[tuple[str, str, str]] = []
    finding = ""
    for line in body.splitlines():
        if not line or line.startswith("// "):
            continue
        if line.startswith("#"):
            assert not _UNESCAPED.search(line.lstrip("#"))
            continue
        found = _STATEMENT.fullmatch(line)
        assert found is not None, line
        title, said = found["title"], found["text"]
        sign = found["sign"].strip()
        if said is not None:
            assert title not in texts
            texts[title] = _said(said)
        if sign in _RELATION:
            relations.append((title, _RELATION[sign], finding))
        elif not sign:
            finding = title
    return texts, relations


def _said(text: str) -> str:
    """A text as Argdown reads it: what is escaped is itself, a tag at the end is none of it."""
    said = re.sub(r" #\([a-z ]+\)$", "", text)
    assert not _UNESCAPED.search(said), said
    return re.sub(r"\\(.)", r"\1", said)


# -- JSON Schema 2020-12, as far as our own go ----------------------------------------------------

_TYPES = {
    "string": str, "integer": int, "boolean": bool, "object": dict, "array": list,
    "null": type(None),
}  # fmt: skip
_SAID = {"title", "description", "$schema", "$id", "$defs", "default"}


def faults(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "") -> list[str]:
    """Where a value breaks a schema; ``whole`` is the schema with its definitions."""
    wanted = schema.get("type")
    if wanted and (type(value) is not _TYPES[wanted]):
        return [f"{at}: {value!r} is no {wanted}"]
    found: list[str] = []
    for word, wanted in schema.items():
        match word:
            case "type":
                continue
            case "$ref":
                found += faults(value, whole["$defs"][wanted.rpartition("/")[2]], whole, at)
            case "const" | "enum":
                if value not in (wanted if word == "enum" else [wanted]):
                    found.append(f"{at}: {value!r} is none of {wanted}")
            case "anyOf":
                if all(faults(value, each, whole, at) for each in wanted):
                    found.append(f"{at}: {value!r} fits nothing")
            case "required":
                found += [f"{at}: no {name}" for name in wanted if name not in value]
            case "properties":
                for name in wanted.keys() & value.keys():
                    found += faults(value[name], wanted[name], whole, f"{at}.{name}")
            case "additionalProperties":
                others = value.keys() - schema.get("properties", {}).keys()
                for name in others:
                    if wanted is False:
                        found.append(f"{at}: {name} is not known")
                    elif wanted is not True:
                        found += faults(value[name], wanted, whole, f"{at}.{name}")
            case "propertyNames":
                found += [f for name in value for f in faults(name, wanted, whole, f"{at}.{name}")]
            case "items":
                for number, each in enumerate(value):
                    found += faults(each, wanted, whole, f"{at}[{number}]")
            case _:
                assert word in _SAID, f"this reader does not know {word}"
    return found
