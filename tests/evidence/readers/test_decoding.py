"""Bytes become the text that was saved, or are refused."""

from __future__ import annotations

import pytest

from evidence.readers._decoding import decoded
from evidence.reading import Unreadable

WORDS = "Café “naïve” – £30"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"]
)
def test_unicode_is_read_by_its_mark_without_a_warning(encoding: str) -> None:
    """Every Unicode encoding with a byte order mark, and UTF-8 also without one."""
    mark = "\ufeff" if encoding.endswith(("le", "be")) else ""
    assert decoded((mark + WORDS).encode(encoding)) == (WORDS, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_missing_mark_is_seen_in_every_second_byte(encoding: str) -> None:
    """And said, since it is a guess."""
    warning = f"read as {encoding}: check the accents"
    assert decoded(WORDS.encode(encoding)) == (WORDS, (warning,))


def test_line_ends_become_line_feeds() -> None:
    """Windows and old Mac line ends."""
    assert decoded(b"a\r\nb\rc\n\r\nd") == ("a\nb\nc\n\nd", ())


@pytest.mark.parametrize("words", ["café", "It cost £30 a day", WORDS, "Größe über Maß"])
def test_an_older_encoding_is_guessed_with_a_warning(words: str) -> None:
    """Short texts fit many encodings; the one that desks save in is taken."""
    assert decoded(words.encode("cp1252")) == (words, ("read as cp1252: check the accents",))


def test_another_alphabet_is_told_from_its_bytes() -> None:
    """A guess that is not the usual one is named."""
    words = "Привет, как дела? Хорошо работаем вместе. " * 5
    assert decoded(words.encode("cp1251")) == (words, ("read as cp1251: check the accents",))


def test_a_damaged_place_does_not_change_the_encoding_of_the_rest() -> None:
    """UTF-8 with one broken byte stays UTF-8."""
    content = (WORDS * 3).encode() + b"\xff end"
    text = WORDS * 3 + "\ufffd end"
    assert decoded(content) == (text, ("1 characters are damaged and shown as \ufffd",))


@pytest.mark.parametrize("content", [b"MZ\x00\x01words", "a\0b".encode("utf-16")])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    """NUL stands in no text."""
    with pytest.raises(Unreadable, match="NUL bytes"):
        decoded(content)
