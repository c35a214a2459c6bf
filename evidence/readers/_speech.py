"""Who speaks and when, as transcripts write it at the start of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

__all__ = [
    "CLOCK",
    "FEWEST_NAMED",
    "Opening",
    "clock",
    "labels",
    "lone_name",
    "may_open",
    "names_speaker",
    "opening",
    "openings",
    "speakers_of_rows",
    "speaks",
    "timed_names",
    "timing",
    "titled",
]

#: The form of a time, within a pattern.
CLOCK = r"(?:(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?)"
_CLOCK_PARTS = re.compile(
    r"\s*(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{2})(?:[.,]([0-9]{1,3}))?\s*", re.ASCII
)
#: ``0:0:2.310 --> 0:0:5.0`` alone on its line, as Teams wrote it.
_TIMING = re.compile(
    r"\s*([0-9]{1,3}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]{1,7}))?\s*-->"
    r"\s*[0-9]{1,3}:[0-9]{1,2}:[0-9]{1,2}(?:[.,][0-9]{1,7})?\s*",
    re.ASCII,
)

#: ``[12:03]``, ``[00:12:03 --> 00:12:07]``, ``#00:12:03-5#`` or a bare ``00:12:03`` (a bare 12:30
#: may be lunch).
_STAMP = re.compile(
    rf"[\[(](?P<boxed>{CLOCK})(?:[ ]?(?:-->|-|–)[ ]?{CLOCK})?[\])]:?"
    r"|#(?P<marked>[0-9]{1,3}:[0-9]{2}:[0-9]{2}(?:-[0-9])?)#"
    r"|(?P<bare>[0-9]{1,3}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,3})?)"
    rf"(?:[ ]?-->[ ]?{CLOCK})?(?=\s|:\s|$):?"
)
_GAP = re.compile(r"[^\S\n]*(?:[-–][^\S\n]+)?")
#: ``[03/02/2026, 09:05:12]`` or ``03/02/2026, 9:05 pm -``, as programs for chats write it.
_DATED = re.compile(
    r"[\u200e\u200f]?(?P<box>\[)?[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4},?[^\S\n]"
    r"(?P<hours>[0-9]{1,2}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?"
    r"(?:[^\S\n]?(?P<half>[ap])\.?m\.?)?(?(box)\]|[^\S\n]-)[^\S\n]+(?:~[^\S\n]*)?",
    re.IGNORECASE,
)
_NUMBER_CALLED = re.compile(r"\+[0-9][0-9 ()\u2011-]{5,20}")

_COLON = re.compile(r":(?=\s|$)")
#: The time in ``Jane Doe [00:12]:``.
_LAST_TIME = re.compile(rf"[ ]?[\[(](?P<time>{CLOCK})[\])][ ]?$")
#: ``Jane Doe   0:05`` alone on its line, as Teams and Otter write it.
_NAMED_TIME = re.compile(rf"(?P<name>[^:]{{1,60}}?)[ \t]{{1,20}}(?P<time>{CLOCK})[ ]?$")
#: ``Jane Doe (00:00:05 - 00:00:09)`` alone on its line, as Webex and others write it.
_NAMED_SPAN = re.compile(
    r"(?P<name>[^:]{1,60}?)[ \t]{1,20}"
    r"[\[(](?P<time>[0-9]{1,3}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,3})?)"
    rf"(?:[ ]?(?:-->|-|–)[ ]?{CLOCK})?[\])][ ]?$"
)
#: ``Jane Doe [00:00:05] words``, or the three in columns of a line.
_NAMED_BEFORE = re.compile(
    r"(?P<name>[^:\[\]()]{1,60}?)(?:[ \t][\[(](?P<boxed>[0-9]{1,3}:[0-9]{2}:[0-9]{2})[\])]"
    r"|(?:\t[ ]?|[ ]{2,9})(?P<bare>[0-9]{1,3}:[0-9]{2}:[0-9]{2})(?=\t|[ ]{2}))[ \t]+(?=\S)"
)
#: ``[SPEAKER_01]: words``
_BOXED = re.compile(r"\[(?P<name>[^\[\]]{1,60})\][^\S\n]?")
#: ``[Jane Doe] 10:02:13`` alone on its line, as Zoom writes it.
_BOXED_NAME = re.compile(rf"\[(?P<name>[^\[\]]{{1,60}})\][ \t]{{1,20}}(?P<time>{CLOCK})")

#: ``From Jane Doe to Everyone`` in what was written beside a meeting.
_TO_SOMEBODY = re.compile(r"\s*From\s+(?P<name>\S.*?)(?:\s+to\s.*)?")

#: The number of a question before the name of whoever asks it, in committees' transcripts.
_NUMBERED = re.compile(r"(?:\*?Q\.?[ ]?[0-9]{1,4}[.:]?|[0-9]{1,3}\.)\s+(?=\S)")

_TITLES = (
    *("The Chair", "Chair", "Acting Chair", "Vice Chair", "Co-Chair", "Mr", "Mrs", "Ms", "Miss"),
    *("Dr", "Sir", "Dame", "Lady", "Lord", "Baron", "Prof", "Senator", "Representative", "Judge"),
    *("Justice", "General", "Admiral", "Colonel", "Secretary", "Governor", "Rev", "Councillor"),
    *("Cllr", "The Witness", "The President", "The Clerk"),
)
_BEGINNINGS = ("Q", "A", *_TITLES)
_FIRST_LETTERS = frozenset(each[0] for each in _BEGINNINGS)
_TITLED = re.compile(
    r"(?:The |Acting |Vice |Co-)?(?:Chair(?:man|woman|person)?|President|Clerk|Witness)"
    r"|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lady|Lord|Baron(?:ess)?|Prof(?:essor)?|Senator|Representative"
    r"|Judge|(?:Mr |Mrs |Ms |Lord |Lady )?Justice|General|Admiral|Colonel|Secretary|Governor|Rev"
    r"|Councillor|Cllr)\.?(?: (?:of|the|de|van|von|[A-Z]\.|[^\W\d_][\w’'-]*)){1,4}",
    re.IGNORECASE,
)
#: ``Senator Doe. I thank you`` in transcripts of Congress: titled names, and no colon.
_STOPPED = re.compile(
    r"(?P<name>(?:The )?Chair(?:man|woman|person)?|(?:Mr|Mrs|Ms|Miss|Dr|Chair(?:man|woman)|Senator"
    r"|Representative|General|Admiral|Secretary|Governor|Judge)\.? "
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
    r"\. {1,2}(?=[A-Z“\"'\[(])"
)

#: What stands before a colon at the head of a transcript and is no speaker, if it comes once: a
#: form's field, or the number of a witness.
_LABEL = re.compile(
    "interviewers?|interviewees?|participants?|respondents?|speakers?|witness(?:es)?|members"
    "|transcribers?|[a-z]|[ivx]{1,5}",
    re.IGNORECASE,
)

#: Who speaks in an interview, by a part or a number, as the first cell of a row says it.
_PART = re.compile(
    r"(?:interviewer|interviewee|researcher|participant|respondent|speaker|moderator|facilitator"
    r"|witness|chair|[IRPQA]|INT|RES)[ _]?[0-9]{0,3}",
    re.IGNORECASE,
)
_OF_SPEAKERS = frozenset({"speaker", "speakers", "name", "who", "participant"})
_FEWEST_ROWS = 4

#: ``Q.`` and ``A.`` in transcripts of hearings.
_Q_OR_A = re.compile(r"(?P<name>[QA])(?:[.:][^\S\n]+|[^\S\n]{2,})(?=\S)")

_NOT_IN_NAMES = re.compile(r"[\t\[\]?!;\"“”…]")
_JOINING = frozenset(
    {"and", "da", "de", "der", "di", "du", "for", "la", "le", "of", "the", "van", "von"}
)
_LONGEST_LABEL = 160
#: A transcript has so many lines that begin with a name.
FEWEST_NAMED = 3
_MOST_WORDS = 7

#: With a small letter after it, the beginning of a sentence ("I ask: why?") and of no name.
_BEGINS_SENTENCE = re.compile(
    r"(?:I|We|You|He|She|It|They|My|Our|This|That|These|Those|There|Here|So|And|But|Because|If"
    r"|What|Why|How|When|Where|Which|Who|In|As|For|Then) [^\W\d_A-Z]"
)

#: Labels of a form's fields and of minutes, never of a person.
_FIELD = re.compile(
    "actions?|agenda|aim|also (?:in attendance|present)|apologies|attendees|author|background|cc"
    "|conclusion|date|dear|duration|email"
    "|example|from|https?|in attendance|introduction|issue|key|location|members present|n[.]b|nb"
    "|notes?|oral evidence|outcome|page|participants"
    "|phone|place|present|purpose|question|re|recommendations?|ref|reference|result|source|status"
    "|subject|summary|tel|time|title|to|topic|url|venue|written evidence",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line begins with.

    ``words`` is where what was said starts if ``name`` speaks; ``after_time`` is where the line
    goes on after a time at its very start, if the name is no speaker after all.
    """

    name: str | None
    time: str | None
    after_time: int
    words: int


