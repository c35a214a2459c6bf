"""What would settle a finding: the evidence that would pass a failing test, or end a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.words import GROUPS, KINDS, Group, Kind, spoken
from graph.lines import Network

if TYPE_CHECKING:
    from graph.status import Assessment

__all__ = ["Settling", "settling"]


@dataclass(frozen=True, slots=True)
class Settling:
    """What would pass a failing test, or end a conflict: evidence of these kinds or groups."""

    test: str
    text: str
    kinds: tuple[Kind, ...] = ()
    groups: tuple[Group, ...] = ()

    def __str__(self) -> str:
        """As it is said: of a long list of kinds or groups, those that would not do."""
        if self.test == "current":  # its text names the kinds already
            return self.text
        listed = (_said(self.kinds, KINDS, "kind"), _said(self.groups, GROUPS, "group"))
        words = "; ".join(filter(None, listed))
        return f"{self.text}: {words}" if words else self.text

    def plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "test": self.test,
            "text": self.text,
            "kinds": list(self.kinds),
            "groups": list(self.groups),
        }


def settling(assessment: Assessment) -> Iterator[Settling]:
    """For each failing test what would pass it; for an open conflict what would end it."""
    if assessment.status == "conflicting":
        if assessment.accepted:
            return
        yield Settling(
            "conflict",
            "a line independent of both sides, then a resolution",
            _kinds_not_in(assessment, assessment.support_and_qualify, assessment.contradicts),
            _groups_not_in(assessment.support_and_qualify, assessment.contradicts),
        )
        return
    if assessment.status == "corroborated" or assessment.rule == 3:
        return
    kinds = _kinds_not_in(assessment, assessment.supports)
    groups = _groups_not_in(assessment.supports)
    for test in assessment.failed:
        match test:
            case "second_line":
                text = "another voice, independent of those that support it"
                yield Settling(test, text, kinds, groups)
            case "second_kind":
                yield Settling(test, "support of another kind", kinds)
            case "outside_leadership":
                others = tuple(group for group in groups if group != "leaders")
                yield Settling(test, "support from outside leadership", (), others)
            case "current":
                limits = ", ".join(
                    f"{spoken(kind)} {assessment.yardstick.programme.stale_after(kind)}"
                    for kind in kinds or KINDS
                    if assessment.yardstick.programme.stale_after(kind)
                )
                told = f" (months: {limits})" if limits else f": {_said(kinds, KINDS, 'kind')}"
                text = f"support within the age limit{told}"
                yield Settling(test, text, kinds)
            case _:
                yield Settling(test, f"support from another {test.removeprefix('second_')}")


def _kinds_not_in(assessment: Assessment, *networks: Network) -> tuple[Kind, ...]:
    """The kinds that none of these networks enters: those the question expects, if any."""
    met = {assessment.state.sources[s].kind for found in networks for s in found.entered}
    question = assessment.yardstick.programme.questions.get(assessment.finding.question)
    expected = [kind for kind in KINDS if question and kind in question.expects]
    missing = tuple(kind for kind in expected if kind not in met)
    return missing or tuple(kind for kind in KINDS if kind not in met)


def _groups_not_in(*networks: Network) -> tuple[Group, ...]:
    met = {group for found in networks for group in found.groups}
    return tuple(group for group in GROUPS if group not in met)


def _said(some: Sequence[str], every: Sequence[str], word: str) -> str:
    """Some of a list in words: "document, survey", or "any group but leaders and partners"."""
    others = [spoken(each) for each in every if each not in some]
    if len(some) <= len(others):
        return ", ".join(map(spoken, some))
    if not others:
        return f"any {word}"
    *most, last = others
    return f"any {word} but {', '.join(most)}{' and ' if most else ''}{last}"
