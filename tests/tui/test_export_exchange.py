"""What other programs join: provenance, annotations, argument maps, the summary's schema."""

from __future__ import annotations

import io
import json
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from prov.model import ProvDocument

from graph.drawing import safe
from graph.summary_parts import READERS, Reader
from tests.graph.example import example
from tests.graph.hostile import hostile_bundles
from tests.tui.exchange import check_annotations, check_provenance, faults, read_argdown
from tests.tui.program import Program
from tests.tui.test_export import SMALL, described, material_of
from tests.tui.test_export_formats import ACTING, hostile
from tui.export import format_for
from tui.export.argument_map import plain_text
from tui.export.json_summary import schema


def made(ending: str, bundle: dict[str, Any], reader: Reader = "lead") -> bytes:
    """An export of a bundle under the small programme."""
    return format_for(f"x{ending}", reader).render(material_of(bundle, SMALL, reader))


def provenance(program: Program, *more: str) -> dict[str, Any]:
    """The provenance of the example, on which somebody went on working."""
    folder, out = program.new(bundle=example()), program.folder / "p.prov.json"
    later = {"links": [{"statement": "E4", "finding": "F2", "stance": "contradicts"}]}
    program.done("load", folder, program.written("later.json", later), "--as", "CD")
    program.done("undo", folder)
    program.done("redo", folder, "--as", "EF")
    program.done("export", folder, out, *more)
    document: dict[str, Any] = json.loads(out.read_bytes())
    return document


def related(document: dict[str, Any], relation: str, start: str, end: str) -> set[tuple[str, str]]:
    """The pairs of a relation, by the local names of their ends."""
    return {
        (each[start].partition(":")[2], each[end].partition(":")[2])
        for each in document.get(relation, {}).values()
    }


def test_provenance_says_where_each_statement_comes_from_and_who_made_it(program: Program) -> None:
    """Its source, what it repeats, the finding it bears on, the entry and the inspector."""
    document = provenance(program)
    check_provenance(document)
    derived = related(document, "wasDerivedFrom", "prov:generatedEntity", "prov:usedEntity")
    assert {("statement.E1", "source.S1"), ("statement.E2", "statement.E1"),
            ("source.S2", "source.S1"), ("finding.F1", "statement.E1"),
            ("export", "inspection")} <= derived  # fmt: skip
    influenced = related(document, "wasInfluencedBy", "prov:influencee", "prov:influencer")
    assert {("finding.F1", "statement.E3"), ("finding.F2", "statement.E4"),
            ("finding.F2", "entry.3"), ("finding.F2", "entry.5")} <= influenced  # fmt: skip
    generated = related(document, "wasGeneratedBy", "prov:entity", "prov:activity")
    assert {("statement.E1", "entry.2"), ("finding.F2", "entry.2"),
            ("export", "exporting")} <= generated  # fmt: skip
    associated = related(document, "wasAssociatedWith", "prov:activity", "prov:agent")
    assert {("entry.2", "inspector.AB"), ("entry.3", "inspector.CD"), ("entry.5", "inspector.EF"),
            ("exporting", "inspector.AB"), ("exporting", "triangulate")} <= associated  # fmt: skip
    attributed = related(document, "wasAttributedTo", "prov:entity", "prov:agent")
    assert ("statement.E1", "inspector.AB") not in attributed
    kinds = {
        each.get("prov:type", {}).get("$")
        for each in document["wasDerivedFrom"].values()
        if each["prov:generatedEntity"] == "of:statement.E1"
    }
    assert kinds == {"prov:PrimarySource"}


@pytest.mark.parametrize("reader", ["panel", "accuracy"])
def test_provenance_for_others_names_no_inspector_but_who_made_it(
    program: Program, reader: str
) -> None:
    document = provenance(program, "--for", reader)
    check_provenance(document)
    agents = {name for name in document["agent"] if "inspector" in name}
    assert agents == {"of:inspector.AB"}
    assert set(document["activity"]) == {"of:exporting"}


def test_provenance_is_read_by_a_library_for_it(program: Program) -> None:
    """Without a word of warning, and every record of ours."""
    document = provenance(program)
    number = sum(len(records) for kind, records in document.items() if kind != "prefix")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = ProvDocument.deserialize(io.StringIO(json.dumps(document)), format="json")
    assert len(read.records) == number


