"""The page to explore in a real browser, where there is one: its script runs, and asks nobody."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tui.test_export import SMALL, described, material_of
from tui.export import format_for

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")


def opened(page: Path, fragment: str = "") -> tuple[str, str]:
    """The page as it stands once its script has run, and what the browser complained of."""
    ran = subprocess.run(
        [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
         "--virtual-time-budget=2000", f"--user-data-dir={page.parent / 'profile'}", "--dump-dom",
         f"file://{page}{fragment}"],
        check=True, capture_output=True, timeout=60, text=True,
    )  # fmt: skip
    return ran.stdout, "\n".join(line for line in ran.stderr.splitlines() if "CONSOLE" in line)


@pytest.mark.skipif(BROWSER is None, reason="no chromium is installed here")
def test_the_script_of_the_page_runs_without_a_complaint(tmp_path: Path) -> None:
    """It counts the findings; a link into a folded finding unfolds it and no other."""
    page = tmp_path / "page.html"
    page.write_bytes(format_for(page.name).render(material_of(described(), SMALL)))
    document, complaints = opened(page, "#at-F1")
    assert complaints == ""
    assert "2 of 2 findings shown" in document
    first, second = document.split('<article class="finding"')[1:]
    assert '<details open="">' in first
    assert '<details open="">' not in second.split("</article>")[0]
