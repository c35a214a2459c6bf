"""`triangulate keys`: every key of the screens, from the registry that the screens use."""

from __future__ import annotations

from argparse import ArgumentParser

from tui.actions import actions, cheat_sheet, places
from tui.commands import options
from tui.commands.call import Call

__all__ = ["declare", "run"]


def declare(parser: ArgumentParser) -> None:
    """See CommandModule."""
    options.output(parser)


def run(call: Call) -> int:
    """See CommandModule."""
    document = {
        "keys": [
            {
                "id": action.id,
                "place": place,
                "keys": action.keys.split(","),
                "label": action.label,
                "does": action.tip,
            }
            for place, _ in places()
            for action in actions(place)
        ]
    }
    call.answer(document, cheat_sheet().splitlines())
    return 0
