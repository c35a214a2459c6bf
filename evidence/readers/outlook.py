"""Outlook messages (.msg), read as the e-mails that they are."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from evidence.readers._package import COMPOUND_FILE
from evidence.readers.mail import DAMAGE, reading_of
from evidence.reading import Reading, Unreadable

NAME = "Outlook message"
VERSION = 3
SUFFIXES = (".msg",)
MEDIA_TYPE = "application/vnd.ms-outlook"
HOLDS_FILES = True

_RECIPIENT_TYPE = 0x0C15
_TO_AND_CC = {1: "To", 2: "Cc", 3: "Bcc"}
_DISPLAYED = (("To", 0x0E04), ("Cc", 0x0E03))
_CONTENT_ID = 0x3712
_SHORT_NAME = 0x3704
_COMPRESSED = 0x1009


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The same as of an e-mail: header, message, what it quotes, attachments as parts.

    Raises Unreadable.
    """
    from oxmsg import Message  # loads slowly, and few files need it

    if not content.startswith(COMPOUND_FILE):
        raise Unreadable("is no Outlook message: ask for another copy")
    warnings: list[str] = []
    try:
        return reading_of(_as_mail(Message.load(content), warnings), warnings)
    except (*DAMAGE, KeyError, OSError, struct.error, MemoryError):
        raise Unreadable("is damaged, or no Outlook message: save it as .eml") from None


def _as_mail(message: Any, warnings: list[str]) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    for name, value in _headers(message):
        if line := _line(value):
            mail[name] = line
    text, page = message.body, message.html_body
    if text and text.strip():
        mail.set_content(_whole(text))
    if page and page.strip():
        if text and text.strip():
            mail.add_alternative(_whole(page), subtype="html")
        else:
            mail.set_content(_whole(page), subtype="html")
    if not (text or page or "").strip():
        mail.set_content("")
        if message.properties.binary_prop_value(_COMPRESSED):
            raise Unreadable("holds its words as packed rich text only: save it as .eml")
    for attachment in message.attachments:
        _attach(mail, attachment, warnings)
    return mail


def _headers(message: Any) -> list[tuple[str, str]]:
    """What stands in the message's header, from what it was sent with or else from its fields."""
    given = {name.title(): str(value) for name, value in message.message_headers.items()}
    found = [("From", given.get("From") or message.sender or "")]
    displayed = {name: message.properties.str_prop_value(pid) or "" for name, pid in _DISPLAYED}
    listed: dict[str, list[str]] = {}
    for each in message.recipients:
        kind = _TO_AND_CC.get(each.properties.int_prop_value(_RECIPIENT_TYPE) or 1, "To")
        named = each.name or ""
        address = each.email_address or ""
        listed.setdefault(kind, []).append(f"{named} <{address}>" if address else named)
    for name in ("To", "Cc", "Bcc"):
        value = given.get(name) or ", ".join(listed.get(name, ())) or displayed.get(name, "")
        found.append((name, value))
    sent = message.sent_date
    found.append(("Date", given.get("Date") or (_date(sent) if sent else "")))
    found.append(("Subject", message.subject or given.get("Subject", "")))
    return found


def _date(sent: Any) -> str:
    from email.utils import format_datetime

    return format_datetime(sent)


def _attach(mail: EmailMessage, attachment: Any, warnings: list[str]) -> None:
    name = attachment.file_name or attachment.properties.str_prop_value(_SHORT_NAME) or ""
    content = attachment.file_bytes
    if content is None:
        shown = f" {_line(name)}" if name else ""
        warnings.append(f"attached message{shown} is not read: save it as a file of its own")
        return
    main, _, sub = (attachment.mime_type or "").partition("/")
    if main in ("", "text", "multipart", "message") or not sub:
        main, sub = "application", "octet-stream"
    mail.add_attachment(content, maintype=main, subtype=sub, filename=_line(name) or None)
    if attachment.properties.str_prop_value(_CONTENT_ID) and main == "image":
        part = list(mail.iter_attachments())[-1]
        part["Content-ID"] = "<picture>"


def _line(value: str) -> str:
    return " ".join(_whole(value).replace("\0", "").split())


def _whole(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
