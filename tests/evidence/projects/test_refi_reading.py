"""REFI-QDA projects as real programs write them, each quirk by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.adding.projects import codes_of
from evidence.folder import InspectionFolder
from evidence.verifying import verify
from tests.evidence.inspections import QUESTION, dump, files_of, new_folder
from tests.evidence.projects.qdpx import (
    CODES,
    NAMESPACE,
    TEXT,
    brought,
    packed,
    project,
    qdpx,
    quotes,
    selection,
    statements,
    text_source,
)
from tests.evidence.readers.docx import docx, p
from tests.evidence.readers.pdf_pages import lines, pdf

FIRST, SECOND = "Caseloads are managed.", "Nobody came for a week."
TWO = selection(0, 22, "C1", name=FIRST) + selection(23, 46, "C1", name=SECOND)
PROJECT = project(text_source(TWO))


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    """A new inspection."""
    return new_folder(tmp_path / "i")


def test_a_project_is_sources_statements_and_its_notes(folder: InspectionFolder) -> None:
    """In one entry that one undo takes back; the project itself is kept, withdrawn, to be read."""
    outcome = brought(folder, qdpx(PROJECT))
    assert {k: v for k, v in outcome.plain().items() if k not in ("file", "already", "inside")} == {
        "source": "S1", "reader": "REFI-QDA project", "passages": 1, "words": 12, "warnings": [],
        "refused": None, "sources": ["S1", "S2"], "statements": 2, "losses": [],
    }  # fmt: skip
    assert statements(folder) == [
        {"id": "E1", "source": "S1", "quote": FIRST, "labels": ["Caseload"],
         "place": {"paragraph": 1, "start": 0, "end": 22}},
        {"id": "E2", "source": "S1", "quote": SECOND, "labels": ["Caseload"],
         "place": {"paragraph": 1, "start": 23, "end": 46}},
    ]  # fmt: skip
    source, notes = dump(folder)["sources"]
    assert (source["title"], source["kind"], source["file"]["name"]) == (
        "Notes", "interview", "Notes.txt",
    )  # fmt: skip
    assert (notes["title"], notes["withdrawn"]) == ("Notes of Study", True)
    assert [head.command for head in folder.history()] == ["new_inspection", "bring_project"]
    folder.close()
    checked = verify(folder.path)
    assert (checked.faults, checked.checked["quotes"], checked.notices) == ((), 2, ())


def test_one_undo_takes_a_project_back(folder: InspectionFolder) -> None:
    """All of it, and redo brings it again."""
    before = dump(folder)
    brought(folder, qdpx(PROJECT))
    after = dump(folder)
    folder.undo()
    assert dump(folder) == before
    folder.redo()
    assert dump(folder) == after


def test_the_same_project_again_is_refused(folder: InspectionFolder) -> None:
    """Under another name too."""
    brought(folder, qdpx(PROJECT))
    again = brought(folder, qdpx(PROJECT), name="other.qdpx")
    assert again.refused == "is here already as S2 (Notes of Study)"


GUID = "0A1B2C3D-0000-4000-8000-00000000000A"


@pytest.mark.parametrize(
    "files",
    [
        {"Project.qde": PROJECT, "Sources/T1.txt": TEXT},
        {"My study.qde": PROJECT, "SOURCES/t1.TXT": TEXT},
        {"study/project.qde": PROJECT, "study/sources/T1.txt": TEXT},
        {"project.qde": PROJECT, "sources\\T1.txt": TEXT},
        {"project.qde": PROJECT.replace("internal://", "internal:///"), "sources/T1.txt": TEXT},
        {"project.qde": PROJECT.replace("internal://", ""), "sources/T1.txt": TEXT},
        {"project.qde": PROJECT.replace("internal://", "sources/"), "sources/T1.txt": TEXT},
        {"project.qde": PROJECT.replace("//T1", "//{T1}"), "sources/T1.txt": TEXT},
        {"project.qde": PROJECT.replace("//T1", "//My%20text"), "sources/My text.txt": TEXT},
        {"project.qde": PROJECT.replace(NAMESPACE, 'xmlns="urn:QDA-XML:project:0:4"'),
         "sources/T1.txt": TEXT},
        {"project.qde": PROJECT.replace(NAMESPACE, ""), "sources/T1.txt": TEXT},
        {"project.qde": "\ufeff" + PROJECT, "sources/T1.txt": TEXT},
        {"project.qde": PROJECT.replace('guid="C1"', f'guid="{{{GUID}}}"').replace(
            'targetGUID="C1"', f'targetGUID="{GUID.lower()}"'), "sources/T1.txt": TEXT},
        {"project.qde": PROJECT, "sources/T1.txt": "\ufeff" + TEXT},
        {"project.qde": PROJECT, "sources/T1.txt": TEXT.encode("utf-16")},
    ],
    ids=["capital", "named", "folder", "backslash", "slashes", "bare", "path", "braces", "escaped",
         "old namespace", "no namespace", "mark", "guid forms", "mark of text", "utf-16"],
)  # fmt: skip
def test_names_and_forms_may_differ(folder: InspectionFolder, files: dict[str, str]) -> None:
    """However a program writes them, the statements are the same."""
    assert brought(folder, packed(files)).refused is None
    assert quotes(folder) == [FIRST, SECOND]
    assert all(each["labels"] == ["Caseload"] for each in statements(folder))


def test_elements_may_stand_in_any_order(folder: InspectionFolder) -> None:
    """Codes after sources, a description last, notes first, no user at all."""
    inside = f"{TWO}<Description>Typed by hand</Description>"
    xml = (
        f'<Project name="Study"><Notes><Note guid="N1" name="Memo"><PlainTextContent>Ask again'
        f"</PlainTextContent></Note></Notes><Sources>{text_source(inside)}</Sources>"
        f"<CodeBook><Codes>{CODES}</Codes></CodeBook></Project>"
    )
    outcome = brought(folder, qdpx(xml))
    assert quotes(folder) == [FIRST, SECOND]
    assert [(loss.kind, loss.where) for loss in outcome.losses] == [
        ("description of a source", "Notes"),
        ("note", "Memo"),
    ]
    reading = folder.reading(folder.state.sources["S2"])
    assert reading is not None
    assert "Typed by hand" in reading.text
    assert "Ask again" in reading.text


@pytest.mark.parametrize(
    ("text", "first", "second", "said"),
    [
        (TEXT.replace("\n", "\r\n"), (0, 22), (23, 46), ""),
        (TEXT.replace("\n", "\r\n"), (0, 22), (24, 47), "with each line's end as two characters"),
        (TEXT, (0, 22), (24, 47), "with each line's end as two characters"),
        ("\ufeff" + TEXT, (1, 23), (24, 47), "with the byte order mark"),
        ("😀" + TEXT, (2, 24), (25, 48), "in halves of UTF-16"),
        ("😀" + TEXT, (1, 23), (24, 47), ""),
        (
            "😀" + TEXT.replace("\n", "\r\n"),
            (2, 24),
            (26, 49),
            "in halves of UTF-16, each line's end as two",
        ),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_positions_are_counted_as_the_selections_show(
    folder: InspectionFolder,
    text: str,
    first: tuple[int, int],
    second: tuple[int, int],
    said: str,
    named: bool,
) -> None:
    """By the words that name them, else by the bounds of words; what was decided is said."""
    names = (FIRST, SECOND[:12] + "…") if named else ("", "")
    inside = selection(*first, "C1", name=names[0]) + selection(*second, "C1", name=names[1])
    outcome = brought(folder, qdpx(project(text_source(inside)), text))
    assert quotes(folder) == [FIRST, SECOND]
    told = f"Notes: positions are counted {said}: so they fall on words"
    assert outcome.warnings == ((told,) if said else ())


def test_a_last_character_is_included_only_where_names_say_so(folder: InspectionFolder) -> None:
    """The standard's end is not included; a program that includes it shows it by its names."""
    inside = selection(0, 21, "C1", name=FIRST) + selection(23, 45, "C1", name=SECOND)
    outcome = brought(folder, qdpx(project(text_source(inside))))
    assert quotes(folder) == [FIRST, SECOND]
    said = "with the last character included"
    assert outcome.warnings == (f"Notes: positions are counted {said}: so they fall on words",)


