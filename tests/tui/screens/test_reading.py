"""The reading pane, driven by keys as a person would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evidence.adding import SourceDetails, add_content
from evidence.commands import MapSpeakers
from evidence.folder import InspectionFolder
from evidence.model import Place
from tests.evidence.readers.docx import docx
from tests.tui.desk import Person, at_desk, small_inspection
from tui.asking.dialogs import Choose
from tui.asking.ties import AskStance
from tui.screens.finding import FindingScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.pages import TextPane

HOSTILE = "[red]x[/] [@click=app.quit]bye[/] \x1b[31m \u202eabc"
TEXT = (
    "Caseloads are high. They were higher last year.\n\n"
    "Managers meet every month.\n\nNobody was asked about caseloads."
)
TRANSCRIPT = (
    "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Practitioners>We cope.\n\n"
    "00:00:05.000 --> 00:00:09.000\n<v Visitor>I only listen.\n"
)


def inspection(path: Path, text: str = TEXT, **more: Any) -> Path:
    """S1 with a text and one voice, S2 a transcript with two, S3 typed; one finding."""
    bundle = {
        "voices": [
            {"id": "V1", "role": "Head of service", "group": "leaders"},
            {"id": "V2", "role": "Practitioners", "group": "practitioners"},
        ],
        "findings": [{"id": "F1", "question": "PS.1.2.3", "text": "Caseloads are manageable."}],
        **more,
    }
    folder = small_inspection(path, bundle)
    with InspectionFolder.open(folder, by="AB") as opened:
        plan = SourceDetails("document", "Plan", ("V1",))
        group = SourceDetails("focus_group", "Focus group", ("V1", "V2"))
        assert add_content(opened, "plan.txt", text.encode(), plan).source == "S1"
        assert add_content(opened, "group.vtt", TRANSCRIPT.encode(), group).source == "S2"
    return folder


async def reading(person: Person, source: str = "S1", statement: str | None = None) -> TextPane:
    """Open a source and give its pane."""
    person.app.open_source(source, statement)
    await person.pilot.pause()
    assert isinstance(person.screen, ReadingScreen)
    return person.screen.query_one(TextPane)


def commands(person: Person) -> list[str]:
    """The journal's commands after the inspection was set up."""
    return [head.command for head in person.work.folder.history()][4:]


async def test_one_key_takes_the_passage_with_its_exact_place(tmp_path: Path) -> None:
    """The quote is the text between start and end; the only voice of the source is its voice."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("j", "m")
        taken = person.work.state.statements["E1"]
        assert taken.quote == "Managers meet every month."
        assert taken.voice == "V1"
        assert taken.place == Place(start=49, end=75, paragraph=2)
        assert "· ¶2" in person.seen().replace("·¶2", "· ¶2")
        assert "E1  Head of service" in person.seen()
        await person.press("m")
        assert "These words are E1 already" in person.seen()
        assert commands(person) == ["take_statement"]


async def test_a_sentence_is_selected_and_taken_with_space(tmp_path: Path) -> None:
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("v", "v", "left", "space")
        taken = person.work.state.statements["E1"]
        assert taken.quote == "They were higher last"
        assert taken.place is not None
        assert TEXT[taken.place.start : taken.place.end] == taken.quote


async def test_the_speaker_of_a_transcript_is_the_voice_of_that_role(tmp_path: Path) -> None:
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person, "S2")
        await person.press("m", "j", "m")
        statements = person.work.state.statements
        assert [statements[key].voice for key in ("E1", "E2")] == ["V2", None]
        place = statements["E1"].place
        assert place is not None
        assert (place.time, place.speaker) == ("00:00:01.000", "Practitioners")


async def test_a_key_pressed_right_after_the_piece_changed_is_about_the_new_one(
    tmp_path: Path,
) -> None:
    """Neither tied nor told of is the statement that was marked a moment ago."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("m")
        await person.burst("jt")
        assert "What does “Managers meet every month.” bear on?" in person.seen()


