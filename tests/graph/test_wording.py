"""The wording of asks: what is offered is neutral, what is amiss is said."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.commands import parse_bundle
from evidence.model import TABLES, About, GapRef, Source, Statement, Voice
from evidence.programme import load_programme
from evidence.state import State, adding
from graph.aloud import said_aloud
from graph.wording import offered_wording, said_about, warnings
from tests.graph.example import QUESTION, example
from tests.tui.desk import bundle_bytes

PROBATION = load_programme("probation")


def state_of(bundle: dict[str, Any]) -> State:
    """The state that holds a bundle's records."""
    state, parsed = State(), parse_bundle(bundle_bytes(bundle))
    for table in TABLES:
        state.apply(adding(table, record) for record in getattr(parsed, table))
    return state


def kinds(text: str, **given: Any) -> list[str]:
    return [warned.kind for warned in warnings(text, **given)]


@pytest.mark.parametrize("question", PROBATION.questions)
def test_what_is_offered_on_any_key_question_has_nothing_amiss(question: str) -> None:
    """It is open, and asks one thing, in every variant."""
    gap = GapRef(code="no_evidence", about=About(question=question))
    each = range(len(PROBATION.questions[question].prompts) + 1)
    texts = {offered_wording(State(), PROBATION, gap, variant).text for variant in each}
    assert len(texts) > 1
    assert not any(": " in text for text in texts)
    assert [kinds(text) for text in texts] == [[]] * len(texts)


def test_a_question_on_a_finding_takes_the_topic_nearest_to_it() -> None:
    """From the programme's prompts; none of the finding's or anybody's words are in it."""
    bundle = example()
    bundle["findings"][0]["text"] = "Absent staff are covered by good cover arrangements."
    gap = GapRef(code="conflict", about=About(finding="F1"))
    assert offered_wording(state_of(bundle), PROBATION, gap).text == (
        "How far are staffing and workload levels enough for the work? "
        "Please tell us about cover arrangements."
    )


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("progress is reviewed", "how you know whether progress is reviewed"),
        ("model reaches all sites", "how you know whether the model reaches all sites"),
        ("partnership boards work", "how you know whether partnership boards work"),
        ("roles clear", "how you know whether roles are clear"),
        (
            "workload measured and adjusted",
            "how you know whether workload is measured and adjusted",
        ),
        (
            "views of people supervised sought and acted on",
            "how you know whether views of people supervised are sought and acted on",
        ),
        ("supervision happens and is useful", "how you know whether supervision happens"),
        ("understood", "how you know whether it is understood"),
        ("live risk register", "about the live risk register"),
        ("cover arrangements", "about cover arrangements"),
        (
            "diversity and protected characteristics",
            "about diversity and protected characteristics",
        ),
        ("culture of learning", "about the culture of learning"),
        ("protected time", "about protected time"),
        ("Staff: supervision and support", "about supervision and support when it comes to staff"),
        ("SFO action log.", "about the SFO action log"),
        ("How supervision works", "how supervision works"),
        ("...", "about it"),
    ],
)
def test_a_prompt_becomes_a_sentence_that_can_be_said_aloud(prompt: str, said: str) -> None:
    """Whether it is a clause, one without its verb, or a name; one thing is asked."""
    assert said_aloud(prompt) == f"Please tell us {said}."


def test_what_there_is_and_what_is_left_out_fit_the_key_question() -> None:
    """One analysis is "it", policies are "they"; nobody is asked how far there is something."""
    analysis = GapRef(code="no_evidence", about=About(question="PS.1.3.1"))
    assert offered_wording(State(), PROBATION, analysis, 3).text == (
        "What have you seen of an up-to-date analysis of the needs and risks of the people "
        "supervised? Please tell us how you know whether it is used in commissioning."
    )
    guidance = GapRef(code="no_evidence", about=About(question="PS.1.4.1"))
    assert offered_wording(State(), PROBATION, guidance, 1).text == (
        "How far do policies and guidance reach and help staff? "
        "Please tell us how you know whether they are understood."
    )


def test_a_source_or_statement_is_asked_about_without_its_content() -> None:
    gap = GapRef(code="clarify", about=About(source="S4"))
    offered = offered_wording(state_of(example()), PROBATION, gap)
    assert offered.text == "When was this written or said, and whose account is it?"


def test_a_gap_of_what_is_gone_has_a_wording_all_the_same() -> None:
    gap = GapRef(code="stale", about=About(finding="F99"))
    assert offered_wording(State(), PROBATION, gap).text.endswith("?")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Do you have supervision?", "closed"),
        ("Tell us about it. Is it useful?", "closed"),
        ("Don’t you think that it works?", "closed"),
        ("How does it work, surely well?", "leading"),
        ("Why are caseloads too high?", "presuming"),
        ("How do you live with the lack of staff?", "presuming"),
        ("What do you do, since we have been told that rooms are cold?", "revealing"),
        ("How is it that managers say otherwise?", "revealing"),
        ("When is a case never discussed?", "absolute"),
        ("How are cases allocated, and who decides?", "double"),
        ("How is it done? What is it for?", "double"),
    ],
)
def test_what_leads_or_reveals_is_said(text: str, kind: str) -> None:
    assert kind in kinds(text)


def test_an_open_question_of_one_thing_has_nothing_amiss() -> None:
    """Also with a comma, an "and", a number below ten."""
    assert kinds("How are caseloads managed in practice?") == []
    assert kinds("How are new staff helped to learn and settle in their first 6 weeks?") == []


def test_the_words_of_a_statement_are_not_carried_on() -> None:
    """Four in a row, or a figure."""
    said = [Statement(id="E1", source="S1", quote="Two of us have left and nobody came.")]
    assert kinds("What do the two of you have to say?", said=said) == []
    assert kinds("What happened when two of us have left?", said=said) == ["revealing"]
    assert kinds("How is it when us have left and nobody came?", said=said) == [
        "absolute",
        "revealing",
    ]
    figure = [Statement(id="E2", source="S1", quote="We hold 61 cases each.")]
    (warned,) = warnings("How do you manage with 61 cases?", said=figure)
    assert str(warned) == "revealing: “61” carries on what E2 says"


def test_no_source_or_voice_is_named() -> None:
    """By title, role or id."""
    source = Source(id="S7", kind="document", title="Annual report")
    voice = Voice(id="V2", role="Head of service", group="leaders")
    assert kinds("What of the annual report do you know?", sources=[source]) == ["revealing"]
    assert kinds("What does S7 mean to you?", sources=[source]) == ["revealing"]
    assert kinds("How does the head of service visit?", voices=[voice]) == ["revealing"]


def test_what_the_very_group_said_may_be_taken_up_with_it() -> None:
    """Only statements of others are held against the wording."""
    state = state_of(example())
    gap = GapRef(code="no_evidence", about=About(question=QUESTION))
    every = [statement.id for statement in said_about(state, PROBATION, gap)]
    assert every == ["E1", "E2", "E3", "E4"]
    others = [each.id for each in said_about(state, PROBATION, gap, ("practitioners",))]
    assert others == ["E1", "E2"]
