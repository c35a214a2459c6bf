"""The messages that an e-mail quotes: where each begins, and who is said to have written it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["named", "names_of", "paragraphs", "told"]

#: What a mail program writes above the message that it quotes.
_WROTE = re.compile(
    r"(?:On\b(?P<english>.{4,300})\bwrote|Am\b.{4,300}\bschrieb(?P<german>.{0,100})"
    r"|Le\b(?P<french>.{4,300})\ba écrit)\s*:",
    re.DOTALL,
)
#: ``Ann Ray <ann@example.org> wrote:``
_NAMED_WROTE = re.compile(r"(?P<name>[^\n:]{2,120}?)[ ]+wrote:")
_RULE = re.compile(
    r"[-_ ]{2,}\s*(?:Original Message|Forwarded message|Original Appointment|Reply message)"
    r"\s*[-_ ]{2,}|Begin forwarded message:",
    re.IGNORECASE,
)
_FROM = re.compile(r"\*?From:\*?\s*\S.*")
_SENT = re.compile(r"^[ \t]*\*?(?:Sent|Date|To|Subject):\*?", re.MULTILINE)
_FIELD = re.compile(
    r"\*?(?:From|Sent|Date|To|Cc|Bcc|Reply-To|Subject|Importance|Attachments):\*?(?:\s|$)"
)
_SENDER = re.compile(r"^[ \t]*\*?From:\*?[ \t]*(\S.*)", re.MULTILINE)
_ADDRESS = re.compile(r"[^<>()\[\]\s,;:\"'@]{1,64}@[^<>()\[\]\s,;:\"'@]{1,255}")
#: The address after a name, in whatever brackets.
_BRACKETED = re.compile(r"[<(\[](?:mailto:)?[^<>()\[\]\s@]+@[^<>()\[\]\s]*[>)\]]")
#: What stands before the name: all to the last figure of the time, and what belongs to that.
_MOMENT = re.compile(
    r".*\d[^\s,]*(?:\s*(?:[AaPp]\.?[Mm]\b\.?|Uhr\b|[A-Z]{3,4}(?=,)|\([A-Z]{2,5}\)|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?=,)))*[\s,]+"
)
_SMALL = frozenset(("al", "bin", "da", "de", "den", "der", "di", "la", "le", "van", "von", "y"))
_QUOTE_MARK = re.compile(r"[ \t]?(?:>[ \t]?)+")
_WROTE_WINDOW = 600
_LONGEST_NAME = 80
_MOST_NAMES = 5
_MOST_FIELDS = 12


def named(sender: str, names: Mapping[str, str]) -> str:
    """Who sent it: the name before the address; without one the address, or what it is called.

    ``names`` is what the header calls an address.
    """
    name = _without_address(sender)
    address = _ADDRESS.search(sender)
    if address and (not name or name == address[0]):
        return names.get(address[0].lower(), address[0])
    return name


def _without_address(written: str) -> str:
    """The words without the address after them, which Outlook puts in itself once more."""
    bare = _BRACKETED.sub(" ", _BRACKETED.sub("", written))
    return " ".join(bare.split()).strip(' "<>')


def names_of(correspondents: Iterable[str]) -> dict[str, str]:
    """What each address is called in these lines of a header, where that is one name.

    One mailbox may be used by many, so that an address with two names has none.
    """
    found: dict[str, set[str]] = {}
    for line in correspondents:
        start = 0
        for bracketed in _BRACKETED.finditer(line):
            name = line[start : bracketed.start()].strip(' ,;"')
            start = bracketed.end()
            address = _ADDRESS.search(bracketed[0])
            if name and "@" not in name and address:
                found.setdefault(address[0].lower(), set()).add(name)
    return {address: min(names) for address, names in found.items() if len(names) == 1}


def told(
    pieces: Sequence[tuple[str, int]], names: Mapping[str, str]
) -> Iterator[tuple[str, bool, str | None]]:
    """Each piece with whether it is quoted and who wrote it then, told from marks and from above.

    A piece comes with how many marks of quoting it has. Below "Original Message" or a header all
    is quoted; below "On ... wrote:" too, unless what is quoted there has marks.
    """
    last_marked = max((at for at, (_, depth) in enumerate(pieces) if depth), default=-1)
    below = False
    authors: dict[int, str | None] = {}
    header_ends = 0
    for at, (text, depth) in enumerate(pieces):
        begins = text[:_WROTE_WINDOW].strip()
        if at < header_ends:  # a line of a header that stands in many pieces
            yield text, True, None
            continue
        wrote = _is_named_above(pieces, at, names) or _WROTE.fullmatch(begins) is not None
        header_ends = _end_of_header(pieces, at)
        header = header_ends > at
        rule = _RULE.match(begins) is not None
        if not depth and (rule or header):
            below = True
        quoted = below or depth > 0 or wrote
        if wrote or header or rule:
            authors = {level: who for level, who in authors.items() if level <= depth}
            above = "\n".join([piece[:_WROTE_WINDOW] for piece, _ in pieces[at:header_ends]])
            who = _who_wrote(begins, names) if wrote else _who_sent(above or begins, names)
            follows = wrote and at <= last_marked and _goes_deeper(pieces, at)
            authors[depth + 1 if follows else depth] = who
            yield text, quoted, None
        else:
            yield text, quoted, authors.get(depth) if quoted else None
        below |= wrote and not depth and at > last_marked


def _is_named_above(pieces: Sequence[tuple[str, int]], at: int, names: Mapping[str, str]) -> bool:
    """Whether this is "Ann Ray wrote:" above marked words, of somebody who is known or addressed.

    Else it may be the sender who says so.
    """
    text, depth = pieces[at]
    found = _NAMED_WROTE.fullmatch(text) if len(text) <= _WROTE_WINDOW else None
    if found is None or at + 1 >= len(pieces) or pieces[at + 1][1] <= depth:
        return False
    return "@" in found["name"] or found["name"] in names.values()


def _goes_deeper(pieces: Sequence[tuple[str, int]], at: int) -> bool:
    """Whether what follows has more marks of quoting; programs may mark this line too."""
    depth = pieces[at][1]
    return not depth or (at + 1 < len(pieces) and pieces[at + 1][1] > depth)


def _who_wrote(begins: str, names: Mapping[str, str]) -> str | None:
    """Who is said to have written, in "On Monday at 9:00, Ann Ray <ann@x.org> wrote:"."""
    line = " ".join(begins.split())
    if (direct := _NAMED_WROTE.fullmatch(line)) and not _WROTE.fullmatch(line):
        return named(direct["name"], names)
    found = _WROTE.fullmatch(line)
    if found is None:
        return None
    dated = (found["german"] or found["english"] or found["french"] or "").strip()
    address = _ADDRESS.search(dated)
    words = _without_address(dated)
    if not found["german"]:
        after = _MOMENT.sub("", words, count=1)
        words = words.rpartition(",")[2] if after == words and "," in words else after
    name = words.strip(' "<>,')
    if address and name in ("", address[0]):
        return names.get(address[0].lower(), address[0])
    return name if _may_be_name(name) or (address and len(name) <= _LONGEST_NAME) else None


def _may_be_name(words: str) -> bool:
    """Whether these words stand as a name does; else somebody says who wrote what."""
    each = words.split()
    large = all(not word[0].islower() or word in _SMALL for word in each)
    return 0 < len(each) <= _MOST_NAMES and len(words) <= _LONGEST_NAME and large


def _who_sent(begins: str, names: Mapping[str, str]) -> str | None:
    found = _SENDER.search(begins)
    return named(" ".join(found[1].split()), names) or None if found else None


def _end_of_header(pieces: Sequence[tuple[str, int]], at: int) -> int:
    """Where a quoted message's header that begins with this piece ends; ``at`` where none does.

    It may be one piece, or a piece a line.
    """
    text, depth = pieces[at]
    begins = text[:_WROTE_WINDOW].strip()
    if not _FIELD.match(begins):
        return at
    if _FROM.match(begins) and len(_SENT.findall(begins)) >= 2:
        return at + 1
    end = at
    lines = []
    while end < min(len(pieces), at + _MOST_FIELDS):
        text, level = pieces[end]
        begins = text[:_WROTE_WINDOW].strip()
        if level != depth or not _FIELD.match(begins):
            break
        lines.append(begins)
        end += 1
    header = "\n".join(lines)
    return end if _SENDER.search(header) and len(_SENT.findall(header)) >= 2 else at


def _beside_quoted(lines: Sequence[str], at: int) -> bool:
    """Whether the line above or below is quoted too, or the one above says who wrote."""
    above = next((line for line in reversed(lines[max(0, at - 3) : at]) if line.strip()), "")
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return above.startswith(">") or above.rstrip().endswith(":") or below.startswith(">")


def paragraphs(text: str, *, flowed: bool) -> Iterator[tuple[str, int]]:
    """Paragraphs, and how deep each is quoted; a header of a quoted message is one."""
    lines: list[str] = []
    depth = 0
    soft = False
    each = text.split("\n")
    for at, written in enumerate(each):
        # As mailboxes write it, where a line of one's own begins so.
        own = written.startswith(">From ") and not _beside_quoted(each, at)
        raw = written[1:] if own else written
        mark = _QUOTE_MARK.match(raw)
        marks = mark[0].count(">") if mark else 0
        line = raw[mark.end() :] if mark else raw
        if flowed and not mark and line.startswith(" "):
            line = line[1:]
        starts = bool(lines) and (_RULE.match(line.strip()) or _FROM.match(line.strip()))
        wrote = bool(lines) and not soft and line.startswith("On ") and line.rstrip().endswith(":")
        if (marks != depth or not line.strip() or starts or wrote) and lines:
            yield "\n".join(lines).strip(), depth
            lines, soft = [], False
        depth = marks
        if line.strip():
            kept = line.rstrip("\r")
            if soft and lines:
                lines[-1] += kept.rstrip()
            else:
                lines.append(kept.rstrip())
            soft = flowed and kept.endswith(" ") and kept != "-- "
            if soft:
                lines[-1] += " "
            if _RULE.fullmatch(line.strip()):
                yield "\n".join(lines).strip(), depth
                lines, soft = [], False
    if lines:
        yield "\n".join(lines).strip(), depth
