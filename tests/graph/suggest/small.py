"""A small inspection in which it is plain what bears on what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evidence.commands import LoadBundle
from evidence.commands.bundle import parse_bundle
from evidence.folder import InspectionFolder
from evidence.model import Inspection

_RULE = "every practitioner has a supervision meeting with a manager each month."
SAYINGS = {
    "E1": ("S1", f"E{_RULE[1:]}"),
    "E2": ("S2", "I have not had a supervision meeting since the summer. Nobody has, in our team."),
    "E3": ("S2", "You can hear every word through the wall of the interview room."),
    "E4": ("S3", "Conversations in the interview rooms can be overheard in the waiting room."),
    "E5": ("S3", "The car park was resurfaced in May."),
    "E6": ("S4", f"As the policy says, {_RULE}"),
    "E7": ("S3", "The lift has been out of order since January and nobody has repaired it."),
    "E8": ("S2", "They have still not repaired the lift, it has been out of order since January."),
}


def bundle(**changed: Any) -> dict[str, Any]:
    """The records, with some lists replaced."""
    return {
        "sources": [
            {"id": f"S{n}", "title": f"Source {n}", "kind": kind}
            for n, kind in enumerate(("document", "focus_group", "observation", "document"), 1)
        ],
        "statements": [
            {"id": key, "source": source, "quote": quote}
            for key, (source, quote) in SAYINGS.items()
        ],
        "findings": [
            {"id": "F1", "question": "PS.1.2.3", "polarity": "strength",
             "text": "Practitioners have supervision meetings with their managers every month."},
            {"id": "F2", "question": "PS.1.4.1", "polarity": "weakness",
             "text": "Interview rooms do not allow a private conversation."},
        ],
        **changed,
    }  # fmt: skip


def opened(path: Path, **changed: Any) -> InspectionFolder:
    """The inspection, open for writing."""
    about = Inspection(title="Small", service="S", programme="probation")
    folder = InspectionFolder.create(path, about, by="AB")
    document = {"format": "triangulate-bundle/1", **bundle(**changed)}
    folder.execute(LoadBundle(parse_bundle(json.dumps(document).encode())))
    return folder
