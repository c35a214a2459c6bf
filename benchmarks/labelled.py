"""The labelled inspections: every statement beside every finding, and which of them are linked."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from evidence.commands import LoadBundle
from evidence.commands.bundle import parse_bundle
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from evidence.sample import make_sample
from graph.suggest.choosing import MOST_CLOSELY, leading, standings
from graph.suggest.comparing import Claim, Comparison, Pair, put_reading
from graph.suggest.matter import Matter
from graph.suggest.meanings import Meanings
from graph.suggest.pieces import Piece, said, statement_pieces

INSPECTIONS = Path(__file__).parent / "inspections"
NAMES = ("sample", "brackwater", "saltmarrow")
#: The signs of ties to key questions.
TIED = ("same_question", "other_question")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Every pair of an inspection, the stance of those that are linked, and both texts of each."""

    pairs: Sequence[Pair]
    stances: Sequence[str | None]
    texts: Sequence[tuple[str, str]]

    def untied(self) -> Labelled:
        """The same with no statement tied to a question."""
        pairs = [replace(p, signs=_without(p.signs, TIED)) for p in self.pairs]
        return replace(self, pairs=pairs)

    def closely(self, meanings: Meanings) -> Labelled:
        """The same with what leads, by the shipped weights, read closely."""
        of: dict[int, list[Pair]] = {}
        for pair in self.pairs:
            of.setdefault(pair.piece, []).append(replace(pair, signs=dict(pair.signs)))
        chosen = leading(
            [list(standings(pairs, [0.0] * len(pairs))) for pairs in of.values()],
            MOST_CLOSELY,
        )
        text_of = {(p.piece, p.claim): t for p, t in zip(self.pairs, self.texts, strict=True)}
        read = [pair for pairs in chosen.values() for pair in pairs]
        texts = [text_of[pair.piece, pair.claim] for pair in read]
        for pair, row in zip(read, meanings.stances(texts, closely=True), strict=True):
            put_reading(pair, row, closely=True)
        known = {(p.piece, p.claim): p for pairs in of.values() for p in pairs}
        return replace(self, pairs=[known[p.piece, p.claim] for p in self.pairs])


@contextmanager
def inspection(name: str, scratch: Path) -> Iterator[InspectionFolder]:
    """One of the labelled inspections, or that of a bundle's path, opened for writing."""
    path = scratch / f"{Path(name).stem} inspection"
    if name == "sample":
        with make_sample(path, "AB") as folder:
            yield folder
        return
    bundle = INSPECTIONS / f"{name}.json" if name in NAMES else Path(name)
    told = json.loads(bundle.read_text(encoding="utf-8")).get("inspection", {})
    about = Inspection(
        title="aside", service="aside", programme=told.get("programme", "probation"),
        sites=tuple(told.get("sites", ())),
    )  # fmt: skip
    own = INSPECTIONS / "programmes"
    with InspectionFolder.create(path, about, by="AB", own_programmes=own) as folder:
        folder.execute(LoadBundle(parse_bundle(bundle.read_bytes())))
        yield folder


def labelled(name: str, meanings: Meanings, suffix: str = "") -> Labelled:
    """Every pair of one of the inspections; with the suffix "_words" by words alone."""
    with tempfile.TemporaryDirectory() as scratch, inspection(name, Path(scratch)) as folder:
        comparison, known = compared(folder, meanings), links(folder)
        if suffix:
            texts = [piece.text for piece in comparison.pieces]
            comparison = Comparison(comparison.pieces, comparison.claims, Matter(texts))
            pairs = list(comparison.pairs(len(texts), len(comparison.claims)))
        else:
            pairs = every_pair(comparison, meanings)
        for pair in pairs:
            comparison.looked_at(pair)
        keys = [(comparison.pieces[p.piece].key, comparison.claims[p.claim].id) for p in pairs]
        return Labelled(pairs, [known.get(key) for key in keys], _texts(comparison, pairs))


def compared(folder: InspectionFolder, meanings: Meanings) -> Comparison:
    """The statements of an inspection beside its findings."""
    claims = tuple(
        Claim(f.id, f.text, f.question, folder.programme.area_of[f.question], f.polarity)
        for f in folder.state.findings.values()
    )
    pieces = tuple(statement_pieces(folder.state))
    return beside(pieces, claims, folder.state.inspection.sites, meanings)


def beside(
    pieces: Sequence[Piece], claims: Sequence[Claim], sites: Sequence[str], meanings: Meanings
) -> Comparison:
    """Pieces and claims with what the models say of each."""
    vectors = meanings.vectors([said(piece.text) for piece in pieces])
    claimed = meanings.vectors([said(claim.text) for claim in claims])
    return Comparison(
        pieces, claims, Matter([piece.text for piece in pieces], vectors),
        meanings.sought(claimed), sites, meanings.valence(vectors), meanings.valence(claimed),
    )  # fmt: skip


def every_pair(comparison: Comparison, meanings: Meanings) -> list[Pair]:
    """All pieces with all claims, judged."""
    pairs = list(comparison.pairs(len(comparison.pieces), len(comparison.claims)))
    texts = _texts(comparison, pairs)
    for start in range(0, len(pairs), 512):
        some = slice(start, start + 512)
        for pair, row in zip(pairs[some], meanings.stances(texts[some]), strict=True):
            comparison.judged(pair, row)
    return pairs


def _texts(comparison: Comparison, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    pieces, claims = comparison.pieces, comparison.claims
    return [(said(pieces[p.piece].text), said(claims[p.claim].text)) for p in pairs]


def _without(signs: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
    return {name: value for name, value in signs.items() if name not in names}


def links(folder: InspectionFolder) -> dict[tuple[str, str], str]:
    """The stance of each link."""
    return {(link.statement, link.finding): link.stance for link in folder.state.links.values()}
