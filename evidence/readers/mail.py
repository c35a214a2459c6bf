"""E-mails (.eml): the header, then each message of the thread, with what it quotes told apart.

Attachments are files of their own, derived from the e-mail.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from evidence.readers._body import Block
from evidence.readers._changes import Said
from evidence.readers._decoding import decoded
from evidence.readers._markup import blocks_of
from evidence.readers._thread import named, names_of, paragraphs, told
from evidence.reading import NO_WORDS, Part, Reading, TextBuilder, Unreadable

NAME = "e-mail"
VERSION = 5
SUFFIXES = (".eml",)
MEDIA_TYPE = "message/rfc822"
HOLDS_FILES = True

#: What the library raises on headers that follow no rule.
DAMAGE = (
    MessageError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)

_SHOWN = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")
_CORRESPONDENTS = ("From", "To", "Cc", "Bcc", "Reply-To")
_ENCRYPTED = frozenset(
    {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
)
#: Forms in which mail programs send the same words once more.
_SAME_WORDS = frozenset(
    {
        "text/plain",
        "text/html",
        "text/enriched",
        "text/richtext",
        "text/x-amp-html",
        "text/watch-html",
    }
)
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
#: What Outlook wraps attachments in for programs that are not Outlook.
_WRAPPED = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_UNWRAP = "holds attachments as only Outlook reads them: ask for each by itself, or for the .msg"
_MOST_PARTS = 2_000
_MOST_DEPTH = 50
_MOST_WARNINGS = 40


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The lines of the header, the message by its paragraphs, and what it quotes.

    The sender speaks in the message itself, at its date; in what is quoted whoever is said to have
    written it. Attachments are parts. Raises Unreadable.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        if not any(message.get_all(name) for name in ("From", "To", "Subject", "Date", "Received")):
            raise Unreadable("is no e-mail, for it has no header: save it as .txt")
        return reading_of(message)
    except DAMAGE:
        raise Unreadable("is damaged, or no e-mail: ask for another copy") from None


def reading_of(message: Message, warnings: Iterable[str] = ()) -> Reading:
    """What a message says. Raises Unreadable, and what the library raises on damage."""
    mail = _Mail(warnings)
    mail.take(message)
    reading = mail.reading()
    if mail.encrypted and not any(passage.part != "header" for passage in reading.passages):
        raise Unreadable("is encrypted: save it without that")
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


_Told = tuple[Said, str, str | None]
"""What is said, as which part, and of what is quoted who wrote it."""


class _Mail:
    """Gathers what a message and those attached to it say."""

    def __init__(self, warnings: Iterable[str] = ()) -> None:
        self.encrypted = False
        self._builder = TextBuilder()
        self._warnings = list(warnings)
        self._files: list[Part] = []
        self._date: str | None = None
        self._names: dict[str, str] = {}
        self._number = 0
        self._parts = 0

    def reading(self) -> Reading:
        """All that was gathered."""
        warnings = list(dict.fromkeys(self._warnings))
        if len(warnings) > _MOST_WARNINGS:
            warnings[_MOST_WARNINGS:] = [f"and {len(warnings) - _MOST_WARNINGS:,} more"]
        return self._builder.reading(warnings, self._files)

    def take(self, message: Message, depth: int = 0) -> None:
        """Take a message, its header first."""
        for name in _SHOWN:
            for value in _values(message, name):
                self._builder.add(f"{name}: {value}", part="header")
        senders = _values(message, "From")
        self._names = names_of(
            value for field in _CORRESPONDENTS for value in _values(message, field)
        )
        speaker = named(senders[0], self._names) if senders else None
        around, self._date = self._date, _moment(_values(message, "Date"))
        subjects = _values(message, "Subject")
        self._body(message, speaker, subjects[0] if subjects else None, depth)
        self._date = around

    def _body(self, part: Message, speaker: str | None, heading: str | None, depth: int) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS or depth > _MOST_DEPTH:
            self._warnings.append("has more parts than an e-mail has: not all were read")
            return
        kind = part.get_content_type()
        if any(isinstance(each, CloseBoundaryNotFoundDefect) for each in part.defects):
            self._warnings.append("ends before its last part does: it may be cut short")
        if kind in _SIGNATURES:
            self._warnings.append("is signed: the signature is not checked")
        elif kind in _ENCRYPTED:
            self.encrypted = True
            self._warnings.append("a part is encrypted, and not read")
        elif part.get_content_disposition() == "attachment" or _is_file(part):
            self._attachment(part)
        elif kind == "message/rfc822":
            for each in _children(part):
                self.take(each, depth + 1)
        elif part.is_multipart():
            children = _children(part)
            chosen = _best(children) if kind == "multipart/alternative" else None
            for each in children:
                if chosen is None or each is chosen:
                    self._body(each, speaker, heading, depth + 1)
                else:
                    self._files_of(each)
        elif kind == "text/html":
            blocks, warnings = blocks_of(self._text(part))
            self._warnings += warnings
            self._add(_of_blocks(blocks, self._names), speaker, heading)
        elif kind.startswith("text/"):
            lines = _of_lines(self._text(part), self._names, flowed=_is_flowed(part))
            self._add(lines, speaker, heading)
        else:
            self._attachment(part)

    def _add(self, pieces: Iterator[_Told], speaker: str | None, head: str | None) -> None:
        for said, part, wrote in pieces:
            counted = part in ("", "quoted", "table") and bool(said.text.strip())
            self._number += counted
            self._builder.add(
                said.text,
                changes=said.changes,
                break_inserted=said.break_inserted,
                paragraph=self._number if counted else None,
                time=None if part == "quoted" else self._date,
                speaker=wrote if part == "quoted" else speaker,
                heading=head,
                part=part,
            )

    def _text(self, part: Message) -> str:
        payload: Any = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        charset = part.get_content_charset()
        if charset and b"\0" not in content:
            try:
                text = content.decode(charset)
            except (LookupError, ValueError):
                pass
            else:
                return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        text, warnings = decoded(content)
        self._warnings += warnings
        return text

    def _files_of(self, part: Message) -> None:
        """Take the files within a form of the words that is not the one read, such as a date."""
        for each in part.walk():
            if not each.is_multipart() and each.get_content_type() not in _SAME_WORDS:
                self._attachment(each)

    def _attachment(self, part: Message) -> None:
        name = _plain(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
        payload: Any = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else part.as_bytes()
        if part.get_content_type() == "message/rfc822":  # without the header of its envelope
            content = b"".join(each.as_bytes() for each in _children(part)[:1])
        if part.get_content_maintype() == "image" and part.get("Content-ID"):
            self._warnings.append(f"picture {name or 'without a name'} is not read")
            return
        ending = mimetypes.guess_extension(part.get_content_type()) or ""
        name = _unlike(name or f"attachment{ending}", {each.name for each in self._files})
        if part.get_content_type() in _WRAPPED:
            self._files.append(Part(name, b"", derived=True, refused=_UNWRAP))
            return
        size = len(content)
        shown = (
            f"{max(1, round(size / 1_000)):,} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
        )
        self._warnings.append(f"attachment {name} ({shown}) is a file of its own")
        self._files.append(Part(name, content, derived=True))


def _unlike(name: str, taken: set[str]) -> str:
    """The name, with a number where one of these has it already."""
    stem, dot, ending = name.rpartition(".")
    number = 2
    wanted = name
    while wanted in taken:
        wanted = f"{stem} ({number}).{ending}" if dot and stem else f"{name} ({number})"
        number += 1
    return wanted


def _moment(dates: list[str]) -> str | None:
    """The first date that can be read, ISO 8601."""
    for date in dates:
        with suppress(ValueError, TypeError, OverflowError):
            return parsedate_to_datetime(date).isoformat(timespec="minutes")
    return None


def _values(message: Message, name: str) -> list[str]:
    """A header's values as they are read, on one line each."""
    found: list[str] = []
    try:
        values = message.get_all(name) or []
    except DAMAGE:
        values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    for value in _not_ascii(message, name) or values:
        text = str(value)
        if "=?" in text:
            with suppress(ValueError, LookupError):
                text = str(make_header(decode_header(text)))
        found.append(_plain(text))
    return [value for value in found if value]


