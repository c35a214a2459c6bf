"""Undo after do is identity, redo after undo too, whatever restarts come between."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from evidence.commands import (
    AddSource,
    AddVoice,
    AmendStatement,
    Command,
    JoinStatements,
    LinkStatement,
    MapSpeakers,
    MarkRepeat,
    MarkRepeats,
    NewVoice,
    RefuseSuggestion,
    RemoveFinding,
    ResolveFinding,
    SplitStatement,
    TakeQuoted,
    TakeStatement,
    UnlinkStatement,
    WithdrawSource,
    WriteFinding,
)
from evidence.faults import Refused
from evidence.folder import CHECKPOINT
from evidence.model import SeenLink
from evidence.state import State
from evidence.verifying import verify
from tests.bundles import bundles
from tests.evidence.inspections import QUESTION, crash, dump, load, new_folder, reopened

numbers = st.integers(1, 5)
statement_ids = numbers.map("E{}".format)
finding_ids = numbers.map("F{}".format)
source_ids = numbers.map("S{}".format)
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(AddVoice, st.sampled_from(["a", "b"])),
    st.builds(
        AddSource, st.just("t"), st.just("data"), derived_from=st.lists(source_ids).map(tuple)
    ),
    st.builds(TakeStatement, source_ids, st.just("q and r"), repeats=st.none() | statement_ids),
    st.builds(
        TakeQuoted,
        st.builds(TakeStatement, source_ids, st.just("q")),
        original=st.none() | st.builds(TakeStatement, source_ids, st.just("q again")),
    ),
    st.builds(WriteFinding, st.just(QUESTION), st.just("t")),
    st.builds(
        LinkStatement, statement_ids, finding_ids, st.sampled_from(["supports", "contradicts"])
    ),
    st.builds(UnlinkStatement, statement_ids, finding_ids),
    st.builds(RemoveFinding, finding_ids),
    st.builds(RefuseSuggestion, statement_ids, finding_ids),
    st.builds(WithdrawSource, source_ids, st.just("r")),
    st.builds(SplitStatement, statement_ids, numbers),
    st.builds(JoinStatements, statement_ids, statement_ids),
    st.builds(MarkRepeat, statement_ids, st.none() | statement_ids),
    st.builds(
        MarkRepeats, st.lists(st.tuples(statement_ids, statement_ids), max_size=3).map(tuple)
    ),
    st.builds(
        MapSpeakers,
        source_ids,
        st.dictionaries(
            st.sampled_from(["Smith", "Cllr Smith"]),
            st.sampled_from([None, "V1", NewVoice("partners", "a"), NewVoice("leaders")]),
        ),
    ),
    st.builds(AmendStatement, statement_ids, st.just({"clarify": "?"})),
    st.builds(
        ResolveFinding,
        finding_ids,
        st.just("stands"),
        st.just("r"),
        statement_ids.map(lambda e: (SeenLink(statement=e),)),
    ),
)


def indexes(state: State) -> dict[str, dict[str, set[str]]]:
    """Every index of a state, each group as a set of keys."""
    return {
        name: {group: set(keys) for group, keys in value.items()}
        for name, value in vars(state).items()
        if "_of_" in name or name in {"repeats_of", "derived_sources"}
    }


class Inspections(RuleBasedStateMachine):
    """An inspection beside a model of it: the dumps before, now, and undone."""

    def __init__(self) -> None:
        super().__init__()
        self.place = TemporaryDirectory()
        self.path = Path(self.place.name) / "i"
        self.folder = new_folder(self.path)
        self.done: list[dict[str, Any]] = []
        self.now = dump(self.folder)
        self.undone: list[dict[str, Any]] = []

    @initialize(bundle=bundles(max_statements=5, max_findings=3))
    def loaded(self, bundle: dict[str, Any]) -> None:
        load(self.folder, {**bundle, "inspection": {}})
        self._did()

    def _did(self) -> None:
        self.done.append(self.now)
        self.now = dump(self.folder)
        self.undone.clear()

    @rule(command=commands)
    def do(self, command: Command) -> None:
        try:
            self.folder.execute(command)
        except Refused:
            return
        self._did()

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.folder.undo()
        self.undone.append(self.now)
        self.now = self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.folder.redo()
        self.done.append(self.now)
        self.now = self.undone.pop()

    @rule()
    def close_and_open(self) -> None:
        self.folder.close()
        self.folder = reopened(self.path)

    @rule()
    def crash_and_open(self) -> None:
        crash(self.folder)
        self.folder = reopened(self.path)

    @rule()
    def lose_the_checkpoint(self) -> None:
        crash(self.folder)
        (self.path / CHECKPOINT).unlink(missing_ok=True)
        self.folder = reopened(self.path)

    @rule()
    def checkpoint(self) -> None:
        self.folder.checkpoint()

    @invariant()
    def it_is_what_the_model_says(self) -> None:
        assert dump(self.folder) == self.now
        assert (self.folder.can_undo, self.folder.can_redo) == (bool(self.done), bool(self.undone))
        assert self.folder.notices == []

    @invariant()
    def its_indexes_are_those_of_its_records(self) -> None:
        fresh = State()
        for table in self.now:
            if table not in {"format", "inspection"}:
                records = self.folder.state.table(table)
                for key, record in records.items():
                    fresh._put(table, key, record)
        assert indexes(self.folder.state) == indexes(fresh)

    def teardown(self) -> None:
        self.folder.close()
        assert verify(self.path).faults == ()
        self.place.cleanup()


TestUndoLaw = Inspections.TestCase
TestUndoLaw.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
