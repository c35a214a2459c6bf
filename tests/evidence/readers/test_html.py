"""Web pages are read by what they show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.readers import html
from evidence.readers.html import read
from evidence.reading import Reading, TrackedChange, Unreadable
from tests.evidence.readers.shown import shown
from tests.evidence.readers.test_laws import holds, one_of, try_to_read, unhurried

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
    with pytest.raises(Unreadable, match=r"^holds no words: leave it out"):
        read(content, {})


def test_words_put_in_and_taken_out_are_changes_with_who_and_when() -> None:
    """As Word writes a page with them, as editors do, and bare; a page's reasons are told."""
    reading = read(
        b'<p>Loads are <del cite="mailto:Ann%20Ray" datetime="2026-03-02T10:00">rather</del> '
        b'<ins title="Inserted by Bo Lee - 3 March" datetime="2026-03-03">very</ins> high.</p>'
        b"<ins datetime=soon><p>New.</p></ins><h2><del title='Not agreed'>Gone</del></h2><p>End.",
        {},
    )
    assert [each["text"] for each in shown(reading)] == ["Loads are very high.", "New.", "End."]
    assert [each.paragraph for each in reading.passages] == [1, 2, 3]
    assert reading.changes == (
        TrackedChange("deleted", 10, 10, "rather ", "Ann Ray", "2026-03-02T10:00:00"),
        TrackedChange("inserted", 10, 15, "very ", "Bo Lee", "2026-03-03"),
        TrackedChange("inserted", 22, 26, "New."),
        TrackedChange("deleted", 26, 26, "\nGone"),
        TrackedChange("inserted", 26, 28, "\n\n"),
    )
    assert reading.warnings == (
        "4 tracked changes (by Ann Ray, Bo Lee, 2026-03-02 to 2026-03-03), read as accepted",
        "what is said of changes: “Not agreed”",
    )


def test_what_is_struck_through_is_taken_out_of_a_sentence_and_stays_where_alone() -> None:
    """A figure that no longer holds; a task that is done, in a list or a table."""
    reading = read(
        b"<p>We have <s>60</s> 45 cases.</p><ul><li><strike>Ask Ann</strike></ul>"
        b"<table><tr><td><s>Call</s><td><s>Bo</s><tr><td>Write"
        b'<td><span style="text-decoration: line-through">Al</span> Jo</table>',
        {},
    )
    assert [(each["text"], each.get("part", "")) for each in shown(reading)] == [
        ("We have 45 cases.", ""),
        ("Ask Ann", "struck through"),
        ("Call | Bo", "struck through"),
        ("Write | Jo", "table"),
    ]
    assert [(each.kind, each.words) for each in reading.changes] == [
        ("deleted", "60 "),
        ("deleted", "Al "),
    ]
    assert reading.warnings == (
        "2 pieces struck through within other words, read as taken out",
        "2 passages struck through, read with the part “struck through”",
    )


def undone(reading: Reading) -> str:
    """The text as it was before its changes."""
    pieces: list[str] = []
    at = 0
    for change in reading.changes:
        pieces.append(reading.text[at : max(at, change.start)])
        at = max(at, change.end)
        if change.kind == "deleted":
            pieces.append(change.words)
    return "".join([*pieces, reading.text[at:]])


@unhurried
@given(
    runs=st.lists(
        st.tuples(st.sampled_from(["", "ins", "del"]), st.text("ab \n", min_size=1, max_size=4)),
        max_size=8,
    )
)
def test_both_readings_are_those_of_the_page_with_and_without_its_changes(
    runs: list[tuple[str, str]],
) -> None:
    """The spaces too, wherever in the markup they stand."""

    def page(*standing: str) -> bytes:
        words = [f"<i>{said}</i>" for change, said in runs if change in standing]
        return f"<p>x {''.join(words)} y</p>".encode()

    marked = "".join(f"<{name}>{said}</{name}>" if name else said for name, said in runs)
    reading = read(f"<p>x {marked} y</p>".encode(), {})
    holds(reading)
    assert reading.text == read(page("", "ins"), {}).text
    assert undone(reading) == read(page("", "del"), {}).text


PIECES = (
    "<p>¦</p>¦<ins>¦</ins>¦<del datetime=2026-03-02>¦</del>¦<s>¦</s>¦<br>¦ ¦word¦<table>¦</table>"
    "¦<tr>¦<td>¦</td>¦<th>¦<pre>¦</pre>¦<h1>¦</h1>¦<div hidden>¦</div>¦<img alt=pic>¦<li>¦\n"
)


@unhurried
@given(page=st.lists(one_of(PIECES), max_size=30).map("".join))
def test_any_markup_is_read_or_refused(page: str) -> None:
    """Changes over the ends of blocks, cells and hidden parts."""
    try_to_read(html, page.encode())


def test_looks_that_stand_in_a_page_s_head_are_as_good_as_its_own() -> None:
    """So programs export texts: a class strikes through or hides; rules for printing do not."""
    page = (
        "<style>@import 'x';.c1{color:red;text-decoration:line-through}/* .c3{display:none} */"
        "p.c2,.c9{display:none}@media print{.c3{display:none}}.c4{display:none}.c4{display:block}"
        "</style><p><span class='c1 c3'>sixty </span><span class=c3>fifty</span></p>"
        "<p class=c2>apart</p><p class=c4>shown</p>"
    )
    reading = read(page.encode(), {})
    assert shown(reading) == [
        {"text": "fifty", "paragraph": 1},
        {"text": "apart", "paragraph": 2, "part": "hidden"},
        {"text": "shown", "paragraph": 3},
    ]
    assert [change.words for change in reading.changes] == ["sixty "]


def test_a_heading_of_a_page_saved_from_word_is_one() -> None:
    """Word ends each paragraph with an element of its own, ``o:p``, which is no paragraph."""
    page = b"<h1>Plan<o:p></o:p></h1><p class=MsoNormal>One<o:p></o:p> line.<o:p>&nbsp;</o:p></p>"
    assert shown(read(page, {})) == [
        {"text": "Plan", "part": "heading"},
        {"text": "One line.", "paragraph": 1, "heading": "Plan"},
    ]
