"""QualCoder projects: the folder NAME.qda, its database data.qda alone, or the folder in a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

from evidence.projects._archive import Archive
from evidence.projects._counting import Span, counting_of
from evidence.projects._tables import Row, Tables, moment_of, number_of, text_of
from evidence.projects.project import (
    Code,
    Loss,
    Note,
    Project,
    ProjectSource,
    Selection,
    called,
    media_type_of,
    reading_of_text,
)
from evidence.readers._package import ZIP_DAMAGE
from evidence.reading import Reading, Unreadable

__all__ = ["NAME", "SUFFIXES", "VERSION", "read", "recognises"]

NAME = "QualCoder project"
VERSION = 1
SUFFIXES = (".qda", ".zip")

_DATABASE = "data.qda"
_FOLDERS = ("documents", "images", "audio", "video")
#: What else the program keeps, and what it is called here.
_OTHERS = {
    "graph": "drawing",
    "stored_sql": "saved query",
    "files_filter": "saved filter",
    "ris": "reference",
    "manage_files_display": "saved view",
}


def recognises(path: Path) -> bool:
    """Whether it is a QualCoder project's folder, its database, or a zip that holds one."""
    if path.is_dir():
        return (path / _DATABASE).is_file()
    if path.suffix.lower() == ".qda":
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return any(_is_database(name) for name in archive.namelist())
    except (*ZIP_DAMAGE, OSError):
        return False


def _is_database(name: str) -> bool:
    return name.replace("\\", "/").rpartition("/")[2].lower() == _DATABASE


def read(name: str, content: bytes, beside: Callable[[str], bytes | None]) -> Project:
    """The project. Raises Unreadable."""
    title = PurePath(name).stem
    if content.startswith(b"PK"):
        archive = Archive(content, NAME)
        found = [each for each in archive.names if _is_database(each)]
        if len(found) != 1:
            raise Unreadable(f"holds {len(found)} QualCoder projects: pack one alone")
        folder = found[0].replace("\\", "/").rpartition("/")[0]
        content = archive.content(found[0])
        title = PurePath(folder).stem or title

        def beside(name: str) -> bytes | None:
            return archive.named(f"{folder}/{name}" if folder else name)

    with Tables(content, NAME) as tables:
        if not {"source", "code_text", "code_name"} <= tables.names:
            raise Unreadable(
                "is a database of another program, without sources and codes: export it as .qdpx"
            )
        return _Reader(tables, title, beside).project()


