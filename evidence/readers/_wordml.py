"""The words of WordprocessingML: what its paragraphs say, and on which page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence.readers._changes import NOBODY, STRUCK, Author, Context, Said, Saying
from evidence.readers._package import LOCAL_NAMES, Element, local_name

__all__ = [
    "Inline",
    "Notes",
    "Pages",
    "author_of",
    "children",
    "first",
    "flow",
    "is_on",
    "mark_of",
    "value",
    "within",
]

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)

_INSERTS = frozenset({"ins", "moveTo"})
_DELETES = frozenset({"del", "moveFrom"})

#: What holds no words of the document.
_LEFT_OUT = frozenset(
    {
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "customXmlPr",
        "smartTagPr",
        "instrText",
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

#: Marks of places, which hold nothing.
_PLACES = frozenset(
    {"bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd"}
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
        for child in element:
            if LOCAL_NAMES[child.tag] == name:
                element = child
                break
        else:
            return None
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


def author_of(change: Element) -> Author:
    """Who made a change, and when."""
    return Author(value(change, "author") or None, value(change, "date") or None)


def _marked(element: Element, context: Context) -> Context:
    """The context inside an element that may be a change."""
    name = local_name(element)
    if name in _INSERTS:
        return Context(author_of(element)).within(context)
    if name in _DELETES:
        return Context(None, author_of(element)).within(context)
    return context


def mark_of(properties: Element | None) -> Context:
    """What became of a paragraph's end or of a row, by its properties."""
    if properties is None:
        return NOBODY
    inserted = deleted = None
    for each in properties:
        name = LOCAL_NAMES[each.tag]
        if name in _INSERTS or name == "cellIns":
            inserted = author_of(each)
        elif name in _DELETES or name == "cellDel":
            deleted = author_of(each)
    return Context(inserted, deleted) if inserted or deleted else NOBODY


def within(
    element: Element, *names: str, context: Context = NOBODY
) -> Iterator[tuple[Element, Context]]:
    """The children of these names, also within wrappers, each with the change that it is in."""
    for child in element:
        name = LOCAL_NAMES[child.tag]
        if name in names:
            yield child, context
        elif name not in _LEFT_OUT and name not in ("p", "tbl", "tr", "tc"):
            inside = contents(child)
            if inside is not None:
                yield from within(inside, *names, context=_marked(child, context))


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, also within wrappers."""
    return (child for child, _ in within(element, *names))


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

    def beside(self) -> Pages:
        """The same count, to be gone on with apart."""
        return Pages(self.number, self._just_set, self._begun)


@dataclass
class Notes:
    """In which change each note is referred to, by its part and id, and what is not plain words.

    ``edited`` says whether words may be struck through or hidden by hand, so that it is looked for.
    """

    contexts: dict[tuple[str, str], Context] = field(default_factory=dict)
    edited: bool = False
    hidden: int = 0
    pictures: int = 0
    charts: int = 0
    descriptions: list[str] = field(default_factory=list)

    def refer(self, reference: Element, context: Context) -> None:
        """A reference stands in this context."""
        name = local_name(reference).removesuffix("Reference")
        self.contexts.setdefault((name, value(reference, "id") or ""), context)

    def see(self, name: str, element: Element) -> None:
        """Count a picture or a chart, or keep what is said of it."""
        if name in _PICTURES:
            self.pictures += 1
        elif name == "chart":
            self.charts += 1
        elif described := " ".join((element.get("descr") or "").split()):
            self.descriptions.append(described)

    def described(self) -> list[str]:
        """What is said of the pictures since this was last asked."""
        found, self.descriptions = self.descriptions, []
        return found

    def context(self, part: str, identifier: str | None) -> Context:
        """The change in which a note is referred to."""
        return self.contexts.get((part, identifier or ""), NOBODY)


_PICTURES = ("blip", "imagedata")
_SEEN = frozenset({*_PICTURES, "chart", "docPr"})
_STRIKES = ("strike", "dstrike")
_BY_HAND = frozenset({*_STRIKES, "vanish"})

#: A comment stays when the words that it is about are deleted; a note goes with its sign.
_REFERENCES = frozenset({"footnoteReference", "endnoteReference"})


@dataclass
class Inline:
    """A paragraph's words, the page they begin on, and the text boxes anchored in it."""

    pages: Pages
    notes: Notes
    page: int | None = None
    boxes: list[tuple[Element, Context]] = field(default_factory=list)
    end_inserted: Author | None = None
    saying: Saying = field(default_factory=Saying)

    @property
    def said(self) -> Said:
        """The words so far, without white space around them."""
        said = self.saying.said
        return Said(said.text, said.changes, self.end_inserted).stripped()

    def read(self, element: Element, context: Context = NOBODY) -> None:
        """Take the words of a paragraph, a run or anything within."""
        for child in element:
            name = LOCAL_NAMES[child.tag]
            if name == "t" or (name == "delText" and context.deleted is not None):
                self._add(child.text or "", context)
            elif name == "delText":
                self._add(child.text or "", Context(None, Author()).within(context))
            elif name in _MARKS:
                self._add(_MARKS[name], context)
            elif name == "br":
                self._break(child, context)
            elif name == "lastRenderedPageBreak":
                self.pages.rendered()
            elif name == "sym":
                self._add(_symbol(child), context)
            elif name == "txbxContent":
                self.boxes.append((child, context))
            elif name in _REFERENCES:
                self.notes.refer(child, context)
            elif name in _SEEN:
                self.notes.see(name, child)
            elif name == "r" and self.notes.edited:
                self.read(child, self._by_hand(child, context))
            elif name not in _LEFT_OUT:
                inside = contents(child)
                if inside is not None:
                    self.read(inside, _marked(child, context))

    def _by_hand(self, run: Element, context: Context) -> Context:
        """The context of a run whose words may be struck through, or hidden."""
        properties = first(run, "rPr")
        if is_on(first(properties, "vanish")):
            self.notes.hidden += 1
        struck = any(is_on(first(properties, name)) for name in _STRIKES)
        return STRUCK.within(context) if struck and context.deleted is None else context

    def take(self, words: str) -> None:
        """Take these words, in which no page and no change begins or ends."""
        self._add(words, NOBODY)

    def end(self, mark: Context) -> bool:
        """End the paragraph, whose mark is in this context; False where it goes on in the next."""
        if mark.deleted is not None:
            self.saying.say("\n", mark)
            return False
        self.end_inserted = mark.inserted
        return True

    def end_with_nothing(self) -> None:
        """Forget the last deleted end: no paragraph follows that this one could go on in."""
        changes = self.saying.changes
        if changes and (changes[-1].kind, changes[-1].words) == ("deleted", "\n"):
            changes.pop()
            if changes and changes[-1].start == changes[-1].end and changes[-1].words == "\n":
                changes.pop()  # put in, and taken out again

    def _add(self, text: str, context: Context) -> None:
        if text.strip() and context.deleted is None:
            self.pages.words()
            if self.page is None:
                self.page = self.pages.number
        self.saying.say(text, context)

    def _break(self, element: Element, context: Context) -> None:
        if value(element, "type") == "page" and context.deleted is None:
            self.pages.set_by_author()
        self._add("\n", context)


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


