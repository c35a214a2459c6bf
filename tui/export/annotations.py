"""Statements as W3C Web Annotations: each marks its place in a source's text and tells its bearing.

Positions are in code points of the text that was read from the source, which its SHA-256 names; a
text around the words is not given, since nobody looked through it before it was handed over.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Final

from evidence.words import spoken
from graph.for_reader import NOT_QUOTED
from graph.stamp import stamp_of
from graph.summary_parts import READERS as ALL_READERS
from graph.summary_parts import EvidenceItem, FindingSummary, QuestionSummary, SourceSummary
from tui.export import Material
from tui.export._names import TERMS, Names

NAME = "Web Annotation"
SUFFIXES = (".jsonld", ".anno.json")
READERS: Final = ALL_READERS

_CONTEXT: Final = (
    "http://www.w3.org/ns/anno.jsonld",
    {"tri": TERMS, "stamp": {"@id": "tri:stamp", "@type": "@json"}},
)
_CHECK: Final = "Please check that this is accurate, or say what is wrong."

_Plain = dict[str, Any]


def render(material: Material) -> bytes:
    """The collection with its one page, as JSON in ASCII."""
    document = _Annotations(material).collection()
    return f"{json.dumps(document, ensure_ascii=True, indent=1)}\n".encode()


class _Annotations:
    """Each statement of a summary once, with everything that it bears on."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._names = Names(material.origin)
        self._sources: dict[str, SourceSummary] = {s.id: s for s in material.summary.sources}
        self._items: dict[str, EvidenceItem] = {}
        self._bodies: defaultdict[str, list[_Plain]] = defaultdict(list)

    def collection(self) -> _Plain:
        """The whole document."""
        summary = self._material.summary
        meta = summary.meta
        self._gather()
        items = [self._annotation(item) for item in self._items.values()]
        name = self._names.base + "annotations"
        page = {
            "id": f"{name}.1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        }
        return {
            "@context": list(_CONTEXT),
            "id": name,
            "type": "AnnotationCollection",
            "label": " · ".join(filter(None, (meta.marking, meta.title))),
            "total": len(items),
            "stamp": dict(stamp_of(summary)),
            "tri:sources": [self._source(source) for source in summary.sources],
            "first": page,
            "last": page["id"],
        }

    def _gather(self) -> None:
        summary = self._material.summary
        for area in summary.areas:
            for standard in area.standards:
                for question in standard.questions:
                    for finding in question.findings:
                        self._finding(question, finding)
                    for item in question.tied:
                        self._body(item, self._question(question))
        for item in (*summary.orphans, *summary.points):
            self._items.setdefault(item.statement, item)
        for item in summary.points:
            self._body(item, _text(_CHECK, "questioning"))

    def _finding(self, question: QuestionSummary, finding: FindingSummary) -> None:
        for stance in ("supports", "qualifies", "contradicts"):
            items: tuple[EvidenceItem, ...] = getattr(finding, stance)
            for item in items:
                self._body(
                    item,
                    _text(f"{stance} {finding.id}: {finding.text}", "assessing")
                    | {
                        "tri:finding": self._names.urn("finding", finding.id),
                        "tri:stance": stance,
                        "tri:status": finding.status,
                        "tri:question": question.id,
                    },
                )
                if item.note:
                    self._body(item, _text(item.note, "commenting"))

    def _question(self, question: QuestionSummary) -> _Plain:
        told = _text(f"{question.id} {question.text}", "classifying")
        return told | {"tri:question": question.id}

    def _body(self, item: EvidenceItem, body: _Plain) -> None:
        self._items.setdefault(item.statement, item)
        self._bodies[item.statement].append(body)

    def _annotation(self, item: EvidenceItem) -> _Plain:
        bodies = self._bodies[item.statement]
        made: _Plain = {
            "id": self._names.urn("statement", item.statement),
            "type": "Annotation",
            "motivation": bodies[0]["purpose"] if bodies else "highlighting",
            "tri:statement": item.statement,
        }
        target, exact = self._target(item)
        if not exact:
            bodies = [_text(item.quote, "describing"), *bodies]
        if bodies:
            made["body"] = bodies
        made["target"] = target
        told = {
            "not_counted": item.not_counted,
            "not_attributed": item.not_attributed,
            "wording": item.wording,
            "repeats": item.repeats and self._names.urn("statement", item.repeats),
            "voice": item.voice.label if item.voice else "",
        }
        return made | {f"tri:{name}": value for name, value in told.items() if value}

    def _target(self, item: EvidenceItem) -> tuple[_Plain, bool]:
        """Where a statement stands, and whether its words are told there as they stand."""
        source = self._sources.get(item.source)
        if source is None:  # which one it is would tell who spoke
            withheld = {"id": self._names.base + "withheld", "label": spoken(item.kind)}
            return self._placed({"type": "SpecificResource", "source": withheld}, item), False
        statement = self._material.state.statements[item.statement]
        place = statement.place
        file = self._material.state.sources[source.id].file
        text = statement.text or (file.text if file is not None else None)
        exact = item.quote == statement.quote and item.quote != NOT_QUOTED
        selectors: list[_Plain] = []
        if exact:
            selectors.append({"type": "TextQuoteSelector", "exact": item.quote})
        if text and place is not None and place.start is not None and place.end is not None:
            selectors.append(
                {"type": "TextPositionSelector", "start": place.start, "end": place.end}
            )
        named: _Plain = {
            "id": self._names.urn("source", source.id),
            "type": "Text",
            "label": source.title or spoken(source.kind),
        }
        if text and source.sha256:
            named["tri:text"] = f"sha256:{text}"
        target: _Plain = {"type": "SpecificResource", "source": named}
        if selectors:
            target["selector"] = selectors
        return self._placed(target, item), exact

    def _placed(self, target: _Plain, item: EvidenceItem) -> _Plain:
        told = {"tri:place": item.place, "tri:dated": item.dated}
        return target | {name: value for name, value in told.items() if value}

    def _source(self, source: SourceSummary) -> _Plain:
        told = {
            "id": self._names.urn("source", source.id),
            "label": source.title,
            "tri:id": source.id,
            "tri:kind": source.kind,
            "tri:dated": source.dated,
            "tri:sha256": source.sha256,
        }
        return {name: value for name, value in told.items() if value}


def _text(value: str, purpose: str) -> _Plain:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}
