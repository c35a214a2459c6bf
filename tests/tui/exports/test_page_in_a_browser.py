"""The page to explore of the sample, in a real browser, as a person uses it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser

from graph.summary_parts import READERS, Summary
from tests.tui.exports.browser import Seen, browser, opened
from tests.tui.exports.programs import accessibility_checker
from tests.tui.exports.sample import fixed_sample, material_for
from tui.export import format_for
from tui.export.making import rendered

#: What its tests open is made once: they run in one process.
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page for each reader."""
    top = tmp_path_factory.mktemp("pages")
    with fixed_sample(top / "sample") as folder:
        for reader in READERS:
            file = top / f"{reader}.html"
            file.write_bytes(rendered(format_for(file.name, reader), material_for(folder, reader)))
    return top


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    """What the lead inspector's page is made of."""
    with fixed_sample(tmp_path_factory.mktemp("summary") / "sample") as folder:
        return material_for(folder, "lead").summary


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    with browser() as started:
        yield started


@pytest.fixture
def lead(chromium: Browser, pages: Path) -> Iterator[Seen]:
    """The lead inspector's page, open."""
    with opened(chromium, pages / "lead.html") as seen:
        yield seen


def settled(seen: Seen, shown: int) -> None:
    """Wait until the page tells that so many findings are shown."""
    seen.page.wait_for_function(
        "told => document.getElementById('told').textContent.startsWith(told)", arg=f"{shown} of"
    )


def test_search_shows_the_findings_that_hold_every_word(lead: Seen, summary: Summary) -> None:
    """Marked and unfolded; escape shows all again."""
    lead.page.keyboard.press("/")
    assert lead.focused() == "search"
    lead.page.keyboard.type("SUPERVISION staff")
    cards = lead.page.locator(".finding")
    said = [text.lower() for text in cards.evaluate_all("all => all.map(f => f.textContent)")]
    ids = [finding.id for finding in summary.findings()]
    holding = [i for i, text in zip(ids, said, strict=True) if "supervision" in text
               and "staff" in text]  # fmt: skip
    assert 1 < len(holding) < 20
    settled(lead, len(holding))
    assert lead.shown() == holding
    assert lead.unfolded() == holding
    marked = lead.page.locator(f"#at-{holding[0]} mark").all_inner_texts()
    assert {word.lower() for word in marked} == {"supervision", "staff"}
    lead.page.keyboard.press("Escape")
    settled(lead, len(ids))
    assert lead.shown() == ids
    assert lead.page.locator("mark").count() == 0
    assert lead.focused() == "search"


def test_words_that_stand_nowhere_show_nothing_and_say_so(lead: Seen) -> None:
    lead.page.fill("#search", "xylophone")
    settled(lead, 0)
    assert lead.shown() == []
    lead.page.click("#clear")
    settled(lead, 42)


def test_filters_show_what_the_summary_counts(lead: Seen, summary: Summary) -> None:
    """By area, by status, by how a finding is put, and by all at once."""
    for area in summary.areas:
        for status, number in area.counts.items():
            lead.page.select_option("#area", area.area)
            lead.page.select_option("#status", status)
            assert lead.told().startswith(f"{number} of 42 ")
            assert len(lead.shown()) == number
    lead.page.select_option("#area", "")
    lead.page.select_option("#status", "")
    for put in ("strength", "weakness", "neutral"):
        lead.page.select_option("#put", put)
        assert lead.shown() == [f.id for f in summary.findings() if f.polarity == put]
    lead.page.click("#clear")
    assert len(lead.shown()) == 42


def test_findings_fold_and_unfold_one_by_one_and_all_at_once(lead: Seen) -> None:
    assert lead.unfolded() == []
    lead.page.click("#at-F2 summary")
    assert lead.unfolded() == ["F2"]
    lead.page.click("#unfold")
    assert lead.unfolded() == lead.shown()
    assert lead.told() == "Findings unfolded"
    lead.page.click("#fold")
    assert lead.unfolded() == []


def test_a_link_into_a_folded_finding_unfolds_it_and_no_other(
    chromium: Browser, pages: Path
) -> None:
    """Also one that is followed while the finding is filtered away."""
    with opened(chromium, pages / "lead.html", "#at-F7") as seen:
        assert seen.unfolded() == ["F7"]
        seen.page.select_option("#area", "services")
        assert "F1" not in seen.shown()
        seen.page.evaluate("location.hash = '#at-F1'")
        settled(seen, 42)
        seen.page.wait_for_function("document.querySelector('#at-F1 > details').open")
        top = seen.page.locator("#at-F1").bounding_box()
        assert top is not None
        assert 0 <= top["y"] < 900


def test_a_graph_is_zoomed_by_buttons_keys_and_wheel(lead: Seen) -> None:
    """Its drawing grows and shrinks, and fits the width again."""
    figure = lead.page.locator("#area-people .graph-of")
    figure.locator("summary").click()
    drawing, output = figure.locator(".drawing"), figure.locator("output")
    fitted = output.inner_text()
    assert fitted.endswith("%")

    def width() -> float:
        box = figure.locator("svg").bounding_box()
        assert box is not None
        return box["width"]

    first = width()
    figure.locator(".in").click()
    assert width() == pytest.approx(first * 1.25, abs=2)
    figure.locator(".out").click()
    drawing.focus()
    for key in "++-0":
        lead.page.keyboard.press(key)
    assert (width(), output.inner_text()) == (pytest.approx(first, abs=2), fitted)
    for _ in range(6):
        lead.page.keyboard.press("+")
    lead.page.keyboard.press("ArrowRight")
    lead.page.wait_for_function("document.querySelector('#area-people .drawing').scrollLeft > 0")
    drawing.hover()
    lead.page.keyboard.down("Control")
    before = width()
    lead.page.mouse.wheel(0, 120)
    lead.page.keyboard.up("Control")
    lead.page.wait_for_function(
        "was => document.querySelector('#area-people svg').getBoundingClientRect().width < was",
        arg=before - 1,
    )
    figure.locator(".fit").click()
    assert width() == pytest.approx(first, abs=2)


