"""The words of OpenDocument: what its paragraphs say, and what is anchored in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from evidence.readers._changes import STRUCK, Author, Context, Said, Saying
from evidence.readers._package import Element, Package, local_name
from evidence.reading import Unreadable

__all__ = ["Aside", "Inline", "Tracking", "attribute", "child", "opened", "repeated"]

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
    context: Context = Context()  # noqa: RUF009  (frozen)


@dataclass
class Tracking:
    """The document's tracked changes by their ids, and those insertions that are open.

    ``struck`` and ``hidden`` are the styles whose words are struck through, or hidden, by hand.
    """

    deleted: dict[str, tuple[Author, str]] = field(default_factory=dict)
    inserted: dict[str, Author] = field(default_factory=dict)
    struck: frozenset[str | None] = frozenset()
    hidden: frozenset[str | None] = frozenset()
    hidden_places: int = 0
    _open: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, root: Element) -> Tracking:
        """The changes that a document tells of before its body."""
        tracking = cls(
            struck=_styles_with(root, "text-line-through-style", ("none",)),
            hidden=_styles_with(root, "display", ("true", "condition")),
        )
        for region in root.iter("{*}changed-region"):
            for identifier in {attribute(region, "id"), _xml_id(region)} - {None}:
                for change in region:
                    tracking._learn(str(identifier), change)
        return tracking

    def _learn(self, identifier: str, change: Element) -> None:
        told = child(change, "change-info")
        creator, date = child(told, "creator"), child(told, "date")
        author = Author(
            (creator.text or None) if creator is not None else None,
            (date.text or None) if date is not None else None,
        )
        if local_name(change) == "deletion":
            blocks = [each for each in change if local_name(each) != "change-info"]
            self.deleted[identifier] = (author, "\n".join(_all_words(each) for each in blocks))
        elif local_name(change) == "insertion":
            self.inserted[identifier] = author

    @property
    def context(self) -> Context:
        """Whose insertion what comes next stands in."""
        return Context(self.inserted[self._open[-1]] if self._open else None)

    def pass_by(self, mark: Element) -> None:
        """Pass where an insertion begins or ends."""
        identifier = attribute(mark, "change-id") or ""
        if local_name(mark) == "change-start" and identifier in self.inserted:
            self._open.append(identifier)
        elif local_name(mark) == "change-end" and identifier in self._open:
            self._open.remove(identifier)

    def removed_at(self, mark: Element) -> tuple[str, Context]:
        """The words deleted here, and whose deletion it is within whose insertion."""
        author, words = self.deleted.get(attribute(mark, "change-id") or "", (Author(), ""))
        return words, Context(None, author).within(self.context)


def _styles_with(root: Element, look: str, off: tuple[str, ...]) -> frozenset[str | None]:
    """The names of the styles whose words have this look, and not one of its values for none."""
    return frozenset(
        attribute(style, "name")
        for style in root.iter("{*}style")
        for each in style
        if local_name(each) == "text-properties" and (attribute(each, look) or off[0]) not in off
    )


def _xml_id(element: Element) -> str | None:
    return element.get("{http://www.w3.org/XML/1998/namespace}id")


def _all_words(block: Element) -> str:
    """Everything a deleted block said: its rows and paragraphs a line each."""
    if local_name(block) in ("p", "h"):
        # With the space before and after, which parted the words from those that stayed.
        inline = Inline(_after_space=False)
        inline.read(block)
        return inline.words
    return "\n".join(filter(None, map(_all_words, block)))


def opened(content: bytes, program: str, suffix: str) -> tuple[Package, Element]:
    """The package, and the root of its content. Raises Unreadable."""
    package = Package(content, program, suffix)
    if "content.xml" not in package.names:
        raise Unreadable(f"holds no content.xml, as {program} does: save it as {suffix}")
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

    tracking: Tracking = field(default_factory=Tracking)
    asides: list[Aside] = field(default_factory=list)
    _saying: Saying = field(default_factory=Saying)
    _after_space: bool = True
    _struck: int = 0

    @classmethod
    def of(cls, element: Element, tracking: Tracking | None = None) -> Inline:
        """All that a paragraph says."""
        inline = cls(tracking or Tracking())
        inline.read(element)
        return inline

    @property
    def said(self) -> Said:
        """The words with their changes, white space around them aside."""
        return replace(self._saying.said, end_inserted=self.tracking.context.inserted).stripped()

    @property
    def text(self) -> str:
        """The words, white space around them aside."""
        return self.words.strip()

    @property
    def words(self) -> str:
        """The words and all white space."""
        return self._saying.text

    def read(self, element: Element) -> None:
        """Take the words of an element, without what follows it."""
        struck = self._look(element)
        self._add(element.text)
        for each in element:
            name = local_name(each)
            if name == "s":
                self._raw(" " * min(repeated(each, "c"), _MOST_SPACES))
            elif name in _MARKS:
                self._raw(_MARKS[name])
            elif name == "change":
                self._saying.say(*self.tracking.removed_at(each))
            elif name in ("change-start", "change-end"):
                self.tracking.pass_by(each)
            elif name == "note":
                part = "endnote" if attribute(each, "note-class") == "endnote" else "footnote"
                body = child(each, "note-body")
                if body is not None:
                    self.asides.append(Aside(part, body, context=self.tracking.context))
            elif name == "annotation":
                self.asides.append(comment(each))
            elif name in ("text-box", "custom-shape"):
                self.asides.append(Aside("text box", each, context=self.tracking.context))
            elif name in ("title", "desc"):
                self.asides.append(Aside("picture", each))
            elif name not in _LEFT_OUT and not _SOURCES.fullmatch(name):
                self.read(each)
            self._add(each.tail)
        self._struck -= struck

    def _look(self, element: Element) -> bool:
        """Whether an element's own style strikes its words through; if hidden, that is counted."""
        tracking = self.tracking
        if not (tracking.struck or tracking.hidden):
            return False
        style = attribute(element, "style-name")
        tracking.hidden_places += style in tracking.hidden
        struck = style in tracking.struck
        self._struck += struck
        return struck

    def _context(self) -> Context:
        context = self.tracking.context
        return STRUCK.within(context) if self._struck else context

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = _SPACES.sub(" ", text)
        if self._after_space and text.startswith(" "):
            text = text[1:]
        if text:
            self._saying.say(text, self._context())
            self._after_space = text.endswith(" ")

    def _raw(self, text: str) -> None:
        self._saying.say(text, self._context())
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
