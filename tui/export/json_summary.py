"""The summary as JSON, for another program, and the schema of that document."""

from __future__ import annotations

from typing import Any, Final

from evidence.schema import json_schema_of
from graph.stamp import Stamp, stamp_of
from graph.summary_parts import READERS as ALL_READERS
from graph.summary_parts import Summary
from tui.commands.printing import json_text
from tui.export import Material

NAME = "JSON"
SUFFIXES = (".json",)
READERS: Final = ALL_READERS

#: The form of the document: the number grows where a field goes or comes to say something else.
FORMAT: Final = "triangulate-summary/2"
#: What the schema is called; nothing is to be fetched there.
SCHEMA: Final = "urn:x-triangulate:schema:summary:2"


def render(material: Material) -> bytes:
    """The summary's fields as they are, after the schema, the name of the format and the stamp."""
    summary = material.summary
    head = {"$schema": SCHEMA, "format": FORMAT, "stamp": dict(stamp_of(summary))}
    return json_text(head | summary.plain()).encode()


def schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    made = json_schema_of(Summary)
    texts = {name: {"type": "string"} for name in Stamp.__slots__}
    stamp = {
        "type": "object",
        "description": "What the file says of itself, for `triangulate verify`.",
        "properties": texts,
        "required": [name for name in texts if name != "left_open"],
        "additionalProperties": False,
    }
    head = {"$schema": {"const": SCHEMA}, "format": {"const": FORMAT}, "stamp": stamp}
    made["properties"] = head | made["properties"]
    made["required"] = [*head, *made["required"]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **made}