def test_a_code_may_be_a_folder_too_and_names_may_be_equal(folder: InspectionFolder) -> None:
    """A name alone is the label; where two are equal, the whole path."""
    codes = (
        '<Code guid="C1" name="Staff" isCodable="false"><Code guid="C2" name="Morale" '
        'isCodable="true"/></Code><Code guid="C3" name="Service" isCodable="true">'
        '<Code guid="C4" name="Morale" isCodable="true"/></Code>'
    )
    inside = selection(0, 22, "C1", "C2", "C3") + selection(23, 46, "C4")
    brought(folder, qdpx(project(text_source(inside), codes=codes)))
    assert [each["labels"] for each in statements(folder)] == [
        ["Staff", "Staff > Morale", "Service"],
        ["Service > Morale"],
    ]


def test_a_code_that_is_no_code_and_one_given_twice_are_listed(folder: InspectionFolder) -> None:
    """The rest is in."""
    codes = CODES + '<Code guid="{c1}" name="Again" isCodable="true"/>'
    outcome = brought(folder, qdpx(project(text_source(selection(0, 22, "C1", "C9")), codes=codes)))
    assert [(loss.kind, loss.what) for loss in outcome.losses] == [
        ("code", "has the same GUID as another code: left out"),
        ("code", "is coded with c9, which is no code here"),
    ]
    assert statements(folder)[0]["labels"] == ["Caseload"]


