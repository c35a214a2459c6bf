"""Settling the conflict of a finding, with both sides in sight while the reason is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from textual.app import ComposeResult
from textual.containers import Horizontal

from evidence.commands import ReopenFinding, ResolveFinding
from evidence.model import SeenLink
from evidence.words import Outcome
from graph.bearing import Bearing, bearings, lines
from graph.counting import counting_links
from graph.drawing import Drawn
from tui.asking.dialogs import Field, FillIn
from tui.screens.base import InspectionScreen
from tui.widgets.lines import line_of
from tui.widgets.rows import RowList

__all__ = ["ask_resolution"]

_OUTCOMES = (
    ("upheld", "upheld: the finding holds; what contradicts it is set aside"),
    ("not_upheld", "not upheld: what contradicts it holds"),
    ("stands", "stands: the disagreement is itself the finding"),
    ("reopen", "reopen: take the resolution away"),
)
_UNDECIDED = ("", "choose: the judgement is yours")


class _Side(RowList[Drawn]):
    """The evidence of one side, wrapped to the width that there is."""

    can_focus = False

    def __init__(self, evidence: list[Bearing], which: str = "", *, plain_ascii: bool) -> None:
        super().__init__(
            [],
            lambda drawn, _width, _highlighted: line_of(drawn),
            empty="nothing",
            cursor=False,
            plain_ascii=plain_ascii,
            classes=f"side {which}",
        )
        self._evidence = evidence

    def on_resize(self) -> None:
        """Wrap anew; a cell is left for a scrollbar that comes or goes."""
        cells = max(20, self.size.width - 1)
        self.set_rows(lines(self._evidence, cells, self.plain_ascii), keep=False)


class _Resolving(FillIn):
    """Outcome and reason, below the two sides that are judged; a page key moves both of these."""

    SHAPE = "dialog whole"
    HINT = "page keys scroll both sides"
    BINDINGS = [  # noqa: RUF012
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
    ]
    DEFAULT_CSS = """
    _Resolving .sides { height: 1fr; }
    _Resolving .side { width: 1fr; height: 1fr; }
    _Resolving .side.against { border-left: solid $primary-darken-1; padding-left: 1; }
    _Resolving VerticalScroll { height: auto; border-top: solid $primary-darken-1; }
    """

    def __init__(
        self,
        question: str,
        fields: Sequence[Field],
        check: Callable[[dict[str, str]], str | None],
        evidence: Sequence[Bearing],
        *,
        plain_ascii: bool,
    ) -> None:
        super().__init__(question, fields, check)
        self._evidence = evidence
        self._plain_ascii = plain_ascii

    def compose_read(self) -> ComposeResult:
        """What is for the finding, or qualifies it, beside what is against it."""
        against = [each for each in self._evidence if each.link.stance == "contradicts"]
        others = [each for each in self._evidence if each.link.stance != "contradicts"]
        with Horizontal(classes="sides"):
            yield _Side(others, plain_ascii=self._plain_ascii)
            yield _Side(against, "against", plain_ascii=self._plain_ascii)

    def action_page(self, step: int) -> None:
        """Scroll both sides, while the line that is typed keeps the keyboard."""
        for side in self.query(_Side):
            side.action_page(step)


def ask_resolution(screen: InspectionScreen, finding: str) -> None:
    """Settle the conflict, with a reason and what was seen, or reopen it."""
    work = screen.work
    if work is None:
        return
    standing = work.state.findings[finding].resolution
    if standing is None and work.assessments[finding].status != "conflicting":
        screen.notify("There is no conflict to resolve.", markup=False)
        return
    fields = [
        Field(
            "outcome",
            "Outcome",
            standing.outcome if standing else "",
            _OUTCOMES if standing else (_UNDECIDED, *_OUTCOMES[:3]),
        ),
        Field(
            "reason",
            "Reason",
            standing.reason if standing else "",
            hint="why you judge so; later evidence reopens it",
        ),
    ]

    def wrong(values: dict[str, str]) -> str | None:
        if not values["outcome"]:
            return "Choose the outcome."
        return None if values["reason"] or values["outcome"] == "reopen" else "Say why."

    def resolve(values: dict[str, str] | None) -> None:
        if values is None:
            return
        if values["outcome"] == "reopen":
            screen.do(ReopenFinding(finding))
            return
        seen = tuple(
            SeenLink(statement=link.statement, stance=link.stance)
            for link in counting_links(work.state, finding)
        )
        screen.do(
            ResolveFinding(finding, cast("Outcome", values["outcome"]), values["reason"], seen)
        )

    title = f"Resolve {finding}: {work.state.findings[finding].text}"
    evidence = bearings(work.state, finding, work.programme.small_group)
    form = _Resolving(title, fields, wrong, evidence, plain_ascii=screen.plain_ascii)
    screen.app.push_screen(form, resolve)
