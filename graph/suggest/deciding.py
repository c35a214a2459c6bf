"""Which words of a text decided how it was read: by the reader that had the last word on it.

Each clause is left out in turn; the one without which least speaks for the reading decided it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.suggest.meanings import Meanings
from graph.suggest.pieces import said
from graph.suggest.reasons import READ_AS
from graph.suggest.suggestion import Spans, Suggestion
from graph.suggest.weighing import log_softmax

__all__ = ["with_deciding_words"]

_CLAUSE_END = re.compile(r"[.;:!?]\s+|,\s+(?=\w+\s+\w+)|\s+(?=(?:but|although|though|because)\b)")
_MOST_CLAUSES = 12
#: The place of each bearing's logit.
_LOGIT = {"supports": 0, "contradicts": 2}


def with_deciding_words(item: Suggestion, meanings: Meanings) -> Suggestion:
    """The suggestion with the words marked that decided the model's reading.

    As it was, where the model had no part in it or its text is a single clause.
    """
    place = _LOGIT.get(item.bearing)
    reading = next((reason for reason in item.why if reason.text in READ_AS.values()), None)
    clauses = list(_clauses(item.text))[:_MOST_CLAUSES]
    if place is None or reading is None or reading.marked or len(clauses) < 2:
        return item
    rest = [item.text[:start] + item.text[end:] for start, end in clauses]
    target = said(item.target_text)
    closely = meanings.was_read_closely((said(item.text), target))
    rows = meanings.stances([(said(text), target) for text in rest], closely=closely)
    if not rows:
        return item
    left = [log_softmax(row)[place] for row in rows]
    span = clauses[left.index(min(left))]
    marked = replace(reading, marked=(span,))
    return replace(item, why=tuple(marked if each is reading else each for each in item.why))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """The extents of a text's clauses, blanks left out."""
    start = 0
    spans: Spans = (*((m.start(), m.end()) for m in _CLAUSE_END.finditer(text)), (len(text),) * 2)
    for stop, following in spans:
        end = stop + (1 if stop < len(text) and not text[stop].isspace() else 0)
        if text[start:end].strip():
            yield start, end
        start = following