async def test_enter_pressed_twice_leaves_the_screen_behind_where_it_is(tmp_path: Path) -> None:
    """The second closes nothing: neither the page that is read, nor the program."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("m", "t")
        await person.type("PS.1.2.1")
        await person.burst("", "enter", "enter")
        assert isinstance(person.screen, ReadingScreen)
        assert person.work.state.statements["E1"].questions == ("PS.1.2.1",)


async def test_mark_tie_and_undo_leave_the_right_journal(tmp_path: Path) -> None:
    """First m takes, t ties with its stance; u three times leaves nothing; history has all."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("m", "t")
        assert isinstance(person.screen, Choose)
        await person.type("manageable")
        await person.press("enter")
        assert isinstance(person.screen, AskStance)
        await person.press("c")
        assert isinstance(person.screen, ReadingScreen)
        assert "− contradicts F1  − not supported  Caseloads are manageable." in person.seen()
        await person.press("t")
        await person.type("PS.1.1.1")
        await person.press("enter")
        assert person.work.state.statements["E1"].questions == ("PS.1.1.1",)
        assert "●¶1" in person.seen()
        await person.press("u", "u", "u")
        assert not person.work.state.statements
        assert not person.work.state.links
        assert commands(person) == [
            *("take_statement", "link_statement", "tie_to_question"),
            *("undo", "undo", "undo"),
        ]
        await person.press("U")
        assert list(person.work.state.statements) == ["E1"]


