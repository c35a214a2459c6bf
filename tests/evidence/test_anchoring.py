"""Statements are found again in a newer reading where that is certain, and nowhere else."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from evidence.anchoring import anchored
from evidence.model import Place, Statement
from evidence.reading import Reading, TextBuilder
from evidence.search import place_of

TWICE = "We were not consulted."


def reading(paragraphs: list[str], between: str = "\n\n") -> Reading:
    """A text of these paragraphs, two a page."""
    builder = TextBuilder(between)
    for number, paragraph in enumerate(paragraphs):
        builder.add(paragraph, page=number // 2 + 1, paragraph=number + 1)
    return builder.reading()


def taken(text: Reading) -> list[Statement]:
    """Every paragraph of a text as a statement, E1 the first."""
    return [
        Statement(
            id=f"E{number}",
            source="S1",
            quote=text.text[passage.start : passage.end],
            place=place_of(passage),
        )
        for number, passage in enumerate(text.passages, 1)
    ]


#: Paragraphs of which no two are the same, some of them alike at both ends.
unique = st.lists(
    st.tuples(st.integers(0, 30), st.text("ab c", max_size=30)), unique=True, max_size=8
).map(lambda many: [f"Team {number} says: {text}.{number}" for number, text in many])


@given(st.lists(st.sampled_from([TWICE, "Yes.", "Caseloads are high.", "a  b"]), max_size=10))
def test_an_unchanged_text_gives_the_same_places(paragraphs: list[str]) -> None:
    """Also where the same words stand often."""
    text = reading(paragraphs)
    assert anchored(text, text, taken(text)) == {s.id: s.place for s in taken(text)}


@given(unique, st.data())
def test_unique_quotes_are_found_wherever_paragraphs_come_and_go(
    paragraphs: list[str], data: st.DataObject
) -> None:
    """Each that is still there, with the page and paragraph of its new passage."""
    kept = [p for p in paragraphs if data.draw(st.booleans(), label=p)]
    now = [each for p in kept for each in (f"New before {p[:9]}", p)]
    was, new = reading(paragraphs), reading(now, between="\n")
    assume(all(was.text.count(p) == 1 for p in paragraphs))
    assume(all(new.text.count(p) == (p in kept) for p in paragraphs))
    found = anchored(was, new, taken(was))
    there = {new.text[p.start : p.end]: place_of(p) for p in new.passages}
    assert found == {s.id: there[s.quote] for s in taken(was) if s.quote in kept}


@given(st.data())
def test_a_quote_that_stands_twice_is_never_moved_to_another_one(data: st.DataObject) -> None:
    """Of the same words in several places, each is found at its own or not at all.

    Paragraphs are known by their number here: fillers are unique, the quote is always the same.
    """
    fillers = [f"Paragraph {number} of the text, on matter {number * 7}." for number in range(8)]
    old: list[tuple[int, str]] = []
    for number, filler in enumerate(fillers):
        old.append((number, filler))
        if data.draw(st.booleans(), label=f"quote after {number}"):
            old.append((100 + number, TWICE))
    new = [each for each in old if data.draw(st.integers(0, 3), label=f"{each[0]} kept")]
    for place in sorted(data.draw(st.lists(st.integers(0, len(new)), max_size=3), label="new")):
        new.insert(place, (200 + len(new), f"Something new, number {len(new)}, at {place}."))
    was, now = reading([text for _, text in old]), reading([text for _, text in new])
    number_at = {p.start: key for p, (key, _) in zip(now.passages, new, strict=True)}
    found = anchored(was, now, taken(was))
    for statement, (key, _) in zip(taken(was), old, strict=True):
        if statement.id in found and was.text.count(TWICE) > 1:
            assert number_at[found[statement.id].start or 0] == key


def test_the_words_around_tell_two_of_the_same_apart() -> None:
    """Blanks around do not matter; a neighbour that is gone leaves it in doubt."""
    first, then = (
        f"The team in the {side} of the county was asked." for side in ("north", "south")
    )
    before = [first, TWICE, then, TWICE, "That was all of it."]
    was = reading(before)
    now = reading(["A title page that was not read before.", *before], between="\n")
    found = anchored(was, now, taken(was))
    assert [found[f"E{number}"].paragraph for number in range(1, 6)] == [2, 3, 4, 5, 6]
    without = reading([before[0], *before[2:]])
    assert sorted(anchored(was, without, taken(was))) == ["E1", "E3", "E4", "E5"]
    neither = reading([before[0], TWICE, before[4]])
    assert sorted(anchored(was, neither, taken(was))) == ["E1", "E5"]


def test_what_does_not_stand_at_its_place_is_not_looked_for() -> None:
    """Another program's offsets may be of another text."""
    was = reading(["Caseloads are high.", "Morale is low."])
    odd = Statement(id="E1", source="S1", quote="Morale is low.", place=Place(start=0, end=14))
    typed = Statement(id="E2", source="S1", quote="Morale is low.")
    assert anchored(was, reading(["Morale is low."]), [odd, typed]) == {}
