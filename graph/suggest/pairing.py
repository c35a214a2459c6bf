"""Statements beside each other: repeats, disagreements between sources, and findings to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from evidence.programme import Programme
from evidence.state import State
from evidence.words import id_order
from graph.suggest.comparing import Comparison
from graph.suggest.cues import Cue, cues
from graph.suggest.echo import echoes
from graph.suggest.pieces import Piece
from graph.suggest.reasons import reasons
from graph.suggest.suggestion import Bearing, NewFinding, Reason, Suggestion
from graph.suggest.turned_down import Judged
from graph.suggest.weighing import log_softmax, logistic

__all__ = [
    "judged_statements", "may_contradict", "near_statements", "new_findings", "repeated_passages",
]  # fmt: skip

#: Two statements nearer than this in meaning may be about one thing.
_LEAST_MEANING = 0.45
_LEAST_WORDS = 0.55
_EACH = 4
_MOST_PAIRS = 1_500
_MOST_IN_GROUP = 8
_AGREES, _DENIES = 0.5, 0.6

_Near = tuple[int, int, float]


def near_statements(comparison: Comparison, judged: Judged, only: int | None = None) -> list[_Near]:
    """Pairs of statements from different sources that may be about one thing, the nearest first.

    With ``only`` those that this one is among, by its number.
    """
    pieces = comparison.pieces
    found: dict[tuple[int, int], float] = {}
    for one, other, nearness in _nearest(comparison, only):
        pair = (min(one, other), max(one, other))
        if only is not None and only not in pair:
            continue
        if pieces[one].source != pieces[other].source and not judged.same(
            pieces[one], pieces[other]
        ):
            found[pair] = max(nearness, found.get(pair, 0.0))
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [(one, other, nearness) for (one, other), nearness in ordered[:_MOST_PAIRS]]


def _nearest(comparison: Comparison, only: int | None) -> Iterator[_Near]:
    vectors = comparison.matter.vectors
    if vectors is None:
        yield from _nearest_by_words(comparison)
        return
    import numpy as np

    count = len(vectors)
    each = min(_EACH + 1, count)
    asked = np.arange(count)
    if only is not None:  # one that is far from it has not it among its nearest
        asked = np.flatnonzero(vectors @ vectors[only] >= _LEAST_MEANING)
    for start in range(0, len(asked), 1024):
        some = asked[start : start + 1024]
        cosine = vectors[some] @ vectors.T
        best = np.argpartition(-cosine, each - 1, axis=1)[:, :each]
        for row, number in enumerate(some):
            for other in best[row]:
                if other != number and cosine[row, other] >= _LEAST_MEANING:
                    yield int(number), int(other), float(cosine[row, other])


def _nearest_by_words(comparison: Comparison) -> Iterator[_Near]:
    index = comparison.matter.index
    for number, piece in enumerate(comparison.pieces):
        best = index.best(piece.text, _EACH + 1)
        own = next((score for other, score in best if other == number), 0.0)
        for other, score in best:
            if other != number and own and score / own >= _LEAST_WORDS:
                yield number, other, score / own


def may_contradict(
    comparison: Comparison, near: Sequence[_Near], read: Sequence[Sequence[float]]
) -> list[int]:
    """Which of the pairs, by number, seem to contradict each other as they were read."""
    return [
        number
        for number, (pair, logits) in enumerate(zip(near, read, strict=False))
        if _stance(logits, {cue.name for cue in _seen(comparison, pair)})[0] == "contradicts"
    ]


def judged_statements(
    comparison: Comparison,
    near: Sequence[_Near],
    read: Sequence[Sequence[float]],
    judged: Judged,
    programme: Programme,
    only: int | None = None,
) -> list[Suggestion]:
    """What the pairs come to: repeats, agreements (``supports``) and possible conflicts.

    ``read`` are the logits of each pair, or nothing where the models are not there. With ``only``
    no pair without this one, by its number, is told to repeat.
    """
    pieces = comparison.pieces
    found: list[Suggestion] = []
    echoing: set[tuple[int, int]] = set()
    texts, sources = [p.text for p in pieces], [p.source for p in pieces]
    for echo in echoes(texts, sources):
        if only is not None and only not in (echo.one, echo.other):
            continue
        if judged.same(pieces[echo.one], pieces[echo.other]):
            continue
        echoing.add((echo.one, echo.other))
        later, earlier = pieces[echo.other], pieces[echo.one]
        why = Reason("says the same in nearly the same words", echo.other_marked, echo.marked)
        found.append(_between(later, earlier, "repeats", echo.share, (why,), programme))
    for place, (one, other, nearness) in enumerate(near):
        if (one, other) in echoing:
            continue
        here, there = comparison.read_piece(one), comparison.read_piece(other)
        seen = _seen(comparison, near[place])
        bearing, strength = _stance(read[place] if read else None, {cue.name for cue in seen})
        if bearing is None:
            continue
        why_so = reasons(
            bearing, seen, here, there, comparison.matter.index.weight, judged=bool(read)
        )
        score = strength * nearness
        found.append(_between(pieces[one], pieces[other], bearing, score, why_so, programme))
    return found


def _seen(comparison: Comparison, pair: _Near) -> tuple[Cue, ...]:
    """What can be seen in the two texts of a pair."""
    return tuple(cues(comparison.read_piece(pair[0]), comparison.read_piece(pair[1])))


def _stance(logits: Sequence[float] | None, seen: set[str]) -> tuple[Bearing | None, float]:
    """How two statements are to each other, and how much speaks for it."""
    against = bool(seen & {"numbers_differ", "negated", "opposed"})
    aside = bool(seen & {"other_site", "other_period", "other_team"})
    if logits is None:
        return ("contradicts", 0.5) if against and not aside else (None, 0.0)
    supports, _, contradicts = log_softmax(logits)
    margin = contradicts - supports + (0.7 if against else 0.0) - (1.0 if aside else 0.0)
    share = logistic(contradicts + 1.0 + (0.7 if against else 0.0) - (1.0 if aside else 0.0))
    if margin > 0 and share >= _DENIES:
        return "contradicts", share
    if margin < 0 and logistic(supports + 1.0) >= _AGREES:
        return "supports", logistic(supports + 1.0)
    return None, 0.0


def _between(
    subject: Piece,
    target: Piece,
    bearing: Bearing,
    score: float,
    why: tuple[Reason, ...],
    programme: Programme,
) -> Suggestion:
    question = next(iter((*subject.questions, *target.questions)), None)
    return Suggestion(
        subject.subject,
        subject.source,
        subject.text,
        target.key,
        "statement",
        target.text,
        bearing,
        score,
        why,
        question,
        programme.area_of.get(question) if question else None,
        target.source,
        strong=bearing == "repeats",  # nobody writes the same words twice by chance
    )


def repeated_passages(
    passages: Sequence[Piece], marked: Sequence[Piece], judged: Judged, programme: Programme
) -> list[Suggestion]:
    """Passages that nobody marked and that say what a statement of another source says."""
    if not passages:
        return []
    count = len(marked)
    pieces = (*marked, *passages)
    found = []
    for echo in echoes([p.text for p in pieces], [p.source for p in pieces]):
        if echo.one < count <= echo.other:
            passage, statement = pieces[echo.other], pieces[echo.one]
            if not judged.same(passage, statement):
                why = Reason(
                    "says the same in nearly the same words", echo.other_marked, echo.marked
                )
                found.append(_between(passage, statement, "repeats", echo.share, (why,), programme))
    return found


def new_findings(
    state: State, comparison: Comparison, pairs: Sequence[Suggestion], programme: Programme
) -> list[NewFinding]:
    """Groups of statements that bear on one another and hang on no finding, the firmest first."""
    loose = {p.key for p in comparison.pieces if p.key not in state.links_of_statement}
    bearing = [
        pair
        for pair in pairs
        if pair.bearing in ("supports", "contradicts")
        and pair.key.split(" ~ ")[0] in loose
        and pair.target in loose
        and pair.statement in loose
    ]
    group_of: dict[str, set[str]] = {}
    for pair in sorted(bearing, key=lambda pair: (-pair.score, pair.key)):
        one = group_of.setdefault(str(pair.subject), {str(pair.subject)})
        other = group_of.setdefault(pair.target, {pair.target})
        if one is not other and len(one) + len(other) <= _MOST_IN_GROUP:
            one |= other
            for statement in other:
                group_of[statement] = one
    groups = {id(group): group for group in group_of.values() if len(group) > 1}
    found = []
    for group in groups.values():
        statements = tuple(sorted(group, key=id_order))
        held = tuple(p for p in bearing if p.target in group and str(p.subject) in group)
        question = _most_named(state, statements)
        found.append(
            NewFinding(
                statements,
                held,
                question,
                programme.area_of.get(question) if question else None,
                sum(pair.score for pair in held),
            )
        )
    return sorted(found, key=lambda group: (-group.score, group.key))


def _most_named(state: State, statements: Sequence[str]) -> str | None:
    counted: defaultdict[str, int] = defaultdict(int)
    for statement in statements:
        for question in state.statements[statement].questions:
            counted[question] += 1
    named: Mapping[str, int] = counted
    return min(named, key=lambda q: (-named[q], id_order(q))) if named else None
