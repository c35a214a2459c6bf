"""An audited sentence in a list and in paragraphs: its flag as glyph and word, the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.audit.values import Audited, Beside, Flag
from graph.drawing import Sign

__all__ = ["LOOK", "UNFLAGGED", "beside_label", "explained", "sign_and_word"]

_SIGNS: Final[dict[Flag, Sign]] = {
    "unsupported": Sign("?", "?", "bad"),
    "stale": Sign("↻", "~", "warn"),
    "conflicting": Sign("≠", "%", "bad"),
    "overclaimed": Sign("↑", "^", "warn"),
}
#: No flag, and no more than that: whether what stands beside it bears it out, a reader tells.
UNFLAGGED: Final = Sign("○", "o", "")
#: No flag: no single text says it, and only a reader can tell whether those beside it do.
LOOK: Final = Sign("·", ".", "")

_NO_FLAG: Final = "nothing speaks against it; whether what stands here bears it out is for a reader"


def sign_and_word(audited: Audited) -> tuple[Sign, str]:
    """How a sentence stands: its gravest flag, and how many more it has."""
    if not audited.flags:
        return (LOOK, "worth a look") if audited.looks else (UNFLAGGED, "no flag")
    more = len(audited.flags) - 1
    return _SIGNS[audited.flags[0]], audited.flags[0] + (f" +{more}" if more else "")


def beside_label(beside: Beside) -> str:
    """What a record beside a sentence is called: its id, its stance or status, and whence."""
    if beside.stance is not None:
        return f"{beside.id} {beside.stance}"
    return f"{beside.id} {beside.note}" if beside.table == "findings" else beside.id


def explained(audited: Audited) -> Iterator[tuple[str, str, str]]:
    """The sentence, its reasons, and what stands beside it: text, style and label of each."""
    yield audited.sentence.text, "strong", str(audited.sentence.number)
    for reason in audited.reasons:
        yield reason.text, _SIGNS[reason.flag].style, reason.flag
    if not audited.reasons:
        for look in audited.looks or (_NO_FLAG,):
            yield look, "", "look" if audited.looks else "no flag"
    for beside in audited.beside:
        whence = f"  ({beside.note})" if beside.table == "statements" else ""
        yield f"{beside.text}{whence}", "", beside_label(beside)
