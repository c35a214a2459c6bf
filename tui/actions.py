"""Every action with its keys, once: bindings, footer, help, palette and the printed list of keys.

An action stands in a *place*: a screen, or "everywhere". Keys are those that every terminal sends;
a user's settings may give others by the action's id ("finding.supports": "s,S").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from textual.binding import Binding, BindingType

from tui.widgets.pages import TextPane
from tui.widgets.rows import RowList


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. ``call`` is the screen's method without ``action_``."""

    place: str
    call: str
    keys: str
    label: str
    tip: str
    footer: bool = False

    @property
    def id(self) -> str:
        """What settings name it by."""
        name = self.call.replace("('", "_").replace("')", "")
        name = name.replace("(-1)", "_before").replace("(1)", "_after")
        return f"{self.place}.{name}"

    @property
    def name(self) -> str:
        """The method's name, without what it is given."""
        return self.call.split("(")[0]

    @property
    def shown_keys(self) -> str:
        """The keys as help shows them."""
        return " ".join(_SHOWN.get(key, key) for key in self.keys.split(","))


_SHOWN = {
    "question_mark": "?",
    "equals_sign": "=",
    "slash": "/",
    "colon": ":",
    "escape": "esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "ctrl+p": "^p",
    "ctrl+q": "^q",
    "ctrl+r": "^r",
    "ctrl+s": "^s",
    "ctrl+e": "^e",
    "ctrl+f": "^f",
    "ctrl+g": "^g",
    "ctrl+l": "^l",
    "ctrl+n": "^n",
    "ctrl+o": "^o",
    "ctrl+t": "^t",
    "ctrl+y": "^y",
    "ctrl+z": "^z",
    "full_stop": ".",
    "space": "space",
}

_PLACES = {
    "everywhere": "Everywhere",
    "overview": "Overview",
    "area": "Area",
    "finding": "Finding",
    "sources": "Sources",
    "import": "Import report",
    "reading": "Reading pane",
    "gaps": "Gaps",
    "requests": "Requests",
    "plan": "Visit plan",
    "capture": "Capture",
    "review": "Review",
    "audit": "Audit",
    "day": "End of the day",
    "check": "Check before handing over",
    "export": "Export",
    "history": "History",
    "search": "Search",
    "echoes": "Echoes",
}

