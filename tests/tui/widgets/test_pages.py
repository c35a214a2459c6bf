"""The reading pane, driven as a person would."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual import on
from textual.geometry import Offset

from evidence.plain_text import shown
from tests.tui.widgets.stage import HOSTILE, Stage
from tui.widgets.pages import Mark, MarkKind, Piece, Span, TextPane

FIRST = "We ask every patient. The record is kept for a year."
SECOND = "Nobody told me. I did not know that I could ask."
THIRD = "The policy was reviewed in March."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
PIECES = [
    Piece(0, len(FIRST), "¶1"),
    Piece(TEXT.index(SECOND), TEXT.index(SECOND) + len(SECOND), "¶2"),
    Piece(TEXT.index(THIRD), len(TEXT), "¶3"),
]
KINDS = {"support": MarkKind("+", "good"), "conflict": MarkKind("!", "bad")}


def many(count: int) -> tuple[str, list[Piece]]:
    """A text of many pieces of two lines each at forty cells."""
    parts = [f"Piece {number} " + "says something of some length " * 2 for number in range(count)]
    pieces, offset = [], 0
    for number, part in enumerate(parts):
        pieces.append(Piece(offset, offset + len(part), f"¶{number}"))
        offset += len(part) + 1
    return "\n".join(parts) + "\n", pieces


def stage(
    text: str = TEXT, pieces: list[Piece] | None = None, **options: object
) -> Stage[TextPane]:
    return Stage(TextPane(text, PIECES if pieces is None else pieces, **options))  # type: ignore[arg-type]


def chosen(app: Stage[TextPane]) -> str:
    return app.widget.text[slice(*app.widget.selected_range)]


async def test_the_text_is_wrapped_beside_its_labels() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.pause()
        assert app.seen() == [
            "› ¶1 We ask every patient. The",
            "│    record is kept for a year.",
            "  ¶2 Nobody told me. I did not know",
            "     that I could ask.",
            "  ¶3 The policy was reviewed in",
            "     March.",
            "",
            "",
        ]
        assert app.heard() == [("piece", 0)]


@pytest.mark.parametrize(
    ("keys", "index"),
    [("j", 1), ("jj", 2), ("jjj", 2), ("jjk", 1), ("k", 0), ("G", 2), ("Gg", 0)],
)
async def test_keys_go_from_piece_to_piece(keys: str, index: int) -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press(*keys)
        assert app.widget.highlighted == index
        assert app.heard()[-1] == ("piece", index)
        assert any(line.startswith(f"› ¶{index + 1}") for line in app.seen())


async def test_enter_chooses_the_piece_without_the_space_around_it() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press("G", "enter")
        start = TEXT.index(THIRD)
        assert app.heard()[-1] == ("chosen", start, start + len(THIRD))


async def test_v_selects_sentences_and_h_and_l_change_it_by_words() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press("j", "v")
        assert chosen(app) == "Nobody told me."
        await pilot.press("v")
        assert chosen(app) == "I did not know that I could ask."
        await pilot.press("v")
        assert chosen(app) == "Nobody told me."
        await pilot.press("l", "right", "shift+right")
        assert chosen(app) == "Nobody told me. I did not"
        await pilot.press("h", "left", "shift+left", "h")
        assert chosen(app) == "Nobody told"
        await pilot.press("o", "l")
        assert chosen(app) == "told"
        await pilot.press("enter")
        start = TEXT.index("told")
        assert app.heard()[-1] == ("chosen", start, start + 4)
        await pilot.press("escape")
        assert app.widget.selection is None
        assert chosen(app) == SECOND


async def test_shift_and_an_arrow_begin_a_selection() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press("shift+right")
        assert chosen(app) == "We ask every patient."


async def test_capital_j_and_k_extend_by_pieces() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press("J")
        assert chosen(app) == f"{FIRST}\n\n{SECOND}"
        await pilot.press("K")
        assert chosen(app) == FIRST
        await pilot.press("escape", "j", "K")
        assert chosen(app) == f"{FIRST}\n\n{SECOND}"


async def test_going_to_another_piece_drops_the_selection() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press("v", "j")
        assert app.widget.selection is None


async def test_keys_for_a_selection_are_left_to_the_screen_without_one() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press("h", "l", "o", "escape", "j")
        assert app.keys_left == ["h", "l", "o", "escape"]


async def test_a_click_makes_the_piece_current_and_a_double_click_takes_the_word() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.click(offset=(8, 3))
        assert app.widget.highlighted == 1
        assert app.widget.selection is None
        await pilot.double_click(offset=(13, 2))
        assert chosen(app) == "told"


async def drag(pilot: object, start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(offset=start)  # type: ignore[attr-defined]
    await pilot.hover(offset=end)  # type: ignore[attr-defined]
    await pilot.mouse_up(offset=end)  # type: ignore[attr-defined]


async def test_a_drag_selects_exactly_the_characters_it_covers() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await drag(pilot, (8, 0), (10, 0))
        assert chosen(app) == "ask"
        await drag(pilot, (10, 3), (5, 2))
        assert chosen(app) == SECOND[: SECOND.index("I could")] + "I"
        await drag(pilot, (27, 0), (7, 1))
        assert chosen(app) == "The rec"
        await drag(pilot, (27, 0), (33, 0))
        assert chosen(app) == "The "
        await pilot.press("enter")
        assert app.heard()[-1] == ("chosen", 22, 26)
        await drag(pilot, (8, 4), (8, 4))
        assert app.widget.selection is None
        assert app.widget.highlighted == 2


async def test_a_drag_over_wide_and_hidden_characters_takes_them_whole() -> None:
    text = "a日本e\u0301\u202ez\t👩🏽end"
    app = stage(text, [Piece(0, len(text))])
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        assert app.seen()[0].startswith("› a日本e\u0301‹RLO›z␉👩🏽end")
        await drag(pilot, (4, 0), (5, 0))
        assert chosen(app) == "日本"
        await drag(pilot, (7, 0), (7, 0))
        await drag(pilot, (7, 0), (9, 0))
        assert chosen(app) == "e\u0301\u202e"
        await drag(pilot, (13, 0), (16, 0))
        assert chosen(app) == "z\t👩🏽"


async def test_marks_have_a_style_and_a_glyph_beside_the_line() -> None:
    start = TEXT.index("Nobody")
    marks = [
        Mark(start, start + 15, "conflict"),
        Mark(3, 6, "support"),
        Mark(TEXT.index("year"), TEXT.index("year") + 4, "support"),
        Mark(TEXT.index("record"), TEXT.index("record") + 6, "conflict"),
        Mark(TEXT.index("March"), TEXT.index("March") + 5, "of a kind nobody described"),
    ]
    app = stage(marks=marks, kinds=KINDS)
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.pause()
        assert [line[:5] for line in app.seen()[:6]] == [
            "›+¶1 ",
            "│+   ",
            " !¶2 ",
            "     ",
            "  ¶3 ",
            " ▪   ",
        ]
        assert app.style_of("Nobody told me.").underline
        assert app.style_of("ask").underline
        assert not app.style_of("We ").underline
        app.widget.set_marks([])
        await pilot.pause()
        assert app.seen()[2].startswith("  ¶2")


async def test_the_selection_is_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = stage(marks=[Mark(22, 30, "conflict")], kinds=KINDS)
    async with app.run_test(size=(60, 8)) as pilot:
        await pilot.press("v")
        assert app.style_of("We ask every patient.").reverse
        assert not app.style_of("Nobody").reverse
        assert app.style_of("The reco").underline


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("plain_ascii", [False, True])
async def test_hostile_text_is_shown_and_obeyed_by_nobody(text: str, plain_ascii: bool) -> None:
    text = text.replace("\n", "")
    app = stage(text, [Piece(0, len(text), "[b]\x1b\u202e")], plain_ascii=plain_ascii)
    async with app.run_test(size=(80, 4)) as pilot:
        await pilot.pause()
        label = shown("[b]\x1b\u202e", plain_ascii)
        mark = ">" if plain_ascii else "›"
        line = app.seen()[0]
        assert line == f"{mark} {label} {shown(text, plain_ascii)}"
        await pilot.press("v", "enter")
        assert app.is_running


async def test_a_tall_piece_is_read_to_its_end_before_the_next() -> None:
    text = "word " * 200
    app = stage(text + "next", [Piece(0, 1000, "¶1"), Piece(1000, 1004, "¶2")])
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("j")
        assert app.widget.highlighted == 0
        assert app.widget.scroll_offset.y == 5
        assert app.seen()[0].startswith("│ ¶1")
        await pilot.press(*"jjjj")
        assert app.widget.highlighted == 1
        await pilot.press("k")
        assert app.widget.highlighted == 0


async def test_pages_turn_and_the_piece_in_view_is_current() -> None:
    text, pieces = many(100)
    app = stage(text, pieces)
    async with app.run_test(size=(50, 11)) as pilot:
        await pilot.press("pagedown")
        assert app.widget.scroll_offset.y == 10
        assert any(line.startswith("›") for line in app.seen())
        await pilot.press("pageup")
        assert (app.widget.scroll_offset.y, app.widget.highlighted) == (0, 0)
        await pilot.press(*["pagedown"] * 60)
        assert app.widget.highlighted == 99
        await pilot.press("home")
        assert app.widget.highlighted == 0


async def test_after_scrolling_away_the_next_piece_is_one_in_view() -> None:
    text, pieces = many(100)
    app = stage(text, pieces)
    async with app.run_test(size=(50, 11)) as pilot:
        app.widget.scroll_top(101)
        await pilot.press("j")
        assert app.widget.highlighted in {48, 49, 50, 51}
        assert any(line.startswith("›") for line in app.seen())


async def test_go_to_and_find_lead_to_the_words() -> None:
    text, pieces = many(500)
    app = stage(text, pieces)
    async with app.run_test(size=(50, 11)) as pilot:
        found = app.widget.find("piece  321 SAYS")
        assert found == [text.index("Piece 321 says")]
        app.widget.go_to(found[0])
        await pilot.pause()
        assert app.widget.highlighted == 321
        assert any("Piece 321 says" in line for line in app.seen())
        assert app.heard()[-1] == ("piece", 321)
        place = app.widget.screen_place(found[0])
        assert app.seen()[place.y][place.x :].startswith("Piece 321")
        assert app.widget.span_at(place) == Span(found[0], found[0] + 1)
        assert app.widget.find("   ") == []
        assert len(app.widget.find("something")) == 1000


async def test_go_to_before_the_pane_has_a_size_is_not_forgotten() -> None:
    text, pieces = many(500)
    app = stage(text, pieces)
    app.widget.select(pieces[400].start, pieces[400].start + 9)
    async with app.run_test(size=(50, 11)) as pilot:
        await pilot.pause()
        assert app.widget.highlighted == 400
        assert chosen(app) == "Piece 400"
        assert any("Piece 400" in line for line in app.seen())


async def test_a_resize_keeps_the_piece_being_read_on_its_line() -> None:
    text, pieces = many(500)
    app = stage(text, pieces)
    async with app.run_test(size=(50, 11)) as pilot:
        app.widget.go_to(pieces[300].start)
        await pilot.pause()
        row = next(y for y, line in enumerate(app.seen()) if line.startswith("›"))
        await pilot.resize_terminal(31, 11)
        await pilot.pause()
        assert app.widget.highlighted == 300
        assert app.seen()[row].startswith("› ¶300 Piece 300")
        app.widget.scroll_top(200)
        top = app.seen
        await pilot.pause()
        first = top()[0]
        await pilot.resize_terminal(50, 11)
        await pilot.pause()
        assert first.split()[0] == top()[0].split()[0]


async def test_an_empty_pane_teaches_and_leaves_enter_to_the_screen() -> None:
    app = stage("", [], empty="Choose a source.")
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.press("j", "k", "g", "G", "v", "J", "enter", "pagedown", "escape")
        await pilot.click(offset=(3, 0))
        app.widget.go_to(3)
        assert app.seen()[0] == "Choose a source."
        assert app.widget.selected_range == (0, 0)
        assert app.keys_left == ["enter", "escape"]
        assert app.heard() == []
        app.widget.set_text(TEXT, PIECES)
        await pilot.pause()
        assert app.heard() == [("piece", 0)]
        await pilot.press("j", "v")
        app.widget.set_text("", [])
        await pilot.pause()
        assert app.widget.highlighted == -1
        assert app.seen()[0] == "Choose a source."


def test_pieces_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        TextPane("abcdef", [Piece(0, 4), Piece(3, 6)])
    with pytest.raises(ValueError, match="overlaps"):
        TextPane("abc", [Piece(0, 4)])


async def test_only_lines_in_view_are_painted_and_only_two_pieces_when_the_current_moves() -> None:
    text, pieces = many(30_000)
    painted: list[int] = []

    class Counting(TextPane):
        def render_line(self, y: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
            painted.append(y)
            return super().render_line(y)

    app = Stage(Counting(text, pieces))
    async with app.run_test(size=(50, 20)) as pilot:
        await pilot.pause()
        assert len(painted) <= 60
        painted.clear()
        await pilot.press("j")
        await pilot.pause()
        assert sorted(set(painted)) == [0, 1, 2, 3]


CHARACTERS = st.text("ab \t\n\x1b\u202e\u0301日👩\u200d🏽\ufe0f.", min_size=1, max_size=80)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CHARACTERS)
async def test_what_is_under_the_place_of_an_offset_is_that_character(text: str) -> None:
    app = stage(text, [Piece(0, len(text), "¶1")])
    async with app.run_test(size=(20, 60)) as pilot:
        await pilot.pause()
        for offset, character in enumerate(text):
            span = app.widget.span_at(app.widget.screen_place(offset))
            if character == "\n":
                assert span == (offset, offset)
            else:
                assert span.start <= offset < span.end
        assert app.widget.screen_place(0) == Offset(5, 0)


async def test_a_drag_over_the_edge_scrolls_on() -> None:
    text, pieces = many(50)
    app = stage(text, pieces)
    async with app.run_test(size=(50, 10)) as pilot:
        app.widget.styles.height = 6
        await pilot.pause()
        await pilot.mouse_down(offset=(8, 2))
        await pilot.hover(offset=(8, 8))
        await pilot.hover(offset=(9, 9))
        await pilot.mouse_up(offset=(9, 9))
        assert app.widget.scroll_offset.y >= 2
        assert app.widget.selection is not None
        await pilot.press("escape")
        assert app.widget.selection is None


async def test_a_drag_that_begins_in_the_margin_begins_with_the_line() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        await drag(pilot, (1, 0), (6, 0))
        assert chosen(app) == "We"


async def test_blank_lines_between_pieces_belong_to_the_piece_before() -> None:
    app = stage(spaced=True)
    async with app.run_test(size=(70, 8)) as pilot:
        await pilot.pause()
        assert app.seen()[1] == ""
        assert app.seen()[2].startswith("  ¶2")
        await pilot.press("j")
        await pilot.click(offset=(10, 1))
        assert app.widget.highlighted == 0


async def test_a_tall_piece_is_read_back_to_its_start() -> None:
    text = "first" + "word " * 200
    app = stage(text, [Piece(0, 5, "¶1"), Piece(5, 1005, "¶2")])
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("G", "k")
        assert app.widget.highlighted == 1
        await pilot.press(*"kkkkkk")
        assert app.widget.highlighted == 0


async def test_messages_can_be_told_apart_by_the_pane_they_come_from() -> None:
    class Asking(Stage[TextPane]):
        @on(TextPane.RangeChosen, "#source")
        @on(TextPane.PieceHighlighted, "#source")
        def from_source(self) -> None:
            self.keys_left.append("heard")

    app = Asking(TextPane(TEXT, PIECES, id="source"))
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press("enter")
        assert app.keys_left == ["heard", "heard"]
        assert app.widget.pieces == PIECES


async def test_a_piece_of_white_space_has_nothing_to_choose() -> None:
    app = stage("a\n   \nb", [Piece(0, 1), Piece(2, 5), Piece(6, 7)])
    async with app.run_test(size=(36, 8)) as pilot:
        await pilot.press("j", "v", "enter")
        assert app.widget.selection is None
        assert app.keys_left == ["enter"]
        app.widget.select(3, 3)
        assert app.widget.selection is None


async def test_many_widths_are_wrapped_one_after_the_other() -> None:
    app = stage()
    async with app.run_test(size=(36, 8)) as pilot:
        for width in (50, 40, 30, 20, 15, 9, 5, 3, 80):
            await pilot.resize_terminal(width, 8)
            await pilot.pause()
            assert app.widget.virtual_size.height >= 3
        assert app.seen()[0] == f"› ¶1 {FIRST}"


async def test_another_text_may_be_given_before_the_pane_is_mounted() -> None:
    widget = TextPane()
    widget.set_text(TEXT, PIECES)
    widget.highlighted = 2
    app = Stage(widget)
    async with app.run_test(size=(70, 8)) as pilot:
        await pilot.pause()
        assert app.seen()[2] == f"› ¶3 {THIRD}"
        assert app.heard()[-1] == ("piece", 2)


async def test_sentences_of_a_very_long_piece_are_selected_one_after_the_other() -> None:
    """Near what is in view, as in a short one; after the last the first in view is next."""
    text = "One is said here. Two is said. " * 2_000
    pane = TextPane(text, [Piece(0, len(text))])
    async with Stage(pane).run_test(size=(40, 10)) as pilot:
        await pilot.press("v")
        assert pane.selection == (0, 17)
        await pilot.press("v")
        assert pane.selection == (18, 30)
        await pilot.press("right")
        assert pane.selection == (18, 34)
        await pilot.press("G", "v")
        assert pane.selection is not None
        assert text[slice(*pane.selection)] in ("One is said here.", "Two is said.")
        assert pane.selection[0] > len(text) - 1_000
