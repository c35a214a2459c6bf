"""What holds of every reader, whatever it is given."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.content import reading_from_bytes, reading_to_bytes
from evidence.readers import markdown, plain, reader_for, readers, suffixes, word
from evidence.reading import Reading, Unreadable
from tests.evidence.readers.docx import docx, part, zipped

#: The first reading of a format loads what it needs, which takes its time.
unhurried = settings(deadline=None)

READERS = readers()
FILES = sorted(
    path for path in (Path(__file__).parent / "files").iterdir() if path.suffix in suffixes()
)

#: What makes a format's structure, to be strewn among words.
TEXT_MARKS = (
    "WEBVTT¦00:01.000 --> 00:02.000¦<v Bob>¦</v>¦&amp;¦&#xD800;¦NOTE¦-->¦: ¦Jane: ¦[00:12]¦\n¦\n\n"
    '¦\r¦# ¦## ¦> ¦- ¦1. ¦---¦~~~¦    ¦\t¦,¦;¦"¦,,,¦a,b,c¦x\ty¦===¦<p>¦[a]: b¦*¦\\|(¦|'
    "¦| a | b |\n|---|---|\n¦\u2028¦\x0c¦\x1e¦\x1f¦é¦\ufeff"
)
WORD_LEAVES = (
    "<w:t>word</w:t>¦<w:t> a </w:t>¦<w:delText>old</w:delText>¦<w:ins/>¦<w:del/>"
    "¦<w:tab/>¦<w:br w:type='page'/>¦<w:lastRenderedPageBreak/>¦<w:fldChar/>"
    "¦<w:sym w:char='zz'/>¦<w:sym w:char='-1'/>¦<w:pStyle w:val='Heading1'/>¦text"
    "¦<w:outlineLvl w:val='99'/>¦<w:tblHeader/>"
)
WORD_BRANCHES = (
    "p¦pPr¦rPr¦r¦tbl¦tr¦trPr¦tc¦tcPr¦sdt¦sdtContent¦ins¦del¦moveTo¦moveFrom¦delText¦txbxContent"
    "¦AlternateContent¦Choice¦Fallback"
)


def one_of(several: str) -> st.SearchStrategy[str]:
    """One of the pieces between broken bars."""
    return st.sampled_from(several.split("¦"))


TEXTS = st.lists(one_of(TEXT_MARKS) | st.text(max_size=8), max_size=40).map("".join)
BLOCKS = st.recursive(
    one_of(WORD_LEAVES),
    lambda inside: st.builds(
        lambda name, blocks: f"<w:{name}>{''.join(blocks)}</w:{name}>",
        one_of(WORD_BRANCHES),
        st.lists(inside, max_size=4),
    ),
    max_leaves=20,
)


def holds(reading: Reading) -> None:
    """Passages are in order, apart from one another, within the text, and say something.

    Its changes are in order and within the text; an insertion says what stands there. What is
    stored of it is read back the same; its parts stay in the file that they came in.
    """
    assert all(one.end <= other.start for one, other in pairwise(reading.passages))
    for passage in reading.passages:
        assert 0 <= passage.start < passage.end <= len(reading.text)
        assert reading.text[passage.start : passage.end].strip()
    assert reading.words
    assert all(warning and "\n" not in warning for warning in reading.warnings)
    reading.text.encode()
    starts = [change.start for change in reading.changes]
    assert starts == sorted(starts)
    for change in reading.changes:
        assert 0 <= change.start <= change.end <= len(reading.text)
        assert change.words
        if change.start < change.end:
            assert change.kind == "inserted"
            assert reading.text[change.start : change.end] == change.words
    kept = reading_from_bytes(reading_to_bytes(reading, "any", 1, "0" * 64))
    assert kept == replace(reading, parts=())
    assert all(part.name and "\n" not in part.name for part in reading.parts)


def try_to_read(reader: Any, content: bytes) -> None:
    """Read it, or be told in a line why not."""
    refused = ""
    try:
        holds(reader.read(content, {}))
    except Unreadable as reason:
        refused = str(reason) or "without a reason"
    assert refused != "without a reason"
    assert "\n" not in refused


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.NAME)
@unhurried
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(reader: Any, content: bytes) -> None:
    """Nothing but Unreadable is raised."""
    try_to_read(reader, content)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.NAME)
@unhurried
@given(text=TEXTS, encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_text_is_read_or_refused(reader: Any, text: str, encoding: str) -> None:
    """Also where it is full of what the formats are made of."""
    try_to_read(reader, text.encode(encoding, errors="replace"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@settings(deadline=None, max_examples=40)
@given(
    flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=20),
    cut=st.none() | st.integers(0, 10**6),
)
def test_a_damaged_file_of_any_format_is_read_or_refused(
    path: Path, flips: list[tuple[int, int]], cut: int | None
) -> None:
    """Real small files with bytes changed anywhere, or their end gone."""
    content = bytearray(path.read_bytes())
    for at, byte in flips:
        content[at % len(content)] = byte
    if cut is not None:
        del content[cut % len(content) :]
    try_to_read(reader_for(path.name), bytes(content))


@unhurried
@given(text=TEXTS)
def test_source_formats_keep_their_text(text: str) -> None:
    """Plain text and Markdown are stored as decoded, line ends aside."""
    for reader in (plain, markdown):
        try:
            reading = reader.read(text.encode(), {})
        except Unreadable:
            continue
        assert reading.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@unhurried
@given(blocks=st.lists(BLOCKS, max_size=5).map("".join))
def test_any_word_markup_is_read_or_refused(blocks: str) -> None:
    """Elements where no schema has them."""
    parts = {
        "word/styles.xml": part("styles", f'<w:style w:styleId="Heading1">{blocks}</w:style>'),
        "word/comments.xml": part("comments", f"<w:comment>{blocks}</w:comment>"),
    }
    try_to_read(word, docx(blocks, parts))


@unhurried
@given(flips=st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 255)), max_size=20))
def test_any_damage_to_a_word_file_is_read_or_refused(flips: list[tuple[int, int]]) -> None:
    """Bytes changed anywhere in the zip."""
    content = bytearray(zipped({"word/document.xml": part("document", "<w:body>x</w:body>")}))
    for at, byte in flips:
        content[at % len(content)] = byte
    try_to_read(word, bytes(content))


#: A paragraph with changes, whose words before and after are counted beside them.
CHANGED = st.lists(
    st.tuples(
        st.sampled_from(["", "ins", "del", "ins del", "del ins", "moveFrom", "moveTo"]),
        st.text("ab ", min_size=1, max_size=5),
    ),
    max_size=8,
)


def run_of(change: str, words: str) -> str:
    """A run in these changes, the first outermost."""
    run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    for name in reversed(change.split()):
        run = f'<w:{name} w:author="AB">{run}</w:{name}>'
    return run


@unhurried
@given(runs=CHANGED)
def test_changes_undone_give_the_words_as_they_were(runs: list[tuple[str, str]]) -> None:
    """In Word, nested or not: the text is as accepted, and its changes lead back to the former."""
    body = f"<w:p><w:r><w:t>|</w:t></w:r>{''.join(run_of(*run) for run in runs)}</w:p>"
    reading = word.read(docx(body + "<w:p><w:r><w:t>end</w:t></w:r></w:p>"), {})
    first = reading.passages[0]
    after = [words for change, words in runs if change in ("", "ins", "moveTo")]
    assert reading.text[first.start : first.end] == f"|{''.join(after)}".rstrip()
    lost = "".join(change.words for change in reading.changes if change.kind == "deleted")
    assert lost == "".join(words for change, words in runs if "del" in change or "From" in change)