_E = "everywhere"
_ACTIONS: tuple[Action, ...] = (
    Action(_E, "go('overview')", "1", "Overview", "The five areas and the convergence matrix"),
    Action(_E, "go('area')", "2", "Area", "An area's key questions and findings"),
    Action(_E, "go('sources')", "3", "Sources", "What was submitted, heard and seen; to read"),
    Action(_E, "go('gaps')", "4", "Gaps", "What is missing or unsettled, and what would settle it"),
    Action(_E, "go('capture')", "5", "Capture", "Type notes during a session, a line a statement"),
    Action(_E, "go('history')", "6", "History", "Everything that was done, and when"),
    Action(_E, "go('review')", "7", "Review", "What is suggested, to judge one by one"),
    Action(_E, "go('plan')", "8", "Visit plan", "The timetable, and what to ask in which session"),
    Action(_E, "go('audit')", "9", "Audit", "A draft report's sentences against the evidence"),
    Action(_E, "search", "ctrl+f,F", "Search", "Find words in the whole inspection"),
    Action(
        _E, "help", "question_mark,f1", "Help", "The keys of this screen, and how to work", True
    ),
    Action(_E, "palette", "colon,ctrl+p", "Commands", "Find any action by name"),
    Action(_E, "undo", "u", "Undo", "Undo the last change"),
    Action(_E, "redo", "U,ctrl+r", "Redo", "Do again what was undone"),
    Action(
        _E,
        "catch_up",
        "f5",
        "Show later",
        "Show what its writer added since, where you only look",
        True,
    ),
    Action(_E, "copy", "y", "Copy", "Copy what is highlighted"),
    Action(_E, "back", "escape", "Back", "Go back"),
    Action(_E, "quit", "ctrl+q", "Quit", "Close the inspection; everything is saved already"),
    # Overview
    Action("overview", "open", "enter,o", "Open area", "Open the highlighted area", True),
    Action("overview", "other_pane", "tab", "Matrix", "Between the areas and the matrix", True),
    Action("overview", "day", "d", "Day", "The end of the day: what changed, what remains", True),
    Action("overview", "check", "c", "Check", "What may not be handed over as it is", True),
    Action(
        "overview",
        "export",
        "x",
        "Export",
        "Write a summary to a file, for one of its readers",
        True,
    ),
    Action("overview", "quit", "q", "Quit", "Leave; everything is saved already", True),
    Action("overview", "describe", "e", "Describe", "Title, service, dates of the visit", True),
    # Area
    Action("area", "open", "enter,o", "Open", "The finding's evidence for and against", True),
    Action("area", "write", "n", "New", "Write a finding under this key question", True),
    Action(
        "area", "amend", "e", "Edit", "Change the finding's wording, polarity or question", True
    ),
    Action("area", "view", "v", "View", "List, outline, lanes or matrix of the area", True),
    Action("area", "filter", "slash", "Filter", "Show only findings with these words", True),
    Action(
        "area",
        "next_area",
        "right_square_bracket,right",
        "Next area",
        "The next of the five areas",
    ),
    Action(
        "area",
        "previous_area",
        "left_square_bracket,left",
        "Previous area",
        "The area before",
    ),
    Action("area", "remove", "delete", "Remove", "Take the finding away (undo brings it back)"),
    # Finding
    Action("finding", "stance('supports')", "s", "Supports", "The statement supports it", True),
    Action("finding", "stance('qualifies')", "q", "Qualifies", "The statement qualifies it", True),
    Action("finding", "stance('contradicts')", "c", "Contradicts", "It contradicts it", True),
    Action("finding", "link", "t", "Tie", "Find a statement and tie it to this finding", True),
    Action("finding", "resolve", "r", "Resolve", "Settle the conflict, with a reason", True),
    Action("finding", "view", "v", "View", "Evidence, why, or the finding's small graph", True),
    Action(
        "finding",
        "suggested",
        "f7",
        "Review",
        "What may be suggested of this statement alone",
        True,
    ),
    Action("finding", "unlink", "x,delete", "Unlink", "Take the statement off this finding"),
    Action("finding", "source", "o,enter", "Source", "Read the statement where it stands"),
    Action("finding", "note", "e", "Note", "Say why the statement bears on it so"),
    Action("finding", "withdraw", "w", "Withdraw", "Count the statement no more, or again"),
    Action("finding", "repeats", "equals_sign", "Repeats", "It only repeats another statement"),
    # Sources
    Action("sources", "open", "enter,o", "Read", "Open the source in the reading pane", True),
    Action("sources", "add", "a", "Add", "Add files as sources: one, a folder, a zip", True),
    Action("sources", "stop", "x", "Stop", "Stop adding files; what is in stays"),
    Action("sources", "report", "i", "Import report", "What the files added last came to"),
    Action(
        "sources", "describe", "e", "Describe", "Title, kind, date, reliability, site, agency", True
    ),
    Action("sources", "voices", "p", "Voices", "Whose account it is, and who speaks in it", True),
    Action("sources", "withdraw", "w", "Withdraw", "Count nothing of it, or count it again", True),
    Action("sources", "origin", "d", "Derived", "What other sources it is derived from"),
    Action("sources", "flag", "f", "Flag", "Flag it for clarification, or take the flag off"),
    Action("sources", "echoes", "equals_sign", "Echoes", "What sources repeat of one another"),
    Action("sources", "reread", "R", "Read anew", "Read anew what a newer reader reads"),
    Action("sources", "filter", "slash", "Filter", "Show only sources with these words", True),
    # Import report
    Action("import", "open", "enter,o", "Read", "Read the source that the file became", True),
    Action("import", "filter", "slash", "Filter", "Show only files with these words", True),
    # Reading pane
    Action("reading", "mark", "m,space", "Mark", "Take the passage or selection as evidence", True),
    Action("reading", "tie", "t", "Tie", "Tie the statement to a finding or key question", True),
    Action("reading", "likely", "q", "Question", "Take it under the likely key question", True),
    Action("reading", "other_likely", "Q", "Others", "Choose among the next likely key questions"),
    Action(
        "reading",
        "suggested",
        "f7",
        "Review",
        "What may be suggested of this statement alone",
        True,
    ),
    Action("reading", "voice", "p", "Voice", "Whose account the statement is", True),
    Action(
        "reading", "next_mark", "n", "Next", "The next statement, or the next place found", True
    ),
    Action("reading", "previous_mark", "N", "Previous", "The one before"),
    Action(
        "reading",
        "changes",
        "c",
        "Changes",
        "With its changes, as accepted, or as it was before",
    ),
    Action("reading", "find", "slash", "Find", "Find words in this text", True),
    Action("reading", "withdraw", "w", "Withdraw", "Count the statement no more, or again"),
    Action("reading", "flag", "f", "Flag", "Flag the statement for clarification"),
    # Gaps
    Action("gaps", "open", "enter,o", "Evidence", "Open the evidence at hand", True),
    Action("gaps", "next", "n", "Next", "Looked at: to the next that was not yet", True),
    Action("gaps", "ask", "a", "Ask", "Make a question for a session from this gap", True),
    Action(
        "gaps", "set_aside", "x", "Set aside", "Set the gap aside with a reason, or recall", True
    ),
    Action("gaps", "requests", "r", "Requests", "What the service is asked to send", True),
    Action("gaps", "only", "s", "Only", "Those of an area, key question, source or phase", True),
    Action("gaps", "code", "c", "Code", "Show one code only, then the next"),
    Action("gaps", "planned", "p", "Planned", "Show or hide what fieldwork will bring"),
    Action("gaps", "aside", "d", "Aside", "Show or hide what was set aside, and why"),
    Action("gaps", "suggested", "f7", "Review", "What may be suggested of this statement alone"),
    Action("gaps", "filter", "slash", "Filter", "Show only gaps with these words"),
    # Requests
    Action("requests", "open", "enter,e", "Edit", "Wording, why and by when", True),
    Action("requests", "add", "a", "Add", "Request what is proposed, or something else", True),
    Action("requests", "accept", "R", "All", "Request everything that is proposed", True),
    Action("requests", "sent", "s", "Sent", "It was sent to the service, or not yet", True),
    Action("requests", "received", "t", "Tick off", "Which source arrived for it", True),
    Action("requests", "drop", "x,delete", "Drop", "Ask for it no more, or again", True),
    Action("requests", "write", "w", "Write", "Write the list to a file for the service", True),
    # Visit plan
    Action("plan", "open", "enter,o", "Open", "The evidence behind it; a session to change", True),
    Action("plan", "move", "m", "Move", "Put the ask into another session, by hand", True),
    Action("plan", "keep", "space", "Keep", "Keep the ask in its session, or let it go", True),
    Action("plan", "accept", "R", "Replan", "Accept the plan as it is proposed", True),
    Action("plan", "edit", "e", "Edit", "The wording and minutes of an ask; a session", True),
    Action("plan", "new", "n", "New", "Add a session to the timetable", True),
    Action("plan", "sheets", "S", "Sheets", "Write a page for each session to a file", True),
    Action("plan", "check", "w", "Check", "What is leading or revealing in the wording"),
    Action("plan", "voices", "p", "Voices", "Whose account the session will be"),
    Action("plan", "take_in", "i", "Import", "A timetable from a .csv or .ics file"),
    Action("plan", "remove", "x,delete", "Drop", "Ask it no more; take the session away"),
    Action("plan", "requests", "r", "Requests", "What the service is asked to send"),
    # Capture
    Action("capture", "sessions", "ctrl+o", "Session", "Choose or begin a session", True),
    Action("capture", "voices", "ctrl+n", "Voices", "Whose account the session is", True),
    Action("capture", "tie", "ctrl+t", "Tie", "Tie the highlighted line to a finding", True),
    Action("capture", "likely", "ctrl+y", "Question", "Tie it to its likely key question"),
    Action("capture", "suggested", "f7", "Review", "What may be suggested of this statement alone"),
    Action("capture", "correct", "ctrl+e", "Correct", "Correct the highlighted line", True),
    Action("capture", "asks", "ctrl+l", "Asks", "Show or hide what is to be asked here", True),
    Action("capture", "undo_note", "ctrl+z", "Undo", "Undo, also while you type", True),
    Action("capture", "every_wording", "ctrl+g", "Quoting", "Are the next lines quotes or not"),
    Action(
        "capture", "notes", "tab", "Notes", "From the line to the notes, the asks, and back", True
    ),
    Action("capture", "voice", "p", "Voice", "Whose words the note is, also somebody's new here"),
    Action("capture", "split", "s", "Split", "Make two notes of the highlighted one"),
    Action("capture", "join(-1)", "b", "Join before", "Put it together with the note before"),
    Action("capture", "join(1)", "a", "Join after", "Put it together with the note after"),
    Action("capture", "wording", "q", "Quote", "Mark the note as a quote, a paraphrase, neither"),
    Action("capture", "earlier", "up", "Earlier", "The note before, while you type"),
    Action("capture", "later", "down", "Later", "The note after, while you type"),
    Action("capture", "page_earlier", "pageup", "Page up", "A page of notes back"),
    Action("capture", "page_later", "pagedown", "Page down", "A page of notes on"),
    # Review
    Action("review", "stance('supports')", "s", "Supports", "It supports the finding", True),
    Action("review", "stance('contradicts')", "c", "Contradicts", "It contradicts it", True),
    Action("review", "stance('qualifies')", "q", "Qualifies", "It qualifies it", True),
    Action("review", "unrelated", "x", "Unrelated", "Turn it down: not raised again", True),
    Action("review", "later", "l,space", "Later", "Put it at the end of the queue", True),
    Action("review", "repeats", "equals_sign", "Repeats", "It only repeats the other", True),
    Action("review", "tie", "t", "Tie", "To this key question, or to another finding"),
    Action("review", "open", "o,enter", "Source", "Read it where it stands"),
    Action("review", "evidence", "e", "Evidence", "The finding's other evidence"),
    Action("review", "beyond", "w", "Worth a look", "Show that as well, or only what is strong"),
    Action("review", "conflicts", "k", "Conflicts", "Show only possible conflicts, or all"),
    Action("review", "filter", "slash,f", "Filter", "By area, finding, source or bearing"),
    Action("review", "groups", "n", "New finding", "Statements that hang on no finding"),
    Action("review", "again", "R", "Look again", "Look for suggestions over all as it stands"),
    Action("review", "stop", "S", "Stop", "Stop looking for more"),
    Action("review", "learning", "L", "Learning", "Let your judgements order what follows, or not"),
    # Audit
    Action("audit", "open", "enter,o", "Open", "The finding or statement beside it", True),
    Action("audit", "draft", "d", "Draft", "Choose the draft report to audit", True),
    Action("audit", "every", "a", "All", "Every sentence, or those flagged and worth a look", True),
    Action("audit", "again", "R", "Again", "Audit the draft again, as all stands now", True),
    Action("audit", "stop", "x", "Stop", "Stop auditing; what was found stays"),
    # End of the day
    Action("day", "replan", "R", "Replan", "Accept the plan of the sessions to come", True),
    Action("day", "since", "s", "Since", "Count from today, or from the beginning", True),
    # Check before handing over
    Action("check", "open", "enter,o", "Open", "The statement, source or finding", True),
    Action("check", "redact", "r", "Redact", "Leave the words out of every export", True),
    Action("check", "paraphrase", "p", "Paraphrase", "Other words in every export", True),
    Action("check", "keep", "K", "Keep", "Let the words stand there, for a reason", True),
    Action(
        "check", "redact_all", "R", "Redact all", "Leave the same words out wherever they stand"
    ),
    Action("check", "keep_all", "A", "Keep all", "Keep the same words everywhere, for one reason"),
    Action("check", "recall", "x", "Take back", "Undo what was done about these words", True),
    Action("check", "reader", "f", "For", "Look at what the next reader would receive", True),
    # Export
    Action("export", "write", "w", "Write", "Write the file", True),
    Action(
        "export", "reader", "f", "For", "For the next reader: lead, panel, accuracy, visit", True
    ),
    Action("export", "file", "e", "File", "Name the file; its ending says the format", True),
    Action(
        "export",
        "form",
        "t",
        "Form",
        "A document, a page, a table, a graph, a project: all that can be written for her",
        True,
    ),
    Action("export", "area", "a", "Area", "The area of a drawing or graph"),
    Action("export", "check", "c", "Check", "Settle what is open", True),
    Action("export", "open", "enter,o", "Open", "The statement, source or finding", True),
    Action("export", "stop", "x", "Stop", "Stop; what stood at the file's place stays", True),
    # History
    Action("history", "open", "enter,o", "As it stood", "The inspection after this entry", True),
    Action("history", "filter", "slash", "Filter", "Show only entries with these words", True),
    # Search
    Action("search", "open", "enter", "Open", "Open what is highlighted where it stands", True),
    Action("search", "down", "down", "Next", "The next one, while you type", True),
    Action("search", "up", "up", "Previous", "The one before, while you type"),
    Action("search", "page_down", "pagedown", "Page down", "A page on, while you type"),
    Action("search", "page_up", "pageup", "Page up", "A page back, while you type"),
    Action(
        "search", "suggested", "f7", "Review", "What may be suggested of this statement alone", True
    ),
    Action("search", "other", "tab", "List", "Between the words and the list", True),
    # Echoes
    Action("echoes", "open", "enter,o", "Read", "Open the passage where it stands", True),
    Action("echoes", "other_side", "O", "Other", "Open the passage of the other source"),
    Action("echoes", "derived", "d", "Derived", "The one is derived from the other", True),
    Action("echoes", "derived_other_way", "D", "Other way", "The other is derived from it", True),
    Action("echoes", "repeats", "equals_sign", "Repeats", "Its statements only repeat", True),
    Action("echoes", "unrelated", "x", "Unrelated", "Offer this pair no more", True),
    Action("echoes", "next_passage", "n", "Next", "The next passage of the pair", True),
    Action("echoes", "previous_passage", "N", "Previous", "The passage before"),
)


