"""Small Word files, from their XML."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def part(name: str, inside: str) -> str:
    """A part whose root is ``w:name``."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_SPACES}>{inside}</w:{name}>'


def p(inside: str, properties: str = "") -> str:
    """A paragraph of runs, or of text where it has no markup."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside if '<' in inside else r(inside)}</w:p>"


def r(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: list[str], first_row_properties: str = "") -> str:
    """A table of cells, each a text or a cell's blocks."""
    lines = []
    for number, cells in enumerate(rows):
        properties = f"<w:trPr>{first_row_properties}</w:trPr>" if number == 0 else ""
        inside = "".join(f"<w:tc>{cell if '<' in cell else p(cell)}</w:tc>" for cell in cells)
        lines.append(f"<w:tr>{properties}{inside}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def docx(body: str, parts: dict[str, str] | None = None) -> bytes:
    """The file with this body, and other parts by their names."""
    return zipped(
        {"word/document.xml": part("document", f"<w:body>{body}</w:body>"), **(parts or {})}
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            # Of a fixed day: bytes that stand in a test's name must be the same in every process.
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
