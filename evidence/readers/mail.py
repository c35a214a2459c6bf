"""E-mails (.eml): the header, then each message of the thread, with what it quotes told apart.

Attachments are files of their own, derived from the e-mail.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from evidence.readers._body import Block
from evidence.readers._changes import Said
from evidence.readers._decoding import decoded
from evidence.readers._markup import blocks_of
from evidence.reading import Part, Reading, TextBuilder, Unreadable

NAME = "e-mail"
VERSION = 4
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
_WRITER = re.compile(
    r"(?P<name>[^<>]*?)\s*[<(\[](?:mailto:)?(?P<address>[^<>()\[\]\s]+@[^<>()\s]+)"
)
_SENDER = re.compile(r"From:\*?[ \t]*(\S.*)")
_QUOTE_MARK = re.compile(r"[ \t]?(?:>[ \t]?)+")
_WROTE_WINDOW = 600


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
        raise Unreadable("holds no words")
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
        speaker = _name(senders[0]) if senders else None
        self._date = _moment(_values(message, "Date"))
        subjects = _values(message, "Subject")
        self._body(message, speaker, subjects[0] if subjects else None, depth)

    def _body(self, part: Message, speaker: str | None, heading: str | None, depth: int) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS or depth > _MOST_DEPTH:
            self._warnings.append("has more parts than an e-mail has: not all were read")
            return
        kind = part.get_content_type()
        if kind in _ENCRYPTED:
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
            self._add(_of_blocks(blocks), speaker, heading)
        elif kind.startswith("text/"):
            self._add(_of_lines(self._text(part), flowed=_is_flowed(part)), speaker, heading)
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


def _told(pieces: list[tuple[str, int]]) -> Iterator[tuple[str, bool, str | None]]:
    """Each piece with whether it is quoted and who wrote it then, told from marks and from above.

    A piece comes with how many marks of quoting it has. Below "Original Message" or a header all
    is quoted; below "On ... wrote:" too, unless what is quoted there has marks.
    """
    last_marked = max((at for at, (_, depth) in enumerate(pieces) if depth), default=-1)
    below = False
    authors: dict[int, str | None] = {}
    for at, (text, depth) in enumerate(pieces):
        begins = text[:_WROTE_WINDOW].strip()
        wrote = _WROTE.fullmatch(begins) is not None
        header = _is_header(begins)
        rule = _RULE.match(begins) is not None
        if not depth and (rule or header):
            below = True
        quoted = below or depth > 0 or wrote
        if wrote or header or rule:
            authors = {level: who for level, who in authors.items() if level <= depth}
            who = _who_wrote(begins) if wrote else _who_sent(begins)
            follows = wrote and at <= last_marked and _goes_deeper(pieces, at)
            authors[depth + 1 if follows else depth] = who
            yield text, quoted, None
        else:
            yield text, quoted, authors.get(depth) if quoted else None
        below |= wrote and not depth and at > last_marked


def _goes_deeper(pieces: list[tuple[str, int]], at: int) -> bool:
    """Whether what follows has more marks of quoting; programs may mark this line too."""
    depth = pieces[at][1]
    return not depth or (at + 1 < len(pieces) and pieces[at + 1][1] > depth)


def _who_wrote(begins: str) -> str | None:
    """Who is said to have written, in "On Monday at 9:00, Ann Ray <ann@x.org> wrote:"."""
    line = " ".join(begins.split())
    if found := _WRITER.search(line):
        name = found["name"].rpartition(",")[2].strip(" \"'")
        return name or found["address"]
    return None


def _who_sent(begins: str) -> str | None:
    found = _SENDER.search(begins)
    return _name(" ".join(found[1].split())) or None if found else None


def _is_header(begins: str) -> bool:
    return bool(_FROM.match(begins)) and len(_SENT.findall(begins)) >= 2


def _of_blocks(blocks: list[Block]) -> Iterator[_Told]:
    """A page's blocks, those of the messages that it quotes marked so."""
    pieces = [(block.said.text, int(block.part == "quote")) for block in blocks]
    for (_, quoted, who), block in zip(_told(pieces), blocks, strict=True):
        yield block.said, "quoted" if quoted else block.part, who


def _of_lines(text: str, *, flowed: bool) -> Iterator[_Told]:
    """Paragraphs between blank lines, with whether they are quoted."""
    for said, quoted, who in _told(list(_paragraphs(text, flowed=flowed))):
        yield Said(said), "quoted" if quoted else "", who


def _paragraphs(text: str, *, flowed: bool) -> Iterator[tuple[str, int]]:
    """Paragraphs, and how deep each is quoted; a header of a quoted message is one."""
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
            yield "\n".join(lines).strip(), depth
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
                yield "\n".join(lines).strip(), depth
                lines, soft = [], False
    if lines:
        yield "\n".join(lines).strip(), depth
