"""Maximum flow where every arc carries one: the largest set of ways that share nothing.

Written here rather than taken from networkx because each status asks for several such flows on a
dozen nodes, where building networkx's graph costs fifty times the search; the tests compare the
two. Method: Edmonds and Karp 1972, "Theoretical improvements in algorithmic efficiency for network
flow problems", Journal of the ACM 19(2).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise


def disjoint_ways(
    following: Sequence[Sequence[int]], start: int, end: int, most: int | None = None
) -> list[list[int]]:
    """The ways of one maximum flow from ``start`` to ``end``, each node used once.

    With ``most``, the search ends once there are so many.

    ``following[n]`` are the nodes that ``n`` leads to, in the order of preference; node numbers go
    from 0. Gives each way as its nodes between start and end, ordered by their first node. The same
    network gives the same ways every time.
    """
    found = _at_sight(following, start, end, most)
    if len(found) in (most, len(following[start])):
        return list(found.values())
    # Each node n is split into n (entered) and n + size (left), joined by an arc of one.
    size = len(following)
    residual: list[dict[int, None]] = [{} for _ in range(2 * size)]
    for node, others in enumerate(following):
        if node not in (start, end):
            residual[node][node + size] = None
        for other in others:
            residual[node + size][other] = None
    source, sink = start + size, end
    for way in found.values():
        _use(residual, way, source, sink)
    count = len(found)
    while count != most and _augment(residual, source, sink):
        count += 1
    ways = []
    for first in following[start]:
        if first in residual[source]:
            continue  # not used
        way, node = [], first
        while node != end:
            way.append(node)
            node = next(n for n in following[node] if n not in residual[node + size])
        ways.append(way)
    return ways


def _at_sight(
    following: Sequence[Sequence[int]], start: int, end: int, most: int | None
) -> dict[int, list[int]]:
    """The ways of one node or of two that the search finds first, by their first node, in order.

    All ways of one node fit beside one another. Of two nodes are those from the first that is left
    to the first that is left: no way round what is used is as short.
    """
    firsts = following[start]
    alone = [node for node in firsts if end in following[node]][:most]
    found = {node: [node] for node in alone}
    used = set(alone)
    for node in firsts:
        if len(found) == most:
            break
        if node not in found:
            for other in following[node]:
                if other not in used and end in following[other]:
                    used.add(other)
                    found[node] = [node, other]
                    break
    return {node: found[node] for node in firsts if node in found}


def _use(residual: list[dict[int, None]], way: Sequence[int], source: int, sink: int) -> None:
    """Turn the arcs of a way round that nothing used before."""
    size = len(residual) // 2
    steps = [source, *(step for node in way for step in (node, node + size)), sink]
    for here, there in pairwise(steps):
        del residual[here][there]
        residual[there][here] = None


def _augment(residual: list[dict[int, None]], source: int, sink: int) -> bool:
    """Send one more along a shortest way; False where there is none."""
    before: dict[int, int] = {source: source}
    waiting = deque((source,))
    while waiting:
        node = waiting.popleft()
        for other in residual[node]:
            if other in before:
                continue
            before[other] = node
            if other == sink:
                _reverse(residual, before, source, sink)
                return True
            waiting.append(other)
    return False


def _reverse(
    residual: list[dict[int, None]], before: dict[int, int], source: int, sink: int
) -> None:
    """Turn the arcs of the way found round: what it used can be given back."""
    node = sink
    while node != source:
        earlier = before[node]
        del residual[earlier][node]
        residual[node][earlier] = None
        node = earlier