async def test_tying_takes_first_and_leaving_the_list_takes_nothing(tmp_path: Path) -> None:
    """To a key question it is one entry, to a finding two."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("t", "escape")
        assert commands(person) == []
        await person.press("t")
        await person.type("manageable")
        await person.press("enter", "escape")
        assert commands(person) == []
        await person.press("t")
        await person.type("PS.1.1.1")
        await person.press("enter")
        assert commands(person) == ["take_statement"]
        assert "○¶1" in person.seen()
        await person.press("j", "t")
        await person.type("manageable")
        await person.press("enter", "s")
        assert commands(person) == ["take_statement", "take_statement", "link_statement"]


async def test_voice_withdrawal_and_flag_of_the_statement(tmp_path: Path) -> None:
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person, "S2")
        await person.press("p")
        assert "No statement stands here" in person.seen()
        await person.press("m", "p")
        await person.type("head")
        await person.press("enter")
        assert person.work.state.statements["E1"].voice == "V1"
        await person.press("p", "enter")
        assert person.work.state.statements["E1"].voice is None
        await person.press("w")
        await person.type("misheard")
        await person.press("enter")
        assert "Does not count: withdrawn (misheard)" in person.seen()
        assert "×00:00:01" in person.seen()
        await person.press("w", "f")
        await person.type("who")
        await person.press("enter")
        assert "! to be clarified: who" in person.seen()
        await person.press("f")
        assert person.work.state.statements["E1"].clarify is None


async def test_n_goes_through_statements_and_through_what_was_found(tmp_path: Path) -> None:
    async with at_desk(inspection(tmp_path / "i")) as person:
        pane = await reading(person)
        await person.press("v", "m", "v", "v", "m", "G", "m", "g", "n", "n", "n")
        assert pane.selection == (77, 110)
        await person.press("n")
        assert "That is the last statement." in person.seen()
        await person.press("N", "N")
        assert pane.selection == (0, 19)
        assert "1 of 2 here" in person.seen()
        await person.press("slash")
        await person.type("CASELOADS")
        await person.press("enter")
        assert "1 of 2: “CASELOADS”" in person.seen()
        await person.press("n")
        assert pane.highlighted == 2
        assert "2 of 2: “CASELOADS”" in person.seen()
        await person.press("escape")
        assert isinstance(person.screen, ReadingScreen)
        await person.press("escape")
        assert not isinstance(person.screen, ReadingScreen)


async def test_words_that_stand_nowhere_are_said_to(tmp_path: Path) -> None:
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("slash")
        await person.type("zebra")
        await person.press("enter")
        assert "Nowhere in this text: “zebra”" in person.seen()


async def test_it_opens_at_a_statement(tmp_path: Path) -> None:
    """Also far down in a long text, and at the second statement of a piece."""
    text = "\n\n".join(f"Paragraph {number}. It goes on." for number in range(1, 400))
    folder = inspection(tmp_path / "i", text)
    async with at_desk(folder) as person:
        pane = await reading(person)
        await person.press("G", "v", "m", "v", "v", "m", "escape")
        pane = await reading(person, "S1", "E2")
        assert pane.selection is not None
        assert text[slice(*pane.selection)] == "It goes on."
        assert pane.highlighted == 398
        assert "E2  Head of service" in person.seen()
        assert "2 of 2 here" in person.seen()
        await person.press("escape")
        assert not isinstance(person.screen, ReadingScreen)


async def test_enter_shows_what_a_statement_is_tied_to(tmp_path: Path) -> None:
    """A finding is opened or taken off from there; without a statement enter takes the passage."""
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("enter", "t")
        await person.type("manageable")
        await person.press("enter", "s", "enter", "enter")
        assert isinstance(person.screen, FindingScreen)
        await person.press("escape", "enter", "down", "enter")
        assert not person.work.state.links
        assert commands(person) == ["take_statement", "link_statement", "unlink_statement"]


async def test_a_source_without_a_file_is_read_as_its_statements(tmp_path: Path) -> None:
    more = {
        "sources": [{"id": "S9", "kind": "meeting", "title": "Talk"}],
        "statements": [
            {"id": "E1", "source": "S9", "quote": "We cope.", "place": {"time": "10:00:00"}}
        ],
    }
    folder = small_inspection(tmp_path / "i", more)
    async with at_desk(folder) as person:
        await reading(person, "S9")
        assert "E1 10:00:00 We cope." in person.seen()
        await person.press("m")
        await person.press("J", "v", "left", "m")
        assert list(person.work.state.statements) == ["E1"]
        assert "Only what stands in the source's own text" in person.seen()


async def test_a_text_missing_or_changed_is_one_clear_line(tmp_path: Path) -> None:
    """Its statements are still there to read."""
    folder = inspection(tmp_path / "i")
    async with at_desk(folder) as person:
        await reading(person)
        await person.press("m", "escape")
        for text in (folder / "texts").iterdir():
            text.chmod(0o600)
            text.write_bytes(b"changed")
        await reading(person)
        assert "The stored text of S1: its bytes are not the ones that were stored" in person.seen()
        assert "Caseloads are high." in person.seen()
        await person.press("escape")
        for text in (folder / "texts").iterdir():
            text.unlink()
        await reading(person, "S2")
        assert "The stored text of S2: is missing: restore it from a copy." in person.seen()
        await person.press("m", "t", "n", "y", "enter", "p")
        assert list(person.work.state.statements) == ["E1"]


async def test_undoing_the_source_closes_its_page(tmp_path: Path) -> None:
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person, "S2")
        await person.press("u")
        assert "S2" not in person.work.state.sources
        assert not isinstance(person.screen, ReadingScreen)


async def test_two_million_characters_open_and_a_passage_is_taken(tmp_path: Path) -> None:
    text = "\n\n".join(f"{number} " + "words about caseloads " * 15 for number in range(6_000))
    async with at_desk(inspection(tmp_path / "i", text[:2_000_000])) as person:
        await reading(person)
        await person.press("G", "m")
        taken = person.work.state.statements["E1"]
        assert taken.place is not None
        assert text[taken.place.start : taken.place.end] == taken.quote


async def test_y_copies_the_words_with_where_they_stand(tmp_path: Path) -> None:
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("v", "y")
        assert person.app.clipboard == "“Caseloads are high.” (Plan, ¶1)"
        await person.press("m", "y")
        assert person.app.clipboard == "“Caseloads are high.” (E1, Plan)"


async def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    """In the text, the strip, the lists and the notice nothing of it is obeyed."""
    findings = [{"id": "F1", "question": "PS.1.2.3", "text": HOSTILE}]
    voices = [{"id": "V1", "role": HOSTILE}, {"id": "V2", "role": HOSTILE}]
    folder = inspection(tmp_path / "i", HOSTILE, findings=findings, voices=voices)
    async with at_desk(folder) as person:
        await reading(person)
        await person.press("m", "t")
        await person.type("bye")
        await person.press("enter", "s")
        for keys in (("n",), ("enter",), ("p",), ("t",), ("f",)):
            await person.press(*keys)
            seen = person.seen()
            assert "[red]x[/] [@click=app.quit]bye[/] ␛[31m ‹RLO›abc" in seen
            assert "\x1b" not in seen
            assert "\u202e" not in seen
            if not isinstance(person.screen, ReadingScreen):
                await person.press("escape")
        assert person.work.state.statements["E1"].quote.startswith("[red]x[/]")


async def test_in_ascii_every_sign_is_ascii(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("TRIANGULATE_ASCII", "1")
    async with at_desk(inspection(tmp_path / "i")) as person:
        person.app.plain_ascii = True
        await reading(person)
        await person.press("m")
        body = person.seen().splitlines()[1:22]
        framed = "\n".join(line.translate({ord("─"): "-", ord("▁"): "_"}) for line in body)
        assert framed.isascii(), framed


def changed_document(path: Path) -> Path:
    """S3 is a Word file with a word replaced and a paragraph taken out."""
    folder = inspection(path)
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    by = "w:author='Jo' w:date='2026-02-03T10:00:00Z'"
    body = (
        f"<w:p>{run.format('Cases are ')}<w:del {by}>{run.format('rather')}</w:del>"
        f"<w:ins {by}>{run.format('very')}</w:ins>{run.format(' high.')}</w:p>"
        f"<w:p><w:del {by}>{run.format('Gone.')}</w:del></w:p>"
        f"<w:p>{run.format('More.')}</w:p>"
    )
    with InspectionFolder.open(folder, by="AB") as opened:
        details = SourceDetails("document", "Changed", ("V1",))
        assert add_content(opened, "changed.docx", docx(body), details).source == "S3"
    return folder


async def test_changes_are_shown_in_their_place_and_c_shows_the_other_readings(
    tmp_path: Path,
) -> None:
    async with at_desk(changed_document(tmp_path / "i")) as person:
        await reading(person, "S3")
        assert "Cases are [−rather− Jo, 2026-02-03][+very+] high." in person.seen()
        assert "[−Gone.−]" in person.seen()
        assert "Shown with its changes: [+put in+] [−taken out−] (c changes this)" in person.seen()
        await person.press("c")
        assert "Cases are very high." in person.seen()
        assert "Gone." not in person.seen()
        await person.press("c")
        assert "Cases are rather high." in person.seen()
        assert "Gone." in person.seen()
        await person.press("m")
        assert "Only the text as it reads can be taken" in person.seen()
        assert commands(person)[1:] == []
        await person.press("c")
        assert "[+very+]" in person.seen()


async def test_what_is_taken_with_its_changes_shown_is_the_text_as_it_reads(tmp_path: Path) -> None:
    """The passage is quoted as accepted, at its exact place, and so is a word of it."""
    async with at_desk(changed_document(tmp_path / "i")) as person:
        pane = await reading(person, "S3")
        await person.press("m")
        taken = person.work.state.statements["E1"]
        assert taken.quote == "Cases are very high."
        assert taken.place == Place(start=0, end=20, paragraph=1)
        at = pane.text.index("very")
        pane.select(at, at + 4)
        await person.press("m")
        assert person.work.state.statements["E2"].place == Place(start=10, end=14, paragraph=1)
        at = pane.text.index("rather")
        pane.select(at, at + 6)
        await person.press("m")
        assert "These words were taken out" in person.seen()
        assert len(person.work.state.statements) == 2
        await person.press("c", "N", "n")
        assert pane.selection is not None
        assert pane.text[slice(*pane.selection)] == "very"


async def test_a_text_without_changes_has_one_reading(tmp_path: Path) -> None:
    async with at_desk(inspection(tmp_path / "i")) as person:
        await reading(person)
        await person.press("c")
        assert "Nobody left tracked changes in this text." in person.seen()


FIRST = (
    "From: Ann <ann@example.org>\nSubject: Cases\nDate: Sun, 1 Mar 2026 09:00:00 +0000\n\n"
    "How are the caseloads in May?\n\nThank you.\n"
)
ANSWER = (
    "From: Jo <jo@example.org>\nSubject: Re: Cases\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n\n"
    "They are high.\n\nOn Sun, 1 Mar 2026, Ann <ann@example.org> wrote:\n"
    "> How are the caseloads\n> in May?\n\n> Somebody else's words, not sent to us.\n"
)


def with_mails(path: Path, *mails: str, voices: tuple[str, ...] = ("V1",)) -> Path:
    """Mails as S3 and so on, the account of these voices."""
    folder = inspection(path)
    with InspectionFolder.open(folder, by="AB") as opened:
        for number, mail in enumerate(mails):
            details = SourceDetails("document", f"Mail {number}", voices)
            assert add_content(opened, f"{number}.eml", mail.encode(), details).source
    return folder


async def take_words(person: Person, source: str, words: str) -> None:
    """Select these words of a source and take them."""
    pane = await reading(person, source)
    at = pane.text.index(words)
    pane.select(at, at + len(words))
    await person.press("m")


async def test_quoted_words_repeat_the_statement_that_holds_them(tmp_path: Path) -> None:
    async with at_desk(with_mails(tmp_path / "i", FIRST, ANSWER)) as person:
        await take_words(person, "S3", "How are the caseloads in May?")
        await take_words(person, "S4", "How are the caseloads\nin May?")
        assert person.work.state.statements["E2"].repeats == "E1"
        assert "Took E2, which repeats E1" in person.seen()


async def test_words_quoted_from_a_message_that_is_here_bring_it_along(tmp_path: Path) -> None:
    """One entry takes both, and one undo takes both away."""
    async with at_desk(with_mails(tmp_path / "i", FIRST, ANSWER)) as person:
        await take_words(person, "S4", "How are the caseloads\nin May?")
        statements = person.work.state.statements
        assert (statements["E1"].source, statements["E1"].repeats) == ("S4", "E2")
        assert (statements["E2"].source, statements["E2"].repeats) == ("S3", None)
        assert statements["E2"].quote == "How are the caseloads in May?"
        assert commands(person)[2:] == ["take_quoted"]
        await person.press("u")
        assert not person.work.state.statements


async def test_a_senders_words_are_in_the_voice_of_that_sender_alone(tmp_path: Path) -> None:
    """Mapped as a speaker is; nobody whose voice was not said has that of another."""
    folder = with_mails(tmp_path / "i", FIRST, ANSWER, voices=())
    with InspectionFolder.open(folder, by="AB") as opened:
        opened.execute(MapSpeakers("S3", {"Ann": "V1"}))
        opened.execute(MapSpeakers("S4", {"Ann": "V1"}))
    async with at_desk(folder) as person:
        await take_words(person, "S4", "They are high.")
        await take_words(person, "S4", "How are the caseloads\nin May?")
        statements = person.work.state.statements
        assert [statements[key].voice for key in ("E1", "E2", "E3")] == [None, "V1", "V1"]
        assert (statements["E2"].source, statements["E2"].repeats) == ("S4", "E3")


async def test_what_a_message_quotes_is_not_in_the_voice_of_its_account(tmp_path: Path) -> None:
    """The sender's own words are."""
    async with at_desk(with_mails(tmp_path / "i", ANSWER)) as person:
        await take_words(person, "S3", "They are high.")
        await take_words(person, "S3", "Somebody else's words, not sent to us.")
        statements = person.work.state.statements
        assert [statements[key].voice for key in ("E1", "E2")] == ["V1", None]


