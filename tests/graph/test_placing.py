"""Placing items in rooms: as much worth as can be, held against every placement there is."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from graph.placing import Item, Placement, placement

ROOMS = ("M1", "M2", "M3")


def most_of_all(items: list[Item], rooms: dict[str, int]) -> int:
    """The greatest worth that any placement has, found by trying every one."""
    if not items:
        return 0
    item, *others = items
    best = most_of_all(others, rooms)
    for room in item.fits:
        if rooms[room] >= item.minutes:
            left = {**rooms, room: rooms[room] - item.minutes}
            best = max(best, item.worth + most_of_all(others, left))
    return best


def fits_everywhere(placed: Placement, items: list[Item], rooms: dict[str, int]) -> bool:
    """Whether each item is in a room that it fits, and no room is too full."""
    by_key = {item.key: item for item in items}
    used = Counter[str]()
    for key, room in placed.rooms.items():
        used[room] += by_key[key].minutes
        if room not in by_key[key].fits:
            return False
    return all(used[room] <= rooms[room] for room in used)


def some_items(minutes: st.SearchStrategy[int]) -> st.SearchStrategy[list[Item]]:
    fits = st.dictionaries(st.sampled_from(ROOMS), st.integers(0, 6))
    parts = st.tuples(minutes, st.sampled_from((1, 10, 100)), fits)
    return st.lists(parts, max_size=6).map(
        lambda made: [Item(f"A{number}", *each) for number, each in enumerate(made)]
    )


some_rooms = st.fixed_dictionaries({room: st.sampled_from((0, 10, 20, 35, 60)) for room in ROOMS})


@given(some_items(st.just(10)), some_rooms)
def test_items_of_one_length_are_placed_as_well_as_can_be(
    items: list[Item], rooms: dict[str, int]
) -> None:
    """By one flow, which is exact."""
    placed = placement(items, rooms)
    assert fits_everywhere(placed, items, rooms)
    assert placed.worth == placed.most == most_of_all(items, rooms)


@given(some_items(st.sampled_from((0, 5, 7, 10, 20, 40))), some_rooms)
def test_items_of_many_lengths_are_placed_as_well_as_can_be(
    items: list[Item], rooms: dict[str, int]
) -> None:
    """By search, which is exact where there are few; it says so."""
    placed = placement(items, rooms)
    assert fits_everywhere(placed, items, rooms)
    assert placed.worth == placed.most == most_of_all(items, rooms)


def test_of_the_best_the_one_that_is_liked_is_taken() -> None:
    """Among placements of the same worth."""
    items = [Item("A1", 10, 100, {"M1": 3, "M2": 0}), Item("A2", 10, 100, {"M1": 0, "M2": 3})]
    assert placement(items, {"M1": 10, "M2": 10}).rooms == {"A1": "M2", "A2": "M1"}


def test_what_is_alike_spreads_over_the_rooms() -> None:
    """So that no session is full while another is empty."""
    items = [Item(f"A{number}", 10, 10, {"M1": 0, "M2": 0}) for number in range(4)]
    placed = placement(items, {"M1": 60, "M2": 60})
    assert Counter(placed.rooms.values()) == {"M1": 2, "M2": 2}


def test_a_large_case_says_what_no_placement_is_worth_beyond() -> None:
    """Where the search rests before the end, the bound is above what was found, and near it."""
    lengths = (5, 10, 15, 20, 25)
    rooms = {f"M{number}": 30 + 5 * (number % 7) for number in range(12)}
    items = [
        Item(
            f"A{number}",
            lengths[number % 5],
            (100, 10, 1)[number % 3],
            {f"M{(number * step) % 12}": 0 for step in (1, 5, 7)},
        )
        for number in range(90)
    ]
    placed = placement(items, rooms)
    assert fits_everywhere(placed, items, rooms)
    assert 0.9 * placed.most <= placed.worth <= placed.most
