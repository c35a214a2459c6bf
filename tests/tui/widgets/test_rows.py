"""A list of rows, driven as a person would, and how little of it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import pytest
from rich.color import Color
from textual import on
from textual.geometry import Offset

from evidence.plain_text import shown
from tests.tui.widgets.stage import HOSTILE, Stage
from tui.widgets.rows import FILL, Cell, Line, RowList, drawing

NAMES = [f"row {number}" for number in range(100)]


def plain(row: str, _width: int, _highlighted: bool) -> Line:
    return (Cell(row, FILL),)


def listed(rows: Sequence[str], **options: object) -> RowList[str]:
    return RowList(rows, plain, str, **options)  # type: ignore[arg-type]


class Many(Sequence[str]):
    """A million rows that are made when asked for, and counted."""

    def __init__(self) -> None:
        self.asked = 0

    def __len__(self) -> int:
        return 1_000_000

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        assert isinstance(index, int)
        self.asked += 1
        return f"row {index}"

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("nobody may walk over all rows")


async def test_the_first_row_is_highlighted_and_said_to_be() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        assert app.seen() == [
            "› row 0",
            "  row 1",
            "  row 2",
            "  row 3",
        ]
        assert app.heard() == [("highlighted", 0, "row 0")]


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        (["j", "j", "k"], 1),
        (["down", "down", "up"], 1),
        (["G"], 99),
        (["end"], 99),
        (["G", "g"], 0),
        (["end", "home"], 0),
        (["pagedown"], 4),
        (["pagedown", "pagedown", "pageup"], 4),
        (["k"], 0),
        (["G", "j"], 99),
        (["G", "pagedown"], 99),
    ],
)
async def test_keys_move_the_highlight(keys: list[str], index: int) -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.press(*keys)
        assert app.widget.highlighted == index
        assert app.widget.highlighted_row == f"row {index}"
        assert any(line.startswith(f"› row {index}") for line in app.seen())
        assert app.heard()[-1] == ("highlighted", index, f"row {index}")


async def test_enter_opens_the_highlighted_row() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.press("j", "enter")
        assert app.heard()[-1] == ("opened", 1, "row 1")


async def test_a_click_highlights_and_a_click_on_the_highlight_opens() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        app.heard()
        await pilot.click(offset=(3, 2))
        assert app.heard() == [("highlighted", 2, "row 2")]
        await pilot.click(offset=(3, 3))
        await pilot.click(offset=(9, 2))
        app.heard()
        await pilot.click(offset=(3, 2), control=False)
        assert app.heard() == [("opened", 2, "row 2")]


@pytest.mark.parametrize("line", [0, 2])
async def test_a_double_click_opens_once(line: int) -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        await pilot.double_click(offset=(3, line))
        opened = [said for said in app.heard() if said[0] == "opened"]
        assert opened == [("opened", line, f"row {line}")]


async def test_the_wheel_scrolls_and_leaves_the_highlight() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        app.widget._scroll_down_for_pointer(animate=False)
        await pilot.pause()
        assert app.widget.scroll_offset.y > 0
        assert app.widget.highlighted == 0
        await pilot.click(offset=(3, 0))
        assert app.widget.highlighted == app.widget.scroll_offset.y


async def test_a_million_rows_open_by_drawing_those_in_view() -> None:
    rows, drawn = Many(), []

    def draw(row: str, _width: int, _highlighted: bool) -> Line:
        drawn.append(row)
        return (Cell(row, FILL),)

    app = Stage(RowList(rows, draw, str))
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        assert set(drawn) == {f"row {number}" for number in range(10)}
        assert len(drawn) <= 30
        assert rows.asked <= 50
        drawn.clear()
        await pilot.press("G")
        assert {f"row {number}" for number in range(999_990, 1_000_000)} >= set(drawn) - {"row 0"}
        assert app.widget.highlighted == 999_999


async def test_a_step_within_the_view_repaints_two_lines() -> None:
    drawn: list[str] = []

    def draw(row: str, _width: int, _highlighted: bool) -> Line:
        drawn.append(row)
        return (Cell(row, FILL),)

    app = Stage(RowList(NAMES, draw, str))
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("j")
        drawn.clear()
        await pilot.press("j")
        await pilot.pause()
        assert sorted(drawn) == ["row 1", "row 2"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("plain_ascii", [False, True])
async def test_hostile_text_is_shown_and_obeyed_by_nobody(text: str, plain_ascii: bool) -> None:
    app = Stage(listed([text, "other"], plain_ascii=plain_ascii))
    async with app.run_test(size=(60, 4)) as pilot:
        await pilot.pause()
        assert app.seen()[0] == (">" if plain_ascii else "›") + " " + shown(text, plain_ascii)
        await pilot.click(offset=(3, 0))
        assert app.is_running


async def test_an_empty_list_teaches_and_leaves_enter_to_the_screen() -> None:
    app = Stage(listed([], empty="No findings yet.\nPress a to write one."))
    async with app.run_test(size=(30, 4)) as pilot:
        await pilot.press("j", "G", "enter", "pagedown")
        await pilot.click(offset=(3, 0))
        assert app.seen()[:2] == ["No findings yet.", "Press a to write one."]
        assert (app.widget.highlighted, app.widget.highlighted_row) == (-1, None)
        assert app.keys_left == ["enter"]
        assert app.heard() == []
        app.widget.set_rows(["first"])
        await pilot.pause()
        assert app.heard() == [("highlighted", 0, "first")]
        app.widget.set_rows([])
        await pilot.pause()
        assert app.seen()[0] == "No findings yet."


async def test_other_rows_keep_the_highlighted_key_on_its_line() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.press(*"jjjjjjj")
        app.heard()
        line = next(y for y, text in enumerate(app.seen()) if "› row 7" in text)
        app.widget.set_rows(["new a", "new b", *NAMES])
        await pilot.pause()
        assert (app.widget.highlighted, app.widget.highlighted_row) == (9, "row 7")
        assert "› row 7" in app.seen()[line]
        assert app.heard() == []


async def test_where_the_key_is_gone_the_row_at_its_place_is_next() -> None:
    rows = list(NAMES)
    app = Stage(listed(rows))
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.press("j", "j")
        app.heard()
        del rows[2]
        app.widget.set_rows(rows)
        await pilot.pause()
        assert app.heard() == [("highlighted", 2, "row 3")]
        app.widget.set_rows(["last"])
        await pilot.pause()
        assert app.heard() == [("highlighted", 0, "last")]
        app.widget.set_rows(NAMES, keep=False)
        await pilot.pause()
        assert app.widget.highlighted == 0


async def test_headings_are_passed_over_and_come_into_view_with_their_first_row() -> None:
    rows = ["HEAD", "one", "two", "HEAD 2", "three", *NAMES]
    app = Stage(listed(rows, selectable=lambda row: not row.startswith("HEAD")))
    async with app.run_test(size=(20, 3)) as pilot:
        await pilot.pause()
        assert app.seen()[:2] == ["  HEAD", "› one"]
        await pilot.press("j", "j")
        assert app.widget.highlighted_row == "three"
        await pilot.press("k", "k", "k")
        assert app.widget.highlighted_row == "one"
        assert app.seen()[0].startswith("  HEAD")
        await pilot.click(offset=(2, 0))
        assert app.widget.highlighted_row == "one"
        await pilot.press("G", "g")
        assert app.widget.highlighted_row == "one"


async def test_a_list_of_headings_only_highlights_nothing() -> None:
    app = Stage(listed(["A", "B"], selectable=lambda _row: False))
    async with app.run_test(size=(20, 3)) as pilot:
        await pilot.press("j", "G", "enter")
        assert app.widget.highlighted == -1
        assert app.heard() == []


async def test_the_highlight_can_be_set_and_stays_in_view_when_the_terminal_shrinks() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 20)) as pilot:
        app.widget.highlighted = 15
        await pilot.pause()
        await pilot.resize_terminal(12, 5)
        await pilot.pause()
        assert any(line.startswith("› row 15") for line in app.seen())
        assert all(len(line) <= 12 for line in app.seen())
        app.widget.highlighted = 1000
        assert app.widget.highlighted == 99


async def test_rows_are_drawn_at_the_width_there_is() -> None:
    widths: list[int] = []

    def draw(_row: str, width: int, _highlighted: bool) -> Line:
        widths.append(width)
        return (Cell("日" * 50, FILL), Cell("end"))

    app = Stage(RowList(NAMES[:3], draw, str))
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        assert set(widths) == {18}
        assert app.seen()[0] == "› 日日日日日日日…end"


async def test_a_drawing_scrolls_sideways_and_has_no_highlight() -> None:
    lines = [(Cell("".join(chr(97 + column % 26) for column in range(50))),) for _ in range(30)]
    app = Stage(drawing(lines))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.pause()
        assert app.seen()[0].startswith("abcdefghij")
        await pilot.press("l", "right", "j")
        assert app.seen()[0].startswith("ijklmnop")
        assert app.widget.scroll_offset == Offset(8, 1)
        await pilot.press("G")
        assert app.widget.scroll_offset.y == app.widget.max_scroll_y > 0
        assert app.heard() == []


async def test_a_drawing_with_a_cursor_keeps_its_marker_while_scrolled_sideways() -> None:
    lines = [(Cell(f"{number} " + "x" * 50),) for number in range(3)]
    app = Stage(drawing(lines, cursor=True))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.press("l", "j", "enter")
        assert app.seen()[1].startswith("› xxx")
        assert app.heard()[-1] == ("opened", 1, lines[1])


async def test_sideways_keys_are_left_to_the_screen_where_all_is_in_view() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.press("l", "j", "h", "enter")
        assert app.keys_left == ["l", "h"]


async def test_a_burst_of_moves_ends_in_the_right_row() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 6)) as pilot:
        for _ in range(50):
            app.widget.action_move(1)
        await pilot.pause()
        heard = app.heard()
        assert heard[-1] == ("highlighted", 50, "row 50")
        assert len(heard) < 50


async def test_without_colour_the_highlight_is_reversed_and_bold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Stage(RowList(["a", "b"], lambda row, _width, _here: (Cell(row, style="bad"),), str))
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        here, other = app.style_of("a"), app.style_of("b")
        assert here.reverse
        assert here.bold
        assert not other.reverse
        assert here.color is not None
        assert here.color != here.bgcolor
        assert other.color != other.bgcolor


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark", "nord"])
async def test_styles_follow_the_theme_and_are_all_legible(theme: str) -> None:
    styles = ["", "muted", "strong", "good", "bad", "warn", "accent", "strong bad"]
    app = Stage(
        RowList(styles, lambda row, _width, _here: (Cell(f"<{row}>", style=row),), str),
    )
    async with app.run_test(size=(30, 10)) as pilot:
        app.theme = theme
        await pilot.pause()
        for name in styles:
            style = app.style_of(f"<{name}>")
            assert style.color != style.bgcolor or style.color == Color.parse("default")
        assert app.style_of("<strong bad>").bold
        if theme != "ansi-dark":
            assert app.style_of("<good>").color != app.style_of("<bad>").color


async def test_an_unknown_style_is_refused() -> None:
    app = Stage(listed(["a"]))
    async with app.run_test() as pilot:
        await pilot.pause()
        with pytest.raises(KeyError):
            app.widget.ink("sparkling")


async def test_rows_may_be_changed_before_the_list_is_mounted() -> None:
    widget = listed(NAMES)
    widget.set_rows(["only"])
    app = Stage(widget)
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        assert app.seen()[0] == "› only"
        assert app.heard()[-1] == ("highlighted", 0, "only")


async def test_the_highlight_may_be_set_before_the_list_is_mounted() -> None:
    widget = listed(NAMES)
    widget.highlighted = 50
    app = Stage(widget)
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        assert any(line.startswith("› row 50") for line in app.seen())
        assert app.heard()[-1] == ("highlighted", 50, "row 50")


async def test_messages_can_be_told_apart_by_the_list_they_come_from() -> None:
    class Asking(Stage[RowList[str]]):
        @on(RowList.Opened, "#names")
        def from_names(self) -> None:
            self.keys_left.append("from names")

    for name, heard in (("names", ["from names"]), ("others", [])):
        app = Asking(listed(NAMES, id=name))
        async with app.run_test(size=(20, 6)) as pilot:
            await pilot.press("enter")
            assert app.keys_left == heard


async def test_rows_without_keys_keep_the_place() -> None:
    app = Stage(RowList(NAMES, plain))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.press("j", "j")
        app.heard()
        app.widget.set_rows(NAMES[50:])
        await pilot.pause()
        assert app.heard() == [("highlighted", 2, "row 52")]
        assert app.widget.rows == NAMES[50:]


async def test_a_key_is_found_on_either_side_of_its_old_place() -> None:
    app = Stage(listed(NAMES))
    async with app.run_test(size=(20, 6)) as pilot:
        app.widget.highlighted = 50
        await pilot.pause()
        app.widget.set_rows(NAMES[40:])
        assert (app.widget.highlighted, app.widget.highlighted_row) == (10, "row 50")
        app.widget.set_rows(NAMES)
        assert (app.widget.highlighted, app.widget.highlighted_row) == (50, "row 50")


async def test_a_click_below_the_last_row_does_nothing() -> None:
    app = Stage(listed(NAMES[:2]))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.pause()
        app.heard()
        await pilot.click(offset=(3, 4))
        assert app.heard() == []
        assert app.widget.highlighted == 0


async def test_a_drawing_pages_by_the_view() -> None:
    app = Stage(drawing([(Cell(str(number)),) for number in range(30)]))
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.press("pagedown")
        assert app.seen()[0] == "5"
        await pilot.press("g")
        assert app.seen()[0] == "0"
        await pilot.click(offset=(0, 0))
        assert app.heard() == []
