"""Real committee meetings, written as transcripts, come back as they were said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evidence.readers import reader_for

REAL = Path(__file__).parents[4] / "shared" / "real"

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason="the folder ../shared with the real meetings is not here"
)


def turns(name: str) -> list[tuple[str, str]]:
    """Who said what, white space made single."""
    meeting = json.loads((REAL / name).read_text(encoding="utf-8"))
    said = ((turn["speaker"], turn["content"]) for turn in meeting["meeting_transcripts"])
    return [(speaker, " ".join(words.split())) for speaker, words in said if words.strip()]


def read_back(path: Path) -> list[tuple[str | None, str]]:
    """Who said what, as the reader for the file has it, one speaker's turns in a row joined."""
    reading = reader_for(path.name).read(path.read_bytes(), {})
    return joined(
        [(each.speaker, reading.text[each.start : each.end]) for each in reading.passages]
    )


def joined(said: Sequence[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """Turns with those of one speaker in a row made one."""
    whole: list[tuple[str | None, str]] = []
    for speaker, words in said:
        if whole and whole[-1][0] == speaker:
            whole[-1] = (speaker, f"{whole[-1][1]} {words}")
        else:
            whole.append((speaker, words))
    return whole


@pytest.mark.parametrize("name", ["education_4.json", "covid_3.json"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_meeting_as_plain_text(tmp_path: Path, name: str, between: str) -> None:
    """A turn a line, with and without blank lines between."""
    said = turns(name)
    file = tmp_path / "meeting.txt"
    file.write_text(between.join(f"{who}: {words}" for who, words in said), encoding="utf-8")
    assert read_back(file) == joined(said)


@pytest.mark.parametrize("name", ["education_4.json", "covid_3.json"])
@pytest.mark.parametrize("form", ["<v {}>{}", "{}: {}"])
def test_a_meeting_as_webvtt(tmp_path: Path, name: str, form: str) -> None:
    """With voice tags, and with names before a colon."""
    said = turns(name)
    cues = [
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> 99:00:00.000\n"
        + form.format(who, words.replace("&", "&amp;").replace("<", "&lt;"))
        for n, (who, words) in enumerate(said)
    ]
    file = tmp_path / "meeting.vtt"
    file.write_text("WEBVTT\n\n" + "\n\n".join(cues), encoding="utf-8")
    assert read_back(file) == joined(said)
