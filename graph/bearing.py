"""The evidence that bears on a finding: each link with its source, and why it counts or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evidence.model import Link, Source, Statement
from evidence.state import State
from evidence.words import STANCES, id_order, spoken
from graph.attribution import MARK, SMALL_GROUP, may_be_attributed
from graph.counting import original, why_not
from graph.drawing import RELATIONS, Drawn, Line, cut, safe, wrapped
from graph.outline import place_words

_SIDES: Final = {"supports": "For", "qualifies": "Qualifying", "contradicts": "Against"}


@dataclass(frozen=True, slots=True)
class Bearing:
    """One link of a finding.

    ``why_not`` is empty where it counts, ``not_attributed`` where its words may be attributed.
    """

    link: Link
    statement: Statement
    source: Source
    voice: str
    why_not: str
    counts_as: str
    not_attributed: str = ""

    @property
    def standing(self) -> str:
        """Whether it counts, and why or as what."""
        if self.why_not:
            return f"does not count: {self.why_not}"
        if self.counts_as != self.statement.id:
            return f"counts as {self.counts_as}, which it repeats"
        return "counts"


def bearings(state: State, finding: str, fewest: int = SMALL_GROUP) -> list[Bearing]:
    """A finding's evidence: what supports it, then what qualifies, then what contradicts; by id.

    Words of fewer people than ``fewest`` are not to be attributed.
    """
    links = state.links_of_finding.get(finding, {}).values()
    return [
        _bearing(state, link, fewest)
        for link in sorted(
            links, key=lambda link: (STANCES.index(link.stance), id_order(link.statement))
        )
    ]


def _bearing(state: State, link: Link, fewest: int) -> Bearing:
    statement = state.statements[link.statement]
    source = state.sources[statement.source]
    voices = statement.said_by(source.voices)
    return Bearing(
        link,
        statement,
        source,
        " / ".join(state.voices[voice].label for voice in voices) or "no voice",
        why_not(state, statement.id) or "",
        original(state, statement.id),
        may_be_attributed(state, statement.id, fewest).reason,
    )


def lines(evidence: list[Bearing], cells: int, plain_ascii: bool = False) -> list[Drawn]:
    """The evidence in lines of at most ``cells``: what is about a statement begins with its id."""
    made: list[Drawn] = []
    side = ""
    left, right = ('"', '"') if plain_ascii else ("“", "”")
    for bearing in evidence:
        if bearing.link.stance != side:
            side = bearing.link.stance
            number = sum(1 for other in evidence if other.link.stance == side)
            made.append(Drawn(None, [(f"{_SIDES[side]} ({number})", "strong")]))
        sign = RELATIONS[side]
        style = "muted" if bearing.why_not else ""
        source = bearing.source
        place = place_words(bearing.statement.place) if bearing.statement.place else ""
        head: Line = [
            (f"{sign.on(plain_ascii)} ", sign.style),
            (safe(bearing.statement.id, plain_ascii), "strong"),
            (f" {spoken(side)}: ", sign.style),
            (safe(f"{source.id} {source.label}", plain_ascii), style),
            (safe(f", {place}" if place else "", plain_ascii), "muted"),
        ]
        about = ("statements", bearing.statement.id)
        made.append(Drawn(about, cut(head, cells, plain_ascii)))
        quote = wrapped(f"{left}{bearing.statement.quote}{right}", cells - 4, plain_ascii)
        made += [Drawn(None, [("    ", ""), (line, style)]) for line in quote]
        dated = source.dated or "undated"
        tail = f"{spoken(source.kind)}, {dated} · {bearing.voice} · {bearing.standing}"
        if bearing.not_attributed:
            tail += f" · {MARK.on(plain_ascii)} not to be attributed: {bearing.not_attributed}"
        if bearing.link.note:
            tail += f" · note: {bearing.link.note}"
        made += [
            Drawn(None, [("    ", ""), (line, "muted")])
            for line in wrapped(tail, cells - 4, plain_ascii)
        ]
    return made
