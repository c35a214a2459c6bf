"""The key question that a text is likely to belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.suggest.meanings import Meanings
from graph.suggest.questions import Questions
from graph.suggest.saying import says_something
from tests.graph.suggest.small import opened

WITHOUT_MODELS = Meanings(None, None)


def test_without_models_shared_words_tell_the_likely_question(tmp_path: Path) -> None:
    """Likely is only the first, and only what says most of it: no text about something else."""
    with opened(tmp_path / "i") as folder:
        questions = Questions(folder, WITHOUT_MODELS)
        asked = folder.programme.questions["PS.1.4.2"].text
        first, *others = questions.likely(asked, 20)
        assert (first.question, first.area, first.likely) == ("PS.1.4.2", "facilities", True)
        assert first.nearest == asked
        assert not any(each.likely for each in others)
        assert [each.score for each in others] == sorted((e.score for e in others), reverse=True)
        assert not any(each.likely for each in questions.likely("zebra", 20))


def test_what_comes_near_to_two_questions_alike_is_likely_of_neither(tmp_path: Path) -> None:
    """One that belongs to both says nothing of which is meant."""
    said = {"id": "E1", "source": "S1", "quote": "Zebras have crossed the road.",
            "questions": ["PS.1.1.1", "PS.1.4.2"]}  # fmt: skip
    with opened(tmp_path / "i", statements=[said]) as folder:
        found = Questions(folder, WITHOUT_MODELS).likely("Zebras have crossed the road.", 2)
        assert {each.question for each in found} == {"PS.1.1.1", "PS.1.4.2"}
        assert [each.likely for each in found] == [False, False]
    said["questions"] = ["PS.1.1.1"]
    with opened(tmp_path / "j", statements=[said]) as folder:
        (first,) = Questions(folder, WITHOUT_MODELS).likely("Zebras have crossed the road.", 1)
        assert (first.question, first.likely) == ("PS.1.1.1", True)


def test_reading_them_for_the_first_time_can_be_stopped(tmp_path: Path) -> None:
    """What was read by then is kept, so that the next time goes on from there."""

    class Enough(Exception):
        """Stop."""

    meanings = Meanings.of(None)
    if not meanings.there:
        pytest.skip("needs the models")
    calls = []

    def watch() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise Enough

    with opened(tmp_path / "i") as folder:
        with pytest.raises(Enough):
            Questions(folder, meanings, watch)
        left = len(calls)
        Questions(folder, meanings, watch)
        again = len(calls) - left
        calls.clear()
        Questions(folder, Meanings.of(None), lambda: calls.append(1))
        assert again == len(calls) - 1


@pytest.mark.parametrize(
    "text",
    [
        "Staffing",
        "To: Inspection team and all of its members",
        "Subject: staffing was discussed at the meeting.",
        "3.2 How the register is used by leaders",
        "What the Policy Asks of Managers",
        "Workload, sickness and vacancies of staff",
        "We have cases.",
        "Staffing was reviewed | 30 cases | 57%",
    ],
)
def test_what_says_nothing_has_no_likely_question(tmp_path: Path, text: str) -> None:
    """A heading, a header of a mail, a row or a few words: however near, none is offered."""
    said = {"id": "E1", "source": "S1", "quote": text, "questions": ["PS.1.1.1"]}
    with opened(tmp_path / "i", statements=[said]) as folder:
        assert not Questions(folder, WITHOUT_MODELS).likely(text, 1)[0].likely
    assert not says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "I have sixty-one cases.",
        "staff don't feel safe in the office",
        "Each team discusses its results every quarter, and agrees one thing.",
        "Managers reviewed nine of thirty cases.",
        "Six months waiting for someone to ring about a flat.",
    ],
)
def test_a_sentence_says_something(text: str) -> None:
    """Typed or printed, with or without its end."""
    assert says_something(text)


def test_a_few_findings_do_not_pull_what_is_about_something_else(tmp_path: Path) -> None:
    """To be the nearest of all that is far is not to be near."""
    meanings = Meanings.of(None)
    if not meanings.there:
        pytest.skip("the models are not installed")
    findings = [
        {"id": "F1", "question": "PS.1.1.1", "text": "Leaders have set a clear vision."},
        {"id": "F2", "question": "PS.1.1.1", "text": "Staff know the aims and can say them."},
    ]
    with opened(tmp_path / "i", findings=findings) as folder:
        questions = Questions(folder, meanings)
        for text in ("I have sixty-one cases.", "Thank you for coming to see us today."):
            assert not any(each.likely for each in questions.likely(text))
        (first, *_) = questions.likely("Leaders say that they have set a clear vision.")
        assert (first.question, first.likely) == ("PS.1.1.1", True)
