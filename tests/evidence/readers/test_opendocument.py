"""OpenDocument texts are read whole, with tracked changes as accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.readers import opendocument
from evidence.readers.opendocument import read
from evidence.reading import TrackedChange, Unreadable
from tests.evidence.readers.docx import zipped
from tests.evidence.readers.odf import ROOT, odf
from tests.evidence.readers.shown import shown
from tests.evidence.readers.test_laws import one_of, try_to_read, unhurried

FILES = Path(__file__).parent / "files"


def test_a_report_by_libreoffice_is_read_whole() -> None:
    """Title, headings, lists, a table, a box, a note, a comment, running heads, changes."""
    reading = read((FILES / "report.odt").read_bytes(), {})
    teams = "Report > Staffing > Teams"
    assert reading.warnings == ("2 tracked changes (by Jo, 2026-03-01), read as accepted",)
    assert shown(reading) == [
        {"text": "Report", "part": "heading"},
        {"text": "Staffing", "heading": "Report", "part": "heading"},
        {
            "text": "Caseloads are far too high,  they\tsay\nso.",
            "paragraph": 1,
            "heading": "Report > Staffing",
        },
        {"text": "one", "paragraph": 2, "heading": "Report > Staffing"},
        {"text": "inner", "paragraph": 3, "heading": "Report > Staffing"},
        {"text": "two", "paragraph": 4, "heading": "Report > Staffing"},
        {"text": "Teams", "heading": "Report > Staffing", "part": "heading"},
        {"text": "Team | Cases", "paragraph": 5, "heading": teams, "part": "table"},
        {
            "text": "A | 30\nor so",
            "paragraph": 6,
            "heading": f"{teams} > Team | Cases",
            "part": "table",
        },
        {"text": "Box here.", "paragraph": 7, "heading": teams},
        {"text": "In the box\ntwice", "heading": teams, "part": "text box"},
        {"text": "Says the survey.", "part": "footnote"},
        {"text": "Is it so?", "time": "2026-03-01T10:00:00", "speaker": "Jo", "part": "comment"},
        {"text": "OFFICIAL", "part": "header"},
        {"text": "Page 1", "part": "footer"},
    ]


def test_contents_pictures_and_what_stands_in_cells_are_read() -> None:
    """A table in a cell, a note in a cell, words of a picture, a table of contents."""
    note = '<text:note text:note-class="endnote"><text:note-body><text:p>End</text:p>'
    inner = (
        "<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
        "<table:covered-table-cell/><table:table-cell><text:p>y</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    body = (
        "<text:table-of-content><text:table-of-content-source><text:p>no</text:p>"
        "</text:table-of-content-source><text:index-body><text:index-title><text:p>Contents"
        "</text:p></text:index-title><text:p>One 1</text:p></text:index-body>"
        "</text:table-of-content><text:section><text:p>  white \n space  "
        f"</text:p></text:section><table:table><table:table-row><table:table-cell>{inner}<text:p>"
        f"z{note}</text:note-body></text:note></text:p></table:table-cell></table:table-row>"
        "</table:table><text:p>See<draw:frame><draw:image/><svg:desc>A chart</svg:desc>"
        "</draw:frame></text:p>"
    )
    assert shown(read(odf("text", body), {})) == [
        {"text": "Contents", "part": "contents"},
        {"text": "One 1", "part": "contents"},
        {"text": "white space", "paragraph": 1},
        {"text": "x | y\nz", "paragraph": 2, "part": "table"},
        {"text": "See", "paragraph": 3},
        {"text": "A chart", "part": "picture"},
        {"text": "End", "part": "endnote"},
    ]


LOCKED = '<m xmlns="urn:m"><file-entry><encryption-data/></file-entry></m>'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "text": (
        b"words",
        r"^is no OpenDocument text file \(\.odt\), or is cut short: ask for another copy$",
    ),
    "other zip": (zipped({"word/document.xml": "<a/>"}), "holds no content.xml"),
    "spreadsheet": (
        odf("spreadsheet", ""),
        "but is another OpenDocument file: save it as .odt or .pdf",
    ),
    "password": (odf("text", "", {"META-INF/manifest.xml": LOCKED}), "protected by a password"),
    "bomb": (zipped({"content.xml": b" " * 5_000_000}), "unpacks to far more"),
    "deep": (zipped({"content.xml": "<a>" * 5_000}), "is damaged"),
    "entities": (zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "type"),
    "blank": (odf("text", "<text:p> </text:p>"), "^holds no words: leave it out"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(case: str) -> None:
    """Other files, passwords, bombs, depth."""
    content, reason = HOSTILE[case]
    with pytest.raises(Unreadable, match=reason):
        read(content, {})


def test_what_was_deleted_keeps_the_spaces_around_it() -> None:
    """Without them, the words that stood before a change would run together."""
    told = "<office:change-info><dc:creator>Ann</dc:creator></office:change-info>"
    content = odf(
        "text",
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion>'
        f"{told}<text:p>never </text:p></text:deletion></text:changed-region>"
        '</text:tracked-changes><text:p>We <text:change text:change-id="c"/>do.</text:p>',
    )
    reading = read(content, {})
    assert reading.text == "We do."
    assert reading.changes == (TrackedChange("deleted", 3, 3, "never ", "Ann"),)


def test_damaged_styles_are_told_and_the_rest_read() -> None:
    """The body is what matters."""
    reading = read(odf("text", "<text:p>Body</text:p>", {"styles.xml": "<x"}), {})
    assert shown(reading) == [{"text": "Body", "paragraph": 1}]
    (warning,) = reading.warnings
    assert warning.startswith("read without a part: its styles.xml is damaged, or no XML that can")


BRANCHES = (
    "text:p¦text:h¦text:list¦text:list-item¦text:span¦text:note¦text:note-body¦office:annotation"
    "¦table:table¦table:table-row¦table:table-cell¦draw:frame¦draw:text-box¦text:tracked-changes"
    "¦text:section¦table:table-header-rows¦dc:creator¦svg:desc¦text:index-body"
)
LEAVES = "word¦<text:s/>¦<text:s text:c='x'/>¦<text:tab/>¦<text:line-break/>¦ ¦<text:s text:c='9'/>"
BLOCKS = st.recursive(
    one_of(LEAVES),
    lambda inside: st.builds(
        lambda name, blocks: f"<{name}>{''.join(blocks)}</{name}>",
        one_of(BRANCHES),
        st.lists(inside, max_size=4),
    ),
    max_leaves=20,
)


@unhurried
@given(blocks=st.lists(BLOCKS, max_size=5).map("".join))
def test_any_markup_is_read_or_refused(blocks: str) -> None:
    """Elements where no schema has them."""
    head = f"<style:master-page><style:header>{blocks}</style:header></style:master-page>"
    styles = ROOT.format("document-styles", head)
    try_to_read(opendocument, odf("text", blocks, {"styles.xml": styles}))
