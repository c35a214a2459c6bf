"""What the program remembers of its user: who she is, where she worked, which keys she wants.

All of it is one JSON file in the system's place for settings, which may be edited by hand.
"""

from __future__ import annotations

import getpass
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from platformdirs import user_config_path

from evidence.durable import write_whole
from evidence.faults import refuse

_RECENT = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; a file that can't be read gives the defaults and stays as it is."""

    #: A name or initials, as it stands in every journal entry.
    who: str | None = None
    #: Folders of inspections opened lately, the last one first.
    recent: list[str] = field(default_factory=list)
    #: Other keys for actions: an action's id and its keys with commas between.
    keys: dict[str, str] = field(default_factory=dict)
    #: The name of a Textual theme.
    theme: str | None = None
    #: Draw with ASCII characters only.
    ascii: bool = False
    #: Let suggestions learn from what was confirmed and refused in the same inspection.
    learning: bool = True


def config_folder() -> Path:
    """The folder of settings and own programmes; TRIANGULATE_CONFIG names another."""
    named = os.environ.get("TRIANGULATE_CONFIG")
    return Path(named) if named else user_config_path("triangulate", appauthor=False)


def own_programmes() -> Path:
    """The folder in which an inspectorate's own programmes are looked for."""
    return config_folder() / "programmes"


def load() -> Settings:
    """The settings as they stand."""
    try:
        plain = json.loads((config_folder() / "settings.json").read_text(encoding="utf-8"))
        known = {name: plain[name] for name in Settings.__slots__ if name in plain}
        settings = Settings(**known)
    except (OSError, ValueError, TypeError):
        return Settings()
    kinds = (
        settings.who is None or isinstance(settings.who, str),
        *(
            isinstance(value, kind)
            for value, kind in (
                (settings.recent, list),
                (settings.keys, dict),
                (settings.ascii, bool),
                (settings.learning, bool),
            )
        ),
    )
    return settings if all(kinds) else Settings()


def change(**fields: object) -> Settings:
    """The settings with these changed, kept on disk. Raises OSError."""
    settings = Settings(**{**asdict(load()), **fields})
    folder = config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    document = json.dumps(asdict(settings), indent=2, ensure_ascii=False)
    write_whole(folder / "settings.json", f"{document}\n".encode())
    return settings


def who(given: str | None = None) -> str | None:
    """Who is working: as given, else TRIANGULATE_USER, else the name kept; None if unknown."""
    name = given or os.environ.get("TRIANGULATE_USER") or load().who
    return name.strip() or None if name else None


def login() -> str:
    """The name of the login, for whoever said no other."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def keep_who(name: str) -> None:
    """Keep who is working for next time. Raises OSError."""
    change(who=name.strip())


def recent() -> list[Path]:
    """Folders opened lately that still stand, the last one first."""
    return [path for path in map(Path, load().recent) if path.is_dir()]


def remember(path: Path) -> None:
    """Put a folder first among those opened lately; where that can't be kept, do without."""
    shown = str(path.resolve())
    try:
        change(recent=[shown, *(other for other in load().recent if other != shown)][:_RECENT])
    except OSError:
        return


def plain_ascii() -> bool:
    """Whether to draw with ASCII only: as set, or TRIANGULATE_ASCII."""
    return bool(os.environ.get("TRIANGULATE_ASCII")) or load().ascii


def today() -> date:
    """This day, or the one that TRIANGULATE_TODAY names. Raises Refused where that is none."""
    named = os.environ.get("TRIANGULATE_TODAY")
    if not named:
        return date.today()  # noqa: DTZ011  (the inspector's own day)
    try:
        return date.fromisoformat(named)
    except ValueError:
        raise refuse("TRIANGULATE_TODAY", "is no date, such as 2026-03-09") from None
