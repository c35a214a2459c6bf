"""What a text from outside looks like on a terminal: every character visible, none obeyed.

Text may come from anyone. A control character could move the cursor, a direction override could
make a sentence read backwards, a zero width character could hide a word from a search. Here each
of them becomes a short visible sign, and nothing is interpreted as markup.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

__all__ = ["HIDDEN", "HIDDEN_LOW", "ascii_sign", "shown", "sign"]

_NAMES: Final = {
    0x7F: "DEL",
    0x85: "NEL",
    0x00AD: "SHY",
    0x034F: "CGJ",
    0x061C: "ALM",
    0x115F: "HCF",
    0x1160: "HJF",
    0x180E: "MVS",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x2028: "LS",
    0x2029: "PS",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0x3164: "HF",
    0xFEFF: "BOM",
    0xFFA0: "HHF",
}
# fmt: off
_C0_NAMES: Final = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR",
    "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC",
    "FS", "GS", "RS", "US",
)
# fmt: on

#: Characters that are never written to the terminal, as inside a set of a regular expression:
#: controls, format characters without a shape of their own, line and paragraph separators,
#: fillers, variation selectors, lone surrogates, and the two (U+FFFE, U+FFFF) that are never a
#: character and that XML can't hold. These are those below U+10000.
HIDDEN_LOW: Final = (
    r"\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff9-\ufffb\ufffe\uffff"
)
#: Finds the next of them, those above (tags and more) included.
HIDDEN: Final = re.compile(
    f"[{HIDDEN_LOW}"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

# A presentation selector asks only for the coloured or plain form of the character before it, and
# terminals disagree on the width that follows: it is left out, so the width is always the same.
_LEFT_OUT: Final = "\ufe0e\ufe0f"


_RIDING: Final = ("Mn", "Mc", "Me")


@cache
def sign(character: str) -> str:
    """What stands for one hidden character."""
    code = ord(character)
    if character in _LEFT_OUT:
        return ""
    if character in "\n\u2028\u2029":
        return "⏎"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code == 0xAD:
        return "¬"
    return f"‹{_NAMES.get(code, f'U+{code:04X}')}›"


@cache
def ascii_sign(character: str) -> str:
    """What stands for one hidden character on a terminal without those glyphs."""
    code = ord(character)
    if character in _LEFT_OUT:
        return ""
    name = _C0_NAMES[code] if code < 0x20 else _NAMES.get(code, f"U+{code:04X}")
    return f"<{name}>"


def _rides(character: str) -> bool:
    """Whether a character is drawn onto the one before it: a mark, or a part of a Hangul block."""
    if "\U0001f3fb" <= character <= "\U0001f3ff" or character in _LEFT_OUT:
        return True  # skin tones and forms of the emoji before
    if "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff":
        return not HIDDEN.match(character)
    return unicodedata.category(character) in _RIDING and not HIDDEN.match(character)


def shown(text: str, plain_ascii: bool = False) -> str:
    """`text` as one line that can be written to a terminal: each hidden character is a sign.

    ESC is ␛, a newline ⏎, other controls their control picture, a soft hyphen ¬, and direction
    and zero width characters their name as in ‹RLO›; with `plain_ascii` all are names as in
    <RLO>. A combining mark with nothing before it gets a ◌ (or o) to sit on. Only the two
    presentation selectors U+FE0E and U+FE0F are left out. Text without any of these is returned
    as it is.
    """
    if text.isascii():
        if text.isprintable():
            return text
    elif _rides(text[0]):
        text = ("o" if plain_ascii else "◌") + text
    stands = ascii_sign if plain_ascii else sign
    return HIDDEN.sub(lambda match: stands(match[0]), text)
