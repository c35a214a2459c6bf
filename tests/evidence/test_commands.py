"""Each command's whole effect, and its refusals, which change nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evidence.commands import (
    AddSource,
    AddVoice,
    AmendAsk,
    AmendFinding,
    AmendSession,
    AmendSource,
    AmendStatement,
    AmendVoice,
    AnswerAsk,
    Command,
    DescribeInspection,
    HoldSession,
    LinkStatement,
    MarkRepeat,
    NewInspection,
    PlanSession,
    RaiseAsk,
    RefuseSuggestion,
    RemoveFinding,
    ReopenFinding,
    ResolveFinding,
    RestoreSource,
    RestoreStatement,
    TakeStatement,
    TieToQuestion,
    UnlinkStatement,
    UntieFromQuestion,
    WithdrawSource,
    WithdrawStatement,
    WriteFinding,
)
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.integrity import faults_in
from evidence.model import About, GapRef, Inspection, Place, SeenLink
from evidence.state import Change
from tests.evidence.inspections import (
    BY,
    OTHER_QUESTION,
    QUESTION,
    dump,
    files_of,
    load,
    new_folder,
    peopled,
)

NOW = "2026-03-09T14:30:00+00:00"
TODAY = NOW[:10]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InspectionFolder:
    """An inspection with a record of each kind, always at the same moment."""
    monkeypatch.setattr("evidence.folder.now", lambda: NOW)
    return peopled(tmp_path / "i")


Rows = dict[str, list[dict[str, Any]]]


def difference(before: dict[str, Any], after: dict[str, Any]) -> Rows:
    """What went and what came, by table, "-table" and "+table"."""
    found: Rows = {}
    for table, rows in before.items():
        was = rows if isinstance(rows, list) else [rows]
        now = after[table] if isinstance(after[table], list) else [after[table]]
        if gone := [row for row in was if row not in now]:
            found[f"-{table}"] = gone
        if come := [row for row in now if row not in was]:
            found[f"+{table}"] = come
    return found


V1 = {"id": "V1", "role": "head of service", "group": "leaders", "people": 1}
S1 = {
    "id": "S1",
    "title": "Plan",
    "kind": "document",
    "voices": ["V1"],
    "recorded_by": BY,
    "received": TODAY,
}
E1 = {
    "id": "E1",
    "source": "S1",
    "quote": "Caseloads are managed.",
    "voice": "V1",
    "questions": [QUESTION],
    "recorded_by": BY,
    "recorded_at": NOW,
}
E2 = {
    "id": "E2",
    "source": "S2",
    "quote": "Caseloads are too high.",
    "voice": "V2",
    "recorded_by": BY,
    "recorded_at": NOW,
}
F1 = {
    "id": "F1",
    "question": QUESTION,
    "text": "Caseloads are managed well.",
    "polarity": "strength",
}
FOR = {"statement": "E1", "finding": "F1", "stance": "supports", "by": BY, "at": NOW}
AGAINST = {"statement": "E2", "finding": "F1", "stance": "contradicts", "by": BY, "at": NOW}
M1 = {"id": "M1", "title": "Senior team", "kind": "meeting", "voices": ["V1"], "minutes": 60}
A1 = {
    "id": "A1",
    "gap": {"code": "conflict", "about": {"finding": "F1"}},
    "wording": "How?",
    "session": "M1",
    "state": "planned",
}
R1 = {"statement": "E2", "finding": "F1", "by": BY, "at": NOW}
INSPECTION = {"title": "North", "service": "N", "programme": "probation"}
RESOLUTION = {
    "outcome": "upheld",
    "reason": "seen in cases",
    "by": BY,
    "at": NOW,
    "seen": [{"statement": "E1", "stance": "supports"}, {"statement": "E2"}],
}
RESOLVE = ResolveFinding(
    "F1",
    "upheld",
    "seen in cases",
    (SeenLink(statement="E1", stance="supports"), SeenLink(statement="E2")),
)


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


EFFECTS: list[tuple[Command, str, tuple[str, ...], Rows]] = [
    (
        DescribeInspection({"title": "N2", "visit_from": "2026-04-01", "service": None}),
        "described the inspection: title, visit_from, service",
        (),
        {
            "-inspection": [INSPECTION],
            "+inspection": [{"title": "N2", "programme": "probation", "visit_from": "2026-04-01"}],
        },
    ),
    (
        AddVoice("", "victims"),
        "added the voice victims",
        ("V3",),
        {"+voices": [{"id": "V3", "role": "", "group": "victims"}]},
    ),
    (
        AmendVoice("V1", {"people": None, "role": "chief"}),
        "changed the voice head of service",
        ("V1",),
        {"-voices": [V1], "+voices": [{"id": "V1", "role": "chief", "group": "leaders"}]},
    ),
    (
        AddSource("Survey", "survey", details={"dated": "2026-01-02", "recorded_by": "CD"}),
        "added the survey Survey",
        ("S3",),
        {
            "+sources": [
                {
                    "id": "S3",
                    "title": "Survey",
                    "kind": "survey",
                    "recorded_by": "CD",
                    "received": TODAY,
                    "dated": "2026-01-02",
                }
            ]
        },
    ),
    (
        AmendSource("S1", {"clarify": "which year?", "reliability": "doubtful"}),
        "changed clarify, reliability of Plan",
        ("S1",),
        {
            "-sources": [S1],
            "+sources": [{**S1, "clarify": "which year?", "reliability": "doubtful"}],
        },
    ),
    (
        WithdrawSource("S1", "wrong year"),
        "withdrew Plan: wrong year",
        ("S1",),
        {
            "-sources": [S1],
            "+sources": [{**S1, "withdrawn": True, "withdrawn_reason": "wrong year"}],
        },
    ),
    (
        TakeStatement("S2", "Yes.", Place(page=3, start=0, end=4), "V1", (QUESTION,), repeats="E1"),
        f"took E3 for {QUESTION} from Focus group: Yes.",
        ("E3", "S2"),
        {
            "+statements": [
                {
                    "id": "E3",
                    "source": "S2",
                    "quote": "Yes.",
                    "place": {"page": 3, "start": 0, "end": 4},
                    "voice": "V1",
                    "questions": [QUESTION],
                    "repeats": "E1",
                    "recorded_by": BY,
                    "recorded_at": NOW,
                }
            ]
        },
    ),
    (
        AmendStatement("E2", {"quote": "Too high.", "voice": None}),
        "changed quote, voice of E2",
        ("E2",),
        {
            "-statements": [E2],
            "+statements": [{**without(E2, "voice"), "quote": "Too high."}],
        },
    ),
    (
        MarkRepeat("E2", "E1"),
        "E2 repeats E1",
        ("E2", "E1"),
        {"-statements": [E2], "+statements": [{**E2, "repeats": "E1"}]},
    ),
    (
        TieToQuestion("E1", OTHER_QUESTION),
        f"tied E1 to {OTHER_QUESTION}",
        ("E1",),
        {"-statements": [E1], "+statements": [{**E1, "questions": [QUESTION, OTHER_QUESTION]}]},
    ),
    (
        UntieFromQuestion("E1", QUESTION),
        f"untied E1 from {QUESTION}",
        ("E1",),
        {"-statements": [E1], "+statements": [without(E1, "questions")]},
    ),
    (
        WithdrawStatement("E1", ""),
        "withdrew E1: ",
        ("E1",),
        {"-statements": [E1], "+statements": [{**E1, "withdrawn": True}]},
    ),
    (
        WriteFinding(OTHER_QUESTION, "Staffing is short.", "weakness", "Recruit."),
        "wrote F2: Staffing is short.",
        ("F2",),
        {
            "+findings": [
                {
                    "id": "F2",
                    "question": OTHER_QUESTION,
                    "text": "Staffing is short.",
                    "polarity": "weakness",
                    "recommendation": "Recruit.",
                }
            ]
        },
    ),
    (
        AmendFinding("F1", {"text": "Caseloads are\nfine.", "polarity": None}),
        "changed polarity, text of F1",
        ("F1",),
        {
            "-findings": [F1],
            "+findings": [{**without(F1, "polarity"), "text": "Caseloads are\nfine."}],
        },
    ),
    (
        RemoveFinding("F1"),
        "removed F1 and 2 links: Caseloads are managed well.",
        ("F1",),
        {"-findings": [F1], "-links": [FOR, AGAINST], "-refusals": [R1]},
    ),
    (
        LinkStatement("E1", "F1", "qualifies", "in part"),
        "E1 qualifies F1",
        ("E1", "F1"),
        {"-links": [FOR], "+links": [{**FOR, "stance": "qualifies", "note": "in part"}]},
    ),
    (
        LinkStatement("E1", "F1", "supports", "in part"),
        "E1 supports F1",
        ("E1", "F1"),
        {"-links": [FOR], "+links": [{**FOR, "note": "in part"}]},
    ),
    (
        UnlinkStatement("E1", "F1"),
        "unlinked E1 from F1",
        ("E1", "F1"),
        {"-links": [FOR]},
    ),
    (
        RESOLVE,
        "resolved F1 as upheld: seen in cases",
        ("F1",),
        {"-findings": [F1], "+findings": [{**F1, "resolution": RESOLUTION}]},
    ),
    (
        RefuseSuggestion("E1", "F1"),
        "E1 is unrelated to F1",
        ("E1", "F1"),
        {"+refusals": [{**R1, "statement": "E1"}]},
    ),
    (
        PlanSession("Team", "focus_group", {"starts": "2026-03-10T10:00"}),
        "planned Team",
        ("M2",),
        {
            "+sessions": [
                {"id": "M2", "title": "Team", "kind": "focus_group", "starts": "2026-03-10T10:00"}
            ]
        },
    ),
    (
        AmendSession("M1", {"minutes": 45}),
        "changed minutes of Senior team",
        ("M1",),
        {"-sessions": [M1], "+sessions": [{**M1, "minutes": 45}]},
    ),
    (
        HoldSession("M1"),
        "held Senior team",
        ("M1", "S3"),
        {
            "-sessions": [M1],
            "+sessions": [{**M1, "source": "S3"}],
            "+sources": [
                {
                    "id": "S3",
                    "title": "Senior team",
                    "kind": "meeting",
                    "dated": TODAY,
                    "received": TODAY,
                    "voices": ["V1"],
                    "recorded_by": BY,
                }
            ],
        },
    ),
    (
        RaiseAsk(GapRef(code="no_evidence", about=About(question=QUESTION)), "How so?"),
        "raised A2: How so?",
        ("A2",),
        {
            "+asks": [
                {
                    "id": "A2",
                    "gap": {"code": "no_evidence", "about": {"question": QUESTION}},
                    "wording": "How so?",
                    "state": "open",
                }
            ]
        },
    ),
    (
        AmendAsk("A1", {"session": None, "state": "dropped"}),
        "changed session, state of A1",
        ("A1",),
        {"-asks": [A1], "+asks": [{**without(A1, "session"), "state": "dropped"}]},
    ),
    (
        AnswerAsk("A1", "E2"),
        "E2 answers A1",
        ("A1", "E2"),
        {"-asks": [A1], "+asks": [{**A1, "state": "answered", "answer": "E2"}]},
    ),
]


@pytest.mark.parametrize(("command", "says", "about", "changed"), EFFECTS, ids=lambda v: "")
def test_a_command_changes_this_and_nothing_else(
    folder: InspectionFolder, command: Command, says: str, about: tuple[str, ...], changed: Rows
) -> None:
    """The journal tells it in a line, the dump differs by these rows, undo and redo are exact."""
    before = dump(folder)
    entry = folder.execute(command)
    assert entry is not None
    after = dump(folder)
    assert (entry.command, entry.says, entry.about) == (command.name, says, about)
    assert difference(before, after) == changed
    folder.undo()
    assert dump(folder) == before
    folder.redo()
    assert dump(folder) == after


BACK: list[tuple[Command, Command]] = [
    (WithdrawSource("S1", "x"), RestoreSource("S1")),
    (WithdrawStatement("E1", "x"), RestoreStatement("E1")),
    (RESOLVE, ReopenFinding("F1")),
    (MarkRepeat("E2", "E1"), MarkRepeat("E2", None)),
    (TieToQuestion("E2", QUESTION), UntieFromQuestion("E2", QUESTION)),
]


@pytest.mark.parametrize(("there", "back"), BACK)
def test_what_takes_back_leaves_no_trace_but_in_the_history(
    folder: InspectionFolder, there: Command, back: Command
) -> None:
    """A thing done and taken back by its own command is as if it had not been."""
    before = dump(folder)
    folder.execute(there)
    folder.execute(back)
    assert dump(folder) == before


REFUSED: list[tuple[Command, str]] = [
    (NewInspection(Inspection(programme="probation")), "inspection: has begun already"),
    (
        DescribeInspection({"programme": "youth"}),
        "inspection: can't be given another programme: make a new inspection for it",
    ),
    (DescribeInspection({"colour": "red"}), "inspection.colour: no such field here"),
    (
        DescribeInspection({"self": "x", "table": "y"}),
        "inspection.self: no such field here; inspection.table: no such field here",
    ),
    (
        DescribeInspection({"title": "North"}),
        "inspection: stands so already: nothing to change",
    ),
    (
        DescribeInspection({"visit_from": "soon"}),
        "inspection.visit_from: is no ISO 8601 date, such as 2026-03-09 (here: 'soon')",
    ),
    (
        AddVoice("x", "aliens"),  # type: ignore[arg-type]
        (
            "group: input should be 'leaders', 'middle_managers', 'practitioners', "
            "'support_staff', 'partners', 'sentencers', 'supervised_people', 'parents_carers', "
            "'victims', 'inspectors' or 'data_system' (here: 'aliens')"
        ),
    ),
    (
        AddVoice("\ud800"),
        "role: holds half a character (a lone surrogate) (here: '\\ud800')",
    ),
    (AmendVoice("V1", {"id": "V9"}), "V1: can't be given another id"),
    (
        AmendVoice("V9", {"role": "x"}),
        "V9: there is no voice of this id: `triangulate dump` lists all",
    ),
    (AddSource("x", "data", voices=("V9",)), 'S3.voices[0]: no voice "V9"'),
    (
        AddSource("x", "data", derived_from=("S3",)),
        "S3.derived_from: goes round in a circle: S3 -> S3",
    ),
    (
        AmendSource("S1", {"derived_from": ("S2",)}),
        "S2.derived_from: goes round in a circle: S1 -> S2 -> S1",
    ),
    (AmendSource("S1", {"file": None}), "S1: can't be given another file"),
    (AmendSource("S1", {"voices": ("V2",)}), "S1: has statements by V1: keep that voice"),
    (RestoreSource("S1"), "S1: is not withdrawn"),
    (WithdrawSource("S9", "x"), "S9: there is no source of this id: `triangulate dump` lists all"),
    (TakeStatement("S9", "x"), "S9: there is no source of this id: `triangulate dump` lists all"),
    (TakeStatement("S1", " "), "quote: is blank (here: ' ')"),
    (TakeStatement("S1", "x", voice="V2"), 'E3.voice: "V2" is not one of the voices of S1'),
    (TakeStatement("S1", "x", Place(start=2, end=1)), "E3.place: ends before it starts"),
    (TakeStatement("S1", "x", repeats="E3"), "E3.repeats: goes round in a circle: E3 -> E3"),
    (AmendStatement("E1", {"source": "S2"}), "E1: can't be given another source"),
    (AmendStatement("E1", {"quote": None}), "E1.quote: is missing"),
    (MarkRepeat("E1", "E1"), "E1.repeats: goes round in a circle: E1 -> E1"),
    (MarkRepeat("E1", None), "E1: stands so already: nothing to change"),
    (TieToQuestion("E1", QUESTION), f"E1: is tied to {QUESTION} already"),
    (
        TieToQuestion("E1", "PS.9"),
        'E1.questions[1]: no key question "PS.9" in the programme probation',
    ),
    (UntieFromQuestion("E2", QUESTION), f"E2: is not tied to {QUESTION}"),
    (RestoreStatement("E1"), "E1: is not withdrawn"),
    (
        WriteFinding("PS.9", "x"),
        'F2.question: no key question "PS.9" in the programme probation',
    ),
    (WriteFinding(QUESTION, ""), "text: is blank (here: '')"),
    (
        AmendFinding("F1", {"resolution": None}),
        "F1: its id stays, and its resolution has commands of its own",
    ),
    (RemoveFinding("F9"), "F9: there is no finding of this id: `triangulate dump` lists all"),
    (LinkStatement("E1", "F1", "supports"), "E1: supports F1 already"),
    (
        LinkStatement("E9", "F1", "supports"),
        "E9: there is no statement of this id: `triangulate dump` lists all",
    ),
    (UnlinkStatement("E1", "F9"), "E1: is not linked to F9"),
    (ResolveFinding("F1", "upheld", " ", ()), "F1: say why: a resolution needs a reason"),
    (
        ResolveFinding("F1", "upheld", "x", (SeenLink(statement="E9"),)),
        'F1.resolution.seen[0]: no statement "E9"',
    ),
    (ReopenFinding("F1"), "F1: has no resolution"),
    (RefuseSuggestion("E2", "F1"), "E2: was refused for F1 already"),
    (RefuseSuggestion("E9", "F1"), 'E9 F1.statement: no statement "E9"'),
    (PlanSession("x", "meeting", {"voices": ("V9",)}), 'M2.voices[0]: no voice "V9"'),
    (
        PlanSession("x", "meeting", {"minutes": -5}),
        "minutes: input should be greater than or equal to 0 (here: -5)",
    ),
    (
        AmendSession("M1", {"source": "S1"}),
        "M1: its id stays, and holding it has a command of its own",
    ),
    (HoldSession("M9"), "M9: there is no session of this id: `triangulate dump` lists all"),
    (RaiseAsk(GapRef(code="x"), "x", "M9"), 'A2.session: no session "M9"'),
    (AmendAsk("A1", {"id": "A9"}), "A1: can't be given another id"),
    (AnswerAsk("A1", "E9"), "E9: there is no statement of this id: `triangulate dump` lists all"),
]


@pytest.mark.parametrize(("command", "fault"), REFUSED, ids=lambda v: "")
def test_a_refused_command_says_why_and_changes_nothing(
    folder: InspectionFolder, command: Command, fault: str
) -> None:
    """The journal keeps its bytes, the state its records, and what could be undone still can."""
    before = files_of(folder.path), dump(folder), folder.can_undo, folder.can_redo
    with pytest.raises(Refused) as refused:
        folder.execute(command)
    assert str(refused.value) == fault
    with pytest.raises(Refused):
        folder.check(command)
    assert (files_of(folder.path), dump(folder), folder.can_undo, folder.can_redo) == before


def test_what_is_held_or_withdrawn_twice_is_refused(folder: InspectionFolder) -> None:
    """Each says what stands already."""
    folder.execute(HoldSession("M1"))
    folder.execute(WithdrawSource("S1", ""))
    folder.execute(WithdrawStatement("E1", ""))
    for command, fault in (
        (HoldSession("M1"), "M1: was held already: its source is S3"),
        (WithdrawSource("S1", ""), "S1: is withdrawn already"),
        (WithdrawStatement("E1", ""), "E1: is withdrawn already"),
    ):
        with pytest.raises(Refused) as refused:
            folder.execute(command)
        assert str(refused.value) == fault


def test_a_quote_from_a_text_is_never_reworded(folder: InspectionFolder) -> None:
    """A typed note may be corrected; what stands in a document may not."""
    folder.execute(TakeStatement("S1", "Word.", Place(start=0, end=5)))
    with pytest.raises(
        Refused, match=r"^E3: is quoted from its source and can't be reworded: take"
    ):
        folder.execute(AmendStatement("E3", {"quote": "World."}))


def test_an_id_is_never_given_out_twice(tmp_path: Path) -> None:
    """Not after undo, not after a restart, with or without a checkpoint."""
    path = tmp_path / "i"
    given: list[str] = []

    def add(folder: InspectionFolder) -> None:
        entry = folder.execute(AddVoice("x"))
        assert entry is not None
        given.extend(entry.about)

    with new_folder(path) as folder:
        add(folder)
        folder.undo()
        add(folder)
        folder.undo()
    with InspectionFolder.open(path, by=BY) as folder:
        add(folder)
        folder.undo()
    (path / "inspection.json").unlink()
    with InspectionFolder.open(path, by=BY) as folder:
        add(folder)
    assert given == ["V1", "V2", "V3", "V4"]


@pytest.mark.parametrize("number", [10**9 - 1, 10**9, 10**40, 10**98])
def test_ids_after_a_huge_one_overwrite_nothing(tmp_path: Path, number: int) -> None:
    """A bundle with S999999999 leaves room for every source that follows."""
    with new_folder(tmp_path / "i") as folder:
        load(folder, {"sources": [{"id": f"S{number}", "kind": "data"}]})
        for _ in range(3):
            folder.execute(AddSource("x", "data"))
        assert len(folder.state.sources) == 4


def removal(folder: InspectionFolder, table: str, key: str) -> list[str]:
    change = Change(table, key, folder.state.table(table)[key], None)
    return [str(fault) for fault in faults_in(folder.state, [change], None, {})]


def test_what_is_needed_can_not_be_removed(folder: InspectionFolder) -> None:
    """Whoever refers to a record is named, one of each kind."""
    folder.execute(HoldSession("M1"))
    folder.execute(MarkRepeat("E2", "E1"))
    folder.execute(RESOLVE)
    assert {
        f"{table} {key}": removal(folder, table, key)
        for table, key in (
            ("voices", "V1"),
            ("sources", "S1"),
            ("sources", "S3"),
            ("statements", "E1"),
            ("findings", "F1"),
            ("sessions", "M1"),
            ("asks", "A1"),
        )
    } == {
        "voices V1": [
            "V1: is still needed by source S1",
            "V1: is still needed by statement E1",
            "V1: is still needed by session M1",
        ],
        "sources S1": ["S1: is still needed by statement E1", "S1: is still needed by source S2"],
        "sources S3": ["S3: is still needed by session M1"],
        "statements E1": [
            "E1: is still needed by link E1 supports F1",
            "E1: is still needed by statement E2",
            "E1: is still needed by finding F1",
        ],
        "findings F1": [
            "F1: is still needed by link E1 supports F1",
            "F1: is still needed by refusal E2 F1",
        ],
        "sessions M1": ["M1: is still needed by ask A1"],
        "asks A1": [],
    }


def test_a_record_may_go_together_with_those_that_need_it(folder: InspectionFolder) -> None:
    """Removing a finding with its links leaves nothing that needs it."""
    folder.execute(RemoveFinding("F1"))
    assert (folder.state.links, folder.state.links_of_statement) == ({}, {})


@pytest.mark.parametrize("act", [InspectionFolder.undo, InspectionFolder.redo])
def test_with_nothing_to_undo_or_redo_that_is_said(
    tmp_path: Path, act: Callable[[InspectionFolder], Any]
) -> None:
    """The beginning of an inspection can't be undone."""
    with new_folder(tmp_path / "i") as folder, pytest.raises(Refused, match="there is nothing to"):
        act(folder)


