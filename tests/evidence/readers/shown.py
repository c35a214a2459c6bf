"""What a reading comes to, as plain values that a test can state whole."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from evidence.reading import Passage, Reading


def shown(reading: Reading) -> list[dict[str, Any]]:
    """Each passage's words under "text" with what is known of its place, and nothing else."""
    return [
        {"text": reading.text[passage.start : passage.end]}
        | {
            field.name: value
            for field in fields(Passage)
            if field.name not in ("start", "end") and (value := getattr(passage, field.name))
        }
        for passage in reading.passages
    ]
