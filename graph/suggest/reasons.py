"""Why something is suggested, in plain words, from the signs and cues of a pair."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graph.suggest.cues import Cue, Read
from graph.suggest.suggestion import Bearing, Reason, Spans
from graph.suggest.weighing import Signs

__all__ = ["READ_AS", "common_words", "reasons"]

#: What is said of the part that the model of stance had.
READ_AS: dict[Bearing, str] = {
    "supports": "the language model reads the one as speaking for the other",
    "contradicts": "the language model reads the one as speaking against the other",
}
#: From here on the model's reading, or the tone of both texts, is told as a reason.
_TELLING_READING, _TELLING_TONE = 0.2, 0.25
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
    signs: Signs | None = None,
    same_question: str = "",
    hangs: bool = False,
) -> tuple[Reason, ...]:
    """The reasons in order: for the bearing, for being about one thing, for caution.

    ``judged`` says whether the model of stance had a part in it, ``signs`` what was measured of a
    pair, ``hangs`` whether the subject hangs on another finding.
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
        found += _read(bearing, signs or {})
    words, here, there = common_words(subject, target, weight)
    if words:
        found.append(Reason(f"both speak of: {words}", here, there, "about"))
    elif judged:
        found.append(Reason("close in meaning, in other words", (), (), "about"))
    if signs and signs.get("first_claim"):
        found.append(Reason("no other finding is as near to it", (), (), "about"))
    if hangs:
        found.append(Reason("but it hangs on another finding already", (), (), "caution"))
    if same_question:
        found.append(Reason(f"the same key question: {same_question}", (), (), "about"))
    order = {"bearing": 0, "about": 1, "caution": 2}
    return tuple(sorted(found, key=lambda reason: order[reason.weight]))


def _read(bearing: Bearing, signs: Signs) -> list[Reason]:
    """What the model's reading of the pair and the tone of both texts say for this bearing."""
    side = -1.0 if bearing == "contradicts" else 1.0
    found: list[Reason] = []
    read = signs.get("direction_closely", signs.get("direction", side))
    direction, leaning = side * read, side * signs.get("leaning", 0.0)
    if direction > _TELLING_READING:
        found.append(Reason(READ_AS[bearing]))
    elif direction < -_TELLING_READING:
        other = READ_AS["supports" if bearing == "contradicts" else "contradicts"]
        found.append(Reason(f"but {other}", (), (), "caution"))
    else:
        found.append(Reason("the language model can't tell for or against", (), (), "caution"))
    if leaning > _TELLING_TONE:
        alike = "both tell good news, or both bad" if side > 0 else "one tells good news, one bad"
        found.append(Reason(alike))
    return found


def _standing(read: Read, stems: frozenset[str]) -> Spans:
    return tuple((term.start, term.end) for term in read.terms if term.stem in stems)
