"""The zip that a project is, opened with limits; nothing in it is ever unpacked to disk."""

from __future__ import annotations

import io
import re
import zipfile
from urllib.parse import unquote

from evidence.readers._package import ZIP_DAMAGE
from evidence.reading import Unreadable

__all__ = ["Archive"]

_MOST_FILES = 20_000
_MOST_OF_ONE = 200_000_000
_MOST_UNPACKED = 1_000_000_000
_MOST_RATIO = 200
_RATIO_FROM = 1_000_000
_SCHEME = re.compile(r"^internal:/*", re.IGNORECASE)


class Archive:
    """The files of a zip by the names that projects give them.

    Raises Unreadable for what is no zip, is protected, or unpacks to too much.
    """

    def __init__(self, content: bytes, expected: str) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = [each for each in self._zip.infolist() if not each.is_dir()]
        except ZIP_DAMAGE:
            raise Unreadable(f"is no {expected}, or is cut short: ask for another copy") from None
        if len(members) > _MOST_FILES:
            raise Unreadable(f"holds more than {_MOST_FILES:,} files: divide it")
        if sum(each.file_size for each in members) > _MOST_UNPACKED:
            raise Unreadable(f"unpacks to more than {_MOST_UNPACKED // 1_000_000} MB: divide it")
        for member in members:
            if member.flag_bits & 1:
                raise Unreadable("is protected by a password: save it without one")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unreadable(f"is packed as no {expected} is: export it anew")
            packed = max(member.compress_size, 1)
            if member.file_size > _RATIO_FROM and member.file_size > _MOST_RATIO * packed:
                raise Unreadable(
                    "unpacks to far more than it holds, as no real project does: ask who sent it"
                )
        self.names = tuple(member.filename for member in members)
        self._by_path: dict[str, zipfile.ZipInfo] = {}
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            path = member.filename.replace("\\", "/").lower()
            self._by_path.setdefault(path, member)
            self._by_name.setdefault(_plain_name(path), member)

    def content(self, name: str) -> bytes:
        """The bytes of a member by its exact name. Raises Unreadable."""
        try:
            member = self._zip.getinfo(name)
        except KeyError:
            raise Unreadable(f"its {name} is missing: export it anew") from None
        return self._read(member)

    def named(self, path: str) -> bytes | None:
        """The bytes of what a project calls by this path, however it writes it; None if missing.

        Raises Unreadable where it is damaged or too large.
        """
        plain = unquote(_SCHEME.sub("", path.strip())).replace("\\", "/").lower().lstrip("/")
        member = (
            self._by_path.get(plain)
            or self._by_path.get(f"sources/{plain}")
            or self._by_name.get(_plain_name(plain))
        )
        return None if member is None or not plain else self._read(member)

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        if member.file_size > _MOST_OF_ONE:
            raise Unreadable(f"is larger than {_MOST_OF_ONE // 1_000_000} MB: make it smaller")
        try:
            return self._zip.read(member)
        except ZIP_DAMAGE:
            raise Unreadable(f"its {member.filename} is damaged: export it anew") from None


def _plain_name(path: str) -> str:
    """A file's name without its folders, and without braces round a GUID."""
    return path.rpartition("/")[2].replace("{", "").replace("}", "")
