"""The program in a real terminal: keys go in through a pseudo-terminal, what it draws comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|.)"
)


class Terminal:
    """The program on an inspection in a terminal of 80 by 24; leaving kills it."""

    def __init__(self, folder: Path, config: Path, size: tuple[int, int] = (80, 24)) -> None:
        self._keys, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from tui.cli import main; main()", "open", str(folder)],
            cwd=ROOT,
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "TRIANGULATE_CONFIG": str(config),
                "TRIANGULATE_USER": "AB",
                "PYTHONPATH": str(ROOT),
            },
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self._drawn = bytearray()
        self._watched = True
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        os.close(self._keys)

    def _read(self) -> None:
        while self._watched:
            if not select.select([self._keys], [], [], 0.1)[0]:
                continue
            try:
                read = os.read(self._keys, 65_536)
            except OSError:
                return
            if not read:
                return
            self._drawn += read

    @property
    def mark(self) -> int:
        """How much has been drawn so far."""
        return len(self._drawn)

    def drawn(self, since: int = 0) -> str:
        """What was drawn, without the terminal's own signs."""
        return _ESCAPES.sub("", bytes(self._drawn[since:]).decode(errors="replace"))

    def signs(self) -> list[str]:
        """The terminal's own signs in what was drawn."""
        return [
            found[0] for found in _ESCAPES.finditer(bytes(self._drawn).decode(errors="replace"))
        ]

    def press(self, keys: str) -> None:
        """Give keys as a terminal sends them, as fast as they are taken."""
        left = keys.encode()
        while left:
            left = left[os.write(self._keys, left) :]

    def wait(self, until: Callable[[], bool], seconds: float = 60) -> None:
        """Wait until something is so. Raises TimeoutError with what was drawn last."""
        ends = time.monotonic() + seconds
        while not until():
            if time.monotonic() > ends or self.process.poll() is not None:
                raise TimeoutError(self.drawn()[-2_000:])
            time.sleep(0.01)

    def wait_for(self, text: str, since: int = 0) -> None:
        """Wait until a text is drawn."""
        self.wait(lambda: text in self.drawn(since))

    def vanish(self) -> None:
        """Close the other end, as where a window or a connection dies without a signal."""
        self._watched = False  # a read that waits would hold it open
        self._reading.join()
        os.close(self._keys)
        self._keys = os.open(os.devnull, os.O_RDWR)

    def kill(self) -> None:
        """End the program as a power cut would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def begin_session(terminal: Terminal, title: str, *, held: bool = False) -> None:
    """Go to Capture and begin the planned session of this title, or go on with a held one."""
    terminal.wait_for("Overview")
    terminal.wait_for("leadership")
    since = terminal.mark
    terminal.press("5")
    terminal.wait_for("No session chosen", since)
    terminal.press("\x0f")
    terminal.wait_for("Which session", since)
    terminal.press(title)
    time.sleep(0.3)
    since = terminal.mark
    terminal.press("\r")
    if not held:
        terminal.wait_for("begin now", since)
        since = terminal.mark
        terminal.press("\r")
    terminal.wait_for(" statements", since)
