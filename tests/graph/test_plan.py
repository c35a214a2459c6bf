"""The visit plan: which ask goes into which session, why, and what has none."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model import Session
from evidence.programme import load_programme
from evidence.state import State
from graph.fitting import Fitting
from graph.gaps import Gap, every_gap
from graph.placing import Item, placement
from graph.plan import WEIGHTS, plan
from graph.plan_parts import Plan
from graph.status import Assessments
from tests.bundles import ODD, random_bundle
from tests.graph.test_placing import most_of_all
from tests.graph.test_wording import state_of

PROBATION = load_programme("probation")
TODAY = date(2026, 3, 1)

LEADERS = {"id": "V1", "role": "Head of service", "group": "leaders"}
TEAM = {"id": "V2", "role": "Practitioners, North", "group": "practitioners"}
PEOPLE = {"id": "V3", "role": "People on probation", "group": "supervised_people"}


def session(identifier: str, kind: str = "meeting", **more: Any) -> dict[str, Any]:
    return {"id": identifier, "kind": kind, "title": f"Session {identifier}", **more}


def leaders_say(**more: Any) -> dict[str, Any]:
    """A finding that one document of the leaders supports, and what is planned."""
    return {
        "voices": [LEADERS, TEAM, PEOPLE],
        "sources": [
            {"id": "S1", "kind": "document", "voices": ["V1"], "dated": "2026-02-01"},
        ],
        "statements": [{"id": "E1", "source": "S1", "quote": "Every post is filled."}],
        "findings": [{"id": "F1", "question": "PS.1.2.1", "text": "There are enough staff."}],
        "links": [{"statement": "E1", "finding": "F1", "stance": "supports"}],
        **more,
    }


def planned(bundle: dict[str, Any], today: date = TODAY) -> Plan:
    state = state_of(bundle)
    return plan(state, PROBATION, Assessments(state, PROBATION, today), today)


def fit_of(bundle: dict[str, Any], key: str, held: dict[str, Any]) -> str | None:
    """Why a session would settle the gap of this key."""
    state = state_of({**bundle, "sessions": [held]})
    assessments = Assessments(state, PROBATION, TODAY)
    (gap,) = [g for g in every_gap(state, PROBATION, assessments, TODAY) if g.key == key]
    fit = Fitting(state, PROBATION, assessments).fit(gap, state.sessions[held["id"]])
    return fit.why if fit is not None else None


@pytest.mark.parametrize(
    ("key", "held", "why"),
    [
        ("leadership_only F1", session("M1", voices=["V2"]),
         "not of the leadership: Practitioners, North"),
        ("leadership_only F1", session("M1", voices=["V1"]), None),
        ("leadership_only F1", session("M1"), None),
        ("one_kind F1", session("M1", voices=["V2"]), "a meeting is another kind of evidence"),
        ("one_kind F1", session("M1", "document", voices=["V2"]), None),
        ("one_kind F1", session("M1", voices=["V1"]), None),
        ("no_voice services", session("M1", voices=["V3"]),
         "not heard on services yet: People on probation; somebody else is still unheard"),
        ("no_voice services", session("M1", voices=["V2", "V3"]),
         "not heard on services yet: Practitioners, North, People on probation"),
        ("no_voice services", session("M1", voices=["V1"]), None),
        ("expected_missing PS.1.2.1 meeting", session("M1", "interview"),
         "PS.1.2.1 expects interviews"),
        ("expected_missing PS.1.2.1 meeting", session("M1", "focus_group"), None),
        ("expected_missing PS.1.2.1 data", session("M1", "data"), None),
        ("no_evidence PS.1.4.1", session("M1", "focus_group"), "PS.1.4.1 expects focus groups"),
        ("no_evidence PS.1.4.1", session("M1", "case_review"), None),
    ],
)  # fmt: skip
def test_a_session_fits_where_it_would_pass_the_failing_test(
    key: str, held: dict[str, Any], why: str | None
) -> None:
    """Thought to have been held, by its kind and voices."""
    assert fit_of(leaders_say(), key, held) == why


def test_an_independent_line_is_one_that_the_flow_counts() -> None:
    """The voice behind two statements is no second line, somebody else is, also a head unnamed."""
    bundle = leaders_say()
    bundle["sources"].append({"id": "S2", "kind": "meeting", "voices": ["V1"]})
    bundle["statements"].append({"id": "E2", "source": "S2", "quote": "We are full."})
    bundle["links"].append({"statement": "E2", "finding": "F1", "stance": "supports"})
    assert fit_of(bundle, "circular F1", session("M1", voices=["V1"])) is None
    why = "an independent line for F1: Practitioners, North"
    assert fit_of(bundle, "circular F1", session("M1", voices=["V2"])) == why
    assert fit_of(bundle, "circular F1", session("M1")) is not None


def test_a_conflict_is_settled_by_who_stands_on_neither_side() -> None:
    bundle = leaders_say()
    bundle["sources"].append({"id": "S2", "kind": "focus_group", "voices": ["V2"]})
    bundle["statements"].append({"id": "E2", "source": "S2", "quote": "Two have left."})
    bundle["links"].append({"statement": "E2", "finding": "F1", "stance": "contradicts"})
    for voices in (["V1"], ["V2"], ["V1", "V2"]):
        assert fit_of(bundle, "conflict F1", session("M1", voices=voices)) is None
    why = "on neither side of F1: People on probation"
    assert fit_of(bundle, "conflict F1", session("M1", voices=["V1", "V3"])) == why


def test_the_gravest_gap_takes_the_time_there_is() -> None:
    """One session of ten minutes, and the leaders alone: the high gap goes before the others."""
    made = planned(leaders_say(sessions=[session("M1", voices=["V2"], minutes=10)]))
    (only,) = made.sessions
    assert [(ask.gap.code, ask.severity) for ask in only.asks if ask.gap] in (
        [("leadership_only", "high")],
        [("no_evidence", "high")],
        [("no_voice", "high")],
    )
    assert (only.used, only.left, made.proven) == (10, 0, True)


def test_what_has_no_session_says_which_one_it_would_need() -> None:
    """Nobody to ask, no time left, or nothing to ask anybody for."""
    made = planned(leaders_say(sessions=[session("M1", voices=["V1"], minutes=0)]))
    why = {each.key: each.why for each in made.unplaced}
    assert why["leadership_only F1"] == (
        "no session with middle managers or practitioners or support staff: "
        "10 minutes would be needed"
    )
    assert why["expected_missing PS.1.2.1 data"] == "a set of data would settle it: request it"
    assert why["expected_missing PS.1.2.1 meeting"] == (
        "no time left in M1: 10 minutes more of the kind meeting would be needed"
    )


def test_what_an_inspector_placed_stays_and_is_said_where_it_is_too_much() -> None:
    """By hand, or in a session without a word of who put it there."""
    asks = [
        {"id": "A1", "gap": {"code": "leadership_only", "about": {"finding": "F1"}},
         "wording": "How?", "session": "M1", "placed": "hand", "state": "planned", "minutes": 25},
        {"id": "A2", "wording": "What else?", "session": "M1"},
        {"id": "A3", "gap": {"code": "stale", "about": {"finding": "F9"}}, "session": "M1"},
    ]  # fmt: skip
    sessions = [session("M1", voices=["V1"], minutes=30), session("M2", voices=["V2"])]
    made = planned(leaders_say(asks=asks, sessions=sessions))
    first, second = made.sessions
    assert [(ask.ask, ask.standing) for ask in first.asks] == [
        ("A1", "hand"), ("A2", "hand"), ("A3", "hand"),
    ]  # fmt: skip
    assert first.asks[2].why == "an inspector put it here; its gap is no longer there"
    assert first.left == -15
    assert (second.minutes, second.assumed) == (60, True)
    assert len(second.asks) == 6


def test_asks_take_part_by_their_state() -> None:
    """Open and planned ones do, also of gaps that are gone; asked and answered ones are told."""
    about = {"code": "leadership_only", "about": {"finding": "F1"}}
    expected = {"code": "expected_missing", "about": {"question": "PS.1.2.1"}}
    asks = [
        {"id": "A1", "gap": about, "wording": "How?", "state": "answered", "answer": "So."},
        {"id": "A2", "gap": expected, "wording": "What?", "session": "M1", "placed": "plan",
         "state": "planned"},
        {"id": "A3", "gap": {"code": "circular", "about": {"finding": "F7"}}, "wording": "Who?"},
        {"id": "A4", "gap": {"code": "circular", "about": {"finding": "F7"}}, "state": "dropped"},
    ]  # fmt: skip
    made = planned(leaders_say(asks=asks, sessions=[session("M1", voices=["V2"])]))
    assert [(each.ask, each.why) for each in made.aside] == [
        ("A1", "A1 was answered, and the gap is still there")
    ]
    of_asks = {each.ask: each for each in made.unplaced if each.ask}
    assert set(of_asks) == {"A2", "A3"} - {ask.ask for _, ask in made.asks()}
    assert of_asks["A3"].why.startswith("its gap is no longer there")
    named = [
        each.gap.key for each in (*made.unplaced, *(ask for _, ask in made.asks())) if each.gap
    ]
    assert "leadership_only F1" not in named
    assert max(Counter(named).values()) == 1


def test_a_gap_set_aside_is_not_asked_about() -> None:
    state = state_of(leaders_say(sessions=[session("M1", voices=["V2"])]))
    from evidence.commands import Context, DismissGap

    assessments = Assessments(state, PROBATION, TODAY)
    gap = next(
        gap for gap in every_gap(state, PROBATION, assessments, TODAY) if gap.code == "one_kind"
    )
    context = Context("AB", "2026-03-01T10:00:00+00:00")
    state.apply(DismissGap(gap.reference, "known").carry_out(state, context).changes)
    made = plan(state, PROBATION, assessments, TODAY)
    assert gap.key not in [each.key for each in (*made.unplaced, *made.aside)]
    assert gap.key not in [ask.key for _, ask in made.asks()]


def test_sessions_held_or_gone_by_are_not_planned_into() -> None:
    """Held ones never; those of a day before today while others are still to come."""
    sessions = [
        session("M1", starts="2026-03-09T10:00", source="S1"),
        session("M2", starts="2026-03-09T11:00"),
        session("M3", starts="2026-03-10T09:00+00:00"),
        session("M4"),
    ]
    bundle = leaders_say(sessions=sessions)
    day = date(2026, 3, 10)
    assert [each.session.id for each in planned(bundle, day).sessions] == ["M3", "M4"]
    afterwards = planned(bundle, date(2027, 1, 1))
    assert [each.session.id for each in afterwards.sessions] == ["M2", "M3", "M4"]


def test_without_sessions_everything_is_unplaced() -> None:
    """Also in an inspection with nothing in it."""
    made = planned(leaders_say())
    assert made.sessions == ()
    assert all(each.why for each in made.unplaced)
    assert planned({}).plain()["sessions"] == []


def test_a_plan_that_was_accepted_stays_as_it_is() -> None:
    """Asks stay in their sessions where nothing better is to be had; nothing is proposed anew."""
    sessions = [session(f"M{number}", voices=["V2"], minutes=20) for number in range(1, 8)]
    made = planned(leaders_say(sessions=sessions))
    asks = [
        {"id": f"A{number}", "gap": ask.gap.plain(), "wording": ask.wording,
         "session": held.session.id, "placed": "plan", "state": "planned"}
        for number, (held, ask) in enumerate(made.asks(), 1) if ask.gap
    ]  # fmt: skip
    again = planned(leaders_say(sessions=sessions, asks=asks))
    assert again.proposed == 0
    assert again.weight == made.weight


@given(st.integers(0, 10_000), st.data())
def test_a_plan_weighs_as_much_as_any(seed: int, data: st.DataObject) -> None:
    """On random inspections: held against every placement of what fits."""
    rng = Random(seed)
    bundle = random_bundle(rng, statements=12, findings=4, sources=6, voices=5, links=14, rates=ODD)
    voices = [voice["id"] for voice in bundle.get("voices", [])]
    kinds = ("meeting", "focus_group", "interview", "observation")
    sessions = [
        session(
            f"M{number}",
            rng.choice(kinds),
            voices=rng.sample(voices, min(len(voices), rng.randint(0, 2))),
            minutes=rng.choice((0, 10, 20, 25)),
        )
        for number in range(rng.randint(0, 3))
    ]
    state = state_of({**bundle, "sessions": sessions, "asks": []})
    assessments = Assessments(state, PROBATION, TODAY)
    found = data.draw(st.lists(st.sampled_from(every_gap(state, PROBATION, assessments, TODAY)),
                               max_size=6, unique_by=lambda gap: gap.key))  # fmt: skip
    made = plan(state, PROBATION, assessments, TODAY, found)
    fitting = Fitting(state, PROBATION, assessments)
    items = [_item(gap, state, fitting) for gap in found]
    rooms = {held.id: held.minutes or 0 for held in state.sessions.values()}
    assert made.weight == made.most == most_of_all(items, rooms)
    assert all(held.left >= 0 for held in made.sessions)
    assert len(list(made.asks())) + len(made.unplaced) == len(found)
    assert placement(items, rooms).worth == made.weight


def _item(gap: Gap, state: State, fitting: Fitting) -> Item:
    held: list[Session] = list(state.sessions.values())
    fits = {each.id: 0 for each in held if fitting.fit(gap, each) is not None}
    return Item(gap.key, 10, WEIGHTS[gap.severity], fits)


def test_two_gaps_of_one_finding_are_one_ask_in_a_session() -> None:
    """For both reasons; the graver one leads, and an ask that stands takes the other gap along."""
    bundle = leaders_say(sessions=[session("M1", voices=["V2"], minutes=900)])
    (asks,) = [each.asks for each in planned(bundle).sessions]
    (ask,) = [each for each in asks if each.gap is not None and each.gap.about.finding == "F1"]
    assert ask.gap is not None
    assert (ask.gap.code, [gap.code for gap in ask.also]) == ("leadership_only", ["one_kind"])
    both = (
        "not of the leadership: Practitioners, North; also: a meeting is another kind of evidence"
    )
    assert ask.why == both
    leading, along = ask.plain()
    assert (leading["gap"], leading["minutes"], "together_with" in leading) == (
        "leadership_only", 10, False,
    )  # fmt: skip
    assert along == {**leading, "gap": "one_kind", "minutes": 0, "together_with": "leadership_only"}
    standing = {"id": "A1", "gap": {"code": "one_kind", "about": {"finding": "F1"}},
                "wording": "What else?", "session": "M1", "state": "planned"}  # fmt: skip
    (asks,) = [each.asks for each in planned({**bundle, "asks": [standing]}).sessions]
    (ask,) = [each for each in asks if each.gap is not None and each.gap.about.finding == "F1"]
    assert (ask.ask, ask.number, ask.standing) == ("A1", 1, "hand")
    assert [gap.code for gap in ask.also] == ["leadership_only"]


@given(st.randoms(use_true_random=False))
def test_no_session_is_offered_two_asks_for_one_finding(random: Random) -> None:
    """Whatever stands; and every gap that a plan knows is in it, by itself or with another."""
    state = state_of(random_bundle(random, statements=12, findings=4))
    assessments = Assessments(state, PROBATION, TODAY)
    gaps = every_gap(state, PROBATION, assessments, TODAY)
    made = plan(state, PROBATION, assessments, TODAY, gaps)
    for held in made.sessions:
        about = [ask.gap.about.finding for ask in held.asks if ask.gap and not ask.ask]
        assert max(Counter(filter(None, about)).values(), default=1) == 1
    known = {gap.key for _, ask in made.asks() for gap in (ask.gap, *ask.also) if gap is not None}
    known |= {each.gap.key for each in (*made.unplaced, *made.aside) if each.gap is not None}
    assert {gap.key for gap in gaps if gap.dismissed is None} <= known
