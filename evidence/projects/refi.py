"""REFI-QDA projects (.qdpx) and codebooks (.qdc), as many programs write them.

What is read liberally: the XML's name, namespace and order, GUIDs in every form, every way of
naming a file inside, positions however they were counted. What an inspection has no record for is
listed one by one, its text kept as a note.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from evidence.projects._archive import Archive
from evidence.projects._qde import (
    attribute,
    child,
    children,
    guid,
    number,
    parsed,
    text_of,
)
from evidence.projects._refi_texts import Gathering, TextElement
from evidence.projects.project import (
    RECORDS,
    Code,
    Project,
    ProjectSource,
    Selection,
    called,
    media_type_of,
)
from evidence.readers import reader_for
from evidence.readers._package import Element, local_name
from evidence.reading import Reading, Unreadable

__all__ = ["NAME", "SUFFIXES", "VERSION", "read", "recognises"]

NAME = "REFI-QDA project"
VERSION = 1
SUFFIXES = (".qdpx", ".qdc")

_MEDIA = {"PictureSource": "picture", "AudioSource": "sound", "VideoSource": "film"}


def recognises(path: Path) -> bool:
    """Whether it is a file: the endings are REFI-QDA's own."""
    return not path.is_dir()


def read(name: str, content: bytes, beside: object) -> Project:
    """The project, or the codebook. Raises Unreadable."""
    if PurePath(name).suffix.lower() == ".qdc":
        root, warnings = parsed(content)
        archive = None
    else:
        archive = Archive(content, "REFI-QDA project (.qdpx)")
        root, warnings = parsed(archive.content(_main_part(archive)))
    if local_name(root) not in ("Project", "CodeBook"):
        raise Unreadable("its XML is neither a project nor a codebook of REFI-QDA: export it anew")
    return _Reader(root, archive, PurePath(name).stem, warnings).project()


def _main_part(archive: Archive) -> str:
    found = [name for name in archive.names if name.lower().endswith(".qde")]
    if not found:
        raise Unreadable("holds no project.qde, as a REFI-QDA project does: export it anew")

    def rank(name: str) -> tuple[bool, int, str]:
        plain = name.replace("\\", "/")
        return plain.rpartition("/")[2].lower() != "project.qde", plain.count("/"), name

    return min(found, key=rank)