def test_who_selected_it_and_when_stay(folder: InspectionFolder) -> None:
    """By the user's name; without a user, whoever brings it in."""
    users = '<Users><User guid="U1" name="Ana"/></Users>'
    inside = selection(0, 22, "C1").replace(
        "startPosition", 'creatingUser="{u1}" creationDateTime="2018-03-27T19:29:27Z" startPosition'
    )
    brought(folder, qdpx(project(text_source(inside + selection(23, 46)), users=users)))
    made = dump(folder)["statements"]
    assert (made[0]["recorded_by"], made[0]["recorded_at"]) == ("Ana", "2018-03-27T19:29:27Z")
    assert made[1]["recorded_by"] == "AB"


def test_a_text_of_one_byte_is_read_from_its_word_file(folder: InspectionFolder) -> None:
    """The selections are found there by their names; what is not found once is listed."""
    word = docx("".join(map(p, TEXT.splitlines())))
    inside = TWO + selection(0, 9, "C1", guid="P9", name="Words of another text entirely")
    source = text_source(inside, more='richTextPath="internal://R1.docx"')
    outcome = brought(folder, qdpx(project(source), "\n", named={"sources/R1.docx": word}))
    assert quotes(folder) == [FIRST, SECOND]
    assert outcome.warnings[0] == "Notes: its plain text is missing, so its .docx was read"
    assert [(loss.kind, loss.what) for loss in outcome.losses] == [
        (
            "selection",
            "its words are not found in the text, or stand there more than once (coded Caseload)",
        ),
    ]
    assert dump(folder)["sources"][0]["file"]["name"] == "Notes.docx"


