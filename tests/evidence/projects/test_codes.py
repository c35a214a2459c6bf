"""What a project's codes become: labels, ties, findings; links only where a stance is stated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evidence.adding.projects import codes_of, read_codes
from evidence.commands import WriteFinding
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from tests.evidence.inspections import OTHER_QUESTION, QUESTION, dump, files_of, new_folder
from tests.evidence.projects.qdpx import brought, project, qdpx, selection, statements, text_source

CODES = (
    '<Code guid="C1" name="Caseload" isCodable="true"/><Code guid="C2" name="Staff" '
    'isCodable="false"><Code guid="C3" name="Morale" isCodable="true"/></Code>'
    '<Code guid="C4" name="Service" isCodable="true"><Code guid="C5" name="Morale" '
    'isCodable="true"/></Code>'
)
CODED = qdpx(
    project(text_source(selection(0, 22, "C1", "C3") + selection(23, 46, "C5")), codes=CODES)
)


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    """An inspection with one finding."""
    folder = new_folder(tmp_path / "i")
    folder.execute(WriteFinding(QUESTION, "Caseloads are managed well."))
    return folder


@pytest.mark.parametrize(
    ("meaning", "questions", "links", "findings"),
    [
        (f"question:{OTHER_QUESTION}", [OTHER_QUESTION], [], 1),
        ("finding:F1", [QUESTION], [], 1),
        (f"finding-under:{OTHER_QUESTION}", [OTHER_QUESTION], [], 2),
        ("supports:F1", [QUESTION], [("E1", "F1", "supports")], 1),
        ("contradicts:F1", [QUESTION], [("E1", "F1", "contradicts")], 1),
    ],
)
def test_a_code_is_what_it_is_said_to_be(
    folder: InspectionFolder,
    meaning: str,
    questions: list[str],
    links: list[tuple[str, str, str]],
    findings: int,
) -> None:
    """Its name stays a label; a stance is never guessed from a finding alone."""
    outcome = brought(folder, CODED, codes_of([("Caseload", meaning)]))
    assert outcome.refused is None
    first, second = statements(folder)
    assert (first["questions"], first["labels"]) == (questions, ["Caseload", "Staff > Morale"])
    assert (second.get("questions"), second["labels"]) == (None, ["Service > Morale"])
    made = dump(folder)
    assert [(each["statement"], each["finding"], each["stance"]) for each in made["links"]] == links
    assert [each["text"] for each in made["findings"]][1:] == ["Caseload"][: findings - 1]


def test_codes_with_one_name_are_told_apart_by_their_path(folder: InspectionFolder) -> None:
    """And one code may mean several things."""
    told = codes_of(
        [("Service > Morale", f"question:{QUESTION}"), ("Service > Morale", "qualifies:F1")]
    )
    brought(folder, CODED, told)
    assert [each.get("questions") for each in statements(folder)] == [None, [QUESTION]]
    assert [each["stance"] for each in dump(folder)["links"]] == ["qualifies"]


def test_a_finding_that_stands_is_not_written_again(folder: InspectionFolder) -> None:
    """Where a code's name is its very text, under the same question."""
    codes = '<Code guid="C1" name="Caseloads are managed well." isCodable="true"/>'
    content = qdpx(project(text_source(selection(0, 22, "C1")), codes=codes))
    told = codes_of([("Caseloads are managed well.", f"finding-under:{QUESTION}")])
    brought(folder, content, told)
    assert len(dump(folder)["findings"]) == 1
    assert statements(folder)[0]["questions"] == [QUESTION]


@pytest.mark.parametrize("form", ["id", "text", "both"])
def test_a_key_question_by_its_name_is_tied_and_no_label(
    folder: InspectionFolder, form: str
) -> None:
    """By its id, its wording, or both."""
    text = folder.programme.questions[QUESTION].text
    name = {"id": QUESTION, "text": text, "both": f"{QUESTION} {text}"}[form]
    codes = f'<Code guid="C1" name="{name}" isCodable="true"/>'
    brought(folder, qdpx(project(text_source(selection(0, 22, "C1")), codes=codes)))
    (made,) = statements(folder)
    assert (made["questions"], made.get("labels")) == ([QUESTION], None)


def test_what_is_told_wrongly_is_refused_whole(folder: InspectionFolder) -> None:
    """Every fault in the line, and nothing is stored."""
    before = files_of(folder.path)
    told = codes_of(
        [
            ("Case", "question:PS.1.1.1"),
            ("Morale", "question:PS.1.1.1"),
            ("Caseload", "question:PS.9"),
            ("Staff", "supports:F9"),
        ]
    )
    assert brought(folder, CODED, told).refused == (
        "code Case: is no code of Study; code Morale: is the name of several codes: write Parent > "
        'Child of Study; code Caseload: no key question "PS.9" in the programme probation; code '
        'Staff: no finding "F9": `triangulate status` lists them'
    )
    assert files_of(folder.path) == before


def test_a_meaning_that_is_none_is_refused() -> None:
    """Each, with what may be written."""
    with pytest.raises(Refused) as refused:
        codes_of([("A", "PS.1.1.1"), ("B", "proves:F1"), ("C", "question:")])
    assert [fault.where for fault in refused.value.faults] == ["code A", "code B", "code C"]
    assert str(refused.value.faults[1]).endswith(
        "write question:ID, finding:ID, finding-under:ID, supports:ID, qualifies:ID, contradicts:ID"
    )


def test_a_file_says_what_codes_are(tmp_path: Path) -> None:
    """One meaning or a list of them for each name."""
    file = tmp_path / "map.json"
    file.write_text(json.dumps({"A": "question:X", "B": ["finding:F1", "supports:F1"]}))
    assert read_codes(file) == [("A", "question:X"), ("B", "finding:F1"), ("B", "supports:F1")]


@pytest.mark.parametrize("content", ["{", "[]", '{"A": 3}', '{"A": [1]}'])
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: Any) -> None:
    """With the form that it should have."""
    file = tmp_path / "map.json"
    file.write_text(content)
    with pytest.raises(Refused):
        read_codes(file)
