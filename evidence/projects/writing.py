"""An inspection as a REFI-QDA project or codebook, valid against the standard's schemas.

Texts and originals are inside. A statement is a selection, coded with its key questions, with what
it supports, qualifies or contradicts, and with its labels; a voice is a case. What the format has
no place for is listed, and goes with the project in a note that other programs may ignore.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from evidence.commands.bundle import bundle_of
from evidence.content import reading_from_bytes
from evidence.faults import Refused
from evidence.model import Link, Source, Statement
from evidence.projects._codebook import codebook, finding_notes
from evidence.projects._guids import Guids, codes_of_statement, namespace_of
from evidence.projects._xml_text import attributes, plain_lines, within
from evidence.projects.project import RECORDS, Loss
from evidence.projects.redacting import Inspected, Redaction, redacted
from evidence.words import id_order, spoken

__all__ = ["Exported", "codebook_of", "project_of"]

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_PROJECT = "urn:QDA-XML:project:1.0"
_CODEBOOK = "urn:QDA-XML:codebook:1.0"
_LONGEST_NAME = 100
_NO_TEXT = "[No text of this source is stored.]"
_SAME_MOMENT = (1980, 1, 1, 0, 0, 0)
#: These are packed already: packing them again takes time and saves nothing.
_PACKED = frozenset((".docx", ".xlsx", ".pptx", ".odt", ".zip", ".png", ".jpg", ".jpeg", ".mp3",
                     ".mp4", ".m4a", ".qdpx"))  # fmt: skip
_MEDIA = {
    ".png": "PictureSource", ".jpg": "PictureSource", ".jpeg": "PictureSource",
    ".mp3": "AudioSource", ".m4a": "AudioSource", ".wav": "AudioSource",
    ".mp4": "VideoSource", ".mov": "VideoSource",
}  # fmt: skip
_ONLY_RECORDS = f"carried in the note “{RECORDS}” only"


@dataclass(frozen=True, slots=True)
class Exported:
    """A project's or codebook's bytes, and what the format had no place for.

    ``left_out`` says in sentences what does not go along since words are redacted.
    """

    content: bytes
    losses: tuple[Loss, ...]
    left_out: tuple[str, ...] = ()


#: Given the SHA-256 of all that a file says, what it says of itself, to stand in a comment.
Vouching = Callable[[str], str]


def codebook_of(
    inspected: Inspected, vouching: Vouching | None = None, redaction: Redaction | None = None
) -> Exported:
    """The key questions, findings and labels as a codebook (.qdc), as they may be shown."""
    if redaction:
        inspected = redacted(inspected, redaction, texts=False)
    state, programme = inspected.state, inspected.programme
    guid = Guids(namespace_of(state.inspection))
    body = "".join(codebook(state, programme, guid, notes=False))
    head = attributes(xmlns=_CODEBOOK, origin=_origin())
    losses = [
        Loss(table[:-1], f"{len(records)} {table}", "a codebook holds codes only")
        for table in ("voices", "sources", "statements", "links", "sessions", "asks")
        if (records := state.table(table))
    ]
    losses += [
        Loss("resolution", finding.id, "a codebook holds codes only")
        for finding in state.findings.values()
        if finding.resolution is not None
    ]
    content = f"{_DECLARATION}<CodeBook{head}>{body}</CodeBook>\n".encode()
    return Exported(_vouched(content, {}, vouching), tuple(losses))


def project_of(
    inspected: Inspected,
    made_at: str,
    by: str,
    vouching: Vouching | None = None,
    redaction: Redaction | None = None,
) -> Exported:
    """The whole inspection as a project (.qdpx); ``made_at`` is ISO 8601.

    With a ``redaction`` its records and texts are as they may be shown, and its files left out.
    """
    if not redaction:
        return _Writer(inspected, made_at, by).exported(vouching)
    shown = redacted(inspected, redaction)
    writer = _Writer(shown, made_at, redaction.text(by), say=redaction.text)
    return writer.exported(vouching, shown.left_out)


def _vouched(content: bytes, files: Mapping[str, bytes], vouching: Vouching | None) -> bytes:
    """A document of XML with what it says of itself and of the files beside it, after its root."""
    if vouching is None:
        return content
    whole = sha256(content)
    for name in sorted(files):
        whole.update(f"\n{name} {sha256(files[name]).hexdigest()}".encode())
    return content + f"<!-- {vouching(whole.hexdigest())} -->\n".encode()


def _origin() -> str:
    try:
        return f"Triangulate {version('triangulate')}"
    except PackageNotFoundError:
        return "Triangulate"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the project: its GUID, its name, and the statements that are selected in it."""

    guid: str
    name: str
    text: str
    selected: list[tuple[Statement, int, int]]


