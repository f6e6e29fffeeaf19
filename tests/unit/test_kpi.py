"""The figures of the work, and when they are a reason to worry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.kpi import (
    Limits,
    Span,
    Work,
    alerts,
    judged,
    percentile,
    rank,
    shown,
)


def test_an_empty_queue_is_a_good_one() -> None:
    work = Work()

    assert (work.success_rate, work.failure_rate) == (1.0, 0.0)
    assert alerts(work, Limits(latency_p95_ms=0, losses=0)) == []


@pytest.mark.parametrize(
    ("count", "p50", "p95"),
    [(1, 1, 1), (2, 1, 2), (3, 2, 3), (20, 10, 19), (100, 50, 95), (101, 51, 96)],
)
def test_a_percentile_is_the_nearest_rank(count: int, p50: int, p95: int) -> None:
    values = list(range(1, count + 1))

    assert (percentile(values, 0.5), percentile(values, 0.95)) == (p50, p95)


def test_nothing_has_no_percentile() -> None:
    assert percentile([], 0.95) is None


@given(st.integers(1, 10**9), st.floats(0, 1))
def test_a_rank_is_always_one_of_the_values(count: int, share: float) -> None:
    assert 1 <= rank(count, share) <= count


def test_a_limit_may_be_reached_but_not_passed() -> None:
    """All four limits, each at its value and a step beyond."""
    limits = Limits(
        failure_rate=0.25, latency_p95_ms=100, stale_in_progress=1, losses=2
    )
    at = Work(done=3, failed=1, stale=1, losses=2, end_to_end=Span(4, 50, 100, 60))
    over = Work(done=2, failed=1, stale=2, losses=3, end_to_end=Span(3, 50, 101, 60))

    assert alerts(at, limits) == []
    assert [str(alert) for alert in alerts(over, limits)] == [
        "failure_rate=0.3333 limit=0.25",
        "latency_p95_ms=101 limit=100",
        "stale_in_progress=2 limit=1",
        "losses=3 limit=2",
    ]


def test_without_a_limit_nothing_is_too_much() -> None:
    everything = Work(failed=9, stale=9, losses=9, end_to_end=Span(1, 9, 9, 9))
    no_limit = Limits(failure_rate=None, stale_in_progress=None)

    assert alerts(everything, no_limit) == []


def test_what_has_failed_weighs_more_than_what_will() -> None:
    assert str(judged([], [])) == "HEALTH_OK"
    assert judged([], []).exit_code == 0
    assert str(judged([], ["w"])) == "HEALTH_WARN w"
    assert judged([], ["w"]).exit_code == 20
    assert str(judged(["f"], ["w"])) == "HEALTH_FAIL f; w"
    assert judged(["f"], ["w"]).exit_code == 10


def test_figures_are_short() -> None:
    assert [shown(v) for v in (None, 3, 1.0, 2 / 3)] == ["-", "3", "1.0", "0.6667"]
