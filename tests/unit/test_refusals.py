"""What programs and providers say when they refuse, and when limits end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.attempt import FailureKind
from openclaw_celery.runtimes.refusals import kind_of
from openclaw_celery.runtimes.resets import reset_of, until

LINES = (Path(__file__).parent / "refusals.txt").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if line and line[0] != "#"]
NOW = datetime(2026, 11, 28, 12, 40, tzinfo=UTC)
KST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(("meant", "words"), CASES)
def test_a_refusal_is_known_by_its_form(meant: str, words: str) -> None:
    """A number or a word that belongs to the work itself is none."""
    kind = kind_of(words)
    found = kind if kind in {FailureKind.QUOTA, FailureKind.BLOCKED} else "-"
    assert found == meant


def test_there_are_enough_of_each() -> None:
    kinds = [case[0] for case in CASES]
    assert min(kinds.count(kind) for kind in ("quota", "blocked", "-")) >= 30
    assert all(len(case) == 2 for case in CASES)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("You've hit your limit · resets 3:42pm (UTC)", "3:02:00"),
        ("You've hit your limit · resets 3pm (Asia/Seoul)", "17:20:00"),
        ("resets 3:42 a.m. KST", "6:02:00"),
        ("limit reached|1795880532", "3:02:12"),
        ("limit reached|1795880532000", "3:02:12"),
        ('{"resets_at": 1795880532}', "3:02:12"),
        ("or try again at 3:42 PM.", "3:02:00"),
        ("try again at Nov 28th, 2026 3:05 PM.", "2:25:00"),
        ("resets Dec 1, 3pm (America/New_York)", "3 days, 7:20:00"),
        ("resets Jan 2, 3pm", "35 days, 2:20:00"),
        ("resets Mon 12:00 AM", "1 day, 11:20:00"),
        ("resets tomorrow at 9am", "20:20:00"),
        ("resets 12am (UTC)", "11:20:00"),
        ("resets at 15:00", "2:20:00"),
        ("Try again in 3 days 20 hours 22 minutes.", "3 days, 20:22:00"),
        ("try again in 2 days, 3 hours and 5 minutes", "2 days, 3:05:00"),
        ("Please try again in 6m0s.", "0:06:00"),
        ("Please try again in 1.2s.", "0:00:01.200000"),
        ("Please retry in 36.53s.", "0:00:36.530000"),
        ("try again in 250ms", "0:00:00.250000"),
        ("Your quota will reset after 13h21m10s.", "13:21:10"),
        ('"retryDelay": "36s"', "0:00:36"),
        ("429 {retry-after: 30}", "0:00:30"),
        ("rate limited, retry after 30", "0:00:30"),
        ("Retry-After: 120", "0:02:00"),
        ("try again in an hour", "1:00:00"),
        ("wait 45 seconds", "0:00:45"),
        ("limit resets at 2026-11-28T15:00:00Z", "2:20:00"),
        ("available again at 2026-11-29 00:00:00.5+09:00", "2:20:00"),
        ("2시간 10분 후에 다시 시도하세요", "2:10:00"),
        ("오후 3시 42분에 초기화됩니다", "3:02:00"),
        ("11월 30일 9시부터 다시 쓸 수 있습니다", "1 day, 20:20:00"),
        # It was named, and the moment has just come.
        ("resets 12:35pm (UTC)", "0:00:00"),
        ("reached|1795800000", "0:00:00"),
        # No end of a limit.
        ("usage limit", "None"),
        ("retry 3 of 5", "None"),
        ("retry failed at 3:42 PM", "None"),
        ("resets Oct 14, 3pm", "None"),
        ("resets Feb 31, 3pm", "None"),
        ("resets 15pm", "None"),
        ("resets at 27:99", "None"),
        ("resets 2026-13-45T99:99:99Z", "None"),
        ("try again in 900 days", "None"),
        ("reached|9999999999", "None"),
    ],
)
def test_the_end_of_a_limit_is_read(words: str, after: str) -> None:
    assert str(reset_of(words, NOW, here=UTC)) == after


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "sign", ["x", "1", "(", " 1", "retry ", "expected ", "a/", "::"]
)
def test_long_words_are_read_at_both_ends(sign: str) -> None:
    """In no time, whatever they are made of."""
    words = f"429 Too Many Requests\n{sign * 500_000}\ntry again in 5 minutes"
    assert kind_of(words) is FailureKind.QUOTA
    assert reset_of(words, NOW) == timedelta(minutes=5)


def test_a_time_without_a_zone_is_the_programs_own() -> None:
    assert reset_of("try again at 9:50 PM", NOW, here=KST) == timedelta(minutes=10)
    assert reset_of("try again at 9:50 PM (UTC)", NOW, here=KST) == timedelta(
        hours=9, minutes=10
    )


def test_the_clock_is_set_between_now_and_then() -> None:
    """New York leaves daylight saving in the night between."""
    before = datetime(2026, 10, 31, 22, 0, tzinfo=UTC)
    assert reset_of("resets 6pm (America/New_York)", before) == timedelta(0)
    at_noon = reset_of("resets Nov 1, 12pm (America/New_York)", before)
    assert at_noon == timedelta(hours=19)


def test_a_moment_is_told_in_seconds_or_not_at_all() -> None:
    assert until(NOW.timestamp() + 5, NOW) == timedelta(seconds=5)
    for absurd in (0, -5, 1e300, NOW.timestamp() + 1e9):
        assert until(absurd, NOW) is None


@given(
    st.text(alphabet="resta gin0123456789:|-TZ.apm()/시분후월일초jandec", max_size=80)
)
def test_no_words_break_it(words: str) -> None:
    after = reset_of(f"resets {words}", NOW)
    assert after is None or timedelta(0) <= after <= timedelta(days=62)
