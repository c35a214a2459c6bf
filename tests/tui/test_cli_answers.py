"""What the commands answer: the JSON whole, against a small inspection and against the oracle."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len

from evidence.model import TABLES
from evidence.plain_text import HIDDEN
from evidence.words import KINDS
from tests import oracle
from tests.bundles import ODD, random_bundle
from tests.bundles import PROBATION as PLAIN_PROBATION
from tests.graph.example import example
from tests.graph.hostile import ODDITIES
from tests.tui.program import Program

NO_STATUS = dict.fromkeys(
    ("silent", "single_source", "partly_corroborated", "corroborated", "conflicting",
     "not_supported"), 0
)  # fmt: skip
ORACLE_FIELDS = (
    "id", "area", "question", "text", "status", "accepted", "lines", "kinds", "perspectives",
    "recorders", "tests", "rule",
)  # fmt: skip


def test_status_is_whole(program: Program) -> None:
    """Both findings of the example, the conflicting one with its lines on each side."""
    folder = program.new(bundle=example())
    document = program.done("status", folder, "--json").document
    first, second = document["findings"]
    assert {name: first[name] for name in first if name not in ("settles", "reason")} == {
        "id": "F1",
        "area": "people",
        "question": "PS.1.2.1",
        "text": "There are enough staff.",
        "polarity": "neutral",
        "status": "conflicting",
        "accepted": False,
        "reopened": False,
        "lines": {"supports": 1, "qualifies": 1, "contradicts": 1, "support_and_qualify": 1},
        "kinds": 1,
        "perspectives": 1,
        "recorders": 0,
        "tests": {
            "second_line": False,
            "second_kind": False,
            "outside_leadership": False,
            "current": False,
        },
        "rule": 2,
        "witness": {
            "supports": [["E1", "S1", "V1"]],
            "qualifies": [["E1", "S1", "V1"]],
            "contradicts": [["E3", "S3", "V2"]],
        },
        "rests_on": ["S1", "S3", "V1", "V2"],
    }
    assert (second["id"], second["status"], second["rule"]) == ("F2", "silent", 1)
    assert document["areas"] == {
        "leadership": NO_STATUS,
        "people": {**NO_STATUS, "silent": 1, "conflicting": 1},
        "services": NO_STATUS,
        "information": NO_STATUS,
        "facilities": NO_STATUS,
    }


def test_status_of_one_area_is_of_that_area_alone(program: Program) -> None:
    folder = program.new(bundle=example())
    people = program.done("status", folder, "--area", "people", "--json").document
    assert [finding["id"] for finding in people["findings"]] == ["F1", "F2"]
    assert list(people["areas"]) == ["people"]
    services = program.done("status", folder, "--area", "services", "--json").document
    assert services == {"findings": [], "areas": {"services": NO_STATUS}}


def test_gaps_are_whole_and_can_be_chosen(program: Program) -> None:
    folder = program.new(bundle=example())
    conflicts = program.done("gaps", folder, "--code", "conflict", "--json").document
    (gap,) = conflicts["gaps"]
    assert {name: gap[name] for name in ("code", "about", "severity", "planned", "text")} == {
        "code": "conflict",
        "about": {"finding": "F1"},
        "severity": "high",
        "planned": False,
        "text": "F1 has evidence on both sides: 1 for it or qualifying it, 1 against it",
    }
    every = program.done("gaps", folder, "--json").document["gaps"]
    people = program.done("gaps", folder, "--area", "people", "--json").document["gaps"]
    assert conflicts["gaps"][0] in people
    assert all(gap in every for gap in people)
    assert {gap["about"].get("area") for gap in people} <= {None, "people"}
    assert {"source": "S2"} in [gap["about"] for gap in people]
    assert {"source": "S2"} not in [
        gap["about"]
        for gap in program.done("gaps", folder, "--area", "services", "--json").document["gaps"]
    ]


@pytest.mark.parametrize("seed", range(60))
def test_status_and_gaps_agree_with_the_oracle(
    program: Program, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """What the command line prints of a random inspection is what the slow rules say."""
    rng = random.Random(seed)
    bundle = random_bundle(
        rng, statements=rng.randrange(9), findings=rng.randrange(1, 4),
        sources=rng.randrange(1, 6), voices=rng.randrange(6), links=rng.randrange(20), rates=ODD,
    )  # fmt: skip
    today = rng.choice((date(2025, 5, 31), date(2024, 1, 10), date(2025, 7, 1)))
    monkeypatch.setenv("TRIANGULATE_TODAY", today.isoformat())
    folder = program.new(bundle=bundle)
    printed = program.done("status", folder, "--json").document
    found = {finding["id"]: finding for finding in printed["findings"]}
    assert set(found) == {finding["id"] for finding in bundle["findings"]}
    for identifier, finding in found.items():
        ours = {name: finding[name] for name in ORACLE_FIELDS}
        assert ours == oracle.assessment(bundle, identifier, PLAIN_PROBATION, today)
        resting = oracle.rests_on(bundle, identifier, PLAIN_PROBATION, today)
        assert sorted(finding["rests_on"]) == sorted(resting)
    gaps = program.done("gaps", folder, "--json").document["gaps"]
    ours = [
        (
            gap["code"],
            tuple(
                sorted({**gap["about"], **({"kind": gap["kind"]} if "kind" in gap else {})}.items())
            ),
            gap["planned"],
        )
        for gap in gaps
    ]
    assert sorted(ours) == oracle.gaps(bundle, PLAIN_PROBATION, today)


@pytest.mark.parametrize("seed", range(20))
def test_dump_gives_back_what_was_loaded(program: Program, seed: int) -> None:
    """The same records in the same order, on the screen, in a file, and loaded once more."""
    bundle = random_bundle(random.Random(seed), statements=30, findings=4, rates=ODD)
    folder = program.new(bundle=bundle)
    dumped = program.done("dump", folder).document
    assert dumped["format"] == "triangulate-bundle/1"
    for table in TABLES:
        assert dumped.get(table, []) == bundle.get(table, [])
    filled = {**bundle["inspection"], "title": "North", "service": "N"}
    assert {**filled, "id": "north-2026"} == dumped["inspection"]
    out = program.folder / "out.json"
    program.done("dump", folder, out)
    assert json.loads(out.read_bytes()) == dumped
    again = program.done("load", folder, out, "--json").document
    assert (again["seq"], sum(again["loaded"].values())) == (None, 0)
    other = program.new("other")
    program.done("load", other, out)
    assert program.done("dump", other).document == dumped


def test_search_finds_statements_and_passages(program: Program) -> None:
    notes = program.folder / "notes.txt"
    notes.write_text("The heating failed twice.\n\nNobody came for a week.\n", encoding="utf-8")
    folder = program.new(bundle=example())
    program.done("add", folder, notes, "--kind", "observation", "--dated", "2026-02-01")
    assert program.done("search", folder, "NOBODY", "came", "--json").document == {
        "hits": [
            {
                "source": "S3",
                "statement": "E3",
                "text": "Two of us have left and nobody came.",
                "place": {"time": 845.0, "speaker": "Speaker 2"},
            },
            {
                "source": "S5",
                "statement": None,
                "text": "Nobody came for a week.",
                "place": {"start": 27, "end": 50, "paragraph": 2},
            },
        ],
    }
    assert program.done("search", folder, "nowhere", "--json").document == {"hits": []}
    assert program.done("search", folder, "nobody", "came").out == (
        "1 statement, and 1 passage that nobody took\n"
        "\n"
        "E3  S3 North team (focus group, 00:14:05, Speaker 2)\n"
        "  Two of us have left and nobody came.\n"
        "\n"
        "not taken  S5 notes (observation, paragraph 2)\n"
        "  Nobody came for a week.\n"
    )


def test_the_graph_is_printed_in_its_three_forms(program: Program) -> None:
    folder = program.new(bundle=example())
    lanes = program.done("graph", folder, "--area", "people", "--json").document
    assert {"table": "findings", "id": "F1"} in [
        {"table": node["table"], "id": node["id"]} for node in lanes["nodes"]
    ]
    assert {
        "from": {"table": "statements", "id": "E1"},
        "to": {"table": "findings", "id": "F1"},
        "relation": "supports",
        "counts": True,
    } in lanes["arrows"]
    outline = program.done("graph", folder, "--area", "people", "--form", "outline", "--json")
    assert outline.document["rows"][0]["kind"] == "area"
    matrix = program.done("graph", folder, "--form", "matrix", "--json").document
    assert (matrix["area"], len(matrix["rows"])) == ("all", 14)
    assert list(matrix["rows"][0]["cells"]) == list(KINDS)
    few = program.done("graph", folder, "--form", "matrix", "--area", "people", "--json").document
    assert {row["area"] for row in few["rows"]} == {"people"}


def test_programmes_are_listed_shown_and_checked(program: Program) -> None:
    listed = program.done("programmes", "--json").document["programmes"]
    assert "probation" in [programme["id"] for programme in listed]
    shown = program.done("programmes", "--show", "probation", "--json").document
    assert shown["id"] == "probation"
    standard = shown["domains"][0]["standards"][0]
    assert set(standard) >= {"id", "area", "title", "questions"}
    assert set(standard["questions"][0]) >= {"id", "text", "prompts", "expects"}
    assert program.done("programmes", "--check", "--json").document["ok"] is True
    own = program.folder / "config" / "programmes"
    assert f"Your own are looked for in {own}" in program.done("programmes").out
    own.mkdir(parents=True)
    (own / "odd.toml").write_text("id = 'odd'\n", encoding="utf-8")
    ran = program("programmes", "--check", "--json")
    assert (ran.code, ran.document["ok"]) == (1, False)
    assert [fault["where"].rpartition(": ")[2] for fault in ran.document["faults"]] == [
        "title", "stale_after_months", "domains",
    ]  # fmt: skip


def test_the_schema_is_that_of_a_bundle(program: Program) -> None:
    schema = program.done("schema").document
    assert schema["required"] == ["format"]
    assert set(schema["properties"]) == {"format", "inspection", *TABLES}


def test_hostile_text_is_shown_and_not_obeyed(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a text from outside is printed, it moves no cursor and fits the width."""
    bundle = example()
    odd = "x" + "".join(ODDITIES)
    for table, field in (("voices", "role"), ("sources", "title"), ("statements", "quote"),
                         ("findings", "text")):  # fmt: skip
        for record in bundle[table]:
            record[field] = odd
    bundle["sources"][0]["clarify"] = odd
    bundle["findings"][0]["recommendation"] = odd
    bundle["inspection"] = {"marking": odd, "sites": [odd]}
    folder = program.new(bundle=bundle)
    monkeypatch.setenv("COLUMNS", "80")
    for words in (
        ("status", folder),
        ("gaps", folder),
        ("search", folder, "x"),
        ("history", folder, "--at", "2"),
        ("graph", folder, "--area", "people"),
        ("graph", folder, "--area", "people", "--form", "outline"),
        ("graph", folder, "--form", "matrix"),
        ("dump", folder),
        ("status", folder, "--json"),
        ("gaps", folder, "--json"),
        ("export", folder, program.folder / "o.md"),
    ):
        printed = program.done(*words).out
        assert not HIDDEN.search(printed.replace("\n", "")), words
        if words[0] in ("status", "gaps", "search", "graph", "history") and "--json" not in words:
            assert max(map(cell_len, printed.splitlines())) <= 80, words
    exported = (program.folder / "o.md").read_text(encoding="utf-8")
    assert not HIDDEN.search(exported.replace("\n", ""))
    dumped: dict[str, Any] = program.done("dump", folder).document
    assert dumped["statements"][0]["quote"] == odd
