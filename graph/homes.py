"""Where a text tells a street with a number: somebody's home more often than an office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["street_addresses"]

_STREETS: Final = (
    r"Road|Rd|Street|St|Row|Lane|Avenue|Ave|Close|Court|Terrace|Crescent|Drive|Place|Gardens|Grove|"
    r"Way|Walk|Hill|Square|Mews|Parade|Rise|Green|View|House|Park|Gate|Wharf|Yard|Croft|Fold|Bank|"
    r"Mount|Villas|Cottages|Buildings|Heights|Parkway|Embankment|Esplanade|Mansions"
)
_NAMED: Final = r"[A-Z][\w'’.-]{1,30}"
_STREET: Final = re.compile(
    r"(?<![\w./-])(?:(?:[Ff]lat|[Uu]nit|[Aa]partment|[Rr]oom) \d{1,4}[A-Za-z]?,? )?"
    r"(?<![\w.,/£$-])\d{1,4}[A-Za-z]?(?:[-/]\d{1,4})?,? "
    rf"(?P<street>(?:[Tt]he (?={_STREETS})|(?:{_NAMED} ){{1,4}}?)(?:{_STREETS})\b)"
)
#: One of these stands wherever a house number is before a street.
_HOUSE: Final = re.compile(r"\d[A-Za-z]?,? (?:[Tt]he )?[A-Z]")
_NO_HOUSE: Final = re.compile(
    r"(?i)\b(?:quarter|level|band|week|page|table|standard|section|room|floor|version|phase|part|"
    r"annex|appendix|figure|question|no more than|only|of the|all|the|these|those|in|by|from|since)"
    r"[ \t]$"
)
_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_NO_STREET: Final = re.compile(rf"(?:{_MONTHS})\b")
_COUNTED_AFTER: Final = re.compile(
    r"[ \t]+(?:[a-z]+ed |[A-Z]\w+ )?(?:staff|officers?|practitioners|offices|cases|teams?|people|"
    r"managers|places|residents|sites|courses?|meetings?|groups?|workers|volunteers)\b"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d\b")


def street_addresses(text: str, sites: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where a number and a street stand; not of a street by which an office is known."""
    for match in _STREET.finditer(text) if _HOUSE.search(text) else ():
        street = match["street"]
        if (
            street not in sites
            and not _NO_STREET.match(street)
            and not _YEAR.match(match[0])
            and not _NO_HOUSE.search(text[max(0, match.start() - 14) : match.start()])
            and not _COUNTED_AFTER.match(text, match.end())
        ):
            yield match.span()