def _is_by_hand(properties: Element) -> bool:
    """Whether a run may be struck through or hidden."""
    return any(LOCAL_NAMES[each.tag] in _BY_HAND for each in properties)


def _plain_words(paragraph: Element, *, edited: bool) -> str | None:
    """What a paragraph says that is nothing but runs of text, as most are; None for any other."""
    words = []
    for child in paragraph:
        name = LOCAL_NAMES[child.tag]
        if name == "r":
            for each in child:
                inner = LOCAL_NAMES[each.tag]
                if inner == "t":
                    words.append(each.text or "")
                elif inner != "rPr" or (
                    edited and any(LOCAL_NAMES[e.tag] in _BY_HAND for e in each)
                ):
                    return None
        elif name == "pPr":
            for each in child:
                inner = LOCAL_NAMES[each.tag]
                if inner == "pageBreakBefore" or (inner == "rPr" and mark_of(each) is not NOBODY):
                    return None
        elif name not in _PLACES or len(child):
            return None
    return "".join(words)


def flow(
    container: Element, pages: Pages, notes: Notes, context: Context = NOBODY
) -> Iterator[tuple[Element, Inline | Context]]:
    """A container's tables with the change that each is in, and its paragraphs with their words.

    A paragraph whose mark was deleted goes on in the next one, which lends it its style.
    """
    carried: tuple[Element, Inline] | None = None
    for block, around in within(container, "p", "tbl", context=context):
        if local_name(block) == "tbl":
            if carried:
                carried[1].end_with_nothing()
                yield carried
                carried = None
            yield block, around
            continue
        if (
            carried is None
            and around is NOBODY
            and (words := _plain_words(block, edited=notes.edited)) is not None
        ):
            inline = Inline(pages, notes)
            inline.take(words)
            yield block, inline
            continue
        if is_on(first(block, "pPr", "pageBreakBefore")):
            pages.before_paragraph()
        inline = carried[1] if carried else Inline(pages, notes)
        inline.read(block, around)
        carried = (block, inline)
        if inline.end(mark_of(first(block, "pPr", "rPr")).within(around)):
            yield carried
            carried = None
    if carried:
        carried[1].end_with_nothing()
        yield carried
