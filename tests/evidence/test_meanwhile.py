"""Work on a second core: what comes of it is what would come of it here."""

from __future__ import annotations

import os

import pytest

from evidence import meanwhile
from evidence.meanwhile import Meanwhile


@pytest.fixture(params=[True, False], ids=["a copy", "no copy"])
def copied(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the system lets a process be copied."""
    if request.param and not hasattr(os, "fork"):
        pytest.skip("this system copies no process")
    monkeypatch.setattr(meanwhile, "_may_copy", lambda: request.param)
    return bool(request.param)


def test_a_value_comes_back_as_it_is(copied: bool) -> None:
    """However long; with the words of any language."""
    told = {"words": ["é\u202e", "x" * 200_000], "numbers": [1, None]}
    assert Meanwhile(lambda: told).result() == told


def test_a_copy_changes_nothing_here(copied: bool) -> None:
    """A copy works on its own; without one the work is done here, and once."""
    done: list[int] = []
    waiting = Meanwhile(lambda: done.append(os.getpid()))
    assert done == []
    assert waiting.result() is None
    assert done == ([] if copied else [os.getpid()])


def test_what_goes_wrong_is_told_where_it_is_asked_for(copied: bool) -> None:
    """A copy that came to nothing is made good here."""

    def work() -> None:
        raise ValueError("no such thing")

    waiting = Meanwhile(work)
    with pytest.raises(ValueError, match="no such thing"):
        waiting.result()


def test_a_copy_that_is_lost_is_made_good(copied: bool) -> None:
    """The work is then done here."""
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os._exit(3)
        return "done"

    assert Meanwhile(work).result() == "done"
