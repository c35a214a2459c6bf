"""How many a sentence speaks for."""

from __future__ import annotations

import pytest

from evidence.words import Group
from graph.audit.claims import Claim, claim_of

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
        ("Children are all taught alone.",
         Claim("all taught", 0.97, 1.0, ("supervised_people",), noun="taught")),
        ("Of the five children, all had a plan.", None),
        ("Seven practitioners, all at Wexcombe, had none.", None),
        ("It takes an hour in each direction.", None),
        ("It is due in every calendar month.", None),
        ("There is one room for everyone who comes.", None),
        ("The plan asserts that all staff know it.", None),
    ],
)  # fmt: skip
def test_a_claim_is_of_a_share_of_a_whole(sentence: str, claim: Claim | None) -> None:
    """Of people or offices; not of times, averages or single things."""
    assert claim_of(sentence) == claim
