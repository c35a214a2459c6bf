"""The words of OpenDocument: what its paragraphs say, and what is anchored in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evidence.readers._package import Element, Package, local_name
from evidence.reading import Unreadable

__all__ = ["Aside", "Inline", "attribute", "child", "opened", "repeated"]

_SPACES = re.compile(r"[ \t\r\n]+")
_MARKS = {"tab": "\t", "line-break": "\n"}
#: What holds no words of the document; deleted words lie in the tracked changes.
_LEFT_OUT = frozenset(
    {
        "tracked-changes",
        "forms",
        "script",
        "ruby-text",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
        "dde-connection-decls",
        "event-listeners",
        "alphabetical-index-auto-mark-file",
    }
)
_SOURCES = re.compile("(?:table-of-content|[a-z]+(?:-[a-z]+)*-index|bibliography)-source")
_MOST_SPACES = 1_000


@dataclass(frozen=True, slots=True)
class Aside:
    """A note, comment, text box or picture anchored in a paragraph."""

    part: str
    element: Element
    speaker: str | None = None
    time: str | None = None


def opened(content: bytes, program: str, suffix: str) -> tuple[Package, Element]:
    """The package, and the root of its content. Raises Unreadable."""
    package = Package(content, program, suffix)
    if "content.xml" not in package.names:
        raise Unreadable(f"holds no content.xml: it is no {program} file ({suffix})")
    if "META-INF/manifest.xml" in package.names:
        manifest = package.xml("META-INF/manifest.xml")
        if any(local_name(entry) == "encryption-data" for entry in manifest.iter("*")):
            raise Unreadable("is protected by a password: save it without one")
    return package, package.xml("content.xml")


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def repeated(element: Element, name: str) -> int:
    """How often a row or cell stands, from such an attribute; once where that can't be read."""
    written = attribute(element, name) or "1"
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else 1


def child(element: Element | None, name: str) -> Element | None:
    """The first child of a local name."""
    if element is None:
        return None
    return next((each for each in element if local_name(each) == name), None)


@dataclass
class Inline:
    """A paragraph's words, with what is anchored in it."""

    asides: list[Aside] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _after_space: bool = True

    @classmethod
    def of(cls, element: Element) -> Inline:
        """All that a paragraph says."""
        inline = cls()
        inline.read(element)
        return inline

    @property
    def text(self) -> str:
        """The words, white space around them aside."""
        return "".join(self._parts).strip()

    def read(self, element: Element) -> None:
        """Take the words of an element, without what follows it."""
        self._add(element.text)
        for each in element:
            name = local_name(each)
            if name == "s":
                self._raw(" " * min(repeated(each, "c"), _MOST_SPACES))
            elif name in _MARKS:
                self._raw(_MARKS[name])
            elif name == "note":
                part = "endnote" if attribute(each, "note-class") == "endnote" else "footnote"
                body = child(each, "note-body")
                if body is not None:
                    self.asides.append(Aside(part, body))
            elif name == "annotation":
                self.asides.append(comment(each))
            elif name in ("text-box", "custom-shape"):
                self.asides.append(Aside("text box", each))
            elif name in ("title", "desc"):
                self.asides.append(Aside("picture", each))
            elif name not in _LEFT_OUT and not _SOURCES.fullmatch(name):
                self.read(each)
            self._add(each.tail)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = _SPACES.sub(" ", text)
        if self._after_space and text.startswith(" "):
            text = text[1:]
        if text:
            self._parts.append(text)
            self._after_space = text.endswith(" ")

    def _raw(self, text: str) -> None:
        self._parts.append(text)
        self._after_space = False


def comment(element: Element) -> Aside:
    """A comment with who wrote it and when."""
    creator, date = child(element, "creator"), child(element, "date")
    return Aside(
        "comment",
        element,
        (creator.text or None) if creator is not None else None,
        (date.text or None) if date is not None else None,
    )
