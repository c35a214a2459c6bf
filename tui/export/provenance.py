"""Where everything comes from, as PROV-JSON: the W3C's member submission of 24 April 2013.

Entities are the inspection, sources, the texts read from them, statements, findings and the export;
agents the voices that may be named, the inspectors by what they sign with, and this program. For
the lead inspector the journal's entries are the activities that made and changed them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from evidence.model import Statement
from graph.stamp import stamp_of
from graph.summary_parts import READERS as ALL_READERS
from graph.summary_parts import EvidenceItem, FindingSummary, SourceSummary, Summary
from tui.export import Material
from tui.export._names import TERMS, Names

NAME = "PROV-JSON"
SUFFIXES = (".prov.json",)
READERS: Final = ALL_READERS

#: The tables whose records are entities here, with what each is called.
_KINDS: Final = {"sources": "source", "statements": "statement", "findings": "finding"}

_Attributes = dict[str, Any]


def render(material: Material) -> bytes:
    """The document, as JSON in ASCII."""
    document = _Provenance(material).document()
    return f"{json.dumps(document, ensure_ascii=True, indent=1)}\n".encode()


class _Provenance:
    """The records of one document by their kind, gathered from a summary and the journal."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._summary: Summary = material.summary
        self._names = Names(material.origin)
        self._records: dict[str, dict[str, _Attributes]] = defaultdict(dict)
        self._named = {source.id for source in self._summary.sources}
        self._items = {item.statement: item for item in self._summary.evidence()}

    def document(self) -> dict[str, Any]:
        """The whole document."""
        inspection = self._inspection()
        for source in self._summary.sources:
            self._source(source)
        for item in self._items.values():
            self._statement(item)
        for finding in self._summary.findings():
            self._finding(finding)
        self._export(inspection)
        if self._summary.meta.reader == "lead":
            self._material.progress("reading the journal", 0.8)
            self._activities()
        prefixes = {"of": self._names.base, "tri": TERMS}
        return {"prefix": prefixes, **self._records}

    # -- entities -----------------------------------------------------------------------------

    def _inspection(self) -> str:
        meta = self._summary.meta
        return self._entity(
            "of:inspection", "Inspection", meta.title,
            service=meta.service, programme=meta.programme, visit_from=meta.visit_from,
            visit_to=meta.visit_to, marking=meta.marking,
        )  # fmt: skip

    def _source(self, source: SourceSummary) -> None:
        name = self._entity(
            self._of("source", source.id), "Source", source.title,
            id=source.id, kind=source.kind, dated=source.dated, received=source.received,
            reliability=source.reliability, sha256=source.sha256,
            withdrawn="withdrawn" if source.withdrawn else "",
        )  # fmt: skip
        for origin in source.derived_from:
            if origin in self._named:
                self._derived(name, self._of("source", origin))
        file = self._material.state.sources[source.id].file
        if source.sha256 and file is not None and file.text:
            text = self._entity(self._of("text", file.text), "Text", "", sha256=file.text)
            self._derived(text, name)

    def _statement(self, item: EvidenceItem) -> None:
        name = self._entity(
            self._of("statement", item.statement), "Statement", "",
            id=item.statement, place=item.place, kind=item.kind, dated=item.dated,
            not_counted=item.not_counted, not_attributed=item.not_attributed,
            wording=item.wording,
        )  # fmt: skip
        self._records["entity"][name]["prov:value"] = item.quote
        statement = self._material.state.statements[item.statement]
        if item.source in self._named:
            self._derived(name, self._of("source", item.source), "prov:PrimarySource")
            text = self._text_of(statement)
            if text in self._records["entity"]:
                self._derived(name, text, "prov:Quotation")
        if item.repeats and item.repeats in self._items:
            self._derived(name, self._of("statement", item.repeats), "tri:repeats")
        if item.voice is not None and item.voice.id:
            voice = self._agent(self._of("voice", item.voice.id), "Voice", item.voice.label)
            self._related("wasAttributedTo", {"prov:entity": name, "prov:agent": voice})

    def _text_of(self, statement: Statement) -> str:
        """The text in which a statement's place is; "" where it has none in any."""
        place, file = statement.place, self._material.state.sources[statement.source].file
        text = statement.text or (file.text if file is not None else None)
        return self._of("text", text) if text and place and place.start is not None else ""

    def _finding(self, finding: FindingSummary) -> None:
        name = self._entity(
            self._of("finding", finding.id), "Finding", finding.text,
            id=finding.id, status=finding.status, polarity=finding.polarity, why=finding.reason,
        )  # fmt: skip
        for stance in ("supports", "qualifies", "contradicts"):
            items: tuple[EvidenceItem, ...] = getattr(finding, stance)
            for item in items:
                statement = self._of("statement", item.statement)
                if stance == "contradicts":  # no finding follows from it
                    self._related(
                        "wasInfluencedBy",
                        {"prov:influencee": name, "prov:influencer": statement},
                        stance=stance,
                    )
                else:
                    self._derived(name, statement, stance=stance)

    # -- how they came to be ------------------------------------------------------------------

    def _export(self, inspection: str) -> None:
        """This file, who made it with what, and its stamp."""
        meta = self._summary.meta
        stamp = dict(stamp_of(self._summary))
        name = self._entity("of:export", "Export", "", **stamp)
        made, when = "of:exporting", _moment(meta.made_at)
        self._records["activity"][made] = {"prov:startTime": when, "prov:endTime": when}
        program = self._agent("tri:triangulate", "", "Triangulate", version=meta.version)
        self._records["agent"][program]["prov:type"] = _qualified("prov:SoftwareAgent")
        generated = {"prov:entity": name, "prov:activity": made, "prov:time": when}
        self._related("wasGeneratedBy", generated)
        self._related("used", {"prov:activity": made, "prov:entity": inspection})
        self._related("wasAssociatedWith", {"prov:activity": made, "prov:agent": program})
        if meta.by:
            by = self._person(meta.by)
            self._related("wasAssociatedWith", {"prov:activity": made, "prov:agent": by})
            self._related("wasAttributedTo", {"prov:entity": name, "prov:agent": by})
        self._derived(name, inspection)
        for entity in [*self._records["entity"]]:
            if entity not in (name, inspection):
                self._related("hadMember", {"prov:collection": inspection, "prov:entity": entity})
        self._records["entity"][inspection]["prov:type"] = [
            _qualified("tri:Inspection"), _qualified("prov:Collection"),
        ]  # fmt: skip

    def _activities(self) -> None:
        """The journal's entries that touched what is here: what made it last, and changes since."""
        touched: dict[str, dict[int, bool]] = defaultdict(dict)
        entries: dict[int, dict[str, Any]] = {}
        for line in self._material.history():
            entry = json.loads(line)
            entries[entry["seq"]] = entry
            for change in entry["changes"]:
                for name in self._touched(change):
                    made = change["before"] is None and change["table"] in _KINDS
                    touched[name][entry["seq"]] = touched[name].get(entry["seq"], False) or made
        told: set[int] = set()
        for name, by_entry in touched.items():
            if name not in self._records["entity"]:
                continue
            first = max((seq for seq, made in by_entry.items() if made), default=0)
            for seq in by_entry:
                told.add(seq)
                activity = self._of("entry", str(seq))
                if seq == first:
                    when = _moment(entries[seq]["at"])
                    relation = {"prov:entity": name, "prov:activity": activity, "prov:time": when}
                    self._related("wasGeneratedBy", relation)
                elif seq > first:
                    relation = {"prov:influencee": name, "prov:influencer": activity}
                    self._related("wasInfluencedBy", relation)
        for seq in sorted(told):
            self._entry(entries[seq])

    def _touched(self, change: dict[str, Any]) -> Iterator[str]:
        """The entities that a change of a record bears on."""
        table, record = change["table"], change["after"] or change["before"]
        if table in _KINDS:
            yield self._of(_KINDS[table], change["key"])
        elif table == "links":
            yield self._of("finding", record["finding"])

    def _entry(self, entry: dict[str, Any]) -> None:
        """An entry as an activity; what it says in words is left out: nobody looked through it."""
        name, when = self._of("entry", str(entry["seq"])), _moment(entry["at"])
        self._records["activity"][name] = {
            "prov:startTime": when, "prov:endTime": when, "tri:command": entry["command"],
            "tri:seq": entry["seq"],
        }  # fmt: skip
        if entry["by"]:
            by = self._person(entry["by"])
            self._related("wasAssociatedWith", {"prov:activity": name, "prov:agent": by})

    # -- records ------------------------------------------------------------------------------

    def _of(self, kind: str, identifier: str) -> str:
        return f"of:{self._names.local(kind, identifier)}"

    def _entity(self, name: str, kind: str, label: str, /, **told: str | None) -> str:
        self._records["entity"][name] = _attributes(kind, label, told)
        return name

    def _agent(self, name: str, kind: str, label: str, /, **told: str | None) -> str:
        self._records["agent"].setdefault(name, _attributes(kind, label, told))
        return name

    def _person(self, initials: str) -> str:
        name = self._agent(self._of("inspector", initials), "", initials)
        self._records["agent"][name]["prov:type"] = _qualified("prov:Person")
        return name

    def _derived(self, what: str, of: str, kind: str = "", **told: str) -> None:
        relation: _Attributes = {"prov:generatedEntity": what, "prov:usedEntity": of}
        if kind:
            relation["prov:type"] = _qualified(kind)
        self._related("wasDerivedFrom", relation, **told)

    def _related(self, relation: str, attributes: _Attributes, **told: str) -> None:
        records = self._records[relation]
        records[f"_:{relation}{len(records) + 1}"] = attributes | _told(told)


def _attributes(kind: str, label: str, told: dict[str, str | None]) -> _Attributes:
    made: _Attributes = {"prov:type": _qualified(f"tri:{kind}")} if kind else {}
    if label:
        made["prov:label"] = label
    return made | _told(told)


def _told(told: dict[str, Any]) -> _Attributes:
    return {f"tri:{name}": value for name, value in told.items() if value}


def _qualified(name: str) -> _Attributes:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _moment(text: str) -> str:
    """A date and time as XML Schema has it, with seconds."""
    return datetime.fromisoformat(text).isoformat()
