"""An inspection as a REFI-QDA project: valid, the same each time, and the same when read again."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from evidence.adding.projects import Brought
from evidence.commands import AddVoice, TakeStatement, TieToQuestion
from evidence.content import reading_to_bytes, sha256_of
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from evidence.projects.project import reading_of_text
from evidence.projects.writing import codebook_of, project_of
from evidence.sample import make_sample
from evidence.verifying import verify
from tests.bundles import bundles
from tests.evidence.inspections import (
    OTHER_QUESTION,
    QUESTION,
    dump,
    lists,
    load,
    new_folder,
    peopled,
)
from tests.evidence.projects.qdpx import outcome_of
from tests.graph.hostile import hostile_bundles, texts

SCHEMAS = Path(__file__).parent / "schemas"
AT = "2026-03-01T10:00:00+00:00"
PROJECT = etree.XMLSchema(etree.parse(SCHEMAS / "project.xsd"))
CODEBOOK = etree.XMLSchema(etree.parse(SCHEMAS / "codebook.xsd"))


def exported(folder: InspectionFolder) -> bytes:
    """The inspection as a project."""
    return project_of(folder, AT, "AB").content


def unpacked(content: bytes) -> dict[str, bytes]:
    """A project's files by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    """A project of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def empty(path: Path) -> InspectionFolder:
    """An inspection of which nothing is said but its programme."""
    return InspectionFolder.create(path, Inspection(programme="probation"), by="CD")


def bring(folder: InspectionFolder, content: bytes) -> Brought:
    """Bring a project in."""
    path = folder.path.parent / "project.qdpx"
    path.write_bytes(content)
    return outcome_of(folder, path)


def with_texts(folder: InspectionFolder, bundle: dict[str, Any], rng: Random, odd: str) -> None:
    """Give half of a bundle's sources a text in the folder that holds their statements."""
    for source in bundle["sources"]:
        if rng.random() < 0.5:
            continue
        own = [each for each in bundle["statements"] if each["source"] == source["id"]]
        text = odd
        for statement in own:
            start = len(text)
            text += statement["quote"] + rng.choice(("\n\n", " ", "\r\n", "😀"))
            if rng.random() < 0.8:
                end = start + len(statement["quote"])
                statement["place"] = {"start": start, "end": end, "paragraph": len(own)}
        reading = reading_of_text(text)
        name = rng.choice(("a.txt", "b.pdf", "c.docx", "d.xlsx", "e.png", "f"))
        original = f"{source['id']} {text}".encode()
        digest, _ = folder.store(original, reading, "test", 1)
        stored = sha256_of(reading_to_bytes(reading, "test", 1, digest))
        source["file"] = {"name": name, "sha256": digest, "text": stored}


def test_the_sample_comes_back_as_it_went_out(tmp_path: Path) -> None:
    """Every record, every file; valid on the way, and in one entry."""
    with make_sample(tmp_path / "sample", "AB") as sample, empty(tmp_path / "i") as folder:
        made = project_of(sample, AT, "AB")
        document = etree.fromstring(unpacked(made.content)["project.qde"])
        assert PROJECT.validate(document), PROJECT.error_log
        outcome = bring(folder, made.content)
        assert (outcome.refused, outcome.warnings, outcome.losses) == (None, (), ())
        assert dump(folder) == dump(sample)
        assert folder.texts.digests() == sample.texts.digests()
        assert folder.sources.digests() == sample.sources.digests()
        assert len(folder.history()) == 2
        again = bring(folder, made.content)
        assert again.refused == "is here already: all of its records stand"
        place = folder.path
    assert verify(place).faults == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    bundles(), st.randoms(use_true_random=False), st.sampled_from(("", "\ufeff", "Head\x00\r\n"))
)
def test_out_and_in_is_identity(bundle: dict[str, Any], rng: Random, odd: str) -> None:
    """For any inspection with texts; and the project is valid, and the same when made again."""
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        with empty(home / "a") as one, empty(home / "b") as other:
            with_texts(one, bundle, rng, odd)
            load(one, bundle)
            content = exported(one)
            assert exported(one) == content
            document = etree.fromstring(unpacked(content)["project.qde"])
            assert PROJECT.validate(document), PROJECT.error_log
            guids = [str(each) for each in document.xpath("//@guid")]
            assert len(guids) == len(set(guids))
            outcome = bring(other, content)
            if bundle["sources"] or bundle["statements"] or dump(one) != dump(other):
                assert outcome.refused is None
            assert dump(other) == dump(one)
            files = (source.file for source in other.state.sources.values())
            stored = {file.text for file in files if file is not None and file.text is not None}
            assert stored <= {*other.texts.digests()}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile_bundles(), st.randoms(use_true_random=False), texts())
