"""A small inspection in which every relation of the area graph is met once or twice."""

from __future__ import annotations

from typing import Any

QUESTION = "PS.1.2.1"
OTHER = "PS.1.2.2"


def example() -> dict[str, Any]:
    """The bundle: three sources, one derived from another, and a finding that is disputed."""
    return {
        "voices": [
            {"id": "V1", "role": "Head of service", "group": "leaders"},
            {"id": "V2", "role": "Practitioners, North", "group": "practitioners"},
        ],
        "sources": [
            {"id": "S1", "title": "Board minutes", "kind": "document", "voices": ["V1"]},
            {"id": "S2", "title": "Annual report", "kind": "document", "derived_from": ["S1"]},
            {"id": "S3", "title": "North team", "kind": "focus_group", "voices": ["V2"]},
            {"id": "S4", "title": "Old survey", "kind": "survey", "reliability": "doubtful"},
        ],
        "statements": [
            {
                "id": "E1",
                "source": "S1",
                "quote": "Every post is filled.",
                "place": {"page": 3, "paragraph": 2},
            },
            {"id": "E2", "source": "S2", "quote": "All posts were filled.", "repeats": "E1"},
            {
                "id": "E3",
                "source": "S3",
                "quote": "Two of us have left and nobody came.",
                "voice": "V2",
                "place": {"time": 845.0, "speaker": "Speaker 2"},
            },
            {"id": "E4", "source": "S3", "quote": "We cover for them.", "questions": [QUESTION]},
            {"id": "E5", "source": "S4", "quote": "Nine in ten are content."},
        ],
        "findings": [
            {"id": "F1", "question": QUESTION, "text": "There are enough staff."},
            {"id": "F2", "question": OTHER, "text": "Staff are content."},
        ],
        "links": [
            {"statement": "E1", "finding": "F1", "stance": "supports"},
            {"statement": "E2", "finding": "F1", "stance": "qualifies"},
            {"statement": "E3", "finding": "F1", "stance": "contradicts"},
            {"statement": "E5", "finding": "F2", "stance": "supports"},
        ],
    }
