"""The notes and asks of a session as lines: what Capture shows beside the line that is typed."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.model import Ask, Source, Statement
from evidence.words import spoken
from graph.attribution import MARK, is_small, may_be_attributed
from graph.counting import why_not
from graph.drawing import STATUSES, Sign
from tui.session import WorkSession
from tui.showing.statement_lines import ties_in_short
from tui.widgets.lines import FILL, Cell, Line

__all__ = ["ask_line", "ask_whole", "note_line", "note_whole", "small_group_told"]

_WORDINGS = {"quote": Sign("“", '"', "muted"), "paraphrase": Sign("≈", "~", "muted")}
_ASKS = {
    "open": (Sign("○", ".", "warn"), "to ask"),
    "planned": (Sign("○", ".", "warn"), "to ask"),
    "asked": (Sign("◔", "o", "accent"), "asked"),
    "answered": (Sign("●", "*", "good"), "answered"),
    "dropped": (Sign("×", "x", "muted"), "dropped"),
}
_LATE = (Sign("!", "!", "bad"), "not asked")


def note_line(work: WorkSession, note: Statement, called: str, *, plain_ascii: bool) -> Line:
    """A note: its time, id, whose it is (``called``), its words, and what it is tied to.

    What is unclear of it stands there too; where nobody is named, with the key that names somebody.
    """
    unclear = " tab p" if note.unnamed else f" {note.clarify}" if note.clarify else ""
    if note.unnamed:
        called = note.clarify or ""
    time = str(note.place.time) if note.place is not None and note.place.time else ""
    out = why_not(work.state, note.id) is not None
    tied = ties_in_short(work, note, plain_ascii=plain_ascii)
    crossed = "x" if plain_ascii else "×"
    wording = _WORDINGS.get(note.wording or "")
    return (
        Cell(time[:8], 9, "muted"),
        Cell(note.id, 6, "strong"),
        Cell(called, 16, "warn" if note.unnamed else "accent"),
        Cell(" ", 1),
        Cell(f"{crossed} " if out else "", None, "bad"),
        Cell(f"{wording.on(plain_ascii)} " if wording else "", None, "muted"),
        Cell(" ".join(note.quote.split()), FILL, "muted" if out else ""),
        Cell(unclear, min(len(unclear), 20), "warn"),
        Cell(f" {tied}" if tied else "", min(len(tied) + 1, 16) if tied else 0, "good"),
    )


def note_whole(work: WorkSession, note: Statement, *, plain_ascii: bool) -> Iterator[str]:
    """A note with all that the list has no room for, in parts."""
    voice = work.state.voices.get(note.voice or "")
    tied = ties_in_short(work, note, plain_ascii=plain_ascii)
    wording = f", {note.wording}" if note.wording else ""
    yield f"{note.id} {voice.label if voice else 'nobody in particular'}{wording}:"
    yield " ".join(note.quote.split())
    reason = why_not(work.state, note.id)
    yield f"[does not count: {reason}]" if reason else f"[{tied or 'tied to nothing yet'}]"
    if note.clarify:
        ways = ": tab p names whose words these are, ^e corrects them" if note.unnamed else ""
        yield f"[{note.clarify}{ways}]"
    attribution = may_be_attributed(work.state, note.id, work.programme.small_group)
    if not attribution:
        yield f"[{MARK.on(plain_ascii)} not to be attributed: {attribution.reason}]"


def small_group_told(work: WorkSession, source: Source, *, plain_ascii: bool) -> str:
    """What to know before quoting from a session in which few were heard; else nothing."""
    fewest = work.programme.small_group
    few = [
        work.state.voices[voice]
        for voice in source.voices
        if is_small(work.state.voices[voice].people, fewest)
    ]
    if not few:
        return ""
    whose = "" if len(few) == len(source.voices) else f": {', '.join(v.label for v in few)}"
    return f"{MARK.on(plain_ascii)} not to be attributed{whose}"


def ask_line(work: WorkSession, ask: Ask, number: int, *, late: bool, plain_ascii: bool) -> Line:
    """An ask of a session: its number, its state, its words, and how its finding stands now.

    ``late``: the session is over, so that what was not asked there was missed.
    """
    sign, word = _state(ask, late=late)
    finding = ask.gap.about.finding if ask.gap is not None else None
    stands: tuple[Cell, ...] = ()
    if finding in work.state.findings:
        status = STATUSES[work.assessments[finding].status]
        stands = (Cell(f" {status.on(plain_ascii)}{finding}", None, status.style),)
    done = ask.state in ("answered", "dropped")
    return (
        Cell(f"#{number}", 4, "strong"),
        Cell(f"{sign.on(plain_ascii)} {word}", 12, sign.style),
        Cell(" ".join(ask.wording.split()) or ask.id, FILL, "muted" if done else ""),
        *stands,
    )


def ask_whole(
    work: WorkSession, ask: Ask, number: int, *, late: bool, plain_ascii: bool
) -> Iterator[str]:
    """An ask with all its words, in parts."""
    _, word = _state(ask, late=late)
    answer = f" by {ask.answer}" if ask.answer else ""
    yield f"#{number} ({ask.id}, {word}{answer}):"
    yield " ".join(ask.wording.split())
    finding = ask.gap.about.finding if ask.gap is not None else None
    if finding in work.state.findings:
        status = work.assessments[finding].status
        sign = STATUSES[status].on(plain_ascii)
        yield f"[{finding} {sign} {spoken(status)}: {work.state.findings[finding].text}]"


def _state(ask: Ask, *, late: bool) -> tuple[Sign, str]:
    return _LATE if late and ask.state in ("open", "planned") else _ASKS[ask.state]
