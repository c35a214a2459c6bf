"""Echoes: what sources repeat of one another, both texts together, to be said or turned down."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from evidence.commands import AmendSource, MarkRepeats, RefuseSuggestion
from evidence.echoes import Echo, Repeated, catch_up, echoes_among, passages_said
from evidence.echoes.offers import Offer, offered
from evidence.faults import Fault
from evidence.plain_text import shown
from evidence.search import place_of
from evidence.words import number_of
from graph.outline import place_words
from tui.actions import bindings
from tui.screens.base import InspectionScreen
from tui.session import WorkSession
from tui.showing.flowing import Piece, flowing
from tui.widgets.lines import FILL, Cell, Line
from tui.widgets.rows import RowList
from tui.widgets.telling import TellingList

__all__ = ["EchoesScreen", "differing"]

_TEACH = (
    "No passage of a source stands in another that nobody has spoken of yet.\n\n"
    "Copied paragraphs, a report quoted in minutes, and answers of an earlier survey appear here, "
    "also where some words were changed. What is copied is not a second voice: d says that one "
    "source is derived from the other, = that its statements only repeat. x turns a pair down."
)
_WIDE = 100


class EchoesScreen(InspectionScreen):
    """The pairs of sources in a list, and a passage of the highlighted pair as both have it."""

    PLACE = "echoes"
    HEADING = "Echoes"
    AUTO_FOCUS = "#offers"
    BINDINGS: ClassVar[list[BindingType]] = bindings("echoes")
    DEFAULT_CSS = """
    EchoesScreen #offers { height: 1fr; min-height: 4; }
    EchoesScreen #texts { height: 2fr; layout: vertical; }
    EchoesScreen.wide #texts { layout: horizontal; }
    EchoesScreen #texts RowList { height: 1fr; width: 1fr; }
    """

    class Compared(Message):
        """A thread has compared the texts; with those that could not be read."""

        def __init__(self, echoes: list[Echo], unread: tuple[Fault, ...]) -> None:
            super().__init__()
            self.echoes = echoes
            self.unread = unread

    def __init__(self, source: str | None = None) -> None:
        super().__init__()
        self._first = source
        self._echoes: list[Echo] | None = None
        self._unread: tuple[Fault, ...] = ()
        self._texts: dict[str, str | None] | None = None
        self._passage = 0

    def compose_body(self) -> ComposeResult:
        """How many there are, the list, which passage, and the two texts."""
        yield Static(id="count", classes="pane-title", markup=False)
        yield TellingList[Offer](
            [],
            self._draw,
            lambda offer: " ".join(sorted((offer.echo.source, offer.echo.other))),
            empty="comparing the texts ...",
            plain_ascii=self.plain_ascii,
            id="offers",
        )
        with Horizontal(id="texts"):
            for side in ("mine", "theirs"):
                yield RowList(
                    [],
                    lambda line, _width, _highlighted: line,
                    cursor=False,
                    plain_ascii=self.plain_ascii,
                    id=side,
                    classes="detail",
                )

    # -- showing ------------------------------------------------------------------------------

    @property
    def _list(self) -> TellingList[Offer]:
        return cast("TellingList[Offer]", self.query_one("#offers", TellingList))

    @property
    def _offer(self) -> Offer | None:
        return self._list.highlighted_row

    @property
    def _repeated(self) -> Repeated | None:
        offer = self._offer
        if offer is None:
            return None
        repeated = offer.echo.repeated
        return repeated[min(self._passage, len(repeated) - 1)]

    def refresh_from(self, work: WorkSession) -> None:
        """Show what is offered now; texts that came or changed are compared first."""
        texts = {key: s.file.text if s.file else None for key, s in work.state.sources.items()}
        if texts != self._texts:
            self._texts = texts
            self._compare(work)
        self._show(work)

    @work(thread=True, exclusive=True, group="comparing")
    def _compare(self, work: WorkSession) -> None:
        worker = get_current_worker()
        unread = catch_up(work.echoes, work.folder, lambda: not worker.is_cancelled)
        if not worker.is_cancelled:
            found = echoes_among(work.echoes, dict(work.state.sources))
            self.post_message(self.Compared(found, unread))

    @on(Compared)
    def _compared(self, event: Compared) -> None:
        self._echoes, self._unread = event.echoes, event.unread
        if self.work is not None:
            self._show(self.work)

    def _show(self, work: WorkSession) -> None:
        if self._echoes is None:
            return
        offers = offered(work.state, self._echoes)
        if self._first is not None:
            first = self._first
            offers.sort(key=lambda offer: first not in (offer.echo.source, offer.echo.other))
        self._list.tell(_TEACH)
        self._list.set_rows(offers)
        told = f"{len(offers)} pairs of sources repeat one another"
        if len(offers) == 1:
            told = "1 pair of sources: one repeats the other"
        if self._unread:
            told += f"; {len(self._unread)} texts could not be read: {self._unread[0]}"
        self.query_one("#count", Static).update(shown(told, self.plain_ascii))
        self._show_texts()

    def _draw(self, offer: Offer, width: int, highlighted: bool) -> Line:
        work = self.work
        if work is None:
            return ()
        echo = offer.echo
        label = work.state.sources[echo.source].label
        asked = ["d derived"] * offer.derived
        if offer.repeats:
            asked.append(f"= {number_of(len(offer.repeats), 'statement')}")
        return (
            Cell(f"{echo.source} repeats {echo.other}", 17, "strong"),
            Cell(passages_said(echo), 24),
            Cell(" ".join(label.split()), FILL, "muted"),
            Cell(f" {', '.join(asked)}", None, "accent"),
        )

    @on(RowList.Highlighted, "#offers")
    def _highlighted(self) -> None:
        self._passage = 0
        self._show_texts()

    def on_resize(self, event: Resize) -> None:
        """Side by side where there is room, and wrapped anew."""
        self.set_class(event.size.width >= _WIDE, "wide")
        self.call_after_refresh(self._show_texts)

    def _show_texts(self) -> None:
        offer, each = self._offer, self._repeated
        mine, theirs = (self.query_one(f"#{side}", RowList) for side in ("mine", "theirs"))
        if offer is None or each is None or self.work is None:
            mine.set_rows([], keep=False)
            theirs.set_rows([], keep=False)
            return
        texts = differing(each.text, each.other_text, plain_ascii=self.plain_ascii)
        echo = offer.echo
        number = f"passage {min(self._passage, len(echo.repeated) - 1) + 1} of {len(echo.repeated)}"
        for pane, source, passage, pieces, beside in (
            (mine, echo.source, each.passage, texts[0], number),
            (theirs, echo.other, each.other, texts[1], "likely the origin"),
        ):
            width = max(20, (pane.size.width or self.app.size.width - 2) - 1)
            record = self.work.state.sources[source]
            where = place_words(place_of(passage))
            head: Line = (
                Cell(f"{source} {' '.join(record.label.split())}", FILL, "strong"),
                Cell(f"  {', '.join(filter(None, (record.dated or 'undated', where)))}"),
                Cell(f"  {beside}", None, "muted"),
            )
            pane.set_rows([head, *flowing(pieces, width, self.plain_ascii)], keep=False)

    def copied(self) -> str:
        """Both passages, with their sources."""
        offer, each = self._offer, self._repeated
        if offer is None or each is None:
            return ""
        return f"“{each.text}” ({offer.echo.source}) “{each.other_text}” ({offer.echo.other})"

    # -- moving -------------------------------------------------------------------------------

    def action_next_passage(self) -> None:
        """Show the next passage of the pair."""
        self._step(1)

    def action_previous_passage(self) -> None:
        """Show the one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        offer = self._offer
        if offer is None:
            return
        place = self._passage + step
        if not 0 <= place < len(offer.echo.repeated):
            self.quietly("That is the last passage." if step > 0 else "That is the first.")
            return
        self._passage = place
        self._show_texts()

    @on(RowList.Opened, "#offers")
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the passage where it stands."""
        offer, each = self._offer, self._repeated
        if offer is not None and each is not None:
            self.inspection_app.open_source(offer.echo.source, at=each.passage.start)

    def action_other_side(self) -> None:
        """Open the passage that it repeats."""
        offer, each = self._offer, self._repeated
        if offer is not None and each is not None:
            self.inspection_app.open_source(offer.echo.other, at=each.other.start)

    # -- saying -------------------------------------------------------------------------------

    def action_derived(self) -> None:
        """Say that the one source is derived from the other."""
        self._derive(turned=False)

    def action_derived_other_way(self) -> None:
        """Say that the other is derived from it."""
        self._derive(turned=True)

    def _derive(self, *, turned: bool) -> None:
        offer, work = self._offer, self.work
        if offer is None or work is None:
            return
        if not offer.derived:
            self.quietly(f"{offer.echo.source} is derived from {offer.echo.other} already.")
            return
        source, other = offer.echo.source, offer.echo.other
        if turned:
            source, other = other, source
        origins = (*work.state.sources[source].derived_from, other)
        self.do(AmendSource(source, {"derived_from": origins}))

    def action_repeats(self) -> None:
        """Say that the statements taken from these passages only repeat the other's."""
        offer = self._offer
        if offer is None:
            return
        if not offer.repeats:
            echo = offer.echo
            self.quietly(
                f"No two statements were taken from what {echo.source} and {echo.other} share."
            )
            return
        self.do(MarkRepeats(offer.repeats))

    def action_unrelated(self) -> None:
        """Turn the pair down: it is not offered again."""
        offer = self._offer
        if offer is not None:
            self.do(RefuseSuggestion(source=offer.echo.source, origin=offer.echo.other))