def test_a_selection_is_where_it_says(bundle: dict[str, Any], rng: Random, odd: str) -> None:
    """Whatever texts hold: in each text, read as UTF-8, stand its statements, one for one."""
    with TemporaryDirectory() as temporary, empty(Path(temporary) / "a") as folder:
        with_texts(folder, bundle, rng, odd)
        load(folder, bundle)
        files = unpacked(exported(folder))
        document = etree.fromstring(files["project.qde"])
        assert PROJECT.validate(document), PROJECT.error_log
        selected = 0
        quotes = [statement["quote"] for statement in bundle["statements"]]
        for text in document.iter("{*}TextSource", "{*}Representation"):
            content = files[f"sources/{text.get('plainTextPath').removeprefix('internal://')}"]
            read = content.decode("utf-8")
            assert "\r" not in read
            assert not read.startswith("\ufeff")
            for each in text.iter("{*}PlainTextSelection"):
                start, end = int(each.get("startPosition")), int(each.get("endPosition"))
                said = read[start:end]
                assert 0 <= start < end <= len(read)
                assert any(
                    len(said) == len(quote)
                    and all(a in (b, "\ufffd", " ", "\n") for a, b in zip(said, quote, strict=True))
                    for quote in quotes
                )
                selected += 1
        assert selected == len(bundle["statements"])


def test_a_record_of_each_kind_goes_out_valid_and_what_has_no_place_is_listed(
    tmp_path: Path,
) -> None:
    """Item by item, also in a note of the project."""
    with peopled(tmp_path / "i") as folder:
        made = project_of(folder, AT, "AB")
        files = unpacked(made.content)
    only = "carried in the note “Triangulate records” only"
    assert [loss.plain() for loss in made.losses] == [
        {"kind": "session", "where": "M1", "what": only},
        {"kind": "ask", "where": "A1", "what": only},
        {"kind": "refusal", "where": "E2 F1", "what": only},
        {"kind": "dismissal", "where": "conflict F1", "what": only},
        {"kind": "request", "where": "R1", "what": only},
        {"kind": "clearance", "where": "other E1 3ce9fa370fab9f5e", "what": only},
    ]
    document = etree.fromstring(files["project.qde"])
    assert PROJECT.validate(document), PROJECT.error_log
    names = {each.get("name"): each for each in document.iter("{*}Note")}
    report = names["What REFI-QDA has no place for"].get("plainTextPath")
    lines = files[f"sources/{report.removeprefix('internal://')}"].decode().splitlines()
    assert lines[0] == f"session: M1: {only}"
    codes = {each.get("guid"): each.get("name") for each in document.iter("{*}Code")}
    coded = {
        each.get("name"): [codes[ref.get("targetGUID")] for ref in each.iter("{*}CodeRef")]
        for each in document.iter("{*}PlainTextSelection")
    }
    question = next(name for name in codes.values() if name.startswith(f"{QUESTION} "))
    assert coded == {
        "Caseloads are managed.": [question, "supports F1"],
        "Caseloads are too high.": ["contradicts F1"],
    }
    cases = [each.get("name") for each in document.iter("{*}Case")]
    assert cases == ["V1 head of service", "V2 practitioners"]


def test_a_codebook_is_valid_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    """Key questions, findings under them, stances under these."""
    with peopled(tmp_path / "i") as folder:
        made = codebook_of(folder)
    document = etree.fromstring(made.content)
    assert CODEBOOK.validate(document), CODEBOOK.error_log
    names = [each.get("name") for each in document.iter("{*}Code")]
    at = names.index("F1 Caseloads are managed well.")
    assert names[at - 1].startswith(f"{QUESTION} ")
    assert names[at + 1 : at + 4] == ["supports F1", "qualifies F1", "contradicts F1"]
    assert {loss.where for loss in made.losses} == {
        "2 voices", "2 sources", "2 statements", "2 links", "1 sessions", "1 asks",
    }  # fmt: skip


