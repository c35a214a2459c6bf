"""A person at the program: opens an inspection in the app, presses keys, and reads the screen."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from evidence.commands import LoadBundle, parse_bundle
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from tui.app import TriangulateApp
from tui.screens.base import InspectionScreen
from tui.session import WorkSession


def bundle_bytes(bundle: dict[str, Any]) -> bytes:
    """A bundle as a file holds it, with its format."""
    import json

    return json.dumps({"format": "triangulate-bundle/1", **bundle}).encode()


def small_inspection(path: Path, bundle: dict[str, Any] | None = None) -> Path:
    """A folder with an inspection of probation services, and a bundle in it if one is given."""
    inspection = Inspection(
        id="I1",
        title="A small inspection",
        service="Somewhere",
        programme="probation",
        visit_from="2026-03-09",
    )
    with InspectionFolder.create(path, inspection, by="AB") as folder:
        if bundle is not None:
            folder.execute(LoadBundle(parse_bundle(bundle_bytes(bundle))))
    return path


class Person:
    """Presses keys and reads what stands on the screen."""

    def __init__(self, app: TriangulateApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after another and wait for what they do."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text, a key a character."""
        names = {" ": "space", ".": "full_stop", ",": "comma", ":": "colon", "/": "slash"}
        await self.pilot.press(*(names.get(character, character) for character in text))
        await self.pilot.pause()

    async def burst(self, words: str = "", *keys: str) -> None:
        """Type words and press keys before the program has looked at the first of them."""
        for character in words:
            self.app.post_message(events.Key(character, character))
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def settle(self) -> None:
        """Wait for what the screens find out beside their keys."""
        await self.pilot.pause(0.05)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def wait_until(self, words: str) -> None:
        """Wait until these words stand on the screen, which somebody else has to find out."""
        for _ in range(200):
            if words in self.seen():
                return
            await self.settle()
        raise AssertionError(f"{words!r} does not come:\n{self.seen()}")

    @property
    def work(self) -> WorkSession:
        """The open inspection."""
        assert self.app.work is not None
        return self.app.work

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""
        return self.app.screen

    def seen(self) -> str:
        """The screen as text, line by line as a person sees it."""
        width, height = self.app.size
        console = Console(
            width=width,
            height=height,
            file=io.StringIO(),
            force_terminal=True,
            color_system="truecolor",
            record=True,
            legacy_windows=False,
        )
        console.print(self.app.screen._compositor.render_update(full=True))
        return re.sub(r"[ \t]+\n", "\n", console.export_text(styles=False))


@asynccontextmanager
async def at_desk(
    folder: Path | None,
    size: tuple[int, int] = (80, 24),
    by: str | None = "AB",
    *,
    read_only: bool = False,
) -> AsyncIterator[Person]:
    """The app on an inspection, once it is read and shown."""
    app = TriangulateApp(folder, by=by, read_only=read_only)
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield Person(app, pilot)


__all__ = ["InspectionScreen", "Person", "at_desk", "bundle_bytes", "small_inspection"]
