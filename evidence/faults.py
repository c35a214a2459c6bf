"""Mistakes in what was asked: each is one line that says what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a process that only reads files has no use for pydantic
    from pydantic import ValidationError


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the place it stands in (a path, a file, an id) and what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class Refused(Exception):
    """Nothing was changed; ``faults`` says why, one line each."""

    def __init__(self, faults: Iterable[Fault] | Fault) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))


def refuse(where: str, what: str) -> Refused:
    """A refusal for one fault, to be raised."""
    return Refused(Fault(where, what))


def path_of(location: Sequence[str | int]) -> str:
    """A place in a JSON document as it is written: ``statements[3].source``."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += f".{step}" if path else step
    return path


_SAID = {
    "extra_forbidden": "no such field here",
    "missing": "is missing",
    "json_invalid": "is no JSON",
}


def faults_of(error: ValidationError, where: str = "") -> tuple[Fault, ...]:
    """What pydantic found wrong, as faults; of a field that may be several things, the first.

    ``where`` stands before each path.
    """
    found: dict[str, Fault] = {}
    for detail in error.errors(include_url=False):
        named = detail["type"] == "extra_forbidden"  # then the last step is a field's name
        location = (
            *(step for step in detail["loc"][:-1] if not _is_choice(step)),
            *(step for step in detail["loc"][-1:] if named or not _is_choice(step)),
        )
        path = ".".join(part for part in (where, path_of(location)) if part)
        what = _SAID.get(detail["type"], "")
        if not what:
            message = detail["msg"].removeprefix("Value error, ")
            what = message[:1].lower() + message[1:]
        if detail["type"] == "json_invalid":
            what = f"is no JSON ({detail['msg'].removeprefix('Invalid JSON: ')})"
        elif detail["type"] not in _SAID and isinstance(detail["input"], str | int | float):
            shown = _shown(detail["input"])
            what += f" (here: {shown if len(shown) <= 60 else shown[:57] + '...'})"
        found.setdefault(path, Fault(path or "the file", what))
    return tuple(found.values())


def _shown(value: str | float) -> str:
    try:
        return repr(value)
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "a number with thousands of digits"


def _is_choice(step: str | int) -> bool:
    """Whether pydantic put this step there to name a branch of a union, not a field."""
    return isinstance(step, str) and (
        "[" in step or step in {"str", "int", "float", "SeenLink", "constrained-str"}
    )