#: What changes the inspection, by its id.
_CHANGING = frozenset(
    """
    overview.describe area.write area.amend area.remove finding.stance_supports
    finding.stance_qualifies finding.stance_contradicts finding.link finding.resolve
    finding.unlink finding.note finding.withdraw finding.repeats sources.add sources.describe
    sources.voices sources.withdraw sources.origin sources.flag sources.reread reading.mark
    reading.tie reading.likely reading.other_likely reading.voice reading.withdraw reading.flag
    gaps.ask gaps.set_aside requests.open requests.add requests.accept requests.sent
    requests.received requests.drop plan.move plan.keep plan.accept plan.edit plan.new plan.voices
    plan.take_in plan.remove capture.voices capture.tie capture.likely capture.correct capture.voice
    capture.split capture.join_before capture.join_after capture.wording capture.undo_note
    review.stance_supports review.stance_contradicts review.stance_qualifies review.repeats
    review.unrelated review.tie review.groups day.replan check.redact check.paraphrase check.keep
    check.recall echoes.derived echoes.derived_other_way echoes.repeats echoes.unrelated
    """.split()  # noqa: SIM905
)


@cache
def changing(place: str) -> dict[str, frozenset[str]]:
    """The actions of a place that change the inspection, by their call's name, with their keys."""
    found: dict[str, frozenset[str]] = {}
    for action in actions(place):
        if action.id in _CHANGING:
            keys = found.get(action.name, frozenset())
            found[action.name] = keys | frozenset(action.keys.split(","))
    return found


