"""What is wrong with a bundle is said of all of it, each fault with its path."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.commands import Context, LoadBundle, parse_bundle
from evidence.faults import Refused
from evidence.integrity import faults_in
from evidence.state import State
from tests.evidence.inspections import (
    as_bytes,
    dump,
    files_of,
    lists,
    load,
    new_folder,
    peopled,
)

HEAD = b'{"format":"triangulate-bundle/1",'


def faults_of(content: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        parse_bundle(content)
    return [str(fault) for fault in refused.value.faults]


def load_faults(folder_path: Path, bundle: dict[str, Any]) -> list[str]:
    with peopled(folder_path) as folder:
        before = files_of(folder_path), dump(folder)
        with pytest.raises(Refused) as refused:
            load(folder, bundle)
        assert (files_of(folder_path), dump(folder)) == before
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "the file: is no JSON (EOF while parsing a value at line 1 column 0)"),
        (b"{", "the file: is no JSON (EOF while parsing an object at line 1 column 1)"),
        (b"null", "the file: input should be an object"),
        (b"[]", "the file: input should be an object"),
        (b"{}", "format: is missing"),
        (b'{"format":"x"}', "format: input should be 'triangulate-bundle/1' (here: 'x')"),
        (
            '{"format":"triangulate-bundle/1"}'.encode("utf-16"),
            "the file: is no JSON (expected value at line 1 column 1)",
        ),
        (HEAD + b'"str":1}', "str: no such field here"),
        (HEAD + b'"voices":null}', "voices: input should be a valid array"),
        (HEAD + b'"voices":[{"id":"V1","int":2}]}', "voices[0].int: no such field here"),
        (HEAD + b'"voices":[{"role":"x"}]}', "voices[0].id: is missing"),
        (
            HEAD + b'"voices":[{"id":"V 1"}]}',
            "voices[0].id: is no id: 1 to 100 printable characters without spaces (here: 'V 1')",
        ),
        (
            HEAD + b'"voices":[{"id":"V1","people":-1}]}',
            "voices[0].people: input should be greater than or equal to 0 (here: -1)",
        ),
        (
            HEAD + b'"voices":[{"id":"V1","people":"3"}]}',
            "voices[0].people: input should be a valid integer (here: '3')",
        ),
        (
            HEAD + b'"sources":[{"id":"S1","kind":"data","withdrawn":"yes"}]}',
            "sources[0].withdrawn: input should be a valid boolean (here: 'yes')",
        ),
        (
            HEAD + b'"sources":[{"id":"S1","kind":"data","dated":"2026-02-30"}]}',
            "sources[0].dated: is no ISO 8601 date, such as 2026-03-09 (here: '2026-02-30')",
        ),
        (
            HEAD + b'"sessions":[{"id":"M1","kind":"meeting","starts":"noon"}]}',
            (
                "sessions[0].starts: is no ISO 8601 date and time, such as 2026-03-09T14:30 "
                "(here: 'noon')"
            ),
        ),
        (
            HEAD + b'"statements":[{"id":"E1","source":"S1","quote":" \\n"}]}',
            "statements[0].quote: is blank (here: ' \\n')",
        ),
        (
            HEAD + b'"statements":[{"id":"E1","source":"S1","quote":3}]}',
            "statements[0].quote: input should be a valid string (here: 3)",
        ),
        (
            HEAD + b'"findings":[{"id":"F1","question":"q","text":"t","resolution":'
            b'{"outcome":"upheld","seen":[{"statement":"E1","a":1}]}}]}',
            (
                "findings[0].resolution.seen[0]: input should be a valid string; "
                "findings[0].resolution.seen[0].a: no such field here"
            ),
        ),
    ],
)
def test_a_fault_in_a_bundle_is_named_with_its_path(content: bytes, fault: str) -> None:
    """Each kind of mistake is one line: the path as it is written, and what is wrong there."""
    assert "; ".join(faults_of(content)) == fault


@pytest.mark.parametrize(
    "content",
    [
        HEAD + b'"voices":[{"id":"V1","role":"\\ud800"}]}',
        HEAD + b'"\\udfff":1}',
        HEAD + b'"voices":[{"id":"V1","role":"caf\xe9"}]}',
        HEAD + b'"voices":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        b"[" * 5_000_000,
        HEAD + b'"voices":[{"id":"V1","people":' + b"9" * 100_000 + b"}]}",
    ],
    ids=["half a character", "half in a name", "Latin-1", "deep", "deeper", "a huge number"],
)
def test_what_is_no_sound_json_is_one_fault(content: bytes) -> None:
    """Half a character, another encoding, depth and size beyond measure are no JSON to us."""
    (fault,) = faults_of(content)
    assert fault.startswith("the file: is no JSON (")


@pytest.mark.parametrize("time", ["NaN", "Infinity", "-Infinity", "1e999", "true"])
def test_a_time_that_is_no_number_of_json_is_refused(time: str) -> None:
    """NaN would differ from itself and could not be dumped as JSON."""
    place = f'"statements":[{{"id":"E1","source":"S1","quote":"q","place":{{"time":{time}}}}}]}}'
    (fault,) = faults_of(HEAD + place.encode())
    assert fault.startswith("statements[0].place.time: ")


@pytest.mark.parametrize("number", ["12", "12.0", "0", '"00:01:02"', "9" * 4000])
def test_a_time_is_kept_as_it_was_given(tmp_path: Path, number: str) -> None:
    """12 does not become 12.0, and a long number keeps its digits."""
    source = {"id": "S1", "kind": "data"}
    statement = {"id": "E1", "source": "S1", "quote": "q", "place": {"time": json.loads(number)}}
    with new_folder(tmp_path / "i") as folder:
        load(folder, {"sources": [source], "statements": [statement]})
        assert json.dumps(dump(folder)["statements"]) == json.dumps([statement])


def test_a_byte_order_mark_is_passed_over() -> None:
    """What Notepad puts before a file is no fault."""
    assert parse_bundle(b"\xef\xbb\xbf" + HEAD + b'"voices":[]}').plain() == {
        "format": "triangulate-bundle/1",
        "voices": [],
    }


def test_every_fault_of_form_is_named_at_once() -> None:
    """Nobody has to load a bundle five times to hear of five mistakes."""
    assert faults_of(
        HEAD + b'"inspection":{"visit_from":"soon"},"voices":[{},{"id":"V1","group":"x"}],'
        b'"links":[{"statement":"E1","finding":"F1","stance":"likes"}],"more":[]}'
    ) == [
        "inspection.visit_from: is no ISO 8601 date, such as 2026-03-09 (here: 'soon')",
        "voices[0].id: is missing",
        (
            "voices[1].group: input should be 'leaders', 'middle_managers', 'practitioners', "
            "'support_staff', 'partners', 'sentencers', 'supervised_people', 'parents_carers', "
            "'victims', 'inspectors' or 'data_system' (here: 'x')"
        ),
        "links[0].stance: input should be 'supports', 'qualifies' or 'contradicts' (here: 'likes')",
        "more: no such field here",
    ]


def test_every_reference_that_leads_nowhere_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    """Each reference has its own path, and the folder is to the byte what it was."""
    voice_less = {"id": "S8", "kind": "data"}
    assert load_faults(
        tmp_path / "i",
        {
            "sources": [
                voice_less,
                {"id": "S9", "kind": "data", "voices": ["V9"], "derived_from": ["S1", "S7"]},
            ],
            "statements": [
                {"id": "E5", "source": "S8", "quote": "q", "voice": "V1"},
                {"id": "E6", "source": "S7", "quote": "q", "voice": "V1", "repeats": "E99"},
                {"id": "E7", "source": "S8", "quote": "q", "questions": ["PS.9"]},
                {"id": "E8", "source": "S8", "quote": "q", "place": {"start": 3, "end": 2}},
            ],
            "findings": [
                {
                    "id": "F5",
                    "question": "PS.8",
                    "text": "t",
                    "resolution": {
                        "outcome": "stands",
                        "seen": ["E1", "E98", {"statement": "E97", "stance": "supports"}],
                    },
                }
            ],
            "links": [{"statement": "E96", "finding": "F9", "stance": "supports"}],
            "sessions": [{"id": "M5", "kind": "meeting", "voices": ["V8"], "source": "S6"}],
            "asks": [{"id": "A5", "session": "M9"}],
            "refusals": [{"statement": "E95", "finding": "F1"}],
        },
    ) == [
        'sources[1].voices[0]: no voice "V9"',
        'sources[1].derived_from[1]: no source "S7"',
        'statements[0].voice: "V1" is not one of the voices of S8',
        'statements[1].source: no source "S7"',
        'statements[1].repeats: no statement "E99"',
        'statements[2].questions[0]: no key question "PS.9" in the programme probation',
        "statements[3].place: ends before it starts",
        'findings[0].question: no key question "PS.8" in the programme probation',
        'findings[0].resolution.seen[1]: no statement "E98"',
        'findings[0].resolution.seen[2]: no statement "E97"',
        'links[0].statement: no statement "E96"',
        'links[0].finding: no finding "F9"',
        'sessions[0].voices[0]: no voice "V8"',
        'sessions[0].source: no source "S6"',
        'asks[0].session: no session "M9"',
        'refusals[0].statement: no statement "E95"',
    ]


def test_the_fourth_statement_without_its_source_is_said_as_the_contract_says(
    tmp_path: Path,
) -> None:
    """The example in DESIGN.md, to the letter."""
    sources = [{"id": "S3", "kind": "data"}]
    statements = [{"id": f"E{n}", "source": "S3", "quote": "q"} for n in (11, 12, 13)]
    statements.append({"id": "E14", "source": "S9", "quote": "q"})
    faults = load_faults(tmp_path / "i", {"sources": sources, "statements": statements})
    assert faults == ['statements[3].source: no source "S9"']


def test_other_content_under_a_standing_id_is_a_fault_beside_all_others(tmp_path: Path) -> None:
    """A clash does not hide a reference that leads nowhere."""
    assert load_faults(
        tmp_path / "i",
        {
            "voices": [
                {"id": "V1", "role": "somebody else"},
                {"id": "V7", "role": "a"},
                {"id": "V7", "role": "b"},
            ],
            "links": [
                {"statement": "E2", "finding": "F1", "stance": "contradicts", "note": "no"},
                {"statement": "E77", "finding": "F1", "stance": "supports"},
            ],
        },
    ) == [
        'voices[0]: "V1" stands in the inspection with other content',
        'voices[2]: "V7" stands in this bundle with other content',
        'links[0]: "E2 contradicts F1" stands in the inspection with other content',
        'links[1].statement: no statement "E77"',
    ]


@pytest.mark.parametrize(
    ("bundle", "faults"),
    [
        (
            {"sources": [{"id": "S5", "kind": "data", "derived_from": ["S5"]}]},
            ["sources[0].derived_from: goes round in a circle: S5 -> S5"],
        ),
        (
            {
                "sources": [
                    {"id": "S5", "kind": "data", "derived_from": ["S6"]},
                    {"id": "S6", "kind": "data", "derived_from": ["S7"]},
                    {"id": "S7", "kind": "data", "derived_from": ["S5", "S1"]},
                ]
            },
            ["sources[2].derived_from: goes round in a circle: S5 -> S6 -> S7 -> S5"],
        ),
        (
            {
                "statements": [
                    {"id": "E5", "source": "S1", "quote": "q", "repeats": "E6"},
                    {"id": "E6", "source": "S1", "quote": "q", "repeats": "E5"},
                ]
            },
            ["statements[1].repeats: goes round in a circle: E5 -> E6 -> E5"],
        ),
    ],
)
def test_a_circle_is_a_fault_that_shows_the_way_round(
    tmp_path: Path, bundle: dict[str, Any], faults: list[str]
) -> None:
    """A source can't come from itself, and a repeat has an original."""
    assert load_faults(tmp_path / "i", bundle) == faults