def test_what_is_not_in_the_project_is_listed(folder: InspectionFolder) -> None:
    """A missing text, a path to a file outside, which is never followed."""
    outside = text_source(TWO, path="absolute:///etc/passwd").replace("T1", "T2")
    web = '<AudioSource guid="A1" name="Talk" path="https://example.org/x.mp3"/>'
    outcome = brought(folder, packed({"project.qde": project(text_source(TWO) + outside + web)}))
    assert [(loss.kind, loss.what) for loss in outcome.losses] == [
        ("missing file", "internal://T1.txt is not in the project"),
        ("selection", "the source's text is missing (coded Caseload)"),
        ("selection", "the source's text is missing (coded Caseload)"),
        ("source", "its text is missing from the project: not brought in"),
        ("file outside", "absolute:///etc/passwd is not in the project: add it by itself"),
        ("selection", "the source's text is missing (coded Caseload)"),
        ("selection", "the source's text is missing (coded Caseload)"),
        ("source", "its text is missing from the project: not brought in"),
        ("file outside", "https://example.org/x.mp3 is not in the project: add it by itself"),
        ("source", "the sound is not in the project, and it has no words"),
    ]
    assert (outcome.sources, statements(folder)) == (("S1",), [])


def test_a_text_within_the_xml_is_read(folder: InspectionFolder) -> None:
    """And what lies outside of it, or selects no words, is listed."""
    inside = f"<PlainTextContent>{TEXT}</PlainTextContent>{TWO}"
    inside += selection(40, 900, "C1") + selection(22, 23, "C1")
    source = f'<TextSource guid="T1" name="Notes">{inside}</TextSource>'
    outcome = brought(folder, packed({"project.qde": project(source)}))
    assert quotes(folder) == [FIRST, SECOND]
    assert [loss.what for loss in outcome.losses] == [
        "lies outside of the text (coded Caseload)",
        "selects no words (coded Caseload)",
    ]


def test_sources_with_one_guid_are_two_sources(folder: InspectionFolder) -> None:
    """Each with its own text; a selection from its end to its start is the same."""
    other = text_source(selection(10, 0, "C1"), path="internal://T2.txt")
    content = qdpx(project(text_source(TWO) + other), named={"sources/T2.txt": "Other text."})
    brought(folder, content)
    assert quotes(folder) == [FIRST, SECOND, "Other text"]
    assert [each["source"] for each in statements(folder)] == ["S1", "S1", "S2"]


def test_null_characters_become_signs_and_positions_stay(folder: InspectionFolder) -> None:
    """In a text and in the XML alike; both are listed or said."""
    unnamed = selection(0, 22, "C1") + selection(23, 46, "C1")
    xml = project(text_source(unnamed)).replace('name="Caseload"', 'name="Case&#0;load\x0b"')
    outcome = brought(folder, qdpx(xml, "Caseloads\0are managed.\nNobody came for a week.\n"))
    assert quotes(folder) == ["Caseloads\ufffdare managed.", SECOND]
    assert outcome.warnings == (
        "characters that XML can't hold, shown as \ufffd: 2",
        "an inspection has no record for 1 thing (1 x characters): S2 lists each",
    )
    assert statements(folder)[0]["labels"] == ["Case\ufffdload\ufffd"]


def test_a_transcript_gives_its_words_and_times(folder: InspectionFolder) -> None:
    """Its selections go from point to point; a recording's own selections hold no words."""
    points = (
        '<SyncPoint guid="Y1" position="0" timeStamp="0"/><SyncPoint guid="Y2" position="23" '
        'timeStamp="61500"/><SyncPoint guid="Y3" position="46" timeStamp="90000"/>'
    )
    marked = (
        '<TranscriptSelection guid="X1" fromSyncPoint="Y2" toSyncPoint="Y3"><Coding guid="K1">'
        '<CodeRef targetGUID="C1"/></Coding></TranscriptSelection>'
    )
    source = (
        '<VideoSource guid="V1" name="Talk" path="internal://V1.mp4">'
        f'<Transcript guid="R1" plainTextPath="internal://T1.txt">{points}{marked}</Transcript>'
        '<VideoSelection guid="X2" name="Laughter" begin="1000" end="2500"><Coding guid="K2">'
        '<CodeRef targetGUID="C1"/></Coding></VideoSelection>'
        '<VideoSelection guid="X1" begin="61500" end="90000"/></VideoSource>'
    )
    outcome = brought(folder, qdpx(project(source), named={"sources/V1.mp4": b"film"}))
    assert statements(folder) == [
        {"id": "E1", "source": "S1", "quote": SECOND, "labels": ["Caseload"],
         "place": {"time": "00:01:01.500", "start": 23, "end": 46}},
    ]  # fmt: skip
    assert [loss.plain() for loss in outcome.losses] == [
        {"kind": "part of a picture or recording",
         "where": "Laughter in Talk, 00:00:01.000 to 00:00:02.500",
         "what": "holds no words, coded Caseload"},
    ]  # fmt: skip
    file = dump(folder)["sources"][0]["file"]
    assert (file["name"], file["media_type"]) == ("Talk.mp4", "video/mp4")


