"""A headless browser in which a page is opened and everything that it does is written down."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.tui.exports.programs import program_named

__all__ = ["Seen", "browser", "opened"]

#: It asks nobody for anything of its own accord, so that what is asked for is the page's doing.
_QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


@dataclass
class Seen:
    """A page, and what it did that a person would not see."""

    page: Page
    file: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def told(self) -> str:
        """What the page says of its findings."""
        return self.page.locator("#told").inner_text()

    def shown(self) -> list[str]:
        """The findings that are in view or would be on scrolling, by their id."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('.finding')].filter(f => f.checkVisibility())"
            ".map(f => f.id.replace('at-', ''))"
        )
        return found

    def unfolded(self) -> list[str]:
        """Those of them that are unfolded."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('.finding > details[open]')]"
            ".filter(d => d.checkVisibility()).map(d => d.parentElement.id.replace('at-', ''))"
        )
        return found

    def focused(self) -> str:
        """What the keyboard is on: its id, or else its words."""
        said: str = self.page.evaluate(
            "document.activeElement.id || document.activeElement.getAttribute('aria-label')"
            " || document.activeElement.innerText || document.activeElement.tagName"
        )
        return said.strip()


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser, started once for several pages."""
    where = program_named("chromium", "chromium-browser", "google-chrome")
    root = getattr(os, "geteuid", lambda: 1)() == 0
    quiet = [*_QUIET, "--no-sandbox"] if root else list(_QUIET)
    with sync_playwright() as drivers:
        started = drivers.chromium.launch(executable_path=where, args=quiet)
        yield started
        started.close()


@contextmanager
def opened(started: Browser, file: Path, fragment: str = "", **how: Any) -> Iterator[Seen]:
    """The page of a file; at the end it must have asked for itself only, and complained of nothing.

    A person's clicks and keys may lead only within the page.
    """
    context = started.new_context(**({"viewport": {"width": 1200, "height": 900}} | how))
    page = context.new_page()
    seen = Seen(page, file)
    context.on("request", lambda asked: seen.requests.append(asked.url))
    context.on("weberror", lambda wrong: seen.complaints.append(str(wrong.error)))
    page.on("console", lambda said: seen.complaints.append(said.text))
    page.on("pageerror", lambda wrong: seen.complaints.append(str(wrong)))

    def dismissed(dialog: Any) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.goto(f"{file.as_uri()}{fragment}")
    yield seen
    assert {url.split("#")[0] for url in seen.requests} == {file.as_uri()}
    assert seen.complaints == []
    assert seen.dialogs == []
    assert len(context.pages) == 1
    context.close()