def test_a_chain_of_repeats_as_long_as_an_inspection_is_no_circle(tmp_path: Path) -> None:
    """Twenty thousand steps neither end in a stack overflow nor take their square in time."""
    chain: list[dict[str, Any]] = [{"id": "E0", "source": "S1", "quote": "q"}]
    for number in range(1, 20_000):
        repeats = f"E{number - 1}"
        chain.append({"id": f"E{number}", "source": "S1", "quote": "q", "repeats": repeats})
    with new_folder(tmp_path / "i") as folder:
        load(folder, {"sources": [{"id": "S1", "kind": "data"}], "statements": chain[::-1]})
        assert len(folder.state.statements) == 20_000


def test_many_ways_from_one_source_to_another_are_no_circle(tmp_path: Path) -> None:
    """Sixty layers of two have more ways than could be walked, and take no time."""
    sources: list[dict[str, Any]] = [{"id": "S0", "kind": "data"}]
    above = ["S0"]
    for layer in range(60):
        here = [f"S{layer}a", f"S{layer}b"]
        sources += [{"id": each, "kind": "data", "derived_from": above} for each in here]
        above = here
    with new_folder(tmp_path / "i") as folder:
        load(folder, {"sources": sources[::-1]})
        assert len(folder.state.sources) == 121


