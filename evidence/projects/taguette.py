"""Taguette projects: the SQLite file that the program exports, one project in each."""

from __future__ import annotations

from pathlib import Path, PurePath

from evidence.projects._html_offsets import Counted, counted, words_of
from evidence.projects._tables import Row, Tables, moment_of, number_of, text_of
from evidence.projects.project import (
    Code,
    Loss,
    Note,
    Project,
    ProjectSource,
    Selection,
    reading_of_text,
)
from evidence.reading import Unreadable

__all__ = ["NAME", "SUFFIXES", "VERSION", "read", "recognises"]

NAME = "Taguette project"
VERSION = 1
SUFFIXES = (".sqlite3",)


def recognises(path: Path) -> bool:
    """Whether it is a file: no other program here exports this ending."""
    return not path.is_dir()


def read(name: str, content: bytes, beside: object) -> Project:
    """The project. Raises Unreadable."""
    with Tables(content, NAME) as tables:
        if not {"projects", "documents", "highlights", "tags"} <= tables.names:
            raise Unreadable(
                "is a database of another program, without documents and tags: export it as .qdpx"
            )
        projects = tables.rows("projects")
        if len(projects) > 1:
            names = ", ".join(text_of(row, "name") for row in projects[:5])
            raise Unreadable(
                f"holds {len(projects)} projects ({names}): export one of them from Taguette"
            )
        return _project(tables, projects[0] if projects else {}, PurePath(name).stem)


def _project(tables: Tables, row: Row, stem: str) -> Project:
    name = text_of(row, "name").strip() or stem
    losses: list[Loss] = []
    notes: list[Note] = []
    decided: list[str] = []

    def keep(kind: str, where: str, title: str, text: str) -> None:
        if text.strip():
            notes.append(Note(title, text))
            losses.append(Loss(kind, where, "kept as a note"))

    keep("description", name, "About the project", text_of(row, "description"))
    codes = []
    for tag in tables.rows("tags"):
        path = text_of(tag, "path").strip() or "(a tag without a name)"
        description = text_of(tag, "description").strip()
        codes.append(Code(f"tag {number_of(tag, 'id')}", (path,), description))
        if description:
            losses.append(Loss("description of a code", path, "kept in the notes' codebook"))
    known = {code.key for code in codes}
    tagged: dict[int | None, list[str]] = {}
    for pair in tables.rows("highlight_tags"):
        key = f"tag {number_of(pair, 'tag_id')}"
        if key in known:
            tagged.setdefault(number_of(pair, "highlight_id"), []).append(key)
        else:
            losses.append(Loss("code", "a highlight", "is tagged with a tag that is not there"))
    marked: dict[int | None, list[Row]] = {}
    for highlight in tables.rows("highlights"):
        marked.setdefault(number_of(highlight, "document_id"), []).append(highlight)
    sources = []
    for document in tables.rows("documents"):
        title = text_of(document, "name").strip() or "a document"
        keep("description of a source", title, f"About {title}", text_of(document, "description"))
        number = number_of(document, "id")
        html = text_of(document, "contents")
        text = counted(html)
        rows = marked.pop(number, [])
        selections = _selections(text, rows, tagged, title, losses, decided)
        sources.append(
            ProjectSource(
                f"document {number}", title, f"{title}.html", html.encode("utf-8", "replace"),
                "text/html", reading_of_text(text.text), tuple(selections),
            )
        )  # fmt: skip
    for rows in marked.values():
        for highlight in rows:
            where = text_of(highlight, "snippet")[:50]
            losses.append(Loss("selection", where, "its document is missing"))
    return Project(
        name, NAME, VERSION, tuple(codes), tuple(sources), tuple(notes), tuple(losses),
        tuple(decided),
    )  # fmt: skip


def _selections(
    text: Counted,
    rows: list[Row],
    tagged: dict[int | None, list[str]],
    title: str,
    losses: list[Loss],
    decided: list[str],
) -> list[Selection]:
    """The highlights where their bytes lead; the space before the first word is counted or not."""

    def fit(shift: int) -> int:
        places = ((_place(text, row, shift), words_of(text_of(row, "snippet"))) for row in rows)
        return sum(
            "".join(text.text[place[0] : place[1]].split()) == said
            for place, said in places
            if place
        )

    shift = max((0, text.before), key=fit) if text.before else 0
    if shift:
        decided.append(f"{title}: positions are counted from its first word: so they fall on words")
    found = []
    for row in rows:
        key = number_of(row, "id")
        place = _place(text, row, shift)
        said = words_of(text_of(row, "snippet"))
        quote = text.text[place[0] : place[1]] if place else ""
        where = f"“{' '.join(quote.split())[:50] or said[:50]}” in {title}"
        if place is None or not quote.strip():
            losses.append(Loss("selection", where, "lies outside of the text"))
            continue
        if said and "".join(quote.split()) != said:
            losses.append(Loss("snippet", where, f"Taguette shows “{said[:80]}” for it"))
        codes = tuple(dict.fromkeys(tagged.get(key, [])))
        at = moment_of(row, "created")
        found.append(Selection(f"highlight {key}", quote, *place, codes, None, None, at))
    return found


def _place(text: Counted, row: Row, shift: int) -> tuple[int, int] | None:
    start, end = number_of(row, "start_offset"), number_of(row, "end_offset")
    return None if start is None or end is None else text.place(start + shift, end + shift)
