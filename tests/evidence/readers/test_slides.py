"""Slides are read in the order of the show, each with its title and notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.readers import slides
from evidence.readers.slides import read
from evidence.reading import Unreadable
from tests.evidence.readers.docx import zipped
from tests.evidence.readers.shown import shown
from tests.evidence.readers.test_laws import one_of, try_to_read, unhurried

FILES = Path(__file__).parent / "files"
_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = (
    f'xmlns:p="{_OFFICE}/presentationml/2006/main" xmlns:a="{_OFFICE}/drawingml/2006/main"'
    f' xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
    f' xmlns:mc="{_OFFICE}/markup-compatibility/2006" xmlns:c="{_OFFICE}/drawingml/2006/chart"'
)


def box(*lines: str, holds: str = "", at: tuple[int, int] | None = None) -> str:
    """A text box of paragraphs, standing for something or at a place in inches."""
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{holds}"/></p:nvPr></p:nvSpPr>' if holds else ""
    place = f'<a:xfrm><a:off x="{at[0] * 914_400}" y="{at[1] * 914_400}"/></a:xfrm>' if at else ""
    inside = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp>{holder}<p:spPr>{place}</p:spPr><p:txBody>{inside}</p:txBody></p:sp>"


def slide(*shapes: str, attributes: str = "", root: str = "sld") -> str:
    """A slide of shapes."""
    tree = f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>"
    return f"<p:{root} {_SPACES} {attributes}>{tree}</p:{root}>"


def relations(**targets: str) -> str:
    """Relations by identifier, each "kind:target"."""
    return "<Relationships>{}</Relationships>".format(
        "".join(
            f'<Relationship Id="{identifier}" Type="x/{value.partition(":")[0]}"'
            f' Target="{value.partition(":")[2]}"/>'
            for identifier, value in targets.items()
        )
    )


def pptx(*parts: str, others: dict[str, str] | None = None) -> bytes:
    """A show of slides, whose files are numbered from the last."""
    count = len(parts)
    order = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(count))
    return zipped(
        {
            "ppt/presentation.xml": f"<p:presentation {_SPACES}><p:sldIdLst>{order}</p:sldIdLst>"
            "</p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(
                **{f"r{n}": f"slide:slides/slide{count - n}.xml" for n in range(count)}
            ),
            **{f"ppt/slides/slide{count - n}.xml": part for n, part in enumerate(parts)},
            **(others or {}),
        }
    )


def test_a_show_by_libreoffice_is_read() -> None:
    """Boxes from left to right, a table, notes."""
    assert shown(read((FILES / "show.pptx").read_bytes(), {})) == [
        {"text": "Staffing", "page": 1, "paragraph": 1},
        {"text": "Left box, first line", "page": 1, "paragraph": 2},
        {"text": "second line", "page": 1, "paragraph": 3},
        {"text": "Right box", "page": 1, "paragraph": 4},
        {"text": "Team | Cases", "page": 1, "paragraph": 5, "part": "table"},
        {"text": "A | 30", "page": 1, "paragraph": 6, "part": "table"},
        {"text": "Say this slowly.", "page": 1, "part": "notes"},
        {"text": "The end", "page": 2, "paragraph": 7},
    ]


def test_slides_come_in_the_order_of_the_show_under_their_titles() -> None:
    """Titles, boxes by their places, groups, alternatives, pictures, notes, comments, footers."""
    first = slide(
        box("3", holds="sldNum"),
        box("right", at=(6, 3)),
        f"<p:grpSp><p:grpSpPr><a:xfrm><a:off x='0' y='5486400'/></a:xfrm></p:grpSpPr>"
        f"{box('in a')}{box('group')}</p:grpSp>",
        box("left", at=(1, 3)),
        f"<mc:AlternateContent><mc:Choice>{box('new', at=(1, 4))}</mc:Choice><mc:Fallback>"
        f"{box('old')}</mc:Fallback></mc:AlternateContent>",
        '<p:pic><p:nvPicPr><p:cNvPr descr="A map"/></p:nvPicPr><p:spPr><a:xfrm>'
        '<a:off x="1" y="9000000"/></a:xfrm></p:spPr></p:pic>',
        box("body", holds="body"),
        box("Staff", "and cases", holds="title"),
    )
    second = slide(box("End", holds="ctrTitle"), "<c:chart/>", attributes='show="0"')
    notes = slide(box("Slowly.", holds="body"), box("9", holds="sldNum"), root="notes")
    comments = (
        f'<p:cmLst {_SPACES}><p:cm authorId="1" dt="2026-03-01T10:00:00"><p:text>Why?</p:text>'
        "</p:cm></p:cmLst>"
    )
    reading = read(
        pptx(
            first,
            second,
            others={
                "ppt/slides/_rels/slide2.xml.rels": relations(
                    a="notesSlide:../notesSlides/n.xml", b="comments:../comments/c.xml"
                ),
                "ppt/notesSlides/n.xml": notes,
                "ppt/comments/c.xml": comments,
                "ppt/commentAuthors.xml": f'<p:l {_SPACES}><p:cmAuthor id="1" name="Jo"/></p:l>',
            },
        ),
        {},
    )
    assert reading.warnings == (
        "slide 2 is hidden: read as well",
        "slide 2 holds a chart: not read",
    )
    under = {"page": 1, "heading": "Staff and cases"}
    assert shown(reading) == [
        {"text": "Staff\nand cases", "page": 1, "part": "heading"},
        *(
            {"text": text, "paragraph": number} | under
            for number, text in enumerate(
                ["body", "left", "right", "new", "in a", "group"], start=1
            )
        ),
        {"text": "A map", "part": "picture"} | under,
        {"text": "3", "part": "footer"} | under,
        {"text": "Slowly.", "part": "notes"} | under,
        {"text": "Why?", "time": "2026-03-01T10:00:00", "speaker": "Jo", "part": "comment"} | under,
        {"text": "End", "page": 2, "part": "heading"},
    ]


def test_a_damaged_slide_is_told_and_the_rest_read() -> None:
    """It keeps its number."""
    reading = read(pptx("<broken", slide(box("Second"))), {})
    assert shown(reading) == [{"text": "Second", "page": 2, "paragraph": 1}]
    assert reading.warnings[0].startswith("slide 1 is not read: its ppt/slides/slide2.xml is dam")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", r"^is no PowerPoint file \(\.pptx\), or is cut short: ask for another copy$"),
        (zipped({"a": "b"}), "holds no ppt/presentation.xml"),
        (pptx(slide(box(" "))), "^holds no words: leave it out"),
    ],
)
def test_what_is_no_show_is_refused(content: bytes, reason: str) -> None:
    """With its reason."""
    with pytest.raises(Unreadable, match=reason):
        read(content, {})


LEAVES = "<a:t>word</a:t>¦<a:br/>¦<a:off x='z' y='-5'/>¦<p:ph type='title'/>¦<p:cNvPr descr='d'/>"
BRANCHES = "p:sp¦p:grpSp¦p:graphicFrame¦a:tbl¦a:tr¦a:tc¦a:p¦a:r¦p:pic¦mc:AlternateContent¦p:spPr"
SHAPES = st.recursive(
    one_of(LEAVES),
    lambda inside: st.builds(
        lambda name, blocks: f"<{name}>{''.join(blocks)}</{name}>",
        one_of(BRANCHES),
        st.lists(inside, max_size=4),
    ),
    max_leaves=20,
)


@unhurried
@given(shapes=st.lists(SHAPES, max_size=5).map("".join))
def test_any_markup_is_read_or_refused(shapes: str) -> None:
    """Elements where no schema has them."""
    try_to_read(slides, pptx(slide(shapes)))
