"""The Word template of documents: its styles, page, header and footer; the rest is filled in.

Ours is the folder ``word_template``, in parts that can be read. An inspectorate's own is any Word
file: what stands in its body is left out, and its styles, page size, headers and footers are kept.
Content controls with the tags ``triangulate-marking``, ``triangulate-header`` and
``triangulate-footer`` say where those texts stand; a template whose pages would not all show the
marking is refused. A style that it lacks comes from ours.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from lxml import etree

from evidence.faults import refuse
from evidence.readers._package import Package
from evidence.reading import Unreadable
from graph.document import Document
from graph.drawing import safe
from tui import settings

__all__ = ["OWN_TEMPLATE", "Template", "chosen_template"]

#: The name of an inspectorate's own template in the folder of settings.
OWN_TEMPLATE: Final = "template.docx"

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATED: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN: Final = f"{_WORD}.document.main+xml"
_FROM_TEMPLATE: Final = f"{_WORD}.template.main+xml"
_ABOUT: Final = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
#: Numbers of our lists in a template that may have its own: far above what Word gives.
_BULLETS, _NUMBERED, _FIRST = 9001, 9002, 9100

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: The same time in each file, so that the same document is the same bytes.
_THEN: Final = (1980, 1, 1, 0, 0, 0)


def chosen_template() -> Template:
    """The template in the folder of settings, else ours. Raises Refused where it is unusable."""
    own = settings.config_folder() / OWN_TEMPLATE
    if not own.is_file():
        return _ours()
    return template_from(own)


def template_from(path: Path) -> Template:
    """A Word file as a template. Raises Refused where it can't be read or used."""
    try:
        package = Package(path.read_bytes(), "Word", ".docx")
        parts = {name: package.content(name) for name in package.names if not name.endswith("/")}
        package.xml("word/document.xml")  # lets nothing in that declares entities
        return Template(parts)
    except Unreadable as fault:
        raise refuse(str(path), f"can't be the template: {fault}") from None
    except (KeyError, etree.XMLSyntaxError, IndexError, ValueError):
        raise refuse(
            str(path), "can't be the template: it is no Word document as Word writes it"
        ) from None


@cache
def _ours() -> Template:
    return Template(_our_parts())


