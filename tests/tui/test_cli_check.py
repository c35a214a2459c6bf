"""Checking before handing over, at the command line; what was redacted is in no file."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.faults import Refused
from evidence.model import Clearance
from graph.clearing import Clearing
from graph.handing_over import MISSES
from graph.stamp import digest
from graph.summary_parts import READERS
from tests.graph.example import example
from tests.tui.program import Program
from tests.tui.test_export import material_of
from tui.export import Format, Material, endings, format_for
from tui.export.making import rendered
from tui.export.rescanning import texts_of, texts_of_project
from tui.export.stamped import stamp_of_file

QUOTE = "Mrs Jones rang 01632 960123 about X123456; Mrs Jones wrote to jo@x.org."
OPEN = [("name", "Mrs Jones"), ("email", "jo@x.org"), ("telephone", "01632 960123"),
        ("case_number", "X123456")]  # fmt: skip
TOGETHER = "together can single someone out: nobody counted how many they are"
ENDINGS = (
    ".md", ".docx", ".html", ".xlsx", ".csv", ".json", ".pdf", ".jsonld", ".prov.json", ".argdown",
)  # fmt: skip


def telling() -> dict[str, Any]:
    """The example with a quote that tells who somebody is."""
    bundle = example()
    bundle["statements"][0]["quote"] = QUOTE
    return bundle


def found(program: Program, folder: Path, *more: str) -> list[tuple[str, str]]:
    """What is open."""
    document = program("check", folder, "--json", *more).document
    return [(each["check"], each["words"]) for each in document["found"] if not each["done"]]


def text_of(out: Path) -> str:
    """All that stands in a file, by our readers and as it is stored."""
    return "\n".join(texts_of(out.suffix, out.read_bytes()))


def test_what_is_found_is_listed_until_it_is_settled(program: Program) -> None:
    """Redacted, paraphrased, kept for a reason, taken back, undone; the record keeps its words."""
    folder = program.new(bundle=telling())
    assert found(program, folder) == OPEN
    assert program("check", folder).code == 1
    program.done("clear", folder, "E1", "Mrs Jones", "--paraphrase", "a manager")
    program.done("clear", folder, "E1", "jo@x.org", "--keep", "--reason", "it is published")
    assert found(program, folder) == OPEN[2:]
    program.done("clear", folder, "E1", "--redact")
    ran = program.done("check", folder)
    assert ran.out.startswith(f"For lead: 0 open, 4 settled. {MISSES}\n")
    assert "paraphrased (AB, " in ran.out
    program.done("clear", folder, "E1", "jo@x.org", "--recall")
    assert found(program, folder) == [OPEN[1]]
    program.done("undo", folder)
    program.done("undo", folder)
    assert found(program, folder) == OPEN[2:]
    assert program.done("dump", folder).document["statements"][0]["quote"] == QUOTE


def test_the_same_words_are_settled_everywhere_at_once(program: Program) -> None:
    """As one entry, which is undone as one."""
    bundle = telling()
    bundle["statements"][1]["quote"] = "Then mrs Jones came."
    folder = program.new(bundle=bundle)
    reason = ("--keep", "--everywhere", "--reason", "her name is on the door")
    program.done("clear", folder, "E1", "Mrs Jones", *reason)
    assert found(program, folder) == OPEN[1:]
    program.done("undo", folder)
    assert len(found(program, folder)) == len(OPEN) + 1


def test_the_leads_export_tells_how_much_of_its_check_is_open(program: Program) -> None:
    """She is of the team, so it is written all the same."""
    folder = program.new(bundle=telling())
    ran = program.done("export", folder, folder.parent / "lead.md")
    assert ran.out.splitlines()[0].endswith("as Markdown, for lead; 4 of its check open.")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("E1", "Mrs Jones", "--keep"), "E1: say why: words are kept for a reason"),
        (("E1", "Mr X", "--redact"), 'E1: "Mr X" does not stand there: write it as it does'),
        (
            ("E99", "Mr X", "--redact"),
            "E99: there is no statement, source or finding of this id: `check` lists them",
        ),
        (("E2", "--redact"), "E2: nothing is open there: `triangulate check` lists what is"),
        (("E1", "--recall"), "E1: nothing was done about it"),
        (
            ("E1", "Mrs Jones", "--paraphrase", "old Mrs Jones"),
            "E1: the words instead hold the words themselves",
        ),
    ],
)
def test_what_can_not_be_settled_so_is_told(
    program: Program, words: tuple[str, ...], why: str
) -> None:
    folder = program.new(bundle=telling())
    ran = program("clear", folder, *words)
    assert (ran.code, ran.faults) == (2, [f"triangulate: {why}"])


@pytest.mark.parametrize("reader", ["panel", "accuracy"])
def test_nothing_is_written_while_something_is_open(program: Program, reader: str) -> None:
    """But unchecked, which the stamp tells; for the lead inspector the count is said."""
    folder, out = program.new(bundle=telling()), program.folder / "s.md"
    ran = program("export", folder, out, "--for", reader)
    assert (ran.code, ran.err, out.exists()) == (1, "", False)
    assert ran.out.startswith(f"Nothing was written: for {reader}, the check finds 4 things open.")
    assert "“01632 960123” (a telephone number)" in ran.out
    program.done("export", folder, out, "--for", reader, "--unchecked")
    stamp = stamp_of_file(out)
    assert stamp is not None
    assert stamp.left_open == 4
    assert program.done("verify", folder, "--export", out).out.startswith(f"{out}: current\n")
    assert program.done("export", folder, out, "--json").document["open"] == 4
    program.done("clear", folder, "E1", "--redact")
    assert "open" not in program.done("export", folder, out, "--for", reader, "--json").document


def test_words_of_few_and_a_role_that_nobody_counted_are_found(program: Program) -> None:
    """With their reasons; a paraphrase of few is not."""
    bundle = example()
    bundle["voices"] += [
        {"id": "V8", "role": "Driver", "group": "support_staff", "people": 1},
        {"id": "V9", "role": "Gate keeper", "group": "support_staff"},
    ]
    for number, voice in ((8, "V8"), (9, "V9")):
        bundle["sources"].append(
            {"id": f"S{number}", "kind": "interview", "title": f"Talk {number}", "voices": [voice],
             "site": "Wexcombe", "dated": "2026-02-01"}
        )  # fmt: skip
        bundle["statements"].append(
            {"id": f"E{number}", "source": f"S{number}", "quote": f"We said {number}."}
        )
    bundle["statements"].append(
        {"id": "E10", "source": "S8", "quote": "They told.", "wording": "paraphrase"}
    )
    folder = program.new(bundle=bundle)
    document = program("check", folder, "--json").document
    told = [(each["check"], each["about"], each["words"]) for each in document["found"]]
    assert [each for each in told if each[1] in ("E8", "E9", "E10", "S8", "S9")] == [
        ("few", "E8", "We said 8."),
        ("singled_out", "E9", "We said 9."),
        ("singled_out", "S8", "Talk 8"),
    ]
    reasons = [each["why"] for each in document["found"] if each["about"] in ("E8", "E9")]
    assert reasons == [
        "words of a role held by one",
        f"Gate keeper, Wexcombe and 2026-02-01 {TOGETHER}",
    ]


@pytest.mark.parametrize(
    ("ending", "reader"),
    [(ending, reader) for reader in READERS for ending in ENDINGS if ending in endings(reader)],
)
def test_what_was_redacted_is_in_no_file(program: Program, ending: str, reader: str) -> None:
    """In no format, for no reader; and it is there before."""
    bundle = telling()
    bundle["findings"][0]["text"] = "Mrs Jones leads <b>well</b>."
    bundle["sources"][0]["title"] = "Minutes of Mrs  Jones"
    folder, out = program.new(bundle=bundle), program.folder / f"s{ending}"
    program.done("export", folder, out, "--for", reader, "--unchecked")
    assert "Jones" in text_of(out)
    program.done("clear", folder, "E1", "--redact")
    program.done("export", folder, out, "--for", reader)
    text = text_of(out)
    assert "redacted" in text
    assert re.findall(r"(?i)jones|960123|x123456|jo@x", text) == []
    assert program.done("verify", folder, "--export", out).out.startswith(f"{out}: current\n")


@pytest.mark.parametrize("ending", [".svg", ".graphml", ".gexf", ".cyjs", ".dot"])
def test_what_was_redacted_is_in_no_graph(program: Program, ending: str) -> None:
    bundle = telling()
    bundle["findings"][0]["text"] = "Mrs Jones leads well."
    folder, out = program.new(bundle=bundle), program.folder / f"s{ending}"
    program.done("clear", folder, "E1", "--redact")
    program.done("export", folder, out, "--area", "people")
    assert "Jones" not in out.read_text(encoding="utf-8")
    assert "redacted" in out.read_text(encoding="utf-8")


@settings(max_examples=15, deadline=None)
@given(st.text("abcdeABC <&*|_=\"'\u202e\x07é", min_size=2, max_size=14), st.sampled_from(ENDINGS))
def test_redacted_words_are_written_in_no_format_whatever_they_are(words: str, ending: str) -> None:
    """Either they are nowhere in the file, or nothing is written."""
    said = f"q{words}q"
    bundle = example()
    bundle["statements"][0]["quote"] = f"So {said} it is, {said}"
    made = material_of(bundle)
    clearing = Clearing([Clearance(check="name", about="E1", words=said, action="redact")])
    material = Material(
        clearing.of(made.summary), made.state, made.programme, made.assessments, clearing=clearing
    )
    form = format_for(f"x{ending}")
    content = rendered(form, material)
    assert all(not list(clearing.leaks(text)) for text in texts_of(ending, content))
    assert said not in html.unescape(content.decode("utf-8", errors="replace"))


def test_a_leak_stops_the_writing(program: Program) -> None:
    """A format that writes what it should not: a line says so, and what stood there stands."""
    made = material_of(telling())
    clearing = Clearing([Clearance(check="name", about="E1", words="Mrs Jones", action="redact")])
    leaking = Material(
        made.summary, made.state, made.programme, made.assessments, clearing=clearing
    )
    for ending in ENDINGS:
        form: Format = format_for(f"x{ending}")
        with pytest.raises(Refused, match='nothing was written: "Mrs Jones"'):
            rendered(form, leaking)
    folder, out = program.new(bundle=telling()), program.folder / "s.md"
    out.write_text("what stood there", encoding="utf-8")
    program.done("clear", folder, "E1", "Mrs Jones", "--paraphrase", "Evidence")
    program.done("clear", folder, "inspection", "North", "--redact")
    program.done("export", folder, out)  # the title is cleared too
    assert "# \\[redacted\\]" in out.read_text(encoding="utf-8")
    assert digest(made.summary) != digest(clearing.of(made.summary))
    assert json.loads(program.done("dump", folder).out)["inspection"]["title"] == "North"


def visiting() -> dict[str, Any]:
    """The example with a visit in which names and a number are written."""
    bundle = example()
    bundle["sessions"] = [
        {"id": "M1", "kind": "meeting", "title": "Meeting with Mrs Jones", "voices": ["V1"]}
    ]
    bundle["asks"] = [{"id": "A1", "session": "M1", "wording": "What did Mr Able say of X123456?"}]
    bundle["requests"] = [
        {"id": "R1", "wording": "The log that Mr Able keeps", "why": "Call 01632 960123."}
    ]
    return bundle


@pytest.mark.parametrize("ending", [".md", ".docx", ".html", ".pdf"])
def test_what_goes_along_to_a_visit_is_checked_and_cleared(program: Program, ending: str) -> None:
    """Session sheets and the list of requests: nothing is written while something is open."""
    folder = program.new(bundle=visiting())
    assert {words for _, words in found(program, folder, "--for", "visit")} == {
        "Mrs Jones", "Mr Able", "X123456", "01632 960123",
    }  # fmt: skip
    out = program.folder / f"out{ending}"
    ways: tuple[tuple[object, ...], ...] = (
        ("export", folder, out, "--for", "visit"),
        ("sheets", folder, out),
        ("requests", folder, "--out", out),
    )
    for way in ways:
        ran = program(*way)
        assert (ran.code, out.exists()) == ((1 if way[0] == "export" else 2), False)
    program.done("clear", folder, "inspection", "Mr Able", "--paraphrase", "the clerk")
    program.done("clear", folder, "inspection", "--redact")
    assert found(program, folder, "--for", "visit") == []
    for way in ways:
        program.done(*way)
        text = text_of(out)
        for never in ("Jones", "Able", "X123456", "960123"):
            assert never not in text, way
        assert "the clerk" in text
        out.unlink()


def test_a_project_is_written_without_the_words_that_were_redacted(program: Program) -> None:
    """What is left out for it is told, and how much of the check is open in any case."""
    folder, out = program.new(bundle=telling()), program.folder / "out.qdpx"
    assert program.done("export", folder, out, "--json").document["open"] == len(OPEN)
    out.unlink()
    program.done("clear", folder, "E1", "Mrs Jones", "--redact")
    assert program.done("export", folder, out).out.endswith(
        "Left out: 1 record of what was redacted or paraphrased.\n"
        "It holds every record. `triangulate check` finds 3 things open in it.\n"
    )
    text = "\n".join(texts_of_project(out.read_bytes()))
    assert "Jones" not in text
    assert "[redacted] rang 01632 960123" in text
    assert program.done("verify", folder, "--export", out).out.startswith(f"{out}: current\n")
