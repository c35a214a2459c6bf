"""What each reader may have of a summary: what she may not is taken out here, once for all formats.

*lead* has everything. *panel* has findings with the strongest evidence each way, but no notes, no
names of inspectors, no words of few people to the letter, and none of the work that is still to be
done. *accuracy*, for the inspected service, has only statements of documents and data that it
submitted itself: no findings, no statuses, no notes, nothing that anybody said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from evidence.model import Source
from evidence.state import State
from evidence.words import Group, Kind, id_order
from graph.counting import counts
from graph.matrix import Matrix
from graph.outline import place_words
from graph.summary_parts import (
    EvidenceItem,
    FindingSummary,
    QuestionSummary,
    Reader,
    Settled,
    SourceSummary,
    StandardSummary,
    Summary,
)

__all__ = ["NOT_QUOTED", "for_reader", "strongest", "submitted"]

#: What stands in the place of words that may not be quoted.
NOT_QUOTED: Final = "(not quoted: so few people spoke that the words would tell who)"

#: The most statements on a side that a panel is shown, one for each line.
_MOST: Final = 3

_NOT_FOR_PANEL: Final = (
    "Notes, what would settle a finding, gaps other than conflict and silence, statements that "
    "bear on no finding, and who resolved a conflict."
)
_NOT_FOR_SERVICE: Final = (
    "Findings, statuses, notes, and everything that was said in a meeting, a focus group or an "
    "interview, written by an individual, observed, or surveyed."
)
_WRITTEN: Final[frozenset[Kind]] = frozenset({"document", "data"})
#: Whose documents and data are the service's own. What staff wrote may be somebody's letter.
_SERVICE: Final[frozenset[Group]] = frozenset({"leaders", "middle_managers", "data_system"})


def for_reader(whole: Summary, reader: Reader, state: State) -> Summary:
    """What this reader may have; ``state`` is what the whole summary is of."""
    match reader:
        case "panel":
            return _panel(whole)
        case "accuracy":
            return _accuracy(whole, state)
    return whole


def strongest(items: tuple[EvidenceItem, ...], most: int | None = None) -> tuple[EvidenceItem, ...]:
    """The statements of a side that show its independent lines, current ones first."""
    shown = [item for item in items if item.witness and not item.not_counted]
    shown.sort(key=lambda item: item.dated or "", reverse=True)
    return tuple(shown[:most])


def submitted(state: State, source: str) -> bool:
    """Whether a source is a document or data that the inspected service submitted as its own.

    Its voices are all leaders, managers or systems of the service, it is of no other agency, it is
    neither withdrawn nor doubtful, and it is made from nothing that is not the same.
    """
    waiting, seen = [source], {source}
    while waiting:
        record = state.sources[waiting.pop()]
        if not _own(state, record):
            return False
        fresh = [origin for origin in record.derived_from if origin not in seen]
        seen.update(fresh)
        waiting += fresh
    return True


def _own(state: State, record: Source) -> bool:
    groups = {state.voices[voice].group for voice in record.voices}
    return (
        record.kind in _WRITTEN
        and bool(groups)
        and groups <= _SERVICE
        and (not record.agency or record.agency in state.inspection.agencies)
        and not record.withdrawn
        and record.reliability != "doubtful"
    )


def _panel(whole: Summary) -> Summary:
    quiet = {"conflict", "no_evidence", "no_voice"}
    areas = tuple(
        replace(area, standards=tuple(_panel_standard(each) for each in area.standards))
        for area in whole.areas
    )
    return replace(
        whole,
        meta=replace(whole.meta, reader="panel"),
        areas=areas,
        gaps=tuple(gap for gap in whole.gaps if gap.code in quiet),
        orphans=(),
        sources=tuple(_panel_source(each) for each in whole.sources),
        changes=None,
        left_out=(
            _NOT_FOR_PANEL,
            f"Of each side, no more than {_MOST} statements, one for each independent line.",
            "Words of few people, where they are not a paraphrase; they are counted.",
        ),
    )


def _panel_standard(standard: StandardSummary) -> StandardSummary:
    return replace(
        standard,
        questions=tuple(
            QuestionSummary(
                each.id, each.text, tuple(_panel_finding(found) for found in each.findings), ()
            )
            for each in standard.questions
        ),
    )


def _panel_finding(finding: FindingSummary) -> FindingSummary:
    settled = finding.resolution
    return replace(
        finding,
        supports=_panel_side(finding.supports),
        qualifies=_panel_side(finding.qualifies),
        contradicts=_panel_side(finding.contradicts),
        rests_on=(),
        settles=(),
        resolution=Settled(settled.outcome, settled.reason, None, None) if settled else None,
    )


def _panel_side(items: tuple[EvidenceItem, ...]) -> tuple[EvidenceItem, ...]:
    return tuple(
        replace(
            item,
            quote=NOT_QUOTED if _told_by_few(item) else item.quote,
            note="",
        )
        for item in strongest(items, _MOST)
    )


def _told_by_few(item: EvidenceItem) -> bool:
    """Whether these are the very words of few people: what they said, not what they issued."""
    return bool(item.not_attributed and item.kind not in _WRITTEN and item.wording != "paraphrase")


def _panel_source(source: SourceSummary) -> SourceSummary:
    if not source.few:
        return replace(source, withdrawn_reason=None)
    return replace(source, title="", file=None, voices=(), withdrawn_reason=None)


def _accuracy(whole: Summary, state: State) -> Summary:
    linked = {link.statement for link in state.links.values()}
    own = {source for source in state.sources if submitted(state, source)}
    taken, others, uncounted = [], set(), 0
    for item in _once(whole):
        if item.statement not in linked:
            continue
        source = state.statements[item.statement].source
        if source not in own:
            others.add(source)
        elif not counts(state, item.statement):
            uncounted += 1
        else:
            taken.append((source, item))
    taken.sort(key=lambda each: (id_order(each[0]), id_order(each[1].statement)))
    points = tuple(_point(item, state) for _, item in taken)
    used = {source for source, _ in taken}
    left_out = [
        _NOT_FOR_SERVICE,
    ]
    if others:
        several = "source is" if len(others) == 1 else "sources are"
        left_out.append(f"{len(others)} {several} not the service's own documents or data.")
    if uncounted:
        several = "statement was" if uncounted == 1 else "statements were"
        left_out.append(f"{uncounted} {several} withdrawn.")
    return replace(
        whole,
        meta=replace(whole.meta, reader="accuracy"),
        areas=(),
        matrix=Matrix(()),
        gaps=(),
        orphans=(),
        sources=tuple(
            replace(each, voices=(), reliability="", withdrawn_reason=None,
                    derived_from=tuple(o for o in each.derived_from if o in used))
            for each in whole.sources if each.id in used
        ),
        points=points,
        changes=None,
        left_out=tuple(left_out),
    )  # fmt: skip


def _once(whole: Summary) -> list[EvidenceItem]:
    """Each statement once."""
    return list({item.statement: item for item in whole.evidence()}.values())


def _point(item: EvidenceItem, state: State) -> EvidenceItem:
    """A statement of the service's own document: the service knows who wrote it."""
    statement = state.statements[item.statement]
    source = state.sources[statement.source]
    place = statement.place.with_fields(speaker=None) if statement.place else None
    return replace(
        item,
        place=place_words(place) if place else "",
        source=source.id,
        source_title=source.label,
        voice=None,
        witness=False,
        repeats=None,
        note="",
        not_attributed="",
        not_counted="",
    )
