"""The state: changes and their inverses, places kept, and small readings of records."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.faults import Refused
from evidence.journal import Entry
from evidence.model import Inspection, Link, Resolution, SeenLink, Source, SourceFile, Voice
from evidence.state import Change, State, adding
from evidence.words import KINDS, id_order, spoken


def voices(keys: str) -> State:
    state = State()
    state.apply(adding("voices", Voice(id=key)) for key in keys)
    return state


@given(st.permutations("abcdefgh"), st.integers(0, 8))
def test_what_was_removed_goes_back_to_where_it_stood(order: list[str], number: int) -> None:
    """Several at once, in any order, first and last ones too."""
    state = voices("abcdefgh")
    before = state.plain()
    removals = state.with_places(
        Change("voices", key, state.voices[key], None) for key in order[:number]
    )
    state.apply(Change.from_plain(change.plain()) for change in removals)
    assert set(state.voices) == set("abcdefgh") - set(order[:number])
    state.apply(change.inverse() for change in reversed(removals))
    assert state.plain() == before


def test_a_removal_undone_where_its_neighbour_is_gone_stands_last() -> None:
    """A journal of another make is still read."""
    state = voices("abc")
    state.apply([Change("voices", "a", None, None), Change("voices", "b", None, None)])
    state.apply([Change("voices", "a", None, Voice(id="a"), "b")])
    assert list(state.voices) == ["c", "a"]


def test_places_that_contradict_each_other_lose_no_record() -> None:
    """Each before the other is no order, but both are there."""
    state = voices("c")
    state.apply(Change("voices", k, None, Voice(id=k), n) for k, n in ("ab", "ba"))
    assert set(state.voices) == set("abc")


def test_a_change_without_a_place_is_the_change_of_older_journals() -> None:
    """The place is written only where there is one."""
    change = adding("voices", Voice(id="V1"))
    assert change.plain() == {"table": "voices", "key": "V1", "before": None, "after": {"id": "V1"}}
    assert Change.from_plain(change.plain()) == change


def test_the_inspection_is_a_table_of_one() -> None:
    """A change of it is applied like any other, and undone."""
    state = State()
    change = Change("inspection", "inspection", Inspection(), Inspection(title="t"))
    assert state.with_places([change]) == (change,)
    state.apply([change])
    assert state.table("inspection") == {"inspection": Inspection(title="t")}
    state.apply([change.inverse()])
    assert state.inspection == Inspection()


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b"\xff", b'{"seq":1}'])
def test_a_line_that_is_no_entry_is_refused(line: bytes) -> None:
    """Whatever it is, it is not guessed at."""
    with pytest.raises(Refused, match="can't be understood"):
        Entry.from_bytes(line)


@pytest.mark.parametrize(
    ("seen", "saw"),
    [
        ((), False),
        (("E1",), True),
        (("E2",), False),
        ((SeenLink(statement="E1"),), True),
        ((SeenLink(statement="E1", stance="supports"),), True),
        ((SeenLink(statement="E1", stance="contradicts"),), False),
    ],
)
def test_a_resolution_saw_a_link_by_statement_and_where_noted_by_stance(
    seen: tuple[Any, ...], saw: bool
) -> None:
    """A statement that has changed sides since was not seen there."""
    link = Link(statement="E1", finding="F1", stance="supports")
    assert Resolution(outcome="upheld", seen=seen).saw(link) is saw


def test_a_source_is_called_by_title_file_or_id() -> None:
    """The first that there is; a voice by role, group or id."""
    assert [
        Source(id="S1", kind="data", title="t", file=SourceFile(name="f")).label,
        Source(id="S1", kind="data", file=SourceFile(name="f")).label,
        Source(id="S1", kind="data", file=SourceFile()).label,
        Voice(id="V1", role="r", group="victims").label,
        Voice(id="V1", group="support_staff").label,
        Voice(id="V1").label,
    ] == ["t", "f", "S1", "r", "support staff", "V1"]


def test_ids_stand_in_the_order_of_their_numbers() -> None:
    """E2 before E10, with a suffix after the one without."""
    ids = ["E10", "E2", "E2-b", "E1", "F1", "10", "x"]
    assert sorted(ids, key=id_order) == ["10", "E1", "E2", "E2-b", "E10", "F1", "x"]
    assert spoken(KINDS[2]) == "focus group"


@given(st.text(max_size=30))
def test_any_text_has_a_place_in_that_order(text: str) -> None:
    """Digits of any script, and none."""
    assert id_order(text) == id_order(text)
    assert sorted([text, "E1", "1"], key=id_order)
