"""Zip archives: the files inside, each to be read by its own reader."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from evidence.leftovers import is_leftover
from evidence.readers._package import ZIP_DAMAGE
from evidence.reading import Part, Reading, Unreadable

NAME = "zip"
VERSION = 2
SUFFIXES = (".zip",)
MEDIA_TYPE = "application/zip"
HOLDS_FILES = True

_MOST_FILES = 5_000
_MOST_UNPACKED = 1_000_000_000
_MOST_IN_ONE = 100_000_000
_MOST_RATIO = 200
_RATIO_FROM = 1_000_000

_SAID_TO_BE_UTF8 = 0x800
_ENCRYPTED = 1
_PROTECTED = "is protected by a password: save it without one"
_EXPLODES = "unpacks to far more than it holds, as no real document does: ask who sent it"
#: What a member may say that it is: a file, or nothing.
_FILES = (0, stat.S_IFREG)
_ORDINARY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def read(content: bytes, options: Mapping[str, str]) -> Reading:
    """No text of its own: the files inside as parts, in the archive's order.

    What a system leaves behind (``.DS_Store`` and the like) is left out and said. Raises
    Unreadable for what is no zip, is encrypted, or unpacks to far more than any delivery.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = [member for member in archive.infolist() if not member.is_dir()]
        for member in members:
            member.filename = _as_named(member)
    except ZIP_DAMAGE:
        raise Unreadable("is no zip archive, or is cut short: ask for another copy") from None
    _must_be_sound(members, len(content))
    wanted = [member for member in members if not is_leftover(member.filename)]
    if not wanted:
        raise Unreadable("holds no files: leave it out, or ask for another copy")
    if all(member.flag_bits & _ENCRYPTED for member in wanted):
        raise Unreadable(_PROTECTED)
    return Reading("", (), tuple(_warnings(members, wanted)), parts=_Inside(archive, wanted))


def _as_named(member: zipfile.ZipInfo) -> str:
    """The name of a member, in UTF-8 where it is that, though the archive does not say so."""
    if member.filename.isascii() or member.flag_bits & _SAID_TO_BE_UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _must_be_sound(members: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Raise Unreadable for an archive made to fill the memory or the disk."""
    if len(members) > _MOST_FILES:
        raise Unreadable(
            f"holds {len(members):,} files: more than {_MOST_FILES:,} are not read, so divide it"
        )
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if packed > size:
        raise Unreadable(
            "holds files that lie over one another, as no real archive does: ask who sent it"
        )
    if _explodes(unpacked, packed):
        raise Unreadable(_EXPLODES)
    if unpacked > _MOST_UNPACKED:
        raise Unreadable(f"unpacks to more than {_MOST_UNPACKED // 1_000_000:,} MB: divide it")


def _explodes(unpacked: int, packed: int) -> bool:
    return unpacked > _RATIO_FROM and unpacked > _MOST_RATIO * max(packed, 1)


def _warnings(
    members: Sequence[zipfile.ZipInfo], wanted: Sequence[zipfile.ZipInfo]
) -> Iterator[str]:
    left_out = len(members) - len(wanted)
    if left_out:
        yield f"hidden files inside that were left out: {left_out:,}"
    again = len(wanted) - len({member.filename for member in wanted})
    if again:
        yield f"files inside with a name that another has: {again:,}"
    outside = sum(_leads_out(member.filename) for member in wanted)
    if outside:
        yield f"names inside that lead out of the archive, and were not followed: {outside:,}"


def _leads_out(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or path[1:2] == ":" or ".." in path.split("/")


class _Inside(Sequence[Part]):
    """The files of an archive, each unpacked when it is asked for: never all of them at once."""

    def __init__(self, archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Part]: ...
    def __getitem__(self, index: int | slice) -> Part | Sequence[Part]:
        if isinstance(index, slice):
            return _Inside(self._archive, self._members[index])
        member = self._members[index]
        name = member.filename.replace("\\", "/")
        if member.flag_bits & _ENCRYPTED:
            return Part(name, b"", refused=_PROTECTED)
        if stat.S_IFMT(member.external_attr >> 16) not in _FILES:
            return Part(name, b"", refused="is a link or a device, not a file: not followed")
        if member.compress_type not in _ORDINARY:
            # Other methods unpack without a limit on a chunk.
            return Part(name, b"", refused="is packed in an uncommon way: pack it as plain zip")
        if _explodes(member.file_size, member.compress_size):
            return Part(name, b"", refused=_EXPLODES)
        if member.file_size > _MOST_IN_ONE:
            return Part(
                name, b"", refused=f"is larger than {_MOST_IN_ONE // 1_000_000} MB: divide it"
            )
        try:
            return Part(name, self._archive.read(member))
        except ZIP_DAMAGE:
            return Part(name, b"", refused="is damaged inside its archive: ask for another copy")
