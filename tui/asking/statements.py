"""What is asked about a statement that stands: whose it is, why it is out, what it is tied to."""

from __future__ import annotations

from collections.abc import Callable

from evidence.commands import (
    AmendSource,
    AmendStatement,
    MarkRepeat,
    RestoreStatement,
    UnlinkStatement,
    UntieFromQuestion,
    WithdrawStatement,
)
from evidence.model import Statement
from graph.drawing import RELATIONS
from tui.asking.choices import Tie, quoted, statement_choices, voice_choices
from tui.asking.dialogs import AskLine, Choice, Choose, FillIn
from tui.asking.voices import new_voice, voice_faults, voice_fields
from tui.screens.base import InspectionScreen
from tui.session import WorkSession

__all__ = ["ask_flag", "ask_repeats", "ask_voice", "ask_withdrawn", "show_ties"]


def ask_voice(screen: InspectionScreen, work: WorkSession, statement: Statement) -> None:
    """Ask whose account it is: one of its source's voices, another, or one that is new.

    A voice that was not of the source is added to it.
    """
    source = work.state.sources[statement.source]

    def give(voice: str | None) -> None:
        if voice is None or (voice or None) == statement.voice:
            return
        if voice and voice not in source.voices:
            heard = AmendSource(source.id, {"voices": (*source.voices, voice)})
            if screen.do(heard) is None:
                return
        screen.do(AmendStatement(statement.id, {"voice": voice or None}))

    def chosen(choice: tuple[str, str] | None) -> None:
        if choice is None or choice[0] == "voice":
            give(choice[1] if choice is not None else None)
            return

        def described(values: dict[str, str] | None) -> None:
            give(new_voice(screen, values) if values is not None else None)

        form = FillIn("A new voice", voice_fields(choice[1]), voice_faults)
        screen.app.push_screen(form, described)

    own = voice_choices(work, source.id, nobody="nobody in particular")
    others = [each for each in voice_choices(work) if each.value not in source.voices]
    choices = [
        *(Choice(("voice", each.value), each.text, each.beside, each.style) for each in own),
        Choice(("new", ""), "+ a voice that is not here yet", "", "accent"),
        *(
            Choice(("voice", each.value), each.text, f"not yet heard in {source.id}", "muted")
            for each in others
        ),
    ]
    words = quoted(work, statement.id, plain_ascii=screen.plain_ascii)
    screen.app.push_screen(
        Choose(
            f"Whose account is {statement.id}? {words}",
            choices,
            empty="No voice is called so.\n\nenter  makes one of this role, heard here",
            make=lambda words: ("new", words),
        ),
        chosen,
    )


def ask_withdrawn(screen: InspectionScreen, statement: Statement) -> None:
    """Count it no more, for a reason that is asked, or count it again."""
    if statement.withdrawn:
        screen.do(RestoreStatement(statement.id))
        return

    def withdraw(reason: str | None) -> None:
        if reason is not None:
            screen.do(WithdrawStatement(statement.id, reason))

    screen.app.push_screen(AskLine(f"Why is {statement.id} withdrawn?"), withdraw)


def ask_repeats(screen: InspectionScreen, name: str, statement: Callable[[], str]) -> None:
    """Ask which statement one only repeats, or say that it stands alone.

    ``name`` is what it is called; ``statement`` gives its id, "" where it can't be, once it is
    known what it repeats.
    """
    if screen.work is None:
        return
    choices: list[Choice[str]] = [Choice("", "none: it stands alone")]
    choices += [choice for choice in statement_choices(screen.work) if choice.value != name]

    def repeat(original: str | None) -> None:
        key = statement() if original is not None else ""
        if key:
            screen.do(MarkRepeat(key, original or None))

    screen.app.push_screen(Choose(f"What does {name} only repeat?", choices), repeat)


def ask_flag(screen: InspectionScreen, statement: Statement) -> None:
    """Flag it for clarification of what is asked, or take the flag off."""
    if statement.clarify is not None:
        screen.do(AmendStatement(statement.id, {"clarify": None}))
        return

    def flag(note: str | None) -> None:
        if note is not None:
            screen.do(AmendStatement(statement.id, {"clarify": note}))

    screen.app.push_screen(AskLine(f"What about {statement.id} is unclear?"), flag)


def show_ties(
    screen: InspectionScreen, statement: Statement, tie: Callable[[], object], *, earlier: bool
) -> None:
    """Offer what it is tied to, to be opened or taken off; and to ``tie`` it to more.

    ``earlier`` says whether to offer the earlier reading that it may stand in.
    """
    work = screen.work
    if work is None:
        return

    async def chosen(choice: Tie | None) -> None:
        match choice:
            case ("finding", key):
                screen.inspection_app.open_finding(key)
            case ("question", key):
                await screen.inspection_app.open_question(key)
            case ("repeats" | "earlier", key):
                await screen.inspection_app.open_record("statements", key)
            case ("unlink", key):
                screen.do(UnlinkStatement(statement.id, key))
            case ("untie", key):
                screen.do(UntieFromQuestion(statement.id, key))
            case ("tie", _):
                tie()
            case _:
                return

    choices = _ties(work, statement, screen.plain_ascii)
    if earlier and work.state.is_left_behind(statement):
        choices.append(Choice(("earlier", statement.id), "  open it in the earlier reading"))
    if screen.may_change:
        choices.append(Choice(("tie", ""), "t tie it to a finding or key question"))
    else:
        choices = [choice for choice in choices if choice.value[0] not in ("unlink", "untie")]
    words = quoted(work, statement.id, plain_ascii=screen.plain_ascii)
    screen.app.push_screen(Choose(f"{statement.id}  {words}", choices), chosen)


def _ties(work: WorkSession, statement: Statement, plain_ascii: bool) -> list[Choice[Tie]]:
    choices: list[Choice[Tie]] = []
    for link in work.state.links_of_statement.get(statement.id, {}).values():
        text = " ".join(work.state.findings[link.finding].text.split())
        sign = RELATIONS[link.stance].on(plain_ascii)
        tied = f"{link.finding}  {text}"
        choices.append(Choice(("finding", link.finding), f"{sign} open {tied}", link.stance))
        choices.append(Choice(("unlink", link.finding), f"  take off {tied}", "", "muted"))
    for question in statement.questions:
        asked = work.programme.questions.get(question)
        tied = f"{question}  {asked.text if asked else ''}"
        choices.append(Choice(("question", question), f"? open {tied}", "key question"))
        choices.append(Choice(("untie", question), f"  take off {tied}", "", "muted"))
    if statement.repeats:
        choices.append(Choice(("repeats", statement.repeats), f"= open {statement.repeats}"))
    return choices
