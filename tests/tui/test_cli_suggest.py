"""`triangulate suggest` at a shell."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph.suggest import runtime
from tests.graph.suggest.small import bundle
from tests.tui.program import Program

PAIRS = [
    {"a": "Every office has a lift.", "b": "All offices have lifts.", "label": "E"},
    {"a": "No office has a lift.", "b": "All offices have lifts.", "label": "C"},
    {"a": "The bus stops at the hill.", "b": "All offices have lifts.", "label": "N"},
]

_NO_OBJECT = 'is no object: write {"a": ..., "b": ..., "label": "E"}'
_NO_LABEL = '"label" is none of E (supports), C (contradicts), N (neither)'


def written(program: Program, lines: list[Any], name: str = "pairs.jsonl") -> str:
    """A file of these lines, as JSON where they are no text."""
    file = program.folder / name
    told = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(told), encoding="utf-8")
    return str(file)


def test_json_gives_statements_beside_findings_with_reasons(program: Program) -> None:
    """In the form that DESIGN sets; other kinds have keys of their own."""
    document = program.done("suggest", program.new(bundle=bundle()), "--json").document
    rows = {(row["statement"], row["finding"]): row for row in document["suggestions"]}
    assert rows["E2", "F1"]["stance"] == "contradicts"
    assert rows["E4", "F2"]["stance"] == "supports"
    assert all(row["why"] and set(row) == set(rows["E2", "F1"]) for row in rows.values())
    assert ("E6", "E1", "repeats") in {
        (row["statement"], row["other"], row["stance"]) for row in document["between_statements"]
    }
    assert document["lacking"] == ""


def test_the_options_choose(program: Program) -> None:
    """By finding, area, source and side; no more than asked for."""
    folder = program.new(bundle=bundle())

    def chosen(*options: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = program.done(
            "suggest", folder, "--json", "--no-learning", *options
        ).document["suggestions"]
        return rows

    assert {row["finding"] for row in chosen("--finding", "F2")} == {"F2"}
    assert {row["stance"] for row in chosen("--conflicts")} == {"contradicts"}
    assert {row["stance"] for row in chosen("--stance", "supports")} == {"supports"}
    assert {row["statement"] for row in chosen("--source", "S1")} == {"E1"}
    assert {row["finding"] for row in chosen("--area", "people")} == {"F1"}
    assert len(chosen("--limit", "2")) == 2
    assert {row["statement"] for row in chosen("--statement", "E2")} == {"E2"}


def test_as_text_both_sides_stand_under_each_other(program: Program) -> None:
    """With the reasons, and that nothing counts yet."""
    out = program.done("suggest", program.new(bundle=bundle()), "--finding", "F1").out
    assert "none of which counts until an inspector confirms it" in out
    assert "E2 of S2 Source 2 (focus group) may contradict F1" in out
    assert "  > Practitioners have supervision meetings with their managers every month." in out
    assert "one side is negated: not … supervision" in out


def test_what_is_strong_stands_above_a_line(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said in numbers first; --strong leaves the rest away."""
    folder = program.new(bundle=bundle())
    scores = [row["score"] for row in _rows(program, folder)]
    cut = (scores[1] + scores[2]) / 2
    monkeypatch.setattr(
        "graph.suggest.choosing.Standing.strong", property(lambda item: item.score >= cut)
    )
    assert [row["strong"] for row in _rows(program, folder)][:3] == [True, True, False]
    assert [row["strong"] for row in _rows(program, folder, "--strong")] == [True, True]
    lines = program.done("suggest", folder, "--finding", "F1").out.splitlines()
    strong = sum(row["strong"] for row in _rows(program, folder, "--finding", "F1"))
    assert lines[1].startswith(f"{strong} are strong, ")
    (line,) = [number for number, text in enumerate(lines) if "from here on worth a look" in text]
    said = [number for number, text in enumerate(lines) if " may " in text and " of S" in text]
    assert sum(number < line for number in said) == strong
    assert "worth a look" not in program.done("suggest", folder, "--strong").out


def _rows(program: Program, folder: str, *options: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = program.done(
        "suggest", folder, "--json", "--no-learning", *options
    ).document["suggestions"]
    return rows


def test_without_the_extra_it_works_and_says_what_is_missing(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On standard error, with how to get it."""
    monkeypatch.setattr(runtime, "_NEEDED", ("no_such_runtime",))
    ran = program("suggest", program.new(bundle=bundle()), "--json")
    assert ran.code == 0
    assert "pip install 'triangulate[suggest]'" in ran.err
    assert ran.document["suggestions"]
    evaluated = program("suggest", "--evaluate", written(program, PAIRS))
    assert (evaluated.code, len(evaluated.faults)) == (2, 1)


def test_evaluate_gives_the_figures_of_labelled_pairs(program: Program) -> None:
    """The names that other programs rely on."""
    document = program.done("suggest", "--evaluate", written(program, PAIRS), "--json").document
    assert document.pop("pairs_per_second") > 0
    assert document == {
        "pairs": 3,
        "accuracy": 1.0,
        "macro_f1": 1.0,
        "conflict_precision": 1.0,
        "conflict_recall": 1.0,
        "conflict_auc": 1.0,
    }


def test_every_bad_line_is_named_by_its_number(program: Program) -> None:
    """One clear line each; blank lines are none."""
    bad = ["", "{", [1], {"a": "x", "b": " "}, {"a": "x", "b": "y", "label": "E "}, PAIRS[0]]
    file = written(program, bad)
    ran = program("suggest", "--evaluate", file)
    assert (ran.code, ran.faults) == (
        2,
        [
            f"triangulate: {file}: line 2: is no JSON",
            f"triangulate: {file}: line 3: {_NO_OBJECT}",
            f'triangulate: {file}: line 4: "b" is no text',
            f"triangulate: {file}: line 5: {_NO_LABEL}",
        ],
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["suggest"], "no inspection: name its folder"),
        (["suggest", "x", "--evaluate", "y"], "leave out FOLDER"),
        (["suggest", "--evaluate", "/no/such/file"], "No such file"),
        (["suggest", "x", "--limit", "-1"], "is no number from 0 on"),
    ],
)
def test_a_mistake_in_the_call_is_one_line(program: Program, words: list[str], told: str) -> None:
    """And exit code 2."""
    ran = program(*words)
    assert ran.code == 2
    assert len(ran.faults) == 1
    assert told in ran.faults[0]


def test_an_unknown_finding_or_source_is_a_mistake(program: Program) -> None:
    """Rather than an empty list."""
    folder = program.new(bundle=bundle())
    for option in ("--finding", "--source"):
        ran = program("suggest", folder, option, "X9")
        assert (ran.code, len(ran.faults)) == (2, 1)
