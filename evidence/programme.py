"""Programmes: kinds of inspection as data, with domains, standards, key questions, thresholds.

A programme is a TOML file: this package ships its own under ``programmes/``, and an inspectorate
puts others into the folder ``programmes`` of the user's configuration (there, a file of the same
id stands before ours). ``provenance`` says where wording comes from: ``recall`` is from general
knowledge and is to be checked against the published standards, and whoever shows it says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evidence.faults import Fault, Refused, faults_of, refuse
from evidence.model import Id, Words
from evidence.words import AREAS, Area, Kind

Provenance = Literal["official", "seed", "found", "recall", "proposal"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(_Part):
    """A key question, its prompts, and the kinds of evidence that it expects, with examples."""

    id: Id
    text: Words
    prompts: tuple[Words, ...] = ()
    expects: dict[Kind, tuple[Words, ...]] = {}


class Standard(_Part):
    """A standard; one with an area is looked at by triangulation through its key questions."""

    id: Id
    title: Words
    area: Area | None = None
    provenance: Provenance = "recall"
    questions: tuple[Question, ...] = ()


class Domain(_Part):
    """A domain of a programme. ``themes``, ``rule`` and ``expects`` describe case assessment."""

    id: Id
    title: Words
    provenance: Provenance = "recall"
    method: str = ""
    themes: tuple[Words, ...] = ()
    rule: str = ""
    expects: dict[Kind, tuple[Words, ...]] = {}
    standards: tuple[Standard, ...] = ()


class Variant(_Part):
    """A year's form of the programme that differs from this one."""

    id: Id
    note: str
    provenance: Provenance = "recall"


class Thresholds(_Part):
    """How many independent lines, kinds, sites and agencies corroboration asks for."""

    lines: Annotated[int, Field(ge=1)] = 2
    kinds: Annotated[int, Field(ge=1)] = 2
    sites: Annotated[int, Field(ge=0)] = 0
    agencies: Annotated[int, Field(ge=0)] = 0


class Programme(_Part):
    """A kind of inspection."""

    id: Id
    title: Words
    lead: str = ""
    unit: str = ""
    #: Whether the wording was checked against the published standards: "official" if so.
    wording: Provenance = "recall"
    wording_note: str = ""
    rating_scale: tuple[Words, ...] = ()
    meetings_typical: tuple[Words, ...] = ()
    focus_groups_typical: tuple[Words, ...] = ()
    #: Quotes from a group of fewer people are not to be attributed.
    small_group: Annotated[int, Field(ge=0)] = 5
    #: What each key question needs evidence from: every site, every agency, or neither.
    coverage: tuple[Literal["sites", "agencies"], ...] = ()
    thresholds: Thresholds = Thresholds()
    #: The age, in months back from the visit, up to which a source of this kind is current.
    stale_after_months: dict[Kind, Annotated[int, Field(ge=1)]]
    variants: tuple[Variant, ...] = ()
    domains: tuple[Domain, ...]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Key questions of standards with an area, by id, in the order of areas."""
        return {
            question.id: question
            for area in AREAS
            for standard in self._standards()
            if standard.area == area
            for question in standard.questions
        }

    @cached_property
    def area_of(self) -> dict[str, Area]:
        """The area of each key question."""
        return {
            question.id: standard.area
            for standard in self._standards()
            if standard.area is not None
            for question in standard.questions
        }

    @cached_property
    def standard_of(self) -> dict[str, Standard]:
        """The standard of each key question."""
        return {
            question.id: standard
            for standard in self._standards()
            for question in standard.questions
        }

    def questions_in(self, area: str) -> list[Question]:
        """The key questions of one area, in the programme's order."""
        return [q for q in self.questions.values() if self.area_of[q.id] == area]

    def stale_after(self, kind: Kind) -> int | None:
        """The age limit of a kind in months; an interview without its own has a meeting's."""
        limit = self.stale_after_months.get(kind)
        if limit is None and kind == "interview":
            return self.stale_after_months.get("meeting")
        return limit

    @property
    def recalled(self) -> bool:
        """Whether some wording shown to the inspector is not the published one."""
        return self.wording != "official"

    def plain(self) -> dict[str, Any]:
        """The programme as `programmes --show` prints it."""
        return {
            "id": self.id,
            "title": self.title,
            "lead": self.lead,
            "wording": self.wording,
            "wording_note": self.wording_note,
            "thresholds": self.thresholds.model_dump(),
            "stale_after_months": dict(self.stale_after_months),
            "domains": [
                {
                    "id": domain.id,
                    "title": domain.title,
                    "provenance": domain.provenance,
                    "standards": [
                        {
                            "id": standard.id,
                            "area": standard.area,
                            "title": standard.title,
                            "provenance": standard.provenance,
                            "questions": [
                                question.model_dump(mode="json") for question in standard.questions
                            ],
                        }
                        for standard in domain.standards
                    ],
                }
                for domain in self.domains
            ],
        }

    def _standards(self) -> Iterator[Standard]:
        for domain in self.domains:
            yield from domain.standards


def parse_programme(text: str, where: str) -> Programme:
    """The programme in a TOML text; ``where`` names the file in faults. Raises Refused."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise refuse(where, f"is no TOML: {error}") from None
    try:
        programme = Programme.model_validate(table)
    except ValidationError as error:
        raise Refused(
            Fault(f"{where}: {fault.where}", fault.what) for fault in faults_of(error)
        ) from None
    seen: set[str] = set()
    for domain in programme.domains:
        for standard in domain.standards:
            for question in standard.questions:
                if question.id in seen:
                    raise refuse(
                        where, f'the key question "{question.id}" stands there twice: leave out one'
                    )
                seen.add(question.id)
    return programme


def programme_ids(own: Path | None = None) -> list[str]:
    """The ids of every programme that can be loaded, ours and those in the folder ``own``."""
    ours = {
        entry.name.removesuffix(".toml")
        for entry in files("evidence").joinpath("programmes").iterdir()
        if entry.name.endswith(".toml")
    }
    theirs = (
        {path.stem for path in own.glob("*.toml") if path.is_file()}
        if own and own.is_dir()
        else set()
    )
    return sorted(ours | theirs)


def load_programme(identifier: str, own: Path | None = None) -> Programme:
    """The programme of this id: from the folder ``own`` if it is there, else ours.

    Raises Refused where there is none, or its file has faults.
    """
    if identifier not in programme_ids(own):
        known = ", ".join(programme_ids(own))
        raise refuse("programme", f'no programme "{identifier}": there are {known}')
    theirs = own / f"{identifier}.toml" if own else None
    if theirs is not None and theirs.is_file():
        text, where = _own_text(theirs), str(theirs)
    else:
        entry = files("evidence").joinpath("programmes", f"{identifier}.toml")
        text, where = entry.read_text(encoding="utf-8"), f"{identifier}.toml"
    programme = parse_programme(text, where)
    if programme.id != identifier:
        raise refuse(where, f'its id is "{programme.id}", but the file is named {identifier}.toml')
    return programme


def _own_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise refuse(str(path), f"can't be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise refuse(str(path), "is not in UTF-8: save it in that encoding") from None