def test_an_annotation_marks_where_its_words_stand(program: Program) -> None:
    """In code points of the stored text; words that were changed are told beside it."""
    folder = program.folder / "inspection"
    program.done("new", folder, "--title", "T", "--service", "S", "--programme", "probation")
    note = program.folder / "note.txt"
    note.write_text(
        "Zwei 👩‍🚀 Wörter.\n\nEvery post is filled, said Mrs Jones.\n", encoding="utf-8"
    )
    program.done("add", folder, note, "--kind", "document", "--voice", "leaders:Board:9")
    text = "Every post is filled, said Mrs Jones."
    start = note.read_text(encoding="utf-8").index(text)
    more = {
        "statements": [{"id": "E1", "source": "S1", "quote": text,
                        "place": {"paragraph": 2, "start": start, "end": start + len(text)}}],
        "findings": [{"id": "F1", "question": "PS.1.2.1", "text": "There are enough staff."}],
        "links": [{"statement": "E1", "finding": "F1", "stance": "supports", "note": "Minuted."}],
    }  # fmt: skip
    program.done("load", folder, program.written("more.json", more))
    out = program.folder / "a.jsonld"
    program.done("export", folder, out)
    document = json.loads(out.read_bytes())
    check_annotations(document)
    (item,) = document["first"]["items"]
    assert item["id"].endswith(":statement.E1")
    assert item["target"]["selector"] == [
        {"type": "TextQuoteSelector", "exact": text},
        {"type": "TextPositionSelector", "start": start, "end": start + len(text)},
    ]
    stored = program.done("dump", folder).document["sources"][0]["file"]["text"]
    assert item["target"]["source"]["tri:text"] == f"sha256:{stored}"
    told = [(body["purpose"], body["value"]) for body in item["body"]]
    assert told == [("assessing", "supports F1: There are enough staff."),
                    ("commenting", "Minuted.")]  # fmt: skip
    assert str(program.folder) not in out.read_text(encoding="utf-8")
    program.done("clear", folder, "E1", "Mrs Jones", "--redact")
    program.done("export", folder, out, "--for", "accuracy")
    document = json.loads(out.read_bytes())
    check_annotations(document)
    (item,) = document["first"]["items"]
    assert [each["type"] for each in item["target"]["selector"]] == ["TextPositionSelector"]
    assert [(body["purpose"], body["value"]) for body in item["body"]] == [
        ("describing", "Every post is filled, said [redacted]."),
        ("questioning", "Please check that this is accurate, or say what is wrong."),
    ]


def test_the_same_record_has_the_same_name_in_every_export(program: Program) -> None:
    """Also after more work; another inspection's has another."""
    names = []
    for name in ("one", "other"):
        folder, out = program.folder / name, program.folder / f"{name}.jsonld"
        program.done("new", folder, "--title", name, "--service", "S", "--programme", "probation")
        program.done("load", folder, program.written("example.json", example()))
        for _ in range(2):
            program.done("export", folder, out)
            names.append(json.loads(out.read_bytes())["first"]["items"][0]["id"])
            again = {"voices": [{"id": f"V{len(names) + 5}", "role": "More"}]}
            program.done("load", folder, program.written("again.json", again))
    assert names[0] == names[1] != names[2] == names[3]


def test_an_argument_map_has_each_finding_with_its_evidence() -> None:
    """``+`` for what supports, ``-`` for what contradicts, ``_`` for what qualifies."""
    texts, relations = read_argdown(made(".argdown", described()).decode())
    assert relations == [
        ("E1", "supports", "F1"), ("E2", "qualifies", "F1"), ("E3", "contradicts", "F1"),
        ("E5", "supports", "F2"),
    ]  # fmt: skip
    assert texts["F1"] == "There are enough staff."
    assert texts["E2"].startswith("“All posts were filled.” (S2 Annual report, document, undated")


def test_a_text_that_acts_in_argdown_reads_as_it_was_said() -> None:
    """Whatever it is: Argdown's own parser was asked about more than seven hundred of them."""
    acting = (*ACTING, "=== x ===", "[x]: y", "<x>: y", "@[x]", "#tag", "#(a b)", "{a: b}",
              "e.g", ":x:", "// c", "/* c */", "--", "a\\", "(1) a", "_ a_", "//?a=b#")  # fmt: skip
    for said in acting:
        texts, _ = read_argdown(made(".argdown", hostile(f"x{said}")).decode())
        assert texts["F1"] == safe(f"x{said}").strip()
        assert plain_text(said).replace("\\", "") == safe(said).strip().replace("\\", "")


@settings(max_examples=25, deadline=None)
@given(hostile_bundles())
def test_no_bundle_breaks_what_other_programs_read(bundle: dict[str, Any]) -> None:
    """Each is what its specification asks for, whatever records hold."""
    material = material_of(bundle)
    check_provenance(json.loads(format_for("x.prov.json").render(material)))
    check_annotations(json.loads(format_for("x.jsonld").render(material)))
    texts, _ = read_argdown(format_for("x.argdown").render(material).decode())
    assert {f["id"] for f in bundle["findings"]} <= texts.keys()


@pytest.mark.parametrize("reader", READERS)
def test_a_summary_fits_its_schema(reader: Reader) -> None:
    """For every reader, and what does not fit is told."""
    known = schema()
    document = json.loads(made(".json", described(), reader))
    assert faults(document, known, known) == []
    assert document["$schema"] == known["$id"]
    document["meta"]["seq"] = "two"
    del document["areas"]
    assert faults(document, known, known) == [".meta.seq: 'two' is no integer", ": no areas"]


@settings(max_examples=15, deadline=None)
@given(hostile_bundles())
def test_any_summary_fits_its_schema(bundle: dict[str, Any]) -> None:
    known = schema()
    document = json.loads(format_for("x.json").render(material_of(bundle)))
    assert faults(document, known, known) == []


def test_the_schema_of_the_summary_is_printed(program: Program) -> None:
    """And the bundle's where nothing else is asked for."""
    assert program.done("schema", "--summary").document == schema()
    assert "Bundle" in program.done("schema").document["title"]


def test_a_summary_with_what_changed_fits_its_schema(program: Program) -> None:
    folder, out = program.new(bundle=example()), program.folder / "s.json"
    program.done("export", folder, out, "--since", "1")
    known = schema()
    document = json.loads(out.read_bytes())
    assert document["changes"]["findings"]
    assert faults(document, known, known) == []
