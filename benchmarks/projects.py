"""REFI-QDA projects: 10,000 statements and 1,000 findings out and in, beside the bare libraries."""

from __future__ import annotations

import io
import json
import random
import resource
import tempfile
import time
import zipfile
from pathlib import Path

from lxml import etree

from benchmarks.timing import cpu, row
from evidence.adding import SourceDetails
from evidence.adding.projects import store_project
from evidence.commands import LoadBundle, parse_bundle
from evidence.content import reading_to_bytes, sha256_of
from evidence.folder import InspectionFolder
from evidence.model import Inspection
from evidence.projects.project import reading_of_text
from evidence.projects.writing import project_of
from tests.bundles import random_bundle

STATEMENTS, FINDINGS = 10_000, 1_000
WORDS = ["caseloads", "supervision", "staff", "managers", "partners", "plans", "records", "change"]
AT = "2026-03-01T10:00:00+00:00"


def made(path: Path, quotes: list[str] | None = None) -> InspectionFolder:
    """An inspection of this size, each source with a text that holds its statements."""
    rng = random.Random(1)
    bundle = random_bundle(rng, statements=STATEMENTS, findings=FINDINGS)
    folder = InspectionFolder.create(path, Inspection(id="I1", programme="probation"), by="AB")
    of: dict[str, list[dict[str, object]]] = {each["id"]: [] for each in bundle["sources"]}
    for number, statement in enumerate(bundle["statements"]):
        words = " ".join(rng.choices(WORDS, k=25)).capitalize() + "."
        statement["quote"] = quotes[number] if quotes else words
        of[statement["source"]].append(statement)
    for source in bundle["sources"]:
        text = ""
        for statement in of[source["id"]]:
            start = len(text)
            text += f"{statement['quote']}\n\n"
            statement["place"] = {"start": start, "end": start + len(str(statement["quote"]))}
        reading = reading_of_text(text or "Nothing was said.")
        original = f"{source['id']}\n{text}".encode()
        digest, _ = folder.store(original, reading, "plain text", 1)
        stored = sha256_of(reading_to_bytes(reading, "plain text", 1, digest))
        source["file"] = {"name": f"{source['id']}.txt", "sha256": digest, "text": stored}
    folder.execute(LoadBundle(parse_bundle(json.dumps(bundle).encode())))
    return folder


def bare(content: bytes) -> int:
    """The same elements built by lxml and the same files zipped, and nothing else."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    told = etree.fromstring(files["project.qde"])
    began = time.process_time()

    def built(element: etree._Element) -> etree._Element:
        copy = etree.Element(element.tag, dict(element.attrib))
        copy.text = element.text
        for child in element:
            copy.append(built(child))
        return copy

    files["project.qde"] = etree.tostring(built(told), encoding="utf-8", xml_declaration=True)
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return round((time.process_time() - began) * 1000)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        with made(home / "large") as folder:
            content = project_of(folder, AT, "AB").content
            beside = sorted(bare(content) for _ in range(5))[2]
            out = cpu(lambda: project_of(folder, AT, "AB"))
            row("out, as .qdpx", out, "bare lxml and zipfile", beside)
            began = time.perf_counter()
            project_of(folder, AT, "AB")
            row("out, on the clock", (time.perf_counter() - began) * 1000)
            print(f"{len(content) / 1e6:.1f} MB; {len(folder.state.links):,} links")
        (home / "large.qdpx").write_bytes(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            xml = archive.read("project.qde")
        parse = cpu(lambda: etree.fromstring(xml))
        inspection = Inspection(programme="probation")
        with InspectionFolder.create(home / "in", inspection, by="AB") as folder:
            began = time.process_time()
            stored = store_project(folder, home / "large.qdpx", SourceDetails("document"))
            row("in again, stored", (time.process_time() - began) * 1000, "lxml's parse", parse)
            assert not stored.refused if hasattr(stored, "refused") else True
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