def test_a_box_of_a_graph_leads_to_its_finding(lead: Seen) -> None:
    figure = lead.page.locator("#area-people .graph-of")
    figure.locator("summary").click()
    figure.locator("a[href='#at-F12']").focus()
    lead.page.keyboard.press("Enter")
    lead.page.wait_for_function("document.querySelector('#at-F12 > details').open")


def test_everything_is_reached_and_done_with_the_keyboard_alone(lead: Seen) -> None:
    """From the skip link over search and filters to a finding's evidence and its source."""
    press = lead.page.keyboard.press
    press("Tab")
    assert lead.focused() == "To the findings"
    press("Enter")
    assert lead.page.evaluate("location.hash") == "#main"
    for _ in range(200):
        press("Tab")
        if lead.focused() == "search":
            break
    lead.page.keyboard.type("vision")
    press("Tab")
    assert lead.focused() == "area"
    lead.page.keyboard.type("Lea")
    lead.page.wait_for_function("document.getElementById('area').value === 'leadership'")
    press("Tab")
    press("Tab")
    assert lead.focused() == "put"
    lead.page.wait_for_function("document.querySelectorAll('mark').length > 0")
    shown = lead.shown()
    assert shown[0] == "F1"
    reached = []
    for _ in range(4):
        press("Tab")
        reached.append(lead.focused())
    assert reached[:3] == ["unfold", "fold", "clear"]
    press("Shift+Tab")
    press("Shift+Tab")
    assert lead.focused() == "fold"
    press("Enter")
    assert lead.unfolded() == []
    for _ in range(9):
        press("Tab")
        if lead.focused().startswith("F1:"):
            break
    press("Enter")
    assert lead.unfolded() == ["F1"]
    for _ in range(9):
        press("Tab")
        if lead.page.evaluate("document.activeElement.tagName") == "A":
            break
    leads_to = lead.page.evaluate("document.activeElement.getAttribute('href')")
    press("Enter")
    lead.page.wait_for_function("where => location.hash === where", arg=leads_to)


def test_what_the_keyboard_is_on_is_always_outlined_and_in_sight(lead: Seen) -> None:
    """At each stop on the way through the page, sticky tools or not."""
    lead.page.keyboard.press("Tab")
    for _ in range(60):
        lead.page.keyboard.press("Tab")
        outline, top, bottom = lead.page.evaluate(
            "(() => { const e = document.activeElement, b = e.getBoundingClientRect();"
            "return [getComputedStyle(e).outlineStyle, b.top, b.bottom]; })()"
        )
        assert outline == "solid", lead.focused()
        assert bottom > 0, lead.focused()
        assert top < 900, lead.focused()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_is_found_in_light_or_dark(
    reader: str, scheme: str, chromium: Browser, pages: Path
) -> None:
    """By axe, all of its rules: folded, and with an area and its graph unfolded."""
    checker = accessibility_checker()
    with opened(chromium, pages / f"{reader}.html", color_scheme=scheme) as seen:
        background, ink = seen.page.evaluate(
            "(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))"
        )
        lights = [sum(map(int, re.findall(r"\d+", each)[:3])) for each in (background, ink)]
        assert (lights[0] > lights[1]) == (scheme == "light")
        seen.page.evaluate(checker)
        for unfolded in (False, True):
            if unfolded:
                seen.page.evaluate(
                    "document.querySelectorAll('#area-facilities details')"
                    ".forEach(d => { d.open = true; })"
                )
            found = seen.page.evaluate("axe.run({resultTypes: ['violations']})")
            told = [
                (wrong["id"], wrong["nodes"][0]["html"][:200], wrong["nodes"][0]["failureSummary"])
                for wrong in found["violations"]
            ]
            assert told == []
            assert len(found["passes"]) > 15


def test_print_has_everything_unfolded_and_the_marking_on_each_page(lead: Seen) -> None:
    """And neither tools nor buttons."""
    lead.page.click("#at-F2 summary")
    content = lead.page.pdf(prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) > 10
    for number, text in enumerate(texts, 1):
        assert text.count("OFFICIAL-SENSITIVE") >= 2, number
        assert f"{number} / {len(texts)}" in text
    whole = " ".join(" ".join(texts).split())
    evidence = lead.page.locator("#at-F41 blockquote p, #at-F41 li").first
    assert " ".join(evidence.text_content().split())[:40] in whole  # type: ignore[union-attr]
    for button in ("Show all", "Unfold", "Larger"):
        assert button not in whole


def test_a_narrow_window_needs_no_scrolling_sideways(chromium: Browser, pages: Path) -> None:
    """At 320 pixels, as on a telephone or enlarged four times."""
    narrow = {"width": 320, "height": 640}
    with opened(chromium, pages / "lead.html", viewport=narrow) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_its_script_the_page_holds_everything(chromium: Browser, pages: Path) -> None:
    """Findings unfold by themselves; nothing is hidden."""
    with opened(chromium, pages / "lead.html", java_script_enabled=False) as seen:
        assert seen.page.locator(".finding").count() == 42
        seen.page.click("#at-F2 summary")
        assert seen.page.locator("#at-F2 > details[open]").count() == 1
        assert seen.page.locator("#at-F2 blockquote, #at-F2 li").first.is_visible()
