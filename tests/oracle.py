"""A slow, plain reading of DESIGN section 4, to compare the real rules with.

Everything here takes the bundle of DESIGN section 3 as a plain dict, and a programme as
``{"questions": {id: {"area", "expects"}}, "stale_after_months": {kind: n}, "required": {"lines",
"kinds"}, "coverage": []}``.  Each step stands under the clause that it reads.  ``lost`` is one
source or voice that is thought away (DESIGN 4.5, *rests on*).

Import the module, not its names: pytest would take an imported ``tests_of`` for a test.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

Bundle = dict[str, Any]
Programme = dict[str, Any]
Node = tuple[str, str]  # ("source" | "voice" | "gate" | "end", id)
Way = tuple[Node, ...]
Gap = tuple[str, tuple[tuple[str, str], ...], bool]  # code, items of `about`, planned

END: Node = ("end", "")
STANCES = {"supports", "qualifies", "contradicts"}
SUPERVISED = {"supervised_people", "parents_carers", "victims"}
GATES_BEFORE_SOURCES = {
    "kinds": "kind",
    "recorders": "recorded_by",
    "sites": "site",
    "agencies": "agency",
}
EXTRA_TESTS = {"sites": "second_site", "agencies": "second_agency"}


class Verdict(NamedTuple):
    """A finding's status, the number of the rule of DESIGN 4.4 that gave it, and acceptance."""

    status: str
    rule: int
    accepted: bool = False


# --- the records ------------------------------------------------------------------------------


def natural(identifier: str) -> list[tuple[int, str]]:
    """The key that puts S2 before S10."""
    parts = re.findall(r"\d+|\D+", identifier)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def records(bundle: Bundle, name: str) -> list[dict[str, Any]]:
    """One list of the bundle; any list may be absent."""
    return list(bundle.get(name) or [])


def record(bundle: Bundle, name: str, identifier: str) -> dict[str, Any]:
    """The one record of that list with that id."""
    (found,) = [each for each in records(bundle, name) if each["id"] == identifier]
    return found


def source_of(bundle: Bundle, sid: str) -> dict[str, Any]:
    """The source that holds the statement."""
    return record(bundle, "sources", record(bundle, "statements", sid)["source"])


def voices_of(source: dict[str, Any]) -> list[str]:
    """The ids of the source's voices."""
    return list(source.get("voices") or [])


def derived_from(source: dict[str, Any]) -> list[str]:
    """The ids of the sources that this one is made from."""
    return list(source.get("derived_from") or [])


# --- 4.1 which evidence counts ------------------------------------------------------------------


def original(bundle: Bundle, sid: str) -> str:
    """The statement at the end of the chain of repeats."""
    # "A statement that `repeats` another counts as that other: follow the chain to its end"
    repeated = record(bundle, "statements", sid).get("repeats")
    return original(bundle, repeated) if repeated else sid


def statement_counts(bundle: Bundle, sid: str, lost: Node | None = None) -> bool:
    """Whether a link of this statement would count."""
    # "neither its statement, nor that statement's source, nor the original, nor the original's
    # source is withdrawn"; "What stands between in the chain is not asked"
    for each in (sid, original(bundle, sid)):
        if record(bundle, "statements", each).get("withdrawn"):
            return False
        if source_of(bundle, each).get("withdrawn"):
            return False
        # "and neither source is `doubtful`"
        if source_of(bundle, each).get("reliability") == "doubtful":
            return False
        if lost is not None and falls(bundle, each, lost):
            return False
    return True


def falls(bundle: Bundle, sid: str, lost: Node) -> bool:
    """Whether the statement falls with the lost source or voice."""
    statement = record(bundle, "statements", sid)
    # loss of a source: its statements no longer count
    if lost == ("source", statement["source"]):
        return True
    # loss of a voice: statements naming it no longer count
    if statement.get("voice") and lost == ("voice", statement["voice"]):
        return True
    # a statement whose source can then reach no origin no longer counts
    return not reaches_an_origin(bundle, statement["source"], lost)


