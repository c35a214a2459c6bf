"""Looking through the words of an inspection for what tells who somebody is, on a second core."""

from __future__ import annotations

from dataclasses import astuple

from evidence.meanwhile import Meanwhile
from evidence.programme import Programme
from evidence.state import State
from graph.identifying import Identifying, Telling

__all__ = ["Looking", "identifying_in"]


class Looking:
    """Names, addresses and numbers in the words of every record, looked for by a second core.

    What is found in a text depends on nothing but the text and the records, so that it may be known
    before it is known who receives it.
    """

    def __init__(self, state: State, programme: Programme) -> None:
        self._texts = {statement.quote for statement in state.statements.values()}
        self._texts |= {finding.text for finding in state.findings.values()}
        self._meanwhile = Meanwhile(lambda: self._looked(identifying_in(state, programme)))

    def _looked(self, identifying: Identifying) -> dict[str, list[tuple[str, str, int, str]]]:
        found = {text: list(identifying.in_text(text)) for text in self._texts}
        return {text: [astuple(each) for each in told] for text, told in found.items() if told}

    def tellings(self) -> dict[str, list[Telling]]:
        """What was found in each of the texts; to be asked for once."""
        found = self._meanwhile.result()
        return {text: [Telling(*told) for told in found.get(text, ())] for text in self._texts}


def identifying_in(state: State, programme: Programme) -> Identifying:
    """What tells who somebody is, in the words of this inspection."""
    inspection = state.inspection
    sites = {*inspection.sites, *(s.site for s in state.sources.values() if s.site)}
    agencies = {*inspection.agencies, *(s.agency for s in state.sources.values() if s.agency)}
    questions = (q.text for q in programme.questions.values())
    return Identifying(
        (
            *sites, *agencies, inspection.title or "", inspection.service or "",
            programme.title, *questions, *(v.role for v in state.voices.values()),
        ),
        sorted(sites),
        [statement.quote for statement in state.statements.values()]
        + [finding.text for finding in state.findings.values()],
    )  # fmt: skip