def clock(written: str) -> str | None:
    """A time as "HH:MM:SS.mmm", from h:mm:ss or mm:ss with or without thousandths; else None."""
    found = _CLOCK_PARTS.fullmatch(written)
    if found is None:
        return None
    hours, minutes, seconds, thousandths = found.groups(default="0")
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    return f"{int(hours):02}:{int(minutes):02}:{int(seconds):02}.{thousandths.ljust(3, '0')}"


def timing(line: str) -> str | None:
    """When a cue starts, of a line that is nothing but its times; else None."""
    found = _TIMING.fullmatch(line) if "-->" in line else None
    if found is None:
        return None
    hours, minutes, seconds, rest = found.groups(default="0")
    return clock(f"{hours}:{minutes.zfill(2)}:{seconds.zfill(2)}.{rest[:3]}")


def opening(text: str, start: int, end: int) -> Opening:
    """The time and the name, if any, that the line ``text[start:end]`` begins with."""
    window = min(end, start + _LONGEST_LABEL)
    # Nearly every line: without a colon it has no time and no name, or is a Q or an A.
    if text.find(":", start, window) < 0 and not text.startswith(("Q", "A"), start, end):
        if text.startswith(_TITLES, start, end) and (stop := _STOPPED.match(text, start, window)):
            return Opening(stop["name"], None, start, stop.end())
        return Opening(None, None, start, start)
    if window == end and (cue := timing(text[start:end])):
        return Opening(None, cue, end, end)
    if dated := _DATED.match(text, start, window):
        return _of_chat(text, dated, window, end)
    # A time of three parts has two colons, as few lines have.
    clocked = text.count(":", start, window) > 1
    before = _NAMED_BEFORE.match(text, start, window) if clocked else None
    if before and _is_name(before["name"]):
        name, time = " ".join(before["name"].split()), clock(before["boxed"] or before["bare"])
        return Opening(name, time, start, before.end())
    after_time, time = start, None
    stamp = _STAMP.match(text, start, window)
    shown = stamp and (stamp["boxed"] or stamp["marked"] or stamp["bare"]).replace("-", ".")
    if stamp and (time := clock(shown or "")):
        after_time = _past_gap(text, stamp.end(), end)
    if asks := _Q_OR_A.match(text, after_time, end):
        return Opening(asks["name"], time, after_time, asks.end())
    stop = _STOPPED.match(text, after_time, window)
    if stop:
        return Opening(stop["name"], time, after_time, stop.end())
    colon = _COLON.search(text, after_time, window)
    if colon:
        name, words = _unnumbered(text[after_time : colon.start()]), colon.end()
        last = _LAST_TIME.search(name)
        if last:
            name, time = name[: last.start()], clock(last["time"]) or time
        elif time is None and (below := _STAMP.match(text, _past_gap(text, words, end), end)):
            if below["boxed"] and (time := clock(below["boxed"])):
                words = below.end()
        elif boxed := _BOXED.fullmatch(name):
            name = boxed["name"]
        elif time is not None and (written := _TO_SOMEBODY.fullmatch(name)):
            name = written["name"]
    elif window == end and (boxed := _BOXED_NAME.fullmatch(text, start, end)):
        name, words, time = boxed["name"], end, clock(boxed["time"])
    elif window == end and (
        alone := _NAMED_TIME.match(text, after_time, end)
        or _NAMED_SPAN.match(text, after_time, end)
    ):
        name, words = alone["name"], end
        time = clock(alone["time"]) or time
        if not _is_name(name):
            name = ""
    else:
        name = ""
    if not _may_be_name(name):
        return Opening(None, time, after_time, after_time)
    return Opening(" ".join(name.split()), time, after_time, _past_gap(text, words, end))