def differing(
    one: str, other: str, *, plain_ascii: bool = False
) -> tuple[list[Piece], list[Piece]]:
    """Two texts as pieces, the words that only one has set between marks and in a style."""
    mine, theirs = one.split(), other.split()
    folded = [[word.casefold().strip(_SIGNS) for word in words] for words in (mine, theirs)]
    matcher = SequenceMatcher(None, folded[0], folded[1], autojunk=False)
    # In a passage that quotes another, a word here and there that is the same says nothing.
    least = 1 if matcher.ratio() >= _ALIKE else _RUN
    blocks = [b for b in matcher.get_matching_blocks() if b.size >= least or not b.size]
    return (
        list(_marked(mine, [(b.a, b.size) for b in blocks], plain_ascii)),
        list(_marked(theirs, [(b.b, b.size) for b in blocks], plain_ascii)),
    )


_ALIKE = 0.6
_RUN = 3
_SIGNS = ".,;:!?\"'“”‘’«»()[]–-"


def _marked(words: list[str], blocks: list[tuple[int, int]], plain_ascii: bool) -> Iterator[Piece]:
    """The words, those outside the blocks between marks."""
    opening, closing = ("<", ">") if plain_ascii else ("‹", "›")
    at = 0
    for start, size in blocks:
        if start > at:
            yield f"{opening}{' '.join(words[at:start])}{closing} ", "warn"
        if size:
            yield f"{' '.join(words[start : start + size])} ", ""
        at = start + size
