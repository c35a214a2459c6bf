"""Projects in which redacted words stood: they are nowhere in the file, all places are right."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from evidence.content import reading_to_bytes, sha256_of
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Inspection, Record, Source, Statement, fields_of_words
from evidence.projects.moving import Moved, apart
from evidence.reading import Passage, Reading, TrackedChange
from evidence.verifying import verify
from tests.evidence.inspections import QUESTION, dump, load, new_folder
from tests.evidence.projects.qdpx import outcome_of
from tests.evidence.projects.test_refi_writing import CODEBOOK, PROJECT, empty, unpacked
from tui.export.projects import made_project
from tui.export.verifying import held_against

AT, DAY = "2026-03-01T10:00:00+00:00", date(2026, 3, 1)
SECRETS = ("Quill", "Zoé Quill", "Zoé", "QZ/41-7Q", "q.quill@x.org", "[Quux", "who Quaked")
#: What stands beside them: half of a secret, a longer word, characters that nobody sees.
BESIDE = (" ", "\n", "\r\n", " told", "town", "x", "\u200b", "Zoé", "Qu", "\ufeff", "\x00", "<b>&",
          "\u202e", "who", "_", "😀", "é")  # fmt: skip


def written(folder: InspectionFolder, name: str = "x.qdpx") -> bytes:
    """The inspection as a project. Raises Refused."""
    return made_project(folder, name, AT, "AB", DAY.isoformat(), lambda: 0).content


def read(name: str, content: bytes) -> str:
    """A member of a project as somebody could read it: without escapes of XML and JSON."""
    text = content.decode()
    try:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        text = html.unescape(re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text))
    plain = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return f"{name} {unicodedata.normalize('NFC', plain)}"


def stands(secret: str, text: str) -> bool:
    """Whether it stands in a text as a word: plainly, without any of the program's own code."""
    spaced = r"[\s_]+".join(map(re.escape, secret.split()))
    return re.search(rf"(?<![^\W_]){spaced}(?![^\W_])", text) is not None


def place(start: int, quote: str, **more: Any) -> dict[str, Any]:
    """Where a quote stands."""
    return {"start": start, "end": start + len(quote), **more}


@st.composite
def inspections(draw: st.DrawFn) -> tuple[dict[str, Any], list[tuple[Reading, bytes]], list[str]]:
    """A bundle in which any text may hold a secret, its readings with originals, the secrets."""
    secrets = draw(st.lists(st.sampled_from(SECRETS), min_size=1, max_size=3, unique=True))
    # within a longer word a number or an address is looked for too, and the project is refused
    told = [f" {each} " if re.search(r"[\d@]", each) else each for each in secrets]
    piece = st.sampled_from((*told, *told, *BESIDE))

    def say() -> str:
        return "w" + "".join(draw(st.lists(piece, max_size=5)))

    readings, sources, statements = [], [], []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        text = "".join(draw(st.lists(piece, min_size=3, max_size=14))) + " end"
        cuts = sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=4)))
        ends = [0, *cuts, len(text)]
        passages = tuple(
            Passage(start, end, speaker=say(), heading=say()) for start, end in pairwise(ends)
        )
        changes = (TrackedChange("deleted", 1, 1, say(), say()),)
        reading = Reading(text, passages, (say(),), changes)
        original = f"{text} {say()}".encode()
        stored = sha256_of(reading_to_bytes(reading, "test", 1, sha256_of(original)))
        readings.append((reading, original))
        file = {"name": f"{say()}.docx", "sha256": sha256_of(original), "text": stored}
        told = {"title": say(), "site": say(), "agency": say(), "recorded_by": say()}
        sources.append(
            {"id": f"S{number}", "kind": "document", "file": file, "voices": ["V1"], **told,
             "clarify": say(), "speakers": [{"name": say(), "voice": "V1"}]}
        )  # fmt: skip
        for start, end in draw(
            st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=4)
        ):
            if text[start:end].strip():
                where = {"start": start, "end": end, "speaker": say(), "page": say()}
                statements.append(
                    {"source": f"S{number}", "quote": text[start:end], "place": where}
                )
        typed = {"source": f"S{number}", "quote": say(), "place": {"time": say()}}
        statements += [typed | {"labels": [say()], "clarify": say(), "recorded_by": say()}]
    for number, statement in enumerate(statements, 1):
        statement |= {"id": f"E{number}", "questions": [QUESTION]}
    bundle = {
        "inspection": {"marking": say(), "sites": [say()], "agencies": [say()]},
        "voices": [{"id": "V1", "role": say(), "people": 3}],
        "sources": sources,
        "statements": statements,
        "findings": [
            {"id": "F1", "question": QUESTION, "text": say(), "recommendation": say(),
             "resolution": {"outcome": "upheld", "reason": say(), "by": say()}}
        ],
        "links": [
            {"statement": "E1", "finding": "F1", "stance": "supports", "note": say(), "by": say()}
        ],
        "sessions": [{"id": "M1", "kind": "meeting", "title": say(), "site": say()}],
        "asks": [{"id": "A1", "session": "M1", "wording": say(), "answer": say(),
                  "gap": {"code": "no_site", "about": {"question": QUESTION, "site": say()}}}],
        "refusals": [{"source": "S1", "place": {"start": 0, "end": 3, "speaker": say()},
                      "question": QUESTION, "by": say()}],
        "dismissals": [{"gap": {"code": "orphan", "about": {"site": say()}}, "reason": say()}],
        "requests": [{"id": "R1", "wording": say(), "why": say()}],
        "clearances": [
            {"check": "name", "about": "E1", "words": each, "action": "redact", "reason": say()}
            for each in secrets
        ] + [{"check": "name", "about": "E1", "words": say(), "action": "keep", "reason": say()}],
    }  # fmt: skip
    return bundle, readings, secrets


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(inspections())
def test_no_redacted_word_is_in_a_project_and_every_selection_is_where_it_says(
    drawn: tuple[dict[str, Any], list[tuple[Reading, bytes]], list[str]],
) -> None:
    """Whatever they are and wherever they stand; it is valid, verified, and comes back sound."""
    bundle, readings, secrets = drawn
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        with new_folder(home / "a") as one, empty(home / "b") as other:
            for reading, original in readings:
                one.store(original, reading, "test", 1)
            load(one, bundle)
            content, codes = written(one), written(one, "x.qdc")
            files = unpacked(content)
            for name, member in (*files.items(), ("codebook", codes)):
                for secret in secrets:
                    assert not stands(secret, read(name, member)), (name, secret)
            document = etree.fromstring(files["project.qde"])
            assert PROJECT.validate(document), PROJECT.error_log
            assert CODEBOOK.validate(etree.fromstring(codes)), CODEBOOK.error_log
            assert not [name for name in files if not name.endswith((".qde", ".txt", ".json"))]
            assert held_against(one, "x.qdpx", content).verdict == "current"
            assert held_against(one, "x.qdc", codes).verdict == "current"
            (home / "x.qdpx").write_bytes(content)
            assert outcome_of(other, home / "x.qdpx").refused is None
            assert_selected(document, files, other)
            place = other.path
        assert verify(place).faults == ()