def test_a_picture_is_a_source_without_words(folder: InspectionFolder) -> None:
    """Its file is kept; what was selected in it is listed."""
    source = (
        '<PictureSource guid="I1" name="Office.png" path="internal://I1.png"><PictureSelection '
        'guid="X1" firstX="1" firstY="1" secondX="9" secondY="9"/></PictureSource>'
    )
    outcome = brought(
        folder, packed({"project.qde": project(source), "sources/I1.png": b"\x89PNG"})
    )
    assert [loss.kind for loss in outcome.losses] == ["part of a picture or recording"]
    assert dump(folder)["sources"][0]["file"]["name"] == "Office.png"
    folder.close()
    assert verify(folder.path).ok


def pdf_source(inside: str, representation: str = "") -> str:
    """A PDF of the project, as XML."""
    return (
        f'<PDFSource guid="D1" name="Report.pdf" path="internal://D1.pdf">{inside}'
        f"{representation}</PDFSource>"
    )


def pdf_selection(guid: str, page: int, words: str = "", corners: str = "0 0 600 850") -> str:
    """A rectangle on a page, as XML."""
    x1, y1, x2, y2 = corners.split()
    told = (
        f'<Representation guid="Q{guid}"><PlainTextContent>{words}</PlainTextContent>'
        "</Representation>"
    )
    return (
        f'<PDFSelection guid="{guid}" page="{page}" firstX="{x1}" firstY="{y1}" secondX="{x2}" '
        f'secondY="{y2}">{told if words else ""}<Coding guid="K{guid}"><CodeRef targetGUID="C1"/>'
        "</Coding></PDFSelection>"
    )


def test_a_pdf_is_read_with_its_representation_and_pages(folder: InspectionFolder) -> None:
    """The same selection in both is one statement; pages are counted from one."""
    representation = (
        f'<Representation guid="R1" plainTextPath="internal://T1.txt">{TWO}</Representation>'
    )
    inside = pdf_selection("P0", 0) + pdf_selection("D8", 1, "The plan is new.")
    inside += pdf_selection("D9", 0, "Words that stand nowhere in the text.")
    content = qdpx(
        project(pdf_source(inside, representation)),
        named={"sources/D1.pdf": pdf(lines(50, 750, *TEXT.splitlines()))},
    )
    outcome = brought(folder, content)
    assert outcome.losses == ()
    assert [(each["quote"], each["place"]) for each in statements(folder)] == [
        (FIRST, {"paragraph": 1, "page": 1, "start": 0, "end": 22}),
        (SECOND, {"paragraph": 1, "start": 23, "end": 46}),
        ("The plan is new.", {"paragraph": 1, "page": 2, "start": 47, "end": 63}),
        ("Words that stand nowhere in the text.", {"page": 1}),
    ]
    quotes(folder)


def test_selections_beside_a_pdf_s_text_are_of_it(folder: InspectionFolder) -> None:
    """Programs put them within the PDF, the standard within its text."""
    one = TWO.index("<PlainTextSelection", 1)
    inside, outside = TWO[:one], TWO[one:]
    representation = (
        f'<Representation guid="R1" plainTextPath="internal://T1.txt">{inside}</Representation>'
    )
    brought(folder, qdpx(project(pdf_source(outside, representation))))
    assert [each["quote"] for each in statements(folder)] == [FIRST, SECOND]


