"""What to bear in mind of a finding's evidence, in words: method, coherence, adequacy, relevance.

The four aspects are those of GRADE-CERQual (Lewin and others 2018, Implementation Science 13,
supplement 1). That approach ends in a level of confidence; this one does not: it says what is so.
"""

from __future__ import annotations

from collections.abc import Iterator

from evidence.words import number_of, spoken
from graph.counting import why_not
from graph.status import Assessment
from graph.summary_parts import Caveat

__all__ = ["caveats"]


def caveats(assessment: Assessment) -> Iterator[Caveat]:
    """The caveats of a finding; none where nothing counts, since silence says it all."""
    if assessment.status == "silent":
        return
    yield from _method(assessment)
    yield from _coherence(assessment)
    yield from _adequacy(assessment)
    yield from _relevance(assessment)


def _method(assessment: Assessment) -> Iterator[Caveat]:
    """How the evidence was come by."""
    state, networks = assessment.state, (assessment.support_and_qualify, assessment.contradicts)
    entered = {source for network in networks for source in network.entered}
    kinds = {state.sources[source].kind for source in entered}
    if len(kinds) == 1:
        yield Caveat("method", f"all of it is of one kind: {spoken(kinds.pop())}")
    recorders = {state.sources[source].recorded_by for source in entered}
    if len(recorders) == 1 and len(entered) > 1 and None not in recorders:
        yield Caveat("method", "one person recorded all of it")
    links = state.links_of_finding.get(assessment.finding.id, {})
    left = {link.statement for link in links.values() if why_not(state, link.statement)}
    if left:
        several = "statement does" if len(left) == 1 else "statements do"
        yield Caveat("method", f"{len(left)} linked {several} not count")


def _coherence(assessment: Assessment) -> Iterator[Caveat]:
    """How well the evidence agrees."""
    sides = assessment.sides
    if sides.contradicts and sides.support_and_qualify:
        lines = assessment.contradicts.lines
        counted = number_of(lines, "line")
        settled = {
            "upheld": "; an inspector judged that the finding holds",
            "not_upheld": "; an inspector judged that it does not hold",
            "stands": "; an inspector accepted the disagreement as the finding",
        }.get(assessment.outcome or "", "; not resolved")
        yield Caveat("coherence", f"{counted} against it{settled}")
    if sides.qualifies:
        number = len(sides.qualifies)
        several = "statement qualifies" if number == 1 else "statements qualify"
        yield Caveat("coherence", f"{number} {several} it")


def _adequacy(assessment: Assessment) -> Iterator[Caveat]:
    """How much there is of it, and from how many sides."""
    supporting = assessment.sides.supports
    if not supporting:
        return
    if not assessment.tests["second_line"]:
        lines = assessment.supports.lines
        counted = number_of(lines, "line")
        said = number_of(len(supporting), "statement")
        yield Caveat("adequacy", f"{said} for it, {counted}")
    if not assessment.tests["outside_leadership"]:
        yield Caveat("adequacy", "nobody outside leadership supports it")
    for test, what in (("second_site", "sites"), ("second_agency", "agencies")):
        if assessment.tests.get(test) is False:
            yield Caveat("adequacy", f"too few {what} support it")


def _relevance(assessment: Assessment) -> Iterator[Caveat]:
    """How far it is about the service as it is now."""
    if assessment.sides.supports and not assessment.tests["current"]:
        yield Caveat("relevance", "nothing that supports it is current")
