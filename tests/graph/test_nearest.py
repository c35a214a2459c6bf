"""A question asked as it is spoken finds what holds most of its words."""

from __future__ import annotations

from pathlib import Path

from evidence.corpus import Corpus
from evidence.folder import InspectionFolder
from graph.nearest import Nearest, nearest, words_of
from tests.graph.example import example
from tests.loaded import state_of


def test_words_that_say_little_are_left_out_and_endings_with_them() -> None:
    """What is left stands in every form of a word, and in the order of the alphabet."""
    assert words_of("Do staff say that they don't feel SAFE in offices?") == (
        "feel", "offic", "saf", "staf",
    )  # fmt: skip
    assert words_of("policies") == ("polic",)
    assert words_of("why do they?") == ()


def told(question: str) -> tuple[tuple[str, ...], list[str | None]]:
    """The findings and statements of the example that come nearest."""
    found = nearest(state_of(example()), Corpus(), (), question)
    return found.findings, [hit.statement for hit in found.hits]


def test_what_holds_most_comes_first_of_its_sort() -> None:
    """A rare word weighs more than one that many hold; a word that nothing holds costs nothing."""
    assert told("Who says that every post in Lapland is filled?") == ((), ["E1", "E2"])
    assert told("Are the staff content?") == (("F2",), ["E5"])
    assert told("Is there enough of staff?")[0] == ("F1",)


def test_nothing_is_near_a_question_of_which_nothing_holds_a_word() -> None:
    """Nor is it near one that has only words which say little."""
    assert told("Lapland?") == told("why do they?") == told("") == ((), [])
    assert nearest(state_of({}), Corpus(), (), "Lapland") == Nearest(("lapland",))


def test_passages_that_nobody_took_follow(tmp_path: Path) -> None:
    """Of the sample's texts, each passage once: not where it is a statement already."""
    from evidence.sample import make_sample

    path = tmp_path / "sample"
    make_sample(path, by="AB").close()
    with InspectionFolder.open(path, read_only=True) as folder:
        corpus = Corpus()
        question = "Staff say that they don't feel safe in Pellbridge office"
        found = nearest(folder.state, corpus, corpus.catch_up(folder), question)
        assert found.findings[0] == "F38"
        sorts = [hit.statement is None for hit in found.hits]
        assert sorts == sorted(sorts)
        assert {True, False} == set(sorts)
        quotes = [hit.text.strip() for hit in found.hits]
        assert len(quotes) == len({(hit.source, hit.place.start, hit.text) for hit in found.hits})