def test_same_content_again_is_passed_over(tmp_path: Path) -> None:
    """Loading the dump of an inspection into itself changes nothing and makes no entry."""
    with peopled(tmp_path / "i") as folder:
        before = files_of(tmp_path / "i")
        assert load(folder, dump(folder)) is None
        assert files_of(tmp_path / "i") == before


def test_a_record_twice_in_a_bundle_is_taken_once(tmp_path: Path) -> None:
    """The same content under the same id is the same record, also if a default is spelt out."""
    with new_folder(tmp_path / "i") as folder:
        entry = load(folder, {"voices": [{"id": "V1"}, {"id": "V1", "role": ""}, {"id": "V1"}]})
        assert entry is not None
        assert entry.says == "loaded 1 records from a bundle"
        assert dump(folder)["voices"] == [{"id": "V1"}]


def test_new_records_beside_known_ones_are_taken(tmp_path: Path) -> None:
    """Loading a bundle that has grown takes what is new."""
    with new_folder(tmp_path / "i") as folder:
        load(folder, {"voices": [{"id": "V2"}]})
        load(folder, {"voices": [{"id": "V1"}, {"id": "V2"}]})
        assert dump(folder)["voices"] == [{"id": "V2"}, {"id": "V1"}]


def test_the_bundles_inspection_fills_what_is_empty_and_no_more(tmp_path: Path) -> None:
    """What the folder says of itself stands; a default that nobody gave is empty."""
    theirs = {
        "id": "I9",
        "title": "Theirs",
        "service": None,
        "programme": "youth",
        "visit_from": "2026-03-09",
        "visit_to": "",
        "marking": "OFFICIAL",
        "sites": ["North", "South"],
        "agencies": [],
    }
    theirs.pop("visit_to")
    with new_folder(tmp_path / "i") as folder:
        load(folder, {"inspection": theirs})
        assert dump(folder)["inspection"] == {
            "id": "I9",
            "title": "North",
            "service": "N",
            "programme": "probation",
            "visit_from": "2026-03-09",
            "marking": "OFFICIAL",
            "sites": ["North", "South"],
        }
        assert load(folder, {"inspection": {"title": "Third", "id": "I8"}}) is None


