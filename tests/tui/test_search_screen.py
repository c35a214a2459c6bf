"""Finding words in the whole inspection, by key presses."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.adding import SourceDetails, add_content
from evidence.corpus import Corpus, findings_with, statements_with
from evidence.folder import InspectionFolder
from evidence.sample import make_sample
from tests.evidence.inspections import new_folder
from tests.tui.desk import Person, at_desk
from tui.screens.finding import FindingScreen
from tui.screens.overview import OverviewScreen
from tui.screens.reading import ReadingScreen
from tui.screens.search import SearchScreen


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample inspection, made once."""
    folder = tmp_path_factory.mktemp("search") / "sample"
    make_sample(folder, "AB").close()
    return folder


async def sought(person: Person, words: str) -> None:
    """Type words, and wait until all was looked through."""
    await person.type(words)
    await person.pilot.pause(0.3)
    await person.app.workers.wait_for_complete()
    await person.pilot.pause()


async def test_a_findings_id_finds_it_first_and_enter_opens_its_evidence(sample: Path) -> None:
    """What a panel asks for: four keys and Enter."""
    async with at_desk(sample) as person:
        await person.press("F")
        await sought(person, "f12")
        seen = person.seen()
        assert "1 finding, 0 statements, 0 passages that nobody took" in seen
        assert "F12   single source" in seen
        await person.press("enter")
        assert isinstance(person.screen, FindingScreen)
        assert person.screen.heading(person.work).startswith("F12")
        await person.press("escape")
        assert isinstance(person.screen, SearchScreen)
        assert "F12   single source" in person.seen()


async def test_a_few_words_of_a_finding_find_it_first(sample: Path) -> None:
    """In any order and case, from any screen, also where a word of them is another."""
    async with at_desk(sample) as person:
        await person.press("3", "ctrl+f")
        await sought(person, "VISION leaders")
        assert person.seen().splitlines()[3].split()[1:3] == ["◔", "F1"]
        await person.press("escape", "4", "F")
        await sought(person, "leaders clear vision wording")
        assert person.seen().splitlines()[3].split()[1:3] == ["◔", "F1"]


async def test_a_question_asked_as_it_is_spoken_finds_what_holds_most_of_it(sample: Path) -> None:
    """It is told that nothing holds all of it; the finding that a panel asks for comes first."""
    async with at_desk(sample) as person:
        await person.press("F")
        await sought(person, "Staff say that they do not feel safe in Pellbridge office")
        seen = person.seen()
        assert "Nothing holds all of these words; what holds most of them, best first:" in seen
        assert seen.splitlines()[3].split()[1:3] == ["≠", "F38"]
        await person.press("down", "down", "enter")
        assert isinstance(person.screen, ReadingScreen)
        await person.press("escape")
        person.screen.query_one("#words").focus()
        await person.press("ctrl+u")
        await sought(person, "vision leaders")
        assert "Nothing holds all" not in person.seen()
        await person.press("ctrl+u")
        await sought(person, "xyzzy plugh")
        assert "Nothing holds all of these words: “xyzzy plugh”" in person.seen()


async def test_statements_and_passages_open_where_they_stand(sample: Path) -> None:
    """With source, place and the words in a line, the whole below."""
    async with at_desk(sample) as person:
        await person.press("F")
        await sought(person, "every member of staff")
        seen = person.seen()
        assert "0 findings, 3 statements, 3 passages that nobody took" in seen
        assert "“ E1    S1 paragraph 3" in seen
        assert "bears on +F1" in seen
        await person.press("down", "enter")
        assert isinstance(person.screen, ReadingScreen)
        assert " E8  " in person.seen()
        await person.press("escape", "end", "tab", "G", "enter")
        assert isinstance(person.screen, ReadingScreen)
        assert "S3" in person.seen().splitlines()[0]
        here = next(line for line in person.seen().splitlines() if line.startswith("›"))
        assert "¶3 " in here


async def test_esc_goes_back_and_the_key_begins_again(sample: Path) -> None:
    """The key is a letter while words are typed."""
    async with at_desk(sample) as person:
        await person.press("F")
        await sought(person, "F")
        assert person.seen().splitlines()[1].strip() == "F"
        await person.press("tab", "F")
        await sought(person, "xyzzy")
        assert "Nothing holds all of these words: “xyzzy”" in person.seen()
        await person.press("enter")
        await person.press(*["backspace"] * 5)
        await person.pilot.pause(0.3)
        assert "Type words, or parts of words" in person.seen()
        await person.press("escape")
        assert isinstance(person.screen, OverviewScreen)


async def test_what_could_not_be_read_is_told(tmp_path: Path) -> None:
    """And what can be is found all the same."""
    folder = new_folder(tmp_path / "i")
    for name in ("one", "two"):
        content = f"Caseloads in {name} [red]are[/] high.".encode()
        add_content(folder, f"{name}.txt", content, SourceDetails(kind="document"))
    file = folder.state.sources["S1"].file
    assert file is not None
    (folder.texts.path / str(file.text)).write_text("x")
    folder.close()
    async with at_desk(folder.path) as person:
        await person.press("F")
        await sought(person, "caseloads")
        seen = person.seen()
        assert "1 passage that nobody took; NOT READ: S1" in seen
        assert "Caseloads in two [red]are[/] high." in seen


@pytest.fixture
def folder(tmp_path: Path) -> InspectionFolder:
    """A text with letters that fold to more than one."""
    folder = new_folder(tmp_path / "i")
    text = "Die STRASSE ist ruhig.\n\nStraße, Straße.\n\nEin Ende.\n"
    add_content(folder, "a.txt", text.encode(), SourceDetails(kind="document"))
    return folder


def test_the_corpus_finds_folded_words_each_passage_once(folder: InspectionFolder) -> None:
    """Its places are those of the text as it is; words that no passage has together find none."""
    corpus = Corpus()
    assert list(corpus.catch_up(folder)) == ["S1"]

    def found(*words: str) -> list[tuple[str, object]]:
        return [(hit.text, hit.place.paragraph) for hit in corpus.passages_with("S1", words)]

    assert found("strasse") == [("Die STRASSE ist ruhig.", 1), ("Straße, Straße.", 2)]
    assert found("ruhig", "strasse") == [("Die STRASSE ist ruhig.", 1)]
    assert found("ende", "ruhig") == []
    assert list(corpus.passages_with("S1", ["ende"], frozenset({"Ein Ende."}))) == []
    assert list(corpus.passages_with("S9", ["ende"])) == []


def test_a_finding_with_all_words_comes_before_one_with_most(sample: Path) -> None:
    """And where one has all, none that has only most is listed; an id is that finding alone."""
    with InspectionFolder.open(sample, read_only=True) as folder:
        state = folder.state

        def found(words: str) -> list[str]:
            return [finding.id for finding in findings_with(state, words.split())]

        assert found("leaders vision")[0] == "F1"
        assert found("leaders clear vision xyzzy")[0] == "F1"
        assert found("leaders xyzzy") == []
        assert found("f1") == ["F1"]
        assert found("") == []
        assert next(hit.statement for hit in statements_with(state, ["e8"])) == "E8"
        assert list(statements_with(state, [])) == []
