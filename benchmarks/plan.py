"""The visit plan: placing 300 asks in 40 sessions, beside a bare network simplex of that size.

Run from the project's folder: ``python -m benchmarks.plan``.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from random import Random
from typing import Any

import networkx as nx

from benchmarks.timing import cpu, row
from evidence.commands import parse_bundle
from evidence.model import TABLES
from evidence.programme import load_programme
from evidence.state import State, adding
from graph.gaps import every_gap
from graph.placing import Item, placement
from graph.plan import plan
from graph.status import Assessments
from tests.bundles import USUAL, random_bundle
from tests.tui.desk import bundle_bytes

ASKS, SESSIONS, PLACES = 300, 40, 5
TODAY = date(2024, 1, 1)


def bare(rng: Random, fits: int) -> nx.DiGraph:
    """A network of as many nodes and arcs, with nothing but weights."""
    network = nx.DiGraph()
    network.add_node("start", demand=-ASKS)
    network.add_node("end", demand=ASKS)
    for ask in range(ASKS):
        network.add_edge("start", ("ask", ask), capacity=1, weight=0)
        network.add_edge(("ask", ask), "end", capacity=1, weight=0)
        for session in rng.sample(range(SESSIONS), fits):
            cost = -rng.choice((1, 10, 100))
            network.add_edge(("ask", ask), ("session", session), capacity=1, weight=cost)
    for session in range(SESSIONS):
        network.add_edge(("session", session), "end", capacity=PLACES, weight=0)
    return network


def items(rng: Random, lengths: tuple[int, ...], fits: int) -> list[Item]:
    """As many items that each fit so many rooms."""
    rooms = [f"M{number}" for number in range(SESSIONS)]
    return [
        Item(
            f"A{number}",
            rng.choice(lengths),
            rng.choice((1, 10, 100)),
            {room: rng.randrange(6) for room in rng.sample(rooms, fits)},
        )
        for number in range(ASKS)
    ]


def visit(rng: Random) -> State:
    """An inspection with 40 sessions and some hundred gaps."""
    bundle: dict[str, Any] = random_bundle(rng, statements=3000, findings=150, rates=USUAL)
    voices = [voice["id"] for voice in bundle["voices"]]
    bundle["sessions"] = [
        {
            "id": f"M{number}",
            "kind": rng.choice(("meeting", "focus_group", "interview")),
            "voices": rng.sample(voices, rng.randint(1, 3)),
            "minutes": rng.choice((45, 60, 75)),
        }
        for number in range(SESSIONS)
    ]
    state, parsed = State(), parse_bundle(bundle_bytes(bundle))
    for table in TABLES:
        state.apply(adding(table, record) for record in getattr(parsed, table))
    return state


def main() -> None:
    """Print what a plan costs."""
    for fits in (5, 20, 40):
        network = bare(Random(1), fits)
        simplex = cpu(partial(nx.network_simplex, network), runs=3)
        row(f"bare network simplex, {fits} sessions an ask", simplex)
        for lengths in ((10,), (5, 10, 15, 20)):
            asked = items(Random(2), lengths, fits)
            rooms = {f"M{number}": 50 for number in range(SESSIONS)}
            took = cpu(partial(placement, asked, rooms), runs=3)
            found = placement(asked, rooms)
            name = "of one length" if len(lengths) == 1 else "of four lengths"
            row(f"300 asks {name}, {fits} sessions an ask", took, "network simplex", simplex)
            print(f"    weighs {found.worth} of at most {found.most}")
    state, programme = visit(Random(3)), load_programme("probation")
    assessments = Assessments(state, programme, TODAY)
    found = every_gap(state, programme, assessments, TODAY)
    made = plan(state, programme, assessments, TODAY, found)
    placed = sum(1 for _ in made.asks())
    took = cpu(lambda: plan(state, programme, assessments, TODAY, found), runs=3)
    row(f"a whole plan: {len(found)} gaps, {SESSIONS} sessions, {placed} placed", took)


if __name__ == "__main__":
    main()