def test_what_another_program_changed_comes_back(tmp_path: Path) -> None:
    """Codes taken and given, a selection added, one taken out: the project is right."""
    with peopled(tmp_path / "i") as folder, empty(tmp_path / "o") as other:
        folder.execute(TakeStatement("S1", "A third passage.", questions=(QUESTION,)))
        folder.execute(AddVoice("partners", "partners"))
        files = unpacked(exported(folder))
        xml = files["project.qde"].decode()
        codes = {
            name: guid for guid, name in re.findall(r'<Code guid="([^"]+)" name="([^"]+)"', xml)
        }
        found = re.findall(r"<PlainTextSelection.*?</PlainTextSelection>", xml)
        first, third, second = found
        contradicts = codes["contradicts F1"]
        other_question = next(
            guid for name, guid in codes.items() if name.startswith(OTHER_QUESTION)
        )
        changed = first.replace(codes["supports F1"], codes["qualifies F1"])
        new = (
            '<PlainTextSelection guid="0A1B2C3D-0000-4000-8000-00000000000A" startPosition="0" '
            f'endPosition="9"><Coding guid="0A1B2C3D-0000-4000-8000-00000000000B"><CodeRef '
            f'targetGUID="{contradicts}"/></Coding><Coding guid="0A1B2C3D-0000-4000-8000-'
            f'00000000000C"><CodeRef targetGUID="{other_question}"/></Coding></PlainTextSelection>'
        )
        xml = xml.replace(first, changed + new).replace(third, "")
        assert second in xml
        files["project.qde"] = xml.encode()
        outcome = bring(other, packed(files))
        was, now = dump(folder), dump(other)
    assert outcome.warnings == (
        "1 statements were coded anew in another program",
        "1 statements were added in another program",
        "1 statements were taken out in another program: they are withdrawn here",
    )
    by = {each["id"]: each for each in now["statements"]}
    assert by["E1"] == was["statements"][0]
    assert by["E3"]["withdrawn"] is True
    assert by["E4"] == {
        "id": "E4", "source": "S1", "quote": "Caseloads", "questions": [OTHER_QUESTION],
    }  # fmt: skip
    assert [(each["statement"], each["stance"]) for each in now["links"]] == [
        ("E1", "qualifies"), ("E2", "contradicts"), ("E4", "contradicts"),
    ]  # fmt: skip
    same = ("voices", "sources", "findings", "sessions", "asks", "refusals")
    assert {name: lists(now)[name] for name in same} == {name: lists(was)[name] for name in same}


def test_records_that_do_not_fit_are_read_as_another_programs(tmp_path: Path) -> None:
    """Where ids stand already with other content; what is tied to key questions stays so."""
    with peopled(tmp_path / "i") as folder, peopled(tmp_path / "o") as other:
        folder.execute(TieToQuestion("E2", OTHER_QUESTION))
        outcome = bring(other, exported(folder))
        assert outcome.refused is None
        said = outcome.warnings[0]  # which record is first depends on the second they were made in
        assert said.startswith("its own records do not fit here (")
        assert said.endswith(
            "stands in the inspection with other content): it is read as any project"
        )
        brought = [each for each in dump(other)["statements"] if each["source"] not in ("S1", "S2")]
    assert [each.get("questions") for each in brought] == [[QUESTION], [OTHER_QUESTION]]
    assert [each.get("labels") for each in brought] == [["supports F1"], ["contradicts F1"]]


def test_records_made_to_harm_are_read_as_another_programs(tmp_path: Path) -> None:
    """Broken, or naming files whose bytes are others: nothing is believed."""
    with peopled(tmp_path / "i") as folder, empty(tmp_path / "o") as other:
        files = unpacked(exported(folder))
        document = etree.fromstring(files["project.qde"])
        (note,) = (n for n in document.iter("{*}Note") if n.get("name") == "Triangulate records")
        name = f"sources/{note.get('plainTextPath').removeprefix('internal://')}"
        records = json.loads(files[name])
        records["bundle"]["links"][0]["stance"] = "proves"
        files[name] = json.dumps(records).encode()
        outcome = bring(other, packed(files))
        assert outcome.warnings[0] == (
            "its own records can't be understood: it is read as any project"
        )
        assert len(dump(other)["statements"]) == 2


def test_files_whose_bytes_are_others_are_not_stored(tmp_path: Path) -> None:
    """A name is a hash; what does not match it is left out."""
    with make_sample(tmp_path / "s", "AB") as sample, empty(tmp_path / "o") as other:
        files = unpacked(exported(sample))
        for name in files:
            if name.endswith((".json", ".docx")):
                files[name] = b"other"
        bring(other, packed(files))
        assert other.texts.digests() == []
        assert set(other.sources.digests()) < set(sample.sources.digests())


def test_an_inspection_of_nothing_goes_out_valid(tmp_path: Path) -> None:
    """Without a source, without a name."""
    with new_folder(tmp_path / "i") as folder:
        document = etree.fromstring(unpacked(exported(folder))["project.qde"])
    assert PROJECT.validate(document), PROJECT.error_log
