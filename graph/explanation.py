"""A finding's status in words and lines: the rule, the tests, the witness, what would settle it."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.words import spoken
from graph.drawing import STATUSES, Drawn, Line, Sign, cut, safe, wrapped
from graph.lines import Way
from graph.status import Assessment

_PASSED = Sign("✓", "y", "good")
_FAILED = Sign("✗", "n", "bad")


def lines(
    assessment: Assessment, cells: int, plain_ascii: bool = False, *, short: bool = False
) -> list[Drawn]:
    """Everything that a status comes with, in lines of at most ``cells``.

    ``short`` leaves out the witness and what it rests on.
    """
    made: list[Line] = []
    for indent, spans in _parts(assessment, plain_ascii, short=short):
        text, style = spans[-1]
        used = sum(len(part) for part, _ in spans[:-1])
        room = cells - indent
        first, *others = wrapped(text, room, plain_ascii, used=used)
        made.append([(" " * indent, ""), *spans[:-1], (first, style)])
        made += [[(" " * (indent + 2), ""), (line, style)] for line in others]
    return [Drawn(None, cut(line, cells, plain_ascii)) for line in made]


def _parts(assessment: Assessment, plain_ascii: bool, *, short: bool) -> Iterator[tuple[int, Line]]:
    sign = STATUSES[assessment.status]
    status = f"{sign.on(plain_ascii)} {spoken(assessment.status)}"
    yield 0, [(status, f"strong {sign.style}"), (f"  rule {assessment.rule}: ", "muted"),
              (assessment.reason, "")]  # fmt: skip
    tests: Line = [("Tests  ", "muted")]
    for name, passed in assessment.tests.items():
        mark = _PASSED if passed else _FAILED
        tests.append((f"{mark.on(plain_ascii)} {spoken(name)}  ", mark.style))
    yield 0, [*tests, ("", "")]
    counted = (
        f"for {assessment.supports.lines}, qualifying {assessment.qualifies.lines}, "
        f"against {assessment.contradicts.lines}; of those for it: kinds "
        f"{assessment.supports.kinds}, perspectives {assessment.supports.perspectives}, "
        f"recorders {assessment.supports.recorders}"
    )
    yield 0, [("Lines  ", "muted"), (counted, "")]
    resolution = assessment.finding.resolution
    if resolution is not None:
        standing = "reopened by later evidence" if assessment.reopened else "stands"
        said = f"{spoken(resolution.outcome)} ({standing}): {resolution.reason}"
        yield 0, [("Resolution  ", "muted"), (said, "")]
    if assessment.finding.recommendation:
        yield 0, [("Follows up  ", "muted"), (assessment.finding.recommendation, "")]
    if not short:
        for title, found in (
            ("Witness for", assessment.supports),
            ("Witness qualifying", assessment.qualifies),
            ("Witness against", assessment.contradicts),
        ):
            if found.witness:
                yield 0, [(title, "strong"), ("", "")]
            for way in found.witness:
                yield 2, [(_way(assessment, way, plain_ascii), "")]
        rests = ", ".join(_named(assessment, key) for key in assessment.rests_on)
        yield 0, [("Rests on  ", "muted"), (rests or "no single source or voice", "")]
    for settling in assessment.settles:
        words = [spoken(word) for word in (*settling.kinds, *settling.groups)]
        text = f"{settling.text}: {', '.join(words)}" if words else settling.text
        yield 0, [("Would settle  ", "muted"), (text, "accent")]


def _named(assessment: Assessment, key: str) -> str:
    state = assessment.state
    record = state.sources.get(key) or state.voices.get(key)
    return f"{key} {record.label}" if record is not None else key


def _way(assessment: Assessment, way: Way, plain_ascii: bool) -> str:
    arrow = " > " if plain_ascii else " → "
    return safe(arrow.join((way[0], *(_named(assessment, key) for key in way[1:]))), plain_ascii)
