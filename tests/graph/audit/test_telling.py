"""How a sentence tells what it tells."""

from __future__ import annotations

import pytest

from graph.audit.telling import (
    answers_back,
    content_of,
    gives_both_sides,
    is_account,
    leans_back,
    parts_of,
)


@pytest.mark.parametrize(
    ("sentence", "both"),
    [
        ("Most knew it, but some did not.", True),
        ("However, most knew it.", False),
        ("Opinion is divided on whether leaders are seen.", True),
        ("Views of the budget diverge.", True),
        ("Children of mixed-heritage families waited longer.", False),
    ],
)
def test_a_difference_is_told_within_the_sentence(sentence: str, both: bool) -> None:
    """A "however" at its beginning is about the sentence before."""
    assert gives_both_sides(sentence) is both


@pytest.mark.parametrize(
    ("sentence", "account"),
    [
        ("Leaders told us that it was safe.", True),
        ("One manager explained that nobody had come.", True),
        ("The policy asks for a meeting each month.", True),
        ("We heard from one officer that the van had gone.", True),
        ("It was safe.", False),
        ("As the policy requires, they meet each month.", False),
        ("We could follow what was being said next door.", False),
    ],
)
def test_an_account_is_what_somebody_said(sentence: str, account: bool) -> None:
    """And not what the report says itself."""
    assert is_account(sentence) is account


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Two managers told us that the van had gone.", "the van had gone."),
        ("According to leaders, the van had gone last year.", "the van had gone last year."),
        (
            "When the sea rose, a manager told us, the office was shut.",
            "When the sea rose the office was shut.",
        ),
        ("The van had gone when we came.", "The van had gone when we came."),
    ],
)
def test_what_an_account_claims_is_without_who_says_it(sentence: str, content: str) -> None:
    """So that it can be looked for among what was said."""
    assert content_of(sentence) == content


def test_a_sentence_that_draws_two_things_together_is_taken_apart() -> None:
    """Between its clauses, where each says enough to be looked for."""
    one, other = "The log shows eleven briefings", "one manager had four people in the room"
    assert parts_of(f"{one}, whereas {other}.") == [one, other]
    assert parts_of(f"{one}, but why?") == []


def test_a_sentence_may_lean_on_the_one_before_or_answer_it() -> None:
    """By a pronoun, or by a "however"; this winter is no pronoun."""
    assert leans_back("They had not been asked.")
    assert not leans_back("This winter managers were trained.")
    assert answers_back("However, two had waited.")
    assert not answers_back("Two had waited.")
