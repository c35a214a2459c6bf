"""The XML of a REFI-QDA project or codebook, read as it comes: any namespace, any order."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree

from evidence.readers._package import Element, local_name
from evidence.reading import Unreadable

__all__ = ["attribute", "child", "children", "guid", "moment", "number", "parsed", "text_of"]

_MOST_XML = 64_000_000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL_NAMED = re.compile(r"&#(?:x0*([0-9a-fA-F]{1,6})|0*([0-9]{1,7}));")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def parsed(content: bytes) -> tuple[Element, tuple[str, ...]]:
    """The root, and what to warn of.

    Characters that XML can't hold become U+FFFD, one for one. Raises Unreadable for what is no XML,
    is nested too deep, or declares a document type.
    """
    if len(content) > _MOST_XML:
        raise Unreadable(f"its XML is larger than {_MOST_XML // 1_000_000} MB: export it in parts")
    try:
        return _root(content), ()
    except etree.XMLSyntaxError:
        pass
    text = _DECLARATION.sub("", _decoded(content))
    text, damaged = _CONTROL.subn("\ufffd", text)
    text = _CONTROL_NAMED.sub(_or_sign, text)
    replaced = damaged + text.count("&#xFFFD;")
    try:
        root = _root(text.encode("utf-8", errors="replace"))
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(
            "its XML is damaged, or no XML that can be trusted: export it anew"
        ) from None
    told = f"characters that XML can't hold, shown as \ufffd: {replaced:,}"
    return root, (told,) if replaced else ()


def _root(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise Unreadable("its XML declares a document type, as no project does: ask who sent it")
    return root


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    return content.decode("utf-8", errors="replace")


def _or_sign(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    allowed = (
        code in (9, 10, 13)
        or 0x20 <= code < 0xD800
        or 0xE000 <= code < 0xFFFE
        or 0x10000 <= code < 0x110000
    )
    return match[0] if allowed else "&#xFFFD;"


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of these names, in the order in which they stand; all where none is named."""
    for each in element if element is not None else ():
        if isinstance(each.tag, str) and (not names or local_name(each) in names):
            yield each


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return next(children(element, name), None)


def attribute(element: Element, name: str) -> str:
    """An attribute's value without space around it, its name in any case; empty if missing."""
    value = element.get(name)
    if value is None:
        wanted = name.lower()
        for key, other in element.attrib.items():
            if str(key).rpartition("}")[2].lower() == wanted:
                value = str(other)
                break
    return (value or "").strip()


def guid(element: Element, name: str = "guid") -> str:
    """A GUID as its key: without braces, in lower case."""
    return attribute(element, name).strip("{}").strip().lower()


def number(element: Element, name: str) -> int | None:
    """A whole number, or None where there is none."""
    text = attribute(element, name)
    return int(text) if re.fullmatch(r"[+-]?\d{1,12}", text, re.ASCII) else None


def moment(element: Element, name: str = "creationDateTime") -> str | None:
    """A date and time, or None where there is none."""
    text = attribute(element, name)
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def text_of(element: Element | None, name: str) -> str:
    """The text of a child, as it stands; empty if it is missing."""
    found = child(element, name)
    return "".join(map(str, found.itertext())) if found is not None else ""
