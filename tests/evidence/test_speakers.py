"""The speakers of a transcript become voices; their names stay in the source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evidence.commands import AddSource, AddVoice, AmendSource, MapSpeakers, NewVoice, TakeStatement
from evidence.faults import Refused
from evidence.folder import InspectionFolder
from evidence.model import Place, Speaker, Voice
from evidence.reading import TextBuilder
from evidence.speakers import Speaking, speakers_of, unmapped
from tests.evidence.inspections import dump, load, new_folder


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    """A meeting with a voice, and three statements of two speakers and of nobody."""
    folder = new_folder(tmp_path / "i")
    folder.execute(AddVoice("Team manager", "middle_managers"))
    folder.execute(AddSource("Meeting", "meeting", voices=("V1",)))
    for speaker in ("Cllr Smith", "Smith", None):
        place = Place(speaker=speaker) if speaker else None
        folder.execute(TakeStatement("S1", f"Said by {speaker}.", place, "V1"))
    return folder


def voices(folder: InspectionFolder) -> list[str | None]:
    """The voice of each statement."""
    return [statement.voice for statement in folder.state.statements.values()]


def test_turns_and_words_are_counted_for_each_name_as_it_is_written() -> None:
    """Passages of one speaker in a row are one turn; spellings are not merged."""
    builder = TextBuilder()
    for speaker, text in (
        ("Smith", "Good morning."),
        ("Smith", "Shall we begin?"),
        (None, "(Applause.)"),
        ("Cllr Smith", "Yes."),
        ("Smith", "Well then."),
    ):
        builder.add(text, speaker=speaker)
    found = speakers_of(builder.reading())
    assert found == (Speaking("Smith", 2, 7), Speaking("Cllr Smith", 1, 1))


def test_speakers_are_given_voices_in_one_change(folder: InspectionFolder) -> None:
    """New voices are made, the source has them, and what was taken from the speakers too."""
    before = dump(folder)
    new = NewVoice("partners", "Councillor")
    folder.execute(MapSpeakers("S1", {"Cllr Smith": new, "Smith": new, "Not taken": "V1"}))
    source = folder.state.sources["S1"]
    assert folder.state.voices["V2"] == Voice(id="V2", role="Councillor", group="partners")
    assert source.voices == ("V1", "V2")
    assert source.speakers == (
        Speaker(name="Cllr Smith", voice="V2"),
        Speaker(name="Smith", voice="V2"),
        Speaker(name="Not taken", voice="V1"),
    )
    assert voices(folder) == ["V2", "V2", "V1"]
    assert "Smith" not in str(folder.state.plain()["voices"])
    assert unmapped(source, (Speaking("Smith", 1, 1), Speaking("Jones", 1, 1))) == (
        Speaking("Jones", 1, 1),
    )
    after = dump(folder)
    folder.undo()
    assert dump(folder) == before
    folder.redo()
    assert dump(folder) == after


def test_another_spelling_is_another_speaker(folder: InspectionFolder) -> None:
    """Nobody is given a voice who was not named."""
    folder.execute(MapSpeakers("S1", {"Smith": NewVoice("partners", "Councillor")}))
    assert voices(folder) == ["V1", "V2", "V1"]
    assert folder.state.sources["S1"].voice_of("Cllr Smith") is None


def test_a_voice_of_this_group_and_role_is_not_made_again(folder: InspectionFolder) -> None:
    folder.execute(MapSpeakers("S1", {"Smith": NewVoice("middle_managers", "Team manager")}))
    assert (list(folder.state.voices), folder.state.sources["S1"].voice_of("Smith")) == (
        ["V1"],
        "V1",
    )


def test_a_speaker_can_be_left_without_a_voice_again(folder: InspectionFolder) -> None:
    """The statements keep theirs."""
    folder.execute(MapSpeakers("S1", {"Smith": NewVoice("partners")}))
    folder.execute(MapSpeakers("S1", {"Smith": None}))
    assert folder.state.sources["S1"].speakers == ()
    assert voices(folder) == ["V1", "V2", "V1"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"Smith": "V9"}, "there is no voice V9"),
        ({"Smith": None}, "nothing to change"),
        ({"Smith": NewVoice(None, "")}, None),
    ],
)
def test_what_makes_no_sense_is_refused(
    folder: InspectionFolder, given: dict[str, Any], said: str | None
) -> None:
    """A voice that is not there, or nothing to change."""
    before = dump(folder)
    if said is None:
        folder.execute(MapSpeakers("S1", given))  # a voice of which nothing is known yet
        folder.undo()
    else:
        with pytest.raises(Refused, match=said):
            folder.execute(MapSpeakers("S1", given))
    assert dump(folder) == before


def test_a_speakers_voice_is_one_of_the_sources(folder: InspectionFolder) -> None:
    """It can't be taken from the source, nor come in a bundle without it."""
    folder.execute(MapSpeakers("S1", {"Not taken": NewVoice("partners")}))
    with pytest.raises(Refused, match="not one of the voices of S1"):
        folder.execute(AmendSource("S1", {"voices": ("V1",)}))
    speakers = [{"name": "Smith", "voice": "V1"}]
    with pytest.raises(Refused, match=r"sources\[0\].speakers\[0\]"):
        load(folder, {"sources": [{"id": "S7", "kind": "meeting", "speakers": speakers}]})