@dataclass
class _Writer:
    """Writes one project."""

    inspected: Inspected
    made_at: str
    by: str
    #: What becomes of words that are cut where others end.
    say: Callable[[str], str] = str
    losses: list[Loss] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state = self.inspected.state
        self.guid = Guids(namespace_of(self.state.inspection))

    def exported(self, vouching: Vouching | None, left_out: tuple[str, ...] = ()) -> Exported:
        """The project, zipped."""
        if left_out:
            name = "What is left out of this project"
            self._note(self.guid("note", name), name, "\n".join(left_out))
        body = "".join(self._project()).encode()
        self.files["project.qde"] = _vouched(body, self.files, vouching)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in sorted(self.files):
                member = zipfile.ZipInfo(name, _SAME_MOMENT)
                member.external_attr = 0o600 << 16
                packed = PurePath(name).suffix.lower() in _PACKED
                member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                archive.writestr(member, self.files[name], compresslevel=4)
        return Exported(out.getvalue(), tuple(self.losses), left_out)

    def _project(self) -> Iterator[str]:
        state, guid, inspection = self.state, self.guid, self.state.inspection
        user = self._user(self.by)
        codes = "".join(codebook(state, self.inspected.programme, guid, notes=True))
        sources = "".join(map("".join, map(self._source, state.sources.values())))
        for finding in state.findings.values():
            if finding.resolution is not None:
                told = finding_notes(finding)
                self._note(guid("resolution", finding.id), f"Resolution of {finding.id}", told)
        self._list_rest()
        self._note(guid("note", RECORDS), RECORDS, self._records())
        report = "\n".join(f"{loss.kind}: {loss.where}: {loss.what}" for loss in self.losses)
        if report:
            name = "What REFI-QDA has no place for"
            self._note(guid("note", name), name, report)
        made_at = _moment(self.made_at)
        name = inspection.title or inspection.id or "Inspection"
        head = attributes(
            xmlns=_PROJECT, name=name, origin=_origin(), creatingUserGUID=user,
            modifyingUserGUID=user, modifiedDateTime=made_at,
        )  # fmt: skip
        yield f"{_DECLARATION}<Project{head}><Users>"
        for named, key in self.users.items():
            yield f"<User{attributes(guid=key, name=named)}/>"
        yield f"</Users><CodeBook>{codes}</CodeBook>"
        yield from self._variables()
        yield from self._cases()
        if sources:
            yield f"<Sources>{sources}</Sources>"
        yield from ("<Notes>", *self.notes, "</Notes>")
        if self.links:
            yield from ("<Links>", *self.links, "</Links>")
        said = [
            f"{label}: {value}"
            for label, value in (
                ("Service", inspection.service),
                ("Programme", inspection.programme),
                ("Visit from", inspection.visit_from),
                ("Visit to", inspection.visit_to),
                ("Marking", inspection.marking),
                ("Journal entry", len(self.inspected.journal)),
            )
            if value
        ]
        yield f"<Description>{within('; '.join(said))}</Description></Project>\n"

    def _user(self, name: str) -> str:
        return self.users.setdefault(name, self.guid("user", name))

    # -- voices -------------------------------------------------------------------------------

    def _variables(self) -> Iterator[str]:
        yield "<Variables>"
        for name in ("Id", "Kind", "Dated", "Received", "Reliability", "Site", "Agency", "Group"):
            yield f'<Variable{self._variable(name)} typeOfVariable="Text"/>'
        yield f'<Variable{self._variable("People")} typeOfVariable="Integer"/></Variables>'

    def _variable(self, name: str) -> str:
        return attributes(guid=self.guid("variable", name), name=name)

    def _value(self, name: str, value: str | int | None) -> str:
        if value in (None, ""):
            return ""
        sort = "IntegerValue" if isinstance(value, int) else "TextValue"
        reference = f'<VariableRef targetGUID="{self.guid("variable", name)}"/>'
        return f"<VariableValue>{reference}<{sort}>{within(str(value))}</{sort}></VariableValue>"

    def _cases(self) -> Iterator[str]:
        state, guid = self.state, self.guid
        if not state.voices:
            return
        yield "<Cases>"
        for voice in state.voices.values():
            name = f"{voice.id} {voice.label}"
            yield f"<Case{attributes(guid=guid('voice', voice.id), name=name)}>"
            yield self._value("Id", voice.id)
            yield self._value("Group", spoken(voice.group) if voice.group else None)
            yield self._value("People", voice.people)
            for key in state.sources_of_voice.get(voice.id, {}):
                yield f'<SourceRef targetGUID="{guid("source", key)}"/>'
            for key in state.statements_of_voice.get(voice.id, {}):
                yield f'<SelectionRef targetGUID="{guid("statement", key)}"/>'
            yield "</Case>"
        yield "</Cases>"

    # -- sources ------------------------------------------------------------------------------

    def _source(self, source: Source) -> Iterator[str]:
        guid = self.guid
        texts = self._texts(source)
        original = self._original(source)
        suffix = PurePath(original or "").suffix.lower()
        user = self._user(source.recorded_by) if source.recorded_by else None
        said = attributes(guid=guid("source", source.id), name=source.label)
        who = attributes(creatingUser=user)
        after = "".join((*self._notes_of_source(source), *self._values_of(source)))
        first, *others = texts
        if suffix == ".pdf":
            yield f"<PDFSource{said}{attributes(path=original)}{who}>"
            main = first if first.text else None
            if main is not None:
                inside = attributes(guid=guid("pdf", source.id), name=f"Text of {source.label}")
                yield self._text_element("Representation", inside, main, "")
            yield f"{after}</PDFSource>"
        elif suffix in _MEDIA:
            sort = _MEDIA[suffix]
            yield f"<{sort}{said}{attributes(path=original)}{who}>"
            yield f"{after}</{sort}>"
            others = [first, *others] if first.text else others
        else:
            rich = attributes(richTextPath=original) if suffix == ".docx" else ""
            if original and suffix not in (".docx", ".txt"):
                where = f"{source.id} {source.label}"
                inside = original.removeprefix("internal://")
                self._lose("original", where, f"only Triangulate finds it, as sources/{inside}")
            yield self._text_element("TextSource", f"{said}{rich}{who}", first, after)
        for text in others:
            key = text.guid if text is not first else guid("pdf", source.id)
            named = attributes(guid=key, name=text.name)
            yield self._text_element("TextSource", named, text, "")
        for origin in source.derived_from:
            self._link(f"derived {source.id} {origin}", "derived from",
                       guid("source", source.id), guid("source", origin))  # fmt: skip

    def _texts(self, source: Source) -> list[_Text]:
        """The source's text first, then those of earlier readings, then typed notes."""
        guid, file = self.guid, source.file
        keys = [file.text, *reversed(file.earlier)] if file is not None else []
        read = {key: text for key in keys if key and (text := self._reading(source, key))}
        selected: dict[str | None, list[tuple[Statement, int, int]]] = {}
        typed: list[Statement] = []
        for statement in self.state.statements_of_source.get(source.id, {}).values():
            key = statement.text or (file.text if file is not None else None)
            place = statement.place
            text = read.get(key or "", "")
            start, end = (place.start, place.end) if place else (None, None)
            if start is None or end is None or text[start:end] != statement.quote:
                typed.append(statement)
            else:
                selected.setdefault(key, []).append((statement, start, end))
        texts = []
        for key, text in read.items():
            if key == keys[0] or key in selected:
                shown, changed = plain_lines(text)
                self._lose_characters(source.label, changed)
                now = key == keys[0]
                mark = guid("source", source.id) if now else guid("text", f"{source.id} {key}")
                name = source.label if now else f"{source.label}, as it was read earlier"
                texts.append(_Text(mark, name, shown, selected.get(key, [])))
        if typed or not texts:
            here = not texts or texts[0].guid != guid("source", source.id)
            mark = guid("source" if here else "notes", source.id)
            notes = self._typed(mark, source if here else None, source.label, typed)
            texts.insert(0 if here else len(texts), notes)
        return texts

    def _typed(
        self, mark: str, source: Source | None, label: str, typed: Iterable[Statement]
    ) -> _Text:
        """Statements that stand in no stored text, as a text of their own."""
        pieces: list[str] = []
        selected = []
        at = 0
        for statement in typed:
            quote, changed = plain_lines(statement.quote)
            self._lose_characters(statement.id, changed)
            selected.append((statement, at, at + len(quote)))
            pieces.append(quote)
            at += len(quote) + 2
        name = label if source is not None else f"Statements of {label}"
        return _Text(mark, name, "\n\n".join(pieces) or "", selected)

    def _reading(self, source: Source, key: str) -> str:
        try:
            content = self.inspected.texts.get(key)
            text = reading_from_bytes(content).text
        except (Refused, ValueError, KeyError, TypeError):
            self._lose("text", f"{source.id} {source.label}", "is not in this inspection's folder")
            return ""
        name = f"sources/{self.guid('reading', key)}.json"
        self.files[name] = content
        self.stored[key] = f"internal://{PurePath(name).name}"
        return text

    def _original(self, source: Source) -> str | None:
        """Put the source's file into the project; the path by which it is found there."""
        file = source.file
        if file is None or file.sha256 is None:
            return None
        if file.sha256 not in self.stored:
            try:
                content = self.inspected.sources.get(file.sha256)
            except Refused:
                self._lose("original", f"{source.id} {source.label}", "is not in this folder")
                return None
            suffix = PurePath(file.name or "").suffix.lower()
            plain = suffix if suffix[1:].isalnum() and suffix.isascii() else ".bin"
            name = f"{self.guid('original', file.sha256)}{plain}"
            self.files[f"sources/{name}"] = content
            self.stored[file.sha256] = f"internal://{name}"
        return self.stored[file.sha256]

    def _text_element(self, sort: str, said: str, text: _Text, after: str) -> str:
        name = f"{text.guid}.txt"
        self.files[f"sources/{name}"] = (text.text or _NO_TEXT).encode()
        path = attributes(plainTextPath=f"internal://{name}")
        inside = "".join(self._selection(text.text, *each) for each in text.selected)
        return f"<{sort}{said}{path}>{inside}{after}</{sort}>"

    def _selection(self, text: str, statement: Statement, start: int, end: int) -> str:
        guid = self.guid
        key = guid("statement", statement.id)
        user = self._user(statement.recorded_by) if statement.recorded_by else None
        at = _moment(statement.recorded_at)
        quote = " ".join(text[start : start + 2 * _LONGEST_NAME].split())
        cut = len(quote) > _LONGEST_NAME or end - start > 2 * _LONGEST_NAME
        whole = f"{quote[: _LONGEST_NAME - 1]}…" if cut else " ".join(text[start:end].split())
        name = self.say(whole)
        own = self.state.links_of_statement.get(statement.id, {}).values()
        codes = codes_of_statement(guid, statement, own)
        coded = "".join(
            self._coding(statement, code, link, user, at) for code, link in codes.items()
        )
        if statement.repeats:
            self._link(f"repeats {statement.id}", "repeats", key,
                       guid("statement", statement.repeats))  # fmt: skip
        said = attributes(
            guid=key, name=name, startPosition=start, endPosition=end, creatingUser=user,
            creationDateTime=at,
        )  # fmt: skip
        notes = "".join(self._notes_of_statement(statement))
        return f"<PlainTextSelection{said}>{coded}{notes}</PlainTextSelection>"

    def _coding(
        self, statement: Statement, code: str, link: Link | None, user: str | None, at: str | None
    ) -> str:
        note = ""
        if link is not None:
            user = self._user(link.by) if link.by else user
            at = _moment(link.at) or at
            if link.note:
                key = self.guid("link", f"{link.statement} {link.stance} {link.finding}")
                name = f"{link.statement} {link.stance} {link.finding}"
                self._note(key, name, link.note)
                note = f'<NoteRef targetGUID="{key}"/>'
        key = self.guid("coding", f"{statement.id} {code}")
        said = attributes(guid=key, creatingUser=user, creationDateTime=at)
        return f'<Coding{said}><CodeRef targetGUID="{code}"/>{note}</Coding>'

    def _values_of(self, source: Source) -> Iterator[str]:
        yield self._value("Id", source.id)
        yield self._value("Kind", spoken(source.kind))
        yield self._value("Dated", source.dated)
        yield self._value("Received", source.received)
        yield self._value("Reliability", source.reliability)
        yield self._value("Site", source.site)
        yield self._value("Agency", source.agency)

    def _notes_of_source(self, source: Source) -> Iterator[str]:
        yield from self._flags("source", source.id, source)

    def _notes_of_statement(self, statement: Statement) -> Iterator[str]:
        yield from self._flags("statement", statement.id, statement)

    def _flags(self, of: str, key: str, record: Source | Statement) -> Iterator[str]:
        """References to notes that say what is unclear of a record, or why it was withdrawn."""
        if record.clarify:
            mark = self.guid("clarify", f"{of} {key}")
            self._note(mark, f"To clarify: {key}", record.clarify)
            yield f'<NoteRef targetGUID="{mark}"/>'
        if record.withdrawn:
            mark = self.guid("withdrawn", f"{of} {key}")
            self._note(mark, f"Withdrawn: {key}", record.withdrawn_reason or "without a reason")
            yield f'<NoteRef targetGUID="{mark}"/>'

    # -- notes, links, losses -----------------------------------------------------------------

    def _note(self, key: str, name: str, text: str) -> None:
        shown, _ = plain_lines(text)
        self.files[f"sources/{key}.txt"] = shown.encode("utf-8", "replace")
        said = attributes(guid=key, name=name, plainTextPath=f"internal://{key}.txt")
        self.notes.append(f"<Note{said}/>")

    def _link(self, key: str, name: str, origin: str, target: str) -> None:
        said = attributes(
            guid=self.guid("relation", key), name=name, direction="OneWay", originGUID=origin,
            targetGUID=target,
        )  # fmt: skip
        self.links.append(f"<Link{said}/>")

    def _lose(self, kind: str, where: str, what: str) -> None:
        self.losses.append(Loss(kind, where, what))

    def _lose_characters(self, where: str, changed: int) -> None:
        if changed:
            self._lose(
                "characters", where, f"{changed:,} are written as others, which XML can hold"
            )

    def _list_rest(self) -> None:
        """List what goes in the records only, one by one."""
        state = self.state
        for table in ("sessions", "asks", "refusals", "dismissals", "requests", "clearances"):
            for key in sorted(state.table(table), key=id_order):
                self._lose(table[:-1], key, _ONLY_RECORDS)
        for finding in state.findings.values():
            if finding.resolution is not None and finding.resolution.seen:
                self._lose("links seen in a resolution", finding.id, _ONLY_RECORDS)
        named = ("page", "paragraph", "time", "speaker")
        placed = sum(
            any(getattr(each.place, name) is not None for name in named)
            for each in state.statements.values()
            if each.place is not None
        )
        if placed:
            self._lose("page, paragraph, time, speaker", f"{placed} statements", _ONLY_RECORDS)
        for statement in state.statements.values():
            if statement.wording is not None:
                self._lose("wording", statement.id, _ONLY_RECORDS)

    def _records(self) -> str:
        document = {
            "about": "Records of a Triangulate inspection, for Triangulate to read again. "
            "Other programs may ignore this note.",
            "namespace": str(self.guid.namespace),
            "files": self.stored,
            "bundle": bundle_of(self.state),
        }
        return json.dumps(document, separators=(",", ":"))


def _moment(text: str | None) -> str | None:
    """A date and time as XML writes it: whole minutes from UTC, and no more than 14 hours."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            return None
    return moment.isoformat()