def test_absent_lists_are_empty(tmp_path: Path) -> None:
    """A bundle of its format alone is sound and changes nothing."""
    with new_folder(tmp_path / "i") as folder:
        assert load(folder, {}) is None
        assert lists(dump(folder)) == lists({})


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=5)
    | st.sampled_from(
        ["V1", "S1", "E1", "supports", "upheld", "2026-03-09", "triangulate-bundle/1"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "format",
                        "inspection",
                        "voices",
                        "sources",
                        "statements",
                        "findings",
                        "links",
                    ),
                    *("sessions", "asks", "refusals", "id", "source", "quote", "place", "seen"),
                    *("resolution", "outcome", "gap", "about", "start", "end", "time", "file"),
                ]
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_a_bundle_or_refused(content: bytes) -> None:
    """No bytes at all bring another exception out of parse_bundle than Refused."""
    with suppress(Refused):
        parse_bundle(content)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([*lists({}), "inspection"]), json_values), json_values)
def test_any_json_is_a_bundle_or_refused(body: dict[str, Any], whole: Any) -> None:
    """No JSON document does either; a sound one carried out raises nothing but Refused too."""
    for document in (whole, {"format": "triangulate-bundle/1", **body}):
        with suppress(Refused):
            bundle = parse_bundle(json.dumps(document).encode())
            assert parse_bundle(as_bytes(bundle.plain())) == bundle
            effect = LoadBundle(bundle).carry_out(State(), Context("AB", "2026-03-09T14:30"))
            faults_in(State(), effect.changes, None, effect.paths)
