"""What is known of a source: its state in a word, and all of its fields as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from evidence.model import Source
from evidence.words import spoken
from graph.drawing import Sign
from tui.asking.choices import people_said
from tui.session import WorkSession
from tui.widgets.field_lines import field_lines
from tui.widgets.lines import FILL, Cell, Line

__all__ = ["STANDINGS", "Measure", "searched", "source_lines", "standings", "voices_said"]

#: The sign of each thing that may be the matter with a source, the gravest first.
STANDINGS: Final = {
    "withdrawn": Sign("×", "x", "muted"),
    "doubtful": Sign("?", "?", "bad"),
    "flagged": Sign("!", "!", "warn"),
    "undated": Sign("○", "o", "warn"),
}


class Measure(NamedTuple):
    """What its stored text says of a source: how long it is, and what was not read well."""

    passages: int = 0
    words: int = 0
    warnings: tuple[str, ...] = ()
    fault: str = ""

    @property
    def told(self) -> str:
        """The length in words."""
        return self.fault or f"{self.words:,} words in {self.passages:,} passages"


def standings(source: Source) -> list[str]:
    """What is the matter with a source, the gravest first."""
    matters = {
        "withdrawn": source.withdrawn,
        "doubtful": source.reliability == "doubtful",
        "flagged": source.clarify is not None,
        "undated": source.dated is None,
    }
    return [name for name, holds in matters.items() if holds]


def voices_said(work: WorkSession, source: Source) -> str:
    """The roles of a source's voices."""
    return ", ".join(work.state.voices[key].label for key in source.voices)


def searched(work: WorkSession, source: Source) -> str:
    """The words by which a source is found when filtering, folded."""
    file = source.file.name if source.file is not None else ""
    parts = (
        *(source.id, source.title, spoken(source.kind), source.dated, source.site, source.agency),
        *(file, voices_said(work, source), *standings(source), source.clarify),
    )
    return "\n".join(part for part in parts if part).casefold()


def source_lines(
    work: WorkSession,
    source: Source,
    width: int,
    measure: Measure | None = None,
    may_change: bool = True,
    *,
    plain_ascii: bool = False,
) -> Iterator[Line]:
    """Everything that is known of a source; ``measure`` None: its text is still being counted."""
    no_voices = "none named (p names them)" if may_change else "none named"
    state = work.state
    yield (Cell(f"{source.id}  ", None, "strong"), Cell(source.label, FILL, "strong"))
    voices = (state.voices[key] for key in source.voices)
    told_voices = "; ".join(f"{voice.id} {voice.label} ({people_said(voice)})" for voice in voices)
    origins = "; ".join(f"{key} {state.sources[key].label}" for key in source.derived_from)
    copies = ", ".join(state.derived_sources.get(source.id, {}))
    statements = state.statements_of_source.get(source.id, {})
    linked = sum(1 for key in statements if state.links_of_statement.get(key))
    file = source.file
    stored = file is not None and file.text is not None
    length = (measure.told if measure else "counting") if stored else ""
    reason = f": {source.withdrawn_reason}" if source.withdrawn_reason else ""
    fields = (
        ("withdrawn", f"counts for nothing{reason}" if source.withdrawn else "", "bad"),
        ("to clarify", source.clarify or "", "warn"),
        ("kind", f"{spoken(source.kind)}, {source.reliability}", ""),
        ("dated", source.dated or "undated: it is never current", "" if source.dated else "warn"),
        ("voices", told_voices or no_voices, "" if told_voices else "warn"),
        ("derived from", origins, ""),
        ("source of", copies, ""),
        ("statements", f"{len(statements)}, of them {linked} linked", ""),
        ("site", source.site or "", ""),
        ("agency", source.agency or "", ""),
        ("recorded by", source.recorded_by or "", ""),
        ("received", source.received or "", ""),
        ("text", length, "bad" if measure and measure.fault else ""),
        *(("with care", warning, "warn") for warning in (measure.warnings if measure else ())),
        ("file", (file.name or "") if file else "", ""),
        ("sha256", (file.sha256 or "")[:16] if file else "", "muted"),
        ("media type", (file.media_type or "") if file else "", "muted"),
    )
    yield from field_lines(fields, width, plain_ascii=plain_ascii)
