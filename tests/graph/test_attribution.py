"""Words of few people are not attributed, however they come."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from graph.attribution import Attribution, is_small, may_be_attributed, voice_as_told
from graph.evidence_items import EvidenceItems
from graph.summary_parts import Resting, told_apart
from tests.bundles import bundles
from tests.loaded import PROBATION, state_of


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


def resting(bundle: dict[str, Any], key: str) -> Resting:
    """What is told of a source or voice that a status rests on."""
    return EvidenceItems(state_of(bundle), PROBATION).resting(key)


def test_what_a_status_rests_on_is_told_by_its_title_or_by_role_and_group() -> None:
    """A source keeps its id, by which it is listed; a voice is listed nowhere."""
    assert resting(bundle(6), "S1").told == "S1 T"
    assert resting(bundle(6), "V1") == Resting("V1", "Role 1 (practitioners)", is_source=False)
    assert resting(bundle(6), "V1").told == "Role 1 (practitioners)"


def test_what_a_status_rests_on_tells_of_few_people_no_more_than_their_words_do() -> None:
    """Nor by the meeting in which they were heard; their document has its title."""
    assert resting(bundle(1), "V1") == Resting("", "a member of staff", is_source=False)
    told = Resting("", "a focus group with few people", is_source=True)
    assert resting(bundle(2, 8), "S1") == told
    assert told.told == told.label
    assert resting(bundle(1, kind="interview"), "S1").label == "an interview with few people"
    assert resting(bundle(1, kind="document"), "S1").told == "S1 T"
    led = bundle(1)
    led["voices"][0]["group"] = "leaders"
    assert resting(led, "V1").told == "a voice of few people"
    led["voices"].append({"id": "V9", "group": "leaders"})
    assert resting(led, "V1").told == "a leader"
    led["voices"][0]["group"] = "inspectors"
    assert resting(led, "V1").told == "Role 1 (inspectors)"
    assert resting(led, "V9").told == "leaders"


def test_several_that_are_told_by_the_same_words_are_told_apart_from_one() -> None:
    """Two leaders are not read as one that is named twice; what has a name of its own keeps it."""
    leader = Resting("", "a leader", is_source=False)
    resting = [leader, Resting("S1", "T", is_source=True), leader]
    assert [told for _, told in told_apart(resting)] == ["a leader", "S1 T", "another leader"]


@settings(max_examples=40, deadline=None)
@given(bundles(max_statements=6))
def test_no_role_of_few_people_is_told(bundle: dict[str, Any]) -> None:
    """Whatever the inspection: but of those who inspect, and of systems."""
    state = state_of(bundle)
    for number, voice in enumerate(state.voices.values()):
        state.voices[voice.id] = voice.with_fields(role=f"Role {number}")
    for voice in state.voices.values():
        secret = voice.group not in ("inspectors", "data_system")
        if secret and is_small(voice.people):
            assert "Role" not in voice_as_told(state, voice.id)
            assert EvidenceItems(state, PROBATION).resting(voice.id).id == ""
