"""A graph as it may be handed over: labels that would tell who spoke are left out, all are safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from evidence.programme import Programme
from evidence.state import State
from evidence.words import spoken
from graph.attribution import is_small, may_be_attributed
from graph.drawing import safe
from graph.outline import place_words

if TYPE_CHECKING:  # networkx is loaded where a graph is built
    from graph.area import AreaGraph

__all__ = ["nameless"]

_ON_PAPER = frozenset({"document", "data", "survey"})


def _as_it_is(text: str) -> str:
    return text


def nameless(
    graph: AreaGraph,
    state: State,
    programme: Programme,
    told: Callable[[str], str] = _as_it_is,
) -> AreaGraph:
    """The graph in its own order, with safe labels; ``told`` gives what a text may say.

    A statement has its ``place``, a source when it is ``dated`` and its file's ``sha256``.
    A voice of few people is told by its group alone, and a source in which such a voice was heard
    by its kind: its title can name who spoke.
    """
    made = graph.copy()
    for node, attributes in made.nodes(data=True):
        label = attributes["label"]
        if node.table == "voices":
            voice = state.voices[node.id]
            if is_small(voice.people, programme.small_group):
                label = f"{spoken(voice.group or 'voice')} (few)"
        elif node.table == "sources":
            source = state.sources[node.id]
            counted = [state.voices[voice].people for voice in source.voices]
            if source.kind not in _ON_PAPER and any(
                is_small(people, programme.small_group) for people in counted
            ):
                label = f"{spoken(source.kind)} (few)"
        elif node.table == "statements":
            attributes["place"] = safe(told(_place(state, node.id, programme)))
        if node.table == "sources":
            source = state.sources[node.id]
            attributes["dated"] = source.dated or "undated"
            attributes["sha256"] = (source.file.sha256 if source.file else None) or "no file"
        attributes["label"] = safe(told(label))
        attributes["note"] = told(attributes["note"])
    return made


def _place(state: State, statement: str, programme: Programme) -> str:
    """Where a statement stands; the speaker only where its words may be attributed."""
    place = state.statements[statement].place
    if place is None:
        return ""
    if not may_be_attributed(state, statement, programme.small_group):
        place = place.with_fields(speaker=None)
    return place_words(place)
