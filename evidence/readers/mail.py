"""E-mails (.eml): the header, then each message of the thread, with what it quotes told apart.

Attachments are named and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from typing import Any

from evidence.readers._decoding import decoded
from evidence.readers._markup import Block, blocks_of
from evidence.reading import Reading, TextBuilder, Unreadable

NAME = "e-mail"
VERSION = 1
SUFFIXES = (".eml",)
MEDIA_TYPE = "message/rfc822"

#: What the library raises on headers that follow no rule.
_DAMAGE = (
    MessageError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)

_SHOWN = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")
_MOST_PARTS = 2_000
_MOST_DEPTH = 50
_MOST_WARNINGS = 40

#: What a mail program writes above the message that it quotes.
_WROTE = re.compile(
    r"(?:On\b.{4,300}\bwrote|Am\b.{4,300}\bschrieb.{0,100}|Le\b.{4,300}\ba écrit)\s*:", re.DOTALL
)
_RULE = re.compile(
    r"[-_ ]{2,}\s*(?:Original Message|Forwarded message|Original Appointment|Reply message)"
    r"\s*[-_ ]{2,}|Begin forwarded message:",
    re.IGNORECASE,
)
_FROM = re.compile(r"\*?From:\*?\s*\S.*")
_SENT = re.compile(r"^[ \t]*\*?(?:Sent|Date|To|Subject):\*?", re.MULTILINE)
_QUOTE_MARK = re.compile(r"[ \t]?(?:>[ \t]?)+")
_WROTE_WINDOW = 600


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The lines of the header, the message by its paragraphs, and what it quotes.

    The sender speaks in the message itself; nobody in what is quoted. Raises Unreadable.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        if not any(message.get_all(name) for name in ("From", "To", "Subject", "Date", "Received")):
            raise Unreadable("is no e-mail: it has no header")
        mail = _Mail()
        mail.take(message)
    except _DAMAGE:
        raise Unreadable("is damaged, or no e-mail") from None
    reading = mail.reading()
    if not reading.words:
        raise Unreadable("holds no words")
    return reading


class _Mail:
    """Gathers what a message and those attached to it say."""

    def __init__(self) -> None:
        self._builder = TextBuilder()
        self._warnings: list[str] = []
        self._number = 0
        self._parts = 0

    def reading(self) -> Reading:
        """All that was gathered."""
        warnings = list(dict.fromkeys(self._warnings))
        if len(warnings) > _MOST_WARNINGS:
            warnings[_MOST_WARNINGS:] = [f"and {len(warnings) - _MOST_WARNINGS:,} more"]
        return self._builder.reading(warnings)

    def take(self, message: Message, depth: int = 0) -> None:
        """Take a message, its header first."""
        for name in _SHOWN:
            for value in _values(message, name):
                self._builder.add(f"{name}: {value}", part="header")
        senders = _values(message, "From")
        speaker = _name(senders[0]) if senders else None
        subjects = _values(message, "Subject")
        self._body(message, speaker, subjects[0] if subjects else None, depth)

    def _body(self, part: Message, speaker: str | None, heading: str | None, depth: int) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS or depth > _MOST_DEPTH:
            self._warnings.append("has more parts than an e-mail has: not all were read")
            return
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or _is_file(part):
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
            self._add(_of_blocks(blocks), speaker, heading)
        elif kind.startswith("text/"):
            self._add(_of_lines(self._text(part), flowed=_is_flowed(part)), speaker, heading)
        else:
            self._attachment(part)

    def _add(
        self, pieces: Iterator[tuple[str, str]], speaker: str | None, head: str | None
    ) -> None:
        for text, part in pieces:
            counted = part in ("", "quoted", "table")
            self._number += counted
            self._builder.add(
                text,
                paragraph=self._number if counted else None,
                speaker=None if part == "quoted" else speaker,
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
        """Name the files within a form of the words that is not the one read."""
        for each in part.walk():
            if not each.is_multipart() and each.get_content_maintype() != "text":
                self._attachment(each)

    def _attachment(self, part: Message) -> None:
        name = _plain(part.get_filename() or part.get_content_type())
        payload: Any = part.get_payload(decode=True)
        size = len(payload) if isinstance(payload, bytes) else len(part.as_bytes())
        shown = (
            f"{max(1, round(size / 1_000)):,} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
        )
        inline = part.get_content_maintype() == "image" and part.get("Content-ID")
        advice = "" if inline else ": add it as a file of its own"
        kind = "picture" if inline else "attachment"
        self._warnings.append(f"{kind} {name} ({shown}) is not read{advice}")


def _values(message: Message, name: str) -> list[str]:
    """A header's values as they are read, on one line each."""
    found: list[str] = []
    try:
        values = message.get_all(name) or []
    except _DAMAGE:
        values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    for value in values:
        text = str(value)
        if "=?" in text:
            with suppress(ValueError, LookupError):
                text = str(make_header(decode_header(text)))
        found.append(_plain(text))
    return [value for value in found if value]


