"""A draft report as sentences, with where each stands; and what of it is not audited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.reading import Passage, Reading
from graph.suggest.lexical import terms

__all__ = ["PassedOver", "Sentence", "sentences"]

#: Ids in brackets, as a draft cites them: [F12], (E30, E31), [S7; F2].
_CITED = re.compile(r"[\[(]\s*([FES]\d+(?:\s*[,;&]\s*(?:and\s+)?[FES]\d+)*)\s*[\])]")
_ID = re.compile(r"[FES]\d+")
_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bNo)(?<!\bpara)"
    r"[.!?][\"'”’)]*(?:\s*[\[(][FES]\d+[^\])]*[\])])?\s+(?=[\"'“‘(]?[A-Z0-9])|\n\s*\n"
)
_SILENT = frozenset({"heading", "contents", "front matter", "header", "code", "comment"})
#: A sentence with fewer words of weight than this says nothing that evidence could bear out.
_LEAST_TERMS = 2
#: What ought to be is no claim about what is: it is for the inspector to judge.
_RECOMMENDS = re.compile(
    r"^(?:[^,]{0,60}\b(?:should|must|needs? to|ought to)\b|we recommend\b)", re.IGNORECASE
)
_REPORTED = re.compile(r"\b(?:told|said|says|wrote|reported|believed?|policy)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft: ``text`` without its citations, which are the ids in ``cited``."""

    number: int
    text: str
    paragraph: int
    heading: str = ""
    page: int | None = None
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something in a draft that is not held against evidence, and why."""

    text: str
    why: str


def sentences(draft: Reading) -> tuple[list[Sentence], list[PassedOver]]:
    """The sentences to audit, in order, and what is passed over."""
    found: list[Sentence] = []
    passed: list[PassedOver] = []
    for paragraph, passage in enumerate(draft.passages, 1):
        text = draft.text[passage.start : passage.end]
        if passage.part in _SILENT:
            passed.append(PassedOver(_line(text), passage.part))
            continue
        if passage.part == "table":
            passed.append(PassedOver(_line(text), "a table"))
            continue
        for part in _parts(text):
            sentence = _sentence(part, len(found) + 1, paragraph, passage)
            if len(terms(sentence.text)) < _LEAST_TERMS and not sentence.cited:
                passed.append(PassedOver(sentence.text, "too short to say anything"))
            elif _RECOMMENDS.search(sentence.text) and not _REPORTED.search(sentence.text):
                passed.append(PassedOver(sentence.text, "a recommendation"))
            else:
                found.append(sentence)
    return found, passed


def _line(text: str) -> str:
    return " ".join(text.split())


def _parts(text: str) -> Iterator[str]:
    begin = 0
    for match in _END.finditer(text):
        yield text[begin : match.end()]
        begin = match.end()
    if text[begin:].strip():
        yield text[begin:]


def _sentence(text: str, number: int, paragraph: int, passage: Passage) -> Sentence:
    cited = [key for match in _CITED.finditer(text) for key in _ID.findall(match[1])]
    bare = re.sub(r"\s+([.,;:!?])", r"\1", _line(_CITED.sub(" ", text)))
    return Sentence(
        number,
        bare,
        paragraph,
        passage.heading or "",
        passage.page,
        tuple(dict.fromkeys(cited)),
    )
