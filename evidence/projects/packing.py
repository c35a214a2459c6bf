"""A project as JSON and bytes, for the pipe from the process that read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from evidence.content import reading_from_bytes, reading_to_bytes
from evidence.projects.project import Code, Loss, Note, Project, ProjectSource, Selection

__all__ = ["packed", "unpacked"]


def packed(project: Project) -> tuple[bytes, bytes]:
    """All but the files as JSON, and the files one after another."""
    files: list[bytes] = []

    def at(content: bytes) -> int:
        files.append(content)
        return len(content)

    told = {
        "name": project.name,
        "reader": project.reader,
        "version": project.version,
        "codes": [asdict(code) for code in project.codes],
        "sources": [
            {
                "key": source.key,
                "title": source.title,
                "file": source.file,
                "media_type": source.media_type,
                "by": source.by,
                "reading": reading_to_bytes(source.reading, "", 0, "").decode(),
                "selections": [asdict(selection) for selection in source.selections],
                "original": at(source.original),
            }
            for source in project.sources
        ],
        "notes": [asdict(note) for note in project.notes],
        "losses": [asdict(loss) for loss in project.losses],
        "decided": project.decided,
        "records": None if project.records is None else at(project.records),
        "files": {digest: at(content) for digest, content in project.files.items()},
    }
    return json.dumps(told).encode(), b"".join(files)


def unpacked(told: bytes, files: bytes) -> Project:
    """The project that ``packed`` gave. Raises ValueError, KeyError or TypeError."""
    document: dict[str, Any] = json.loads(told)
    at = 0

    def taken(size: int) -> bytes:
        nonlocal at
        at += size
        return files[at - size : at]

    return Project(
        name=document["name"],
        reader=document["reader"],
        version=document["version"],
        codes=tuple(
            Code(code["key"], tuple(code["path"]), code["description"])
            for code in document["codes"]
        ),
        sources=tuple(_source(source, taken(source["original"])) for source in document["sources"]),
        notes=tuple(Note(**note) for note in document["notes"]),
        losses=tuple(Loss(**loss) for loss in document["losses"]),
        decided=tuple(document["decided"]),
        records=None if document["records"] is None else taken(document["records"]),
        files={digest: taken(size) for digest, size in document["files"].items()},
    )


def _source(told: dict[str, Any], original: bytes) -> ProjectSource:
    return ProjectSource(
        key=told["key"],
        title=told["title"],
        file=told["file"],
        original=original,
        media_type=told["media_type"],
        reading=reading_from_bytes(told["reading"].encode()),
        selections=tuple(_selections(told["selections"])),
        by=told["by"],
    )


def _selections(told: Iterable[dict[str, Any]]) -> Iterable[Selection]:
    for each in told:
        yield Selection(**{**each, "codes": tuple(each["codes"])})
