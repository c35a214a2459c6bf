"""Small Outlook messages, built from their fields into a compound file."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

_SECTOR, _SMALL, _SMALL_STREAM = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

#: A storage is a dict of streams and storages by their names.
Storage = dict[str, "bytes | Storage"]


def message(
    fields: dict[int, str | bytes | int | datetime],
    attachments: list[dict[int, str | bytes | int | datetime]] | None = None,
    recipients: list[dict[int, str | bytes | int | datetime]] | None = None,
) -> bytes:
    """A message with these properties by their ids, and those of its attachments."""
    attachments, recipients = attachments or [], recipients or []
    counts = struct.pack("<8x4I8x", len(recipients), len(attachments), len(recipients),
                         len(attachments))  # fmt: skip
    root = _properties(fields, counts)
    for number, each in enumerate(attachments):
        root[f"__attach_version1.0_#{number:08X}"] = _properties(each, b"\0" * 8)
    for number, each in enumerate(recipients):
        root[f"__recip_version1.0_#{number:08X}"] = _properties(each, b"\0" * 8)
    return compound(root)


def _properties(fields: dict[int, str | bytes | int | datetime], head: bytes) -> Storage:
    storage: Storage = {}
    entries = [head]
    for pid, value in fields.items():
        if isinstance(value, int):
            entries.append(struct.pack("<HHIII", 0x0003, pid, 6, value, 0))
            continue
        if isinstance(value, datetime):
            since = value - datetime(1601, 1, 1, tzinfo=UTC)
            entries.append(struct.pack("<HHIQ", 0x0040, pid, 6, int(since.total_seconds()) * 10**7))
            continue
        kind = 0x001F if isinstance(value, str) else 0x0102
        content = value.encode("utf-16-le") if isinstance(value, str) else value
        entries.append(struct.pack("<HHIII", kind, pid, 6, len(content), 0))
        storage[f"__substg1.0_{pid:04X}{kind:04X}"] = content
    storage["__properties_version1.0"] = b"".join(entries)
    return storage


def compound(root: Storage) -> bytes:
    """A compound file of these storages, its streams in the small sectors or the large ones."""
    large, small = _Sectors(_SECTOR), _Sectors(_SMALL)
    entries: list[_Entry] = []

    def entered(name: str, content: bytes | Storage) -> int:
        index = len(entries)
        if isinstance(content, bytes):
            sectors = small if len(content) < _SMALL_STREAM else large
            entries.append(_Entry(name, 2, first=sectors.put(content), size=len(content)))
            return index
        entries.append(_Entry(name, 1 if index else 5, first=0))
        before: int | None = None
        for key in sorted(content, key=lambda key: (len(key), key.upper())):
            child = entered(key, content[key])
            if before is None:
                entries[index].child = child
            else:
                entries[before].right = child
            before = child
        return index

    entered("Root Entry", root)
    stream = b"".join(small.held)
    entries[0].first, entries[0].size = large.put(stream), len(stream)
    table = large.put(_packed(small.chain, _SECTOR)) if small.chain else _END
    directory = large.put(b"".join(map(bytes, entries)))
    count = 1
    while (len(large.held) + count) * 4 > count * _SECTOR:
        count += 1
    places = range(len(large.held), len(large.held) + count)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0,
        _SMALL_STREAM, table, -(-len(small.chain) * 4 // _SECTOR), _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *places, *[_FREE] * (109 - count))
    return header + b"".join(large.held) + _packed([*large.chain, *[_FAT] * count], _SECTOR)


@dataclass
class _Entry:
    """A storage or a stream, as the directory has it."""

    name: str
    kind: int
    right: int = _FREE
    child: int = _FREE
    first: int = _END
    size: int = 0

    def __bytes__(self) -> bytes:
        name = self.name.encode("utf-16-le")
        return name.ljust(64, b"\0") + struct.pack(
            "<HBB3I36x3I", len(name) + 2, self.kind, 1, _FREE, self.right, self.child,
            self.first, self.size, 0,
        )  # fmt: skip


class _Sectors:
    """Streams cut into sectors of one size, and which sector follows which."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.held: list[bytes] = []
        self.chain: list[int] = []

    def put(self, content: bytes) -> int:
        """Put a stream; gives its first sector."""
        if not content:
            return _END
        first = len(self.held)
        for start in range(0, len(content), self.size):
            self.held.append(content[start : start + self.size].ljust(self.size, b"\0"))
            self.chain.append(len(self.held))
        self.chain[-1] = _END
        return first


def _packed(chain: list[int], size: int) -> bytes:
    free = -len(chain) % (size // 4)
    return struct.pack(f"<{len(chain) + free}I", *chain, *[_FREE] * free)