async def test_words_quoted_from_nowhere_are_to_be_clarified(tmp_path: Path) -> None:
    """A second mail that quotes them too repeats the first: they were said once."""
    words = "Somebody else's words, not sent to us."
    folder = with_mails(tmp_path / "i", ANSWER, ANSWER.replace("They are", "They were"))
    async with at_desk(folder) as person:
        await take_words(person, "S3", words)
        taken = person.work.state.statements["E1"]
        assert (taken.repeats, taken.clarify) == (None, "quoted from a message that is not here")
        await take_words(person, "S4", words)
        assert person.work.state.statements["E2"].repeats == "E1"


async def test_where_nothing_may_be_changed_no_key_is_taught_that_would_be_refused(
    tmp_path: Path,
) -> None:
    """Neither below the text nor in the footer; the key itself says why it does nothing."""
    folder = inspection(tmp_path / "i")
    async with at_desk(folder) as person:
        await reading(person)
        await person.press("m")
    async with at_desk(folder, read_only=True) as person:
        await reading(person)
        seen = person.seen()
        assert all(words not in seen for words in ("ties it", "m Mark", "t Tie", "q Question"))
        await person.press("j")
        assert "m  takes" not in person.seen()
        await person.press("m")
        assert "open to look at only" in person.seen()
        assert len(person.work.state.statements) == 1
        await person.press("3")
        footer = person.seen().splitlines()[-1]
        assert "Read" in footer
        assert "Add" not in footer
