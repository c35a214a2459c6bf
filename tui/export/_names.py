"""What records are called in files that other programs join: URNs, never a path of this machine.

A name is made of the inspection's first entry in its journal, the kind of record and its id: it is
the same in every export of the inspection, whatever is changed in it later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

__all__ = ["TERMS", "Names", "plain_id"]

_SCHEME: Final = "urn:x-triangulate"
#: What our own words are under, in files that give every word an address.
TERMS: Final = f"{_SCHEME}:terms:"


def plain_id(identifier: str) -> str:
    """An id in letters, digits and ``_ . ~ - %`` alone, without a hyphen first; none twice."""
    plain = quote(identifier, safe="")
    return f"%2D{plain[1:]}" if plain.startswith("-") else plain


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one inspection's records; ``origin`` tells it from every other."""

    origin: str

    @property
    def base(self) -> str:
        """What every name begins with."""
        return f"{_SCHEME}:{self.origin or 'inspection'}:"

    def local(self, kind: str, identifier: str) -> str:
        """A name after its beginning: the kind of record, and its id."""
        return f"{kind}.{plain_id(identifier)}"

    def urn(self, kind: str, identifier: str) -> str:
        """The whole name."""
        return self.base + self.local(kind, identifier)
