"""How often the likely key question of a statement is the one that it belongs to."""

from __future__ import annotations

import tempfile
from pathlib import Path

from evidence.sample import make_sample
from evidence.state import State
from graph.suggest.meanings import Meanings
from graph.suggest.questions import LikelyQuestion, Questions


def belongs(state: State, statement: str) -> set[str]:
    """The key questions of a statement: those it is tied to, and those of its findings."""
    links = state.links_of_statement.get(statement, {}).values()
    findings = {state.findings[link.finding].question for link in links}
    return findings | set(state.statements[statement].questions)


def told(name: str, found: list[tuple[set[str], list[LikelyQuestion]]]) -> str:
    """A row of the table."""
    first = sum(near[0].question in true for true, near in found)
    three = sum(any(each.question in true for each in near) for true, near in found)
    named = [near[0].question in true for true, near in found if near[0].likely]
    shares = (first / len(found), three / len(found), len(named) / len(found))
    shown = " | ".join(f"{100 * share:.0f}" for share in (*shares, sum(named) / len(named)))
    return f"| {name} | {shown} |"


def main() -> None:
    """Leave out each statement of the sample in turn, and ask for its key question."""
    with (
        tempfile.TemporaryDirectory() as temporary,
        make_sample(Path(temporary) / "sample", "AB") as folder,
    ):
        state = folder.state
        asked = {each: belongs(state, each) for each in state.statements}
        print("| per cent | first is right | one of three | named | of them right |")
        for name, meanings in (
            ("words alone", Meanings(None, None)),
            ("words and meaning", Meanings.of(None)),
        ):
            questions = Questions(folder, meanings)
            found = [
                (true, questions.likely(state.statements[each].quote, 3, without=each))
                for each, true in asked.items()
                if true
            ]
            print(told(name, found))


if __name__ == "__main__":
    main()
