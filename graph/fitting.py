"""Which session would settle which gap, and why; and which one would be needed where none would.

A session is thought to have been held: a source of its kind, with its voices, at its site, dated
within the visit. It fits a gap where that would pass the test that fails (DESIGN 4.7), by the same
networks that count lines and kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence.model import About, Session, Source
from evidence.programme import Programme
from evidence.state import State
from evidence.words import Group, Kind, id_order, spoken
from graph.counting import counting_on
from graph.gaps import Gap
from graph.lines import Network, kind_gate, network
from graph.status import Assessments

__all__ = ["Fit", "Fitting"]

#: Evidence that a service has rather than says: it is requested, not asked for in a session.
_SENT: tuple[Kind, ...] = ("document", "data")
_NAMED = 3
#: Groups that write down what is: nobody of them is asked about somebody else's practice.
_RECORDING: frozenset[Group] = frozenset({"inspectors", "data_system"})
#: How little a session is liked for a gap that it would settle all the same.
_OTHER_KIND = 3
_HEARD_ALREADY = 2
_OF_LEADERS = 2
_NOT_NAMED = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """Why a session would settle a gap, and how little it is liked for it: 0 is best."""

    why: str
    dislike: int = 0


class Fitting:
    """What each session would settle, as the evidence stands."""

    def __init__(self, state: State, programme: Programme, assessments: Assessments) -> None:
        self._state = state
        self._programme = programme
        self._assessments = assessments
        self._questions: dict[str, Network] = {}
        self._known: dict[tuple[str, ...], Fit | None] = {}

    def fit(self, gap: Gap, session: Session) -> Fit | None:
        """Why a session would settle a gap; None where it would not."""
        voices = tuple(sorted(set(session.voices), key=id_order))
        like = (gap.key, session.kind, session.site or "", session.agency or "", *voices)
        if like not in self._known:
            self._known[like] = self._fit(gap, session, voices)
        return self._known[like]

    def desk(self, gap: Gap) -> str:
        """Why no session settles a gap; nothing where one could."""
        if gap.code == "orphan":
            return "no session settles it: tie it to a finding or a key question, or withdraw it"
        if gap.code == "expected_missing" and gap.kind in _SENT:
            return f"a {_evidence(gap.kind)} would settle it: request it"
        expected = set(self._expected(gap.about))
        if gap.code == "no_evidence" and expected and expected <= set(_SENT):
            return "documents or data would settle it: request them"
        if gap.code == "clarify" and not self._said(gap.about):
            return "nobody is known who could be asked: request it in writing"
        return ""

    def needed(self, gap: Gap) -> str:
        """The session that would settle a gap, as in "with practitioners"."""
        assessment = self._assessments.get(gap.about.finding or "")
        settling = {each.test: each for each in assessment.settles} if assessment else {}
        match gap.code:
            case "conflict" if "conflict" in settling:
                return _with(settling["conflict"].groups, settling["conflict"].kinds)
            case "circular" if "second_line" in settling:
                return _with(settling["second_line"].groups, ())
            case "leadership_only" if "outside_leadership" in settling:
                return _with(settling["outside_leadership"].groups, ())
            case "leadership_only" | "circular" | "conflict":
                return "with somebody else than those heard"
            case "no_voice":
                return " and ".join(_with(groups, ()) for groups in gap.unheard)
            case "coverage":
                return f"at {gap.about.site}" if gap.about.site else f"with {gap.about.agency}"
            case "clarify":
                labels = [self._state.voices[voice].label for voice in self._said(gap.about)]
                return f"with {' or '.join(labels[:_NAMED])}"
            case "expected_missing" if gap.kind:
                return f"of the kind {spoken(gap.kind)}"
            case "one_kind" if "second_kind" in settling:
                return _with((), _live(settling["second_kind"].kinds))
            case "no_evidence" | "one_kind":
                return _with((), _live(self._expected(gap.about)))
            case _:
                return "of any kind"

    # -- the tests ----------------------------------------------------------------------------

    def _fit(self, gap: Gap, session: Session, voices: tuple[str, ...]) -> Fit | None:
        if self.desk(gap):
            return None
        expected, groups = self._expected(gap.about), self._groups(voices)
        meets = not expected or _meets(session.kind, expected)
        if groups and groups <= _RECORDING and not (expected and meets) and gap.code != "clarify":
            return None
        why = self._why(gap, session, voices)
        if not why:
            return None
        dislike = 0 if meets else _OTHER_KIND
        dislike += _OF_LEADERS if groups and groups <= {"leaders"} else 0
        dislike += 0 if self._named(gap.about, session.kind, voices) else _NOT_NAMED
        if gap.about.finding is not None and gap.code != "conflict":
            heard = self._assessments[gap.about.finding].supports.voices.values()
            if any(set(voices) & set(each) for each in heard):
                dislike += _HEARD_ALREADY
        return Fit(why, dislike)

    def _why(self, gap: Gap, session: Session, voices: tuple[str, ...]) -> str:
        """Why a session would pass the test that fails; nothing where it would not."""
        about, who = gap.about, self._who(voices)
        kind = _a(session.kind)
        groups = self._groups(voices)
        match gap.code:
            case "conflict":
                return self._between(about.finding or "", session, voices)
            case "leadership_only":
                return f"not of the leadership: {who}" if groups - {"leaders"} else ""
            case "circular":
                supports = self._assessments[about.finding or ""].supports
                if _thought_held(supports, session, voices).lines > supports.lines:
                    return f"an independent line for {about.finding}: {who}"
                return ""
            case "one_kind":
                standing = self._standing(about)
                if _thought_held(standing, session, voices).ways(kind_gate, most=2)[1:]:
                    return f"{kind} is another kind of evidence"
                return ""
            case "no_evidence":
                expected = self._expected(about)
                if expected and not _meets(session.kind, expected):
                    return ""
                return (
                    f"{about.question} expects {_plural(session.kind)}"
                    if expected
                    else "anything said there is evidence"
                )
            case "expected_missing":
                met = gap.kind is not None and _meets(session.kind, (gap.kind,))
                return f"{about.question} expects {_plural(session.kind)}" if met else ""
            case "no_voice":
                heard = [each for each in gap.unheard if groups & set(each)]
                if not heard:
                    return ""
                left = "" if len(heard) == len(gap.unheard) else "; somebody else is still unheard"
                return f"not heard on {about.area} yet: {who}{left}"
            case "coverage":
                if about.site is not None:
                    return f"it is at {about.site}" if session.site == about.site else ""
                return f"it is of {about.agency}" if session.agency == about.agency else ""
            case "clarify":
                asked = [voice for voice in voices if voice in self._said(about)]
                return f"it is the account of {self._who(tuple(asked))}" if asked else ""
            case "stale" | "prior_action":
                return "what is said there is current"
            case _:
                return ""

    def _between(self, finding: str, session: Session, voices: tuple[str, ...]) -> str:
        """Why a session would bring a line independent of both sides of a conflict."""
        assessment = self._assessments[finding]
        sides = (assessment.support_and_qualify, assessment.contradicts)
        heard = {voice for side in sides for each in side.voices.values() for voice in each}
        fresh = tuple(voice for voice in voices if voice not in heard)
        if voices and not fresh:
            return ""
        for settling in assessment.settles:
            if settling.test != "conflict":
                continue
            if self._groups(fresh) & set(settling.groups):
                return f"on neither side of {finding}: {self._who(fresh)}"
            if _meets(session.kind, settling.kinds) or not (settling.groups or settling.kinds):
                return f"{_a(session.kind)} stands on neither side of {finding}"
        return ""

    # -- what the tests ask -------------------------------------------------------------------

    def _standing(self, about: About) -> Network:
        """The network of a finding's support, or of all that bears on a key question."""
        if about.finding is not None:
            return self._assessments[about.finding].supports
        question = about.question or ""
        if question not in self._questions:
            self._questions[question] = network(self._state, counting_on(self._state, question))
        return self._questions[question]

    def _expected(self, about: About) -> tuple[Kind, ...]:
        """The kinds that the key question of a finding or question expects."""
        known = self._programme.questions.get(self._question(about))
        return tuple(known.expects) if known else ()

    def _named(self, about: About, kind: Kind, voices: tuple[str, ...]) -> bool:
        """Whether these voices are those that the key question names for this kind, if any."""
        question = self._programme.questions.get(self._question(about))
        named = question.expects.get(kind, ()) if question else ()
        labels = (self._state.voices[voice] for voice in voices)
        said = " ".join(f"{voice.role} {spoken(voice.group or '')}" for voice in labels)
        return not named or not _words(" ".join(named)).isdisjoint(_words(said))

    def _question(self, about: About) -> str:
        if about.finding is not None:
            return self._state.findings[about.finding].question
        return about.question or ""

    def _said(self, about: About) -> tuple[str, ...]:
        """Whose account a source or statement is."""
        statement = self._state.statements.get(about.statement or "")
        if statement is not None and statement.voice:
            return (statement.voice,)
        source = self._state.sources.get(statement.source if statement else about.source or "")
        return source.voices if source is not None else ()

    def _groups(self, voices: Iterable[str]) -> set[Group]:
        return {group for voice in voices if (group := self._state.voices[voice].group)}

    def _who(self, voices: Sequence[str]) -> str:
        """The voices by their labels, or that none is named."""
        labels = [self._state.voices[voice].label for voice in voices]
        if not labels:
            return "whoever comes"
        more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
        return f"{', '.join(labels[:_NAMED])}{more}"


