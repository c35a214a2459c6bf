"""Whether the terminal that the program runs in is still there."""

from __future__ import annotations

import select
import sys


def hung_up() -> bool:
    """Whether nobody holds the other end of the terminal that keys come from.

    A terminal that ends as a whole sends a signal, but one whose window, connection or multiplexer
    dies may send none: reading then gives nothing, at once and for ever.
    """
    if not hasattr(select, "poll") or sys.__stdin__ is None:
        return False
    looking = select.poll()
    try:
        looking.register(sys.__stdin__.fileno(), 0)
        return any(found & (select.POLLHUP | select.POLLNVAL) for _, found in looking.poll(0))
    except (OSError, ValueError):
        return True
