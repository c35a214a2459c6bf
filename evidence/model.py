"""The records of an inspection, frozen and validated, and the bundle that carries them.

Field names are the contract with other programs (`triangulate schema` prints it). A record keeps
which of its fields were given: it is written back with those and no others, so that ``dump`` of
what was loaded gives the same records.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from evidence.words import (
    NO_VOICE,
    Area,
    AskState,
    Check,
    ClearingAction,
    Group,
    Kind,
    Outcome,
    PlacedBy,
    Polarity,
    Reliability,
    RequestState,
    Stance,
    Wording,
)

BUNDLE_FORMAT = "triangulate-bundle/1"


def _sound(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("holds half a character (a lone surrogate)") from None
    return text


def _spoken_for(text: str) -> str:
    if not text.strip():
        raise ValueError("is blank")
    return _sound(text)


def _identifier(text: str) -> str:
    # no other white space is printable, nor is half a character
    if not text or len(text) > 100 or " " in text or not text.isprintable():
        raise ValueError("is no id: 1 to 100 printable characters without spaces")
    return text


def _day(text: str) -> str:
    day_of(text)
    return text


def _moment(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("is no ISO 8601 date and time, such as 2026-03-09T14:30") from None
    return text


def day_of(text: str) -> date:
    """The calendar day of an ISO 8601 date, or date and time.

    Raises ValueError where it is neither.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        try:
            return datetime.fromisoformat(text).date()
        except ValueError:
            raise ValueError("is no ISO 8601 date, such as 2026-03-09") from None


Id = Annotated[str, AfterValidator(_identifier)]
Text = Annotated[str, AfterValidator(_sound)]
Words = Annotated[str, AfterValidator(_spoken_for)]
Day = Annotated[str, AfterValidator(_day)]
Moment = Annotated[str, AfterValidator(_moment)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, strict=True)]
Truth = Annotated[bool, Field(strict=True)]
#: A number as it was given: 12 stays 12, and what JSON has no word for (NaN, infinity) is none.
Number = (
    Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)]
)


class Record(BaseModel):
    """Anything that the inspection holds: frozen, with no field that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def plain(self) -> dict[str, Any]:
        """The record as JSON values, with the fields that were given and no others."""
        return self.model_dump(mode="json", exclude_unset=True)

    def with_fields(self, /, **fields: Any) -> Any:
        """A validated copy with these fields changed; a field given as None is left out.

        Raises pydantic.ValidationError.
        """
        merged = self.plain()
        for name, value in fields.items():
            if value is None:
                merged.pop(name, None)
            else:
                merged[name] = value.plain() if isinstance(value, Record) else value
        return type(self).model_validate(merged)


class Inspection(Record):
    """One visit's evidence and work; ``announced`` is the day when the service was told of it."""

    id: Id | None = None
    title: Text | None = None
    service: Text | None = None
    programme: Text | None = None
    announced: Day | None = None
    visit_from: Day | None = None
    visit_to: Day | None = None
    marking: Text = "OFFICIAL-SENSITIVE"
    sites: tuple[Words, ...] = ()
    agencies: tuple[Words, ...] = ()


class Voice(Record):
    """Whose account something is: a role and its group, never a name."""

    id: Id
    role: Text = ""
    group: Group | None = None
    people: Count | None = None

    @property
    def label(self) -> str:
        """The role, else the group, else the id."""
        return self.role or (self.group or self.id).replace("_", " ")


class SourceFile(Record):
    """The file that a source came in: its bytes and the text read from them, by SHA-256.

    ``columns`` is what was said of a table's columns when it was read. ``earlier`` are the texts
    that other versions of a reader read from it, oldest first. ``changed_at`` and ``changed_by``
    tell of the latest change in it that nobody has accepted yet.
    """

    name: Text | None = None
    sha256: Sha256 | None = None
    media_type: Text | None = None
    text: Sha256 | None = None
    columns: tuple[tuple[Text, Text], ...] = ()
    earlier: tuple[Sha256, ...] = ()
    changed_at: Moment | None = None
    changed_by: Text | None = None


class Speaker(Record):
    """Somebody who speaks in a source, as it names them, and whose voice that is."""

    name: Words
    voice: Id


