"""A line typed in Capture, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.model import Voice
from tui.asking.typed_lines import Standing, TypedLine, read_line
from tui.asking.voice_prefixes import prefixes

HEAD = Voice(id="V1", role="Head of service", group="leaders")
WEST = Voice(id="V5", role="Practitioners, West", group="practitioners")
EAST = Voice(id="V6", role="Practitioners, East", group="practitioners")
TWIN = Voice(id="V7", role="Practitioners, East", group="practitioners")
VOICES = [HEAD, WEST, EAST]
ASKS = ("A2", "A3", "A9")
KNOWN = {*ASKS, "A4", "A1x"}


def read(line: str, standing: Standing = Standing()) -> TypedLine:  # noqa: B008
    """With three voices and three asks."""
    return read_line(line, VOICES, ASKS, KNOWN, standing)


def test_a_prefix_of_a_voice_is_as_short_as_tells_it_from_the_others() -> None:
    assert prefixes(VOICES) == {"V1": "h", "V5": "w", "V6": "e"}
    assert prefixes([WEST, EAST, TWIN])["V7"] == "v7"
    for many in (VOICES, [HEAD, TWIN, WEST], [WEST, EAST, TWIN]):
        for key, prefix in prefixes(many).items():
            assert read_line(f"{prefix}: x", many) == TypedLine("x", voice=key, chosen=key)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("w: We cope.", TypedLine("We cope.", "V5", "V5")),
        ("  Lead :We plan: yes.", TypedLine("We plan: yes.", "V1", "V1")),
        (
            "pra: We cope.",
            TypedLine("pra: We cope.", several=("V5", "V6"), unclear="no voice 'pra:'"),
        ),
        ("Just said.", TypedLine("Just said.")),
        ("#1 We cope.", TypedLine("We cope.", asks=("A2",))),
        ("w: #3 We cope.", TypedLine("We cope.", "V5", "V5", ("A9",))),
        ("#3 w: We cope.", TypedLine("We cope.", "V5", "V5", ("A9",))),
        ("#1 #2 #1 Both.", TypedLine("Both.", asks=("A2", "A3"))),
        ("#a4, We cope.", TypedLine("We cope.", asks=("A4",))),
        ("#A1x: We cope.", TypedLine("We cope.", asks=("A1x",))),
        ("#2", TypedLine("", asks=("A3",))),
        ("w:", TypedLine("", "V5", "V5")),
        ('w: "We cope', TypedLine("We cope", "V5", "V5", wording="quote")),
        ("“We cope.”", TypedLine("We cope.", wording="quote")),
        ('"We" they "cope"', TypedLine('"We" they "cope"', wording="quote")),
        ('"', TypedLine('"')),
        ("", TypedLine("")),
    ],
)
def test_a_line_is_what_its_prefixes_say(line: str, expected: TypedLine) -> None:
    """Voice and asks in any order, then perhaps a quotation mark."""
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("x: We cope.", ("x:",)),
        ("Team lead: We cope.", ("Team lead:",)),
        ("#4 We cope.", ("#4",)),
        ("#A77 We cope.", ("#A77",)),
        ("w: #0 We cope.", ("#0",)),
        ("P2: We cope.", ("P2:",)),
    ],
)
def test_what_is_not_there_stays_in_the_words_and_is_told(
    line: str, unknown: tuple[str, ...]
) -> None:
    found = read(line)
    assert found.unknown == unknown
    assert found.words == line.removeprefix("w: ")


@pytest.mark.parametrize(
    "line",
    ["At 10:30 we met.", "10:30 we met.", "see http://x.y", "#meeting again", "# 1st of May: rain",
     "They said this of their own accord: no.", "Ratio 3: 4", "https://a.b/c: gone"],
)  # fmt: skip
def test_words_that_only_look_like_a_prefix_are_words(line: str) -> None:
    """And nothing is said about them."""
    assert read(line) == TypedLine(line)


def test_the_voice_chosen_for_the_next_lines_holds_until_another_is_named() -> None:
    """A voice that is not of this session any more holds no longer."""
    standing = Standing("V5", "paraphrase")
    assert read("We cope.", standing) == TypedLine("We cope.", "V5", wording="paraphrase")
    assert read("h: No.", standing) == TypedLine("No.", "V1", "V1", wording="paraphrase")
    assert read('"No.', standing).wording == "quote"
    assert read("pra: No.", standing).voice is None
    assert read_line("x", [HEAD, EAST], standing=standing).voice is None


def test_a_lone_voice_is_every_lines() -> None:
    assert read_line("Just said.", [HEAD]) == TypedLine("Just said.", "V1")
    assert read_line("At 10:30 we met.", [HEAD]).voice == "V1"


@pytest.mark.parametrize(
    ("line", "unclear", "voice"),
    [
        ("x: somebody says this", "no voice 'x:'", None),
        ("p: practitioners were asked", "no voice 'p:'", None),
        ("P2: I am not safe here", "no voice 'P2:'", None),
        ("#9 not an ask", "no ask '#9'", "V1"),
        ("#9 p: they were asked", "no voice 'p:'", None),
        ("#9 h: I was asked", "no ask '#9'", "V1"),
        ("x:", "no voice 'x:'", None),
    ],
)
def test_a_prefix_of_nobody_puts_no_words_into_another_mouth(
    line: str, unclear: str, voice: str | None
) -> None:
    """Neither the lone voice's nor that of the voice that holds for the lines; all is words."""
    found = read_line(line, [HEAD])
    assert (found.words, found.unclear, found.voice) == (line, unclear, voice)
    standing = read_line(line, [HEAD, WEST], standing=Standing("V5"))
    if "p:" not in line:  # which names practitioners, where they are heard
        kept = "V1" if "h:" in line else "V5" if "not an ask" in line else None
        assert (standing.words, standing.voice) == (line, kept)
    assert read_line("anything: goes", []).words == "anything: goes"


@given(st.text(max_size=80))
def test_no_word_is_lost(line: str) -> None:
    """What is taken off stands at the beginning, but for one quotation mark at the end."""
    found = read(line)
    assert found.words in line
    assert found.words or found.chosen or found.asks or not line.strip()