@cache
def _our_parts() -> dict[str, bytes]:
    folder = files(__package__) / "word_template"
    parts = {
        f"word/{name}.xml": (folder / f"{name}.xml").read_bytes()
        for name in ("document", "styles", "numbering", "settings", "header", "footer")
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"),
            ("settings", "settings"), ("header", "header"), ("footer", "footer"),
        )
    )  # fmt: skip
    parts["[Content_Types].xml"] = (
        f'{_XML}<Types xmlns="{_TYPES[1:-1]}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()
    parts["_rels/.rels"] = (
        f'{_XML}<Relationships xmlns="{_RELATED[1:-1]}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ).encode()
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(("styles", "numbering", "header", "footer", "settings"), 1)
    )
    parts["word/_rels/document.xml.rels"] = (
        f'{_XML}<Relationships xmlns="{_RELATED[1:-1]}">{related}</Relationships>'
    ).encode()
    return parts


class Template:
    """A Word file to be filled: what it is made of, and what its styles are called."""

    bullets = _BULLETS
    first_numbered = _FIRST

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = dict(parts)
        self._document = _parsed(parts["word/document.xml"])
        body = self._document.find(f"{_W}body")
        sections = [] if body is None else body.findall(f"{_W}sectPr")
        if not sections:
            raise Unreadable("its page is not described (no section)")
        self._section = sections[-1]
        self._related = {
            each.get("Id"): each.get("Target")
            for each in _parsed(parts["word/_rels/document.xml.rels"])
        }
        self._check_marking()
        self._numbering()
        self._styles = self._named_styles()

    @property
    def text_width(self) -> int:
        """The width between the margins, in twentieths of a point."""
        page = self._section.find(f"{_W}pgSz")
        margins = self._section.find(f"{_W}pgMar")
        if page is None or margins is None:
            return 9026
        sides = sum(int(margins.get(f"{_W}{side}", "1440")) for side in ("left", "right"))
        return max(1000, int(page.get(f"{_W}w", "11906")) - sides)

    def style(self, name: str) -> str:
        """The id of the style of this name."""
        return self._styles[name.lower()]

    def filled(self, body: str, document: Document, *, numbered: int) -> bytes:
        """The Word file with this body; ``numbered`` is how many numbered lists are in it."""
        parts = dict(self._parts)
        section = etree.tostring(self._section, encoding="unicode")
        parts["word/document.xml"] = (
            f'{_XML}<w:document xmlns:w="{_W[1:-1]}" xmlns:r="{_R[1:-1]}">'
            f"<w:body>{body}{section}</w:body></w:document>"
        ).encode()
        numbering = _parsed(parts["word/numbering.xml"])
        for number in range(numbered):
            made = etree.SubElement(numbering, f"{_W}num", {f"{_W}numId": str(_FIRST + number)})
            etree.SubElement(made, f"{_W}abstractNumId", {f"{_W}val": str(_NUMBERED)})
            again = etree.SubElement(made, f"{_W}lvlOverride", {f"{_W}ilvl": "0"})
            etree.SubElement(again, f"{_W}startOverride", {f"{_W}val": "1"})
        parts["word/numbering.xml"] = _written(numbering)
        texts = {
            "triangulate-marking": document.marking,
            "triangulate-header": document.header,
            "triangulate-footer": document.footer,
        }
        for name in self._page_parts():
            parts[name] = _written(_with_texts(_parsed(parts[name]), texts))
        parts["docProps/core.xml"] = _core(document)
        parts["docProps/custom.xml"] = _custom(document.stamp)
        self._declare(parts)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
            for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
                member = zipfile.ZipInfo(name, _THEN)
                member.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(member, parts[name])
        return packed.getvalue()

    def _page_parts(self) -> list[str]:
        """The names of the parts that are its headers and footers."""
        return [
            self._part(reference.get(f"{_R}id"))
            for reference in self._section
            if reference.tag in (f"{_W}headerReference", f"{_W}footerReference")
        ]

    def _part(self, related: str | None) -> str:
        target = self._related[related]
        return target.lstrip("/") if target.startswith("/") else f"word/{target}"

    def _check_marking(self) -> None:
        """Raise Unreadable where a page could come without the marking."""
        kinds = {"default"}
        if self._section.find(f"{_W}titlePg") is not None:
            kinds.add("first")
        word_settings = self._parts.get("word/settings.xml")
        if word_settings and _parsed(word_settings).find(f"{_W}evenAndOddHeaders") is not None:
            kinds.add("even")
        marked = {
            reference.get(f"{_W}type", "default")
            for reference in self._section
            if reference.tag in (f"{_W}headerReference", f"{_W}footerReference")
            and b'"triangulate-marking"' in self._parts[self._part(reference.get(f"{_R}id"))]
        }
        if kinds - marked:
            raise Unreadable(
                "its header or footer needs a content control with the tag triangulate-marking "
                f"on every page (not on: {', '.join(sorted(kinds - marked))})"
            )

    def _named_styles(self) -> dict[str, str]:
        """The ids of styles by their names in lower case, with ours added where one is lacking."""
        styles = _parsed(self._parts.get("word/styles.xml") or _our_parts()["word/styles.xml"])
        named = _style_ids(styles)
        used = set(named.values())
        for style in _parsed(_our_parts()["word/styles.xml"]).findall(f"{_W}style"):
            name = _style_name(style)
            if name in named:
                continue
            added = deepcopy(style)
            identifier = added.get(f"{_W}styleId") or name
            while identifier in used:
                identifier += "X"
            added.set(f"{_W}styleId", identifier)
            added.attrib.pop(f"{_W}default", None)
            styles.append(added)
            named[name] = identifier
            used.add(identifier)
        self._parts["word/styles.xml"] = _written(styles)
        return named

    def _numbering(self) -> None:
        """Add our two lists to its numbering."""
        own = _parsed(_our_parts()["word/numbering.xml"])
        numbering = _parsed(self._parts.get("word/numbering.xml") or _written(own))
        if "word/numbering.xml" not in self._parts:
            for child in list(numbering):
                numbering.remove(child)
        abstract = [
            (_BULLETS, own.findall(f"{_W}abstractNum")[0]),
            (_NUMBERED, own.findall(f"{_W}abstractNum")[1]),
        ]
        for identifier, each in abstract:  # they stand before every w:num
            made = deepcopy(each)
            made.set(f"{_W}abstractNumId", str(identifier))
            numbering.insert(0, made)
        made = etree.SubElement(numbering, f"{_W}num", {f"{_W}numId": str(_BULLETS)})
        etree.SubElement(made, f"{_W}abstractNumId", {f"{_W}val": str(_BULLETS)})
        self._parts["word/numbering.xml"] = _written(numbering)

    def _declare(self, parts: dict[str, bytes]) -> None:
        """Name every part that we bring in the package's own lists."""
        types = _parsed(parts["[Content_Types].xml"])
        named = {each.get("PartName"): each for each in types.findall(f"{_TYPES}Override")}
        wanted = {
            **_ABOUT,
            "word/document.xml": _MAIN,
            "word/styles.xml": f"{_WORD}.styles+xml",
            "word/numbering.xml": f"{_WORD}.numbering+xml",
        }
        for name, kind in wanted.items():
            if f"/{name}" in named:
                named[f"/{name}"].set("ContentType", kind)
            else:
                etree.SubElement(
                    types, f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": kind}
                )
        parts["[Content_Types].xml"] = _written(types)
        package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
        _relate(
            parts,
            "_rels/.rels",
            {
                f"{package}/core-properties": "docProps/core.xml",
                f"{_OFFICE}/custom-properties": "docProps/custom.xml",
            },
        )
        _relate(
            parts,
            "word/_rels/document.xml.rels",
            {f"{_OFFICE}/styles": "styles.xml", f"{_OFFICE}/numbering": "numbering.xml"},
        )


def _relate(parts: dict[str, bytes], name: str, wanted: dict[str, str]) -> None:
    """Add the relations of these types that are lacking."""
    root = _parsed(parts[name])
    there = {each.get("Type") for each in root}
    for number, (kind, target) in enumerate(wanted.items(), 1):
        if kind not in there:
            identifier = f"rIdTriangulate{number}"
            etree.SubElement(
                root,
                f"{_RELATED}Relationship",
                {"Id": identifier, "Type": kind, "Target": target},
            )
    parts[name] = _written(root)


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    return etree.fromstring(content, parser)


def _written(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _style_name(style: Any) -> str:
    named = style.find(f"{_W}name")
    return "" if named is None else str(named.get(f"{_W}val", "")).lower()


def _style_ids(styles: Any) -> dict[str, str]:
    return {
        _style_name(style): style.get(f"{_W}styleId")
        for style in styles.findall(f"{_W}style")
        if style.get(f"{_W}styleId")
    }


def _with_texts(root: Any, texts: dict[str, str]) -> Any:
    """A header or footer with its content controls filled; each keeps its first run's look."""
    for control in root.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        text = texts.get(tag.get(f"{_W}val")) if tag is not None else None
        content = control.find(f"{_W}sdtContent")
        if text is None or content is None:
            continue
        shown = list(content.iter(f"{_W}t"))
        if not shown:
            run = etree.SubElement(content, f"{_W}r")
            shown = [etree.SubElement(run, f"{_W}t")]
        shown[0].text = safe(text)
        shown[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for other in shown[1:]:
            other.text = ""
    return root


def _core(document: Document) -> bytes:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_text(document.title)}</dc:title>"
        f"<dc:language>{_text(document.language)}</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def _custom(stamp: tuple[tuple[str, str], ...]) -> bytes:
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
        f'name="triangulate-{escape(name)}"><vt:lpwstr>{_text(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(stamp, 2)
    )
    return (
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'docPropsVTypes">{properties}</Properties>'
    ).encode()


def _text(text: str) -> str:
    return escape(safe(text), quote=False)
