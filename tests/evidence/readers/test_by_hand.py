"""What authors strike through or hide by hand, and what is no words: alike in each kind of text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from evidence.readers import opendocument, rtf, word
from evidence.reading import Reading, TrackedChange
from tests.evidence.readers.docx import docx, p, part, r
from tests.evidence.readers.odf import odf
from tests.evidence.readers.shown import shown

_LOOKS = (
    '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/>'
    '</style:style><style:style style:name="T2"><style:text-properties text:display="none"/>'
    '</style:style><style:style style:name="T3"><style:text-properties'
    ' style:text-line-through-style="none"/></style:style>'
)

Paragraphs = list[list[tuple[str, str]]]
"""Each paragraph's runs, with the look of each: "strike", "hide" or none."""


def _word(paragraphs: Paragraphs) -> Reading:
    marks = {"strike": "<w:strike/>", "hide": "<w:vanish/>", "": '<w:strike w:val="0"/>'}
    run = '<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    body = [p("".join(run.format(marks[look], said) for said, look in each)) for each in paragraphs]
    return word.read(docx("".join(body)), {})


def _rich(paragraphs: Paragraphs) -> Reading:
    marks = {"strike": r"\strike", "hide": r"\v", "": r"\strike0"}
    lines = ["".join(f"{{{marks[look]} {said}}}" for said, look in each) for each in paragraphs]
    return rtf.read(("{\\rtf1 " + "\\par ".join(lines) + "}").encode(), {})


def _open(paragraphs: Paragraphs) -> Reading:
    styles = {"strike": "T1", "hide": "T2", "": "T3"}
    span = '<text:span text:style-name="{}">{}</text:span>'
    lines = [
        "".join(span.format(styles[look], said.replace(" ", "<text:s/>")) for said, look in each)
        for each in paragraphs
    ]
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return opendocument.read(odf("text", _LOOKS + body), {})


@pytest.mark.parametrize("read", [_word, _rich, _open])
def test_what_is_struck_through_or_hidden_by_hand_is_told(
    read: Callable[[Paragraphs], Reading],
) -> None:
    """Within other words it was taken out, a paragraph of it is marked; hidden words are read."""
    reading = read(
        [
            [("The rate is ", ""), ("sixty ", "strike"), ("fifty.", "")],
            [("Nobody comes.", "strike")],
            [("Kept ", ""), ("apart.", "hide")],
        ]
    )
    assert shown(reading) == [
        {"text": "The rate is fifty.", "paragraph": 1},
        {"text": "Nobody comes.", "part": "struck through"},
        {"text": "Kept apart.", "paragraph": 2},
    ]
    assert reading.changes == (TrackedChange("deleted", 12, 12, "sixty "),)
    assert sorted(reading.warnings) == [
        "1 passage struck through, read with the part “struck through”",
        "1 piece struck through within other words, read as taken out",
        "hidden text in 1 place, read as well",
    ]


def test_a_tracked_change_keeps_its_author_beside_what_is_struck_by_hand() -> None:
    """Of words that are struck through and deleted, whoever deleted them is told."""
    deleted = (
        '<w:del w:id="1" w:author="Ann"><w:r><w:rPr><w:strike/></w:rPr><w:delText>one</w:delText>'
        "</w:r></w:del>"
    )
    reading = word.read(docx(p(f"{r('So ')}{deleted}{r(' it is')}")), {})
    assert reading.changes == (TrackedChange("deleted", 3, 3, "one", "Ann"),)
    assert reading.warnings == ("1 tracked change (by Ann), read as accepted",)


def test_pictures_charts_and_diagrams_are_told_or_read() -> None:
    """A picture is read by what is said of it, a diagram by its words, and a chart is named."""
    drawing = (
        '<w:r><w:drawing><x:inline xmlns:x="x"><x:docPr descr="Staff by team"/>'
        "<x:blip/></x:inline></w:drawing></w:r>"
    )
    chart = '<w:r><w:drawing><x:chart xmlns:x="x"/></w:drawing></w:r>'
    point = '<x:pt xmlns:x="x"><x:t>Head</x:t></x:pt>'
    body = docx(
        p(f"{r('Below.')}{drawing}") + p(chart) + p("After."),
        {"word/diagrams/data1.xml": part("data", point)},
    )
    reading = word.read(body, {})
    assert shown(reading) == [
        {"text": "Below.", "paragraph": 1},
        {"text": "Staff by team", "part": "picture"},
        {"text": "After.", "paragraph": 2},
        {"text": "Head", "part": "text box"},
    ]
    assert reading.warnings == ("1 picture not read", "1 chart not read")
    frames = (
        "<text:p>Words<draw:frame><draw:image/></draw:frame>"
        "<draw:frame><draw:object/><draw:image/></draw:frame></text:p>"
    )
    assert opendocument.read(odf("text", frames), {}).warnings == (
        "1 picture not read",
        "1 chart or formula not read",
    )
    picture = rb"{\rtf1 Words{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}}"
    assert rtf.read(picture, {}).warnings == ("1 picture not read",)
