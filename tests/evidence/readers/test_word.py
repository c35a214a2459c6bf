"""Word files are read whole: tables, boxes, notes, with tracked changes as accepted."""

from __future__ import annotations

import io
import struct

import docx as python_docx
import pytest
from docx.enum.text import WD_BREAK

from evidence.readers.word import read
from evidence.reading import Reading, TrackedChange, Unreadable, latest_change
from tests.evidence.readers.docx import docx, p, part, r, table, zipped
from tests.evidence.readers.shown import shown

STYLES = part(
    "styles",
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:styleId="Sub"><w:name w:val="heading 2"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="L"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style>',
)


def style(name: str) -> str:
    """The property that gives a paragraph its style."""
    return f'<w:pStyle w:val="{name}"/>'


def test_headings_are_known_by_their_style_in_any_language() -> None:
    """By outline level, through the style they are based on, by built-in name, or their own."""
    body = (
        p("Contents line", style("V1"))
        + p("Personal", style("Mine"))
        + p("One")
        + p("Deeper", style("Sub"))
        + p("Two", style("Loop"))
        + p("Own", '<w:outlineLvl w:val="2"/>')
        + p("Three", style("Unknown"))
        + p("Next", style("berschrift1"))
        + p("Four", style("berschrift1") + '<w:outlineLvl w:val="9"/>')
    )
    assert shown(read(docx(body, {"word/styles.xml": STYLES}), {})) == [
        {"text": "Contents line", "part": "contents"},
        {"text": "Personal", "part": "heading"},
        {"text": "One", "paragraph": 1, "heading": "Personal"},
        {"text": "Deeper", "heading": "Personal", "part": "heading"},
        {"text": "Two", "paragraph": 2, "heading": "Personal > Deeper"},
        {"text": "Own", "heading": "Personal > Deeper", "part": "heading"},
        {"text": "Three", "paragraph": 3, "heading": "Personal > Deeper > Own"},
        {"text": "Next", "part": "heading"},
        {"text": "Four", "paragraph": 4, "heading": "Next"},
    ]


def test_a_table_row_is_a_passage_under_its_columns_names() -> None:
    """With several paragraphs in a cell, a table within a cell, and empty cells."""
    inner = table(["x", "y"])
    body = (
        p("Before")
        + table(["Team", "Note"], ["A", p("one") + p("two")], ["B", inner + p("")], ["", ""])
        + table(["Only", "row"])
        + p("After")
    )
    assert shown(read(docx(body), {})) == [
        {"text": "Before", "paragraph": 1},
        {"text": "Team | Note", "paragraph": 2, "part": "table"},
        {"text": "A | one\ntwo", "paragraph": 3, "heading": "Team | Note", "part": "table"},
        {"text": "B | x | y", "paragraph": 4, "heading": "Team | Note", "part": "table"},
        {"text": "Only | row", "paragraph": 5, "part": "table"},
        {"text": "After", "paragraph": 6},
    ]


