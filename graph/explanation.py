"""A finding's status in words and lines: the rule, the tests, the witness, what would settle it."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.words import spoken
from graph.drawing import STATUSES, Drawn, Line, Sign, cut, safe, wrapped
from graph.lines import Way
from graph.status import Assessment

_PASSED = Sign("✓", "y", "good")
_FAILED = Sign("✗", "n", "bad")
_OUTCOMES = {
    "upheld": "upheld",
    "not_upheld": "not upheld",
    "stands": "the disagreement is itself the finding",
}


def lines(
    assessment: Assessment, cells: int, plain_ascii: bool = False, *, short: bool = False
) -> list[Drawn]:
    """Everything that a status comes with, in lines of at most ``cells``.

    ``short`` leaves out the witness and what it rests on.
    """
    made: list[Line] = _told(assessment, cells, plain_ascii)
    made += _tests(assessment, cells, plain_ascii)
    for indent, title, text, style in _parts(assessment, plain_ascii, short=short):
        room = cells - indent
        first, *others = wrapped(text, room - 2, plain_ascii, used=len(title) - 2)
        made.append([(" " * indent, ""), (title, "muted" if text else "strong"), (first, style)])
        made += [[(" " * (indent + 2), ""), (line, style)] for line in others]
    return [Drawn(None, cut(line, cells, plain_ascii)) for line in made]


def _told(assessment: Assessment, cells: int, plain_ascii: bool) -> list[Line]:
    """The status, and the rule that gave it."""
    sign = STATUSES[assessment.status]
    status = f"{sign.on(plain_ascii)} {spoken(assessment.status)}"
    rule = f"  rule {assessment.rule}: "
    used = len(status) + len(rule) - 2
    first, *others = wrapped(assessment.reason, cells - 2, plain_ascii, used=used)
    head: Line = [(status, f"strong {sign.style}"), (rule, "muted"), (first, "")]
    return [head, *([("  ", ""), (line, "")] for line in others)]


def _tests(assessment: Assessment, cells: int, plain_ascii: bool) -> list[Line]:
    """The tests with their marks, as many on a line as fit."""
    made: list[Line] = [[("Tests  ", "muted")]]
    left = cells - 7
    for name, passed in assessment.tests.items():
        mark = _PASSED if passed else _FAILED
        said = f"{mark.on(plain_ascii)} {spoken(name)}  "
        if len(said) - 2 > left:
            made.append([(" " * 7, "")])
            left = cells - 7
        made[-1].append((said, mark.style))
        left -= len(said)
    return made


_Part = tuple[int, str, str, str]


def _parts(assessment: Assessment, plain_ascii: bool, *, short: bool) -> Iterator[_Part]:
    """The rest: how far it is set in, what it is, the text, and its style."""
    counted = (
        f"for {assessment.supports.lines}, qualifying {assessment.qualifies.lines}, "
        f"against {assessment.contradicts.lines}; of those for it: kinds "
        f"{assessment.supports.kinds}, perspectives {assessment.supports.perspectives}, "
        f"recorders {assessment.supports.recorders}"
    )
    yield 0, "Lines  ", counted, ""
    resolution = assessment.finding.resolution
    if resolution is not None:
        when = resolution.at[:10] if resolution.at else ""
        who = ", ".join(part for part in (resolution.by or "", when) if part)
        standing = "; reopened by later evidence" if assessment.reopened else ""
        said = f"{_OUTCOMES[resolution.outcome]}{standing}: {resolution.reason}"
        yield 0, "Resolution  ", f"{said} ({who})" if who else said, ""
    if assessment.finding.recommendation:
        yield 0, "Follows up  ", assessment.finding.recommendation, ""
    if not short:
        for title, found in (
            ("Witness for", assessment.supports),
            ("Witness qualifying", assessment.qualifies),
            ("Witness against", assessment.contradicts),
        ):
            if found.witness:
                yield 0, title, "", ""
            for way in found.witness:
                yield 2, "", _way(assessment, way, plain_ascii), ""
        rests = ", ".join(_named(assessment, key) for key in assessment.rests_on)
        yield 0, "Rests on  ", rests or "no single source or voice", ""
    for settling in assessment.settles:
        yield 0, "Would settle  ", str(settling), "accent"


def _named(assessment: Assessment, key: str) -> str:
    state = assessment.state
    record = state.sources.get(key) or state.voices.get(key)
    return f"{key} {record.label}" if record is not None else key


def _way(assessment: Assessment, way: Way, plain_ascii: bool) -> str:
    arrow = " > " if plain_ascii else " → "
    return safe(arrow.join((way[0], *(_named(assessment, key) for key in way[1:]))), plain_ascii)
