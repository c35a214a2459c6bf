"""Six hundred files as a visit brings them, fifty of them broken in different ways, from chance."""

from __future__ import annotations

import csv
import io
import struct
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from random import Random

from openpyxl import Workbook

from tests.evidence.readers import docx, odf
from tests.evidence.readers.pdf_pages import Set, pdf

__all__ = ["broken_files", "sound_files"]

_SYLLABLES = [
    *("ca", "se", "lo", "ad", "ma", "na", "ger", "re", "view", "su", "per", "vi", "sion", "plan"),
    *("ri", "sk", "com", "mu", "ni", "ty", "or", "der", "pro", "ba", "tion", "te", "am", "staff"),
    *("ser", "vice", "qua", "li", "er", "sen", "ten", "ce", "tim", "part", "a", "gen", "cy", "in"),
]
_OFFICE = "http://schemas.openxmlformats.org"
_SLIDE_SPACES = (
    f'xmlns:p="{_OFFICE}/presentationml/2006/main" xmlns:a="{_OFFICE}/drawingml/2006/main"'
    f' xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
)

Files = Iterator[tuple[str, bytes]]


class Prose:
    """Words, sentences and paragraphs from chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self._words = [
            "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(1, 4)))
            for _ in range(2_000)
        ]

    def words(self, least: int, most: int) -> str:
        """So many words, of which few are frequent."""
        number = self.chance.randint(least, most)
        picked = (int(2_000 * self.chance.random() ** 3) for _ in range(number))
        return " ".join(self._words[at] for at in picked)

    def sentence(self) -> str:
        """A sentence."""
        said = self.words(8, 24)
        return f"{said[0].upper()}{said[1:]}."

    def paragraph(self, least: int = 2, most: int = 7) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(self.chance.randint(least, most)))


def sound_files(seed: int = 1) -> Files:
    """550 files that can be read, by name; ten of them are zips of four files each."""
    prose = Prose(seed)
    for kind, number, made in (
        ("plan.docx", 110, _word),
        ("policy.odt", 20, _opendocument),
        ("report.pdf", 110, _pdf),
        ("letter.rtf", 20, _rich_text),
        ("page.html", 30, _web_page),
        ("notes.md", 30, _markdown),
        ("notes.txt", 60, _text),
        ("cases.csv", 40, _table),
        ("workbook.xlsx", 30, _workbook),
        ("mail.eml", 50, _mail),
        ("meeting.vtt", 20, _webvtt),
        ("interview.srt", 10, _subtitles),
        ("briefing.pptx", 10, _slides),
        ("delivery.zip", 10, _delivery),
    ):
        stem, _, ending = kind.rpartition(".")
        for at in range(number):
            yield f"{stem}-{at:03}.{ending}", made(prose, at)


def _word(prose: Prose, at: int) -> bytes:
    blocks = []
    for number in range(prose.chance.randint(15, 120)):
        if number % 9 == 0:
            blocks.append(docx.p(prose.words(2, 7), '<w:pStyle w:val="Heading1"/>'))
        elif number % 11 == 5:
            rows = [[prose.words(1, 12) for _ in range(4)] for _ in range(8)]
            blocks.append(docx.table(*rows))
        elif number % 7 == 3:
            inserted = docx.r(prose.sentence())
            blocks.append(
                docx.p(
                    f"{docx.r(prose.paragraph())}"
                    f'<w:ins w:author="A" w:date="2026-01-02T10:00:00Z">{inserted}</w:ins>'
                )
            )
        else:
            # Word cuts a paragraph into runs at each edit and each word that it doubts.
            runs = (docx.r(f"{prose.sentence()} ") for _ in range(prose.chance.randint(2, 8)))
            blocks.append(docx.p("".join(runs)))
    picture = prose.chance.randbytes(prose.chance.randint(0, 200_000))
    styles = '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    parts = {"word/styles.xml": docx.part("styles", styles), "word/media/image1.png": picture}
    return docx.docx("".join(blocks), parts)  # type: ignore[arg-type]


def _opendocument(prose: Prose, at: int) -> bytes:
    body = "".join(
        f'<text:h text:outline-level="1">{prose.words(2, 6)}</text:h>'
        if number % 8 == 0
        else f"<text:p>{prose.paragraph()}</text:p>"
        for number in range(prose.chance.randint(20, 90))
    )
    return odf.odf("text", body)


def _pdf(prose: Prose, at: int) -> bytes:
    return pdf(*(_page(prose, columns=1 + at % 2) for _ in range(prose.chance.randint(2, 24))))


def _page(prose: Prose, columns: int) -> list[Set]:
    lines: list[Set] = [(60, 770, 9, "An inspection of probation services")]
    width = 88 // columns
    for column in range(columns):
        top = 730.0
        while top > 60:
            words = prose.paragraph(3, 6).split()
            while words and top > 60:
                line = words.pop(0)
                while words and len(line) + len(words[0]) < width:
                    line += f" {words.pop(0)}"
                lines.append((60 + column * 250, top, 10, line))
                top -= 12
            top -= 8
    return lines


def _rich_text(prose: Prose, at: int) -> bytes:
    body = "".join(rf"\pard {prose.paragraph()}\par " for _ in range(prose.chance.randint(10, 60)))
    return rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial;}}}}{body}}}".encode()


def _web_page(prose: Prose, at: int) -> bytes:
    body = "".join(
        f"<h2>{prose.words(2, 6)}</h2><p>{prose.paragraph()} <b>{prose.words(1, 3)}</b></p>"
        f"<ul><li>{prose.sentence()}<li>{prose.sentence()}</ul>"
        for _ in range(prose.chance.randint(10, 60))
    )
    return f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>".encode()


def _markdown(prose: Prose, at: int) -> bytes:
    return "\n\n".join(
        f"## {prose.words(2, 6)}\n\n{prose.paragraph()}\n\n- {prose.sentence()}\n- a point"
        for _ in range(prose.chance.randint(10, 60))
    ).encode()


def _text(prose: Prose, at: int) -> bytes:
    text = "\r\n\r\n".join(prose.paragraph() for _ in range(prose.chance.randint(10, 120)))
    text = f"Café £12 – “naïve”\r\n\r\n{text}"
    encoding = ("utf-8", "cp1252", "utf-16", "utf-8-sig", "utf-8")[at % 5]
    return text.encode(encoding)


def _rows(prose: Prose, number: int) -> list[list[object]]:
    heads: list[object] = ["team", "grade", "date", "cases", "comment"]
    return [
        heads,
        *(
            [
                prose.words(1, 2),
                prose.chance.choice(("PO", "PSO", "SPO")),
                f"2025-{prose.chance.randint(1, 12):02}-{prose.chance.randint(1, 28):02}",
                prose.chance.randint(0, 70),
                prose.sentence(),
            ]
            for _ in range(number)
        ),
    ]


def _table(prose: Prose, at: int) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=",;"[at % 2]).writerows(_rows(prose, prose.chance.randint(50, 900)))
    return out.getvalue().encode("utf-8" if at % 3 else "cp1252")


def _workbook(prose: Prose, at: int) -> bytes:
    book = Workbook()
    for number in range(prose.chance.randint(1, 3)):
        sheet = book.create_sheet(f"Sheet {number}")
        for row in _rows(prose, prose.chance.randint(50, 600)):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mail(prose: Prose, at: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Head of service <head@example.org>", "inspector@example.org"
    mail["Subject"], mail["Date"] = prose.words(2, 6), "Mon, 02 Feb 2026 10:00:00 +0000"
    quoted = "\n".join(f"> {prose.words(5, 10)}" for _ in range(20))
    text = "\n\n".join(prose.paragraph() for _ in range(prose.chance.randint(2, 12)))
    mail.set_content(f"{text}\n\nOn Monday, a colleague wrote:\n{quoted}\n")
    if at % 2:
        mail.add_alternative(f"<p>{'</p><p>'.join(text.split(chr(10)))}</p>", subtype="html")
    return mail.as_bytes()


def _cues(prose: Prose, stop: str) -> Iterator[tuple[str, str]]:
    for at in range(prose.chance.randint(100, 500)):
        minute, second = divmod(at * 4, 60)
        hour, minute = divmod(minute, 60)
        begin, end = f"{hour:02}:{minute:02}:{second:02}", f"{hour:02}:{minute:02}:{second + 3:02}"
        yield f"{begin}{stop}000 --> {end}{stop}000", prose.words(5, 14)


def _webvtt(prose: Prose, at: int) -> bytes:
    speakers = ("Head of service", "Inspector", "Practitioner")
    cues = "\n\n".join(
        f"{times}\n<v {speakers[number // 4 % 3]}>{said}</v>"
        for number, (times, said) in enumerate(_cues(prose, "."))
    )
    return f"WEBVTT\n\n{cues}\n".encode()


def _subtitles(prose: Prose, at: int) -> bytes:
    cues = enumerate(_cues(prose, ","), 1)
    return "\n\n".join(f"{number}\n{times}\n{said}" for number, (times, said) in cues).encode()


def _slides(prose: Prose, at: int) -> bytes:
    parts: dict[str, str | bytes] = {}
    number = prose.chance.randint(5, 30)
    identifiers = "".join(f'<p:sldId r:id="r{each}"/>' for each in range(number))
    parts["ppt/presentation.xml"] = (
        f"<p:presentation {_SLIDE_SPACES}><p:sldIdLst>{identifiers}</p:sldIdLst></p:presentation>"
    )
    relations = "".join(
        f'<Relationship Id="r{each}" Type="x/slide" Target="slides/slide{each}.xml"/>'
        for each in range(number)
    )
    parts["ppt/_rels/presentation.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    for each in range(number):
        lines = "".join(f"<a:p><a:r><a:t>{prose.words(3, 12)}</a:t></a:r></a:p>" for _ in range(6))
        shape = f"<p:sp><p:spPr/><p:txBody>{lines}</p:txBody></p:sp>"
        parts[f"ppt/slides/slide{each}.xml"] = (
            f"<p:sld {_SLIDE_SPACES}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>"
        )
    return docx.zipped(parts)


def _delivery(prose: Prose, at: int) -> bytes:
    return docx.zipped(
        {
            f"2025/board-{at}.docx": _word(prose, at),
            f"2025/report-{at}.pdf": _pdf(prose, at),
            f"notes-{at}.txt": _text(prose, at),
            f"data/cases-{at}.csv": _table(prose, at),
        }
    )


def broken_files(seed: int = 2) -> Files:  # noqa: PLR0915  (one list, a line a file)
    """Fifty files that are refused, or read only in part and with a warning, by name."""
    prose = Prose(seed)
    chance = prose.chance
    word, book, text = _word(prose, 0), _workbook(prose, 0), _text(prose, 0)
    noise = chance.randbytes(20_000)
    old_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000)
    locked = old_office + "EncryptedPackage".encode("utf-16-le") + noise
    # cut short
    yield "cut.docx", word[: len(word) // 2]
    yield "cut.xlsx", book[: len(book) // 2]
    yield "cut.odt", _opendocument(prose, 0)[:3_000]
    yield "cut.pptx", _slides(prose, 0)[:900]
    yield "cut.zip", _delivery(prose, 99)[:50_000]
    yield "cut.pdf", _pdf(prose, 3)[:60]
    # another ending than its own
    for name in ("picture.docx", "program.pdf", "sound.odt", "film.xlsx", "picture.pptx"):
        yield name, noise + name.encode()
    yield "picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + noise
    yield "program.csv", b"MZ\x90\0\3\0\0\0" + noise
    yield "archive.pdf", docx.zipped({"a.txt": text})
    yield "report.zip", _pdf(prose, 4)
    yield "text.docx", text
    yield "table.docx", book
    yield "letter.rtf", b"This is no rich text at all."
    yield "data.eml", noise
    # endings that nothing reads
    yield "photo.jpg", noise + b"1"
    yield "film.mp4", noise + b"2"
    yield "no ending", noise + b"3"
    # made to fill the memory or the disk
    yield "bomb.docx", _bomb("word/document.xml", 1_500_000_000)
    yield "bomb.xlsx", _bomb("xl/workbook.xml", 300_000_000)
    yield "bomb.zip", _bomb("zeros.txt", 2_000_000_000)
    yield "many.zip", _many(60_000)
    yield "over one another.zip", _overlapping(200)
    yield "nested.zip", _nested(6)
    yield "cell.csv", b'comment\n"' + b"x" * 90_000_000 + b'"\n'
    # XML made to grow, or to fetch
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    body = f"{docx.part('document', '<w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body>')}"
    yield "laughs.docx", docx.zipped({"word/document.xml": laughs + body.partition("?>")[2]})
    yield "laughs.odt", docx.zipped({"content.xml": f"{laughs}<x>&l9;</x>"})
    fetch = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    yield (
        "fetch.docx",
        docx.zipped(
            {"word/document.xml": (fetch + body.partition("?>")[2]).replace("&l9;", "&f;")}
        ),
    )
    yield "fetch.xlsx", docx.zipped({"xl/workbook.xml": f"{fetch}<x>&f;</x>"})
    # nested beyond measure, or going round in a circle
    yield "deep.docx", docx.docx("<w:sdt><w:sdtContent>" * 20_000)
    yield "deep.odt", odf.odf("text", "<text:section>" * 20_000)
    yield "circle.pdf", pdf([]).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]")
    yield "deep.pdf", b"%PDF-1.7\n1 0 obj" + b"[" * 400_000
    # protected
    yield "locked.docx", locked
    yield "locked.xlsx", locked + b"2"
    yield "locked.zip", _encrypted(text)
    yield (
        "locked.pdf",
        pdf([(60, 700, 10, "x")]).replace(
            b"/Root 1 0 R",
            b"/Root 1 0 R/ID[(0123456789abcdef)(0123456789abcdef)]"
            b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O("
            + b"o" * 32
            + b")/U("
            + b"u" * 32
            + b")>>",
        ),
    )
    yield "old.docx", old_office
    # nothing in it
    for ending in ("txt", "docx", "pdf", "csv", "eml"):
        yield f"empty.{ending}", b" " * (ending == "csv")
    # ten thousand pages, of which half are read; a scan; a transcript without a cue
    yield (
        "ten thousand pages.pdf",
        pdf(*([(60.0, 700.0, 10.0, f"Page {n}")] for n in range(10_000))),
    )
    yield "scan.pdf", pdf([], [], [])
    yield "no cue.vtt", b"WEBVTT\n\nNOTE nothing\n"


def _bomb(name: str, size: int) -> bytes:
    """A zip of one member of zeros, packed without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(10_000_000)
    packed = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    checksum = 0
    for _ in range(size // len(block)):
        checksum = zlib.crc32(block, checksum)
    return _archive([(name, packed, size, checksum, 0)])


def _archive(members: list[tuple[str, bytes, int, int, int]], stride: int | None = None) -> bytes:
    """A zip written by hand; with ``stride`` 0 each member's bytes are the first one's."""
    body, directory = b"", b""
    for name, packed, size, checksum, flags in members:
        place = 0 if stride == 0 else len(body)
        common = struct.pack(
            "<HHHHHIIIHH", 20, flags, 8, 0, 33, checksum, len(packed), size, len(name), 0
        )
        if not (stride == 0 and body):
            body += b"PK\3\4" + common + name.encode() + packed
        directory += (
            b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, place)
        ) + name.encode()
    number = min(len(members), 65_535)
    end = struct.pack("<HHHHIIH", 0, 0, number, number, len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def _many(number: int) -> bytes:
    return _archive([(f"{each}.txt", b"\3\0", 0, 0, 0) for each in range(number)])


def _overlapping(number: int) -> bytes:
    block = bytes(5_000_000)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush()
    members = [("x.txt", packed, len(block), zlib.crc32(block), 0)] * number
    return _archive(members, stride=0)


def _nested(depth: int) -> bytes:
    inner: bytes = b"The end."
    name = "end.txt"
    for each in range(depth):
        inner, name = docx.zipped({name: inner}), f"level {each}.zip"
    return inner


def _encrypted(content: bytes) -> bytes:
    return _archive([("secret.txt", b"x" * 12 + content, len(content), 0, 1)])
