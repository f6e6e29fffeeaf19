"""However long a text is and whatever its shape, reading it takes no time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.gate import CRITERIA, SHAPES, shaped
from openclaw_celery.domain.guard import Limits, decide
from openclaw_celery.domain.intake import Mode, split
from openclaw_celery.domain.review import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL, MEGABYTE = 60_000, 1_000_000
READERS: dict[str, Callable[[str], object]] = {
    "judge": lambda text: judge(CRITERIA, text),
    "guard": lambda text: decide(text, 0, Limits()),
    "split": split,
}
#: What expressions stumble over, alone and in any mixture.
PIECES = [
    *SHAPES.values(),
    " ",
    "\n",
    "'",
    '"',
    "`",
    ", ",
    "not ",
    "실패",
    "12/",
    "-",
    ".",
]


def once(read: Callable[[str], object], text: str) -> float:
    """Measure the processor's time alone: others use this machine too."""
    began = time.process_time()
    read(text)
    return time.process_time() - began


def took(read: Callable[[str], object], text: str) -> float:
    """Measure it at its best."""
    return min(once(read, text) for _ in range(3))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("reader", READERS)
def test_a_megabyte_takes_no_more_than_its_share(reader: str, shape: str) -> None:
    """In proportion to the longest text that is read whole."""
    read = READERS[reader]
    usual, long = (shaped(shape, size) for size in (USUAL, MEGABYTE))
    bound = 3 * MEGABYTE / USUAL * once(read, usual) + 0.1
    assert once(read, long) < bound or took(read, long) < bound


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_no_mixture_makes_reading_run_away(pieces: list[str]) -> None:
    """Four times the text never takes much more than four times as long."""
    unit = "".join(pieces)
    short, long = (unit * (size // len(unit) + 1) for size in (5_000, 20_000))
    for read in READERS.values():
        bound = 10 * took(read, short) + 0.3
        assert once(read, long) < bound or took(read, long) < bound


def test_what_is_too_long_to_be_read_does_not_pass() -> None:
    """Though all that is asked for stands at its start and at its end."""
    good = "README.md now says how to install it with pip. "
    assert judge("README.md says how to install", good).verdict is Verdict.PASS
    long = judge("README.md says how to install", good * 2_000)
    assert long.verdict is Verdict.RETRY
    assert any("too long to judge" in reason for reason in long.reasons)


def test_a_document_is_not_cut_up_and_nothing_of_it_is_lost() -> None:
    text = "add a page, fix the login\n" * 5_000
    found = split(text)
    assert (found.mode, found.tasks) == (Mode.PHASES, [])
    assert found.subject.split() == text.split()
