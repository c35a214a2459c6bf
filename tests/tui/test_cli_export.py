"""Exports at the command line: what changed since the last one, and holding one against it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.graph.example import QUESTION, example
from tests.tui.program import Program
from tui.export import endings


def later(program: Program, folder: Path) -> None:
    """Work on the inspection: a statement and a link that change a status."""
    more = {
        "voices": [{"id": "V9", "role": "Managers", "group": "middle_managers", "people": 9}],
        "sources": [{"id": "S9", "kind": "survey", "title": "Survey", "voices": ["V9"]}],
        "statements": [{"id": "E9", "source": "S9", "quote": "We are content."}],
        "links": [{"statement": "E9", "finding": "F2", "stance": "supports"}],
    }
    program.done("load", folder, program.written("more.json", more))


def test_an_export_that_replaces_one_tells_what_changed_since(program: Program) -> None:
    """The first tells nothing; the next what came; `--since` asks for another time."""
    folder, out = program.new(bundle=example()), program.folder / "s.md"
    first = program.done("export", folder, out, "--json").document
    assert first["since"] is None
    assert "What changed" not in out.read_text(encoding="utf-8")
    later(program, folder)
    second = program.done("export", folder, out, "--json").document
    assert second["since"] == 2
    text = out.read_text(encoding="utf-8").split("## What changed since entry 2")[1]
    told = [line for line in text.split("## At a glance")[0].splitlines() if line.startswith("-")]
    assert told == [
        "- F2 went from silent to single source.",
        "- New statements (1): E9.",
        "- New sources (1): S9.",
    ]
    program.done("export", folder, out, "--since", "no")
    assert "What changed" not in out.read_text(encoding="utf-8")
    program.done("export", folder, out, "--since", "1")
    assert "F1 is new: conflicting." in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("9", "there is no entry 9: they go from 1 to 2"),
        ("0", "there is no entry 0: they go from 1 to 2"),
        ("soon", '"soon" is neither an entry nor a date, such as 2026-03-09'),
        ("2000-01-01", "the inspection had not begun before 2000-01-01: name a later day"),
    ],
)
def test_a_since_that_says_no_entry_is_told(program: Program, given: str, why: str) -> None:
    folder = program.new(bundle=example())
    ran = program("export", folder, program.folder / "s.md", "--since", given)
    assert (ran.code, ran.faults) == (2, [f"triangulate: --since: {why}"])
    assert not (program.folder / "s.md").exists()


def test_what_changed_is_not_told_to_the_panel(program: Program) -> None:
    folder, out = program.new(bundle=example()), program.folder / "s.md"
    program.done("export", folder, out)
    ran = program("export", folder, out, "--for", "panel", "--since", "1")
    assert ran.faults == [
        (
            "triangulate: --since: what changed is told to the lead inspector, not for panel:"
            " leave it out"
        )
    ]
    program.done("export", folder, out, "--for", "panel")
    assert "What changed" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", endings("lead"))
def test_an_export_is_held_against_its_inspection(program: Program, ending: str) -> None:
    """It is current; after more work outdated; of another inspection foreign."""
    folder, out = program.new(bundle=example()), program.folder / f"s{ending}"
    program.done("export", folder, out, "--area", "people")
    ran = program.done("verify", folder, "--export", out, "--json")
    assert (ran.document["ok"], ran.document["verdict"]) == (True, "current")
    later(program, folder)
    ran = program("verify", folder, "--export", out, "--json")
    assert (ran.code, ran.document["verdict"]) == (1, "outdated")
    other = program.new("other", example())
    ran = program("verify", other, "--export", out, "--json")
    assert (ran.code, ran.document["verdict"]) == (1, "foreign")


def test_an_export_that_was_changed_is_altered(program: Program) -> None:
    """Its words or its stamp; what carries no stamp is told so."""
    folder, out = program.new(bundle=example()), program.folder / "s.md"
    program.done("export", folder, out)
    text = out.read_text(encoding="utf-8")
    for changed, verdict in (
        (text.replace("Every post is filled", "No post is filled"), "altered"),
        (text.replace('"digest": "', '"digest": "0'), "altered"),
        (text.replace('"seq": "2"', '"seq": "1"'), "foreign"),
        (text.split("<!--")[0], "unstamped"),
        ("", "unstamped"),
    ):
        out.write_text(changed, encoding="utf-8")
        ran = program("verify", folder, "--export", out, "--json")
        assert (ran.code, ran.document["verdict"]) == (1, verdict)


def test_an_export_in_or_beside_its_inspection_needs_no_folder(program: Program) -> None:
    """Where there are two beside it, the folder has to be said."""
    folder = program.new(bundle=example())
    for out in (folder / "s.md", program.folder / "s.md"):
        program.done("export", folder, out)
        assert program.done("verify", out).out.startswith(f"{out}: current\n")
    program.new("other")
    ran = program("verify", program.folder / "s.md")
    assert ran.code == 2
    assert "say which inspection it is of" in ran.err


def test_the_service_is_asked_only_of_what_it_submitted(program: Program) -> None:
    """Its own documents and data: nobody's words, nothing doubtful, nothing made from either."""
    bundle = example()
    bundle["voices"] += [{"id": "V3", "role": "Board", "group": "partners"}]
    bundle["sources"] += [
        {"id": "S5", "kind": "document", "title": "Partner's letter", "voices": ["V3"]},
        {"id": "S6", "kind": "document", "title": "Notes of the group", "voices": ["V1"],
         "derived_from": ["S3"]},
        {"id": "S7", "kind": "document", "title": "No name"},
        {"id": "S8", "kind": "data", "title": "Return", "voices": ["V1"], "agency": "Police"},
        {"id": "S10", "kind": "data", "title": "Return", "voices": ["V1"]},
    ]  # fmt: skip
    for number, source in enumerate(("S5", "S6", "S7", "S8", "S10"), 10):
        statement = f"E{number}"
        bundle["statements"].append({"id": statement, "source": source, "quote": f"Said {number}."})
        bundle["links"].append({"statement": statement, "finding": "F1", "stance": "supports"})
    bundle["statements"].append(
        {"id": "E20", "source": "S1", "quote": "x", "questions": [QUESTION]}
    )
    folder, out = program.new(bundle=bundle), program.folder / "a.json"
    ran = program.done("export", folder, out, "--for", "accuracy", "--json")
    assert ran.document["statements"] == 2
    summary = json.loads(out.read_text(encoding="utf-8"))
    assert [point["statement"] for point in summary["points"]] == ["E1", "E14"]
    assert [source["id"] for source in summary["sources"]] == ["S1", "S10"]
    assert (summary["areas"], summary["gaps"], summary["orphans"]) == ([], [], [])
    assert all(point["voice"] is None and not point["note"] for point in summary["points"])
