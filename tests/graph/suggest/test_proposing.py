"""The queue of a small inspection, with the models and without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.commands import LinkStatement, RefuseSuggestion, TieToQuestion, WithdrawStatement
from evidence.folder import InspectionFolder
from evidence.verifying import verify
from graph.suggest import choosing, proposing, runtime
from graph.suggest.cues import read
from graph.suggest.deciding import with_deciding_words
from graph.suggest.meanings import Meanings
from graph.suggest.proposing import Proposer, suggestions
from graph.suggest.reasons import reasons
from graph.suggest.suggestion import Suggestion, Suggestions
from tests.graph.suggest.small import opened


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Meanings:
    """The models, with what they made kept for all tests of this module."""
    return Meanings.of(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[InspectionFolder]:
    """The small inspection."""
    with opened(tmp_path / "small") as inspection:
        yield inspection


def proposed(
    folder: InspectionFolder, kept: Meanings | None, *, learning: bool = True
) -> Suggestions:
    """The whole queue."""
    *_, last = Proposer(folder, meanings=kept, learning=learning).run()
    assert last.finished
    return last.found


def told(found: Suggestions) -> dict[str, str]:
    """The bearing of each suggestion."""
    return {item.key: item.bearing for item in found.items}


def test_what_bears_on_a_finding_is_found_with_its_side(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """Each statement with the finding that it is about, for or against."""
    found = told(proposed(folder, kept))
    assert {key: found[key] for key in ("E1 > F1", "E2 > F1", "E3 > F2", "E4 > F2")} == {
        "E1 > F1": "supports",
        "E2 > F1": "contradicts",
        "E3 > F2": "supports",
        "E4 > F2": "supports",
    }


def test_the_first_are_about_the_same_thing(folder: InspectionFolder, kept: Meanings) -> None:
    """The car park stands before none of what bears on a finding."""
    found = [item.key for item in proposed(folder, kept).only(target_kind="finding").items]
    assert set(found[:5]) == {"E1 > F1", "E2 > F1", "E6 > F1", "E3 > F2", "E4 > F2"}


def test_every_suggestion_says_why_with_words_of_both_texts(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """In the open: reasons, and marks that stand in the texts."""
    for item in proposed(folder, kept).items:
        assert item.why
        assert all(0 <= start < end <= len(item.text) for start, end in item.marked)
        assert all(0 <= start < end <= len(item.target_text) for start, end in item.target_marked)
    against = named(proposed(folder, kept), "E2 > F1")
    assert "both speak of: meetings, supervision" in [reason.text for reason in against.why]


def test_what_is_strong_stands_before_what_is_worth_a_look(
    folder: InspectionFolder, kept: Meanings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cut goes through the order: the three that score from there on are strong."""
    items = proposed(folder, kept).only(target_kind="finding").items
    least = items[2].score
    monkeypatch.setattr(choosing.Standing, "strong", property(lambda item: item.score >= least))
    again = proposed(folder, kept).only(target_kind="finding").items
    assert [item.strong for item in again] == [True] * 3 + [False] * (len(items) - 3)
    assert [item.plain()["strong"] for item in again] == [item.strong for item in again]


def named(found: Suggestions, key: str) -> Suggestion:
    """The suggestion of this key."""
    return next(item for item in found.items if item.key == key)