def _of_chat(text: str, dated: re.Match[str], window: int, end: int) -> Opening:
    """The opening of a message with its day and hour before the name."""
    hours, half = int(dated["hours"]), (dated["half"] or "").lower()
    if half:
        hours = hours % 12 + 12 * (half == "p")
    time = clock(f"{hours:02}:{dated['minutes']}:{dated['seconds'] or '00'}")
    start = dated.end()
    colon = _COLON.search(text, start, window)
    name = text[start : colon.start()] if colon else ""
    if not colon or not (_may_be_name(name) or _NUMBER_CALLED.fullmatch(name.strip())):
        return Opening(None, time, start, start)
    return Opening(" ".join(name.split()), time, start, _past_gap(text, colon.end(), end))


def timed_names(opened: Iterable[Opening]) -> frozenset[str] | None:
    """The names that come with a time, where nearly every name does; else None.

    There a name without one is no speaker, but words before a colon within what somebody says.
    """
    names = [piece for piece in opened if piece.name]
    timed = frozenset(piece.name for piece in names if piece.name and piece.time)
    often = sum(1 for piece in names if piece.time)
    return timed if often >= FEWEST_NAMED and 4 * often >= 3 * len(names) else None


def may_open(line: str) -> bool:
    """Whether a line may begin with a time or a name: a quick look, which nearly none passes."""
    return ":" in line or (line[:1] in _FIRST_LETTERS and line.startswith(_BEGINNINGS))


