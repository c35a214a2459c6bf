"""A state made from a bundle, without a folder, for tests of pure rules."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from evidence.commands import Context, LoadBundle, parse_bundle
from evidence.integrity import faults_in
from evidence.programme import load_programme
from evidence.state import State
from graph.status import Assessments

PROBATION = load_programme("probation")
TODAY = date(2026, 3, 1)


def state_of(bundle: dict[str, Any]) -> State:
    """The state that loading this bundle into an empty inspection gives."""
    document = {"format": "triangulate-bundle/1", **bundle}
    state = State()
    command = LoadBundle(parse_bundle(json.dumps(document).encode()))
    effect = command.carry_out(state, Context("AB", "2026-03-01T10:00:00+00:00"))
    assert faults_in(state, effect.changes, PROBATION, effect.paths) == []
    state.apply(effect.changes)
    return state


def assessments_of(bundle: dict[str, Any], today: date = TODAY) -> Assessments:
    """Every finding's assessment in this bundle."""
    return Assessments(state_of(bundle), PROBATION, today)
