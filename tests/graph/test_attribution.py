"""Words of few people are not attributed, however they come."""

from __future__ import annotations

from typing import Any

from graph.attribution import Attribution, may_be_attributed
from tests.loaded import state_of


def bundle(*people: int | None, kind: str = "focus_group", **statement: Any) -> dict[str, Any]:
    """A source heard with voices of so many people each, and what was said in it."""
    voices = [
        {"id": f"V{number}", "role": f"Role {number}", "group": "practitioners"}
        | ({} if count is None else {"people": count})
        for number, count in enumerate(people, 1)
    ]
    return {
        "voices": voices,
        "sources": [
            {"id": "S1", "title": "T", "kind": kind, "voices": [voice["id"] for voice in voices]}
        ],
        "statements": [{"id": "E1", "source": "S1", "quote": "q", **statement}],
    }


def judged(*people: int | None, **more: Any) -> Attribution:
    """Of the one statement."""
    return may_be_attributed(state_of(bundle(*people, **more)), "E1")


def test_five_may_be_named_and_four_not() -> None:
    """Where nobody counted, nothing is forbidden."""
    assert judged(5) == judged(None) == Attribution(allowed=True)
    assert judged(4) == Attribution(
        allowed=False,
        reason="a group of 4, under 5",
        said_as="a member of staff",
        source_named=False,
    )


def test_a_role_held_by_one_is_not_named_but_its_document_is() -> None:
    """A plan is cited by its title; only whose words they are is left out."""
    assert judged(1, kind="document") == Attribution(
        allowed=False,
        reason="a role held by one",
        said_as="a member of staff",
        source_named=True,
    )


def test_a_focus_group_is_as_large_as_all_that_were_heard_in_it() -> None:
    """Two and two are four; a voice that nobody counted makes it no small group."""
    assert judged(2, 2).reason == "a focus group of 4, under 5"
    assert judged(2, 3)
    assert judged(2, None)
    assert judged(2, 2, kind="meeting")
    assert judged(2, 8, voice="V1").reason == "a group of 2, under 5"
    assert judged(2, 8, voice="V2")


def leading(*leaders: int | None, kind: str = "document") -> Attribution:
    """A statement of the first of these leaders; the others are heard elsewhere."""
    told = bundle(leaders[0], kind=kind)
    told["voices"] = [
        {"id": f"V{number}", "role": f"Head {number}", "group": "leaders"}
        | ({} if count is None else {"people": count})
        for number, count in enumerate(leaders, 1)
    ]
    return may_be_attributed(state_of(told), "E1")


def test_leaders_are_not_said_to_be_staff() -> None:
    """Their own plan is no support by somebody whom they lead."""
    assert leading(1, 1) == Attribution(
        allowed=False, reason="a role held by one", said_as="a leader", source_named=True
    )
    assert leading(3, kind="meeting").said_as == leading(1, None).said_as == "a leader"


def test_the_only_leader_is_not_called_one() -> None:
    """The document stands alone, and of a meeting its kind: “a leader” would be a name."""
    assert leading(1) == Attribution(allowed=False, reason="a role held by one", source_named=True)
    assert leading(1, kind="meeting") == Attribution(
        allowed=False, reason="a role held by one", source_named=False
    )


def test_leaders_and_staff_together_are_neither() -> None:
    """Nothing is said of whose words they are where that is not one thing."""
    told = bundle(1, 1)
    told["voices"][0]["group"] = "leaders"
    told["voices"].append({"id": "V3", "role": "Deputy", "group": "leaders", "people": 1})
    assert may_be_attributed(state_of(told), "E1").said_as == ""


def test_what_repeats_such_words_is_no_better() -> None:
    """A report that quotes the one manager gives the manager away."""
    told = bundle(1)
    told["sources"].append({"id": "S2", "title": "Report", "kind": "document"})
    told["statements"].append({"id": "E2", "source": "S2", "quote": "q", "repeats": "E1"})
    assert may_be_attributed(state_of(told), "E2") == Attribution(
        allowed=False,
        reason="it repeats E1: a role held by one",
        said_as="a member of staff",
        source_named=True,
    )


def test_the_programme_says_how_few_are_few() -> None:
    """Its ``small_group`` stands in the place of five."""
    state = state_of(bundle(6))
    assert may_be_attributed(state, "E1", 6)
    assert not may_be_attributed(state, "E1", 7)


def test_an_inspector_and_a_system_of_data_need_no_cover() -> None:
    """What an inspector saw alone may be said to be hers."""
    told = bundle(1, kind="observation")
    told["voices"][0]["group"] = "inspectors"
    assert may_be_attributed(state_of(told), "E1")
    told["voices"][0]["group"] = "data_system"
    assert may_be_attributed(state_of(told), "E1")


def test_words_of_somebody_not_named_are_said_to_be_nobodys() -> None:
    """Not the only voice's of their source either, though its few are protected by it as well."""
    unclear = "no voice 'p:'"
    assert judged(1, clarify=unclear, kind="meeting") == Attribution(
        allowed=False, reason="a role held by one", said_as="", source_named=False
    )
    state = state_of(bundle(8, clarify=unclear))
    assert state.statements["E1"].said_by(("V1",)) == ()
    assert state_of(bundle(8)).statements["E1"].said_by(("V1",)) == ("V1",)
    assert state_of(bundle(8, clarify="how many?")).statements["E1"].said_by(("V1",)) == ("V1",)
