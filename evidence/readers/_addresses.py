"""Addresses of web pages and of e-mail that a line's end divides."""

from __future__ import annotations

import re

__all__ = ["goes_on"]

_ENDINGS = "uk|org|com|net|eu|ie|gov|edu|nhs|html?|pdf|docx?|xlsx?|aspx?|php"
_WEB = re.compile(
    r"https?:|www\.|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.(?:uk|org|com|net|eu|ie|gov)/", re.IGNORECASE
)
_LONG = 5
_HYPHENS = ("-", "\u00ad", "\u2010")
_CLOSED = tuple(")>],;\"”’'")
#: What follows a dot in an address: ``gov.uk/guidance``, ``uk``.
_DOTTED = re.compile(rf"(?:[a-z0-9-]+\.)*(?:{_ENDINGS})(?:[/?#]\S*)?")
#: What no word of a sentence begins with.
_BEGINS_WITHIN = re.compile(r"[/?&=_#%][^\W_]|[.-][a-z]|//")
_FILE = re.compile(rf"[\w/%.-]*\.(?:{_ENDINGS})(?:[/?#]\S*)?")
_WITHIN = re.compile(r"\w_\w|\w=|%[0-9A-F]{2}")
#: Longer words than those of "and/or" and its kin.
_PATH = re.compile(r"[\w-]{4,}/(?:[\w-]{4,})?")
_MAIL_HOST = re.compile(r"@[\w-]+(?:\.[\w-]+)+")


def goes_on(before: str, line: str) -> bool:
    """Whether an address at the end of one line goes on in the next, without a space between.

    Only where no sentence would go on so: what may be a word of its own stays one.
    """
    if not ("/" in before or "www." in before or "@" in before or "@" in line or "http" in before):
        return False  # as nearly always
    words, rest = before.rsplit(maxsplit=1), line.split(maxsplit=1)
    if not words or not rest:
        return False
    begun, said = words[-1], rest[0].rstrip(".,;:!?)>]\"”’'")
    if not said or begun.endswith(_CLOSED):
        return False
    if _WEB.search(begun):
        return _web_goes_on(begun, said)
    return _mail_goes_on(begun, said)


def _web_goes_on(begun: str, said: str) -> bool:
    if "://" in said or said.startswith("www."):
        return begun.endswith("=")  # another one, in a list of them
    if _BEGINS_WITHIN.match(said):
        return True
    if begun.endswith((*_HYPHENS, "_", "=", "&", "%", "#", "+", "~", "//")):
        return said[0].isalnum() or said[0] == "%"
    if begun.endswith("?"):
        return "=" in said
    if begun.endswith("."):
        return _DOTTED.fullmatch(said) is not None
    folders = said.split("/")
    if len(folders) > 2 and max(map(len, folders)) > _LONG:  # no date, nor "he/she/they"
        return True
    if _WITHIN.search(said) or _FILE.fullmatch(said):
        return True
    return begun.endswith("/") and (said.count("-") > 1 or _PATH.fullmatch(said) is not None)


def _mail_goes_on(begun: str, said: str) -> bool:
    if "@" not in begun:
        within = begun.endswith((*_HYPHENS, "_")) and "@" in said
        return within or (begun[-1].isalnum() and _MAIL_HOST.fullmatch(said) is not None)
    if begun.endswith((*_HYPHENS, "@", "_")):
        return said[0].isalnum()
    if re.match(r"\.[a-z]", said):
        return True
    whole = _DOTTED.fullmatch(begun.rpartition("@")[2].casefold()) is not None
    return not whole and "." in begun + said and _DOTTED.fullmatch(said) is not None
