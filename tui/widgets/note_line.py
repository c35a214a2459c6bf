"""The line in which notes are typed: what Enter gives is kept before the line is cleared."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

__all__ = ["NoteLine"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def _own_keys() -> list[BindingType]:
    """Input's keys but ctrl+e, which corrects a note; End still goes to the end of the line."""
    return [
        Binding("end", binding.action, binding.description, show=False)
        if isinstance(binding, Binding) and "ctrl+e" in binding.key.split(",")
        else binding
        for binding in Input.BINDINGS
    ]


class NoteLine(Input, inherit_bindings=False):
    """An input that gives each line to ``keep`` within the key event of its Enter.

    The line is cleared where ``keep`` says that it is safe; no key can come between the two. Lines
    pasted together are kept one by one, the first with what stood in the line; control characters
    in them are spaces: Input would write them to the terminal as they are. What was not kept waits
    in the line, and is given again by ``keep_waiting``.
    """

    BINDINGS: ClassVar[list[BindingType]] = _own_keys()

    class Pasted(Message):
        """Of several pasted lines so many were kept; the rest wait in the line."""

        def __init__(self, kept: int, waiting: int) -> None:
            super().__init__()
            self.kept = kept
            self.waiting = waiting

    def __init__(self, keep: Callable[[str], bool], *, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False, compact=True)
        self._keep = keep
        #: The lines that were given and not kept.
        self._waiting: list[str] = []

    async def _on_key(self, event: events.Key) -> None:
        """Do what a key is bound to here and now.

        Textual runs a binding only once its key has bubbled up to the app; in a burst the letters
        after an Enter or a Backspace would be in the line before it.
        """
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, default_namespace=self):
                event.stop()
                event.prevent_default()
        # A task whose queue is never empty never waits: in a burst nothing would be drawn.
        await asyncio.sleep(0)

    async def action_submit(self) -> None:
        """Give the line to be kept, and clear it if it was."""
        if self.value.strip():
            self._give([self.value])

    def keep_waiting(self) -> None:
        """Give again what waits, if it stands in the line as it was given."""
        if self._waiting and self.value == " ".join(self._waiting):
            self._give(self._waiting)

    def restore(self, line: str) -> None:
        """Put back a line that was typed once and not kept."""
        self.value = _CONTROL.sub(" ", line)
        self.cursor_position = len(self.value)

    def _give(self, lines: list[str]) -> int:
        """Have lines kept, and leave in the line what is not; gives how many were."""
        kept = 0
        while kept < len(lines) and self._keep(lines[kept]):
            kept += 1
        self._waiting = lines[kept:]
        if " ".join(self._waiting) != self.value:
            self.value = " ".join(self._waiting)
            self.cursor_position = len(self.value)
        return kept

    def on_paste(self, event: events.Paste) -> None:
        """Keep pasted lines one by one: Input itself would drop all but the first."""
        lines = [
            _CONTROL.sub(" ", line).strip() for line in event.text.splitlines() if line.strip()
        ]
        if len(lines) < 2:
            event.text = "".join(lines)
            return
        event.prevent_default()
        event.stop()
        head, tail = self.value[: self.cursor_position], self.value[self.cursor_position :]
        lines[0], lines[-1] = head + lines[0], lines[-1] + tail
        kept = self._give(lines)
        self.post_message(self.Pasted(kept, len(lines) - kept))
