"""The pieces of RTF's source, and the letters that its bytes and marks stand for."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import datetime

__all__ = [
    "MARKS",
    "SYMBOLS",
    "codec_of_charset",
    "codec_of_page",
    "letters",
    "mended",
    "moment",
    "tokens",
]

#: A control word with its number, a byte, a control symbol, a brace, or text.
_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?[0-9]{1,10})?[ ]?|'(?P<byte>[0-9a-fA-F]{2})"
    r"|(?P<symbol>[^a-zA-Z]))|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0\\]",
    re.DOTALL,
)

#: What control words stand for.
MARKS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "nestcell": "\t",
    "nestrow": "\n",
}
#: What control symbols stand for.
SYMBOLS = {"~": "\u00a0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}"}

_CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp437",
}
_SYMBOL_CHARSET = 2
_SYMBOL = "symbol"
#: Signs of symbol fonts that documents use, by their code.
_SIGNS = {0xB7: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xFC: "✓", 0xFE: "☑", 0x6E: "■", 0x6C: "●"}
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def tokens(source: str) -> Iterator[tuple[str, str, int | None]]:
    """Each piece as its kind, what it says and its number, without the bytes of a picture."""
    at = 0
    while (found := _TOKEN.match(source, at)) is not None:
        at = found.end()
        kind = found.lastgroup
        if kind in ("word", "number"):
            word, number = found["word"], found["number"]
            if word == "bin":
                at += max(int(number or 0), 0)
                continue
            yield "word", word, int(number) if number else None
        elif kind is not None:
            yield kind, found[kind], None


def codec_of_charset(charset: int, default: str) -> str:
    """The encoding of a font with this character set."""
    return _SYMBOL if charset == _SYMBOL_CHARSET else _CHARSETS.get(charset, default)


def codec_of_page(page: int) -> str:
    """The encoding of a Windows code page."""
    if page == 65001:
        return "utf-8"
    if page == 10000:
        return "mac_roman"
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "cp1252"


def letters(content: bytes, codec: str) -> str:
    """What bytes say in an encoding, damage shown as such."""
    if codec == _SYMBOL:
        return "".join(
            _SIGNS.get(byte, "\ufffd") if byte >= 0x80 else chr(byte) for byte in content
        )
    return content.decode(codec, errors="replace")


def mended(text: str) -> str:
    """The text with halves of characters joined, and known signs of symbol fonts as Unicode."""
    if text.isascii():
        return text
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _PRIVATE.sub(lambda found: _SIGNS.get(ord(found[0]) & 0xFF, found[0]), text)


def moment(packed: int) -> str | None:
    """The minute that a packed date and time says, ISO 8601; None where it says none."""
    minute, hour, day = packed & 0x3F, packed >> 6 & 0x1F, packed >> 11 & 0x1F
    month, year = packed >> 16 & 0xF, 1900 + (packed >> 20 & 0x1FF)
    try:
        return datetime(year, month, day, hour, minute).isoformat(timespec="minutes")  # noqa: DTZ001
    except ValueError:
        return None
