"""Small OpenDocument files, from their XML."""

from __future__ import annotations

from tests.evidence.readers.docx import zipped

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
    ]
)
ROOT = f'<office:{{0}} {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/">{{1}}</office:{{0}}>'


def odf(kind: str, body: str, parts: dict[str, str] | None = None) -> bytes:
    """A file whose body holds a "text" or a "spreadsheet", and other parts by their names."""
    content = ROOT.format(
        "document-content",
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>",
    )
    return zipped({"content.xml": content, **(parts or {})})