def test_a_piece_of_a_transcript_may_end_with_its_line(folder: InspectionFolder) -> None:
    """Up to the point where the next line begins: no reason to count otherwise."""
    points = (
        '<SyncPoint guid="Y1" position="0" timeStamp="0"/>'
        '<SyncPoint guid="Y2" position="7" timeStamp="9000"/>'
    )
    marked = (
        '<TranscriptSelection guid="X1" fromSyncPoint="Y1" toSyncPoint="Y2"><Coding guid="K1">'
        '<CodeRef targetGUID="C1"/></Coding></TranscriptSelection>'
    )
    source = (
        '<AudioSource guid="V1" name="Talk"><Transcript guid="R1">'
        f"<PlainTextContent>I: Why\nP: It is so.</PlainTextContent>{points}{marked}"
        "</Transcript></AudioSource>"
    )
    outcome = brought(folder, qdpx(project(source)))
    assert [each["quote"] for each in statements(folder)] == ["I: Why\n"]
    assert not any("counted" in warning for warning in outcome.warnings)


def test_a_rectangle_gives_the_words_in_it(folder: InspectionFolder) -> None:
    """Where the project has no text of the PDF, ours; a rectangle without words is listed."""
    inside = pdf_selection("D7", 0, corners="0 690 600 750") + pdf_selection("D8", 5)
    content = packed(
        {
            "project.qde": project(pdf_source(inside)),
            "sources/D1.pdf": pdf([(50, 720, 10, FIRST), (50, 500, 10, SECOND)]),
        }
    )
    outcome = brought(folder, content)
    assert quotes(folder) == [FIRST]
    assert dump(folder)["statements"][0]["place"]["page"] == 1
    assert [loss.plain() for loss in outcome.losses] == [
        {"kind": "part of a page", "where": "a selection on page 6 of Report.pdf",
         "what": "holds no words: not brought in"},
    ]  # fmt: skip


def test_what_has_no_record_is_kept_as_a_note_and_listed(folder: InspectionFolder) -> None:
    """Memos with what they are on, cases with their variables, sets, links, drawings, colours."""
    codes = (
        '<Code guid="C1" name="Caseload" isCodable="true" color="#ff0000"><Description>Too many'
        '</Description><NoteRef targetGUID="N1"/></Code>'
    )
    noted = selection(0, 22, "C1", guid="P1", name="An apt name").replace(
        "<Coding", "<Description>Look here</Description><Coding", 1
    )
    variable = (
        '<VariableValue><VariableRef targetGUID="B1"/><IntegerValue>40</IntegerValue>'
        "</VariableValue>"
    )
    before = (
        '<Variables><Variable guid="B1" name="Age" typeOfVariable="Integer"/></Variables><Cases>'
        f'<Case guid="E1" name="Robert">{variable}<SourceRef targetGUID="T1"/></Case></Cases>'
    )
    after = (
        '<Notes><Note guid="N1" name="Memo"><PlainTextContent>Think of it</PlainTextContent></Note>'
        '</Notes><Links><Link guid="L1" name="explains" originGUID="P1" targetGUID="C1"/></Links>'
        '<Sets><Set guid="Z1" name="Round one"><MemberSource targetGUID="T1"/><MemberNote>N1'
        '</MemberNote></Set></Sets><Graphs><Graph guid="G1" name="Map"><Vertex guid="W1" '
        'name="Load" firstX="1" firstY="1"/></Graph></Graphs><Description>A study</Description>'
    )
    whole = '<Coding guid="K9"><CodeRef targetGUID="C1"/></Coding>' + variable
    xml = project(text_source(noted + whole), codes=codes, more=before + after)
    outcome = brought(folder, qdpx(xml))
    assert [(loss.kind, loss.where) for loss in outcome.losses] == [
        ("description of a code", "Caseload"),
        ("note on a selection", f"“{FIRST}” in Notes"),
        ("name of a selection", f"“{FIRST}” in Notes"),
        ("code of a whole source", "Notes: Caseload"),
        ("variables of a source", "Notes"),
        ("description", "Study"),
        ("colours", "1 codes"),
        ("case", "Robert"),
        ("set", "Round one"),
        ("link", "explains"),
        ("drawing", "Map"),
        ("note", "Memo"),
    ]
    reading = folder.reading(folder.state.sources["S2"])
    assert reading is not None
    told = [
        reading.text[each.start : each.end] for each in reading.passages if each.heading != "Notes"
    ]
    assert told[1:9] == [
        "Caseload: Too many",
        "Look here",
        "Age = 40",
        "A study",
        "Age = 40\n- Notes",
        "- Notes\n- Memo",
        f"“{FIRST}” in Notes -> Caseload",
        "1 shapes, 0 lines: Load",
    ]
    assert "Memo (on the code Caseload)\n\nThink of it" in reading.text
    assert all(loss.where in reading.text for loss in outcome.losses)


