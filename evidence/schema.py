"""JSON Schemas of frozen values in their plain form: every field is there, and no other."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

__all__ = ["json_schema_of"]


def json_schema_of(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a frozen dataclass and all that it is made of."""
    schema = TypeAdapter(kind).json_schema(mode="serialization")
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            part["required"] = list(part["properties"])
            part["additionalProperties"] = False
            for told in part["properties"].values():
                told.pop("default", None)
    return schema
