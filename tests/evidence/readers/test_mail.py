"""An e-mail's own words are told from those that it quotes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.readers import mail
from evidence.readers.mail import read
from evidence.reading import Unreadable
from tests.evidence.readers.shown import shown
from tests.evidence.readers.test_laws import one_of, try_to_read, unhurried

FILES = Path(__file__).parent / "files"
HEAD = b"From: Jo <jo@example.org>\nSubject: Cases\n"


def said(body: str, kind: str = "text/plain") -> list[tuple[str, str]]:
    """What the body's passages say, and their part."""
    content = HEAD + f"Content-Type: {kind}; charset=utf-8\n\n{body}".encode()
    return [(each["text"], each.get("part", "")) for each in shown(read(content, {}))][2:]


def test_a_thread_is_read_with_its_quotes_apart() -> None:
    """Encoded names and bodies, marks, two programs' ways to quote, a file attached."""
    reading = read((FILES / "thread.eml").read_bytes(), {})
    assert reading.warnings == ("attachment plan.docx (1 kB) is a file of its own",)
    passages = shown(reading)
    assert [each["text"] for each in passages if each.get("part") == "header"] == [
        "From: José Doe <jose@example.org>",
        "To: Ann Ray <ann@example.org>",
        "Date: Mon, 02 Mar 2026 10:00:00 +0000",
        "Subject: Re: Caseloads",
    ]
    assert passages[4:6] == [
        {
            "text": "They are too high, at £60 each.\nAnd rising.",
            "paragraph": 1,
            "time": "2026-03-02T10:00+00:00",
            "speaker": "José Doe",
            "heading": "Re: Caseloads",
        },
        {
            "text": "Come to our café.",
            "paragraph": 2,
            "time": "2026-03-02T10:00+00:00",
            "speaker": "José Doe",
            "heading": "Re: Caseloads",
        },
    ]
    assert [each["text"] for each in passages[6:]] == [
        "On Sun, 1 Mar 2026 at 09:00, Ann Ray <ann@example.org>\nwrote:",
        "How are caseloads?",
        "And before?",
        "-----Original Message-----",
        "From: Bob <bob@example.org>\nSent: 28 February 2026\nTo: Ann Ray\nSubject: Caseloads",
        "Please ask.",
    ]
    assert all(each["part"] == "quoted" for each in passages[6:])
    assert [each.get("speaker") for each in passages[6:]] == [
        *(None, "Ann Ray", None, None, None, "Bob"),
    ]
    (attached,) = reading.parts
    assert (attached.name, attached.derived) == ("plan.docx", True)
    assert attached.content


def test_answers_between_quotes_are_the_senders() -> None:
    """Marked lines are quoted, the lines between are not."""
    assert said("On Monday, Ann wrote:\n> One?\nYes.\n> Two?\n\nNo.\n") == [
        ("On Monday, Ann wrote:", "quoted"),
        ("One?", "quoted"),
        ("Yes.", ""),
        ("Two?", "quoted"),
        ("No.", ""),
    ]


def test_what_is_quoted_without_marks_is_told_by_what_stands_above() -> None:
    """From there to the end."""
    assert said("Yes.\n\nOn Monday, Ann wrote:\n\nOne?\n\nTwo?") == [
        ("Yes.", ""),
        ("On Monday, Ann wrote:", "quoted"),
        ("One?", "quoted"),
        ("Two?", "quoted"),
    ]
    assert said("Yes.\nFrom: Ann\nSent: Monday\nTo: Jo\n\nOne?")[1:] == [
        ("From: Ann\nSent: Monday\nTo: Jo", "quoted"),
        ("One?", "quoted"),
    ]
    assert said("From: what I saw, all is well.\n\nGood.") == [
        ("From: what I saw, all is well.", ""),
        ("Good.", ""),
    ]