class Source(Record):
    """A document, meeting, focus group, interview, case review, survey, data set or observation.

    ``speakers`` are the names in a transcript with their voices: they stand here and nowhere else.
    """

    id: Id
    title: Text = ""
    kind: Kind
    dated: Day | None = None
    received: Day | None = None
    voices: tuple[Id, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    derived_from: tuple[Id, ...] = ()
    reliability: Reliability = "untested"
    site: Text | None = None
    agency: Text | None = None
    recorded_by: Text | None = None
    file: SourceFile | None = None
    clarify: Text | None = None
    withdrawn: Truth = False
    withdrawn_reason: Text | None = None

    @property
    def label(self) -> str:
        """The title, else the file's name, else the id."""
        return self.title or (self.file.name if self.file and self.file.name else self.id)

    def voice_of(self, speaker: str | None) -> str | None:
        """The voice of somebody of this name who speaks in it; None where that was not said."""
        return next((each.voice for each in self.speakers if each.name == speaker), None)


class Place(Record):
    """Where in its source a passage stands; ``start`` and ``end`` are code points of the text."""

    page: Annotated[int, Field(strict=True)] | Text | None = None
    paragraph: Annotated[int, Field(strict=True)] | Text | None = None
    start: Count | None = None
    end: Count | None = None
    time: Text | Number | None = None
    speaker: Text | None = None


class Statement(Record):
    """A passage, or a typed note, taken as evidence.

    ``text`` is the text that its place is in, where that is no longer its source's; ``wording``
    says whether a typed note is what was said to the word; ``labels`` are what another program
    filed it under.
    """

    id: Id
    source: Id
    quote: Words
    place: Place | None = None
    voice: Id | None = None
    repeats: Id | None = None
    questions: tuple[Id, ...] = ()
    text: Sha256 | None = None
    wording: Wording | None = None
    labels: tuple[Words, ...] = ()
    recorded_by: Text | None = None
    recorded_at: Moment | None = None
    clarify: Text | None = None
    withdrawn: Truth = False
    withdrawn_reason: Text | None = None

    @property
    def unnamed(self) -> bool:
        """Whether it was said by somebody who is named as none of its source's voices."""
        return self.voice is None and (self.clarify or "").startswith(NO_VOICE)

    def said_by(self, voices: tuple[Id, ...]) -> tuple[Id, ...]:
        """Those of its source's ``voices`` whose words it may be: its own, else as a rule all."""
        if self.voice is not None:
            return (self.voice,)
        return () if self.unnamed else voices


class SeenLink(Record):
    """A link that a resolution saw: its statement, and its stance where that was noted."""

    statement: Id
    stance: Stance | None = None


class Resolution(Record):
    """How an inspector settled a conflict, and the links that were seen in doing so."""

    outcome: Outcome
    reason: Text = ""
    by: Text | None = None
    at: Moment | None = None
    seen: tuple[Id | SeenLink, ...] = ()

    def saw(self, link: Link) -> bool:
        """Whether this link was among those seen."""
        return any(
            seen == link.statement
            if isinstance(seen, str)
            else seen.statement == link.statement and seen.stance in (None, link.stance)
            for seen in self.seen
        )


class Finding(Record):
    """A proposition under a key question, for the evidence to bear on."""

    id: Id
    question: Id
    text: Words
    polarity: Polarity = "neutral"
    recommendation: Text | None = None
    resolution: Resolution | None = None


class Link(Record):
    """A statement supports, qualifies or contradicts a finding."""

    statement: Id
    finding: Id
    stance: Stance
    note: Text | None = None
    by: Text | None = None
    at: Moment | None = None


class Session(Record):
    """A planned meeting or focus group; when held, it is a source."""

    id: Id
    title: Text = ""
    kind: Kind
    starts: Moment | None = None
    minutes: Count | None = None
    voices: tuple[Id, ...] = ()
    site: Text | None = None
    agency: Text | None = None
    source: Id | None = None


class About(Record):
    """What a gap is about: one of these, or a question with the site or agency it lacks."""

    finding: Id | None = None
    question: Id | None = None
    area: Area | None = None
    statement: Id | None = None
    source: Id | None = None
    site: Text | None = None
    agency: Text | None = None


class GapRef(Record):
    """A gap by its code, what it is about, and the kind of evidence missing if it is about one."""

    code: Words
    about: About = About()
    kind: Kind | None = None

    @property
    def key(self) -> str:
        """What names the gap among all: the code, what it is about, and the kind."""
        about = " ".join(str(value) for value in self.about.plain().values())
        return f"{self.code} {about}{f' {self.kind}' if self.kind else ''}"


class Dismissal(Record):
    """A gap that an inspector set aside, and why; of a conflict, the links that were seen."""

    gap: GapRef
    reason: Text = ""
    by: Text | None = None
    at: Moment | None = None
    seen: tuple[SeenLink, ...] = ()

    def saw(self, link: Link) -> bool:
        """Whether this link was among those seen; without a note of any, every link was."""
        return not self.seen or any(
            seen.statement == link.statement and seen.stance in (None, link.stance)
            for seen in self.seen
        )


class Request(Record):
    """What the service is asked to send: for which gaps, why, by when, and what arrived."""

    id: Id
    gaps: tuple[GapRef, ...] = ()
    wording: Words
    why: Text = ""
    by_when: Day | None = None
    state: RequestState = "open"
    sources: tuple[Id, ...] = ()


class Ask(Record):
    """A question for a session, made from a gap; ``placed`` says who put it into its session."""

    id: Id
    gap: GapRef | None = None
    wording: Text = ""
    session: Id | None = None
    placed: PlacedBy | None = None
    minutes: Count | None = None
    state: AskState = "open"
    answer: Text | None = None


class Refusal(Record):
    """A suggestion that an inspector turned down.

    What was suggested for something: a ``statement``, or a passage that nobody had marked
    (``source`` and ``place``). And for what: a ``finding``, a key ``question``, ``other`` (a
    statement said to be repeated or denied), or ``origin`` (a source said to be copied).
    """

    statement: Id | None = None
    source: Id | None = None
    place: Place | None = None
    finding: Id | None = None
    question: Id | None = None
    other: Id | None = None
    origin: Id | None = None
    by: Text | None = None
    at: Moment | None = None

    @model_validator(mode="after")
    def _of_one_thing_for_one_thing(self) -> Refusal:
        if (self.statement is None) == (self.source is None):
            raise ValueError("names one of statement and source as what was suggested")
        if sum(each is not None for each in self.targets) != 1:
            raise ValueError("names one of finding, question, other and origin")
        return self

    @property
    def targets(self) -> tuple[str | None, ...]:
        """The finding, question, other statement and origin: one of them, the rest None."""
        return (self.finding, self.question, self.other, self.origin)


class Clearance(Record):
    """What is done about words that an export may not carry as they are.

    ``about`` is the record that they stand in: a statement, source or finding, or "inspection".
    ``redact`` leaves the words out of every export and ``paraphrase`` puts ``instead`` in their
    place, wherever they occur; ``keep`` lets them stand there, for a reason. The records
    themselves keep their words.
    """

    check: Check
    about: Id
    words: Words
    action: ClearingAction
    instead: Text | None = None
    reason: Text = ""
    by: Text | None = None
    at: Moment | None = None

    @property
    def key(self) -> str:
        """What names it among all: the check, the record, and the words by their hash."""
        return f"{self.check} {self.about} {sha256(self.words.encode()).hexdigest()[:16]}"


class Bundle(Record):
    """The whole of an inspection as one JSON document: the public way in and out."""

    format: Literal["triangulate-bundle/1"]
    inspection: Inspection | None = None
    voices: tuple[Voice, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    sessions: tuple[Session, ...] = ()
    asks: tuple[Ask, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    requests: tuple[Request, ...] = ()
    clearances: tuple[Clearance, ...] = ()


#: The bundle's lists, in the order in which records may refer to earlier ones.
TABLES: dict[str, type[Record]] = {
    "voices": Voice,
    "sources": Source,
    "statements": Statement,
    "findings": Finding,
    "links": Link,
    "sessions": Session,
    "asks": Ask,
    "refusals": Refusal,
    "dismissals": Dismissal,
    "requests": Request,
    "clearances": Clearance,
}

#: The lists that a bundle has only where there is something in them: DESIGN does not name them.
ADDED_TABLES = frozenset({"dismissals", "requests", "clearances"})

#: The letter before the number in the ids that this program gives.
LETTERS = {
    "voices": "V",
    "sources": "S",
    "statements": "E",
    "findings": "F",
    "sessions": "M",
    "asks": "A",
    "requests": "R",
}


def key_of(record: Record) -> str:
    """What names a record within its table: its id, or the ids that it joins."""
    if isinstance(record, Link):
        return f"{record.statement} {record.stance} {record.finding}"
    if isinstance(record, Refusal):
        place = record.place.plain() if record.place else {}
        what = record.statement or " ".join(map(str, (record.source, *place.values())))
        return f"{what} {next(filter(None, record.targets))}"
    if isinstance(record, Dismissal):
        return record.gap.key
    if isinstance(record, Clearance):
        return record.key
    if isinstance(record, Inspection):
        return "inspection"
    identifier: str = record.id  # type: ignore[attr-defined]  # every other record has an id
    return identifier


@cache
def fields_of_words(kind: type[Record]) -> frozenset[str]:
    """The fields of a record that hold somebody's words: no ids, hashes, days or closed lists."""
    return frozenset(
        name
        for name, field in kind.model_fields.items()
        if _takes_words(field.annotation) or any(map(_is_of_words, field.metadata))
    )


def _takes_words(annotation: Any) -> bool:
    return any(_is_of_words(each) or _takes_words(each) for each in get_args(annotation))


def _is_of_words(check: Any) -> bool:
    return isinstance(check, AfterValidator) and check.func in (_sound, _spoken_for)
