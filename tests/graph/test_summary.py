"""The summary gathers what status, gaps and matrix say, and adds nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings

from evidence.words import AREAS, id_order
from graph.counting import original
from graph.gaps import gaps
from graph.matrix import convergence
from graph.status import Assessments, count_by_area
from graph.summary import summary
from graph.summary_parts import EvidenceItem, Meta, Settled, Summary, VoiceSummary
from tests.bundles import bundles
from tests.graph.example import example
from tests.loaded import PROBATION, TODAY, state_of


def summary_of(bundle: dict[str, Any], today: date = TODAY) -> Summary:
    """The summary of a bundle."""
    state = state_of(bundle)
    found = Assessments(state, PROBATION, today)
    return summary(
        state,
        PROBATION,
        found,
        gaps(state, PROBATION, found, today),
        made_at="2026-03-01T10:00",
        by="AB",
        seq=7,
    )


def test_the_evidence_of_a_finding_is_told_with_where_it_comes_from() -> None:
    finding = next(iter(summary_of(example()).findings()))
    assert finding.supports == (
        EvidenceItem(
            statement="E1",
            quote="Every post is filled.",
            source="S1",
            source_title="Board minutes",
            kind="document",
            dated=None,
            place="page 3, paragraph 2",
            voice=VoiceSummary("V1", "Head of service", "leaders", None, small=False),
            witness=True,
        ),
    )
    assert [(item.statement, item.repeats, item.witness) for item in finding.qualifies] == [
        ("E2", "E1", True)
    ]
    assert finding.contradicts[0].place == "00:14:05, Speaker 2"


def test_what_was_summarised_is_said() -> None:
    bundle = example()
    bundle["inspection"] = {"title": "North", "service": "N", "visit_from": "2026-03-09"}
    assert summary_of(bundle).meta == Meta(
        inspection=None,
        title="North",
        service="N",
        visit_from="2026-03-09",
        visit_to=None,
        marking="OFFICIAL-SENSITIVE",
        programme="probation",
        programme_title=PROBATION.title,
        wording_note=PROBATION.wording_note,
        made_at="2026-03-01T10:00",
        by="AB",
        seq=7,
    )


def test_the_witness_comes_first_and_what_does_not_count_last() -> None:
    """A repeat stands for what it repeats only where that is not linked itself."""
    bundle: dict[str, Any] = {
        "sources": [{"id": "S1", "kind": "document"}, {"id": "S2", "kind": "survey"}],
        "statements": [
            {"id": "E1", "source": "S1", "quote": "a", "withdrawn": True},
            {"id": "E2", "source": "S2", "quote": "b", "repeats": "E4"},
            {"id": "E3", "source": "S1", "quote": "c"},
            {"id": "E4", "source": "S1", "quote": "d"},
            {"id": "E10", "source": "S2", "quote": "e"},
        ],
        "findings": [{"id": "F1", "question": "PS.1.1.1", "text": "t"}],
        "links": [
            {"statement": s, "finding": "F1", "stance": "supports"}
            for s in ("E1", "E2", "E4", "E3", "E10")
        ],
    }
    (finding,) = summary_of(bundle).findings()
    assert [(item.statement, item.witness, item.not_counted) for item in finding.supports] == [
        ("E3", True, ""),
        ("E10", True, ""),
        ("E2", False, ""),
        ("E4", False, ""),
        ("E1", False, "withdrawn"),
    ]


def test_who_spoke_in_a_small_group_is_withheld() -> None:
    """Five people may be quoted with attribution, four not; an unknown number is not withheld."""
    for people in (5, None):
        bundle = example()
        bundle["voices"][1]["people"] = people
        said = next(iter(summary_of(bundle).findings())).contradicts[0]
        expected = VoiceSummary("V2", "Practitioners, North", "practitioners", people, small=False)
        assert said.voice == expected
        assert (said.source, said.not_attributed) == ("S3", "")
    bundle["voices"][1]["people"] = 4
    assert next(iter(summary_of(bundle).findings())).contradicts[0] == EvidenceItem(
        statement="E3",
        quote="Two of us have left and nobody came.",
        source="",
        source_title="",
        kind="focus_group",
        dated=None,
        place="00:14:05",
        voice=VoiceSummary("", "a member of staff", None, None, small=True),
        witness=True,
        not_attributed="a group of 4, under 5",
    )


def test_a_resolution_is_told_with_its_reason() -> None:
    bundle = example()
    bundle["findings"][0]["resolution"] = {
        "outcome": "stands", "reason": "Both are so.", "by": "AB", "at": "2026-02-01T10:00",
        "seen": ["E1", "E2", "E3"],
    }  # fmt: skip
    finding = next(iter(summary_of(bundle).findings()))
    assert finding.resolution == Settled("stands", "Both are so.", "AB", "2026-02-01T10:00")
    assert (finding.accepted, finding.reopened) == (True, False)


@settings(max_examples=60, deadline=None)
@given(bundles())
def test_the_summary_says_what_its_parts_say(bundle: dict[str, Any]) -> None:
    """Each finding once, with its status and every link; each source; every gap; every orphan."""
    state = state_of(bundle)
    found = Assessments(state, PROBATION, TODAY)
    made = summary_of(bundle)
    assert [area.area for area in made.areas] == list(AREAS)
    assert {a.area: a.counts for a in made.areas} == count_by_area(found, PROBATION)
    findings = {finding.id: finding for finding in made.findings()}
    assert sorted(findings) == sorted(state.findings)
    for identifier, finding in findings.items():
        plain = found[identifier].plain()
        names = ("text", "polarity", "status", "accepted", "reopened", "rule", "reason", "lines",
                 "kinds", "perspectives", "recorders", "tests")  # fmt: skip
        assert {n: getattr(finding, n) for n in names} == {n: plain[n] for n in names}
        for stance in ("supports", "qualifies", "contradicts"):
            items: tuple[EvidenceItem, ...] = getattr(finding, stance)
            assert {item.statement for item in items} == {
                link.statement
                for link in state.links_of_finding.get(identifier, {}).values()
                if link.stance == stance
            }
            shown = {original(state, item.statement) for item in items if item.witness}
            assert shown == {way[0] for way in plain["witness"][stance]}
    expected = gaps(state, PROBATION, found, TODAY)
    assert [(g.code, g.about, g.planned, g.text) for g in made.gaps] == [
        (gap.code, gap.about.plain(), gap.planned, gap.text) for gap in expected
    ]
    assert [item.statement for item in made.orphans] == [
        gap.about.statement for gap in expected if gap.code == "orphan"
    ]
    assert [source.id for source in made.sources] == sorted(state.sources, key=id_order)
    assert made.matrix == convergence(state, PROBATION)
