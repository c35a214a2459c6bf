"""Outlook messages are read as e-mails are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evidence.readers.outlook import read
from evidence.reading import Part, Unreadable
from tests.evidence.readers.msg import compound, message
from tests.evidence.readers.shown import shown

SUBJECT, BODY, HTML, SENDER, ADDRESS, SENT, HEADERS = (
    0x0037, 0x1000, 0x1013, 0x0C1A, 0x0C1F, 0x0039, 0x007D,
)  # fmt: skip
NAME, DATA, METHOD, MIME, CONTENT_ID = 0x3707, 0x3701, 0x3705, 0x370E, 0x3712
CLASS = {0x001A: "IPM.Note"}
SENT_AT = datetime(2031, 3, 2, 10, 0, tzinfo=UTC)


def test_a_message_has_its_header_words_quotes_and_files() -> None:
    """With recipients, a file, a picture in the page, and a message that is attached."""
    words = "They are too high.\r\n\r\nFrom: Ann Ray\r\nSent: Monday\r\nTo: Jo\r\n\r\nHow are they?"
    content = message(
        {**CLASS, SUBJECT: "Re: Caseloads", BODY: words, SENDER: "Jo Doe",
         ADDRESS: "jo@example.org", SENT: SENT_AT},
        [
            {NAME: "plan.docx", DATA: b"PK", METHOD: 1, MIME: "application/x"},
            {NAME: "plan.docx", DATA: b"PK2", METHOD: 1},
            {NAME: "logo.png", DATA: b"png", METHOD: 1, MIME: "image/png", CONTENT_ID: "a"},
            {NAME: "Older", METHOD: 5},
        ],
        [{0x3001: "Ann Ray", 0x3003: "ann@example.org", 0x0C15: 1}],
    )  # fmt: skip
    reading = read(content, {})
    assert shown(reading) == [
        {"text": "From: Jo Doe <jo@example.org>", "part": "header"},
        {"text": "To: Ann Ray <ann@example.org>", "part": "header"},
        {"text": "Date: Sun, 02 Mar 2031 10:00:00 +0000", "part": "header"},
        {"text": "Subject: Re: Caseloads", "part": "header"},
        {
            "text": "They are too high.",
            "paragraph": 1,
            "time": "2031-03-02T10:00+00:00",
            "speaker": "Jo Doe",
            "heading": "Re: Caseloads",
        },
        {
            "text": "From: Ann Ray\nSent: Monday\nTo: Jo",
            "paragraph": 2,
            "heading": "Re: Caseloads",
            "part": "quoted",
        },
        {
            "text": "How are they?",
            "paragraph": 3,
            "speaker": "Ann Ray",
            "heading": "Re: Caseloads",
            "part": "quoted",
        },
    ]
    assert reading.parts == (
        Part("plan.docx", b"PK", derived=True),
        Part("plan (2).docx", b"PK2", derived=True),
    )
    assert reading.warnings == (
        "attached message Older is not read: save it as a file of its own",
        "attachment plan.docx (1 kB) is a file of its own",
        "attachment plan (2).docx (1 kB) is a file of its own",
        "picture logo.png is not read",
    )


def test_a_message_that_is_a_page_is_read_and_what_it_was_sent_with_is_its_header() -> None:
    sent = (
        "From: =?utf-8?q?Jos=C3=A9?= <jo@example.org>\r\nTo: Ann\r\n"
        "Date: Mon, 3 Mar 2031 9:00 +0000\r\n"
    )
    page = "<p>Hello.</p><blockquote>Before.</blockquote>"
    reading = read(message({**CLASS, SUBJECT: "S", HTML: page.encode(), HEADERS: sent}), {})
    texts = [(each["text"], each.get("speaker")) for each in shown(reading)]
    assert texts[:2] == [("From: José <jo@example.org>", None), ("To: Ann", None)]
    assert texts[4:] == [("Hello.", "José"), ("Before.", None)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"words", "is no Outlook message"),
        (compound({"WordDocument": b"x"}), "is damaged, or no Outlook message"),
        (message({**CLASS, SUBJECT: "S", 0x1009: b"LZFu"}), "packed rich text only"),
        (message({**CLASS}), "holds no words: leave it out, or ask for a copy that has its text"),
        (message({**CLASS, BODY: "words"})[:900], "is damaged, or no Outlook message"),
    ],
    ids=["text", "another", "packed", "empty", "cut"],
)
def test_what_is_none_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(content, {})
