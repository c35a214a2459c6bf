"""Texts that would move a cursor, hide a word or read backwards, and bundles full of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from rich.cells import cell_len

from evidence.plain_text import HIDDEN
from tests.bundles import bundles

ODDITIES = (
    "\x1b[2J", "\x1b]0;title\x07", "\r", "\n", "\t", "\x00", "\x9b31m", "\u202e", "\u2066",
    "\u200b", "\ufeff", "\u2028", "e\u0301", "\u0301", "界", "👩\u200d🚀", "🇬🇧", "\ufe0f", "[red]",
    "ﷺ", "｡", "½", "ß", "…", "\u1161", "\U000e0041", "─", "→F1", "a" * 300,
)  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """Any text that a record may hold, odd characters among it."""
    letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    return st.lists(st.sampled_from(ODDITIES) | letters, min_size=1, max_size=6).map("".join)


@st.composite
def hostile_bundles(draw: st.DrawFn) -> dict[str, Any]:
    """Small bundles in which every text is one of these."""
    bundle = draw(bundles(max_statements=6))
    for table, fields in (
        ("voices", ("role",)),
        ("sources", ("title",)),
        ("statements", ("quote",)),
        ("findings", ("text",)),
    ):
        for record in bundle[table]:
            for field in fields:
                record[field] = f"x{draw(texts())}"
    for record in bundle["statements"]:
        record["place"] = {"page": draw(texts()), "speaker": draw(texts())}
    return bundle


def assert_fits(lines: list[str], cells: int, plain_ascii: bool) -> None:
    """No line is wider than asked, none holds a character that a terminal would obey."""
    for line in lines:
        assert cell_len(line) <= cells, (line, cells)
        assert not HIDDEN.search(line)
        assert line.isascii() or not plain_ascii
