"""Programmes are data: ours, those of an inspectorate, and what is wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.commands import WriteFinding
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from evidence.programme import Thresholds, load_programme, parse_programme, programme_ids
from evidence.words import AREAS

THEMATIC = """
id = "themes"
title = "Thematic inspection"
lead = "HMI Probation"
unit = "a theme across several sites"
coverage = ["sites"]
[thresholds]
lines = 2
kinds = 2
sites = 3
[stale_after_months]
document = 12
meeting = 3
[[domains]]
id = "t1"
title = "The theme"
provenance = "proposal"
""" + "".join(
    f"""
[[domains.standards]]
id = "T.{number}"
area = "{area}"
title = "{area}"
provenance = "proposal"
[[domains.standards.questions]]
id = "T.{number}.1"
text = "{text}"
expects = {expects}
"""
    for number, (area, text, expects) in enumerate(
        [
            (
                "leadership",
                "Do national and local leaders set clear direction for the theme?",
                '{ document = ["national policy"], meeting = ["national leads"] }',
            ),
            (
                "people",
                "Do staff have capacity and skill for the theme?",
                '{ focus_group = ["practitioners per site"], survey = ["staff survey"] }',
            ),
            (
                "services",
                "Are suitable services available and used in every site?",
                '{ data = ["referrals per site"], case_review = ["cases per site"] }',
            ),
            (
                "information",
                "Do agencies hold, share and use information on the theme?",
                '{ document = ["data-sharing agreement"] }',
            ),
            (
                "facilities",
                "Are places of delivery suitable for the theme?",
                '{ observation = ["site visits"], focus_group = ["service users"] }',
            ),
        ],
        1,
    )
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's own folder of programmes, with the thematic one."""
    folder = tmp_path / "programmes"
    folder.mkdir()
    (folder / "themes.toml").write_text(THEMATIC, encoding="utf-8")
    return folder


@pytest.mark.parametrize("identifier", programme_ids())
def test_each_programme_of_ours_has_all_five_areas_in_their_order(identifier: str) -> None:
    """Every key question has an area and a standard, and an age limit for what it expects."""
    programme = load_programme(identifier)
    areas = [programme.area_of[question] for question in programme.questions]
    assert list(dict.fromkeys(areas)) == list(AREAS)
    assert [q.id for area in AREAS for q in programme.questions_in(area)] == list(
        programme.questions
    )
    assert programme.questions.keys() == programme.area_of.keys()
    assert programme.questions.keys() <= programme.standard_of.keys()
    assert programme.stale_after("interview") == programme.stale_after("meeting")
    assert programme.plain()["id"] == identifier


def test_a_programme_that_counts_sites_is_told_in_the_same_form(own: Path) -> None:
    """An inspectorate writes a thematic programme without a change of the program."""
    programme = load_programme("themes", own)
    assert programme.coverage == ("sites",)
    assert programme.thresholds == Thresholds(lines=2, kinds=2, sites=3, agencies=0)
    assert list(programme.questions) == [f"T.{number}.1" for number in range(1, 6)]
    assert [programme.area_of[q] for q in programme.questions] == list(AREAS)
    assert programme.questions["T.3.1"].expects == {
        "data": ("referrals per site",),
        "case_review": ("cases per site",),
    }
    assert (programme.stale_after("interview"), programme.stale_after("survey")) == (3, None)
    assert programme.recalled
    assert programme.plain()["domains"][0]["standards"][4]["questions"] == [
        {
            "id": "T.5.1",
            "text": "Are places of delivery suitable for the theme?",
            "prompts": [],
            "expects": {"observation": ["site visits"], "focus_group": ["service users"]},
        }
    ]


def test_an_inspection_goes_by_a_programme_of_the_users_own(own: Path, tmp_path: Path) -> None:
    """Its key questions are the ones that findings may stand under."""
    inspection = Inspection(programme="themes")
    with InspectionFolder.create(tmp_path / "i", inspection, by="AB", own_programmes=own) as folder:
        folder.execute(WriteFinding("T.1.1", "x"))
        with pytest.raises(Refused, match=r'no key question "PS\.1\.1\.1" in'):
            folder.execute(WriteFinding("PS.1.1.1", "x"))
    with InspectionFolder.open(tmp_path / "i", by="AB") as folder:
        assert len(folder.state.findings) == 1
        with pytest.raises(Refused, match='no programme "themes": there are '):
            folder.execute(WriteFinding("T.1.1", "x"))