def reaches_an_origin(bundle: Bundle, source_id: str, lost: Node) -> bool:
    """Whether any way is left from the source to an origin without the lost one."""
    source = record(bundle, "sources", source_id)
    if lost == ("source", source_id):
        return False
    # "a source with neither voices nor `derived_from` is its own origin"; one that lost them is not
    if not voices_of(source) and not derived_from(source):
        return True
    if any(lost != ("voice", voice) for voice in voices_of(source)):
        return True
    return any(reaches_an_origin(bundle, other, lost) for other in derived_from(source))


def counts(bundle: Bundle, link: dict[str, Any], lost: Node | None = None) -> bool:
    """Whether the link counts."""
    # "A link counts when neither its statement, nor that statement's source, nor ..."
    return statement_counts(bundle, link["statement"], lost)


def counting_links(bundle: Bundle, fid: str, lost: Node | None = None) -> list[dict[str, Any]]:
    """The finding's links that count, whatever their stance."""
    links = [link for link in records(bundle, "links") if link["finding"] == fid]
    return [link for link in links if counts(bundle, link, lost)]


def sides(bundle: Bundle, fid: str, lost: Node | None = None) -> dict[str, set[str]]:
    """The originals that support, qualify and contradict the finding."""
    # "Sides are sets of originals: the same original linked twice on one side is one"
    found: dict[str, set[str]] = {stance: set() for stance in STANCES}
    for link in counting_links(bundle, fid, lost):
        found[link["stance"]].add(original(bundle, link["statement"]))
    return found


# --- 4.2 lines ----------------------------------------------------------------------------------


def entered_sources(bundle: Bundle, statement_ids: Iterable[str]) -> list[str]:
    """The sources that hold the originals of these statements, by id."""
    # "each source holding such a statement may be entered from the start"
    originals = {original(bundle, sid) for sid in statement_ids}
    return sorted({source_of(bundle, sid)["id"] for sid in originals}, key=natural)


def sources_reached_by_derivation(
    bundle: Bundle, statement_ids: Iterable[str], lost: Node | None = None
) -> set[str]:
    """The sources that the entered ones come to by `derived_from`, at any remove."""
    originals = {original(bundle, sid) for sid in statement_ids}
    reached: set[str] = set()
    while True:
        further = set(reached)
        for source_id in {*entered_sources(bundle, originals), *reached}:
            # "if all of its statements in the set name their voice, to those voices only"
            if source_id in reached or not all_name_their_voice(bundle, source_id, originals):
                # "otherwise to all the source's voices, and also to every source it is
                # `derived_from`"
                further |= set(derived_from(record(bundle, "sources", source_id)))
        # a lost source no longer stands on any way
        further = {source_id for source_id in further if ("source", source_id) != lost}
        if further == reached:
            return reached
        reached = further


def named_voices(bundle: Bundle, source_id: str, originals: Iterable[str]) -> list[str | None]:
    """The voice of each of the source's statements in the set, None where it names none."""
    statements = [record(bundle, "statements", sid) for sid in originals]
    return [each.get("voice") for each in statements if each["source"] == source_id]


def all_name_their_voice(bundle: Bundle, source_id: str, originals: Iterable[str]) -> bool:
    """Whether every statement of the source in the set names its voice."""
    return all(named_voices(bundle, source_id, originals))