class _Reader:
    """Goes through the tables."""

    def __init__(self, tables: Tables, name: str, beside: Callable[[str], bytes | None]) -> None:
        self.tables = tables
        self.name = name
        self.beside = beside
        self.losses: list[Loss] = []
        self.notes: list[Note] = []
        self.decided: list[str] = []
        self.files = {number_of(row, "id"): row for row in tables.rows("source")}

    def project(self) -> Project:
        """All of it."""
        codes = tuple(self._codes())
        names = {code.key: code.name for code in codes}
        coded: dict[int | None, list[Row]] = {}
        for row in self.tables.rows("code_text"):
            coded.setdefault(number_of(row, "fid"), []).append(row)
        sources = []
        for key, row in self.files.items():
            source = self._source(row, coded.pop(key, []), names)
            if source is not None:
                sources.append(source)
        for rows in coded.values():
            for row in rows:
                self._lost("selection", _short(text_of(row, "seltext")), "its source is missing")
        self._annotations()
        self._pictures(names)
        self._cases()
        self._rest()
        return Project(
            self.name, NAME, VERSION, codes, tuple(sources), tuple(self.notes),
            tuple(self.losses), tuple(self.decided),
        )  # fmt: skip

    def _lost(self, kind: str, where: str, what: str) -> None:
        self.losses.append(Loss(kind, where, what))

    def _kept(self, kind: str, where: str, title: str, text: str) -> None:
        if text.strip():
            self.notes.append(Note(title, text))
            self._lost(kind, where, "kept as a note")

    # -- codes --------------------------------------------------------------------------------

    def _codes(self) -> Iterator[Code]:
        categories = {number_of(row, "catid"): row for row in self.tables.rows("code_cat")}
        for row in categories.values():
            name = text_of(row, "name")
            self._kept("memo of a category", name, f"Category {name}", text_of(row, "memo"))
        for row in self.tables.rows("code_name"):
            name = text_of(row, "name").strip() or "(a code without a name)"
            path = [name]
            seen: set[int | None] = set()
            at = number_of(row, "catid")
            while at in categories and at not in seen:
                seen.add(at)
                path.insert(0, text_of(categories[at], "name").strip())
                at = number_of(categories[at], "supercatid")
            memo = text_of(row, "memo").strip()
            if memo:
                self._lost("description of a code", name, "kept in the notes' codebook")
            yield Code(f"code {number_of(row, 'cid')}", tuple(path), memo)

    # -- sources ------------------------------------------------------------------------------

    def _source(self, row: Row, coded: list[Row], names: dict[str, str]) -> ProjectSource | None:
        key, title = number_of(row, "id"), text_of(row, "name").strip() or "a source"
        raw, path = text_of(row, "fulltext"), text_of(row, "mediapath")
        original = self._original(title, path)
        self._kept("memo of a source", title, f"About {title}", text_of(row, "memo"))
        transcript = number_of(row, "av_text_id")
        if transcript in self.files:
            other = text_of(self.files[transcript], "name")
            self._lost("link", title, f"its transcript is {other}: kept in this list only")
        if not raw and original is None:
            self._lost("source", title, "has no text, and its file is not in the project")
            return None
        selections: list[Selection] = []
        reading = Reading("", (), ("only a transcript's words are read",))
        if raw:
            reading, selections = self._text(title, raw, coded, names)
        else:
            for each in coded:
                self._lost("selection", _short(text_of(each, "seltext")), "its text is missing")
        suffix = PurePath(path or title).suffix.lower() if original is not None else ".txt"
        file = called(title, f"x{suffix}")
        content = original if original is not None else raw.encode("utf-8", "replace")
        return ProjectSource(
            f"source {key}", title, file, content, media_type_of(file), reading, tuple(selections),
            text_of(row, "owner") or None,
        )  # fmt: skip

    def _original(self, title: str, path: str) -> bytes | None:
        """The file that a source came in, from the project's own folders only."""
        if ":" in path:
            self._lost("file outside", title, f"{path} is not in the project: add it by itself")
            return None
        inside = path.lstrip("/\\").replace("\\", "/") if path else f"documents/{title}"
        inside = inside.replace("docs/", "documents/", 1) if inside.startswith("docs/") else inside
        if inside.partition("/")[0] not in _FOLDERS:
            return None
        content = self.beside(inside)
        if content is None and path:
            self._lost("missing file", title, f"{path} is not in the project")
        return content

    def _text(
        self, title: str, raw: str, coded: list[Row], names: dict[str, str]
    ) -> tuple[Reading, list[Selection]]:
        known: list[tuple[Row, Span]] = []
        for row in coded:
            start, end = number_of(row, "pos0"), number_of(row, "pos1")
            if start is None or end is None:
                self._lost(
                    "selection", f"{_short(text_of(row, 'seltext'))} in {title}", "has no place"
                )
            else:
                known.append((row, Span(start, end, text_of(row, "seltext"))))
        text, way = counting_of(raw, [span for _, span in known])
        if way.said:
            self.decided.append(f"{title}: positions are counted {way.said}: so they fall on words")
        found: dict[tuple[int, int, str], Selection] = {}
        for row, span in known:
            place = way.place(span)
            code = f"code {number_of(row, 'cid')}"
            name = names.get(code)
            where = f"“{_short(span.name)}” in {title}"
            if place is None or not text[place[0] : place[1]].strip():
                coded_as = f" (coded {name})" if name else ""
                self._lost("selection", where, f"lies outside of the text{coded_as}")
                continue
            if name is None:
                self._lost("code", where, "is coded with a code that is not there")
            self._kept("note on a selection", where, f"On {where}", text_of(row, "memo"))
            if number_of(row, "important"):
                self._lost("mark", where, "is marked as important: kept in this list only")
            owner = text_of(row, "owner")
            key = (*place, owner)
            before = found.get(key)
            codes = (*(before.codes if before else ()), *((code,) if name is not None else ()))
            found[key] = Selection(
                f"{title} {place} {owner}", text[place[0] : place[1]], *place,
                tuple(dict.fromkeys(codes)), None, owner or None,
                before.at if before else moment_of(row, "date"),
            )  # fmt: skip
        return reading_of_text(text), list(found.values())

    # -- around them --------------------------------------------------------------------------

    def _called(self, key: int | None) -> str:
        row = self.files.get(key)
        return text_of(row, "name") if row is not None else "a source that is missing"

    def _annotations(self) -> None:
        for row in self.tables.rows("annotation"):
            file = self.files.get(number_of(row, "fid"))
            start, end = number_of(row, "pos0") or 0, number_of(row, "pos1") or 0
            text = text_of(file, "fulltext") if file is not None else ""
            where = f"“{_short(text[max(0, start) : max(0, end)])}” in "
            where += self._called(number_of(row, "fid"))
            self._kept("note on a selection", where, f"On {where}", text_of(row, "memo"))

    def _pictures(self, names: dict[str, str]) -> None:
        """What is coded in pictures and recordings holds no words."""
        for table, first, last in (("code_image", "x1", "y1"), ("code_av", "pos0", "pos1")):
            for row in self.tables.rows(table):
                name = names.get(f"code {number_of(row, 'cid')}", "a code that is missing")
                at = f"{number_of(row, first)}, {number_of(row, last)}"
                where = f"{self._called(number_of(row, 'id'))} at {at}"
                what = f"holds no words, coded {name}"
                self._lost("part of a picture or recording", where, what)
                self._kept("note on a selection", where, f"On {where}", text_of(row, "memo"))

    def _cases(self) -> None:
        values: dict[tuple[str, int | None], list[str]] = {}
        for row in self.tables.rows("attribute"):
            if text_of(row, "value"):
                of = (text_of(row, "attr_type"), number_of(row, "id"))
                said = f"{text_of(row, 'name')} = {text_of(row, 'value')}"
                values.setdefault(of, []).append(said)
        parts: dict[int | None, dict[str, None]] = {}
        for row in self.tables.rows("case_text"):
            title = self._called(number_of(row, "fid"))
            parts.setdefault(number_of(row, "caseid"), {})[f"- {title}"] = None
        for row in self.tables.rows("cases"):
            key, name = number_of(row, "caseid"), text_of(row, "name")
            lines = [text_of(row, "memo"), *values.get(("case", key), []), *parts.get(key, {})]
            body = "\n".join(filter(None, lines)) or "(nothing is said of it)"
            self._kept("case", name, f"Case {name}", body)
        for (sort, key), lines in values.items():
            if sort == "file":
                title = self._called(key)
                self._kept(
                    "variables of a source", title, f"Variables of {title}", "\n".join(lines)
                )

    def _rest(self) -> None:
        for row in self.tables.rows("project"):
            self._kept("description", self.name, "About the project", text_of(row, "memo"))
        for row in self.tables.rows("journal"):
            name = text_of(row, "name")
            self._kept("journal", name, f"Journal {name}", text_of(row, "jentry"))
        for table, kind in _OTHERS.items():
            for row in self.tables.rows(table):
                name = text_of(row, "name") or text_of(row, "title") or kind
                self._lost(kind, name, "not kept")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else f"{line[:49]}…"