def test_a_name_with_half_a_character_is_refused_not_written(tmp_path: Path) -> None:
    """Also where it is the name of who works here, which no record holds."""
    with new_folder(tmp_path / "i") as folder:
        folder.by = "A\udcff"
        with pytest.raises(Refused, match="half a character: nothing was changed"):
            folder.execute(AddVoice("x"))
        folder.by = BY
        assert folder.execute(AddVoice("x")) is not None


def test_whoever_listens_hears_of_each_entry_once_it_stands(folder: InspectionFolder) -> None:
    """Commands, undo and redo alike; a refusal is not heard."""
    heard: list[tuple[str, bool]] = []
    folder.listen(lambda entry: heard.append((entry.command, "V3" in folder.state.voices)))
    folder.execute(AddVoice("x"))
    folder.undo()
    folder.redo()
    with pytest.raises(Refused):
        folder.execute(RemoveFinding("F9"))
    assert heard == [("add_voice", True), ("undo", False), ("redo", True)]


def test_the_history_names_who_did_what_and_what_was_undone(tmp_path: Path) -> None:
    """Heads come without reading the changes, and a quote that looks like them misleads nobody."""
    with new_folder(tmp_path / "i") as folder:
        folder.execute(AddVoice(',"changes":['))
        folder.undo()
        assert [(h.seq, h.by, h.command, h.about, h.says, h.of) for h in folder.history()] == [
            (1, BY, "new_inspection", (), "began the inspection North", None),
            (2, BY, "add_voice", ("V1",), 'added the voice ,"changes":[', None),
            (3, BY, "undo", ("V1",), 'undid 2: added the voice ,"changes":[', 2),
        ]
        assert [head.seq for head in folder.history(up_to=2)] == [1, 2]
        for seq in (0, 4):
            with pytest.raises(Refused, match=f"there is no entry {seq}: they go from 1 to 3"):
                folder.state_at(seq)
