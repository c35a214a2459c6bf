"""The words of WordprocessingML: what its paragraphs say, and on which page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence.readers._package import Element, local_name

__all__ = ["Inline", "Pages", "children", "first", "flow", "is_on", "value"]

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)

#: What as accepted changes leave out, and what holds no words of the document.
_LEFT_OUT = frozenset(
    {
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
        "smartTagPr",
        "instrText",
        "delText",
        "delInstrText",
        "fldChar",
        "rt",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
    }
)

_MARKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}

#: Symbols that forms use, by the font and the code in it.
_SYMBOLS = {
    ("Symbol", 0xB7): "•",
    ("Wingdings", 0x6C): "●",
    ("Wingdings", 0x6E): "■",
    ("Wingdings", 0x6F): "☐",
    ("Wingdings", 0xA7): "▪",
    ("Wingdings", 0xA8): "☐",
    ("Wingdings", 0xDF): "←",
    ("Wingdings", 0xE0): "→",
    ("Wingdings", 0xFB): "✗",
    ("Wingdings", 0xFC): "✓",
    ("Wingdings", 0xFD): "☒",
    ("Wingdings", 0xFE): "☑",
    ("Wingdings 2", 0x50): "✓",
    ("Wingdings 2", 0x52): "☑",
    ("Wingdings 2", 0x54): "☒",
    ("Wingdings 2", 0xA3): "☐",
}


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute in Word's namespace."""
    if element is not None:
        for namespace in _NAMESPACES:
            found = element.get(f"{{{namespace}}}{name}")
            if found is not None:
                return str(found)
    return None


def first(element: Element | None, *path: str) -> Element | None:
    """The first child by name, and of that the first by the next name, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if local_name(child) == name), None)
    return element


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:tblHeader`` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def contents(element: Element) -> Element | None:
    """What is to be read of a wrapper: of two alternatives, the first choice only."""
    if local_name(element) == "AlternateContent":
        choice = first(element, "Choice")
        return choice if choice is not None else first(element, "Fallback")
    return element


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, also within wrappers, with the changes accepted."""
    for child in element:
        name = local_name(child)
        if name in names:
            yield child
        elif name not in _LEFT_OUT and name not in ("p", "tbl", "tr", "tc"):
            inside = contents(child)
            if inside is not None:
                yield from children(inside, *names)


@dataclass
class Pages:
    """Counts pages where the document says that they break.

    Word writes where it last broke a page also after a break that the author set: before any
    further words that is the same break.
    """

    number: int = 1
    _just_set: bool = False
    _begun: bool = False

    def set_by_author(self) -> None:
        """A break that the author set."""
        self.number += 1
        self._just_set = True

    def before_paragraph(self) -> None:
        """A paragraph that begins a page: the first one has its page already."""
        if self._begun:
            self.set_by_author()

    def rendered(self) -> None:
        """A break where Word last broke the page."""
        if not self._just_set:
            self.number += 1
        self._just_set = False

    def words(self) -> None:
        """Words stand here."""
        self._just_set = False
        self._begun = True


@dataclass
class Inline:
    """A paragraph's words, the page they begin on, and the text boxes anchored in it."""

    pages: Pages
    page: int | None = None
    boxes: list[Element] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self._parts)

    def read(self, element: Element) -> None:
        """Take the words of a paragraph, a run or anything within."""
        for child in element:
            name = local_name(child)
            if name == "t":
                self._add(child.text or "")
            elif name in _MARKS:
                self._add(_MARKS[name])
            elif name == "br":
                self._break(child)
            elif name == "lastRenderedPageBreak":
                self.pages.rendered()
            elif name == "sym":
                self._add(_symbol(child))
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name not in _LEFT_OUT:
                inside = contents(child)
                if inside is not None:
                    self.read(inside)

    def _add(self, text: str) -> None:
        if text.strip():
            self.pages.words()
            if self.page is None:
                self.page = self.pages.number
        self._parts.append(text)

    def _break(self, element: Element) -> None:
        if value(element, "type") == "page":
            self.pages.set_by_author()
        self._add("\n")


def _symbol(element: Element) -> str:
    font = value(element, "font") or ""
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    if (known := _SYMBOLS.get((font, code & 0xFF))) and code & ~0xFF in (0, 0xF000):
        return known
    private = 0xD800 <= code <= 0xF8FF or not 0x20 <= code <= 0xFFFF
    return "\ufffd" if private else chr(code)


def flow(container: Element, pages: Pages) -> Iterator[tuple[Element, Inline | None]]:
    """A container's tables, and its paragraphs with their words.

    A paragraph whose mark was deleted goes on in the next one, which lends it its style.
    """
    carried: tuple[Element, Inline] | None = None
    for block in children(container, "p", "tbl"):
        if local_name(block) == "tbl":
            if carried:
                yield carried
                carried = None
            yield block, None
            continue
        if is_on(first(block, "pPr", "pageBreakBefore")):
            pages.before_paragraph()
        inline = carried[1] if carried else Inline(pages)
        inline.read(block)
        carried = (block, inline)
        mark = first(block, "pPr", "rPr")
        if first(mark, "del") is None and first(mark, "moveFrom") is None:
            yield carried
            carried = None
    if carried:
        yield carried
