"""What a reading comes to, as plain values that a test can state whole."""

from __future__ import annotations

from typing import Any

from evidence.reading import Passage, Reading


def shown(reading: Reading) -> list[dict[str, Any]]:
    """Each passage's words under "text" with what is known of its place, and nothing else."""
    return [
        {"text": reading.text[passage.start : passage.end]}
        | {
            name: value
            for name in Passage._fields
            if name not in ("start", "end") and (value := getattr(passage, name))
        }
        for passage in reading.passages
    ]
