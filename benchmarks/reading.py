"""Six hundred mixed files in one `triangulate add`, fifty of them broken: report, memory, time.

The time stands beside that of the bare libraries, which open the same sound files and extract their
text and do nothing with it: on both cores, and one after another in one process, as a plain script
runs them.
"""

from __future__ import annotations

import argparse
import csv
import email
import email.policy
import io
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.mixed_files import broken_files, sound_files

ROOT = Path(__file__).parents[1]
PROGRAM = (sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())")


def made(folder: Path) -> tuple[list[Path], list[Path]]:
    """The sound and the broken files, written into a folder."""
    written: tuple[list[Path], list[Path]] = ([], [])
    for files, paths in zip((sound_files(), broken_files()), written, strict=True):
        for name, content in files:
            path = folder / name
            path.write_bytes(content)
            paths.append(path)
    return written


class Watched:
    """A process and all that it starts: how long it ran, its CPU time and its peak memory."""

    def __init__(self, *call: str) -> None:
        self.peak = 0
        before = os.times()
        began = time.perf_counter()
        with subprocess.Popen(
            call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            watching = threading.Thread(target=self._watch, args=(process,))
            watching.start()
            out, self.err = process.communicate()
            watching.join()
        self.seconds = time.perf_counter() - began
        after = os.times()
        self.cpu = after.children_user + after.children_system
        self.cpu -= before.children_user + before.children_system
        self.code = process.returncode
        self.out = out.decode()

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None:
            self.peak = max(self.peak, _memory(process.pid))
            time.sleep(0.02)


def _memory(process: int) -> int:
    """The resident memory of a process and all below it, in bytes (Linux)."""
    total = 0
    waiting = [process]
    while waiting:
        each = Path(f"/proc/{waiting.pop()}")
        try:
            total += int((each / "statm").read_bytes().split()[1]) * os.sysconf("SC_PAGESIZE")
            for task in (each / "task").iterdir():
                waiting += map(int, (task / "children").read_bytes().split())
        except (OSError, ValueError, IndexError):
            continue
    return total


# The bare libraries


def bare(path: Path) -> int:
    """How many characters the library finds that reads such files."""
    return _extracted(path.name, path.read_bytes())


def _extracted(name: str, content: bytes) -> int:
    match name.rpartition(".")[2]:
        case "docx" | "odt" | "pptx":
            return _of_office(content)
        case "pdf":
            return _of_pdf(content)
        case "xlsx":
            return _of_workbook(content)
        case "html":
            import lxml.html

            return len(lxml.html.fromstring(content).text_content())
        case "md":
            from markdown_it import MarkdownIt

            return sum(len(token.content) for token in MarkdownIt().parse(content.decode()))
        case "csv":
            rows = csv.reader(io.StringIO(_decoded(content), newline=""))
            return sum(len(cell) for row in rows for cell in row)
        case "eml":
            message: Any = email.message_from_bytes(content, policy=email.policy.default)
            return len(message.get_body(("plain",)).get_content())
        case "zip":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return sum(_extracted(name, archive.read(name)) for name in archive.namelist())
        case _:
            return len(_decoded(content))


def _of_office(content: bytes) -> int:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        roots = [etree.fromstring(package.read(n)) for n in package.namelist() if n.endswith("xml")]
    return sum(len("".join(root.itertext())) for root in roots)


def _of_pdf(content: bytes) -> int:
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(content)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def _of_workbook(content: bytes) -> int:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return sum(
        len(str(cell))
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        return str(from_bytes(content).best())


def read_barely(listed: Path, how: str) -> None:
    """Read the files that are listed; print how many characters there were."""
    paths = [Path(line) for line in listed.read_text().splitlines()]
    if how == "both":
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            print(sum(pool.imap_unordered(bare, paths, chunksize=8)))
    else:
        print(sum(map(bare, paths)))


#: How the bare libraries are run: the first is the hard measure.
_BARE = {
    "both": "the bare libraries on both cores",
    "one": "the bare libraries one after another in one process",
}


# The run


def main() -> None:
    """Print what was found, or, with --bare, read with the bare libraries only."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bare", type=Path, help="read only the files listed here, barely")
    parser.add_argument("--how", choices=_BARE, default="both", help="of --bare")
    parser.add_argument("--runs", type=int, default=3, help="how often each is run")
    given = parser.parse_args()
    if given.bare:
        read_barely(given.bare, given.how)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "files").mkdir()
        sound, broken = made(folder / "files")
        sizes = sum(path.stat().st_size for path in (*sound, *broken))
        print(f"{len(sound)} sound files and {len(broken)} broken ones, {sizes / 1e6:.0f} MB")
        listed = folder / "sound.txt"
        listed.write_text("\n".join(map(str, sound)))
        barely: dict[str, list[Watched]] = {how: [] for how in _BARE}
        alone, both = [], []
        for at in range(given.runs):  # in turn, since a shared machine is now slower, now faster
            for how, runs in barely.items():
                call = (sys.executable, "-m", "benchmarks.reading", "--bare", str(listed))
                runs.append(Watched(*call, "--how", how))
            alone.append(_added(folder / f"sound-{at}", sound))
            both.append(_added(folder / f"all-{at}", sorted((*sound, *broken))))
        _check(both[-1], sound, broken)
        for how, what in _BARE.items():
            print(f"\nbeside {what}")
            _say("the bare libraries, sound files", barely[how], barely[how])
            _say("triangulate add, sound files", alone, barely[how])
            _say("triangulate add, all files", both, barely[how])


def _added(folder: Path, files: list[Path]) -> Watched:
    new = ("new", str(folder), "--title", "T", "--service", "S", "--programme", "probation")
    subprocess.run((*PROGRAM, *new), check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    names = map(str, files)
    return Watched(*PROGRAM, "add", str(folder), *names, "--kind", "document", "--json")


def _check(ran: Watched, sound: list[Path], broken: list[Path]) -> None:
    """See that all sound files are in and every broken one is named, and say how."""
    rows = json.loads(ran.out)["files"]
    sources = {row["file"] for row in rows if row["source"]}
    held = Counter(row["file"].partition(".zip/")[0] for row in rows if row["source"])
    missing = [
        path
        for path in map(str, sound)
        if path not in sources and held[path.removesuffix(".zip")] != 4
    ]
    by_file = {row["file"]: row for row in rows}
    unnamed = [
        path
        for path in map(str, broken)
        if not any(
            row["refused"] or row["warnings"]
            for file, row in by_file.items()
            if file == path or file.startswith(f"{path}/")
        )
    ]
    refused = sum(bool(row["refused"]) for row in rows)
    print(f"{len(rows)} lines, {len(sources)} sources, {refused} refused, exit code {ran.code}")
    print(f"sound files that are not in: {len(missing) or 'none'}")
    print(f"broken files that nothing is said of: {unnamed or 'none'}")
    for path in missing:
        print(f"    {Path(path).name}: {by_file[path]['refused']}")
    for path in map(str, broken):
        for file, row in by_file.items():
            if file == path or file.startswith(f"{path}/"):
                why = row["refused"] or "; ".join(row["warnings"]) or "read without a word"
                print(f"    {Path(path).name}{file.removeprefix(path)}: {why}")


def _say(what: str, runs: list[Watched], beside: list[Watched]) -> None:
    seconds, bare_seconds = (
        sorted(each.seconds for each in of)[len(of) // 2] for of in (runs, beside)
    )
    cpu, bare_cpu = (sorted(each.cpu for each in of)[len(of) // 2] for of in (runs, beside))
    peak = max(each.peak for each in runs)
    print(
        f"{what:<34} {seconds:6.2f} s ({seconds / bare_seconds:.2f} x)   "
        f"CPU {cpu:6.2f} s ({cpu / bare_cpu:.2f} x)   peak {peak / 1e6:4.0f} MB"
    )


if __name__ == "__main__":
    main()