def leads_to(
    bundle: Bundle, node: Node, statement_ids: Iterable[str], lost: Node | None = None
) -> list[Node]:
    """What the node leads to in the network of these statements."""
    what, identifier = node
    # "a voice leads to the end"
    if what == "voice":
        return [END]
    source = record(bundle, "sources", identifier)
    originals = {original(bundle, sid) for sid in statement_ids}
    reached = sources_reached_by_derivation(bundle, originals, lost)
    # "a source with neither voices nor `derived_from` is its own origin and leads to the end"
    if not voices_of(source) and not derived_from(source):
        return [END]
    # "a source reached by derivation (also one that is entered as well) leads to all its voices
    # and to what it is derived from"
    onward: list[Node] = [("voice", voice) for voice in voices_of(source)]
    onward += [("source", other) for other in derived_from(source)]
    # "if all of its statements in the set name their voice, to those voices only"
    if identifier not in reached and all_name_their_voice(bundle, identifier, originals):
        named = {voice for voice in named_voices(bundle, identifier, originals) if voice}
        onward = [("voice", voice) for voice in named]
    # the lost one no longer stands on any way
    return sorted((each for each in set(onward) if each != lost), key=lambda it: natural(it[1]))


def ways(bundle: Bundle, statement_ids: Iterable[str], lost: Node | None = None) -> list[Way]:
    """Every way from an entered source to an origin."""
    originals = {original(bundle, sid) for sid in statement_ids}
    steps: dict[Node, list[Node]] = {}

    def onward(way: Way) -> Iterator[Way]:
        if way[-1] not in steps:
            steps[way[-1]] = leads_to(bundle, way[-1], originals, lost)
        for node in steps[way[-1]]:
            if node == END:
                yield way
            else:
                yield from onward((*way, node))

    starts: list[Node] = [("source", each) for each in entered_sources(bundle, originals)]
    return [way for start in starts if start != lost for way in onward((start,))]


def most_apart(candidates: list[Way]) -> int:
    """The size of the largest set of these ways of which no two share a node."""
    if not candidates:
        return 0
    first, *rest = candidates
    with_first = 1 + most_apart([way for way in rest if not set(way) & set(first)])
    # no set is larger than the number of places to begin, or to end
    if with_first == min(len({way[0] for way in candidates}), len({way[-1] for way in candidates})):
        return with_first
    return max(with_first, most_apart(rest))


def lines(bundle: Bundle, statement_ids: Iterable[str], lost: Node | None = None) -> int:
    """How many independent ways there are from these statements to origins."""
    # "every source and every voice has capacity 1"; "`lines` is the maximum flow"
    return most_apart(ways(bundle, statement_ids, lost))


def gated(bundle: Bundle, ids: Iterable[str], gate: str, lost: Node | None = None) -> int:
    """The maximum flow with gates: kinds, recorders, sites, agencies or perspectives."""
    through: list[Way] = []
    for way in ways(bundle, ids, lost):
        if gate == "perspectives":
            # "A gate after the origins, one for each voice's group"
            what, identifier = way[-1]
            group = record(bundle, "voices", identifier).get("group") if what == "voice" else None
            # "What has no such value (... an origin without a group) passes no gate"
            if group:
                through.append((*way, ("gate", group)))
        else:
            # "A gate before the entered sources, one for each kind ... `recorded_by` ... site ...
            # agency"
            value = record(bundle, "sources", way[0][1]).get(GATES_BEFORE_SOURCES[gate])
            # "What has no such value (a source without a recorder ...) passes no gate"
            if value:
                through.append((("gate", value), *way))
    # "The same network with gates of capacity 1"
    return most_apart(through)


def groups_reached(
    bundle: Bundle, statement_ids: Iterable[str], lost: Node | None = None
) -> set[str]:
    """The groups of the voices that these statements can reach, capacities aside."""
    met = {node for way in ways(bundle, statement_ids, lost) for node in way}
    voices = [record(bundle, "voices", identifier) for what, identifier in met if what == "voice"]
    return {voice["group"] for voice in voices if voice.get("group")}


# --- 4.3 tests ----------------------------------------------------------------------------------


