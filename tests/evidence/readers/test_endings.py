"""A file whose ending no reader takes is named for what it is."""

from __future__ import annotations

import pytest

from evidence.readers import reader_for, suffixes
from evidence.reading import Unreadable


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Plan.DOC", "is an old Word file: save it as .docx"),
        ("a.xls", "is an old Excel file: save it as .xlsx"),
        ("b.ppt", "is an old PowerPoint file: save it as .pptx"),
        ("in.pst", "is an Outlook mailbox: save it as .msg or .eml, a file a message"),
    ],
)
def test_a_known_format_says_what_to_save_it_as(name: str, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reader_for(name)
    assert str(refused.value) == told


def test_an_unknown_one_is_told_what_is_read() -> None:
    with pytest.raises(Unreadable) as refused:
        reader_for("film.mp4")
    assert str(refused.value) == f"no reader for .mp4: it reads {', '.join(suffixes())}"


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("form.docm", "Word"),
        ("letter.dotx", "Word"),
        ("rota.xlsm", "spreadsheet"),
        ("board.pptm", "slides"),
        ("board.ppsx", "slides"),
    ],
)
def test_files_with_macros_and_templates_are_read_as_the_plain_ones(name: str, reader: str) -> None:
    """Macros lie in a part of their own, which no reader opens."""
    assert reader == reader_for(name).NAME
