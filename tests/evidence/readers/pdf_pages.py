"""Small PDF files, from words set at places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Set = tuple[float, float, float, str]
"""Left, bottom, size of the type, and the words."""


#: How words are set on a page that is to be shown turned.
_MATRICES = {
    0: lambda left, bottom: f"1 0 0 1 {left} {bottom}",
    90: lambda left, bottom: f"0 1 -1 0 {600 - bottom} {left}",
    180: lambda left, bottom: f"-1 0 0 -1 {600 - left} {800 - bottom}",
    270: lambda left, bottom: f"0 -1 1 0 {bottom} {800 - left}",
}


def pdf(
    *pages: Sequence[Set],
    turn: int = 0,
    shown: int | None = None,
    notes: Sequence[str] = (),
    meanings: Mapping[str, str] | None = None,
) -> bytes:
    """A file of these pages, Helvetica throughout, its words turned and shown turned back.

    ``shown`` is how far the page says that it is shown turned, where its words are not turned
    back by that; ``notes`` are the insides of annotations on the first page;
    ``meanings`` what the font's letters mean.
    """
    rotate = turn if shown is None else shown
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for number, words in enumerate(pages):
        stream = "".join(
            f"BT /F1 {size} Tf {_MATRICES[turn](left, bottom)} Tm ({_escaped(text)}) Tj ET\n"
            for left, bottom, size, text in words
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}endstream")
        annotations = " ".join(
            f"<</Type/Annot/Rect[0 0 10 10]{note}>>" for note in (notes if number == 0 else ())
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>>>/Annots[{annotations}]/Rotate {rotate}>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    if meanings:
        objects[2] = objects[2].removesuffix(">>") + f"/ToUnicode {len(objects) + 1} 0 R>>"
        chars = "".join(f"<{ord(one):02x}> <{ord(other):04x}>\n" for one, other in meanings.items())
        said = (
            "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
            f"endcodespacerange {len(meanings)} beginbfchar {chars}endbfchar endcmap end"
        )
        objects.append(f"<</Length {len(said)}>>stream\n{said}\nendstream")
    content = "%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj{each}endobj\n"
    start = len(content)
    content += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n"
    content += "".join(f"{place:010} 00000 n \n" for place in places)
    content += f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return content.encode("latin-1")


def lines(left: float, top: float, *texts: str, size: float = 10, pitch: float = 12) -> list[Set]:
    """Lines below one another."""
    return [(left, top - number * pitch, size, text) for number, text in enumerate(texts)]


def _escaped(text: str) -> str:
    return "".join(
        f"\\{letter}" if letter in "()\\" else letter
        for letter in text.encode("cp1252").decode("latin-1")
    )
