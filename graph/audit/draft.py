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

#: What a report says of itself: who did what to make it, how it is laid out, what its words mean.
_ITSELF = re.compile(
    r"^(?:[^,]{0,50},\s+)?(?:"
    r"(?:we|inspectors|our (?:team|inspectors|inspection|visit|fieldwork))\s+"
    r"(?:have\s+|also\s+|then\s+)*"
    r"(?:inspected|visited|read|met|interviewed|spoke|looked|examined|analysed|assessed|reviewed|"
    r"sampled|judged|used|say so|make|made|thank|would like|are grateful|took place|held|listened|"
    r"sat|toured|attended|tried|try|aim(?:ed)?|sought|turn|begin|start|set out|refer|call|give|"
    r"tell)\b"
    r"|(?:it|(?:the|this|our) (?:inspection|visit|fieldwork))\s+"
    r"(?:draws|drew|was (?:announced|carried out)|took place|followed|lasted|began|ended)\b"
    r"|(?:we|(?:our )?inspectors) (?:shall|will|were in|were on site|spent)\b"
    r"|(?:our|its) (?:purpose|aim) (?:is|was) to\b"
    r"|our evidence (?:comes|came|rests|is drawn)\b"
    r"|(?:figures|quotations|quotes) (?:are|were|have been) (?:taken|kept|given|shown|from)\b"
    r"|(?:this|the|our|its) (?:draft|(?:draft )?report|summary|sections?|chapters?|annex)"
    r"(?: of (?:this|the) (?:draft|report))?\s+(?:also\s+|then\s+)?"
    r"(?:sets?|describes?|draws?|covers?|explains?|tells?|gives?|follows?|takes?|opens?|closes?|"
    r"begins?|ends?|turns?|deals?|starts?|keeps?|uses?|goes|is (?:in|about|arranged|set out))\b"
    r"|(?:some|much|all|most) of our evidence\b"
    r"|(?:[\w-]+,? (?:and )?){1,9}(?:spoke (?:with|to)|talked (?:with|to)|met) (?:us|inspectors)"
    r" in (?:focus |small )?groups\b"
    r"|the (?:next|following|last|previous) (?:section|chapter|part|paragraphs?)\b"
    r"|(?:the|our|these) (?:findings|recommendations|judgements)(?: below)?\s+"
    r"(?:are (?:grouped|set out|listed|arranged)|follow|point|suggest)\b"
    r"|names (?:are|have been|were) (?:left out|changed|removed)\b"
    r"|[“\"][^”\"]+[”\"] (?:means?|refers?)\b"
    r"|this (?:matters|is important)\b)",
    re.IGNORECASE,
)
#: But what inspectors came to know by it is a claim like any other.
_FOUND = re.compile(r"\b(?:we|inspectors|and) (?:found|saw|heard|observed|noted)\b|\btold\b")


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
            elif _is_about_itself(sentence):
                passed.append(PassedOver(sentence.text, "about the report itself"))
            else:
                found.append(sentence)
    return found, passed


def _is_about_itself(sentence: Sentence) -> bool:
    matched = _ITSELF.match(sentence.text)
    if matched is None or sentence.cited:
        return False
    return "report" in matched[0].lower() or not _FOUND.search(sentence.text)


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