def assert_selected(
    document: etree._Element, files: dict[str, bytes], restored: InspectionFolder
) -> None:
    """Every statement is selected once, and the words there are those that it is known by."""
    found = []
    for text in document.iter("{*}TextSource"):
        path = str(text.get("plainTextPath")).removeprefix("internal://")
        shown = files[f"sources/{path}"].decode()
        for each in text.iter("{*}PlainTextSelection"):
            start, end = (int(each.get(f"{side}Position") or "") for side in ("start", "end"))
            assert 0 <= start < end <= len(shown)
            found.append(re.sub(r"[\s\x00\ufeff\ufffd]", "", shown[start:end]))
    known = [re.sub(r"[\s\x00\ufeff\ufffd]", "", s["quote"]) for s in dump(restored)["statements"]]
    assert sorted(found) == sorted(known)


def small(folder: InspectionFolder, text: str, *quotes: str, words: str = "Mrs Jones") -> None:
    """An inspection of one source with these quotes from its text, and words to be redacted."""
    reading = Reading(text, (Passage(0, len(text), paragraph=1),))
    original = b"the original with Mrs Jones in its properties"
    digest, stored = folder.store(original, reading, "test", 1)
    file = {"name": "Interview.docx", "sha256": digest, "text": stored}
    load(
        folder,
        {
            "voices": [],
            "sources": [{"id": "S1", "kind": "document", "title": "Interview", "file": file}],
            "statements": [
                {"id": f"E{n}", "source": "S1", "quote": q, "place": place(text.index(q), q)}
                for n, q in enumerate(quotes, 1)
            ],
            "findings": [],
            "links": [],
            "clearances": [
                {"check": "name", "about": "S1", "words": words, "action": "paraphrase",
                 "instead": "the manager of the unit"}
            ],
        },
    )  # fmt: skip


def selections(content: bytes) -> list[str]:
    """What a project of one source has selected, in its order."""
    files = unpacked(content)
    (source,) = etree.fromstring(files["project.qde"]).iter("{*}TextSource")
    text = files[f"sources/{str(source.get('plainTextPath'))[11:]}"].decode()
    return [
        text[int(each.get("startPosition") or "") : int(each.get("endPosition") or "")]
        for each in source.iter("{*}PlainTextSelection")
    ]


