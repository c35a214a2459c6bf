"""Searching 200 documents of 50,000 passages as words are typed."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.echoes import Writer, reading
from benchmarks.timing import row
from evidence.commands import AddSource
from evidence.corpus import Corpus
from evidence.folder import InspectionFolder
from evidence.model import Inspection, SourceFile
from evidence.search import Hit


def made(path: Path) -> InspectionFolder:
    """An inspection of 200 documents, each of 250 passages of invented words."""
    writer = Writer(1)
    inspection = Inspection(title="Large", service="Large", programme="probation")
    folder = InspectionFolder.create(path, inspection, by="AB")
    for number in range(200):
        text = reading([writer.passage() for _ in range(250)])
        sha256, kept = folder.store(b"%d" % number, text, "plain text", 1)
        file = SourceFile(name=f"{number}.txt", sha256=sha256, text=kept)
        folder.execute(AddSource(f"Document {number}", "document", file))
    return folder


def hits(corpus: Corpus, folder: InspectionFolder, words: list[str]) -> Iterator[Hit]:
    """The passages with these words."""
    for source in corpus.catch_up(folder):
        yield from corpus.passages_with(source, words)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as temporary, made(Path(temporary) / "i") as folder:
        corpus = Corpus()
        began = time.process_time()
        found = hits(corpus, folder, ["kilo"])
        next(found)
        row("the first hit of the first search", (time.process_time() - began) * 1000)
        number = 1 + sum(1 for _ in found)
        row(f"all {number:,} hits, the texts read", (time.process_time() - began) * 1000)
        for word in ("kilo", "xyzzy"):
            began = time.process_time()
            number = sum(1 for _ in hits(corpus, folder, [word]))
            row(f"{number:,} hits, the texts known", (time.process_time() - began) * 1000)


if __name__ == "__main__":
    main()
