"""What a sentence claims beyond its matter."""

from __future__ import annotations

import pytest

from evidence.words import Group
from graph.audit.claims import Claim, claim_of
from graph.audit.telling import gives_both_sides, is_account

_STAFF: tuple[Group, ...] = ("practitioners", "support_staff", "middle_managers")


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("All staff knew it.", Claim("All staff", 0.97, 1.0, _STAFF, noun="staff")),
        ("Most of the practitioners knew.",
         Claim("Most of the practitioners", 0.5, 1.0, ("practitioners",),
                   noun="practitioners")),
        ("Few women were seen.", Claim("Few women", 0.0, 0.4, ("supervised_people",),
                                           noun="women")),
        ("Posters hang at every office.", Claim("every office", 0.97, 1.0, (), sites=True,
                                                    noun="office")),
        ("Nobody had asked.", Claim("Nobody", 0.0, 0.03, _STAFF)),
        ("The alarm was never tested.", Claim("never", 0.0, 0.03)),
        ("Not all staff knew it.", None),
        ("It was reviewed every month.", None),
        ("Sickness fell to nine days for each member of staff.", None),
        ("It did not help at all late on.", None),
        ("There was no plan.", None),
    ],
)  # fmt: skip
def test_a_claim_is_of_a_share_of_a_whole(sentence: str, claim: Claim | None) -> None:
    """Of people or offices; not of times, averages or single things."""
    assert claim_of(sentence) == claim


def test_a_difference_is_told_within_the_sentence() -> None:
    """A "however" at its beginning is about the sentence before."""
    assert gives_both_sides("Most knew it, but some did not.")
    assert not gives_both_sides("However, most knew it.")


def test_an_account_is_what_somebody_said() -> None:
    """And not what the report says itself."""
    assert is_account("Leaders told us that it was safe.")
    assert not is_account("It was safe.")
