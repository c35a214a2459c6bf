"""Asking for files to be added: the fields, what is wrong with them, and what they come to."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from evidence.adding import Gathered, SourceDetails, gathered
from evidence.model import day_of
from evidence.projects import is_project
from evidence.words import KINDS, Kind, spoken
from tui.asking.choices import voice_choices
from tui.asking.dialogs import Field
from tui.asking.voices import voice_faults, voice_fields
from tui.session import WorkSession

__all__ = ["add_details", "add_faults", "add_fields", "files_of", "path_of", "wants_new_voice"]


def add_fields(work: WorkSession) -> list[Field]:
    """The fields of the form: the path first, the new voice's last."""
    kinds = tuple((kind, spoken(kind)) for kind in KINDS)
    voices = [(choice.value, choice.text) for choice in voice_choices(work)]
    role, group, people = voice_fields()
    return [
        Field("path", "File or folder", required=True, hint="~/Documents/plan.docx or *.docx"),
        Field("kind", "Kind", options=kinds),
        Field("title", "Title", hint="each file's name, if left empty"),
        Field("dated", "Dated", hint="not known; else such as 2026-03-09"),
        Field("voice", "Voice", options=(("", "none, or a new one below"), *voices)),
        Field("role", "New voice's role", role.initial, role.options, hint="never a name"),
        Field("group", "New voice's group", group.initial, group.options),
        Field("people", "How many people", people.initial, people.options, hint=people.hint),
    ]


def path_of(typed: str) -> Path:
    """The file that somebody typed, pasted or dragged into the terminal: ~, quotes, escapes."""
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    path = _expanded(text)
    if "\\" in text and not path.exists():
        unescaped = _expanded(text.replace("\\ ", " ").replace("\\", ""))
        return unescaped if unescaped.exists() else path
    return path


def files_of(typed: str) -> Gathered:
    """The files that somebody typed: one, those within a folder, or those that a pattern fits."""
    return gathered([path_of(typed)])


def _expanded(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # no such user
        return Path(text)


def wants_new_voice(values: dict[str, str]) -> bool:
    """Whether the fields describe a voice of their own."""
    return bool(values["role"] or values["group"] or values["people"])


def add_faults(values: dict[str, str]) -> str | None:
    """What is wrong with the fields, or nothing."""
    try:
        found = files_of(values["path"])
        files = [path for path in found.files if path.is_file() or is_project(path)]
        if not files and path_of(values["path"]).is_dir():
            return "That folder holds no files."
        if not files:
            return f"There is no file {path_of(values['path'])}"
    except (OSError, ValueError):
        return "That can't be the name of a file."
    if values["title"] and len(found.files) > 1:
        return "One title can't be that of several files: leave it empty."
    if values["dated"]:
        try:
            day_of(values["dated"])
        except ValueError:
            return "Dated: a day such as 2026-03-09, or nothing."
    if values["voice"] and wants_new_voice(values):
        return "Either a voice that stands, or a new one: not both."
    return voice_faults(values) if wants_new_voice(values) else None


def add_details(values: dict[str, str]) -> SourceDetails:
    """What the fields say of the source, a new voice left out."""
    return SourceDetails(
        kind=cast("Kind", values["kind"]),
        title=values["title"] or None,
        voices=(values["voice"],) if values["voice"] else (),
        fields={"dated": values["dated"]} if values["dated"] else {},
    )
