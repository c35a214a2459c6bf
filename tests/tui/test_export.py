"""Exports: the whole of a small summary, and text that would act if it could."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from evidence.faults import Refused
from evidence.programme import Programme, parse_programme
from graph.drawing import safe
from graph.for_reader import for_reader
from graph.gaps import gaps
from graph.papers import paper
from graph.stamp import stamp_of
from graph.status import Assessments
from graph.summary import summary
from graph.summary_parts import READERS, Reader, Summary
from tests.graph.example import example
from tests.graph.hostile import hostile_bundles, texts
from tests.loaded import PROBATION, state_of
from tests.tui.program import Program
from tui.export import Material, endings, format_for, formats
from tui.export._markdown_text import plain_text
from tui.export.documents import markdown
from tui.export.documents._stamp import stamp_in

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 3, 1)

ACTING = (
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](http://x/y.png)", "a | b",
    "`code`", "``", "**bold**", "_so_", "~~no~~", "# head", "- item", "+ item", "* item", "1. one",
    "2) two", "> quote", "---", "===", "&lt;b&gt;", "&#60;", "\\*", "\\", "<http://x.org>",
    "https://x.org", "www.x.org", "[^1]", "$x$", "a  ", "    code", "\t- x", "x #", "#", "<!-- x",
    "[ref]: http://x.org", "headwww.x.org", "mailto:a@b.org", "//x.org", "a@b.org", "| --- |",
    "```\n", "~~~", ":---:", "<b@x.org>", "\n\n# x", "&amp",
)  # fmt: skip


SMALL = parse_programme(
    """