def test_wrappers_and_signs_are_read_through() -> None:
    """Content controls, links, smart tags, fields, tabs, breaks, hyphens and symbols."""
    body = p(
        f"<w:hyperlink>{r('link ')}</w:hyperlink>"
        f"<w:smartTag><w:smartTagPr/>{r('tag ')}</w:smartTag>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('control')}</w:sdtContent></w:sdt>"
        "<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/>"
        '<w:t>d</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="D800"/></w:r>'
        f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>{r(" 7")}'
    )
    block = f"<w:sdt><w:sdtContent>{p('in a control')}</w:sdtContent></w:sdt>"
    assert shown(read(docx(body + block), {})) == [
        {"text": "link tag control\ta\nb\u2011cd✓\ufffd 7", "paragraph": 1},
        {"text": "in a control", "paragraph": 2},
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    """Of the two forms that Word writes of it, the first."""
    box = f"<w:txbxContent>{p('In the box')}{p('twice')}</w:txbxContent>"
    body = p(
        r("Anchor") + f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert shown(read(docx(body + p("Next")), {})) == [
        {"text": "Anchor", "paragraph": 1},
        {"text": "In the box\ntwice", "part": "text box"},
        {"text": "Next", "paragraph": 2},
    ]


def test_tracked_changes_are_read_as_accepted() -> None:
    """Inserted and moved words in, deleted ones out, also rows and the ends of paragraphs."""
    deleted = "<w:r><w:delText>old</w:delText></w:r>"
    body = (
        p(r("Cases are ") + f"<w:ins>{r('very ')}</w:ins><w:del>{deleted}</w:del>" + r("high."))
        + p(f"<w:moveFrom>{r('Moved.')}</w:moveFrom>")
        + p(f"<w:moveTo>{r('Moved.')}</w:moveTo>")
        + p("One ", "<w:rPr><w:del/></w:rPr>")
        + p("sentence.")
        + table(["gone"], ["stays"], first_row_properties="<w:del/>")
    )
    reading = read(docx(body), {})
    assert reading.warnings == ("6 tracked changes, read as accepted",)
    assert shown(reading) == [
        {"text": "Cases are very high.", "paragraph": 1},
        {"text": "Moved.", "paragraph": 2},
        {"text": "One sentence.", "paragraph": 3},
        {"text": "stays", "paragraph": 4, "part": "table"},
    ]


def test_notes_comments_and_headers_follow_the_body() -> None:
    """Each once; a comment with who wrote it and when."""
    separator = f'<w:footnote w:type="separator">{p("-")}</w:footnote>'
    parts = {
        "word/footnotes.xml": part("footnotes", f"{separator}<w:footnote>{p('Foot')}</w:footnote>"),
        "word/endnotes.xml": part("endnotes", f"<w:endnote>{p('End')}</w:endnote>"),
        "word/comments.xml": part(
            "comments",
            f'<w:comment w:author="Jo" w:date="2026-03-01T10:00:00Z">{p("Why?")}{p("How?")}'
            "</w:comment>",
        ),
        "word/header1.xml": part("hdr", p("OFFICIAL")),
        "word/header2.xml": part("hdr", p("OFFICIAL")),
        "word/footer1.xml": part("ftr", p("Page 1")),
    }
    assert shown(read(docx(p("Body"), parts), {})) == [
        {"text": "Body", "paragraph": 1},
        {"text": "Foot", "part": "footnote"},
        {"text": "End", "part": "endnote"},
        {"text": "Why?\nHow?", "time": "2026-03-01T10:00:00Z", "speaker": "Jo", "part": "comment"},
        {"text": "OFFICIAL", "part": "header"},
        {"text": "Page 1", "part": "footer"},
    ]


def test_pages_are_counted_where_word_broke_them() -> None:
    """A break that the author set and Word's own mark after it are one."""
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    row = [p(rendered + r("a")), p(rendered + r("b"))]
    body = (
        p("First", "<w:pageBreakBefore/>")
        + p(r("Second") + '<w:r><w:br w:type="page"/></w:r>')
        + p(rendered + r("Third"))
        + p(r("runs ") + rendered + r("over"))
        + p("Fourth", "<w:pageBreakBefore/>")
        + table(row)
    )
    reading = read(docx(body), {})
    pages = [(passage["text"], passage["page"]) for passage in shown(reading)]
    assert pages == [
        ("First", 1),
        ("Second", 1),
        ("Third", 2),
        ("runs over", 2),
        ("Fourth", 4),
        ("a | b", 5),
    ]
    assert "page" not in shown(read(docx(p("One")), {}))[0]


def test_a_file_made_by_another_program_is_read() -> None:
    """python-docx, as a real producer."""
    document = python_docx.Document()
    document.add_heading("Report", 0)
    document.add_heading("Staffing", 1)
    document.add_paragraph("Caseloads are high.")
    document.add_paragraph("An item", style="List Bullet")
    grid = document.add_table(rows=2, cols=2)
    for at, words in enumerate(["Team", "Cases", "A", "30"]):
        grid.cell(at // 2, at % 2).text = words
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("The end.")
    document.sections[0].header.paragraphs[0].text = "OFFICIAL"
    file = io.BytesIO()
    document.save(file)
    reading = read(file.getvalue(), {})
    under = "Report > Staffing"
    assert reading.warnings == ()
    assert shown(reading) == [
        {"text": "Report", "page": 1, "part": "heading"},
        {"text": "Staffing", "page": 1, "heading": "Report", "part": "heading"},
        {"text": "Caseloads are high.", "page": 1, "paragraph": 1, "heading": under},
        {"text": "An item", "page": 1, "paragraph": 2, "heading": under},
        {"text": "Team | Cases", "page": 1, "paragraph": 3, "heading": under, "part": "table"},
        {
            "text": "A | 30",
            "page": 1,
            "paragraph": 4,
            "heading": f"{under} > Team | Cases",
            "part": "table",
        },
        {"text": "The end.", "page": 2, "paragraph": 5, "heading": under},
        {"text": "OFFICIAL", "part": "header"},
    ]


def laughs() -> bytes:
    """Entities that grow tenfold at each of eleven steps."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]>'
    return zipped({"word/document.xml": f"{declared}<d>&l11;</d>"})


def altered(content: bytes, at: int, value: int, format_: str) -> bytes:
    """The zip with a field of each entry in its directory set to a value."""
    changed = bytearray(content)
    entry = content.find(b"PK\x01\x02")
    while entry >= 0:
        struct.pack_into(format_, changed, entry + at, value)
        entry = content.find(b"PK\x01\x02", entry + 1)
    return bytes(changed)


GOOD = docx(p("words" * 50))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MANY = zipped({f"m{n}": "" for n in range(201)})
HOSTILE: dict[str, tuple[bytes, str]] = {
    "billion laughs": (laughs(), "document.xml (declares a document type|is damaged)"),
    "outside entity": (
        zipped({"word/document.xml": '<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'}),
        "declares a document type",
    ),
    "zip bomb": (zipped({"word/document.xml": b" " * 5_000_000}), "unpacks to far more"),
    "many members": (altered(MANY, 24, 999_999, "<I"), "unpacks to more than 200 MB"),
    "false size": (altered(GOOD, 24, 10, "<I"), "is missing or damaged"),
    "other packing": (altered(GOOD, 10, 12, "<H"), r"is packed as no Word file \(.docx\) is"),
    "password": (altered(GOOD, 8, 1, "<H"), "is protected by a password"),
    "new and password": (OLD + "EncryptedPackage".encode("utf-16-le"), "by a password"),
    "old": (OLD, r"^this is an old Word file: save it as \.docx$"),
    "deep": (zipped({"word/document.xml": "<a>" * 5_000}), "is damaged"),
    "cut short": (
        GOOD[:-30],
        r"^is no Word file \(\.docx\), or is cut short: ask for another copy$",
    ),
    "cut at the start": (GOOD[100:], "is missing or damaged"),
    "text": (b"words", r"^is no Word file \(\.docx\), or is cut short: ask for another copy$"),
    "other program's": (zipped({"content.xml": "<a/>"}), "holds no word/document.xml"),
    "blank": (docx(p(" ")), "^holds no words: leave it out"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(case: str) -> None:
    """Entities, bombs, depth, cuts, old formats, passwords, and what is no document."""
    content, reason = HOSTILE[case]
    with pytest.raises(Unreadable, match=reason):
        read(content, {})


def test_a_damaged_part_beside_the_body_is_told_and_the_rest_read() -> None:
    """The body is what matters."""
    reading = read(docx(p("Body"), {"word/comments.xml": "<broken"}), {})
    assert shown(reading) == [{"text": "Body", "paragraph": 1}]
    (warning,) = reading.warnings
    assert warning.startswith(
        "read without a part: its word/comments.xml is damaged, or no XML that can"
    )


def changed(name: str, words: str, by: str = "Jo", at: str = "2026-02-03T10:00:00Z") -> str:
    """Runs in a tracked change."""
    kind = "delText" if name in ("del", "moveFrom") else "t"
    run = f'<w:r><w:{kind} xml:space="preserve">{words}</w:{kind}></w:r>'
    return f'<w:{name} w:id="1" w:author="{by}" w:date="{at}">{run}</w:{name}>'


MARK = '<w:rPr><w:{} w:author="Jo" w:date="2026-02-03T10:00:00Z"/></w:rPr>'
JO = ("Jo", "2026-02-03T10:00:00Z")


def noted(reading: Reading) -> list[tuple[str, str, str, str | None]]:
    """Each change: its kind, what the text says before it, its words, and who made it."""
    return [
        (
            change.kind,
            reading.text[max(0, change.start - 6) : change.start],
            change.words,
            change.by,
        )
        for change in reading.changes
    ]


def test_what_changed_is_kept_with_who_and_when() -> None:
    """Runs that one author changed in one go are one change; another author's are another."""
    body = p(
        r("Cases are ")
        + changed("del", "ra")
        + changed("del", "ther ")
        + changed("ins", "very ", by="Al")
        + r("high.")
    )
    reading = read(docx(body), {})
    assert reading.text == "Cases are very high."
    assert reading.changes == (
        TrackedChange("deleted", 10, 10, "rather ", *JO),
        TrackedChange("inserted", 10, 15, "very ", "Al", "2026-02-03T10:00:00Z"),
    )
    assert reading.warnings == ("2 tracked changes (by Jo, Al, 2026-02-03), read as accepted",)
    assert latest_change(reading) == reading.changes[1]


def test_a_paragraph_that_was_deleted_whole_is_kept() -> None:
    """In the middle, at the start, at the end, and where all of a cell or a note went."""
    gone = p(changed("del", "Gone."), MARK.format("del"))
    last = p(changed("del", "Last."))
    body = gone + p("One.") + gone + gone + p("Two.") + table(["a", p(changed("del", "b"))]) + last
    reading = read(docx(body), {})
    assert reading.text == "One.\n\nTwo.\n\na | "
    assert noted(reading) == [
        ("deleted", "", "Gone.\n", "Jo"),
        ("deleted", "One.\n\n", "Gone.\nGone.\n", "Jo"),
        ("deleted", "\n\na | ", "b", "Jo"),
        ("deleted", "\n\na | ", "\nLast.", "Jo"),
    ]


def test_ends_of_paragraphs_that_were_put_in_or_taken_out_are_kept() -> None:
    """Two paragraphs made one, and one made two."""
    body = p("One ", MARK.format("del")) + p("two.") + p("Three.", MARK.format("ins")) + p("Four.")
    reading = read(docx(body), {})
    assert reading.text == "One two.\n\nThree.\n\nFour."
    assert noted(reading) == [
        ("deleted", "One ", "\n", "Jo"),
        ("inserted", "Three.", "\n\n", "Jo"),
    ]


def test_rows_and_cells_that_were_put_in_or_taken_out_are_kept() -> None:
    mark = '<w:trPr><w:{} w:author="Jo"/></w:trPr>'
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    cell = '<w:tcPr><w:cellDel w:author="Al"/></w:tcPr>'
    body = "<w:tbl>{}{}{}</w:tbl>".format(
        row.format(mark.format("del"), p(changed("del", "old")), p("row")),
        row.format(mark.format("ins"), p("new"), p("row")),
        row.format("", p("left"), cell + p("out")),
    )
    reading = read(docx(p("Start.") + body), {})
    assert reading.text == "Start.\n\nnew | row\n\nleft | "
    assert noted(reading) == [
        ("deleted", "Start.", "\nold | row", "Jo"),
        ("inserted", "art.\n\n", "new | row", "Jo"),
        ("deleted", "eft | ", "out", "Al"),
    ]


def test_changes_are_found_wherever_words_are() -> None:
    """In links, controls, fields, smart tags, boxes, notes, comments and running heads."""
    ins, gone = changed("ins", "new"), changed("del", "old")
    box = f"<w:r><w:txbxContent>{p(ins + gone)}</w:txbxContent></w:r>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:ins w:author="Jo"><w:r><w:instrText>'
        "PAGE</w:instrText></w:r></w:ins><w:del><w:r><w:delInstrText>DATE</w:delInstrText></w:r>"
        f'</w:del>{ins}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        p(f"<w:hyperlink>{ins}</w:hyperlink>{field}")
        + f"<w:sdt><w:sdtContent>{p(f'<w:smartTag>{gone}</w:smartTag>' + r('x'))}"
        "</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtContent><w:ins w:author='Jo'>{p('block')}</w:ins></w:sdtContent></w:sdt>"
        + p(r("y") + box)
        + p(
            r("z")
            + '<w:del w:author="Jo"><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'
            + changed("moveFrom", "moved ")
            + changed("moveTo", "moved")
        )
    )
    notes = (
        f'<w:footnote w:id="1">{p(ins + gone)}</w:footnote>'
        f'<w:footnote w:id="2">{p("with its sign")}</w:footnote>'
    )
    parts = {
        "word/footnotes.xml": part("footnotes", notes),
        "word/comments.xml": part("comments", f"<w:comment>{p(ins + gone)}</w:comment>"),
        "word/header1.xml": part("hdr", p(ins + gone)),
    }
    reading = read(docx(body, parts), {})
    assert reading.text.split("\n\n") == (
        ["newnew", "x", "block", "y", "new", "zmoved", "new", "new", "new"]
    )
    assert [(change.kind, change.words) for change in reading.changes] == [
        ("inserted", "newnew"),
        ("deleted", "old"),
        ("inserted", "block"),
        ("inserted", "\n\n"),
        ("inserted", "new"),
        ("deleted", "old"),
        ("deleted", "moved "),
        ("inserted", "moved"),
        ("inserted", "new"),
        ("deleted", "old"),
        ("deleted", "\nwith its sign"),
        *([("inserted", "new"), ("deleted", "old")] * 2),
    ]


def test_what_was_put_in_and_taken_out_again_is_kept_with_both_names() -> None:
    inner = changed("del", "fleeting", by="Al")
    body = p(r("Stays") + f'<w:ins w:author="Jo" w:date="2026-02-01">{inner}</w:ins>' + r("."))
    reading = read(docx(body), {})
    assert reading.text == "Stays."
    assert reading.changes == (
        TrackedChange("inserted", 5, 5, "fleeting", "Jo", "2026-02-01"),
        TrackedChange("deleted", 5, 5, "fleeting", "Al", "2026-02-03T10:00:00Z"),
    )


def test_what_stands_in_this_file_as_a_file_is_said_to_be_unread() -> None:
    reading = read(docx(p("Here.") + "<w:altChunk/>"), {})
    assert reading.warnings == ("1 document put into this one as a file: not read",)


BREAK = "<w:r><w:br/></w:r>"


def said(body: str) -> list[tuple[str | None, str | None, str]]:
    """Who says what and when."""
    return [
        (each.get("speaker"), each.get("time"), each["text"])
        for each in shown(read(docx(body), {}))
    ]


def test_a_meeting_saved_by_teams_has_speakers_and_times() -> None:
    """The name and the time on a line, what was said below it, in one paragraph or the next."""
    for end in (BREAK, "</w:p><w:p>"):
        turn = "<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:t>   {}</w:t></w:r>" + end + "{}</w:p>"
        body = (
            p("Weekly meeting-20310303_093000-Meeting Recording")
            + p("March 3, 2031, 9:30AM")
            + p(f"{r('Jane Doe')}{r(' started transcription')}")
            + turn.format("Jane Doe", "0:03", r("Good morning."))
            + turn.format("Doe, John (Guest)", "00:00:09", r("Hello. It is: fine."))
            + turn.format("Jane Doe", "1:02:03", r("So.") + BREAK + r("Well."))
            + p(r("Jane Doe") + r(" stopped transcription"))
        )
        assert said(body)[:3] == [
            (None, None, "Weekly meeting-20310303_093000-Meeting Recording"),
            (None, None, "March 3, 2031, 9:30AM"),
            (None, None, "Jane Doe started transcription"),
        ]
        assert said(body)[3:] == [
            ("Jane Doe", "00:00:03.000", "Good morning."),
            ("Doe, John (Guest)", "00:00:09.000", "Hello. It is: fine."),
            ("Jane Doe", "01:02:03.000", "So.\nWell."),
            (None, None, "Jane Doe stopped transcription"),
        ]


def test_cues_in_a_document_are_turns() -> None:
    """As Teams saved them before: times, name and words, on lines or in paragraphs of their own."""
    for end in (BREAK, "</w:p><w:p>"):
        cue = f"<w:p>{r('{}')}{end}{r('{}')}{end}{r('{}')}</w:p>"
        body = (
            cue.format("0:0:0.0 --&gt; 0:0:4.840", "Jane Doe", "Good")
            + cue.format("0:0:4.840 --&gt; 0:0:6.1", "Jane Doe", "morning.")
            + cue.format("0:1:4.8 --&gt; 0:1:6.1", "User 1", "Hello.")
            + p(r("0:2:0.0 --&gt; 0:2:1.0") + BREAK + r("Nobody said who."))
        )
        assert said(body) == [
            ("Jane Doe", "00:00:00.000", "Good morning."),
            ("User 1", "00:01:04.800", "Hello."),
            (None, "00:02:00.000", "Nobody said who."),
        ]


def test_an_interview_typed_in_word_has_its_speakers() -> None:
    """Until a heading, and with what was changed in what they say."""
    body = (
        p("Interviewer: How is it?")
        + p(r("Jane: ") + changed("ins", "Very ") + r("well."))
        + p("And more.")
        + p("[Pause]")
        + p("Interviewer: Why?")
        + p("Jane: Because.")
        + p("Notes", '<w:outlineLvl w:val="0"/>')
        + p("Typed by me.")
    )
    assert said(body) == [
        ("Interviewer", None, "How is it?"),
        ("Jane", None, "Very well."),
        ("Jane", None, "And more."),
        (None, None, "[Pause]"),
        ("Interviewer", None, "Why?"),
        ("Jane", None, "Because."),
        (None, None, "Notes"),
        (None, None, "Typed by me."),
    ]
    reading = read(docx(body), {})
    assert noted(reading) == [("inserted", " it?\n\n", "Very ", "Jo")]


def test_a_table_of_who_spoke_and_what_was_said_has_its_speakers() -> None:
    """With its heading or without; a row without a name goes on, and no other table is one."""
    turns = [("Speaker", "Text"), ("Ann Ray", "Why?"), ("Head", "So."), ("", "Yes: so."),
             ("Ann Ray", "When?"), ("Head", "Now.")]  # fmt: skip
    body = table(*[[p(r(name)) if name else p(""), p(r(words))] for name, words in turns])
    said = [
        (each.get("speaker"), each["text"], each.get("heading"))
        for each in shown(read(docx(body), {}))
    ]
    assert said == [
        (None, "Speaker | Text", None),
        ("Ann Ray", "Why?", None),
        ("Head", "So.", None),
        ("Head", "Yes: so.", None),
        ("Ann Ray", "When?", None),
        ("Head", "Now.", None),
    ]
    grades = [("Good", "Leaders plan."), ("Requires Improvement", "Staff wait.")] * 3
    body = table(*[[p(r(name)), p(r(words))] for name, words in grades])
    assert all("speaker" not in each for each in shown(read(docx(body), {})))
