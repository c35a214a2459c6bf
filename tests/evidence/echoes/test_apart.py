"""Echoes of texts that arrive, looked for by a process of its own."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from evidence.content import ContentFolder, reading_to_bytes
from evidence.echoes.apart import EchoesApart
from evidence.echoes.arriving import Arriving, Beside, besides
from evidence.echoes.echo import Outline
from evidence.own_process import OwnProcess
from evidence.reading import Passage, Reading
from evidence.speakers import Speaking

SAID = "Every case that came in last spring was read again by two people before it was closed."
OTHER = "Nobody knows which of the three lists of cases is the one that counts, so all are kept."


@pytest.fixture
def texts(tmp_path: Path) -> ContentFolder:
    """A folder for texts."""
    return ContentFolder(tmp_path / "texts")


def kept(texts: ContentFolder, *said: str, speaker: str | None = None) -> str:
    """A text of these passages, kept; its SHA-256."""
    passages, start = [], 0
    for each in said:
        passages.append(Passage(start, start + len(each), speaker=speaker))
        start += len(each) + 1
    return texts.put(reading_to_bytes(Reading("\n".join(said), tuple(passages)), "r", 1, "0"))


def arrived(texts: ContentFolder) -> list[Arriving]:
    """One that stood here, two that say the same, the later of them older, and one that is lost."""
    return [
        Arriving("S1", kept(texts, OTHER), None, asked=False),
        Arriving("S2", kept(texts, SAID, OTHER, speaker="Ann"), "2026-03-02", asked=True),
        Arriving("S3", kept(texts, SAID), "2026-03-01", asked=True),
        Arriving("S4", "0" * 64, None, asked=True),
    ]


SEEN = [
    Beside("S2", (Outline("S2", "S1", 1, 0.514, 1.0),), (Speaking("Ann", 1, 35),)),
    Beside("S3", (Outline("S2", "S3", 1, 0.486, 1.0),), ()),
    Beside("S4"),
]


def rounded(seen: dict[str, Beside]) -> list[Beside]:
    """What is seen, with shares of three places."""
    return [
        Beside(
            each.source,
            tuple(
                Outline(*echo[:3], *(round(share, 3) for share in echo[3:])) for echo in each.echoes
            ),
            each.speakers,
        )
        for each in seen.values()
    ]


def test_what_arrives_is_seen_beside_what_came_before_it(texts: ContentFolder) -> None:
    """Only what was asked for is told; of a lost text nothing is seen, and it stops nothing."""
    with closing(EchoesApart(texts)) as apart:
        for each in arrived(texts):
            apart.tell(each)
        assert rounded(apart.seen()) == SEEN


def test_without_a_process_the_same_is_seen_here(
    texts: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("evidence.echoes.apart.OwnProcess", none)
    with closing(EchoesApart(texts)) as apart:
        for each in arrived(texts):
            apart.tell(each)
        assert rounded(apart.seen()) == SEEN


def test_a_process_that_breaks_down_costs_nothing_that_is_seen(
    texts: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it ends in the midst, or says what makes no sense."""
    begun: list[OwnProcess] = []

    class Watched(OwnProcess):
        def __init__(self, call: list[str]) -> None:
            super().__init__(call)
            begun.append(self)

    monkeypatch.setattr("evidence.echoes.apart.OwnProcess", Watched)
    with closing(EchoesApart(texts)) as apart:
        first, *others = arrived(texts)
        apart.tell(first)
        begun[0]._process.kill()
        begun[0]._process.wait()
        for each in others:
            apart.tell(each)
        assert rounded(apart.seen()) == SEEN


def test_the_process_does_without_the_records_and_what_checks_them() -> None:
    """So that it is there at once and takes little memory."""
    call = "import sys, evidence.echoes.arriving; print('pydantic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", call], capture_output=True, check=True, text=True)
    assert ran.stdout == "False\n"


def test_here_and_apart_are_the_same(texts: ContentFolder) -> None:
    """The process runs the very function that runs here."""
    with closing(EchoesApart(texts)) as apart:
        for each in arrived(texts):
            apart.tell(each)
        assert list(apart.seen().values()) == list(besides(texts, arrived(texts)))