id = "small"
title = "A small programme"
wording_note = "Worded from memory."
stale_after_months = { document = 12 }
[[domains]]
id = "d1"
title = "Delivery"
[[domains.standards]]
id = "PS.1.2"
area = "people"
title = "Staff"
questions = [
    { id = "PS.1.2.1", text = "Are there enough staff?", expects = { document = [], survey = [] } },
    { id = "PS.1.2.2", text = "Are they skilled?", expects = { data = ["records"] } },
]
[[domains.standards]]
id = "PS.1.3"
area = "services"
title = "Services"
questions = [{ id = "PS.1.3.1", text = "Is need known?", expects = { survey = [] } }]
""",
    "small.toml",
)


def summary_of(
    bundle: dict[str, Any], programme: Programme = PROBATION, reader: Reader = "lead"
) -> Summary:
    """The summary of a bundle for a reader, made at a given time by a given person."""
    return material_of(bundle, programme, reader).summary


def material_of(
    bundle: dict[str, Any], programme: Programme = PROBATION, reader: Reader = "lead"
) -> Material:
    """What exports of a bundle are made from."""
    state = state_of(bundle)
    assessments = Assessments(state, programme, TODAY)
    found = gaps(state, programme, assessments, TODAY)
    whole = summary(
        state, programme, assessments, found,
        made_at="2026-03-01T10:00", by="AB", seq=2, day="2026-03-01", version="1", journal="abc",
    )  # fmt: skip
    return Material(for_reader(whole, reader, state), state, programme, assessments, "people")


def markdown_of(made: Summary) -> str:
    """A summary as Markdown."""
    return markdown.render(paper(made)).decode()


def rendered(text: str) -> list[Token]:
    """What a Markdown renderer that obeys everything makes of a text."""
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(
        ["table", "strikethrough", "linkify"]
    )
    return [each for token in parser.parse(text) for each in (token, *(token.children or ()))]


def described() -> dict[str, Any]:
    """The example with all that a summary may say of it."""
    bundle = example()
    bundle["inspection"] = {
        "title": "North", "service": "N", "visit_from": "2026-03-09", "visit_to": "2026-03-20",
    }  # fmt: skip
    bundle["voices"][0]["people"] = 1
    bundle["sources"][0] |= {"dated": "2026-01-05", "file": {"name": "m.docx", "sha256": "0" * 64}}
    bundle["sources"][2] |= {"dated": "2026-02-20", "withdrawn": False}
    bundle["statements"].append({"id": "E6", "source": "S3", "quote": "It rained."})
    bundle["findings"][0] |= {
        "polarity": "strength",
        "resolution": {
            "outcome": "upheld", "reason": "The minutes are firm.", "by": "AB",
            "at": "2026-02-27T10:00", "seen": ["E1"],
        },
    }  # fmt: skip
    bundle["findings"][1]["recommendation"] = "2023, 4: look after staff"
    bundle["links"][0]["note"] = "As the board minuted it."
    return bundle


def test_markdown_of_a_small_inspection_is_as_it_was() -> None:
    for reader, name in (("lead", "summary"), ("panel", "panel"), ("accuracy", "accuracy")):
        golden = (GOLDEN / f"{name}.md").read_text(encoding="utf-8")
        assert markdown_of(summary_of(described(), SMALL, reader)) == golden  # type: ignore[arg-type]


def test_json_is_the_summary_under_the_name_of_its_format() -> None:
    made = material_of(described())
    document = json.loads(format_for("x.JSON").render(made))
    assert document.pop("$schema") == "urn:x-triangulate:schema:summary:2"
    assert document.pop("format") == "triangulate-summary/2"
    assert document.pop("stamp") == dict(stamp_of(made.summary))
    assert document == json.loads(json.dumps(made.summary.plain()))


@pytest.mark.parametrize("reader", READERS)
def test_an_ending_says_one_format_for_each_reader(reader: Reader) -> None:
    """In any case; a format that is not written for her is refused with those that are."""
    for suffix in endings(reader):
        form = format_for(f"a.b{suffix.upper()}", reader)
        assert suffix in form.SUFFIXES
        assert reader in form.READERS
    for form in formats():
        for suffix in form.SUFFIXES:
            if suffix not in endings(reader):
                with pytest.raises(Refused, match=f"not written for {reader}"):
                    format_for(f"a{suffix}", reader)


@settings(deadline=None)
@given(st.lists(st.sampled_from(ACTING) | texts(), min_size=1, max_size=4).map("".join))
def test_a_text_reads_in_markdown_as_it_was_said(text: str) -> None:
    """In a list, a heading and a table alike, and nothing in it acts."""
    said = safe(text).strip()
    shown = plain_text(text)
    for before, form, kinds in (
        ("", f"- {shown}", {"bullet_list_open", "list_item_open", "paragraph_open"}),
        ("a", f"# a {shown}", {"heading_open"}),
        ("a b", f"| a |\n| --- |\n| b {shown} |",
         {"table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open"}),
    ):  # fmt: skip
        tokens = rendered(form)
        assert {token.type for token in tokens if token.nesting == 1} <= kinds
        assert {token.type for token in tokens if token.nesting == 0} <= {"inline", "text"}
        read = "".join(
            " " if token.nesting == 1 else token.content
            for token in tokens
            if token.nesting == 1 or token.type == "text"
        )
        assert read.split() == f"{before} {said}".split()


@settings(max_examples=25, deadline=None)
@given(hostile_bundles())
def test_no_bundle_makes_markdown_act(bundle: dict[str, Any]) -> None:
    """Whatever records hold, the document has our headings and tables and no link or markup."""
    for number, record in enumerate([*bundle["statements"], *bundle["voices"]]):
        record["quote" if "quote" in record else "role"] = ACTING[number % len(ACTING)] or "x"
    text = markdown_of(summary_of(bundle))
    tokens = rendered(text)
    assert sum(token.type == "html_block" for token in tokens) == 1  # the stamp
    never = {"html_inline", "link_open", "image", "code_inline", "code_block",
             "fence", "s_open", "hr"}  # fmt: skip
    assert never.isdisjoint(token.type for token in tokens)
    assert sum(token.type == "em_open" for token in tokens) == 1  # the note on the wording
    findings = sum(token.type == "heading_open" and token.tag == "h5" for token in tokens)
    assert findings == len(bundle["findings"])
    assert text.startswith("**OFFICIAL-SENSITIVE**\n")
    body, stamp = text.rsplit("\n\n", 1)
    assert body.endswith("\n**OFFICIAL-SENSITIVE**")
    assert stamp_in(stamp) == dict(stamp_of(summary_of(bundle)))


def test_the_sample_is_exported_whole(program: Program) -> None:
    """Each finding, each source's hash and the wording's note are in the file."""
    folder, out = program.folder / "sample", program.folder / "out.md"
    program.done("demo", folder, "--no-open")
    out.write_text("what stood there", encoding="utf-8")
    ran = program.done("export", folder, out, "--json")
    assert ran.document == {
        "file": str(out), "format": "Markdown", "for": "lead", "findings": 42, "since": None,
        "left_out": [], "open": 41,
    }  # fmt: skip
    text = out.read_text(encoding="utf-8")
    bundle = program.done("dump", folder).document
    for finding in bundle["findings"]:
        assert f"##### {finding['id']}: {plain_text(finding['text'])}\n" in text
    for source in bundle["sources"]:
        assert f"| {source['id']} | {plain_text(source['title'])} |" in text
        assert "file" not in source or source["file"]["sha256"] in text
    for statement in bundle["statements"]:
        linked = any(link["statement"] == statement["id"] for link in bundle["links"])
        assert not linked or f"**{statement['id']}** “{plain_text(statement['quote'])}”" in text
    assert f"*{plain_text(PROBATION.wording_note)}*" in text
    assert (out.stat().st_mode & 0o777) == 0o600
    assert [p.name for p in program.folder.iterdir() if p.name.startswith(".")] == []