class _Reader:
    """Goes through the XML once and gathers what it finds."""

    def __init__(
        self, root: Element, archive: Archive | None, name: str, warnings: Sequence[str]
    ) -> None:
        self.root = root
        self.got = Gathering(archive)
        self.got.decided += warnings
        self.got.by_standard = attribute(root, "origin").startswith("Triangulate")
        self.name = attribute(root, "name") or name
        self.codes: list[Code] = []
        self.sources: list[ProjectSource] = []

    def project(self) -> Project:
        """Everything, in an order in which names are known before they are referred to."""
        root, got = self.root, self.got
        for user in children(child(root, "Users"), "User"):
            got.users[guid(user)] = attribute(user, "name") or attribute(user, "id")
        codebook = root if local_name(root) == "CodeBook" else child(root, "CodeBook")
        for codes in children(codebook, "Codes"):
            self._codes(codes, ())
        for note in children(child(root, "Notes"), "Note"):
            got.names[guid(note)] = attribute(note, "name") or "a note without a name"
        for variable in children(child(root, "Variables"), "Variable"):
            got.names[guid(variable)] = attribute(variable, "name")
        for case in children(child(root, "Cases"), "Case"):
            got.names[guid(case)] = f"the case {attribute(case, 'name')}"
        got.codes = {code.key: code.name for code in self.codes}
        got.counts_pages_from_0 = any(
            number(each, "page") == 0 for each in root.iter("{*}PDFSelection")
        )
        for sources in children(root, "Sources"):
            for element in children(sources):
                self._source(element)
        self._around(codebook)
        records, files = self._records()
        return Project(
            name=self.name,
            reader=NAME,
            version=VERSION,
            codes=tuple(self.codes),
            sources=tuple(self.sources),
            notes=tuple(got.notes),
            losses=tuple(got.losses),
            decided=tuple(got.decided),
            records=records,
            files=files,
        )

    # -- codes --------------------------------------------------------------------------------

    def _codes(self, parent: Element, path: tuple[str, ...]) -> None:
        for element in children(parent, "Code"):
            key = guid(element) or f"code {len(self.codes) + 1}"
            name = attribute(element, "name") or "(a code without a name)"
            if key in self.got.names:
                self.got.lost("code", name, "has the same GUID as another code: left out")
                continue
            description = text_of(element, "Description").strip()
            here = (*path, name)
            self.codes.append(Code(key, here, description))
            self.got.names[key] = name
            if description:
                self.got.lost("description of a code", name, "kept in the notes' codebook")
            self.got.refer(element, f"the code {name}")
            self._codes(element, here)

    # -- sources ------------------------------------------------------------------------------

    def _source(self, element: Element) -> None:
        kind = local_name(element)
        if kind not in ("TextSource", "PDFSource", *_MEDIA):
            self.got.lost("source", attribute(element, "name") or kind, "of an unknown sort")
            return
        title = attribute(element, "name") or f"source {len(self.sources) + 1}"
        key = guid(element) or f"source {len(self.sources) + 1}"
        self.got.names[key] = title
        if kind == "TextSource":
            made = self._text(element, key, title)
        elif kind == "PDFSource":
            made = self._pdf(element, key, title)
        else:
            made = self._media(element, key, title, _MEDIA[kind])
        self._of_whole(element, title)
        if made is not None:
            by = self.got.users.get(guid(element, "creatingUser")) or None
            self.sources.append(replace(made, by=by))

    def _of_whole(self, element: Element, title: str) -> None:
        """What is said of a source as a whole."""
        got = self.got
        description = text_of(element, "Description").strip()
        if description:
            got.kept("description of a source", title, f"About {title}", description)
        names = [
            got.codes.get(guid(reference, "targetGUID"))
            or got.names.get(guid(reference, "targetGUID"), "an unknown code")
            for coding in children(element, "Coding")
            for reference in children(coding, "CodeRef")
        ]
        for name in names:
            got.lost("code of a whole source", f"{title}: {name}", "kept in this list only")
        values = [got.value(each) for each in children(element, "VariableValue")]
        if values:
            got.kept("variables of a source", title, f"Variables of {title}", "\n".join(values))
        got.refer(element, title)

    def _text(self, element: Element, key: str, title: str) -> ProjectSource | None:
        got = self.got
        rich = attribute(element, "richTextPath")
        original = got.file(rich, title) if rich else None
        text = TextElement(got, element, title)
        raw, warnings = text.raw()
        file = PurePath(attribute(element, "plainTextPath") or f"{key}.txt").name
        read_again = False
        if len(raw.strip("\ufeff\0 \r\n")) <= 1 and original is not None:
            reading = _read_by_us(rich, original)
            if reading is not None:
                raw, read_again = reading.text, True
                got.decided.append(
                    f"{title}: its plain text is missing, so its {PurePath(rich).suffix} was read"
                )
        if not raw.strip():
            if original is None:
                text.lose_all("the source's text is missing")
                got.lost("source", title, "its text is missing from the project: not brought in")
                return None
            got.lost("text of a source", title, "could not be read: the file is kept")
        made, selections = text.reading(raw, warnings, by_name=read_again)
        if original is not None:
            file = PurePath(rich).name
        plain = original if original is not None else text.content or raw.encode("utf-8", "replace")
        return ProjectSource(
            key, title, called(title, file), plain, media_type_of(file), made, tuple(selections)
        )

    def _pdf(self, element: Element, key: str, title: str) -> ProjectSource | None:
        got = self.got
        path = attribute(element, "path") or attribute(element, "currentPath")
        original = got.file(path, title)
        representation = child(element, "Representation")
        if representation is None:
            text = TextElement(got, element, title)
        else:
            text = TextElement(got, representation, title, around=element)
        raw, warnings = text.raw() if representation is not None else ("", ())
        own = _read_by_us("x.pdf", original) if original is not None else None
        if raw.strip():
            made, selections = text.reading(raw, warnings, by_name=False)
        elif own is not None:
            made, selections = text.reading(own.text, (), by_name=True, known=own)
        else:
            made, selections = Reading("", (), ("its words could not be read",)), []
            if original is None:
                text.lose_all("the source's text is missing")
                got.lost("source", title, "is missing from the project: not brought in")
                return None
            text.lose_all("the text could not be read")
        selections = list(got.pages(element, title, made, selections, original))
        content = original if original is not None else raw.encode("utf-8", "replace")
        file = PurePath(path).name if original is not None else f"{key}.txt"
        return ProjectSource(
            key, title, called(title, file), content, media_type_of(file), made, tuple(selections)
        )

    def _media(self, element: Element, key: str, title: str, what: str) -> ProjectSource | None:
        got = self.got
        path = attribute(element, "path") or attribute(element, "currentPath")
        original = got.file(path, title)
        selections: list[Selection] = []
        made = Reading("", (), (f"a {what}: only a transcript's words are read",))
        transcripts = list(children(element, "Transcript", "TextDescription"))
        for count, transcript in enumerate(transcripts):
            text = TextElement(got, transcript, title)
            raw, warnings = text.raw()
            if not raw.strip():
                text.lose_all("the transcript's text is missing")
            elif count == 0:
                made, selections = text.reading(raw, warnings, by_name=False)
            else:
                name = attribute(transcript, "name") or f"{title}, transcript {count + 1}"
                other, marked = text.reading(raw, warnings, by_name=False)
                self.sources.append(
                    ProjectSource(
                        guid(transcript) or f"{key} {count}", name, f"{name}.txt",
                        text.content or raw.encode("utf-8", "replace"), "text/plain", other,
                        tuple(marked),
                    )
                )  # fmt: skip
        got.lose_media(element, title, {each.key for each in selections})
        if original is None and not made.text:
            got.lost("source", title, f"the {what} is not in the project, and it has no words")
            return None
        content = original if original is not None else made.text.encode("utf-8", "replace")
        file = PurePath(path).name if original is not None else f"{key}.txt"
        return ProjectSource(
            key, title, called(title, file), content, media_type_of(file), made, tuple(selections)
        )

    # -- around them --------------------------------------------------------------------------

    def _around(self, codebook: Element | None) -> None:
        """Notes, cases, sets, links and graphs: kept as notes, and listed."""
        root, got = self.root, self.got
        description = text_of(root, "Description").strip()
        if description:
            got.kept("description", self.name, "About the project", description)
        got.refer(root, "the project")
        colours = sum(1 for each in root.iter("{*}Code") if attribute(each, "color"))
        if colours:
            got.lost("colours", f"{colours} codes", "not kept")
        for case in children(child(root, "Cases"), "Case"):
            self._case(case)
        sets = (child(codebook, "Sets"), child(root, "Sets") if root is not codebook else None)
        for each in (found for group in sets for found in children(group, "Set")):
            name = attribute(each, "name") or "a set without a name"
            lines = [text_of(each, "Description").strip()]
            for member in children(each, "MemberCode", "MemberSource", "MemberNote"):
                target = guid(member, "targetGUID") or guid(member) or (member.text or "").strip()
                lines.append(f"- {got.named(target.strip('{}').lower())}")
            got.kept("set", name, f"Set {name}", "\n".join(filter(None, lines)))
        for link in children(child(root, "Links"), "Link"):
            ends = [got.named(guid(link, end)) for end in ("originGUID", "targetGUID")]
            name = attribute(link, "name") or "a link without a name"
            got.kept("link", name, f"Link {name}", " -> ".join(ends))
            got.refer(link, f"the link {name}")
        for graph in children(child(root, "Graphs"), "Graph"):
            shapes = [attribute(each, "name") or got.named(guid(each, "representedGUID"))
                      for each in children(graph, "Vertex")]  # fmt: skip
            edges = sum(1 for _ in children(graph, "Edge"))
            name = attribute(graph, "name") or "a drawing without a name"
            said = f"{len(shapes)} shapes, {edges} lines: {', '.join(filter(None, shapes))}"
            got.kept("drawing", name, f"Drawing {name}", said)
        for note in children(child(root, "Notes"), "Note"):
            if attribute(note, "name") != RECORDS:
                self._note(note)

    def _note(self, element: Element) -> None:
        got = self.got
        name = got.names[guid(element)]
        text = TextElement(got, element, name)
        raw, _ = text.raw()
        description = text_of(element, "Description").strip()
        about = ", ".join(got.referred.get(guid(element), ()))
        title = f"{name} (on {about})" if about else name
        body = "\n\n".join(filter(None, (description, raw.replace("\r\n", "\n").strip())))
        if body:
            got.kept("note", name, title, body)
        else:
            got.lost("note", name, "its text is missing from the project")
        text.lose_all("a selection in a note")

    def _case(self, case: Element) -> None:
        got = self.got
        name = attribute(case, "name") or "a case without a name"
        lines = [text_of(case, "Description").strip()]
        lines += [got.value(each) for each in children(case, "VariableValue")]
        for reference in children(case, "CodeRef", "SourceRef", "SelectionRef"):
            lines.append(f"- {got.named(guid(reference, 'targetGUID'))}")
        got.kept("case", name, f"Case {name}", "\n".join(filter(None, lines)))

    def _records(self) -> tuple[bytes | None, dict[str, bytes]]:
        """Our own records and stored files, where this program made the project."""
        for note in children(child(self.root, "Notes"), "Note"):
            if attribute(note, "name") == RECORDS:
                raw, _ = TextElement(self.got, note, RECORDS).raw()
                try:
                    document = json.loads(raw)
                    names = document["files"]
                    files = {
                        digest: content
                        for digest, path in names.items()
                        if (content := self.got.file(str(path), RECORDS)) is not None
                    }
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                    self.got.lost("note", RECORDS, "can't be understood: read as any project")
                    return None, {}
                return raw.encode("utf-8", "replace"), files
        return None, {}


def _read_by_us(name: str, content: bytes) -> Reading | None:
    """What our own reader makes of a file inside; None where it can't."""
    try:
        return reader_for(name).read(content, {})
    except Unreadable:
        return None
