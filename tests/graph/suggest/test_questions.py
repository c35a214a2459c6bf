"""The key question that a text is likely to belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.suggest.meanings import Meanings
from graph.suggest.questions import Questions
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
    said = {"id": "E1", "source": "S1", "quote": "Zebras cross.",
            "questions": ["PS.1.1.1", "PS.1.4.2"]}  # fmt: skip
    with opened(tmp_path / "i", statements=[said]) as folder:
        found = Questions(folder, WITHOUT_MODELS).likely("Zebras cross.", 2)
        assert {each.question for each in found} == {"PS.1.1.1", "PS.1.4.2"}
        assert [each.likely for each in found] == [False, False]
    said["questions"] = ["PS.1.1.1"]
    with opened(tmp_path / "j", statements=[said]) as folder:
        (first,) = Questions(folder, WITHOUT_MODELS).likely("Zebras cross.", 1)
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
