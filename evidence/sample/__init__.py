"""The sample inspection: invented evidence of an invented probation delivery unit, to try all on.

``sample.toml`` holds the records and ``files/`` the sources as they would be handed in; README.md
says what there is to study.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from evidence.commands import LoadBundle
from evidence.faults import refuse
from evidence.folder import InspectionFolder
from evidence.model import BUNDLE_FORMAT, Bundle, Inspection
from evidence.readers import reader_for
from evidence.reading import Reading
from evidence.search import place_of

__all__ = ["make_sample"]

_NAME = "the sample inspection"


class MakeSample(LoadBundle):
    """The sample's records, whose files are kept in the inspection, unlike another program's."""


def make_sample(folder: Path, by: str, own_programmes: Path | None = None) -> InspectionFolder:
    """A new inspection in ``folder`` holding the sample, open for writing; ids are the sample's.

    Raises Refused where the folder holds something already.
    """
    records = tomllib.loads(_shipped("sample.toml").read_text(encoding="utf-8"))
    inspection = Inspection.model_validate(records.pop("inspection"))
    opened = InspectionFolder.create(folder, inspection, by=by, own_programmes=own_programmes)
    try:
        readings: dict[str, Reading] = {}
        for source in records["sources"]:
            if "file" in source:
                source["file"], readings[source["id"]] = _stored(opened, source["file"])
        for statement in records["statements"]:
            if statement["source"] in readings:
                statement["place"] = _place(statement, readings[statement["source"]])
        bundle = Bundle.model_validate({"format": BUNDLE_FORMAT, **records})
        opened.execute(MakeSample(bundle, _NAME))
    except BaseException:
        opened.close()
        raise
    return opened


def _shipped(*names: str) -> Traversable:
    return files("evidence").joinpath("sample", *names)


def _stored(folder: InspectionFolder, name: str) -> tuple[dict[str, str], Reading]:
    """A shipped file kept in the inspection: what its source says of it, and what was read."""
    content = _shipped("files", name).read_bytes()
    reader = reader_for(name)
    reading = reader.read(content, {})
    sha256, text = folder.store(content, reading, reader.NAME, reader.VERSION)
    file = {"name": name, "sha256": sha256, "media_type": reader.MEDIA_TYPE, "text": text}
    return file, reading


def _place(statement: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """Where a quote stands in the text read, by its passage and its own offsets.

    Raises Refused where it does not stand there exactly once, within one passage.
    """
    quote = statement["quote"]
    start = reading.text.find(quote)
    if start < 0 or reading.text.find(quote, start + 1) >= 0:
        how_often = "twice or more" if start >= 0 else "nowhere"
        raise refuse(statement["id"], f"its quote stands {how_often} in {statement['source']}")
    end = start + len(quote)
    for passage in reading.passages:
        if passage.start <= start and end <= passage.end:
            return {**place_of(passage).plain(), "start": start, "end": end}
    raise refuse(statement["id"], f"its quote is not within one passage of {statement['source']}")
