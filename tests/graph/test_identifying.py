"""The check of texts: what tells who somebody is, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.folder import InspectionFolder
from evidence.sample import make_sample
from graph.identifying import _BORN, _NUMBERS, Identifying

SITES = ("Wexcombe", "Harrow Vale")
ORDINARY = ("the office told nobody about both of them when we met there",)


def found(text: str) -> list[tuple[str, str]]:
    """The checks with the words that they find."""
    checking = Identifying((*SITES, "Keystead Housing Advice"), SITES, ORDINARY)
    return [(telling.check, telling.words) for telling in checking.in_text(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs Jones's list was late.", [("name", "Mrs Jones")]),
        ("We asked Dr. Aisha Khan-Smith.", [("name", "Dr. Aisha Khan-Smith")]),
        ("I asked Karen about it.", [("name", "Karen")]),
        ("Aoife Brennan said so.", [("name", "Aoife Brennan")]),
        ("There we met Priyanka Anand.", [("name", "Priyanka Anand")]),
        ("Then Lise had left.", [("name", "Lise")]),
        ("Mark Hill left.", [("name", "Mark Hill")]),
        ("He met JOHN SMITH.", [("name", "JOHN SMITH")]),
        ("It was J. Smith.", [("name", "J. Smith")]),
        ("In case AB the plan failed.", [("name", "AB")]),
        ("Mr Jo\u200bnes came.", [("name", "Mr Jones")]),
        ("Write to jo.b@x.gov.uk.", [("email", "jo.b@x.gov.uk")]),
        ("Ring 01632 960123.", [("telephone", "01632 960123")]),
        ("Ring +44 7700 900123.", [("telephone", "+44 7700 900123")]),
        ("It is x123456.", [("case_number", "x123456")]),
        ("PNC 2001/123456A", [("case_number", "2001/123456A")]),
        ("It is A1234BC.", [("case_number", "A1234BC")]),
        ("case number 4711/22", [("case_number", "4711/22")]),
        ("He lives at SW1A 1AA.", [("postcode", "SW1A 1AA")]),
        ("He lives at GIR 0AA.", [("postcode", "GIR 0AA")]),
        ("She was born on 3 March 1987.", [("birth_date", "3 March 1987")]),
        ("DOB: 03/03/1987", [("birth_date", "03/03/1987")]),
        (
            "On 3 March the reception officer at Wexcombe pressed it.",
            [("singled_out", "On 3 March the reception officer at Wexcombe pressed it.")],
        ),
    ],
)
def test_each_kind_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    """To the letter, hidden characters or not."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nobody at Wexcombe knew.",
        "The Keystead Housing Advice was slow.",
        "the Head of Legal Services, Ministry of Justice",
        "Harrow Vale Magistrates' Court, Victoria Road, St Mary Hospital",
        "In March 2026, on Monday 9 March, from 2025-04-28 to 07.03.2026 10:15",
        "1 234 567 890 pounds, 93 per cent, 0.125, 12/15",
        "In case OF doubt the Lord Chancellor decides.",
        "",
    ],
)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    """Organisations, places, roles, days and figures."""
    assert found(text) == []


LABELLED = Path(__file__).parent / "identifying_lines.tsv"


def labelled(sort: str) -> list[tuple[str, str]]:
    """The words to be found, with their line; nothing of a line in which nothing is."""
    lines = LABELLED.read_text("utf-8").splitlines()
    return [
        (words, text)
        for kind, words, text in (x.split("\t") for x in lines[2:] if "\t" in x)
        if kind == sort
    ]


def test_of_labelled_lines_few_are_missed_and_fewer_flagged_for_nothing() -> None:
    """Of 120 lines that tell who somebody is two are missed at most, of 201 others two flagged."""
    places = ("Wexcombe", "Haxby Quay", "Pellbridge", "Canal Street")
    checking = Identifying(places, places, ())
    with_it, without = labelled("+"), labelled("-")
    assert (len(with_it), len(without)) == (120, 201)
    missed = [
        text
        for words, text in with_it
        if not any(words.casefold() in t.words.casefold() for t in checking.in_text(text))
    ]
    flagged = [text for _, text in without if list(checking.in_text(text))]
    assert (missed[2:], flagged[2:]) == ([], [])