def months_before(day: date, months: int) -> date:
    """The same day some calendar months earlier, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def visit_from(bundle: Bundle) -> date | None:
    """The day on which the visit begins, if it is set."""
    begins = (bundle.get("inspection") or {}).get("visit_from")
    return date.fromisoformat(begins) if begins else None


def is_current(bundle: Bundle, sid: str, programme: Programme, today: date) -> bool:
    """Whether the statement's source is dated within the limit for its kind."""
    source = source_of(bundle, sid)
    # "an undated source is not current"
    if not source.get("dated"):
        return False
    kind = "meeting" if source["kind"] == "interview" else source["kind"]
    limit = programme["stale_after_months"].get(kind)
    if limit is None:
        return True
    # "in months back from visit_from (no visit date: from today)"
    cutoff = months_before(visit_from(bundle) or today, limit)
    return date.fromisoformat(source["dated"]) >= cutoff


def tests_of(
    bundle: Bundle, fid: str, programme: Programme, today: date, lost: Node | None = None
) -> dict[str, bool]:
    """Each test of corroboration, passed or failed, over the supporting statements."""
    supports = sides(bundle, fid, lost)["supports"]
    required = programme["required"]
    found = {
        # "`second_line`: lines(S) >= 2"
        "second_line": lines(bundle, supports, lost) >= required.get("lines", 2),
        # "`second_kind`: kinds(S) >= 2"
        "second_kind": gated(bundle, supports, "kinds", lost) >= required.get("kinds", 2),
        # "some voice that S can reach ... has a group, and not leaders"
        "outside_leadership": bool(groups_reached(bundle, supports, lost) - {"leaders"}),
        # "some statement of S is from a source dated within the programme's age limit"
        "current": any(is_current(bundle, sid, programme, today) for sid in supports),
    }
    # "A programme may raise these (`lines = 3`) or add `sites` (thematic) and `agencies` (JTAI)"
    for gate, name in EXTRA_TESTS.items():
        if gate in required:
            found[name] = gated(bundle, supports, gate, lost) >= required[gate]
    return found


# --- 4.4 status ---------------------------------------------------------------------------------


def standing_outcome(bundle: Bundle, fid: str, lost: Node | None = None) -> str | None:
    """The outcome of the finding's resolution, unless a counting link has reopened it."""
    resolution = record(bundle, "findings", fid).get("resolution")
    if not resolution:
        return None
    # "It records which links it saw (`seen`); a counting link it did not see reopens it"
    seen = set(resolution.get("seen") or [])
    if {link["statement"] for link in counting_links(bundle, fid, lost)} - seen:
        return None
    return str(resolution["outcome"])


def status_of(
    bundle: Bundle, fid: str, programme: Programme, today: date, lost: Node | None = None
) -> Verdict:
    """The finding's status: the first rule that fits."""
    found = sides(bundle, fid, lost)
    either = found["supports"] | found["qualifies"]
    contradicts = found["contradicts"]
    # "1. no counting link: silent"
    if not either and not contradicts:
        return Verdict("silent", 1)
    # "2. S or Q non-empty, contradicting statements (C) non-empty, not resolved: conflicting"
    if either and contradicts:
        outcome = standing_outcome(bundle, fid, lost)
        if outcome is None:
            return Verdict("conflicting", 2)
        # "`stands` (... stays conflicting, marked as accepted, and is no gap)"
        if outcome == "stands":
            return Verdict("conflicting", 2, accepted=True)
        # "`not_upheld` (then without S and Q: not_supported)"
        if outcome == "not_upheld":
            return Verdict("not_supported", 3)
        # "`upheld` (the status is then computed without C)": on to rule 4
    # "3. only C: not_supported"
    if not either:
        return Verdict("not_supported", 3)
    # "4. lines(S+Q) = 1: single_source"
    if lines(bundle, either, lost) == 1:
        return Verdict("single_source", 4)
    # "5. all tests pass: corroborated"
    if all(tests_of(bundle, fid, programme, today, lost).values()):
        return Verdict("corroborated", 5)
    # "6. otherwise: partly_corroborated"
    return Verdict("partly_corroborated", 6)