def test_a_file_of_the_users_own_stands_before_ours(own: Path) -> None:
    """Also with the mark that Notepad puts before a text; folders are no programmes."""
    text = THEMATIC.replace('id = "themes"', 'id = "probation"', 1)
    (own / "probation.toml").write_text(text, encoding="utf-8-sig")
    (own / "folder.toml").mkdir()
    assert load_programme("probation", own).title == "Thematic inspection"
    assert programme_ids(own) == sorted({*programme_ids(), "themes"})
    assert programme_ids(own / "none") == programme_ids()
    with pytest.raises(Refused, match='no programme "folder"'):
        load_programme("folder", own)


@pytest.mark.parametrize("identifier", ["", "../probation", "themes", "probation.toml", "\0"])
def test_an_id_that_is_none_is_refused_with_those_there_are(identifier: str) -> None:
    """No path leads out of the folder."""
    with pytest.raises(Refused, match=r"^programme: no programme .*: there are .*probation"):
        load_programme(identifier)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("x", ["f: is no TOML: Expected '=' after a key in a key/value pair (at end of document)"]),
        ('id = "a"\nid = "b"', ["f: is no TOML: Cannot overwrite a value (at end of document)"]),
        (
            "",
            [
                "f: id: is missing",
                "f: title: is missing",
                "f: stale_after_months: is missing",
                "f: domains: is missing",
            ],
        ),
        (
            THEMATIC.replace("sites = 3", 'sites = "three"').replace(
                'area = "people"', 'area = "staff"'
            ),
            [
                (
                    "f: thresholds.sites: input should be a valid integer, unable to parse string "
                    "as an integer (here: 'three')"
                ),
                (
                    "f: domains[0].standards[1].area: input should be 'leadership', 'people', "
                    "'services', 'information' or 'facilities' (here: 'staff')"
                ),
            ],
        ),
        (
            THEMATIC.replace("T.2.1", "T.1.1"),
            ['f: the key question "T.1.1" stands there twice: leave out one'],
        ),
        (
            THEMATIC.replace("unit =", "units ="),
            ["f: units: no such field here"],
        ),
        (
            THEMATIC.replace("lines = 2", "lines = 0x" + "f" * 9000).replace(
                "kinds = 2", "kinds = 0"
            ),
            ["f: thresholds.kinds: input should be greater than or equal to 1 (here: 0)"],
        ),
        (
            THEMATIC.replace("lines = 2", "lines = 0"),
            ["f: thresholds.lines: input should be greater than or equal to 1 (here: 0)"],
        ),
        (
            "id = 0x" + "f" * 9000,
            [
                "f: id: input should be a valid string (here: a number with thousands of digits)",
                "f: title: is missing",
                "f: stale_after_months: is missing",
                "f: domains: is missing",
            ],
        ),
    ],
    ids=lambda v: "",
)
def test_what_is_wrong_with_a_file_is_said_with_its_path(text: str, faults: list[str]) -> None:
    """All of it at once, the file's name before each."""
    with pytest.raises(Refused) as refused:
        parse_programme(text, "f")
    assert [str(fault) for fault in refused.value.faults] == faults


@pytest.mark.parametrize("text", ["a = " + "[" * 50_000, "a = " + "9" * 9000])
def test_what_no_program_could_read_is_no_toml(text: str) -> None:
    """Depth and numbers beyond measure end in a fault, not in a stack overflow."""
    with pytest.raises(Refused, match=r"^f: is no TOML"):
        parse_programme(text, "f")


def test_a_file_that_can_not_be_read_or_is_misnamed_is_refused(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Encoding, name and the system's own reasons."""
    (own / "latin.toml").write_bytes(b'id = "\xe9"')
    with pytest.raises(Refused, match=r"latin\.toml: is not in UTF-8: save it in that encoding$"):
        load_programme("latin", own)
    (own / "other.toml").write_text(THEMATIC, encoding="utf-8")
    with pytest.raises(Refused, match=r'its id is "themes", but the file is named other\.toml$'):
        load_programme("other", own)

    def denied(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", denied)
    with pytest.raises(Refused, match=r"themes\.toml: can't be read: Permission denied$"):
        load_programme("themes", own)
