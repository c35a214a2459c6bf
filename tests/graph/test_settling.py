"""How what would settle a finding is said."""

from evidence.words import GROUPS
from graph.settling import Settling


def test_few_kinds_and_groups_are_named() -> None:
    """Kinds come first, then groups."""
    found = Settling("second_line", "another voice", ("survey", "data"), ("leaders",))
    assert str(found) == "another voice: survey, data; leaders"


def test_of_many_groups_those_that_would_not_do_are_named() -> None:
    """A list of all groups but two is told by the two."""
    others = tuple(each for each in GROUPS if each not in ("leaders", "partners"))
    found = Settling("outside_leadership", "support from elsewhere", (), others)
    assert str(found) == "support from elsewhere: any group but leaders and partners"


def test_all_groups_are_any() -> None:
    """Nothing is left out, and nothing named."""
    assert str(Settling("second_line", "another voice", (), GROUPS)) == "another voice: any group"


def test_the_age_limit_names_its_kinds_once() -> None:
    """They stand in its text, each with its months."""
    text = "support within the age limit (months: data 6)"
    assert str(Settling("current", text, ("data",))) == text


def test_nothing_named_leaves_the_text_alone() -> None:
    """So do the tests of a second site or recorder."""
    text = "support from another site"
    assert str(Settling("second_site", text)) == text
