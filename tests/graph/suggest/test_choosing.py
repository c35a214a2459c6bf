"""Which finding a piece bears on most, of those that it was read beside."""

from __future__ import annotations

import pytest

from graph.suggest.choosing import LEAST, Standing, leading, standings
from graph.suggest.comparing import Pair

NEAR = {
    "meaning": 0.7, "meaning_for_piece": 3.0, "meaning_for_both": 3.0, "words": 1.0, "shared": 0.5,
    "first_claim": 1.0, "place_of_claim": 0.0, "place_of_piece": 0.0, "neither": -3.0,
}  # fmt: skip


def pair(claim: int, *, judged: bool = True, **signs: float) -> Pair:
    """A pair of the first piece that is near, with these signs beside."""
    return Pair(0, claim, {**NEAR, **signs}, judged=judged)


def of(*pairs: Pair) -> dict[int, Standing]:
    """The standings by claim."""
    return {found.pair.claim: found for found in standings(pairs, [0.0] * len(pairs))}


@pytest.mark.parametrize("judged", [True, False])
def test_what_speaks_for_one_finding_speaks_against_the_others(judged: bool) -> None:
    """A piece hangs on one finding, seldom on two."""
    alone = of(pair(1, judged=judged))[1].score
    beside = of(pair(1, judged=judged), pair(2, judged=judged))
    assert beside[1].score == beside[2].score < alone


def test_the_side_is_the_likelier_of_both() -> None:
    """As the model reads it and as the tone of both is."""
    found = of(pair(1, direction=4.0, leaning=0.9), pair(2, direction=-4.0, leaning=-0.9))
    assert (found[1].bearing, found[2].bearing) == ("supports", "contradicts")


def test_what_hardly_anything_speaks_for_is_not_shown() -> None:
    """It takes more than standing in the same inspection."""
    far = Pair(0, 1, {"meaning": -0.1, "place_of_claim": 3.0, "place_of_piece": 5.0}, judged=True)
    assert of(far) == {}
    assert all(found.score >= LEAST for found in of(pair(1), pair(2, meaning=0.1)).values())


def test_strong_is_what_is_rather_linked_than_not_whichever_way() -> None:
    """Half for and a little less against are together more than a half."""
    assert Standing(pair(1), "supports", 0.3, 0.55).strong
    assert not Standing(pair(1), "supports", 0.3, 0.45).strong
    found = of(pair(1, direction=4.0), pair(2, direction=0.0))
    assert all(standing.score < standing.linked < 1 for standing in found.values())


def test_what_was_learned_moves_the_chance() -> None:
    """Up or down, the pair beside it the other way."""
    pairs = (pair(1), pair(2))
    as_it_was, moved = ([s.score for s in standings(pairs, shifts)] for shifts in ([0, 0], [1, 0]))
    assert moved[0] > as_it_was[0]
    assert moved[1] < as_it_was[1]


def test_what_leads_is_the_likeliest_of_all_pieces_so_many_at_most() -> None:
    """By the place of their piece; what is hardly likely is not worth the close reader's time."""
    first = [Standing(pair(1), "supports", 0.3, 0.3), Standing(pair(2), "supports", 0.001, 0.002)]
    second = [Standing(pair(3), "contradicts", 0.5, 0.6), Standing(pair(4), "supports", 0.1, 0.1)]
    claims = {
        place: [p.claim for p in pairs] for place, pairs in leading([first, second], 9).items()
    }
    assert claims == {1: [3, 4], 0: [1]}
    fewer = leading([first, second], 2)
    assert {place: [p.claim for p in pairs] for place, pairs in fewer.items()} == {1: [3], 0: [1]}
    assert leading([first, second], 0) == {}
