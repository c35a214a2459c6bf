"""Exports of 10,000 statements and 1,000 findings, from opening to the last byte; bare libraries.

Last come whole commands, `triangulate export`, with their imports and all their processes: seconds
by the clock and of CPU, and the peak memory of the first process. The quotes are those of the
sample inspection, two and two, with a number each; some name somebody, and a hundred of these are
redacted, so that the check, the redaction and the second reading of the file all have work. Each
format runs in a process of its own: its seconds are CPU time of that process, its memory the peak.
Name endings to run only those.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.projects import made as made_with_texts
from evidence.commands import ClearWords
from evidence.folder import InspectionFolder
from evidence.projects.writing import project_of
from evidence.sample import make_sample
from tui.export import Material, format_for
from tui.export.making import Wanted, made_material, rendered

TODAY = date(2026, 3, 1)
AT = "2026-03-01T10:00:00+00:00"
ENDINGS = (
    ".docx", ".xlsx", ".html", ".csv", ".json", ".md", ".pdf", ".jsonld", ".prov.json", ".argdown",
    ".jsonl", ".graphml", ".svg", ".qdpx",
)  # fmt: skip
COMMANDS = (".docx", ".xlsx", ".html", ".qdpx", ".json")
NAMES = ("Mrs Harcourt", "Dr Okonjo", "Piotr Nowicki", "Aisha Rahmani", "Gareth Pugh")


def said(temporary: Path) -> list[str]:
    """Ten thousand quotes as an inspection has them."""
    rng = random.Random(2)
    with make_sample(temporary / "sample", "AB") as sample:
        quotes = [statement.quote for statement in sample.state.statements.values()]
    found = []
    for number in range(10_000):
        first, second = rng.choices(quotes, k=2)
        told = f"{first.rstrip('.')}. {second.rstrip('.')}, {number} of {number + 7}."
        if not number % 50:
            told += f" {rng.choice(NAMES)} said so on 0{1632960000 + number}."
        found.append(told)
    return found


def made(temporary: Path) -> Path:
    """The inspection's folder."""
    path = temporary / "large"
    with made_with_texts(path, said(temporary)) as folder:
        telling = [s for s in folder.state.statements.values() if any(n in s.quote for n in NAMES)]
        for statement in telling[:100]:
            number = statement.quote.rstrip(".").rpartition(" ")[2]
            folder.execute(ClearWords("telephone", statement.id, number, "redact"))
    return path


def bare(ending: str, material: Material) -> float | None:
    """The seconds of the bare library for the quotes alone, in a row or paragraph each."""
    quotes = [item.quote for item in material.summary.evidence()]
    began = time.process_time()
    match ending:
        case ".docx":
            import docx

            document = docx.Document()
            for quote in quotes[:1000]:
                document.add_paragraph(quote)
            document.save(io.BytesIO())
            return (time.process_time() - began) * len(quotes) / 1000
        case ".xlsx":
            import xlsxwriter

            with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}) as book:
                sheet = book.add_worksheet()
                for row, quote in enumerate(quotes):
                    sheet.write_string(row, 0, quote)
        case ".json" | ".jsonld" | ".prov.json":
            json.dumps(quotes)
        case ".pdf":
            from reportlab.lib.styles import getSampleStyleSheet
            from reportlab.platypus import Paragraph, SimpleDocTemplate

            style = getSampleStyleSheet()["BodyText"]
            few = [Paragraph(quote, style) for quote in quotes[:2000]]
            SimpleDocTemplate(io.BytesIO()).build(few)
            return (time.process_time() - began) * len(quotes) / 2000
        case _:
            return None
    return time.process_time() - began


def one(path: Path, ending: str) -> None:
    """Export once in this process, and print the row."""
    began = time.process_time()
    with InspectionFolder.open(path, read_only=True) as folder:
        if ending == ".qdpx":
            size, beside, first = len(project_of(folder, AT, "AB").content), None, began
        else:
            wanted = Wanted("lead", AT, "AB", TODAY, len(folder.journal), area="people")
            material = made_material(folder, wanted)
            first = time.process_time()
            size = len(rendered(format_for(f"x{ending}"), material))
    taken = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if ending != ".qdpx":
        beside = bare(ending, material)
    ratio = f"{taken / beside:6.1f} x the bare library ({beside:.2f} s)" if beside else ""
    print(
        f"{ending:<10} {taken:6.2f} s ({first - began:.2f} s until all is known) "
        f"{size / 1e6:6.1f} MB, peak {peak:4.0f} MB {ratio}"
    )


def whole(path: Path, ending: str) -> None:
    """Run the command that exports, and print the row; a project is written with all its words."""
    out = path.parent / f"out{ending}"
    words = ["export", str(path), str(out), *(["--unchecked"] if ending == ".qdpx" else [])]
    begin = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]
    began = time.perf_counter()
    running = subprocess.Popen([*begin, *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    assert status == 0
    print(
        f"{ending:<10} {time.perf_counter() - began:6.2f} s by the clock, "
        f"{used.ru_utime + used.ru_stime:.2f} s of CPU, peak {used.ru_maxrss / 1024:4.0f} MB"
    )


def main() -> None:
    """Print the tables."""
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]), sys.argv[3])
        return
    with tempfile.TemporaryDirectory() as temporary:
        path = made(Path(temporary))
        for ending in sys.argv[1:] or ENDINGS:
            command = [sys.executable, "-m", "benchmarks.exports", "--one", str(path), ending]
            subprocess.run(command, check=True)
        for ending in sys.argv[1:] or COMMANDS:
            whole(path, ending)


if __name__ == "__main__":
    main()
