"""Files under their hash: what stands there is what was put there, or it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.content import (
    ContentFolder,
    reading_from_bytes,
    reading_to_bytes,
    sha256_of,
)
from evidence.faults import Refused
from evidence.reading import Passage, Reading, TextBuilder


def test_bytes_come_back_by_their_hash(tmp_path: Path) -> None:
    """Put twice they are one file, which is not written again."""
    kept = ContentFolder(tmp_path / "sources")
    assert kept.digests() == []
    digest = kept.put(b"x")
    before = (kept.path / digest).stat()
    assert (digest, kept.put(b"x")) == (sha256_of(b"x"),) * 2
    after = (kept.path / digest).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert kept.get(digest) == b"x"
    (kept.path / ".hidden").touch()
    assert kept.digests() == [digest]


def test_a_damaged_file_is_made_good_by_putting_it_again(tmp_path: Path) -> None:
    """Whoever adds the original anew has it whole."""
    kept = ContentFolder(tmp_path / "sources")
    digest = kept.put(b"whole")
    (kept.path / digest).write_bytes(b"half")
    with pytest.raises(Refused, match="its bytes are not the ones that were stored"):
        kept.get(digest)
    kept.put(b"whole")
    assert kept.get(digest) == b"whole"


def test_a_link_in_place_of_a_file_is_not_followed_out_to_write(tmp_path: Path) -> None:
    """What it points to is left alone; the file stands in the folder."""
    kept = ContentFolder(tmp_path / "sources")
    kept.path.mkdir()
    (tmp_path / "elsewhere").write_bytes(b"theirs")
    (kept.path / sha256_of(b"x")).symlink_to(tmp_path / "elsewhere")
    digest = kept.put(b"x")
    assert (tmp_path / "elsewhere").read_bytes() == b"theirs"
    assert not (kept.path / digest).is_symlink()
    assert kept.get(digest) == b"x"


whole_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
passages = st.builds(
    Passage,
    st.integers(0, 5),
    st.integers(5, 9),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 9),
    st.none() | st.just("00:00:01.000"),
    st.none() | whole_text.filter(bool),
    st.none() | whole_text.filter(bool),
    whole_text,
)


@given(whole_text, st.lists(passages, max_size=3).map(tuple), st.lists(whole_text).map(tuple))
def test_a_reading_comes_back_as_it_was(
    text: str, pieces: tuple[Passage, ...], warnings: tuple[str, ...]
) -> None:
    """Text, places and warnings, to the code point."""
    reading = Reading(text, pieces, warnings)
    assert reading_from_bytes(reading_to_bytes(reading, "r", 1, "0" * 64)) == reading


def test_a_builder_keeps_each_passages_offsets() -> None:
    """A blank piece adds nothing; words are counted in passages only."""
    builder = TextBuilder()
    for piece in ("One two.", "  ", "It's well-known."):
        builder.add(piece, paragraph=1, part="note")
    reading = builder.reading(["w"])
    assert reading == Reading(
        "One two.\n\nIt's well-known.",
        (Passage(0, 8, paragraph=1, part="note"), Passage(10, 26, paragraph=1, part="note")),
        ("w",),
    )
    assert reading.words == 4
