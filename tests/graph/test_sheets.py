"""Session sheets: what is asked, and apart from it what the inspector looks for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings

from graph.document import Document, Heading, PageBreak, WritingSpace
from graph.requests import RequestList
from graph.sheet_pages import sheet_pages
from graph.sheets import AskOnSheet, AtHand, Sheet, sheets
from graph.status import Assessments
from graph.visit_pages import visit_pages
from tests.bundles import bundles
from tests.graph.example import QUESTION, example
from tests.loaded import PROBATION, TODAY, state_of
from tui.export.documents import document_formats


def planned() -> dict[str, Any]:
    """The example with a session of a lone leader and a group, and three asks."""
    bundle = example()
    bundle["voices"][0]["people"] = 1
    bundle["sessions"] = [
        {
            "id": "M2",
            "kind": "meeting",
            "title": "Board",
            "starts": "2026-03-11T09:00",
            "minutes": 45,
            "voices": ["V1", "V2"],
            "site": "North",
        },
        {"id": "M1", "kind": "interview", "starts": "2026-03-10T09:00:00"},
    ]
    bundle["asks"] = [
        {
            "id": "A1",
            "session": "M2",
            "state": "planned",
            "wording": "How are posts filled?",
            "gap": {"code": "conflict", "about": {"finding": "F1"}},
            "minutes": 15,
        },
        {"id": "A2", "session": "M2", "state": "dropped", "wording": "Dropped?"},
        {
            "id": "A3",
            "session": "M2",
            "state": "asked",
            "wording": "How are staff?",
            "gap": {"code": "one_kind", "about": {"question": QUESTION}},
        },
    ]
    return bundle  # fmt: skip


def sheets_of(bundle: dict[str, Any], session: str | None = None) -> tuple[Sheet, ...]:
    state = state_of(bundle)
    return sheets(state, PROBATION, Assessments(state, PROBATION, TODAY), session)


def test_a_sheet_has_the_session_and_its_asks_in_order() -> None:
    """A dropped ask leaves its number free, so that #3 is #3 in Capture too."""
    sheet = sheets_of(planned(), "M2")[0]
    assert (sheet.title, sheet.kind, sheet.minutes, sheet.site) == ("Board", "meeting", 45, "North")
    assert sheet.voices == ("Head of service (1)", "Practitioners, North")
    assert sheet.unattributed == "Head of service"
    assert [(ask.number, ask.id, ask.minutes) for ask in sheet.asks] == [
        (1, "A1", 15),
        (3, "A3", None),
    ]
    first: AskOnSheet = sheet.asks[0]
    assert (first.about, first.text, first.status) == (
        *("F1", "There are enough staff."),
        "conflicting",
    )
    assert first.at_hand == (
        AtHand("S1", "Board minutes", ("page 3, paragraph 2",)),
        AtHand("S2", "Annual report", ()),
    )
    assert first.corroborates[0].startswith("a line independent of both sides, then a resolution")


def test_sheets_come_by_the_hour() -> None:
    assert [sheet.session for sheet in sheets_of(planned())] == ["M1", "M2"]


def test_a_session_held_with_nothing_to_ask_has_a_sheet_only_when_it_is_named() -> None:
    """Nobody prints an empty page of what is over."""
    bundle = planned()
    bundle["sessions"][1]["source"] = bundle["sources"][0]["id"]
    assert [sheet.session for sheet in sheets_of(bundle)] == ["M2"]
    assert [sheet.session for sheet in sheets_of(bundle, "M1")] == ["M1"]
    bundle["sessions"][0]["source"] = bundle["sources"][1]["id"]
    assert [sheet.session for sheet in sheets_of(bundle)] == ["M2"]


def test_the_page_on_the_table_has_no_finding_and_the_inspectors_page_is_another() -> None:
    state = state_of(planned())
    document = sheet_pages(sheets_of(planned(), "M2"), state.inspection)
    cut = document.blocks.index(PageBreak())
    table, own = document.blocks[:cut], document.blocks[cut + 1 :]
    assert "There are enough staff." not in repr(table)
    assert "There are enough staff." in repr(own)
    assert sum(isinstance(block, WritingSpace) for block in table) == 2
    assert isinstance(own[0], Heading)
    assert document.marking == "OFFICIAL-SENSITIVE"


def test_what_may_lie_on_a_table_is_together_and_what_is_the_inspectors_comes_last() -> None:
    """Sheet by sheet, then what the service is asked to send, then her own pages: each apart."""
    bundle = planned()
    bundle["asks"].append({"id": "A9", "session": "M1", "wording": "How is it?"})
    state = state_of(bundle)
    pages = sheets_of(bundle)
    requests = RequestList("North", "N", "", "2026-03-01", (), (), None)
    visit = visit_pages(pages, requests, state.inspection)
    own = ["M1 for the inspector: not to be shown", "M2 for the inspector: not to be shown"]
    shown = ["M1 M1", "M2 Board"]
    assert headings(sheet_pages(pages, state.inspection)) == [*shown, *own]
    assert headings(visit) == [*shown, "What the service is asked to send", *own]


def headings(document: Document) -> list[str]:
    """What stands first on each page, which begins with it."""
    first = [(None, document.blocks[0]), *pairwise(document.blocks)]
    return [
        "".join(run.text for run in block.text)
        for before, block in first
        if isinstance(block, Heading) and block.level == 1
        if before in (None, PageBreak())
    ]


def test_where_nothing_is_to_be_asked_there_is_no_page_for_the_inspector() -> None:
    """It would hold nothing but its heading."""
    bundle = planned()
    bundle["asks"] = []
    document = sheet_pages(sheets_of(bundle, "M2"), state_of(bundle).inspection)
    assert "Nothing is planned to be asked here." in repr(document)
    assert "for the inspector" not in repr(document)


@settings(max_examples=40, deadline=None)
@given(bundles(max_statements=8, max_findings=4))
def test_no_sheet_quotes_anybody(bundle: dict[str, Any]) -> None:
    """Whatever the inspection, no statement's words are on any page, in any format."""
    for number, statement in enumerate(bundle["statements"]):
        statement["quote"] = f"said thus {number}"
    bundle["sessions"] = [{"id": "M1", "kind": "meeting"}]
    bundle["asks"] = [
        {"id": f"A{number}", "session": "M1", "wording": "How?",
         "gap": {"code": "conflict", "about": {"finding": finding["id"]}}}
        for number, finding in enumerate(bundle["findings"], 1)
    ]  # fmt: skip
    found = sheets_of(bundle)
    assert "said thus" not in repr(found)


def test_every_format_renders_the_sheets() -> None:
    document = sheet_pages(sheets_of(planned()), state_of(planned()).inspection)
    for form in document_formats():
        assert form.render(document)
    markdown = next(form for form in document_formats() if ".md" in form.SUFFIXES)
    text = markdown.render(document).decode()
    assert "How are posts filled?" in text
    assert "Nothing is planned to be asked here." in text