@cache
def actions(place: str) -> tuple[Action, ...]:
    """The actions of one place, in the order in which help lists them."""
    return tuple(action for action in _ACTIONS if action.place == place)


def bindings(place: str) -> list[BindingType]:
    """The bindings of one place, for a screen's or the app's BINDINGS."""
    return [
        Binding(
            action.keys,
            action.call,
            action.label,
            show=action.footer,
            key_display=action.shown_keys.split(" ")[0],
            tooltip=action.tip,
            id=action.id,
        )
        for action in actions(place)
    ]


def places() -> Iterator[tuple[str, str]]:
    """Every place with its title, in the order in which help lists them."""
    yield from _PLACES.items()


def cheat_sheet() -> str:
    """Every key as Markdown, as ``docs/KEYS.md`` holds it."""
    lines = ["# Keys", "", "Made from the program by `triangulate keys`.", ""]
    for place, title in places():
        lines += [f"## {title}", "", "| keys | action | what it does |", "| --- | --- | --- |"]
        lines += [
            f"| {' '.join(f'`{key}`' for key in action.shown_keys.split())} "
            f"| {action.label} | {action.tip} |"
            for action in actions(place)
        ]
        lines.append("")
    for title, widget in (
        ("In every list", RowList),
        ("In the text of the reading pane", TextPane),
    ):
        lines += [f"## {title}", "", "| keys | action |", "| --- | --- |"]
        lines += [
            f"| {' '.join(f'`{key}`' for key in binding.key.split(','))} | {binding.description} |"
            for binding in widget.BINDINGS
            if isinstance(binding, Binding)
        ]
        lines.append("")
    return "\n".join(lines)
