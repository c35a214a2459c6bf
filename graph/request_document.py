"""The request list as a document for the service: what is asked for, why, and by when."""

from __future__ import annotations

from graph.document import Block, Document, Heading, Paragraph, Run, Table, runs
from graph.requests import RequestLine, RequestList

__all__ = ["request_document"]


def request_document(made: RequestList) -> Document:
    """What is still to come, then what arrived; what was dropped is left out."""
    waiting = list(made.wanted())
    arrived = [line for line in made.lines if line.request.state == "received"]
    blocks: list[Block] = []
    if made.service:
        blocks.append(Paragraph(runs(f"To: {made.service}")))
    blocks.append(Paragraph(runs(f"As of {made.made_on}. {_counted(len(waiting))}")))
    if waiting:
        rows = tuple(
            (
                runs(line.request.id),
                runs(line.request.wording),
                runs(line.request.why),
                runs(line.request.by_when or "", Run(" overdue", "strong") if line.overdue else ""),
            )
            for line in waiting
        )
        blocks.append(Table(("No.", "What we ask for", "Why", "By when"), rows, (1, 5, 5, 2)))
    if arrived:
        blocks.append(Heading(1, runs("Received, with thanks")))
        head = ("No.", "What we asked for", "What arrived")
        blocks.append(Table(head, tuple(map(_arrived, arrived)), (1, 5, 5)))
    title = f"Requests: {made.title}" if made.title else "Requests"
    return Document(title, tuple(blocks), made.marking, header=made.service)


def _counted(waiting: int) -> str:
    match waiting:
        case 0:
            return "Nothing is asked for at present."
        case 1:
            return "Please send us the following."
        case _:
            return f"Please send us the following {waiting}."


def _arrived(line: RequestLine) -> tuple[tuple[Run, ...], ...]:
    what = "; ".join(label for _, label in line.arrived)
    return runs(line.request.id), runs(line.request.wording), runs(what)