def _not_ascii(message: Message, name: str) -> list[str]:
    """A header's values where one holds bytes beyond ASCII, which no rule allows; else none."""
    raw = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    if all(value.isascii() for value in raw):
        return []
    found = []
    for value in raw:
        content = value.encode("utf-8", "surrogateescape")
        try:
            found.append(content.decode("utf-8"))
        except UnicodeDecodeError:
            found.append(content.decode("cp1252", "replace"))
    return found


def _plain(text: str) -> str:
    mended = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(mended.replace("\0", "").split())


def _children(part: Message) -> list[Message]:
    payload: Any = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if part.is_multipart() else []


def _is_file(part: Message) -> bool:
    return bool(part.get_filename()) and part.get_content_type() != "message/rfc822"


def _is_flowed(part: Message) -> bool:
    return str(part.get_param("format") or "").lower() == "flowed"


def _best(children: list[Message]) -> Message | None:
    """Of several forms of the same words, the plain one; then HTML, then the last."""
    for kind in ("text/plain", "text/html"):
        for each in children:
            if each.get_content_type() == kind and str(each.get_payload()).strip():
                return each
    return children[-1] if children else None


def _of_blocks(blocks: list[Block], names: Mapping[str, str]) -> Iterator[_Told]:
    """A page's blocks, those of the messages that it quotes marked so."""
    pieces = [(block.said.text, int(block.part == "quote")) for block in blocks]
    for (_, quoted, who), block in zip(told(pieces, names), blocks, strict=True):
        yield block.said, "quoted" if quoted else block.part, who


def _of_lines(text: str, names: Mapping[str, str], *, flowed: bool) -> Iterator[_Told]:
    """Paragraphs between blank lines, with whether they are quoted."""
    for said, quoted, who in told(list(paragraphs(text, flowed=flowed)), names):
        yield Said(said), "quoted" if quoted else "", who