def test_the_same_words_from_another_source_are_a_repeat_and_no_agreement(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """Between the two statements, in one suggestion."""
    repeat = named(proposed(folder, kept), "E1 ~ E6")
    assert (repeat.bearing, repeat.target_kind) == ("repeats", "statement")
    assert repeat.why[0].text == "says the same in nearly the same words"


def test_statements_that_agree_and_hang_on_nothing_are_a_finding_to_write(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """The lift: nobody has written a finding of it."""
    folder.execute(LinkStatement("E3", "F2", "supports"))
    groups = [group.statements for group in proposed(folder, kept).new_findings]
    assert ("E7", "E8") in groups


def test_what_is_linked_or_refused_is_not_raised_again_and_undo_puts_it_back(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """Also after the folder was opened again."""
    folder.execute(LinkStatement("E1", "F1", "supports"))
    refused = named(proposed(folder, kept), "E2 > F1")
    folder.execute(RefuseSuggestion(**refused.refusal))
    assert not {"E1 > F1", "E2 > F1"} & told(proposed(folder, kept)).keys()
    path = folder.path
    folder.close()
    with InspectionFolder.open(path, by="AB") as again:
        assert "E2 > F1" not in told(proposed(again, kept))
        again.undo()
        assert "E2 > F1" in told(proposed(again, kept))


def test_a_refused_pair_of_statements_is_not_raised_again(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """In either order."""
    folder.execute(RefuseSuggestion(**named(proposed(folder, kept), "E1 ~ E6").refusal))
    assert "E1 ~ E6" not in told(proposed(folder, kept))


def test_what_was_confirmed_moves_what_is_like_it_up_unless_switched_off(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """Links of this inspection teach; without them nothing changes."""
    before = named(proposed(folder, kept), "E4 > F2").score
    assert named(proposed(folder, kept, learning=False), "E4 > F2").score == before
    folder.execute(LinkStatement("E3", "F2", "supports"))
    folder.execute(RefuseSuggestion(statement="E5", finding="F2"))
    assert named(proposed(folder, kept), "E4 > F2").score > before
    assert named(proposed(folder, kept, learning=False), "E4 > F2").score == before


def test_a_tie_to_the_findings_key_question_is_a_reason(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """And moves the suggestion up."""
    before = named(proposed(folder, kept), "E1 > F1").score
    folder.execute(TieToQuestion("E1", "PS.1.2.3"))
    after = named(proposed(folder, kept), "E1 > F1")
    assert after.score > before
    assert "the same key question: PS.1.2.3" in [reason.text for reason in after.why]


def test_the_work_tells_how_far_it_is_and_may_be_left(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """The queue grows, and leaving the iterator is all it takes to stop."""
    steps = list(Proposer(folder, meanings=kept).run())
    sizes = [len(step.found) for step in steps]
    assert sizes == sorted(sizes)
    assert [step.finished for step in steps] == [False] * (len(steps) - 1) + [True]
    for step in Proposer(folder, meanings=kept).run():
        assert step.done <= step.of
        break


def test_without_the_extra_shared_words_alone_do_it_and_it_is_said(
    folder: InspectionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing, and how to get it."""
    monkeypatch.setattr(runtime, "_NEEDED", ("numpy", "no_such_runtime"))
    found = suggestions(folder)
    assert "no_such_runtime is not installed" in found.lacking
    assert "pip install 'triangulate[suggest]'" in found.lacking
    assert {"E1 > F1", "E2 > F1", "E3 > F2", "E1 ~ E6"} <= told(found).keys()


def test_what_the_models_made_is_no_fault_of_the_inspection(folder: InspectionFolder) -> None:
    """The cache may stand in the folder, or be deleted."""
    suggestions(folder)
    assert (folder.path / "cache").is_dir()
    assert verify(folder.path).ok


def rounded(items: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions, their scores without the last digits, which hang on the processor."""
    return [replace(item, score=round(item.score, 4)) for item in items]


def of_one(folder: InspectionFolder, kept: Meanings | None, statement: str) -> Suggestions:
    """What is suggested of a single statement."""
    *_, last = Proposer(folder, meanings=kept).about(statement)
    assert last.finished
    return last.found


@pytest.mark.parametrize("models", [True, False])
def test_a_single_statement_has_what_the_whole_queue_has_of_it(
    folder: InspectionFolder, kept: Meanings, *, models: bool
) -> None:
    """In the same order, with the same scores and reasons, also after something was decided."""
    using = kept if models else Meanings(None, None)
    folder.execute(LinkStatement("E1", "F1", "supports"))
    folder.execute(RefuseSuggestion(statement="E3", finding="F1"))
    whole = proposed(folder, using).items
    some = False
    for statement in folder.state.statements:
        expected = [
            item
            for item in whole
            if item.statement == statement
            or (item.target == statement and item.statement is not None)
        ]
        assert rounded(of_one(folder, using, statement).items) == rounded(expected)
        some = some or bool(expected)
    assert some


def test_a_statement_that_is_gone_or_does_not_count_has_no_suggestions(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """It is finished at once."""
    folder.execute(WithdrawStatement("E2", "said twice"))
    assert not of_one(folder, kept, "E2").items
    assert not of_one(folder, kept, "E99").items


def test_of_a_single_statement_something_is_shown_while_others_are_still_read(
    folder: InspectionFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where many texts are new, it is first measured beside those that share most words."""
    monkeypatch.setattr(proposing, "_FEW", 2)
    steps = list(Proposer(folder, meanings=Meanings.of(tmp_path / "fresh")).about("E2"))
    early = [step for step in steps if step.doing == "reading statements"]
    assert early
    assert {item.statement for step in early for item in step.found.items} == {"E2"}


def test_the_clause_that_decided_is_marked_when_asked_for(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """Of the suggestion that is looked at."""
    item = named(proposed(folder, kept), "E2 > F1")
    explained = with_deciding_words(item, kept)
    reading = next(reason for reason in explained.why if "language model" in reason.text)
    assert [item.text[start:end] for start, end in reading.marked] in (
        ["I have not had a supervision meeting since the summer."],
        ["Nobody has,"],
    )
    assert with_deciding_words(explained, kept) == explained


def test_where_much_is_to_be_read_the_first_come_from_what_shares_most_words(
    folder: InspectionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are there before all is encoded, and in the end there is what there is without them."""
    whole = proposed(folder, Meanings.of(None))
    monkeypatch.setattr(proposing, "_FEW", 2)
    steps = list(Proposer(folder, meanings=Meanings.of(None)).run())
    early = next(step for step in steps if len(step.found))
    assert early.doing == "reading statements"
    assert steps[-1].found == whole


def test_what_hangs_on_a_finding_is_offered_for_another_further_down_and_told_so(
    folder: InspectionFolder, kept: Meanings
) -> None:
    """A statement seldom hangs on two; it may."""
    before = named(proposed(folder, kept, learning=False), "E4 > F2")
    folder.execute(LinkStatement("E4", "F1", "qualifies"))
    after = named(proposed(folder, kept, learning=False), "E4 > F2")
    assert after.score < before.score
    caution = "but it hangs on another finding already"
    assert caution not in [reason.text for reason in before.why]
    assert caution in [reason.text for reason in after.why if reason.weight == "caution"]


def test_a_reading_that_speaks_against_what_is_suggested_is_a_caution() -> None:
    """The reasons are true to what decided, also where the tone outweighed the model."""
    here, there = read("Rooms are quiet."), read("Rooms are private.")
    signs = {"direction": -1.5, "leaning": 0.6}
    found = reasons("supports", (), here, there, lambda _: 1.0, judged=True, signs=signs)
    assert [(reason.text, reason.weight) for reason in found] == [
        ("both tell good news, or both bad", "bearing"),
        ("both speak of: rooms", "about"),
        ("but the language model reads the one as speaking against the other", "caution"),
    ]
