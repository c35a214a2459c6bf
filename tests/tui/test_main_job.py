"""The main job, end to end, as an inspector does it: command lines, then keys, then the summary."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from tests.tui.desk import at_desk
from tests.tui.program import Program
from tui.screens.reading import ReadingScreen
from tui.screens.sources import SourcesScreen

SHARED = Path(__file__).parents[3] / "shared" / "real"


def sample_file(name: str, folder: Path) -> Path:
    """A file of the sample inspection, as if it had been sent."""
    file = folder / name
    file.write_bytes(files("evidence").joinpath("sample", "files", name).read_bytes())
    return file


def meeting_as_vtt(name: str, folder: Path) -> Path:
    """One of the real meetings as a WebVTT transcript, a cue an utterance."""
    turns = json.loads((SHARED / name).read_text(encoding="utf-8"))["meeting_transcripts"]
    cues = ["WEBVTT", ""]
    for number, turn in enumerate(turns):
        begins, ends = (
            f"{t // 3600:02}:{t % 3600 // 60:02}:{t % 60:02}.000"
            for t in (number * 20, number * 20 + 18)
        )
        said = " ".join(turn["content"].split()).replace("&", "&amp;").replace("<", "&lt;")
        cues += [f"{begins} --> {ends}", f"<v {turn['speaker']}>{said}", ""]
    file = folder / f"{Path(name).stem}.vtt"
    file.write_text("\n".join(cues), encoding="utf-8")
    return file


def meeting_as_text(name: str, folder: Path) -> Path:
    """One of the real meetings as a plain text transcript."""
    turns = json.loads((SHARED / name).read_text(encoding="utf-8"))["meeting_transcripts"]
    file = folder / f"{Path(name).stem}.txt"
    file.write_text(
        "\n\n".join(f"{turn['speaker']}: {' '.join(turn['content'].split())}" for turn in turns),
        encoding="utf-8",
    )
    return file


def evidence_files(folder: Path, *, real: bool) -> dict[str, Path]:
    """Five files of five formats, two of them real meetings where these are at hand."""
    return {
        "docx": sample_file("delivery-plan-2025-26.docx", folder),
        "md": sample_file("supervision-policy.md", folder),
        "csv": sample_file("staff-survey-october-2025.csv", folder),
        "vtt": meeting_as_vtt("education_4.json", folder)
        if real
        else sample_file("focus-group-team-managers.vtt", folder),
        "txt": meeting_as_text("covid_3.json", folder)
        if real
        else sample_file("all-staff-briefing-april-2025.txt", folder),
    }


@pytest.mark.parametrize("real", [False, True], ids=["sample files", "real meetings"])
async def test_from_files_to_a_summary(program: Program, real: bool, tmp_path: Path) -> None:
    """new, add five files, take and tie statements by keys, status, gaps, export."""
    if real and not SHARED.is_dir():
        pytest.skip("the real meetings lie beside the project in shared/real, and are not here")
    folder = tmp_path / "visit"
    program.done(
        "new", folder, "--title", "Anytown", "--service", "Anytown PDU", "--programme",
        "probation", "--visit-from", "2026-03-09",
    )  # fmt: skip
    paths = evidence_files(tmp_path, real=real)
    adding = (
        ("docx", "document", "leaders:Head of the unit", "2025-11-01"),
        ("md", "document", "leaders:Head of the unit", "2025-12-01"),
        ("csv", "survey", "practitioners:Staff who answered:41", "2025-10-31"),
        ("vtt", "meeting", "middle_managers:Team managers:6", "2026-03-10"),
        ("txt", "meeting", "partners:Board members:9", "2026-03-11"),
    )
    for ending, kind, voice, dated in adding:
        added = program(
            "add", folder, paths[ending], "--kind", kind, "--voice", voice, "--dated", dated,
            "--json",
        )  # fmt: skip
        assert added.code == 0
        (told,) = added.document["files"]
        assert told["refused"] is None
        assert told["passages"] > 5

    async with at_desk(folder) as person:
        # A finding under the first key question of leadership.
        await person.press("2", "n")
        await person.type("Leaders have set a clear vision")
        await person.press("ctrl+s")
        # The first source: its second passage is taken and tied as support, in one page.
        await person.press("3")
        assert isinstance(person.screen, SourcesScreen)
        await person.press("g", "enter")
        assert isinstance(person.screen, ReadingScreen)
        await person.press("j", "t")
        await person.type("clear vision")
        await person.press("enter")
        await person.press("s")
        await person.pilot.pause()
        assert person.work.assessments["F1"].status == "single_source"
        # The survey speaks against it, the meeting of managers for it.
        for row, stance in ((2, "c"), (3, "s")):
            await person.press("escape", "g", *["j"] * row, "enter", "j", "j", "t")
            await person.type("F1")
            await person.press("enter")
            await person.press(stance)
        assert person.work.assessments["F1"].status == "conflicting"
        assert len(person.work.state.statements) == 3
        for statement in person.work.state.statements.values():
            place = statement.place
            reading = person.work.folder.reading(person.work.state.sources[statement.source])
            assert place is not None
            assert reading is not None
            assert reading.text[place.start : place.end] == statement.quote

    status = program.done("status", folder, "--json").document
    assert [(f["id"], f["status"], f["lines"]) for f in status["findings"]] == [
        (
            "F1",
            "conflicting",
            {"supports": 2, "qualifies": 0, "contradicts": 1, "support_and_qualify": 2},
        )
    ]
    gaps = program.done("gaps", folder, "--json").document["gaps"]
    assert gaps[0]["code"] == "conflict"
    assert gaps[0]["about"] == {"finding": "F1"}
    summary = tmp_path / "summary.md"
    assert program("export", folder, summary).code == 0
    text = summary.read_text(encoding="utf-8")
    assert "Leaders have set a clear vision" in text
    assert program.done("verify", folder, "--json").document["checked"]["quotes"] == 3
