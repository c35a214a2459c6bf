"""Why something is suggested, in plain words, from the signs and cues of a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graph.suggest.cues import Cue, Read
from graph.suggest.suggestion import Bearing, Reason, Spans

__all__ = ["READ_AS", "common_words", "reasons"]

#: What is said of the part that the model of stance had.
READ_AS: dict[Bearing, str] = {
    "supports": "the language model reads it as speaking for it",
    "contradicts": "the language model reads it as speaking against it",
}
_MOST_WORDS = 4
#: Which cues speak for which bearing; the others are told as a caution.
_FOR: dict[Bearing, frozenset[str]] = {
    "supports": frozenset({"claim_kept"}),
    "contradicts": frozenset({"numbers_differ", "claim_broken", "negated", "opposed", "excepted"}),
}
#: Cues that would only confuse beside a bearing that they do not speak for.
_SILENT = frozenset({"claim_kept", "opposed", "excepted"})


def common_words(
    subject: Read, target: Read, weight: Callable[[str], float]
) -> tuple[str, Spans, Spans]:
    """The words that both texts hold and that say most, as the target writes them; and where."""
    shared = sorted(
        (word for word in subject.stems & target.stems if not word[0].isdigit()),
        key=lambda word: (-weight(word), word),
    )[:_MOST_WORDS]
    shown = ", ".join(
        target.text[target.words[word].start : target.words[word].end].casefold() for word in shared
    )
    chosen = frozenset(shared)
    return shown, _standing(subject, chosen), _standing(target, chosen)


def reasons(
    bearing: Bearing,
    cues: Iterable[Cue],
    subject: Read,
    target: Read,
    weight: Callable[[str], float],
    *,
    judged: bool,
    same_question: str = "",
) -> tuple[Reason, ...]:
    """The reasons in order: for the bearing, for being about one thing, for caution.

    ``judged`` says whether the model of stance had a part in it.
    """
    found: list[Reason] = []
    speaking = _FOR.get(bearing, frozenset())
    for cue in cues:
        reason = cue.reason
        if reason.weight != "bearing" or cue.name in speaking:
            found.append(reason)
        elif cue.name not in _SILENT:
            found.append(
                Reason(f"but {reason.text}", reason.marked, reason.target_marked, "caution")
            )
    if judged:
        found.append(Reason(READ_AS[bearing]))
    words, here, there = common_words(subject, target, weight)
    if words:
        found.append(Reason(f"both speak of: {words}", here, there, "about"))
    elif judged:
        found.append(Reason("close in meaning, in other words", (), (), "about"))
    if same_question:
        found.append(Reason(f"the same key question: {same_question}", (), (), "about"))
    order = {"bearing": 0, "about": 1, "caution": 2}
    return tuple(sorted(found, key=lambda reason: order[reason.weight]))


def _standing(read: Read, stems: frozenset[str]) -> Spans:
    return tuple((term.start, term.end) for term in read.terms if term.stem in stems)
