"""Options that several commands take."""

from __future__ import annotations

from argparse import ArgumentParser

__all__ = ["drawing", "inspection", "output", "speakers", "worker"]

_SPEAKER = (
    'whose voice a speaker is: "NAME=V3", or NAME=GROUP, NAME=GROUP:ROLE or '
    "NAME=GROUP:ROLE:PEOPLE for one that is made if it is not there; may be repeated"
)


def inspection(parser: ArgumentParser) -> None:
    """The folder of the inspection, who works in it, and how the result is printed."""
    parser.add_argument("folder", metavar="FOLDER", help="the inspection's folder")
    worker(parser)
    output(parser)


def worker(parser: ArgumentParser) -> None:
    """Who is working."""
    parser.add_argument("--as", dest="by", metavar="NAME", help="who is working")


def output(parser: ArgumentParser) -> None:
    """How the result is printed."""
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    drawing(parser)


def drawing(parser: ArgumentParser) -> None:
    """With which characters."""
    parser.add_argument("--ascii", action="store_true", help="draw with ASCII characters only")


def speakers(parser: ArgumentParser) -> None:
    """Whose voice speakers are."""
    parser.add_argument(
        "--speaker", action="append", default=[], metavar="NAME=VOICE", help=_SPEAKER
    )
