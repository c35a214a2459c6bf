"""The key question that a text is likely to belong to, so that marking it is one key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from evidence.folder import InspectionFolder
from evidence.words import Area
from graph.suggest.lexical import LexicalIndex
from graph.suggest.matter import Matter
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import Piece, said
from graph.suggest.suggestion import Reason, Suggestion
from graph.suggest.turned_down import Judged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["LikelyQuestion", "Questions", "for_passages", "for_statements"]

#: What a text of each sort counts as a sign of its key question.
_WEIGHT = {"question": 0.9, "prompt": 0.9, "finding": 1.0, "statement": 1.0}
_LEXICAL = 0.35
#: Below this a text is not said to belong to a question.
_LEAST = 0.42
_LEAST_BY_WORDS = 0.6
#: Of passages that nobody marked, so many are offered for each question.
_PASSAGES_EACH = 5


@dataclass(frozen=True, slots=True)
class LikelyQuestion:
    """A key question, how likely beside the others, and the text of it that comes nearest."""

    question: str
    area: Area
    score: float
    nearest: str


@dataclass(frozen=True, slots=True)
class _Example:
    question: str
    sort: str
    text: str
    statement: str = ""


class Questions:
    """The programme's key questions, with what hangs on them as examples."""

    def __init__(self, folder: InspectionFolder, meanings: Meanings) -> None:
        self._programme = folder.programme
        self._meanings = meanings
        self._examples = list(_examples(folder))
        self._index = LexicalIndex(example.text for example in self._examples)
        self._vectors: Any = meanings.vectors([said(e.text) for e in self._examples])

    def likely(
        self, text: str, most: int = 3, *, vector: Matrix | None = None, without: str = ""
    ) -> list[LikelyQuestion]:
        """The questions that a text is likely to belong to, the likeliest first.

        ``without`` is a statement whose own ties are not to count.
        """
        if vector is None:
            vector = self._meanings.vector(said(text))
        words = self._index.scores(text)
        highest = max(words.values(), default=0.0) or 1.0
        near = None if self._vectors is None or vector is None else self._vectors @ vector
        best: dict[str, tuple[float, str]] = {}
        for number, example in enumerate(self._examples):
            if without and example.statement == without:
                continue
            score = words.get(number, 0.0) / highest
            if near is not None:
                score = _LEXICAL * score + (1 - _LEXICAL) * float(near[number])
            score *= _WEIGHT[example.sort]
            if score > best.get(example.question, (0.0, ""))[0]:
                best[example.question] = (score, example.text)
        areas = self._programme.area_of
        return [
            LikelyQuestion(question, areas[question], score, nearest)
            for question, (score, nearest) in nlargest(
                most, best.items(), key=lambda item: (item[1][0], item[0])
            )
        ]

    @property
    def least(self) -> float:
        """Below this a text is not said to belong to a question."""
        return _LEAST_BY_WORDS if self._vectors is None else _LEAST


def _examples(folder: InspectionFolder) -> Iterator[_Example]:
    state = folder.state
    for question in folder.programme.questions.values():
        yield _Example(question.id, "question", question.text)
        for prompt in question.prompts:
            yield _Example(question.id, "prompt", prompt)
    known = folder.programme.questions
    for finding in tuple(state.findings.values()):
        if finding.question in known:
            yield _Example(finding.question, "finding", finding.text)
    for statement in tuple(state.statements.values()):
        for tied in statement.questions:
            if tied in known and not statement.withdrawn:
                yield _Example(tied, "statement", statement.quote, statement.id)


def for_statements(
    folder: InspectionFolder,
    pieces: Sequence[Piece],
    matter: Matter,
    meanings: Meanings,
    judged: Judged,
) -> list[Suggestion]:
    """A key question for each statement that has neither one nor a link."""
    questions = Questions(folder, meanings)
    links = folder.state.links_of_statement
    found = []
    for number, piece in enumerate(pieces):
        if piece.questions or piece.key in links:
            continue
        vector = None if matter.vectors is None else matter.vectors[number]
        found += [
            _suggestion(folder, piece, likely.question, likely.score, likely.nearest)
            for likely in questions.likely(piece.text, 1, vector=vector, without=piece.key)
            if likely.score >= questions.least and not judged.done(piece, likely.question)
        ]
    return found


def for_passages(
    folder: InspectionFolder,
    pieces: Sequence[Piece],
    matter: Matter,
    meanings: Meanings,
    judged: Judged,
) -> list[Suggestion]:
    """For each key question the passages that nobody marked and that are likeliest to bear on it.

    A passage is offered for one question only, the one that it is nearest to.
    """
    best: dict[int, tuple[float, str, str]] = {}
    for question in folder.programme.questions.values():
        asked = (question.text, *question.prompts)
        vectors = meanings.vectors([said(text) for text in asked])
        for place, text in enumerate(asked):
            vector = None if vectors is None else vectors[place]
            for number, score in matter.nearest(text, vector, 4 * _PASSAGES_EACH):
                if score > best.get(number, (0.0, "", ""))[0]:
                    best[number] = (score, question.id, text)
    least = _LEAST_BY_WORDS if matter.vectors is None else _LEAST
    of: dict[str, list[Suggestion]] = {}
    for number, (score, question_id, text) in best.items():
        if score >= least and not judged.done(pieces[number], question_id):
            offered = _suggestion(folder, pieces[number], question_id, score, text)
            of.setdefault(question_id, []).append(offered)
    return [
        suggestion
        for offered_here in of.values()
        for suggestion in nlargest(_PASSAGES_EACH, offered_here, key=lambda s: (s.score, s.key))
    ]


def _suggestion(
    folder: InspectionFolder, piece: Piece, question: str, score: float, nearest: str
) -> Suggestion:
    return Suggestion(
        piece.subject,
        piece.source,
        piece.text,
        question,
        "question",
        folder.programme.questions[question].text,
        "question",
        score,
        (Reason(f"near to: {nearest}", (), (), "about"),),
        question,
        folder.programme.area_of[question],
    )
