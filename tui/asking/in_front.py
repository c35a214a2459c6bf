"""What stands in front of a screen until it is answered or left: it closes once."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

R = TypeVar("R")


class InFront(ModalScreen[R]):
    """A question or a text in front of a screen.

    Where a key that closes it is pressed twice, the second closes nothing: without this it would
    take the screen behind away, or end the program where there is only one.
    """

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close it, with this result; does nothing where it is no longer in front."""
        if self.is_active:
            return super().dismiss(result)
        closed: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
        return closed
