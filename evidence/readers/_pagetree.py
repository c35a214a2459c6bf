"""The elements of a page in their order, and which of its tables show data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.readers._package import Element

__all__ = ["HEADING", "events", "name_of", "tables_of_data"]

HEADING = re.compile("h([1-6])")
_NOT_TEXT = frozenset(("script", "style", "template", "head", "meta", "link", "base"))
_MOST_TAGS = 2_000


def events(root: Element) -> Iterator[tuple[str, Element]]:
    """Each element's start and end, and then what follows it, without what is no text."""
    stack: list[tuple[str, Element]] = [("start", root)]
    while stack:
        event, element = stack.pop()
        if event == "start":
            name = name_of(element)
            if name == "head":
                for title in element.iter("title"):
                    yield "title", title
            if name in _NOT_TEXT:
                continue
            yield event, element
            stack.append(("end", element))
            for child in reversed(element):
                stack.append(("tail", child))
                stack.append(("start", child))
        else:
            yield event, element


def tables_of_data(root: Element) -> set[Element]:
    """The tables that show data in rows, not those that lay out a page."""
    found: set[Element] = set()
    stack: list[Element] = []
    layout: list[bool] = []
    wide: list[bool] = []
    for event, element in events(root):
        name = name_of(element)
        if name == "table" and event == "start":
            layout[-1:] = [True] if layout else []
            stack.append(element)
            layout.append(element.get("role") in ("presentation", "none"))
            wide.append(False)
        elif name == "table" and event == "end":
            table = stack.pop()
            is_wide, is_layout = wide.pop(), layout.pop()
            if is_wide and not is_layout:
                found.add(table)
        elif stack and event == "start" and name == "tr":
            cells = sum(1 for _ in element.iterchildren("td", "th"))
            wide[-1] |= cells > 1
        elif stack and event == "start" and HEADING.fullmatch(name):
            layout[-1] = True
    return found


class _Names(dict[object, str]):
    """Tags without their prefixes, but for Word's own, and in small letters."""

    def __missing__(self, tag: object) -> str:
        name = tag.lower() if isinstance(tag, str) else ""
        if not name.startswith("o:"):  # Word's own, of which o:p is no paragraph
            name = name.rpartition(":")[2]
        if len(self) < _MOST_TAGS:
            self[tag] = name
        return name


_NAMES = _Names()


def name_of(element: Element) -> str:
    """An element's name, without a prefix but for Word's own, and in small letters."""
    return _NAMES[element.tag]
