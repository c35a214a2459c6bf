"""Killed at any moment, an inspection has everything that it acknowledged."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from evidence.verifying import verify
from tests.evidence.inspections import new_folder, reopened

ROOT = Path(__file__).parents[2]

WORKING = """
import json, sys
from pathlib import Path
from random import Random
from evidence.commands import AddSource, AddVoice, LoadBundle, TakeStatement, parse_bundle
from evidence.folder import InspectionFolder

rng = Random(int(sys.argv[2]))
folder = InspectionFolder.open(Path(sys.argv[1]), by="AB")
if not folder.state.sources:
    folder.execute(AddSource("t", "data"))
while True:
    what = rng.randrange(20)
    if what == 0:
        folder.checkpoint()
        continue
    if what == 1:
        first = len(folder.journal) * 1000 + 10**6
        voices = [{"id": f"V{first + n}", "role": "x" * 200} for n in range(60)]
        bundle = {"format": "triangulate-bundle/1", "voices": voices}
        entry = folder.execute(LoadBundle(parse_bundle(json.dumps(bundle).encode())))
    elif what == 2 and folder.can_undo:
        entry = folder.undo()
    elif what < 10:
        entry = folder.execute(AddVoice("x" * rng.randrange(300)))
    elif "S1" in folder.state.sources:
        entry = folder.execute(TakeStatement("S1", "q" * rng.randrange(1, 3000)))
    else:
        entry = folder.execute(AddSource("t", "data"))
        continue
    print(entry.seq, entry.says, flush=True)
"""


def test_nothing_acknowledged_is_lost_to_kill_9(tmp_path: Path) -> None:
    """A thousand acknowledged commands over twelve kills, among checkpoints and bundle loads."""
    path = tmp_path / "i"
    new_folder(path).close()
    rng = Random(7)
    acknowledged: dict[int, str] = {}
    for run in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", WORKING, str(path), str(run)], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(80 + rng.randrange(20))]
            time.sleep(rng.random() * 0.02)
            process.send_signal(signal.SIGKILL)
            lines += process.stdout.readlines()
        if not lines[-1].endswith(b"\n"):  # killed while it told: nobody had that word
            lines.pop()
        for line in lines:
            seq, _, says = line.decode().rstrip("\n").partition(" ")
            assert int(seq) not in acknowledged
            acknowledged[int(seq)] = says
        with reopened(path) as folder:
            history = {head.seq: head.says for head in folder.history()}
            assert {seq: history.get(seq) for seq in acknowledged} == acknowledged
        found = verify(path)
        assert found.faults == ()
        assert found.checked["journal_entries"] == len(history)
    assert len(acknowledged) >= 1000
