"""How many planted faults the audit of a draft finds, and how many sound sentences it flags.

    python -m benchmarks.auditing                         every labelled draft
    python -m benchmarks.auditing DRAFT.md ANSWERS.json INSPECTION   one of your own
    python -m benchmarks.auditing --crossed               each by weights of the two others
    python -m benchmarks.auditing --each                  each miss and each false alarm as well

ANSWERS.json is {"sound": [sentence...], "planted": [{"sentence", "fault", "why"}...]}; INSPECTION
is "sample", "brackwater", "saltmarrow", or the path of a bundle.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.fitting_audit import fit
from benchmarks.labelled import NAMES
from benchmarks.labelled_drafts import Draft, Judged, every_draft, judged, own_draft
from graph.audit.values import FLAGS
from graph.suggest.meanings import Meanings


def told(name: str, found: Iterable[Judged]) -> None:
    """Print a row of the table: what was found, by kind, and what was flagged in vain."""
    rows = list(found)
    planted = [row for row in rows if row.fault]
    sound = [row for row in rows if not row.fault]
    kinds = Counter(row.fault for row in planted)
    hits = Counter(row.fault for row in planted if row.flags)
    exact = sum(row.fault in row.flags for row in planted)
    alarms = [row for row in sound if row.flags]
    by_flag = Counter(row.flags[0] for row in alarms)
    cells = [f"{hits[flag]}/{kinds[flag]}" if kinds[flag] else "-" for flag in FLAGS]
    wrongly = ", ".join(f"{n} {flag}" for flag, n in by_flag.items())
    looks = f"{sum(r.looks for r in planted)}+{sum(r.looks for r in sound)}"
    print(
        f"| {name} | {sum(hits.values())}/{len(planted)} | {exact} | {' | '.join(cells)} "
        f"| {len(alarms)}/{len(sound)} | {wrongly or '-'} | {looks} |"
    )


def each(found: Iterable[Judged]) -> None:
    """Print every miss and every false alarm, with the reasons and what stands beside."""
    for row in found:
        if bool(row.fault) != bool(row.flags):
            print(f"\n{'MISSED ' + row.fault if row.fault else 'ALARM'}: {row.text}")
            for reason in row.reasons:
                print(f"    ! {reason}")
            for record in row.beside[:5]:
                print(f"    {record}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("own", nargs="*", help="DRAFT.md ANSWERS.json INSPECTION")
    parser.add_argument("--each", action="store_true", help="each miss and each false alarm")
    parser.add_argument(
        "--crossed", action="store_true", help="by weights fitted to the two other inspections"
    )
    parser.add_argument("--words", action="store_true", help="without the models")
    parser.add_argument("--kept", type=Path, help="a folder in which what the models say is kept")
    given = parser.parse_args()
    if given.own and len(given.own) != 3:
        parser.error("a draft, its answers and its inspection")
    drafts: list[Draft] = (
        [own_draft(Path(given.own[0]), Path(given.own[1]), given.own[2])]
        if given.own
        else list(every_draft())
    )
    print(f"| draft | found | as such | {' | '.join(FLAGS)} | false alarms | of them | looks |")
    print("| --- " * (6 + len(FLAGS)) + "|")
    whole: list[tuple[Draft, list[Judged]]] = []
    with tempfile.TemporaryDirectory() as scratch:
        meanings = Meanings(None, None) if given.words else Meanings.of(given.kept or Path(scratch))
        begun = time.process_time()
        crossed = {}
        if given.crossed:
            rows = [
                (d.inspection, judged(d, meanings, Path(scratch), every_sign=True))
                for d in every_draft()
            ]
            crossed = {
                name: fit([row for of, some in rows if of != name for row in some])
                for name in NAMES
            }
        for draft in drafts:
            found = judged(draft, meanings, Path(scratch), crossed.get(draft.inspection))
            told(draft.name, found)
            whole.append((draft, found))
    if len(whole) > 1:
        told("all", [row for _, found in whole for row in found])
    print(f"\n{time.process_time() - begun:.1f} s of CPU time")
    if given.each:
        for draft, found in whole:
            print(f"\n== {draft.name}")
            each(found)


if __name__ == "__main__":
    main()
