"""Who speaks in a text: the names in it, how often and how much each says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.reading import Reading
from evidence.word_runs import number_of_words

if TYPE_CHECKING:
    from evidence.model import Source

__all__ = ["Speaking", "speakers_of", "unmapped"]


@dataclass(frozen=True, slots=True)
class Speaking:
    """Somebody who speaks: the name as the text has it, the turns taken, and the words said.

    Two spellings of a name are two speakers until an inspector gives them one voice.
    """

    name: str
    turns: int
    words: int


def speakers_of(reading: Reading) -> tuple[Speaking, ...]:
    """Everybody who speaks, in the order of their first words."""
    turns: dict[str, int] = {}
    words: dict[str, int] = {}
    before: str | None = None
    for passage in reading.passages:
        name = passage.speaker
        if name:
            turns[name] = turns.get(name, 0) + (name != before)
            said = number_of_words(reading.text[passage.start : passage.end])
            words[name] = words.get(name, 0) + said
        before = name
    return tuple(Speaking(name, number, words[name]) for name, number in turns.items())


def unmapped(source: Source, speakers: tuple[Speaking, ...]) -> tuple[Speaking, ...]:
    """Those of these speakers of a source of whom nobody has said whose voice they are."""
    return tuple(each for each in speakers if source.voice_of(each.name) is None)
