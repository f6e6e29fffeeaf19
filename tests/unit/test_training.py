"""What the gate is taught from, and what it is measured on: never the same."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from openclaw_celery.domain.review import Verdict
from training.cases import (
    HELD_OUT,
    HELD_OUT_FORM,
    HELD_OUT_HARD,
    REPORTS,
    fold,
    lines,
    lot_of,
    read_cases,
)

KEPT = (HELD_OUT, HELD_OUT_HARD, HELD_OUT_FORM)
VERDICTS = {str(verdict) for verdict in Verdict}


def _text(case: dict[str, Any]) -> tuple[str, str]:
    """What a case says, but for its marks and spaces."""
    words = (re.sub(r"\W+", " ", case[k]) for k in ("success_criteria", "report"))
    criteria, report = (word.strip().casefold() for word in words)
    return criteria, report


@pytest.fixture(scope="module")
def taught() -> list[dict[str, Any]]:
    return lines(REPORTS)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_nothing_is_measured_on_what_was_learned(
    path: Any,  # noqa: ANN401 - a path of pytest's
    taught: list[dict[str, Any]],
) -> None:
    """No writer, no case, no report; but what says nothing is the same everywhere."""
    kept = lines(path)
    known = set(map(_text, taught))
    reports = {report for _, report in known} - {"", "n a"}

    assert not {lot_of(c["id"]) for c in kept} & {lot_of(c["id"]) for c in taught}
    assert [c["id"] for c in kept if _text(c) in known] == []
    assert [c["id"] for c in kept if _text(c)[1] in reports] == []


def test_a_case_counts_once_and_has_a_verdict(taught: list[dict[str, Any]]) -> None:
    kept = [case for path in KEPT for case in lines(path)]
    ids = Counter(case["id"] for case in taught + kept)

    assert [name for name, count in ids.items() if count > 1] == []
    assert {case["verdict"] for case in taught} == VERDICTS
    assert {case["expect"] for case in kept} == VERDICTS


def test_a_lot_is_left_out_whole_with_all_that_is_made_of_it() -> None:
    cases = read_cases()
    folds: dict[str, set[int]] = {}
    for case in cases:
        folds.setdefault(case.lot, set()).add(case.fold)

    assert len({case.fold for case in cases}) == len(set(map(fold, folds)))
    assert [lot for lot, found in folds.items() if len(found) > 1] == []
