"""A process that reads, with a reader for .odd files that does what each file tells it to do."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Mapping
from itertools import count

import evidence.readers
from evidence.reading import Part, Passage, Reading, Unreadable
from evidence.reading_apart import worker

CALL = (sys.executable, "-m", "tests.evidence.hostile_readers")


class Obedient:
    """Reads, or does the harm that the file asks for."""

    NAME = "odd"
    VERSION = 1
    SUFFIXES = (".odd",)
    MEDIA_TYPE = "text/x-odd"
    HOLDS_FILES = True

    def read(self, content: bytes, options: Mapping[str, str]) -> Reading:
        """The text, unless the first word is an order."""
        order, _, rest = content.decode().partition(" ")
        match order:
            case "loop":
                for _ in count():
                    pass
            case "sleep":
                time.sleep(float(rest))
            case "crash":
                ctypes.string_at(0)
            case "leave":
                os._exit(3)
            case "memory":
                held = bytearray(int(rest))
                return Reading(f"{len(held)} bytes", (Passage(0, 5),))
            case "recursion":
                return self.read(content, options)
            case "fault":
                raise KeyError("inside")
            case "print":
                sys.stdout.write("nothing that the program should take for an answer\n")
                sys.stdout.flush()
            case "unreadable":
                raise Unreadable(rest)
            case "pid":
                return Reading(str(os.getpid()), (Passage(0, 1),))
            case "mail":
                parts = tuple(Part(f"{name}.odd", name.encode(), True) for name in rest.split())
                return Reading("mail", (Passage(0, 4),), parts=parts)
            case "nest":
                deeper = Part("in.odd", f"nest {int(rest) - 1}".encode())
                return Reading("", (), parts=(deeper, deeper) if int(rest) else ())
            case _:
                pass
        return Reading(content.decode(), (Passage(0, len(content.decode())),))


if __name__ == "__main__":
    reader = Obedient()
    evidence.readers.readers = lambda: (reader,)  # type: ignore[assignment]
    worker.main()
