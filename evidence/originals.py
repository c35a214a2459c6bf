"""Where words that somebody quotes were first said, among everything that is here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from evidence.model import Place, Source, Statement
from evidence.reading import Passage, Reading
from evidence.search import place_of
from evidence.state import State
from evidence.words import id_order

__all__ = ["Original", "original_of"]

#: Fewer words may stand anywhere: they are the original's only where they are all that it says.
_TELLING = 4
_MAIL = ("message/rfc822", "application/vnd.ms-outlook")


@dataclass(frozen=True, slots=True)
class Original:
    """The statement that holds the words, or else the place where they stand untaken."""

    source: str
    statement: str | None
    quote: str
    place: Place
    speaker: str | None = None


def original_of(
    state: State,
    readings: Callable[[Source], Reading | None],
    source: str,
    start: int,
    words: str,
) -> Original | None:
    """Where these words, quoted at ``start`` of a source's text, were first said; None if nowhere.

    First among what is not quoted itself: in e-mails, then in other sources, then before it in the
    same one. Else a statement of the same words that quotes them too, since both are one utterance.
    """
    sought = _plain(words)
    if not sought:
        return None
    for other in _in_order(state, source):
        reading = readings(other)
        if reading is None:
            continue
        before = start if other.id == source else None
        for passage in reading.passages:
            if passage.part in ("quoted", "header") or (
                before is not None and passage.end > before
            ):
                continue
            found = _within(reading.text, passage, sought, mail=_is_mail(other))
            if found is not None:
                return _taken(state, other, found, reading.text, passage)
    return _said_again(state, source, start, sought)


def _in_order(state: State, own: str) -> list[Source]:
    """The sources that count, e-mails first and the quoting one last."""
    standing = [source for source in state.sources.values() if not source.withdrawn]
    return sorted(
        standing, key=lambda each: (each.id == own, not _is_mail(each), id_order(each.id))
    )


def _is_mail(source: Source) -> bool:
    return source.file is not None and source.file.media_type in _MAIL


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _within(text: str, passage: Passage, sought: str, *, mail: bool) -> tuple[int, int] | None:
    """The place of the words in a passage, whatever its lines; all of it where they are few."""
    said = text[passage.start : passage.end]
    if _plain(said) == sought and (mail or len(sought.split()) >= _TELLING):
        return passage.start, passage.end
    if len(sought.split()) < _TELLING or sought not in _plain(said):
        return None
    return _placed(said, passage.start, sought)


def _placed(said: str, start: int, sought: str) -> tuple[int, int] | None:
    """The characters of the text that come to these words once white space is made single."""
    letters: list[str] = []
    places: list[int] = []
    blank = True
    for at, letter in enumerate(said):
        if letter.isspace():
            if not blank:
                letters.append(" ")
                places.append(at)
            blank = True
            continue
        blank = False
        for folded in letter.casefold():
            letters.append(folded)
            places.append(at)
    first = "".join(letters).find(sought)
    if first < 0:
        return None
    return start + places[first], start + places[first + len(sought) - 1] + 1


def _taken(
    state: State, source: Source, found: tuple[int, int], text: str, passage: Passage
) -> Original:
    """The shortest statement that holds the words, or their place."""
    start, end = found
    holding = [
        statement
        for statement in _statements(state, source.id)
        if statement.place is not None
        and statement.place.start is not None
        and statement.place.end is not None
        and statement.text is None
        and statement.place.start <= start
        and end <= statement.place.end
    ]
    if holding:
        held = min(holding, key=lambda each: (len(each.quote), id_order(each.id)))
        return Original(source.id, held.id, held.quote, held.place or Place())
    fields = {**place_of(passage).plain(), "start": start, "end": end}
    return Original(source.id, None, text[start:end], Place(**fields), passage.speaker)


def _said_again(state: State, source: str, start: int, sought: str) -> Original | None:
    for statement in _quoting(state, sought):
        place = statement.place
        if statement.source == source and place is not None and place.start == start:
            continue
        return Original(statement.source, statement.id, statement.quote, place or Place())
    return None


def _quoting(state: State, sought: str) -> Iterator[Statement]:
    if len(sought.split()) < _TELLING:
        return
    for statement in sorted(state.statements.values(), key=lambda each: id_order(each.id)):
        standing = not statement.withdrawn and not state.sources[statement.source].withdrawn
        if standing and _plain(statement.quote) == sought:
            yield statement


def _statements(state: State, source: str) -> Iterable[Statement]:
    held = state.statements_of_source.get(source, {}).values()
    return (statement for statement in held if not statement.withdrawn)
