"""Untrusted text on a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openclaw_celery.domain.text import one_line, printable

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
anything = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b[]\x9b\x07\\;?0mHPX^_\n\t\r\u202e\u200b\ufeff\x85\x00"),
    )
)


@given(anything)
@example("\x1b\x1b[31m[31m")
@example("\x1b]0;title")
def test_nothing_steers_the_terminal(text: str) -> None:
    """No control character but newline and tab, and none that turns the direction."""
    for char in printable(text):
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}
        assert char not in BIDI
        assert char not in "\u2028\u2029\ufeff"


@given(anything)
def test_what_is_clean_stays(text: str) -> None:
    """Cleaning twice is cleaning once."""
    assert printable(printable(text)) == printable(text)


@given(anything, st.integers(1, 50))
def test_one_line_is_one_line(text: str, limit: int) -> None:
    """And no longer than it may be."""
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert "\t" not in line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 한글 \U0001f680\n\ttwo", "plain 한글 \U0001f680\n\ttwo"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;owned\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("a\r\nb", "a\nb"),
        ("100%\rdone", "100%done"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("\ud800", ""),
    ],
)
def test_examples(text: str, shown: str) -> None:
    """Whole escape sequences go, words stay."""
    assert printable(text) == shown


def test_a_cut_is_marked() -> None:
    assert one_line(" a\n b\tc ", 4) == "a b\u2026"
    assert one_line("a\nb") == "a b"
