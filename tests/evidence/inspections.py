"""Inspections to test with: new ones, one with a record of each kind, and a simulated crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evidence.commands import (
    AddSource,
    AddVoice,
    ClearWords,
    DismissGap,
    LinkStatement,
    LoadBundle,
    MakeRequest,
    PlanSession,
    RaiseAsk,
    RefuseSuggestion,
    TakeStatement,
    WriteFinding,
    bundle_of,
    parse_bundle,
)
from evidence.folder import InspectionFolder
from evidence.journal import Entry
from evidence.model import TABLES, About, GapRef, Inspection
from evidence.state import State

BY = "AB"
QUESTION, OTHER_QUESTION = "PS.1.1.1", "PS.1.2.1"


def new_folder(path: Path, **fields: Any) -> InspectionFolder:
    """A new probation inspection, open for writing."""
    given: dict[str, Any] = {"title": "North", "service": "N", "programme": "probation", **fields}
    return InspectionFolder.create(path, Inspection(**given), by=BY)


def peopled(path: Path) -> InspectionFolder:
    """An inspection of sixteen entries, with at least one record in each table."""
    folder = new_folder(path)
    for command in (
        AddVoice("head of service", "leaders", 1),
        AddVoice("practitioners", "practitioners", 6),
        AddSource("Plan", "document", voices=("V1",)),
        AddSource("Focus group", "focus_group", voices=("V1", "V2"), derived_from=("S1",)),
        TakeStatement("S1", "Caseloads are managed.", voice="V1", questions=(QUESTION,)),
        TakeStatement("S2", "Caseloads are too high.", voice="V2"),
        WriteFinding(QUESTION, "Caseloads are managed well.", "strength"),
        LinkStatement("E1", "F1", "supports"),
        LinkStatement("E2", "F1", "contradicts"),
        PlanSession("Senior team", "meeting", {"voices": ["V1"], "minutes": 60}),
        RaiseAsk(GapRef(code="conflict", about=About(finding="F1")), "How?", "M1"),
        RefuseSuggestion("E2", "F1"),
        DismissGap(GapRef(code="conflict", about=About(finding="F1")), "a slip of the pen"),
        MakeRequest((), "The workload report of the last quarter"),
        ClearWords("other", "E1", "Caseloads", "redact"),
    ):
        folder.execute(command)
    return folder


def crash(folder: InspectionFolder) -> None:
    """Leave an inspection as a process that dies does: unlocked, and nothing else."""
    assert folder._lock is not None
    folder._lock.release()


def reopened(path: Path) -> InspectionFolder:
    """The inspection in this folder, open for writing again."""
    return InspectionFolder.open(path, by=BY)


def dump(state: State | InspectionFolder) -> dict[str, Any]:
    """The bundle that another program would get of this, gone through JSON."""
    bundle = bundle_of(state.state if isinstance(state, InspectionFolder) else state)
    document: dict[str, Any] = json.loads(json.dumps(bundle, allow_nan=False))
    return document


def lists(bundle: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Only a bundle's lists of records, in their order, an absent one empty."""
    return {table: list(bundle.get(table, ())) for table in TABLES}


def as_bytes(bundle: Mapping[str, Any]) -> bytes:
    """A bundle as JSON, with its format filled in."""
    return json.dumps({"format": "triangulate-bundle/1", **bundle}).encode()


def load(folder: InspectionFolder, bundle: Mapping[str, Any]) -> Entry | None:
    """Load a bundle of JSON values."""
    return folder.execute(LoadBundle(parse_bundle(as_bytes(bundle))))


def files_of(path: Path) -> dict[str, bytes]:
    """Every file of an inspection but who holds it, by name, with its bytes."""
    return {
        str(each.relative_to(path)): each.read_bytes()
        for each in sorted(path.rglob("*"))
        if each.is_file() and each.name not in {"lock", "holder.json"}
    }
