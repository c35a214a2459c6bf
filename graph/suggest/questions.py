"""The key question that a text is likely to belong to, so that marking it is one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from evidence.folder import InspectionFolder
from evidence.words import Area
from graph.suggest.lexical import LexicalIndex, terms
from graph.suggest.matter import Matter
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import Piece, said
from graph.suggest.saying import says_something
from graph.suggest.suggestion import Reason, Suggestion
from graph.suggest.turned_down import Judged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["LikelyQuestion", "Questions", "for_passages", "for_statements"]

_LEXICAL = 0.35
#: How near a text is to a question: so much of each of the three nearest texts of it.
_SHARES = (0.6, 0.25, 0.15)
#: A question is likely from so near on, and where it leads the next one by so much.
_LEAST = 0.28
_LEAST_BY_WORDS = 0.13
_LEAD = 0.045
#: From so near on a passage that nobody marked is offered for a question.
_LEAST_PASSAGE = 0.42
_LEAST_PASSAGE_BY_WORDS = 0.6
#: Of passages that nobody marked, so many are offered for each question.
_PASSAGES_EACH = 5
#: So many texts are read between two calls of whoever watches.
_TOGETHER = 32


@dataclass(frozen=True, slots=True)
class LikelyQuestion:
    """A key question, how near a text is to it, and that text of it that comes nearest.

    ``likely`` says whether it is near enough, and far enough before all others, to be offered,
    and the text a sentence: no heading or mail header belongs to a question.
    """

    question: str
    area: Area
    score: float
    nearest: str
    likely: bool = False


@dataclass(frozen=True, slots=True)
class _Example:
    question: str
    text: str
    statement: str = ""


class Questions:
    """The programme's key questions, with what hangs on them as examples.

    ``watch`` is called now and then while they are read for the first time; where it raises, the
    reading ends, and what was read is kept.
    """

    def __init__(
        self,
        folder: InspectionFolder,
        meanings: Meanings,
        watch: Callable[[], object] = lambda: None,
    ) -> None:
        self._programme = folder.programme
        self._meanings = meanings
        self._examples = list(_examples(folder))
        texts = [said(example.text) for example in self._examples]
        waiting = meanings.not_kept(texts)
        for start in range(0, len(waiting), _TOGETHER):
            watch()
            meanings.vectors(waiting[start : start + _TOGETHER])
        self._index = LexicalIndex(example.text for example in self._examples)
        self._vectors: Any = meanings.vectors(texts)

    def likely(
        self, text: str, most: int = 3, *, vector: Matrix | None = None, without: str = ""
    ) -> list[LikelyQuestion]:
        """The questions that a text is likely to belong to, the likeliest first.

        ``without`` is a statement whose own ties are not to count.
        """
        if vector is None:
            vector = self._meanings.vector(said(text))
        near = None if self._vectors is None or vector is None else self._vectors @ vector
        words = self._index.scores(text)
        # How much of what the text says the other one says as well: 1 where it says it all.
        whole = sum(self._index.weight(term.stem) for term in terms(text)) or 1.0
        of: dict[str, list[tuple[float, str]]] = {}
        for number, example in enumerate(self._examples):
            if without and example.statement == without:
                continue
            score = min(1.0, words.get(number, 0.0) / whole)
            if near is not None:
                score = _LEXICAL * score + (1 - _LEXICAL) * float(near[number])
            of.setdefault(example.question, []).append((score, example.text))
        found = sorted((_nearness(each, key) for key, each in of.items()), reverse=True)
        least = _LEAST_BY_WORDS if near is None else _LEAST
        leads = len(found) < 2 or found[0][0] - found[1][0] >= _LEAD
        leads = leads and says_something(text)
        areas = self._programme.area_of
        return [
            LikelyQuestion(
                question, areas[question], score, text, not place and leads and score >= least
            )
            for place, (score, question, text) in enumerate(found[:most])
        ]


def _nearness(scores: list[tuple[float, str]], question: str) -> tuple[float, str, str]:
    """How near a question is by the nearest texts of it, its id, and the very nearest text."""
    best = nlargest(len(_SHARES), scores)
    score = sum(share * score for share, (score, _) in zip(_SHARES, best, strict=False))
    return score, question, best[0][1]


def _examples(folder: InspectionFolder) -> Iterator[_Example]:
    state = folder.state
    for question in folder.programme.questions.values():
        yield _Example(question.id, question.text)
        for prompt in question.prompts:
            yield _Example(question.id, prompt)
    known = folder.programme.questions
    for finding in tuple(state.findings.values()):
        if finding.question in known:
            yield _Example(finding.question, finding.text)
    for statement in tuple(state.statements.values()):
        for tied in statement.questions:
            if tied in known and not statement.withdrawn:
                yield _Example(tied, statement.quote, statement.id)


def for_statements(
    folder: InspectionFolder,
    pieces: Sequence[Piece],
    matter: Matter,
    meanings: Meanings,
    judged: Judged,
    only: int | None = None,
) -> list[Suggestion]:
    """A key question for each statement that has neither one nor a link; for ``only`` this one."""
    questions = Questions(folder, meanings)
    links = folder.state.links_of_statement
    found = []
    for number, piece in enumerate(pieces):
        if piece.questions or piece.key in links or only not in (None, number):
            continue
        vector = None if matter.vectors is None else matter.vectors[number]
        found += [
            _suggestion(folder, piece, likely.question, likely.score, likely.nearest)
            for likely in questions.likely(piece.text, 1, vector=vector, without=piece.key)
            if likely.likely and not judged.done(piece, likely.question)
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
    least = _LEAST_PASSAGE_BY_WORDS if matter.vectors is None else _LEAST_PASSAGE
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