def assessment(bundle: Bundle, fid: str, programme: Programme, today: date) -> dict[str, Any]:
    """The finding as `status --json` shows it, without witness, rests_on and settles.

    ``rule`` is the number of the rule in DESIGN 4.4, and ``accepted`` is added.
    """
    finding = record(bundle, "findings", fid)
    found = sides(bundle, fid)
    verdict = status_of(bundle, fid, programme, today)
    return {
        "id": fid,
        "area": programme["questions"][finding["question"]]["area"],
        "question": finding["question"],
        "text": finding["text"],
        "status": verdict.status,
        "accepted": verdict.accepted,
        "lines": {
            "supports": lines(bundle, found["supports"]),
            "qualifies": lines(bundle, found["qualifies"]),
            "contradicts": lines(bundle, found["contradicts"]),
            "support_and_qualify": lines(bundle, found["supports"] | found["qualifies"]),
        },
        # "with `kinds`, `perspectives` and `recorders` counted over S"
        "kinds": gated(bundle, found["supports"], "kinds"),
        "perspectives": gated(bundle, found["supports"], "perspectives"),
        "recorders": gated(bundle, found["supports"], "recorders"),
        "tests": tests_of(bundle, fid, programme, today),
        "rule": verdict.rule,
    }


# --- 4.5 what a status rests on -----------------------------------------------------------------


def rests_on(bundle: Bundle, fid: str, programme: Programme, today: date) -> list[str]:
    """The ids of each single source or voice whose loss would change the status, by id."""
    # "each single source or voice whose loss would change the status"
    now = status_of(bundle, fid, programme, today).status
    candidates: list[Node] = [("source", each["id"]) for each in records(bundle, "sources")]
    candidates += [("voice", each["id"]) for each in records(bundle, "voices")]
    changing = [
        node[1]
        for node in candidates
        if status_of(bundle, fid, programme, today, lost=node).status != now
    ]
    return sorted(changing, key=natural)


# --- 4.6 gaps -----------------------------------------------------------------------------------


def evidence_on(bundle: Bundle, question: str) -> set[str]:
    """The originals that count on the key question, by its findings' links or tied to it."""
    found: set[str] = set()
    for finding in records(bundle, "findings"):
        if finding["question"] == question:
            for link in counting_links(bundle, finding["id"]):
                found.add(original(bundle, link["statement"]))
    for statement in records(bundle, "statements"):
        tied = question in (statement.get("questions") or [])
        if tied and statement_counts(bundle, statement["id"]):
            found.add(original(bundle, statement["id"]))
    return found


def gaps(bundle: Bundle, programme: Programme, today: date) -> list[Gap]:
    """Every gap as (code, items of `about` by key, planned), sorted by code and about."""
    begins = visit_from(bundle)
    # "Before the visit, what only fieldwork can bring is *planned*, not red"
    before_visit = begins is None or today < begins
    found = [
        *finding_gaps(bundle, programme, today, before_visit),
        *question_gaps(bundle, programme, before_visit),
        *area_gaps(bundle, programme, before_visit),
        *record_gaps(bundle),
    ]
    return sorted(found)


def gap(code: str, planned: bool = False, **about: str) -> Gap:
    """One gap, its `about` as sorted items so that gaps can be compared and put in a set."""
    return (code, tuple(sorted(about.items())), planned)


def finding_gaps(
    bundle: Bundle, programme: Programme, today: date, before_visit: bool
) -> Iterator[Gap]:
    """The gaps about findings."""
    for finding in records(bundle, "findings"):
        fid = finding["id"]
        verdict = status_of(bundle, fid, programme, today)
        supports = sides(bundle, fid)["supports"]
        passed = tests_of(bundle, fid, programme, today)
        # "conflict | a conflicting finding, not accepted"
        if verdict.status == "conflicting" and not verdict.accepted:
            yield gap("conflict", finding=fid)
        # "leadership_only | a finding fails outside_leadership" (one that has support)
        if supports and not passed["outside_leadership"]:
            yield gap("leadership_only", finding=fid)
        # "circular | a finding with two counting supporting statements or more, and one line"
        if len(supports) >= 2 and lines(bundle, supports) == 1:
            yield gap("circular", finding=fid)
        # "one_kind | a finding or key question with a single kind | expected before fieldwork"
        if gated(bundle, supports, "kinds") == 1:
            yield gap("one_kind", planned=before_visit, finding=fid)
        # "stale | support exists, none current"
        if supports and not passed["current"]:
            yield gap("stale", finding=fid)
        # "prior_action | an earlier recommendation without current evidence"
        if finding.get("recommendation") and not passed["current"]:
            yield gap("prior_action", finding=fid)


