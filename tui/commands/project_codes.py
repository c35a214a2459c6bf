"""Projects of other programs in `triangulate add`: what their codes are here."""

from __future__ import annotations

from pathlib import Path

from evidence.adding import Codes
from evidence.adding.projects import codes_of, read_codes
from evidence.faults import refuse
from tui.commands.call import Call

__all__ = ["codes"]


def codes(call: Call) -> Codes:
    """What codes are here, as the call says. Raises Refused with every fault."""
    pairs = read_codes(Path(call.options.codes)) if call.options.codes else []
    for given in call.options.code:
        name, equals, meaning = given.rpartition("=")
        if not equals or not name.strip():
            raise refuse(f"--code {given}", "write NAME=question:ID, or another meaning")
        pairs.append((name, meaning))
    return codes_of(pairs)