def test_a_codebook_alone_brings_its_codes(folder: InspectionFolder) -> None:
    """As notes, and as findings where they are said to be."""
    xml = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="Other"><Codes><Code guid="C1" '
        'name="Morale is low" isCodable="true"><Description>As heard</Description></Code></Codes>'
        '<Sets><Set guid="Z1" name="First"><MemberCode guid="C1"/></Set></Sets></CodeBook>'
    )
    codes = codes_of([("Morale is low", f"finding-under:{QUESTION}")])
    outcome = brought(folder, xml.encode(), codes, name="codes.qdc")
    assert (outcome.refused, outcome.sources) == (None, ("S1",))
    assert dump(folder)["findings"] == [{"id": "F1", "question": QUESTION, "text": "Morale is low"}]
    assert [(loss.kind, loss.where) for loss in outcome.losses] == [
        ("description of a code", "Morale is low"),
        ("set", "First"),
    ]


BOMB = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100}"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"PK nonsense", "is no REFI-QDA project (.qdpx), or is cut short: ask for another copy"),
        (
            qdpx(PROJECT)[:-30],
            "is no REFI-QDA project (.qdpx), or is cut short: ask for another copy",
        ),
        (
            packed({"x.txt": "x"}),
            "holds no project.qde, as a REFI-QDA project does: export it anew",
        ),
        (
            packed({"project.qde": "<Project"}),
            "its XML is damaged, or no XML that can be trusted: export it anew",
        ),
        (
            packed({"project.qde": "<html/>"}),
            "its XML is neither a project nor a codebook of REFI-QDA: export it anew",
        ),
        (
            qdpx(project(text_source(), before=BOMB)),
            "its XML declares a document type, as no project does: ask who sent it",
        ),
        (
            packed({"project.qde": "<Code>" * 5_000}),
            "its XML is damaged, or no XML that can be trusted: export it anew",
        ),
        (
            qdpx(PROJECT, b"\0" * 30_000_000),
            "unpacks to far more than it holds, as no real project does: ask who sent it",
        ),
    ],
)
def test_what_can_not_be_trusted_is_refused_and_leaves_no_file(
    folder: InspectionFolder, content: bytes, refused: str
) -> None:
    """In one line, and the folder as it was."""
    before = files_of(folder.path)
    assert brought(folder, content).refused == refused
    assert files_of(folder.path) == before


def test_no_path_leads_out_of_the_project(folder: InspectionFolder) -> None:
    """A name with dots is looked for inside, where nothing is ever unpacked."""
    xml = project(text_source(TWO, path="internal://../../../../etc/hostname"))
    outcome = brought(folder, packed({"project.qde": xml, "../evil.txt": "x"}))
    assert outcome.losses[0].what == "internal://../../../../etc/hostname is not in the project"
    assert not (folder.path.parent / "evil.txt").exists()
