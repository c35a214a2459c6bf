"""What goes through the pipes between the program and a process that reads: a JSON head, a body."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

__all__ = ["read_frame", "write_frame"]

_SIZES = struct.Struct(">IQ")
_MOST_HEAD = 16_000_000
_MOST_BODY = 1_000_000_000


def write_frame(stream: BinaryIO, head: Mapping[str, Any], body: bytes = b"") -> None:
    """Send one frame. Raises OSError where nobody reads."""
    said = json.dumps(head).encode()
    stream.write(_SIZES.pack(len(said), len(body)) + said)
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """The next frame. Raises EOFError where there is none, ValueError where it is none."""
    head_size, body_size = _SIZES.unpack(_exactly(stream, _SIZES.size))
    if head_size > _MOST_HEAD or body_size > _MOST_BODY:
        raise ValueError("larger than any frame")
    head = json.loads(_exactly(stream, head_size))
    if not isinstance(head, dict):
        raise ValueError("no head")  # noqa: TRY004  (what a stream holds, not a caller's type)
    return head, _exactly(stream, body_size)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) != size:
        raise EOFError
    return content