def question_gaps(bundle: Bundle, programme: Programme, before_visit: bool) -> Iterator[Gap]:
    """The gaps about key questions."""
    inspection = bundle.get("inspection") or {}
    for question, asked in programme["questions"].items():
        evidence = evidence_on(bundle, question)
        sources = [source_of(bundle, sid) for sid in evidence]
        kinds = {source["kind"] for source in sources}
        # "no_evidence | a key question without a counting statement"
        if not evidence:
            yield gap("no_evidence", question=question)
        # "one_kind | a finding or key question with a single kind | expected before fieldwork"
        if gated(bundle, evidence, "kinds") == 1:
            yield gap("one_kind", planned=before_visit, question=question)
        # "expected_missing | a kind that the key question expects has nothing | by kind:
        # documents and data at once, the rest expected before fieldwork"
        for kind in asked["expects"]:
            met = {"meeting", "interview"} if kind == "meeting" else {kind}
            if not kinds & met:
                planned = before_visit and kind not in ("document", "data")
                yield gap("expected_missing", planned=planned, question=question, kind=kind)
        # "coverage | a site or agency without evidence on a key question | thematic, JTAI"
        for many, one in (("sites", "site"), ("agencies", "agency")):
            if many in programme["coverage"]:
                for place in inspection.get(many) or []:
                    if place not in {source.get(one) for source in sources}:
                        yield gap("coverage", **{one: place, "question": question})


def area_gaps(bundle: Bundle, programme: Programme, before_visit: bool) -> Iterator[Gap]:
    """The gaps about areas."""
    for area in {asked["area"] for asked in programme["questions"].values()}:
        evidence: set[str] = set()
        for question, asked in programme["questions"].items():
            if asked["area"] == area:
                evidence |= evidence_on(bundle, question)
        heard = groups_reached(bundle, evidence)
        # "no_voice | an area without practitioners, or without supervised people, parents,
        # children or victims | expected before fieldwork"
        if "practitioners" not in heard or not heard & SUPERVISED:
            yield gap("no_voice", planned=before_visit, area=area)


def record_gaps(bundle: Bundle) -> Iterator[Gap]:
    """The gaps about single sources and statements."""
    for source in records(bundle, "sources"):
        # "clarify | flagged by the inspector, or undated, or without a voice"
        unclear = not source.get("dated") or not voices_of(source) or source.get("clarify")
        # and: unaccepted tracked changes made after the inspection was announced; nobody noted
        # when that was, yet it was no later than the day the visit begins
        inspection = bundle.get("inspection") or {}
        known_from = inspection.get("announced") or inspection.get("visit_from")
        changed = (source.get("file") or {}).get("changed_at")
        if known_from and changed and changed[:10] >= known_from[:10]:
            unclear = True
        if unclear and not source.get("withdrawn"):
            yield gap("clarify", source=source["id"])
    for statement in records(bundle, "statements"):
        sid = statement["id"]
        if statement.get("withdrawn") or source_of(bundle, sid).get("withdrawn"):
            continue
        # "clarify | flagged by the inspector, ..."
        if statement.get("clarify"):
            yield gap("clarify", statement=sid)
        # "orphan | a statement with no link and no key question"
        linked = any(link["statement"] == sid for link in records(bundle, "links"))
        if not linked and not statement.get("questions"):
            yield gap("orphan", statement=sid)