def test_a_page_is_read_where_there_is_no_plain_form() -> None:
    """With its quotes."""
    page = "<p>Yes.</p><div>On Monday, Ann wrote:</div><blockquote><p>One?</p></blockquote><p>No."
    assert said(page, "text/html") == [
        ("Yes.", ""),
        ("On Monday, Ann wrote:", "quoted"),
        ("One?", "quoted"),
        ("No.", ""),
    ]


def test_a_page_keeps_what_was_taken_out_of_it() -> None:
    """As a page that is no e-mail does."""
    content = HEAD + b"Content-Type: text/html\n\n<p>We <del>never</del> meet.<p><del>No.</del>"
    reading = read(content, {})
    assert [each["text"] for each in shown(reading)][2:] == ["We meet."]
    assert [(each.kind, each.words) for each in reading.changes] == [
        ("deleted", "never "),
        ("deleted", "\nNo."),
    ]
    assert reading.warnings == ("2 tracked changes, read as accepted",)


def test_flowed_lines_are_whole_again() -> None:
    """A space at a line's end says that it goes on."""
    assert said("They are \ntoo high.\nSo.", "text/plain; format=flowed") == [
        ("They are too high.\nSo.", "")
    ]


def test_a_message_attached_is_read_and_pictures_of_an_unread_form_are_named() -> None:
    """Each message has its own header and sender."""
    content = HEAD + (
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: multipart/alternative;'
        b' boundary="c"\n\n--c\n\nHello.\n--c\nContent-Type: multipart/related; boundary="d"\n\n'
        b"--d\nContent-Type: text/html\n\n<p>Hello.</p>\n--d\nContent-Type: image/png\n"
        b"Content-ID: <x>\n\nabc\n--d--\n--c--\n--b\nContent-Type: message/rfc822\n\n"
        b"From: Ann <ann@example.org>\nSubject: Inner\n\nInside.\n--b--\n"
    )
    reading = read(content, {})
    assert reading.warnings == ("picture without a name is not read",)
    assert shown(reading)[2:] == [
        {"text": "Hello.", "paragraph": 1, "speaker": "Jo", "heading": "Cases"},
        {"text": "From: Ann <ann@example.org>", "part": "header"},
        {"text": "Subject: Inner", "part": "header"},
        {"text": "Inside.", "paragraph": 2, "speaker": "Ann", "heading": "Inner"},
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_header_in_no_form_that_is_allowed_keeps_its_letters(encoding: str) -> None:
    """As old programs send it: the bytes as they are."""
    content = "From: Jörg <j@example.org>\nSubject: Café\n\nWords.\n".encode(encoding)
    assert shown(read(content, {})) == [
        {"text": "From: Jörg <j@example.org>", "part": "header"},
        {"text": "Subject: Café", "part": "header"},
        {"text": "Words.", "paragraph": 1, "speaker": "Jörg", "heading": "Café"},
    ]


def test_who_wrote_it_may_stand_within_the_quote() -> None:
    """With as many marks as what was written; where that has more, it is the inner one's."""
    content = (
        b"From: Jo <jo@example.org>\n\nYes.\n\n> On Monday, Sam <s@example.org> wrote:\n> \n"
        b"> One?\n>\n> On Sunday, Ann <a@example.org> wrote:\n>> Zero?\n"
    )
    assert [(each["text"], each.get("speaker")) for each in shown(read(content, {}))][2:] == [
        ("On Monday, Sam <s@example.org> wrote:", None),
        ("One?", "Sam"),
        ("On Sunday, Ann <a@example.org> wrote:", None),
        ("Zero?", "Ann"),
    ]


@pytest.mark.parametrize(
    ("above", "who"),
    [
        ("On 02/03/2026 10:00, Ann Ray wrote:", "Ann Ray"),
        ("On 2 March, Ann Ray wrote:", "Ann Ray"),
        ("On Mon, Mar 2, 2026 at 10:00 AM Ann Ray <a@x.org> wrote:", "Ann Ray"),
        ("On Mon, 2 Mar 2026 10:00:00 +0000, bo@x.org wrote:", "Lee, Bo"),
        ("On Mon, 2 Mar 2026 10:00:00 +0000, office@x.org wrote:", "office@x.org"),
        ("On Mar 2, 2026, at 10:00, Ann Ray <a@x.org<mailto:a@x.org>> wrote:", "Ann Ray"),
        ("On 2 Mar 2026 10:00, Team 2 <t@x.org> wrote:", "Team 2"),
        ("Am 02.03.2026 um 10:00 schrieb Ann van Ray:", "Ann van Ray"),
        ("Le lun. 2 mars 2026 à 10:00, Ann Ray <a@x.org> a écrit :", "Ann Ray"),
        ("Lee, Bo wrote:", "Lee, Bo"),
        ("Ann Ray <a@x.org> wrote:", "Ann Ray"),
        ("On reflection, I agree with what Ann wrote:", None),
        ("Somebody else wrote:", None),
    ],
)
def test_who_wrote_what_is_quoted_is_told_as_each_program_writes_it(
    above: str, who: str | None
) -> None:
    """Without moment and address; an address alone by the one name that the header has for it."""
    content = (
        'From: Jo <jo@x.org>\nTo: "Lee, Bo" <bo@x.org>, One <office@x.org>\n'
        f"Cc: Two <office@x.org>\n\nYes.\n\n{above}\n> One?\n"
    )
    (quoted,) = [each for each in shown(read(content.encode(), {})) if each["text"] == "One?"]
    assert (quoted["part"], quoted.get("speaker")) == ("quoted", who)


@pytest.mark.parametrize(
    "above",
    [
        "From: Ann [mailto:a@x.org]\nSent: 2 March\nTo: Jo\n\n",
        "From: Ann\n\nSent: 2 March\n\nTo: Jo\n\nSubject: Cases\n\n",
        "-- Forwarded Message --\nSubject: Cases\nDate: 2 March\nFrom: Ann <a@x.org>\nTo: Jo\n\n",
    ],
)
def test_the_header_above_a_message_names_its_sender_however_it_is_set(above: str) -> None:
    """In one piece, a line a piece, or with the subject first; it is not the sender's words."""
    reading = shown(read(HEAD + f"\nYes.\n\n{above}One?\n".encode(), {}))[2:]
    assert [each.get("speaker") for each in reading] == [
        "Jo",
        *(None for _ in reading[2:]),
        "Ann",
    ]
    assert all(each["part"] == "quoted" for each in reading[1:])


def test_what_follows_an_attached_message_has_the_date_of_its_own() -> None:
    """And its own sender."""
    content = (
        b"Date: Mon, 02 Mar 2026 10:00:00 +0000\n"
        + HEAD
        + (
            b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
            b"From: Ann <a@x.org>\nDate: Sun, 01 Mar 2026 09:00:00 +0000\n\nInside."
            b"\n--b\n\nAfter.\n--b--\n"
        )
    )
    assert [
        (each["text"], each["speaker"], each["time"])
        for each in shown(read(content, {}))
        if each.get("part") != "header"
    ] == [
        ("Inside.", "Ann", "2026-03-01T09:00+00:00"),
        ("After.", "Jo", "2026-03-02T10:00+00:00"),
    ]


def test_a_message_sent_as_a_file_is_a_message_with_its_own_files() -> None:
    """Without its envelope, so that it is read as any e-mail is."""
    inner = (
        b"From: Ann <ann@example.org>\nSubject: Inner\n"
        b"Content-Type: multipart/mixed; boundary=c\n\n"
        b"--c\n\nInside.\n--c\nContent-Disposition: attachment; filename=a.txt\n\nDeep.\n--c--\n"
    )
    content = HEAD + (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOuter.\n--b\nContent-Type:"
        b" message/rfc822\nContent-Disposition: attachment\n\n" + inner + b"\n--b--\n"
    )
    (part,) = read(content, {}).parts
    assert part.name == "attachment.eml"
    reading = read(part.content, {})
    assert [each["text"] for each in shown(reading)][1:] == ["Subject: Inner", "Inside."]
    assert [(each.name, each.content.strip()) for each in reading.parts] == [("a.txt", b"Deep.")]


def test_what_is_no_form_of_the_words_is_a_file() -> None:
    """An invitation's date, beside its words."""
    content = HEAD + (
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\nCome.\n--b\n"
        b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n--b\n"
        b"Content-Type: text/html\n\n<p>Come.\n--b--\n"
    )
    assert [part.name for part in read(content, {}).parts] == ["attachment.ics"]


@pytest.mark.parametrize("content", [b"", b"words\n", b"\n\nFrom: x"])
def test_what_is_no_e_mail_is_refused(content: bytes) -> None:
    """It has no header."""
    with pytest.raises(Unreadable, match=r"^is no e-mail, for it has no header: save it as .txt$"):
        read(content, {})


PIECES = (
    "From: a¦Subject: =?utf-8?q?=ff?=¦Subject: =?x?b?a?=¦Date: x¦Content-Type: multipart/mixed; "
    "boundary=b¦Content-Type: multipart/alternative; boundary=b¦--b¦--b--¦\n¦\n\n¦Content-Type: "
    "message/rfc822¦Content-Type: text/html; charset=x¦Content-Transfer-Encoding: base64¦YWJj¦é"
    "¦Content-Disposition: attachment; filename*=utf-8''%ff¦> ¦On a wrote:¦word¦Content-Type: "
    "text/plain; charset=idna¦Content-Transfer-Encoding: quoted-printable¦=F¦To: =?utf-8?b?/w==?="
)


@unhurried
@given(inside=st.lists(one_of(PIECES), max_size=30).map("\n".join))
def test_any_header_and_body_is_read_or_refused(inside: str) -> None:
    """Headers and parts in any order."""
    try_to_read(mail, ("Subject: x\n" + inside).encode("latin-1"))


def test_a_line_that_begins_with_from_is_the_senders() -> None:
    """Mailboxes put a mark before it; among quoted lines, or below who wrote, it is quoted."""
    assert said("It is so.\n\n>From here on it was different.\n\nBye.") == [
        ("It is so.", ""),
        ("From here on it was different.", ""),
        ("Bye.", ""),
    ]
    assert said("On Monday, Ann Bell wrote:\n\n>From here on.\n\nYes.")[1:] == [
        ("From here on.", "quoted"),
        ("Yes.", ""),
    ]
    assert said("> So:\n>From here on.\n\nYes.")[0] == ("So:\nFrom here on.", "quoted")


def _in_parts(kind: str, *parts: str, end: str = "--b--\n") -> bytes:
    head = f"From: a@x.example\nSubject: A\nContent-Type: multipart/{kind}; boundary=b\n\n"
    return (head + "".join(f"--b\n{part}\n" for part in parts) + end).encode()


def test_a_message_that_is_cut_short_says_so() -> None:
    """What was to follow may hold words, or the rest of an attachment."""
    whole = _in_parts("mixed", "Content-Type: text/plain\n\nWords.")
    assert read(whole, {}).warnings == ()
    cut = _in_parts("mixed", "Content-Type: text/plain\n\nWords.", end="")
    assert read(cut, {}).warnings == ("ends before its last part does: it may be cut short",)


def test_a_signature_is_no_file_and_what_only_outlook_unwraps_is_told() -> None:
    """A signature holds no words; a winmail.dat holds attachments that somebody must send anew."""
    words = "Content-Type: text/plain\n\nWords."
    signature = "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nx"
    reading = read(_in_parts("signed", words, signature), {})
    assert (reading.parts, reading.warnings) == ((), ("is signed: the signature is not checked",))
    wrapped = "Content-Type: application/ms-tnef; name=winmail.dat\n\nx"
    reading = read(_in_parts("mixed", words, wrapped), {})
    assert [(part.name, part.refused) for part in reading.parts] == [
        (
            "winmail.dat",
            "holds attachments as only Outlook reads them: ask for each by itself, or for the .msg",
        )
    ]
