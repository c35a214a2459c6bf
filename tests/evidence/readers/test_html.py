"""Web pages are read by what they show."""

from __future__ import annotations

import pytest

from evidence.readers.html import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Report &amp; plan</title>
<style>p {color: red}</style><script>var a = "<p>no</p>"</script></head><body>
<nav><a href="/">Home</a></nav>
<h1>Staffing</h1>Loose words
<p>Caseloads are <b>too</b>&nbsp;high,<br>
   they said: caf&eacute;&#8217;s <!-- not this -->closed.</p>
<ul><li>one<ol><li>inner</li></ol></li><li><p>two</p><p>three</p></li></ul>
<template><p>no</p></template>
<h2>Teams</h2>
<table><thead><tr><th>Team<th>Cases</thead><tr><td>A<td><p>30</p><p>or so</p></tr>
<tr><td></td><td></td></tr><tr><td>B<td>25</table>
<table><tr><td><h3>Laid out</h3><p>in a table</p></td><td>beside</td></tr></table>
<blockquote>Said so</blockquote><pre>a  b
 c</pre>
<p>See <img src="x.png" alt="A chart of cases"> here.</p>
<p hidden>Not shown</p><div style="color:red; display : none">Nor <i>this</i></div>
<input type="hidden" value="token"><textarea>Typed</textarea><input value="North">
<footer>Crown copyright</footer></body></html>"""


def test_each_block_is_a_passage_under_its_headings() -> None:
    """Title, lists, tables of data and of layout, quotes, pictures' words, forms."""
    reading = read(PAGE.encode(), {})
    teams = "Staffing > Teams"
    assert reading.warnings == ("3 pieces of hidden text, read with the part “hidden”",)
    assert [
        {key: value for key, value in each.items() if key != "paragraph"} for each in shown(reading)
    ] == [
        {"text": "Report & plan", "part": "title"},
        {"text": "Home", "part": "navigation"},
        {"text": "Staffing", "part": "heading"},
        {"text": "Loose words", "heading": "Staffing"},
        {
            "text": "Caseloads are too\xa0high,\nthey said: café’s closed.",
            "heading": "Staffing",
        },
        *({"text": text, "heading": "Staffing"} for text in ("one", "inner", "two", "three")),
        {"text": "Teams", "heading": "Staffing", "part": "heading"},
        {"text": "Team | Cases", "heading": teams, "part": "table"},
        {"text": "A | 30\nor so", "heading": f"{teams} > Team | Cases", "part": "table"},
        {"text": "B | 25", "heading": f"{teams} > Team | Cases", "part": "table"},
        {"text": "Laid out", "heading": teams, "part": "heading"},
        *({"text": text, "heading": f"{teams} > Laid out"} for text in ("in a table", "beside")),
        {"text": "Said so", "heading": f"{teams} > Laid out", "part": "quote"},
        {"text": "a  b\n c", "heading": f"{teams} > Laid out", "part": "code"},
        {"text": "See here.", "heading": f"{teams} > Laid out"},
        {"text": "A chart of cases", "heading": f"{teams} > Laid out", "part": "picture"},
        {"text": "Not shown", "heading": f"{teams} > Laid out", "part": "hidden"},
        {"text": "Nor this", "heading": f"{teams} > Laid out", "part": "hidden"},
        {"text": "token", "heading": f"{teams} > Laid out", "part": "hidden"},
        {"text": "Typed", "heading": f"{teams} > Laid out", "part": "form field"},
        {"text": "North", "heading": f"{teams} > Laid out", "part": "form field"},
        {"text": "Crown copyright", "heading": f"{teams} > Laid out", "part": "footer"},
    ]
    assert [each.paragraph for each in reading.passages if each.paragraph] == list(range(1, 23))


@pytest.mark.parametrize(
    "content",
    [
        "<p>café – £5</p>".encode(),
        "<p>café – £5</p>".encode("utf-16"),
        "<p>café – £5</p>".encode("utf-8-sig"),
        '<meta charset="windows-1252"><p>café – £5</p>'.encode("cp1252"),
        "<meta charset=iso-8859-1><p>café – £5</p>".encode("cp1252"),
        '<meta content="text/html; charset=utf-8"><p>café – £5</p>'.encode(),
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        '<head><script src="x"/></head><body><p>café – £5</p></body></html>'.encode(),
        '<meta charset="x-nothing"><p>café – £5</p>'.encode(),
        '<meta charset="utf-16"><p>café – £5</p>'.encode(),
        '<meta charset="base64"><p>café – £5</p>'.encode(),
        '<meta charset="ascii"><p>café – £5</p>'.encode(),
    ],
)
def test_the_encoding_is_told_by_the_mark_or_by_the_page(content: bytes) -> None:
    """And where what it says can't be, by the bytes."""
    assert [each["text"] for each in shown(read(content, {}))] == ["café – £5"]


def test_a_page_that_is_nested_too_deep_says_so() -> None:
    """The parser stops at some depth."""
    reading = read(b"<p>first</p>" + b"<div>" * 5_000 + b"deep", {})
    assert reading.warnings == ("is nested too deep: what stands within was not read whole",)
    with pytest.raises(Unreadable, match=r"^is nested too deep to be read: save its text alone$"):
        read(b"<div>" * 5_000 + b"deep", {})


@pytest.mark.parametrize("content", [b"", b"<p>", b"<script>words</script>", b"<!-- words -->"])
def test_a_page_without_words_is_refused(content: bytes) -> None:
    """Scripts and comments are no words."""
    with pytest.raises(Unreadable, match=r"^holds no words$"):
        read(content, {})
