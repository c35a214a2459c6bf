"""An inspection in which every text would act in some program if it could."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.tui.desk import small_inspection
from tests.tui.test_export_formats import ACTING

__all__ = ["CALLED", "LONG", "SAID", "hostile_inspection"]

#: What a script of the evidence would do, were it run.
CALLED = "https://called.invalid/"
LONG = "word " * 10_000 + "w" * 50_000

#: What was said, a statement each.
SAID = (
    *(said for said in ACTING if said.strip()),
    f"<script>fetch('{CALLED}')</script>", f"<img src='{CALLED}x.png' onerror='alert(1)'>",
    f"<svg onload=alert(1)><image href='{CALLED}'/></svg>", "<iframe srcdoc='<script>alert(1)'>",
    f"<meta http-equiv=refresh content='0;url={CALLED}'>", f"<base href='{CALLED}'>",
    f"<link rel=stylesheet href='{CALLED}'>", f"</style><style>@import '{CALLED}'</style>",
    "</title></head><body onload=alert(1)>", "</script><script>alert(1)</script>",
    "javascript:alert(1)", "[x](javascript:alert(1))", f"![x]({CALLED}y.png)",
    f"[x]: {CALLED}", "<!-- x", "--><script>alert(1)</script>", "--!><b>", "```", "| a | b |",
    f'=HYPERLINK("{CALLED}","x")', f'=WEBSERVICE("{CALLED}")', "=cmd|'/C calc'!A0", "+1+1",
    "{=1+1}", "@A1", "%0a=1", '"=1"', "'", '"', "a,b;c\td", "\r\n=1\r\n",
    "]]><x/>", "<![CDATA[ x ]]>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y 'z'>]>&y;",
    "{\\rtf1\\object}", "\\N \\G \\E", "<b>x</b> | {y} [z]", "%PDF-1.7 /JS (app.alert(1))",
    "\x00null", "\x1b]0;title\x07\x1b[2J", "\x9b31m", "\u202egnirts\u202c", "\u2066\u2069",
    "\u200b\u2028\u2029\x85", "\ufeff", "\ufffe\uffff\ufdd0", "\U0001f468\u200d\U0001f680",
    "a\u0300\u0301\u0302\u0303" * 20, "\U000e0041", "NaN", "__proto__", "{{7*7}}", "${7*7}",
    LONG,
)  # fmt: skip


def _bundle(said_by_all: tuple[str, ...]) -> dict[str, Any]:
    """Each text as a role, a title, a quote, a place, a finding, a reason and a note."""
    bundle: dict[str, Any] = {
        name: [] for name in ("voices", "sources", "statements", "findings", "links", "sessions")
    }
    for number, said in enumerate(said_by_all, 1):
        short = said[:2_000]
        bundle["voices"].append(
            {"id": f"V{number}", "role": short, "group": "leaders", "people": 9}
        )
        bundle["sources"].append(
            {"id": f"S{number}", "title": short, "clarify": short, "kind": "document",
             "voices": [f"V{number}"], "dated": "2026-01-05",
             "file": {"name": f"{short[:60]}.txt", "sha256": f"{number:064x}"}}
        )  # fmt: skip
        bundle["statements"].append(
            {"id": f"E{number}", "source": f"S{number}", "quote": said, "voice": f"V{number}",
             "place": {"page": short, "speaker": short}, "questions": ["PS.1.2.1"],
             "labels": [short[:60]]}
        )  # fmt: skip
        finding = {
            "id": f"F{number}", "text": short, "question": "PS.1.2.1",
            "recommendation": short, "polarity": "strength",
        }  # fmt: skip
        if number % 3 == 0:
            finding["resolution"] = {
                "outcome": "upheld", "reason": short, "by": short[:20] or "x",
                "at": "2026-02-27T10:00", "seen": [f"E{number}"],
            }  # fmt: skip
        bundle["findings"].append(finding)
        for other, stance in ((number, "supports"), (number % len(said_by_all) + 1, "contradicts")):
            bundle["links"].append(
                {"statement": f"E{other}", "finding": f"F{number}", "stance": stance,
                 "note": short}
            )  # fmt: skip
    return bundle


def hostile_inspection(path: Path, said: tuple[str, ...] = SAID) -> Path:
    """The folder of the inspection in which all this was said."""
    return small_inspection(path, _bundle(said))
