"""What the models made of texts, kept on disk so that opening again costs nothing.

A file of rows, each with the hash of its text and a checksum, only ever appended to. It lies in
the inspection's folder under ``cache/`` and may be deleted at any time; it holds no text.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from zlib import crc32

from evidence.durable import FILE_MODE, make_private_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["CACHE", "KeptRows"]

CACHE = "cache"
_KEY = 16
_CHECK = 4


class KeptRows:
    """Rows of numbers by the text that they were made of; ``path`` None keeps them in memory.

    Several threads may ask.
    """

    def __init__(self, path: Path | None, width: int) -> None:
        self._path = path
        self._width = width
        self._row_of: dict[bytes, int] = {}
        self._rows: list[Any] = []
        self._guard = Lock()
        self._load()

    def __len__(self) -> int:
        return len(self._row_of)

    def rows(
        self, texts: Sequence[str], make: Callable[[list[str]], Matrix], together: int = 512
    ) -> Matrix:
        """A row for each text; ``make`` is given those that are not kept yet, some at a time.

        What was made before ``make`` raises is kept.
        """
        import numpy as np

        keys = [_key_of(text) for text in texts]
        lacking = {key: text for key, text in zip(keys, texts, strict=True)
                   if key not in self._row_of}  # fmt: skip
        waiting = list(lacking.items())
        for start in range(0, len(waiting), together):
            some = waiting[start : start + together]
            self._keep([key for key, _ in some], make([text for _, text in some]))
        if not texts:
            return np.zeros((0, self._width), dtype=np.float32)
        return np.array([self._rows[self._row_of[key]] for key in keys], dtype=np.float32)

    def has(self, text: str) -> bool:
        """Whether a row for this text is kept."""
        return _key_of(text) in self._row_of

    def _keep(self, keys: list[bytes], made: Matrix) -> None:
        import numpy as np

        small = np.asarray(made, dtype=np.float16)
        written = bytearray()
        for key, row in zip(keys, small, strict=True):
            with self._guard:
                self._rows.append(row)
                self._row_of[key] = len(self._rows) - 1
            numbers = row.tobytes()
            written += key + crc32(key + numbers).to_bytes(_CHECK, "little") + numbers
        if self._path is not None:
            with suppress(OSError):  # a folder that can't be written costs time, nothing else
                make_private_folder(self._path.parent)
                handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
                try:
                    os.write(handle, bytes(written))
                finally:
                    os.close(handle)

    def _load(self) -> None:
        if self._path is None:
            return
        import numpy as np

        try:
            content = self._path.read_bytes()
        except OSError:
            return
        size = _KEY + _CHECK + 2 * self._width
        for start in range(0, len(content), size):
            key = content[start : start + _KEY]
            numbers = content[start + _KEY + _CHECK : start + size]
            check = content[start + _KEY : start + _KEY + _CHECK]
            if check != crc32(key + numbers).to_bytes(_CHECK, "little"):
                # Torn, or two wrote at once: what follows can't be trusted. Make it again.
                with suppress(OSError):
                    self._path.unlink()
                self._row_of.clear()
                self._rows.clear()
                return
            self._row_of[key] = len(self._rows)
            self._rows.append(np.frombuffer(numbers, dtype=np.float16))


def _key_of(text: str) -> bytes:
    return blake2b(text.encode(errors="replace"), digest_size=_KEY).digest()
