"""Maximum flow where every arc carries one: the largest set of ways that share nothing.

Written here rather than taken from networkx because each status asks for several such flows on a
dozen nodes, where building networkx's graph costs fifty times the search; the tests compare the
two. Method: Edmonds and Karp 1972, "Theoretical improvements in algorithmic efficiency for network
flow problems", Journal of the ACM 19(2).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence


def disjoint_ways(
    following: Sequence[Sequence[int]], start: int, end: int, most: int | None = None
) -> list[list[int]]:
    """The ways of one maximum flow from ``start`` to ``end``, each node used once.

    With ``most``, the search ends once there are so many.

    ``following[n]`` are the nodes that ``n`` leads to, in the order of preference; node numbers go
    from 0. Gives each way as its nodes between start and end, ordered by their first node. The same
    network gives the same ways every time.
    """
    # Each node n is split into n (entered) and n + size (left), joined by an arc of one.
    size = len(following)
    residual: list[dict[int, None]] = [{} for _ in range(2 * size)]
    for node, others in enumerate(following):
        if node not in (start, end):
            residual[node][node + size] = None
        for other in others:
            residual[node + size][other] = None
    source, sink = start + size, end
    found = 0
    while found != most and _augment(residual, source, sink):
        found += 1
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
