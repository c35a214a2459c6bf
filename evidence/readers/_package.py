"""A zip of XML parts, as office programs save, opened with limits on what it may unpack to."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from evidence.reading import Unreadable

__all__ = ["COMPOUND_FILE", "LOCAL_NAMES", "ZIP_DAMAGE", "Element", "Package", "local_name"]

Element = etree._Element  # noqa: SLF001  # lxml gives its elements' type no public name

_MOST_UNPACKED = 200_000_000
_MOST_XML = 64_000_000
_MOST_RATIO = 200
_RATIO_FROM = 1_000_000
_MOST_TAGS = 2_000

#: How the old binary office formats begin, and also a new one that a password protects.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")

ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Package:
    """The parts of a zip by their names.

    ``program`` and ``suffix`` ("Word", ".docx") name in its messages what was expected. Raises
    Unreadable for what is no such zip, is encrypted or unpacks to too much.
    """

    def __init__(self, content: bytes, program: str, suffix: str) -> None:
        if content.startswith(COMPOUND_FILE):
            if _PROTECTED in content:
                raise Unreadable("is protected by a password: save it without one")
            raise Unreadable(f"this is an old {program} file: save it as {suffix}")
        self._expected = f"{program} file ({suffix})"
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except ZIP_DAMAGE:
            raise Unreadable(
                f"is no {self._expected}, or is cut short: ask for another copy"
            ) from None
        for member in members:
            self._check(member)
        if sum(member.file_size for member in members) > _MOST_UNPACKED:
            raise Unreadable(f"unpacks to more than {_MOST_UNPACKED // 1_000_000} MB: divide it")
        self.names = tuple(dict.fromkeys(member.filename for member in members))

    def _check(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & 1:
            raise Unreadable("is protected by a password: save it without one")
        # Other methods unpack without a limit on a chunk, and no office program uses them.
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(f"is packed as no {self._expected} is: save it anew")
        packed = max(member.compress_size, 1)
        if member.file_size > _RATIO_FROM and member.file_size > _MOST_RATIO * packed:
            raise Unreadable(
                "unpacks to far more than it holds, as no real document does: ask who sent it"
            )

    def content(self, name: str) -> bytes:
        """A part's bytes. Raises Unreadable where it is damaged or too large."""
        try:
            if self._zip.getinfo(name).file_size > _MOST_XML:
                raise Unreadable(
                    f"its {name} is larger than {_MOST_XML // 1_000_000} MB: divide it"
                )
            return self._zip.read(name)
        except (KeyError, *ZIP_DAMAGE):
            raise Unreadable(f"its {name} is missing or damaged: ask for another copy") from None

    def xml(self, name: str) -> Element:
        """The root of a part.

        Raises Unreadable where it is damaged, too large or declares entities.
        """
        # lxml, because libxml2 bounds by itself what XML can be made to cost: depth (so that
        # walks over the tree may recurse), text size, entity growth. Nothing is fetched, and a
        # document type, which no office program writes, is refused.
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.content(name), parser)
        except (etree.XMLSyntaxError, ValueError):
            raise Unreadable(
                f"its {name} is damaged, or no XML that can be trusted: ask for another copy"
            ) from None
        tree: Any = root.getroottree()
        if tree.docinfo.doctype:
            raise Unreadable(
                f"its {name} declares a document type, as no {self._expected} does: ask who sent it"
            )
        return root


class _LocalNames(dict[object, str]):
    """Tags without their namespaces; asked for each element, of which few are named differently."""

    def __missing__(self, tag: object) -> str:
        name = str(tag).rpartition("}")[2]
        if len(self) < _MOST_TAGS:
            self[tag] = name
        return name


#: By an element's tag, its name without its namespace, which is another in "strict" files.
LOCAL_NAMES = _LocalNames()


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return LOCAL_NAMES[element.tag]