def openings(lines: Iterable[str]) -> list[Opening]:
    """What those of these lines begin with that may have a time or a name."""
    return [opening(line, 0, len(line)) for line in lines if may_open(line)]


def lone_name(text: str, start: int, end: int) -> str | None:
    """The name that the line ``text[start:end]`` is, if it may be one."""
    name = text[start:end] if end - start <= _LONGEST_LABEL else ""
    return " ".join(name.split()) if ":" not in name and _is_name(name) else None


def speaks(opened: Sequence[Opening], pieces: int) -> bool:
    """Whether the names that a text's pieces begin with are speakers, as in a transcript.

    So it is where three lines or more have one, that is a third of the pieces or nearly, and some
    name comes back: a form's fields, or the points of a list, come once each.
    """
    names = Counter(piece.name for piece in opened if piece.name)
    labelled = names.total()
    return labelled >= FEWEST_NAMED and labelled * 10 >= pieces * 3 and max(names.values()) >= 2


def labels(opened: Iterable[Opening]) -> frozenset[str]:
    """The names at a transcript's head, before the first that comes back, that are fields of it."""
    each = [piece.name for piece in opened if piece.name]
    times = Counter(each)
    head = takewhile(lambda name: times[name] == 1, each)
    return frozenset(name for name in head if _LABEL.fullmatch(name))


def speakers_of_rows(rows: Sequence[Sequence[str]]) -> list[str | None] | None:
    """Who speaks in each row of a table of who spoke and what was said; None where it is no such.

    A row without a name is still the last one's.
    """
    found: list[str | None] = []
    names: Counter[str] = Counter()
    told = False  # by a heading, or by some name that only a speaker has
    for number, row in enumerate(rows):
        if len(row) != 2:
            return None
        written = " ".join(row[0].split())
        name = written.removesuffix(":").strip()
        if number == 0 and name.casefold() in _OF_SPEAKERS:
            told = True
            found.append(None)
            continue
        if name and not _may_be_name(name):
            return None
        told |= bool(name) and (name != written or titled(name) or bool(_PART.fullmatch(name)))
        names[name] += bool(name)
        found.append(name or (found[-1] if found else None))
    spoken = +names
    if not told or spoken.total() < _FEWEST_ROWS or 2 * len(spoken) > spoken.total():
        return None
    return found


def titled(name: str) -> bool:
    """Whether this can be nothing but somebody's name: it begins with a title."""
    return _TITLED.fullmatch(_bare(name).strip()) is not None


def _unnumbered(name: str) -> str:
    """The name without the number of a question before it."""
    number = _NUMBERED.match(name)
    if number is None or (name[0].isdigit() and not titled(name[number.end() :])):
        return name
    return name[number.end() :]


def names_speaker(name: str, times: int) -> bool:
    """Whether, among speakers, this is one: it comes back, or is written as a name is."""
    return times >= 2 or _is_name(name)


def _past_gap(text: str, start: int, end: int) -> int:
    gap = _GAP.match(text, start, end)
    return gap.end() if gap else start


def _bare(name: str) -> str:
    """The name without what follows in brackets: "The Chair (Hon. Anthony Rota)" is "The Chair"."""
    before, bracket, rest = name.partition("(")
    return before if not bracket or rest.rstrip().endswith(")") else ""


def _may_be_name(name: str) -> bool:
    words = _bare(name).split()
    if not 1 <= len(words) <= _MOST_WORDS or _NOT_IN_NAMES.search(name):
        return False
    if not words[0][0].isalpha() or words[0][0].islower():
        return False
    if _FIELD.fullmatch(name.strip(" .")) or _BEGINS_SENTENCE.match(name):
        return False
    # A full stop belongs to a title or an initial ("Mr. J. Doe"), else a sentence ends there.
    return not any(word.endswith(".") and word[0].islower() for word in words)


def _is_name(name: str) -> bool:
    return _may_be_name(name) and all(
        not word[0].islower() or word in _JOINING for word in _bare(name).split()
    )