def test_selections_move_with_the_words_before_them(tmp_path: Path) -> None:
    """Before, after, around, at either side, and inside of what is paraphrased."""
    text = "First. We met Mrs Jones twice. Mrs Jones left. Last."
    quotes = ("First.", "met Mrs Jones twice", "Jones left", "We met Mrs", "Jones", "Last.")
    with new_folder(tmp_path / "i") as folder:
        small(folder, text, *quotes)
        content = written(folder)
        told = "the manager of the unit"
        assert selections(content) == [
            "First.", f"met {told} twice", f"{told} left", f"We met {told}", told, "Last.",
        ]  # fmt: skip
        assert b"Jones" not in b"".join(unpacked(content).values())


def test_a_quote_that_is_a_redacted_word_by_itself_is_redacted_in_its_text(tmp_path: Path) -> None:
    """Where it is the beginning of a longer one, which is left in no other text."""
    with new_folder(tmp_path / "i") as folder:
        small(folder, "Jonestown is near, Jonesville is not.", "Jones", "is near", words="Jones")
        assert selections(written(folder)) == ["the manager of the unit", "is near"]


def test_files_and_their_hashes_are_left_out_where_words_are_redacted(tmp_path: Path) -> None:
    """They can't be looked into; who knew the rest of a short one could guess what is missing."""
    with new_folder(tmp_path / "i") as folder:
        small(folder, "Mrs Jones came.", "came")
        file = folder.state.sources["S1"].file
        assert file is not None
        digest, stored = str(file.sha256), str(file.text)
        made = made_project(folder, "x.qdpx", AT, "AB", DAY.isoformat(), lambda: 0)
        assert made.left_out == (
            "1 file that a source came in: words are redacted, and may stand in them.",
            "1 record of what was redacted or paraphrased.",
        )
        for member in unpacked(made.content).values():
            assert digest.encode() not in member
            assert stored.encode() not in member


def test_words_that_the_program_itself_puts_in_stop_the_writing(tmp_path: Path) -> None:
    """A variable of every project is called so: nothing is written, and the line says why."""
    with new_folder(tmp_path / "i") as folder:
        small(folder, "It came.", "It came", words="Reliability")
        with pytest.raises(Refused, match='REFI-QDA project: nothing was written: "Reliability"'):
            written(folder)


def test_numbers_that_stand_in_an_identifier_by_chance_stop_nothing(tmp_path: Path) -> None:
    """A short case number is in some of a project's GUIDs, hashes, offsets and times."""
    with new_folder(tmp_path / "i") as folder:
        small(folder, "Case 2026 came.", "came", words="2026")
        content = written(folder)
        assert b"Case the manager of the unit came." in unpacked(content).values()


def test_a_label_that_was_redacted_can_not_be_found_by_its_guid(tmp_path: Path) -> None:
    """GUIDs are made of what is shown: with the same namespace, a guess would give the same."""
    with new_folder(tmp_path / "i", title="About Mrs Jones") as folder:
        small(folder, "It came.", "It came")
        with new_folder(tmp_path / "j", title="About the manager of the unit") as other:
            small(other, "It came.", "It came")
            one, two = (json.loads(records(written(each)))["namespace"] for each in (folder, other))
        assert one == two


def records(content: bytes) -> bytes:
    """The note that holds a project's records."""
    (found,) = (each for each in unpacked(content).values() if each.startswith(b'{"about"'))
    return found


EDITS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.text("XY", max_size=4)))


@given(EDITS, EDITS, st.integers(0, 20), st.integers(0, 20))
def test_a_place_outside_of_what_is_put_in_holds_the_same_words(
    first: list[tuple[int, int, str]], again: list[tuple[int, int, str]], start: int, end: int
) -> None:
    """However often words are put in; and one that touches them holds them whole."""
    moved = Moved("abcdefghijklmnopqrst")
    start, end = sorted((start, end))
    before = moved.text[start:end]
    touched = False
    for edits in (first, again):
        size = len(moved.text)
        there = apart([(a, b, w) for a, b, w in edits if a < b <= size])
        assert all(one[1] <= two[0] for one, two in pairwise(there))
        now = moved.place(start, end)
        touched |= any(a < now[1] and now[0] < b for a, b, _ in there)
        moved.put(there)
    now = moved.place(start, end)
    assert 0 <= now[0] <= now[1] <= len(moved.text)
    if not touched and start < end:
        assert moved.text[now[0] : now[1]] == before


def test_the_fields_of_words_are_those_in_which_somebody_writes() -> None:
    """No ids, no hashes, no days: they are what they are, redacted or not."""
    assert fields_of_words(Statement) == {
        "quote", "labels", "recorded_by", "clarify", "withdrawn_reason",
    }  # fmt: skip
    assert fields_of_words(Source) == {
        "title", "site", "agency", "recorded_by", "clarify", "withdrawn_reason",
    }  # fmt: skip
    assert fields_of_words(Inspection) >= {"title", "service", "marking", "sites", "agencies"}
    assert fields_of_words(Record) == frozenset()
