"""The text in a file's bytes, whatever it was saved as."""

from __future__ import annotations

import codecs
import re

from evidence.reading import Unreadable

__all__ = ["decoded"]

#: A byte order mark and what it announces; UTF-32's begins with UTF-16's, so it stands before it.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: What desks here save in. Short texts fit many encodings: among equals it is this one.
_USUAL = "cp1252"

#: Encodings that any bytes fit, or that no desk saves in: a short text would be taken for them.
_UNLIKELY = ["utf_16_be", "utf_16_le", "utf_32_be", "utf_32_le", "utf_7", "cp037"]

_SAMPLE = 64_000
_LEAST_PAIRED = 16
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text with its line ends as LF, and what to warn of.

    Raises Unreadable for what is no text.
    """
    text, warnings = _decoded(content)
    if "\0" in text:
        raise Unreadable("holds NUL bytes, as programs' own files do: save it as text")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, warnings


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _leniently(content[len(mark) :], encoding)
    if encoding := _pairs(content):
        text, damage = _leniently(content, encoding)
        return text, (f"read as {encoding}: check the accents", *damage)
    if b"\0" in content:
        raise Unreadable("holds NUL bytes, as programs' own files do: save it as text")
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        if _mostly_utf8(content):
            return _leniently(content, "utf-8")
    encoding = _guess(content)
    text, damage = _leniently(content, encoding)
    return text, (f"read as {encoding}: check the accents", *damage)


def _pairs(content: bytes) -> str:
    """The UTF-16 that these bytes are though no mark says so, each second one a NUL; else empty."""
    sample = content[:_SAMPLE]
    if len(sample) < _LEAST_PAIRED or b"\0" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if not min(even, odd) and 5 * max(even, odd) > len(sample):
        return "utf-16-le" if odd else "utf-16-be"
    return ""


def _leniently(content: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return content.decode(encoding), ()
    except UnicodeDecodeError:
        text = content.decode(encoding, errors="replace")
        return text, (f"{text.count(chr(0xFFFD)):,} characters are damaged and shown as \ufffd",)


def _mostly_utf8(content: bytes) -> bool:
    """Whether this is UTF-8, damaged in few places: others rarely make its sequences."""
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    return beyond_ascii >= 5 * damaged


def _guess(content: bytes) -> str:
    from charset_normalizer import from_bytes  # loads slowly, and few files need it

    found = _BEYOND_ASCII.search(content)
    start = max(0, found.start() - 1_000) if found else 0
    matches = from_bytes(content[start : start + _SAMPLE], cp_exclusion=_UNLIKELY)
    best = matches.best()
    if best is None:
        raise Unreadable("is in no encoding that can be recognised: save it as UTF-8 text")
    usual = any(
        _USUAL in match.could_be_from_charset and match.chaos <= best.chaos + 0.02
        for match in matches
    )
    return _USUAL if usual else best.encoding