def _thought_held(standing: Network, session: Session, voices: tuple[str, ...]) -> Network:
    """A network as it would be with what a session says."""
    name = f"session {session.id}"
    source = Source(id="session", kind=session.kind, voices=voices)
    foreseen = _Foreseen(standing.state, name, source)
    return Network(
        foreseen,  # type: ignore[arg-type]  # has what a network reads of a state
        {**standing.entered, name: ()},
        {**standing.voices, name: voices},
        {**standing.derived, name: ()},
    )


class _Foreseen:
    """As much of a state as a network reads, with one source more."""

    def __init__(self, state: State, name: str, source: Source) -> None:
        self.sources = _OneMore(state.sources, name, source)
        self.voices = state.voices
        self.statements = state.statements


class _OneMore:
    """Sources, and one more."""

    def __init__(self, sources: dict[str, Source], name: str, source: Source) -> None:
        self._sources = sources
        self._name = name
        self._source = source

    def __getitem__(self, key: str) -> Source:
        return self._source if key == self._name else self._sources[key]


def _meets(kind: Kind, expected: Iterable[Kind]) -> bool:
    """Whether a kind is expected; an interview does what a meeting is expected to do."""
    return kind in expected or (kind == "interview" and "meeting" in expected)


def _words(text: str) -> set[str]:
    """The words of a text that tell people apart, without the ending of a plural."""
    return {word.casefold().rstrip("s") for word in text.split() if len(word) > 3}


def _live(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Those of the kinds that fieldwork brings; all where it brings none."""
    listed = tuple(kinds)
    return tuple(kind for kind in listed if kind not in _SENT) or listed


def _with(groups: Sequence[Group], kinds: Sequence[Kind]) -> str:
    said = []
    if groups:
        said.append(f"with {' or '.join(spoken(group) for group in groups[:_NAMED])}")
    if kinds:
        said.append(f"of the kind {' or '.join(spoken(kind) for kind in kinds[:_NAMED])}")
    return ", or ".join(said) or "of any kind"


def _a(kind: Kind) -> str:
    said = spoken(kind)
    return f"{'an' if said[0] in 'aeiou' else 'a'} {said}"


def _evidence(kind: Kind | None) -> str:
    return "set of data" if kind == "data" else "document"


def _plural(kind: Kind) -> str:
    return {"survey": "surveys", "data": "data"}.get(kind, f"{spoken(kind)}s")
