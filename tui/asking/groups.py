"""New findings: groups of statements that hang on no finding, and what each of them is for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evidence.commands import LinkStatement, TieToQuestion
from evidence.words import Stance
from graph.suggest.suggestion import NewFinding
from tui.asking.choices import Tie
from tui.asking.dialogs import Choice, Choose
from tui.asking.ties import AskStance, ask_tie
from tui.screens.base import InspectionScreen
from tui.session import WorkSession

__all__ = ["ask_group", "loose_groups"]

#: Of a group, so many statements are told above the list of findings, each in so many characters.
_TOLD = 3
_CELLS = 130


def loose_groups(work: WorkSession, groups: Iterable[NewFinding]) -> list[NewFinding]:
    """Those groups that still stand, and hang on no finding yet."""
    links = work.state.links_of_statement
    return [
        group
        for group in groups
        if all(each in work.state.statements for each in group.statements)
        and not any(links.get(each) for each in group.statements)
    ]


def ask_group(screen: InspectionScreen, groups: Iterable[NewFinding]) -> None:
    """Choose a group and the finding that it is about, then judge each of its statements."""
    work = screen.work
    if work is None:
        return
    choices = [
        Choice(
            group,
            f"{', '.join(group.statements)}  {_quote(work, group.statements[0])}",
            "may conflict" if group.conflicting else "agree",
            whole=tuple(f"{each}: {_quote(work, each)}" for each in group.statements),
        )
        for group in loose_groups(work, groups)
    ]

    def chosen(group: NewFinding | None) -> None:
        if group is not None:
            _judge(screen, work, group)

    screen.app.push_screen(
        Choose(
            "Statements that hang on no finding and speak of one matter: write the finding?",
            choices,
            empty="No such group was found.",
        ),
        chosen,
    )


def _judge(screen: InspectionScreen, work: WorkSession, group: NewFinding) -> None:
    """Ask what the group bears on, and how the first does; then how each of the others does."""

    def tie(to: Tie, first: Stance | None) -> None:
        if first is None:
            for each in group.statements:
                screen.do(TieToQuestion(each, to[1]))
        else:
            screen.do(LinkStatement(group.statements[0], to[1], first))
            judge_next(iter(group.statements[1:]), to[1])

    def judge_next(statements: Iterator[str], finding: str) -> None:
        statement = next(statements, None)
        if statement is None:
            return

        def judged(stance: Stance | None) -> None:
            if stance is not None:
                screen.do(LinkStatement(statement, finding, stance))
            judge_next(statements, finding)

        question = f"And {statement}: how does it bear on {finding}? {_quote(work, statement)}"
        screen.app.push_screen(AskStance(question, plain_ascii=screen.plain_ascii), judged)

    told = [_clipped(f"{each} {_quote(work, each)}") for each in group.statements[:_TOLD]]
    more = len(group.statements) - len(told)
    told += [f"and {more} more"] if more else []
    ask_tie(screen, "  |  ".join(told), tie, which=group.statements[0])


def _quote(work: WorkSession, statement: str) -> str:
    return " ".join(work.state.statements[statement].quote.split())


def _clipped(text: str) -> str:
    return f"{text[:_CELLS]}…" if len(text) > _CELLS else text
