"""Words of a source's text as the statement that they become, and whose they are."""

from __future__ import annotations

from evidence.commands import TakeQuoted, TakeStatement
from evidence.faults import Refused
from evidence.model import Place, Source
from evidence.originals import original_of
from evidence.reading import Passage, Reading
from evidence.search import place_of
from evidence.state import State
from tui.session import WorkSession

__all__ = ["as_quoted", "statement_of_words", "voice_of"]


def voice_of(
    state: State, source: Source, speaker: str | None, part: str | None = None
) -> str | None:
    """The speaker's voice, the source's only one, or the one whose role is the label.

    The only one is not that of a speaker beside the one whom it was given to, nor of whoever wrote
    what a message quotes.
    """
    known = source.voice_of(speaker)
    if known is not None:
        return known
    others = speaker is not None and bool(source.speakers)
    if len(source.voices) == 1 and part != "quoted" and not others:
        return source.voices[0]
    label = (speaker or "").strip().casefold()
    fitting = [key for key in source.voices if state.voices[key].role.strip().casefold() == label]
    return fitting[0] if label and len(fitting) == 1 else None


def statement_of_words(
    state: State,
    source: Source,
    words: str,
    start: int,
    passage: Passage | None,
    questions: tuple[str, ...] = (),
) -> TakeStatement:
    """Take these words, which begin at a character of the text and in this passage of it."""
    fields = place_of(passage).plain() if passage is not None else {}
    place = Place(**{**fields, "start": start, "end": start + len(words)})
    speaker, part = (passage.speaker, passage.part) if passage is not None else (None, None)
    voice = voice_of(state, source, speaker, part)
    return TakeStatement(source.id, words, place, voice, questions)


def as_quoted(work: WorkSession, taking: TakeStatement) -> TakeQuoted:
    """Take quoted words as a repetition of what was said first, wherever that is."""

    def reading(source: Source) -> Reading | None:
        try:
            return work.folder.reading(source)
        except Refused:
            return None  # what can't be read holds no original; the source's own pane says so

    start = taking.place.start if taking.place and taking.place.start is not None else 0
    first = original_of(work.state, reading, taking.source, start, taking.quote)
    if first is None or first.statement is not None:
        return TakeQuoted(taking, first.statement if first is not None else None)
    voice = voice_of(work.state, work.state.sources[first.source], first.speaker)
    original = TakeStatement(first.source, first.quote, first.place, voice)
    return TakeQuoted(taking, original=original)
