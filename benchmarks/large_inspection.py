"""A large inspection without a screen: 20,000 statements, 2,000 findings."""

from __future__ import annotations

import json
import os
import random
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.timing import cpu, row
from evidence.commands import LinkStatement, LoadBundle, UnlinkStatement, parse_bundle
from evidence.folder import CHECKPOINT, InspectionFolder
from evidence.model import Inspection
from graph.gaps import gaps
from graph.status import Assessments, count_by_area
from tests.bundles import random_bundle

TODAY = date(2026, 3, 1)


def made(path: Path, statements: int = 20_000, findings: int = 2_000) -> Path:
    """A folder with a random inspection of this size."""
    inspection = Inspection(id="I1", title="Large", programme="probation")
    bundle = random_bundle(random.Random(1), statements=statements, findings=findings)
    with InspectionFolder.create(path, inspection, by="AB") as folder:
        folder.execute(LoadBundle(parse_bundle(json.dumps(bundle).encode())))
    return path


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        path = made(Path(temporary) / "large")
        raw = (path / CHECKPOINT).read_bytes()
        parse = cpu(lambda: json.loads(raw))
        row("open", cpu(lambda: InspectionFolder.open(path, read_only=True)), "json.loads", parse)
        with InspectionFolder.open(path, by="AB") as folder:
            state, programme = folder.state, folder.programme
            walk = cpu(lambda: [link.stance for link in state.links.values()])
            row(
                "all statuses",
                cpu(lambda: count_by_area(Assessments(state, programme, TODAY), programme)),
                "one walk over the links",
                walk,
            )
            known = Assessments(state, programme, TODAY)
            count_by_area(known, programme)
            row("all gaps, statuses known", cpu(lambda: gaps(state, programme, known, TODAY), 3))
            row(
                "what every status rests on",
                cpu(lambda: [a.rests_on for a in Assessments(state, programme, TODAY).values()], 1),
            )
            statement, finding = next(iter(state.statements)), next(iter(state.findings))
            handle = os.open(path / "bare", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

            def bare() -> None:
                os.write(handle, b"x" * 500)
                os.fsync(handle)

            def link() -> None:
                folder.execute(LinkStatement(statement, finding, "supports"))
                folder.execute(UnlinkStatement(statement, finding))

            link()
            row("a link, on disk", cpu(link, 50) / 2, "a bare synced append", cpu(bare, 50))
            os.close(handle)
            row("a checkpoint", cpu(lambda: (link(), folder.checkpoint()), 3), "json.loads", parse)


if __name__ == "__main__":
    main()