def test_what_singles_out_is_told_in_its_own_words() -> None:
    """Only what tells who it is, so that the rest of the sentence can be handed over."""
    assert found("A practitioner at Wexcombe is pregnant and asked to move.") == [
        ("singled_out", "A practitioner at Wexcombe is pregnant")
    ]
    assert found("Here her son, aged 7, waited.") == [("singled_out", "her son, aged 7")]
    assert found("She asked the only nurse at Harrow Vale twice.") == [
        ("singled_out", "the only nurse at Harrow Vale")
    ]
    assert found("KOVACS, Eva lives at 12 Harbour Row.") == [
        ("address", "12 Harbour Row"),
        ("name", "KOVACS, Eva"),
    ]
    assert found("Case X4471, Ref: B17") == [("case_number", "X4471"), ("case_number", "B17")]


def test_a_word_that_the_inspection_writes_small_or_as_a_place_is_no_name() -> None:
    """What acts as a name in one inspection is a word, or a town, in another."""
    said = "We went on and Merrow told them."
    assert [t.words for t in Identifying((), (), ()).in_text(said)] == ["Merrow"]
    for other in ("the merrow was shut", "they met in Merrow once"):
        assert list(Identifying((), (), (other,)).in_text(said)) == []
    assert list(Identifying(("Merrow Trust",), (), ()).in_text(said)) == []


@pytest.mark.parametrize(
    "text",
    [
        "A" * 50_000,
        "his son is " * 20_000,
        "1 Aa " * 20_000,
        "the only a a a " * 10_000 + "Wexcombe",
        "A man at Wexcombe is in " * 8_000 + " cancer",
        "her son 1" + ", 2" * 30_000,
        "AA, " * 30_000,
        "A-" * 20_000,
        "a.b@" * 10_000,
        "Mr " * 20_000,
        "1/" * 20_000,
        "\x00\u202e<b>=1",
    ],
)
def test_hostile_text_is_gone_through(text: str) -> None:
    """However long, every finding is a part of the text without what is hidden."""
    assert all(words in text for _, words in found(text))


def test_the_texts_of_the_sample_raise_no_false_alarm(tmp_path: object) -> None:
    """Nobody is named in them, and nobody is found."""
    with make_sample(tmp_path / "sample", "AB") as folder:  # type: ignore[operator]
        assert list(alarms(folder)) == []


def alarms(folder: InspectionFolder) -> list[str]:
    """What is found in the whole texts of an inspection's sources."""
    state = folder.state
    texts = [reading.text for each in state.sources.values() if (reading := folder.reading(each))]
    known = [*state.inspection.sites, *state.inspection.agencies, state.inspection.service or ""]
    known += [voice.role for voice in state.voices.values()]
    checking = Identifying(known, state.inspection.sites, texts)
    assert sum(map(len, texts)) > 100_000
    return [telling.words for text in texts for telling in checking.in_text(text)]


TOLD = (
    "born on ", "D.O.B. ", "date of birth: ", "dob ", "d.ob", "1/2/1990", "3 May", "CRN ",
    "X123456", "case no. ", "Prison Number: ", "crime ref ", "nomis id ", "7", "A1234BC",
    "NHS number ", "943 476 5919", "AB 12 34 56 C", "01/1a", "2001/12B", "GIR 0AA", "\u0661",
    "\u017f", " ", ".", "x",
)  # fmt: skip


@given(st.lists(st.sampled_from(TOLD), max_size=7).map("".join))
def test_no_number_is_passed_over_for_speed(text: str) -> None:
    """What is not looked for in a text, since it can't be there, is not there."""
    looked = {t.words for t in Identifying((), (), ()).in_text(text) if t.check != "name"}
    taken = "".join(looked)
    for pattern in (*(each for each, *_ in _NUMBERS), _BORN):
        for match in pattern.finditer(text):
            named = [match[name] for name in ("it", "day") if name in pattern.groupindex]
            words = named[0] if named else match[0]
            assert words in taken or any(each in words or words in each for each in looked), words
