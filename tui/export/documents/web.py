"""Documents as one web page that fetches nothing and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from graph.document import (
    Block,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Style,
    Table,
    Terms,
    WritingSpace,
)
from tui.export.documents._html_text import plain_text, policy
from tui.export.documents._stamp import stamp_line

NAME = "web page"
SUFFIXES = (".html", ".htm")

#: What stands before and after a run of each style.
_AROUND: Final[dict[Style, tuple[str, str]]] = {
    "plain": ("", ""),
    "strong": ("<strong>", "</strong>"),
    "emphasis": ("<em>", "</em>"),
    "quote": ("<q><bdi>", "</bdi></q>"),
    "citation": ('<span class="citation">', "</span>"),
    "muted": ('<span class="muted">', "</span>"),
}
_TALLEST = 5


def render(document: Document) -> bytes:
    """The document as UTF-8; the marking is at top and bottom, and on each page in print."""
    anchors = frozenset(_anchors(document.blocks))
    body = "\n".join(line for block in document.blocks for line in block_html(block, anchors))
    return page(document, style(document), body)


def page(document: Document, look: str, body: str, script: str = "") -> bytes:
    """The page around a body, in UTF-8: what a document says of itself, and a script if any.

    A page with a script is long: it begins with a way past what stands above the findings.
    """
    marking = f'<p class="marking">{plain_text(document.marking)}</p>' if document.marking else ""
    allowed = policy(look, script) if script else policy(look)
    past = '<a class="skip" href="#main">To the findings</a>\n' if script else ""
    main = '<main id="main">' if script else "<main>"
    scripted = f"<script>{script}</script>\n" if script else ""
    stamp = f"<!-- {stamp_line(document.stamp)} -->\n" if document.stamp else ""
    return f"""<!DOCTYPE html>
<html lang="{plain_text(document.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{plain_text(allowed)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{plain_text(document.title)}</title>
<style>{look}</style>
</head>
<body>
{past}<header>{marking}<p class="aside">{plain_text(document.header)}</p></header>
{main}
<h1>{plain_text(document.title)}</h1>
{body}
</main>
<footer><p class="aside">{plain_text(document.footer)}</p>{marking}</footer>
{scripted}</body>
</html>
{stamp}""".encode()


def style(document: Document) -> str:
    """How the page looks, and what stands on its pages in print."""
    return _style() + _pages(document)


@cache
def _style() -> str:
    return (files(__package__) / "document.css").read_text(encoding="utf-8")


def _pages(document: Document) -> str:
    """What stands on each printed page: the marking, the footer and the page's number."""
    marking, footer = _css(document.marking), _css(document.footer)
    return (
        f"@page {{ size: A4; margin: 20mm 16mm; @top-center {{ content: {marking}; "
        f"font: bold 10pt Arial, sans-serif; }} @bottom-center {{ content: {marking}; "
        f"font: bold 10pt Arial, sans-serif; }} @bottom-left {{ content: {footer}; "
        "font: 8pt Arial, sans-serif; } @bottom-right { content: counter(page) ' / ' "
        "counter(pages); font: 8pt Arial, sans-serif; } }"
    )


def _css(text: str) -> str:
    """A text as a string of CSS in which only letters and digits stand for themselves."""
    escaped = re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


def block_html(block: Block, anchors: frozenset[str]) -> Iterator[str]:
    """A block's elements; what leads to an anchor that is not among these is plain."""
    match block:
        case Heading():
            level = block.level + 1
            yield f"<h{level}{_id(block.anchor)}>{inline(block.text, anchors)}</h{level}>"
        case Paragraph():
            yield f"<p{_id(block.anchor)}>{inline(block.text, anchors)}</p>"
        case Items():
            kind = "ol" if block.numbered else "ul"
            items = "\n".join(f"<li>{inline(item, anchors)}</li>" for item in block.items)
            yield f"<{kind}>\n{items}\n</{kind}>"
        case Quote():
            citation = inline(block.citation, anchors)
            cited = f'\n<p class="citation">{citation}</p>' if citation else ""
            said = f'<p dir="auto">“{plain_text(block.text)}”</p>'
            yield f"<blockquote{_id(block.anchor)}>{said}{cited}</blockquote>"
        case Terms():
            rows = "\n".join(
                f"<dt>{plain_text(term)}</dt><dd>{inline(meaning, anchors)}</dd>"
                for term, meaning in block.rows
            )
            yield f"<dl>\n{rows}\n</dl>"
        case Table():
            yield from _table(block, anchors)
        case WritingSpace():
            yield f'<div class="write" aria-hidden="true">{"<div></div>" * block.lines}</div>'
        case PageBreak():
            yield '<div class="break"></div>'


def _table(table: Table, anchors: frozenset[str]) -> Iterator[str]:
    align = [f' class="{each}"' if each != "left" else "" for each in table.align]
    align = align or [""] * len(table.head)
    tall = f"tall-{min(table.lines, _TALLEST)}" if table.lines > 1 else ""
    classes = " ".join(filter(None, ("fixed" if table.widths else "", tall)))
    named = f' class="{classes}"' if classes else ""
    # a keyboard must reach what scrolls sideways
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{_name(table)}"><table{named}>'
    if table.caption:
        yield f"<caption>{plain_text(table.caption)}</caption>"
    if table.widths:  # the policy lets no style stand in an element
        every = sum(table.widths)
        shares = "".join(f'<col width="{100 * width / every:.1f}%">' for width in table.widths)
        yield f"<colgroup>{shares}</colgroup>"
    heads = "".join(
        f'<th scope="col"{align[at]}>{plain_text(text)}</th>' for at, text in enumerate(table.head)
    )
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for at, row in enumerate(table.rows):
        anchor = table.anchors[at] if table.anchors else ""
        cells = "".join(
            f"<td{align[number]}>{inline(cell, anchors)}</td>" for number, cell in enumerate(row)
        )
        yield f"<tr{_id(anchor)}>{cells}</tr>"
    yield "</tbody></table></div>"


def _name(table: Table) -> str:
    return plain_text(table.caption or f"Table: {', '.join(filter(None, table.head))}")


def inline(runs: Iterable[Run], anchors: frozenset[str]) -> str:
    """Runs as HTML; what leads to a place that the document has not is plain."""
    made = []
    for run in runs:
        before, after = _AROUND[run.style]
        text = f"{before}{plain_text(run.text)}{after}"
        if run.to and run.to in anchors:
            text = f'<a href="#{fragment(run.to)}">{text}</a>'
        made.append(text)
    return "".join(made)


def _id(anchor: str) -> str:
    return f' id="{fragment(anchor)}"' if anchor else ""


@lru_cache(maxsize=4096)
def fragment(anchor: str) -> str:
    """An anchor as it can stand in an id and in an address alike."""
    return "at-" + re.sub(r"[^A-Za-z0-9.-]", lambda found: f"_{ord(found[0]):x}_", anchor)


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph() | Quote():
                yield block.anchor
            case Table():
                yield from block.anchors
