"""The summary as one page to explore: filter, search, fold, and the areas' graphs to zoom into.

It is a single file that asks nobody for anything: its policy lets only its own style and script
act, each named by its hash. Without the script everything is there, unfolded by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Final

from evidence.meanwhile import Meanwhile
from evidence.words import POLARITIES, Area, spoken
from graph.document import Block, Heading, runs
from graph.drawing import STATUSES as SIGNS
from graph.papers import blocks as parts
from graph.papers import cover, lead, panel
from graph.picture import Box
from graph.status import STATUSES
from graph.summary_parts import AreaSummary, FindingSummary, QuestionSummary, Reader, Summary
from tui.export import Material
from tui.export._drawing import STYLE, drawn, key, picture_of
from tui.export.documents import web
from tui.export.documents._html_text import plain_text

NAME = "web page to explore"
SUFFIXES = (".html", ".htm")
READERS: Final[tuple[Reader, ...]] = ("lead", "panel")

_PUT_AS: Final = {"strength": "a strength", "weakness": "a weakness", "neutral": "neither"}


def render(material: Material) -> bytes:
    """The page, as UTF-8."""
    document = cover(material.summary)
    style = f"{web.style(document)}{_part('page.css')}{STYLE}"
    material.progress("drawing the page", 0.4)
    return web.page(document, style, "\n".join(_Page(material).body()), _part("page.js"))


@cache
def _part(name: str) -> str:
    return (files("tui.export.documents") / name).read_text(encoding="utf-8")


class _Page:
    """The page's content, from top to bottom."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._summary: Summary = material.summary
        self._blocks = lead if self._summary.meta.reader == "lead" else panel
        findings = (finding.id for finding in self._summary.findings())
        sources = (source.id for source in self._summary.sources)
        self._anchors = frozenset((*findings, *sources))
        areas = [area.area for area in self._summary.areas]
        self._drawn = Meanwhile(lambda: {area: self._drawing(area) for area in areas})

    def body(self) -> Iterator[str]:
        """Everything below the title."""
        summary = self._summary
        head = takewhile(lambda block: not isinstance(block, Heading), self._blocks.blocks(summary))
        yield from self._html(head)
        yield _contents(summary)
        if summary.changes:
            yield from self._section("changes", lead.change_blocks(summary.changes))
        yield from self._section("glance", (Heading(1, runs("At a glance")),
                                            parts.counts(summary.areas)))  # fmt: skip
        heading = Heading(1, runs("What each kind of evidence says"))
        yield from self._section("matrix", (heading, *parts.matrix(summary.matrix)))
        conflicts = self._blocks.conflict_blocks(summary)
        yield from self._section("conflicts", conflicts)
        yield _tools(summary)
        areas = []
        for number, area in enumerate(summary.areas):
            self._material.progress(f"writing {area.area}", 0.45 + 0.06 * number)
            areas.append("\n".join(self._area(area)))
        self._material.progress("drawing the areas", 0.75)
        drawn = self._drawn.result()
        for area, written in zip(summary.areas, areas, strict=True):
            yield _area_head(area)
            yield from drawn[area.area]
            yield written
        if summary.meta.reader == "lead":
            gaps = (*lead.gap_blocks(summary), *lead.orphan_blocks(summary))
            yield from self._section("gaps", gaps)
        else:
            yield from self._section("gaps", panel.unheard_blocks(summary))
        yield from self._section("sources-list", parts.appendix(summary.sources))

    def _html(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from web.block_html(block, self._anchors)

    def _section(self, name: str, blocks: Iterable[Block]) -> Iterator[str]:
        yield f'<section id="{name}">'
        yield from self._html(blocks)
        yield "</section>"

    def _area(self, area: AreaSummary) -> Iterator[str]:
        """An area below its drawing."""
        for standard in area.standards:
            title = plain_text(f"{standard.id} {standard.title}")
            yield f"<section data-group><h3>{title}</h3>"
            for question in standard.questions:
                yield from self._question(area, question)
            yield "</section>"
        yield "</section>"

    def _drawing(self, area: Area) -> list[str]:
        """The drawing of an area, unless there is nothing in it."""
        found = picture_of(self._material, area)
        if not found.boxes:
            return []
        name = f"Graph of {spoken(area)}"
        picture = drawn(found, name, self._address)
        return [
            f"""<details class="graph-of"><summary>{plain_text(name)}</summary><figure>
<figcaption>{plain_text(key())} With the graph in focus, + and - zoom, 0 fits it to the width, \
arrows move.</figcaption>
<div class="zoom"><button type="button" class="in">Larger</button>\
<button type="button" class="out">Smaller</button>\
<button type="button" class="fit">Fit</button><output>100%</output></div>
<div class="drawing" tabindex="0" role="region" aria-label="{plain_text(name)}">
{picture}
</div></figure></details>"""
        ]

    def _address(self, box: Box) -> str:
        """Where a box of the graph leads: to its finding or source."""
        return f"#{web.fragment(box.id)}" if box.id in self._anchors else ""

    def _question(self, area: AreaSummary, question: QuestionSummary) -> Iterator[str]:
        title = plain_text(f"{question.id} {question.text}")
        yield f"<section data-group><h4>{title}</h4>"
        if not question.findings:
            yield "<p>No finding yet.</p>"
        for finding in question.findings:
            yield from self._finding(area, finding)
        if question.tied:
            yield "<p>Tied to the question, to no finding of it:</p><ul>"
            for item in question.tied:
                yield f"<li>{web.inline(parts.statement(item), self._anchors)}</li>"
            yield "</ul>"
        yield "</section>"

    def _finding(self, area: AreaSummary, finding: FindingSummary) -> Iterator[str]:
        sign = SIGNS[finding.status].glyph
        word = spoken(finding.status) + (", accepted" if finding.accepted else "")
        title = plain_text(f"{finding.id}: {finding.text}")
        yield (
            f'<article class="finding" id="{web.fragment(finding.id)}" '
            f'data-area="{plain_text(area.area)}" data-status="{finding.status}" '
            f'data-put="{finding.polarity}"><details><summary><h5>{title}</h5> '
            f'<span class="status">{sign} {word}</span></summary>'
        )
        _heading, *rest = self._blocks.finding_blocks(finding)
        yield from self._html(rest)
        yield "</details></article>"


def _area_head(area: AreaSummary) -> str:
    name = plain_text(spoken(area.area).capitalize())
    return f'<section id="area-{plain_text(area.area)}" data-group><h2>{name}</h2>'


def _contents(summary: Summary) -> str:
    names = [("changes", "What changed")] if summary.changes else []
    names += [
        ("glance", "At a glance"),
        ("matrix", "Kinds of evidence"),
        ("conflicts", "Conflicts"),
    ]
    names += [(f"area-{area.area}", spoken(area.area).capitalize()) for area in summary.areas]
    names.append(("gaps", "Gaps" if summary.meta.reader == "lead" else "Not heard"))
    names.append(("sources-list", "Sources"))
    items = "".join(
        f'<li><a href="#{plain_text(name)}">{plain_text(text)}</a></li>' for name, text in names
    )
    return f'<nav aria-label="On this page"><ul>{items}</ul></nav>'


def _tools(summary: Summary) -> str:
    areas = _options(
        [("", "All areas"), *((a.area, spoken(a.area).capitalize()) for a in summary.areas)]
    )
    statuses = _options(
        [("", "Every status"), *((s, f"{SIGNS[s].glyph} {spoken(s)}") for s in STATUSES)]
    )
    put = _options([("", "However put"), *((p, _PUT_AS[p]) for p in POLARITIES)])
    return f"""<search class="tools">
<label>Search <input id="search" type="search" autocomplete="off" aria-keyshortcuts="/"></label>
<label>Area <select id="area">{areas}</select></label>
<label>Status <select id="status">{statuses}</select></label>
<label>Put as <select id="put">{put}</select></label>
<button type="button" id="unfold">Unfold</button>
<button type="button" id="fold">Fold</button>
<button type="button" id="clear">Show all</button>
<output id="told" aria-live="polite"></output>
</search>"""


def _options(choices: list[tuple[str, str]]) -> str:
    return "".join(
        f'<option value="{plain_text(value)}">{plain_text(text)}</option>'
        for value, text in choices
    )