def _plain(text: str) -> str:
    mended = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(mended.replace("\0", "").split())


def _name(sender: str) -> str:
    """Who sent it: the name before the address, or the address."""
    name = sender.partition("<")[0].strip(' "')
    return name or sender.strip("<> ")


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


def _told(pieces: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Each piece with whether it is quoted, told from the marks and from what stands above.

    Below "Original Message" or a header all is quoted; below "On ... wrote:" too, unless what is
    quoted there has marks.
    """
    last_marked = max((at for at, (_, marked) in enumerate(pieces) if marked), default=-1)
    below = False
    for at, (text, marked) in enumerate(pieces):
        begins = text[:_WROTE_WINDOW].strip()
        wrote = not marked and _WROTE.fullmatch(begins) is not None
        if not marked and (_RULE.match(begins) or _is_header(begins)):
            below = True
        below |= wrote and at > last_marked
        yield text, marked or below or wrote


def _is_header(begins: str) -> bool:
    return bool(_FROM.match(begins)) and len(_SENT.findall(begins)) >= 2


def _of_blocks(blocks: list[Block]) -> Iterator[tuple[str, str]]:
    """A page's blocks, those of the messages that it quotes marked so."""
    pieces = [(block.text, block.part == "quote") for block in blocks]
    for (text, quoted), block in zip(_told(pieces), blocks, strict=True):
        yield text, "quoted" if quoted else block.part


def _of_lines(text: str, *, flowed: bool) -> Iterator[tuple[str, str]]:
    """Paragraphs between blank lines, with whether they are quoted."""
    for said, quoted in _told(list(_paragraphs(text, flowed=flowed))):
        yield said, "quoted" if quoted else ""


def _paragraphs(text: str, *, flowed: bool) -> Iterator[tuple[str, bool]]:
    """Paragraphs, and whether each is marked as quoted; a header of a quoted message is one."""
    lines: list[str] = []
    depth = 0
    soft = False
    for raw in text.split("\n"):
        mark = _QUOTE_MARK.match(raw)
        marks = mark[0].count(">") if mark else 0
        line = raw[mark.end() :] if mark else raw
        if flowed and not mark and line.startswith(" "):
            line = line[1:]
        starts = bool(lines) and (_RULE.match(line.strip()) or _FROM.match(line.strip()))
        wrote = bool(lines) and not soft and line.startswith("On ") and line.rstrip().endswith(":")
        if (marks != depth or not line.strip() or starts or wrote) and lines:
            yield "\n".join(lines).strip(), depth > 0
            lines, soft = [], False
        depth = marks
        if line.strip():
            kept = line.rstrip("\r")
            if soft and lines:
                lines[-1] += kept.rstrip()
            else:
                lines.append(kept.rstrip())
            soft = flowed and kept.endswith(" ") and kept != "-- "
            if soft:
                lines[-1] += " "
            if _RULE.fullmatch(line.strip()):
                yield "\n".join(lines).strip(), depth > 0
                lines, soft = [], False
    if lines:
        yield "\n".join(lines).strip(), depth > 0
