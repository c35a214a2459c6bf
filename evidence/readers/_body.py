"""The body of a document: its blocks in order, with what was changed in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evidence.readers._changes import Said
from evidence.reading import TextBuilder

__all__ = ["Block", "add_body"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a row of a table or a note: what it says, and the heading above it."""

    said: Said
    heading: str | None = None
    part: str = ""
    speaker: str | None = None


def add_body(builder: TextBuilder, blocks: Iterable[Block]) -> None:
    """Append the blocks as passages; those of the text and of tables are numbered as paragraphs."""
    number = 0
    for block in blocks:
        counted = block.part in ("", "table") and bool(block.said.text.strip())
        number += counted
        builder.add(
            block.said.text,
            changes=block.said.changes,
            break_inserted=block.said.break_inserted,
            paragraph=number if counted else None,
            heading=block.heading,
            part=block.part,
        )
