"""Web pages: their visible text, a passage a block, table rows with their cells side by side.

Words marked as taken out (``del``) are kept beside the text as changes, as those put in (``ins``)
are; so is what is struck through within other words, for the page says that it no longer holds. A
passage that is struck through as a whole stays one. Scripts, styles and templates are no text.
Numbers and bullets that a browser draws before the items of a list are not read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from evidence.readers._decoding import decoded
from evidence.readers._markup import blocks_of
from evidence.reading import NO_WORDS, Reading, TextBuilder, Unreadable

NAME = "web page"
VERSION = 3
SUFFIXES = (".html", ".htm", ".xhtml")
MEDIA_TYPE = "text/html"

_NAMED = re.compile(
    rb"""<(?:meta\b[^<>]{0,400}?\bcharset|\?xml\b[^<>]{0,200}?\bencoding)\s*=\s*["']?([-\w:.]{1,40})""",
    re.IGNORECASE,
)
_SAMPLE = 4_096
#: What browsers take these for, since pages are rarely what they say.
_TAKEN_FOR = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
_NOT_COUNTED = ("heading", "title")


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """The title, then the blocks of the page under their headings. Raises Unreadable."""
    markup, warnings = _markup(content)
    blocks, faults = blocks_of(markup)
    builder = TextBuilder()
    number = 0
    for block in blocks:
        counted = block.part not in _NOT_COUNTED and bool(block.said.text.strip())
        number += counted
        builder.add(
            block.said.text,
            changes=block.said.changes,
            break_inserted=block.said.break_inserted,
            paragraph=number if counted else None,
            heading=block.heading,
            part=block.part,
        )
    reading = builder.reading((*warnings, *faults))
    if not reading.words:
        raise Unreadable(NO_WORDS)
    return reading


def _markup(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The source: UTF-8 where it can be, else what it says of itself, else as is guessed."""
    named = _NAMED.search(content[:_SAMPLE])
    if named is None or b"\0" in content or _is_utf8(content):
        return decoded(content)
    try:
        encoding = codecs.lookup(named[1].decode("ascii")).name
        return content.decode(_TAKEN_FOR.get(encoding, encoding)), ()
    except (LookupError, UnicodeError, ValueError):
        return decoded(content)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
