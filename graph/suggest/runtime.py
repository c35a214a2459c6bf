"""The three models, loaded when first asked for: a sentence encoder, and two that read a pair.

Of the two readers one is quick, and one is five times its size and reads closely, at a fifth of
the pace. They run on the CPU through onnxruntime, two texts at a time, from files that ship with
the program; the network is never touched. What is needed for them is an extra of the program
(``[suggest]``): ``lacking()`` says whether it is there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = ["Models", "Watch", "lacking", "models"]

#: Told how many texts of how many are done; the work ends where it raises something.
Watch = Callable[[int, int], None]

_FOLDER = Path(__file__).parent / "models"
_FILES = (
    "encoder.onnx", "stance.onnx", "tokenizer.json",
    "close-reader.onnx", "close-reader.words", "close-reader-tokenizer.json",
)  # fmt: skip
#: The others share one.
_TOKENIZER_OF = {"close-reader": "close-reader-tokenizer"}
_NEEDED = ("numpy", "onnxruntime", "tokenizers")
_THREADS = 2
#: So many texts wait for the threads at once: work that is stopped ends with these.
_AT_ONCE = 16
_MOST_TOKENS = 192


def lacking() -> str:
    """What the models need and is not there, and how to get it, in a line; empty if nothing."""
    absent = [name for name in _NEEDED if find_spec(name) is None]
    if absent:
        return (
            f"the models are not used, since {', '.join(absent)} is not installed: suggestions "
            "rest on shared words alone (to install: pip install 'triangulate[suggest]')"
        )
    gone = [name for name in _FILES if not (_FOLDER / name).is_file()]
    if gone:
        return (
            f"the models are not used, since {', '.join(gone)} is missing from the program: "
            "suggestions rest on shared words alone (install the program again)"
        )
    return ""


@cache
def models() -> Models:
    """The models of this process; nothing is loaded before it is used."""
    return Models(_FOLDER)


class Models:
    """The encoder, and the two readers. Safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._guard = Lock()
        self._sessions: dict[str, Any] = {}
        self._tokenizers: dict[str, Any] = {}

    def encode(self, texts: Sequence[str], watch: Watch | None = None) -> Matrix:
        """A row of 384 for each text, of length one: near rows say near things."""
        return self._run("encoder", texts, 384, watch)

    def judge(self, pairs: Sequence[tuple[str, str]], watch: Watch | None = None) -> Matrix:
        """For each pair of evidence and claim, a row of logits: supports, neither, contradicts."""
        return self._run("stance", pairs, 3, watch)

    def judge_closely(self, pairs: Sequence[tuple[str, str]], watch: Watch | None = None) -> Matrix:
        """The same by the close reader, which tells for from against better, and takes its time."""
        return self._run("close-reader", pairs, 3, watch)

    def _run(self, name: str, items: Sequence[Any], width: int, watch: Watch | None) -> Matrix:
        """The rows of all, made one at a time, on two threads side by side.

        That is as fast here as many at once, nothing is padded, and what a text comes to does not
        hang on those beside it: the models' int8 ranges are taken over all of a batch. Two threads
        on one text each cost a sixth less than two on one text.
        """
        import numpy as np

        rows = np.zeros((len(items), width), dtype=np.float32)
        with self._guard:
            session = self._session(name)
            tokens = self._tokens(_TOKENIZER_OF.get(name, "tokenizer"))
        asked = [each.name for each in session.get_inputs()]

        def made(item: Any) -> Any:
            encoded = tokens.encode(item) if isinstance(item, str) else tokens.encode(*item)
            known = {
                "input_ids": encoded.ids,
                "attention_mask": encoded.attention_mask,
                "token_type_ids": encoded.type_ids,
            }
            return session.run(None, {key: np.array([known[key]]) for key in asked})[0][0]

        if len(items) == 1:  # a line just typed: at once, beside whatever else is being read
            rows[0] = made(items[0])
            if watch is not None:
                watch(1, 1)
            return rows
        with ThreadPoolExecutor(_THREADS) as threads:
            for start in range(0, len(items), _AT_ONCE):
                some = items[start : start + _AT_ONCE]
                for number, row in enumerate(threads.map(made, some), start):
                    rows[number] = row
                    if watch is not None:
                        watch(number + 1, len(items))
        return rows

    def _session(self, name: str) -> Any:
        if name not in self._sessions:
            import onnxruntime as ort

            ort.disable_telemetry_events()
            options = ort.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._sessions[name] = ort.InferenceSession(
                str(self._folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"]
            )
        return self._sessions[name]

    def _tokens(self, name: str) -> Any:
        if name not in self._tokenizers:
            # Its own threads are of no use beside the two above, and it warns of them at a fork.
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_file(str(self._folder / f"{name}.json"))
            tokenizer.no_padding()
            tokenizer.enable_truncation(_MOST_TOKENS)
            self._tokenizers[name] = tokenizer
        return self._tokenizers[name]
