"""The Review screen: what is suggested, judged one at a time by a key."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import ClassVar, cast

from textual.binding import BindingType

from evidence.commands import (
    Command,
    LinkStatement,
    MarkRepeat,
    RefuseSuggestion,
    TakeAndLink,
    TakeStatement,
    TieToQuestion,
)
from evidence.words import AREAS, Stance, id_order, spoken
from graph.suggest.judging import statement_of
from graph.suggest.queue import Shown
from graph.suggest.suggestion import Suggestion, Unmarked
from tui.actions import actions, bindings
from tui.asking.dialogs import Field, FillIn
from tui.asking.groups import ask_group, loose_groups
from tui.asking.statements import ask_repeats
from tui.asking.ties import AskStance, ask_tie
from tui.screens.queue import QueueScreen
from tui.session import WorkSession
from tui.showing.suggestion_sides import BEARINGS
from tui.taking import voice_of

__all__ = ["ReviewScreen"]


class ReviewScreen(QueueScreen):
    """Judges what is suggested."""

    PLACE = "review"
    HEADING = "Review"
    BINDINGS: ClassVar[list[BindingType]] = bindings("review")
    JUDGING = frozenset({"stance", "tie", "repeats", "unrelated"})

    def __init__(self, statement: str = "") -> None:
        super().__init__(statement)
        self._doing: frozenset[str] = frozenset()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has nothing to do as the queue stands has no key."""
        return super().check_action(action, parameters) and self._does(action)

    def _does(self, action: str) -> bool:
        queue = self._queue
        waits = queue.strong + queue.others > 0
        match action:
            case "stance" | "tie" | "repeats" | "unrelated" | "later" | "evidence":
                return self._item is not None
            case "open":
                return self._item is not None or self._at_the_line
            case "beyond":
                return queue.others > 0
            case "conflicts":
                return waits or queue.shown.conflicts
            case "filter":
                return waits or queue.shown != self._all
            case "groups":
                found = queue.found.new_findings
                return self.work is not None and bool(loose_groups(self.work, found))
            case "stop":
                return self._looking
            case _:
                return True

    def _show_queue(self, work: WorkSession) -> None:
        super()._show_queue(work)
        doing = frozenset(action.name for action in actions("review") if self._does(action.name))
        if doing != self._doing:
            self._doing = doing
            self.refresh_bindings()

    # -- judging ------------------------------------------------------------------------------

    def _judge(self, *commands: Command) -> bool:
        """Do what was judged, and go on to the best that waits."""
        item = self._item
        if item is None:
            return False
        # Better ones may have been found while this one was read: they come before it.
        self._current = self._queue.next_but(item)
        self._queue.count(item, time.monotonic())
        if not all(self.do(command) is not None for command in commands):
            self._current = item.key
            return False
        return True

    def _taking(self, item: Suggestion, questions: tuple[str, ...] = ()) -> TakeStatement | None:
        """The command that takes an unmarked passage; None where it is a statement already."""
        work, passage = self.work, item.subject
        if work is None or not isinstance(passage, Unmarked) or statement_of(work.state, item):
            return None
        source = work.state.sources[passage.source]
        voice = voice_of(work.state, source, passage.place.speaker)
        return TakeStatement(passage.source, item.text, passage.place, voice, questions)

    def _statement(self, item: Suggestion) -> str:
        """The id of the statement that is judged, taken first where nobody had marked it."""
        if self.work is None:
            return ""
        taken = statement_of(self.work.state, item)
        if taken is not None:
            return taken.id
        taking = self._taking(item)
        entry = self.do(taking) if taking is not None else None
        return entry.about[0] if entry is not None else ""

    def action_stance(self, stance: str) -> None:
        """Judge how it bears on the finding; of two statements, on which finding they bear."""
        item = self._seen
        if item is None or self.work is None:
            return
        said = cast("Stance", stance)
        if item.target_kind == "finding":
            taking = self._taking(item)
            if taking is not None:
                self._judge(TakeAndLink(taking, item.target, said))
            else:
                self._judge(LinkStatement(self._statement(item), item.target, said))
        elif item.target_kind == "question" and said == "supports":
            self.action_tie()
        elif item.target_kind == "question":
            self.quietly("A key question claims nothing: s or t ties the statement to it")
        else:
            self._link_pair(item, item.target, said)

    def action_tie(self) -> None:
        """Tie it to the key question that it may belong to, or to any finding or question."""
        item, work = self._seen, self.work
        if item is None or work is None:
            return
        if item.target_kind == "question":
            taking = self._taking(item, (item.target,))
            taken = statement_of(work.state, item)
            if taking is not None:
                self._judge(taking)
            elif taken is not None:
                self._judge(TieToQuestion(taken.id, item.target))
            return

        def tie(to: tuple[str, str], stance: Stance | None) -> None:
            statement = self._statement(item)
            if not statement:
                return
            if stance is None:
                self.do(TieToQuestion(statement, to[1]))
            else:
                self.do(LinkStatement(statement, to[1], stance))

        ask_tie(self, item.statement or "this passage", tie)

    def _link_pair(self, item: Suggestion, other: str, stance: Stance) -> None:
        """Find the finding that two statements bear on, and judge each of them."""

        def tie(to: tuple[str, str], first: Stance | None) -> None:
            one = self._statement(item)
            if not one:
                return
            if first is None:
                self._judge(*(TieToQuestion(each, to[1]) for each in (one, other)))
                return

            def both(second: Stance | None) -> None:
                if second is not None:
                    self._judge(
                        LinkStatement(one, to[1], first), LinkStatement(other, to[1], second)
                    )

            question = f"And {other}: how does it bear on {to[1]}? {item.target_text}"
            self.app.push_screen(AskStance(question, plain_ascii=self.plain_ascii), both)

        said = "agree" if stance == "supports" else "may conflict"
        ask_tie(self, f"{item.statement or 'this passage'} and {other}, which {said},", tie)

    def action_repeats(self) -> None:
        """Say that it only repeats the other statement, or which one it repeats."""
        item = self._seen
        if item is None or self.work is None:
            return
        if item.target_kind != "statement":
            ask_repeats(self, item.statement or "this passage", lambda: self._statement(item))
            return
        statement = self._statement(item)
        if statement:
            self._judge(MarkRepeat(statement, item.target))

    def action_unrelated(self) -> None:
        """Turn it down for good; undo brings it back."""
        item = self._seen
        if item is not None:
            self._judge(RefuseSuggestion(**item.refusal))

    def action_later(self) -> None:
        """Put it at the end of the queue."""
        item = self._item
        if item is None or self.work is None:
            return
        self._queue.put_off(item)
        self._current = self._queue.next_but(item) or item.key
        self._show_queue(self.work)

    # -- looking ------------------------------------------------------------------------------

    def action_source(self) -> None:
        """Read it where it stands."""
        item = self._item
        if item is not None and self.work is not None:
            taken = statement_of(self.work.state, item)
            at = item.subject.place.start if isinstance(item.subject, Unmarked) else None
            self.inspection_app.open_source(item.source, taken.id if taken else None, at)

    def action_open(self) -> None:
        """Read it where it stands; at the line go on with what is worth a look."""
        if self._at_the_line:
            self.action_beyond()
        else:
            self.action_source()

    async def action_evidence(self) -> None:
        """See the finding's other evidence, the other statement's source, or the key question."""
        item = self._item
        if item is None:
            return
        if item.target_kind == "finding":
            self.inspection_app.open_finding(item.target)
        elif item.target_source is not None:
            self.inspection_app.open_source(item.target_source, item.target)
        else:
            await self.inspection_app.open_question(item.target)

    def action_conflicts(self) -> None:
        """Show only possible conflicts, or all."""
        now = self._queue.shown
        self._show_only(replace(now, conflicts=not now.conflicts))

    def action_beyond(self) -> None:
        """Show also what is worth a look, or only what is strong."""
        self._queue.beyond = not self._queue.beyond
        self._show_only(self._queue.shown)

    def _show_only(self, wanted: Shown) -> None:
        self._queue.shown = wanted
        self._before = frozenset()
        if self.work is not None:
            self.show_work()

    def action_filter(self) -> None:
        """Choose the area, finding, source and bearing that are shown."""
        work = self.work
        if work is None:
            return
        found = self._queue.offered.items
        sources = {item.source for item in found}
        findings = {item.target for item in found if item.target_kind == "finding"}
        now = self._queue.shown
        fields = [
            Field("area", "Area", now.area, (("", "all"), *((a, spoken(a)) for a in AREAS))),
            Field("bearing", "May", now.bearing, (("", "all"), *((b, b) for b in BEARINGS))),
            Field("finding", "Finding", now.finding, _options(findings, self._finding_text)),
            Field("source", "Source", now.source, _options(sources, self._source_text)),
        ]

        def show(values: dict[str, str] | None) -> None:
            if values is not None:
                kept = Shown(**values, statement=now.statement, conflicts=now.conflicts)
                self._show_only(kept)

        self.app.push_screen(FillIn("Which suggestions are shown?", fields), show)

    def _finding_text(self, key: str) -> str:
        finding = self.work.state.findings.get(key) if self.work is not None else None
        return finding.text if finding is not None else ""

    def _source_text(self, key: str) -> str:
        source = self.work.state.sources.get(key) if self.work is not None else None
        return source.label if source is not None else ""

    def action_learning(self) -> None:
        """Let what was judged here order what follows, or not."""
        self._learning = not self._learning
        self.action_again()

    def action_groups(self) -> None:
        """Choose a group of statements that hang on no finding, and write the finding."""
        ask_group(self, self._queue.found.new_findings)


def _options(keys: Iterable[str], text: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    return (
        ("", "all"),
        *((key, f"{key}  {text(key)[:60]}") for key in sorted(keys, key=id_order)),
    )
