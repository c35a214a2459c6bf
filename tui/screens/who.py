"""Who is working: asked once, and kept."""

from __future__ import annotations

from tui import settings
from tui.asking.dialogs import AskLine


class WhoScreen(AskLine):
    """Asks for the name or initials that will stand in every journal entry."""

    def __init__(self) -> None:
        super().__init__(
            "Who is working? Your name or initials will stand beside everything you do.",
            hint="enter: keep it on this computer   esc: leave",
        )

    def keep(self, name: str | None) -> str | None:
        """Keep the name for next time where that can be done; gives it back."""
        if name:
            try:
                settings.keep_who(name)
            except OSError as error:
                what = f"The name could not be kept: {error.strerror or error}"
                self.app.notify(what, markup=False, severity="warning")
        return name
