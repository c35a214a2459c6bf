"""A zip gives the files inside it, and no more than a delivery holds."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.mixed_files import _archive, _bomb, _encrypted, _many, _overlapping
from evidence.leftovers import is_leftover
from evidence.readers.archive import read
from evidence.reading import Part, Unreadable
from tests.evidence.readers.test_laws import unhurried


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip of these members, names twice if need be."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def test_each_file_inside_is_a_part_in_the_archive_s_order() -> None:
    """Folders are no parts; what a system left behind is left out and said."""
    reading = read(
        zipped(
            ("2025/", b""),
            ("2025/board.docx", b"board"),
            ("a.txt", b"a"),
            ("__MACOSX/._a.txt", b"?"),
            ("2025/.DS_Store", b"?"),
        ),
        {},
    )
    assert (reading.text, reading.passages) == ("", ())
    assert list(reading.parts) == [Part("2025/board.docx", b"board"), Part("a.txt", b"a")]
    assert list(reading.parts[1:]) == [Part("a.txt", b"a")]
    assert reading.warnings == ("hidden files inside that were left out: 2",)


def test_names_that_lead_out_and_names_twice_are_said() -> None:
    reading = read(
        zipped(("../../etc/a.txt", b"1"), ("/b.txt", b"2"), ("C:\\c.txt", b"3"), ("/b.txt", b"4")),
        {},
    )
    assert [part.content for part in reading.parts] == [b"1", b"2", b"3", b"4"]
    assert reading.warnings == (
        "files inside with a name that another has: 1",
        "names inside that lead out of the archive, and were not followed: 4",
    )


def test_a_link_or_a_device_inside_is_no_file() -> None:
    """What it points to is no evidence, and nothing is opened by it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, kind in (("link.txt", stat.S_IFLNK), ("dev.txt", stat.S_IFCHR), ("a.txt", 0)):
            member = zipfile.ZipInfo(name)
            member.external_attr = (kind | 0o644) << 16
            archive.writestr(member, b"/etc/passwd")
    link = "is a link or a device, not a file: not followed"
    assert [part.refused for part in read(file.getvalue(), {}).parts] == [link, link, None]


def test_what_one_file_inside_suffers_from_is_told_of_that_one() -> None:
    """Damaged, protected, packed in an uncommon way, or unpacking to far more than it holds."""
    sound = zipped(("a.txt", b"well" * 100), ("b.txt", b"1234567890"))
    damaged = bytearray(sound)
    damaged[sound.index(b"b.txt") + 7] ^= 0xFF
    assert [part.refused for part in read(bytes(damaged), {}).parts] == [
        None,
        "is damaged inside its archive: ask for another copy",
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", b"a" * 5_000, zipfile.ZIP_BZIP2)
        archive.writestr("noise.txt", Path(__file__).read_bytes() * 40)
        archive.writestr("zeros.txt", bytes(3_000_000), zipfile.ZIP_DEFLATED)
    assert [part.refused for part in read(file.getvalue(), {}).parts] == [
        "is packed in an uncommon way: pack it as plain zip",
        None,
        "unpacks to far more than it holds, as no real document does: ask who sent it",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK", "is no zip archive, or is cut short: ask for another copy"),
        (
            zipped(("a.txt", b"a" * 999))[:60],
            "is no zip archive, or is cut short: ask for another copy",
        ),
        (zipped(), "holds no files: leave it out, or ask for another copy"),
        (zipped((".DS_Store", b"?")), "holds no files: leave it out, or ask for another copy"),
        (_encrypted(b"secret"), "is protected by a password: save it without one"),
        (
            _bomb("zeros.txt", 50_000_000),
            "unpacks to far more than it holds, as no real document does: ask who sent it",
        ),
        (_many(6_000), "holds 6,000 files: more than 5,000 are not read, so divide it"),
        (
            _overlapping(20),
            "holds files that lie over one another, as no real archive does: ask who sent it",
        ),
        (
            _archive([("a.txt", bytes(9_000_000), 1_200_000_000, 0, 0)]),
            "unpacks to more than 1,000 MB: divide it",
        ),
    ],
)
def test_what_is_no_delivery_is_refused_in_a_line(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content, {})
    assert str(refused.value) == why


@unhurried
@given(st.data())
def test_a_damaged_archive_gives_parts_or_a_reason_and_nothing_else(data: st.DataObject) -> None:
    """Whatever bytes are changed in it."""
    content = bytearray(zipped(("a.txt", b"well" * 20), ("b/c.txt", b"1234567890")))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        reading = read(bytes(content), {})
        assert len(list(reading.parts)) == len(reading.parts) > 0


@pytest.mark.parametrize(
    ("path", "leftover"),
    [
        ("plan.docx", False),
        ("../plan.docx", False),
        ("a/./plan.docx", False),
        (".plan.docx", True),
        ("a/.git/plan.docx", True),
        ("a\\~$plan.docx", True),
        ("__MACOSX/plan.docx", True),
        ("a/Thumbs.db", True),
        ("", False),
    ],
)
def test_what_systems_leave_behind_is_known_by_its_name(path: str, leftover: bool) -> None:
    assert is_leftover(path) is leftover


def test_a_name_in_utf_8_is_read_as_that_though_the_archive_does_not_say_so() -> None:
    """Some systems leave the mark out; a name of the old code page stays what it is."""
    packed = zipped(("abcde.txt", b"Words"), ("fghi.txt", b"More"))
    packed = packed.replace(b"abcde", "néü".encode())
    packed = packed.replace(b"fghi.txt", b"\x82ghi.txt")
    assert [part.name for part in read(packed, {}).parts] == ["néü.txt", "éghi.txt"]
