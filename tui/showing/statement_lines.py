"""What is known of a statement in a few lines: whose it is, what it bears on, why left out."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.model import Statement
from evidence.words import spoken
from graph.attribution import MARK, may_be_attributed
from graph.counting import why_not
from graph.drawing import RELATIONS, STATUSES
from tui.session import WorkSession
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.marks import MarkKind

__all__ = ["statement_kind", "statement_kinds", "statement_lines", "ties_in_short"]


def statement_kind(work: WorkSession, statement: str) -> str:
    """How a statement is marked: withdrawn (or not counting), linked, tied, or loose."""
    if why_not(work.state, statement) is not None:
        return "withdrawn"
    if work.state.links_of_statement.get(statement):
        return "linked"
    return "tied" if work.state.statements[statement].questions else "loose"


def statement_kinds(plain_ascii: bool) -> dict[str, MarkKind]:
    """How the statements of each kind, and words that were found or changed, are marked."""
    glyphs = "*o.x>" if plain_ascii else "●○·×→"
    styles = ("good", "accent", "warn", "muted", "warn")
    names = ("linked", "tied", "loose", "withdrawn", "found")
    return {
        **{
            name: MarkKind(glyph, style)
            for name, glyph, style in zip(names, glyphs, styles, strict=True)
        },
        # Changes say what they are by the signs around them, not in the margin.
        "inserted": MarkKind("", "good"),
        "deleted": MarkKind("", "bad struck"),
    }


def ties_in_short(work: WorkSession, statement: Statement, *, plain_ascii: bool = False) -> str:
    """What a statement bears on, by ids: "+F1 −F3 ?PS.1.1.1"."""
    links = work.state.links_of_statement.get(statement.id, {}).values()
    tied = [f"{RELATIONS[link.stance].on(plain_ascii)}{link.finding}" for link in links]
    return " ".join([*tied, *(f"?{question}" for question in statement.questions)])


def statement_lines(
    work: WorkSession, statement: Statement, beside: str = "", *, plain_ascii: bool = False
) -> Iterator[Line]:
    """A line for its voice, and one for each thing there is to know; ``beside`` ends the first."""
    voice = work.state.voices.get(statement.voice or "")
    yield (
        Cell(f"{statement.id}  ", None, "strong"),
        Cell(voice.label if voice else "nobody in particular", None, "" if voice else "muted"),
        Cell(f"   {beside}", None, "muted"),
    )
    reason = why_not(work.state, statement.id)
    if reason is not None:
        why = f" ({statement.withdrawn_reason})" if statement.withdrawn_reason else ""
        yield (Cell(f"Does not count: {reason}{why}", FILL, "bad"),)
    attribution = may_be_attributed(work.state, statement.id, work.programme.small_group)
    if not attribution:
        mark = MARK.on(plain_ascii)
        yield (Cell(f"{mark} not to be attributed: {attribution.reason}", FILL, MARK.style),)
    if statement.clarify:
        yield (Cell(f"! to be clarified: {statement.clarify}", FILL, "warn"),)
    if statement.repeats:
        yield (Cell(f"= only repeats {statement.repeats}", FILL, "accent"),)
    links = work.state.links_of_statement.get(statement.id, {})
    for link in links.values():
        finding = work.state.findings[link.finding]
        status = work.assessments[finding.id].status
        sign, stands = RELATIONS[link.stance], STATUSES[status]
        yield (
            Cell(f"{sign.on(plain_ascii)} {link.stance} {finding.id} ", None, sign.style),
            Cell(f" {stands.on(plain_ascii)} {spoken(status)}  ", None, stands.style),
            Cell(finding.text, FILL),
        )
    for key in statement.questions:
        question = work.programme.questions.get(key)
        yield (Cell(f"? on {key}  ", None, "accent"), Cell(question.text if question else "", FILL))
    if not links and not statement.questions:
        yield (Cell("Tied to nothing yet.", FILL, "muted"),)
