"""A programme's prompts, which are headings, as sentences that can be said aloud in a session.

A prompt is a clause ("progress is reviewed"), one without its verb ("roles clear"), or a name of
something ("cover arrangements"). Which of these it is, is told by its words; what can't be told is
taken for a name, of which any words can be asked.
"""

from __future__ import annotations

import re

__all__ = ["said_aloud"]

_OPEN = frozenset(
    """
    how what when where which who whose why whether
    """.split()  # noqa: SIM905
)
_HELPS = frozenset(
    """
    is are was were has have had does do can will may must
    """.split()  # noqa: SIM905
)
#: Verbs of prompts, as they stand after one and after many.
_OF_ONE = frozenset(
    """
    exists happens helps knows leads matches moves reaches shows supports works
    """.split()  # noqa: SIM905
)
_OF_MANY = frozenset(
    """
    exist happen help know lead match move reach show work
    """.split()  # noqa: SIM905
)
#: What stands without its verb: participles that do not end in -ed, and other words of a state.
_STATES = frozenset(
    """
    understood known sought built seen heard kept met made held given taken written led found done
    clear visible current findable useful available safe consistent timely accessible accurate
    """.split()  # noqa: SIM905
)
#: What may follow a state that a clause ends in; before another word it belongs to that word.
_GOES_ON = frozenset(
    """
    and or by with in at on to of from for before after as
    """.split()  # noqa: SIM905
)
_MANY = frozenset(
    """
    staff people women men children victims partners
    """.split()  # noqa: SIM905
)
#: What is no count of things takes no article.
_NO_COUNT = frozenset(
    """
    communication data governance guidance information oversight performance practice progress
    quality staffing support time travel work workload
    """.split()  # noqa: SIM905
)
_NO_COUNT_ENDS = ("ing", "ity", "ety", "ion", "ance", "ence", "ness", "ship")
_DETERMINERS = frozenset(
    """
    a an the this that these those each every all some any no its their
    """.split()  # noqa: SIM905
)
_AFTER_HEAD = re.compile(r" (?:of|from|for|by|in|on|at|with|to|between) ")
#: A second thing that is asked; one is enough.
_SECOND = re.compile(r",?\s+and\s+(?:do|does|is|are|has|have|can)\b.*")


def said_aloud(prompt: str, *, of_many: bool = False) -> str:
    """A sentence that asks about a prompt; ``of_many`` says whether what it leaves out is many."""
    text = _begun(" ".join(prompt.split()).rstrip(".?!;:"))
    topic, colon, rest = text.partition(": ")
    if colon:
        return f"Please tell us {_asked(rest, of_many)} when it comes to {topic}."
    return f"Please tell us {_asked(text, of_many)}."


def _asked(text: str, of_many: bool) -> str:
    words = text.split()
    if not words:
        return "about it"
    if words[0] in _OPEN:
        return text
    clause = _clause(words, of_many)
    return f"how you know whether {clause}" if clause else f"about {_named(text)}"


def _clause(words: list[str], of_many: bool) -> str:
    """The words as a clause; "" where they are none."""
    for at, word in enumerate(words[1:], 1):
        subject = " ".join(words[:at])
        many = _is_many(subject)
        if word in _HELPS or word in (_OF_MANY if many else _OF_ONE):
            return _SECOND.sub("", f"{_named(subject)} {' '.join(words[at:])}")
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        if _is_state(word) and (not after or after in _GOES_ON):
            state = " ".join(words[at:])
            if not at:
                return f"{'they are' if of_many else 'it is'} {state}"
            subject = " ".join(words[:at])
            return f"{_named(subject)} {'are' if _is_many(subject) else 'is'} {state}"
    return ""


def _is_state(word: str) -> bool:
    return word in _STATES or (word.endswith("ed") and not word.endswith("eed"))


def _head(text: str) -> str:
    """The word that a name is of: the last before what is said of it."""
    words = _AFTER_HEAD.split(text)[0].split()
    while len(words) > 1 and _is_state(words[-1]):
        words.pop()
    return words[-1]


def _is_many(text: str) -> bool:
    if " and " in _AFTER_HEAD.split(text)[0]:
        return True
    head = _head(text)
    return head in _MANY or (head.endswith("s") and not head.endswith(("ss", "us", "is")))


def _named(text: str) -> str:
    """A name with the article that it needs."""
    head = _head(text)
    uncounted = head in _NO_COUNT or head.endswith(_NO_COUNT_ENDS)
    if (
        text.split(maxsplit=1)[0] in _DETERMINERS
        or _is_many(text)
        or (uncounted and f"{head} of " not in text)
    ):
        return text
    return f"the {text}"


def _begun(text: str) -> str:
    """A text as it stands within a sentence: names in capitals stay."""
    first = text.split(maxsplit=1)[0] if text else ""
    return text if first[1:].lower() != first[1:] else text[:1].lower() + text[1:]
