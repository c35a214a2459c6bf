"""`triangulate schema`: the JSON Schema of a bundle, or of a summary as JSON."""

from __future__ import annotations

from argparse import ArgumentParser

from evidence.model import Bundle
from tui.commands import options
from tui.commands.call import Call
from tui.commands.printing import print_document

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.output(parser)
    parser.add_argument(
        "--summary", action="store_true", help="of what `export` writes as .json instead"
    )


def run(call: Call) -> int:
    """See CommandModule. It is JSON whether that was asked for or not."""
    if call.options.summary:
        from tui.export import json_summary

        named = json_summary.schema()
    else:
        schema = Bundle.model_json_schema()
        named = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    print_document(named, indent=2)
    return 0
