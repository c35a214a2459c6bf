"""Findings and what bears on them, in Argdown: a statement each, with ``+``, ``-`` and ``_``.

``+`` supports, ``-`` contradicts, ``_`` qualifies. Argdown 1.7's own parser reads every text as it
was said. The sources stand in a comment at the end: in the map they would be statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.words import spoken
from graph.drawing import safe
from graph.for_reader import NOT_QUOTED
from graph.stamp import stamp_of
from graph.summary_parts import EvidenceItem, FindingSummary, QuestionSummary, Reader, Summary
from tui.export import Material
from tui.export._names import plain_id
from tui.export.documents._stamp import stamp_line

NAME = "Argdown"
SUFFIXES = (".argdown",)
READERS: Final[tuple[Reader, ...]] = ("lead", "panel")

_SIGNS: Final = {"supports": "+", "qualifies": "_", "contradicts": "-"}
#: Each of these acts wherever it stands; a stop or colon only before something that is no space.
_ACTING: Final = re.compile(r"[\\@#*_\[\]<>/{}=]|[.:](?=\S)")


def plain_text(text: str) -> str:
    """The text as Argdown that reads as it was said, in one line."""
    return _ACTING.sub(lambda found: f"\\{found[0]}", safe(text).strip())


def render(material: Material) -> bytes:
    """The map, as UTF-8."""
    return "\n".join(_Map(material.summary).lines()).encode()


class _Map:
    """A summary line by line; each statement is written out where it first stands."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary
        self._written: set[str] = set()

    def lines(self) -> Iterator[str]:
        """The whole file."""
        summary = self._summary
        meta = summary.meta
        yield from (_comment(meta.marking), "", f"# {plain_text(meta.title or 'Inspection')}", "")
        yield "// + supports, - contradicts, _ qualifies"
        for area in summary.areas:
            yield from ("", f"## {plain_text(spoken(area.area).capitalize())}")
            for standard in area.standards:
                for question in standard.questions:
                    yield from self._question(question)
        yield from ("", "/* Sources")
        for source in summary.sources:
            told = (spoken(source.kind), source.dated or "undated", source.sha256 or "no file")
            yield _inside(f"{source.id}: {source.title} ({', '.join(told)})")
        yield from ("*/", "", f"// {stamp_line(stamp_of(summary))}", "")

    def _question(self, question: QuestionSummary) -> Iterator[str]:
        yield from ("", f"### {plain_text(f'{question.id} {question.text}')}")
        for finding in question.findings:
            yield from self._finding(finding)
        if question.tied:
            yield ""
            for item in question.tied:
                yield f"* {self._statement(item)}"

    def _finding(self, finding: FindingSummary) -> Iterator[str]:
        status = f"#({spoken(finding.status)})"
        yield from ("", f"[{plain_id(finding.id)}]: {plain_text(finding.text)} {status}")
        for stance, sign in _SIGNS.items():
            items: tuple[EvidenceItem, ...] = getattr(finding, stance)
            for item in items:
                yield f"  {sign} {self._statement(item)}"

    def _statement(self, item: EvidenceItem) -> str:
        """A statement with what it says and where, or its title where that was said above."""
        title = f"[{plain_id(item.statement)}]"
        if item.statement in self._written:
            return title
        self._written.add(item.statement)
        voice = item.voice.label if item.voice else ""
        where = (
            f"{item.source} {item.source_title}".strip(), spoken(item.kind),
            item.dated or "undated", item.place, voice, item.not_counted,
        )  # fmt: skip
        quoted = item.wording != "paraphrase" and item.quote != NOT_QUOTED
        said = f"“{item.quote}”" if quoted else item.quote
        told = f"{said} ({', '.join(filter(None, where))})"
        return f"{title}: {plain_text(told)}"


def _comment(text: str) -> str:
    return f"// {safe(text)}"


def _inside(text: str) -> str:
    """A line inside a comment, which nothing in it ends."""
    return f"   {safe(text).replace('*/', '* /')}"
