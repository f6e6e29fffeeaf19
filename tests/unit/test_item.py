"""What an item may be, and how it is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import (
    MAX_TEXT,
    NewItem,
    Priority,
    Status,
    checked,
    lane_of,
)
from openclaw_celery.domain.transitions import RUNNING
from tests.unit.test_transitions import item_in


@pytest.mark.parametrize(
    "new",
    [
        NewItem(title="x"),
        NewItem(title="문서 \U0001f680\n둘째 줄", id="DOC-7.a_b", notes="x" * MAX_TEXT),
        NewItem(title="x", id="a" * 64, role="r" * 32, runtime="9", max_attempts=100),
        NewItem(title="x", max_attempts=1, idempotency_key="any thing"),
    ],
)
def test_what_is_fine_comes_back_as_it_is(new: NewItem) -> None:
    assert checked(new) is new


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "task: must not be empty"),
        ({"title": " \n\t"}, "task: must not be empty"),
        ({"title": "x" * (MAX_TEXT + 1)}, "task: longer than"),
        ({"title": "a\0b"}, "task: a NUL"),
        ({"notes": "a\0b"}, "notes: a NUL"),
        ({"success_criteria": "x" * (MAX_TEXT + 1)}, "success_criteria: longer"),
        ({"idempotency_key": "\0"}, "idempotency_key: a NUL"),
        ({"id": ""}, "id ''"),
        ({"id": "../x"}, "id '../x'"),
        ({"id": ".hidden"}, "id '.hidden'"),
        ({"id": "a b"}, "id 'a b'"),
        ({"id": "a\n"}, "id"),
        ({"id": "-rf"}, "id '-rf'"),
        ({"id": "a" * 65}, "up to 64"),
        ({"id": "작업"}, "id '작업'"),
        ({"role": "a/b"}, "role 'a/b'"),
        ({"role": ""}, "role ''"),
        ({"runtime": "r" * 33}, "up to 32"),
        ({"max_attempts": 0}, "max_attempts 0: use 1 to 100"),
        ({"max_attempts": 101}, "max_attempts 101"),
    ],
)
def test_what_is_not_fine_is_named(fields: dict[str, object], said: str) -> None:
    """The message names the field as the command line does."""
    with pytest.raises(InvalidValue) as raised:
        checked(replace(NewItem(title="x"), **fields))  # type: ignore[arg-type]
    assert said in str(raised.value)


@pytest.mark.parametrize("text", ["p0", " P0\n", "P0"])
def test_a_priority_is_read_forgivingly(text: str) -> None:
    assert Priority.parse(text) is Priority.P0


def test_unknown_words_name_the_known_ones() -> None:
    with pytest.raises(InvalidValue, match="unknown priority 'P3': use one of P0, P1"):
        Priority.parse("P3")
    with pytest.raises(InvalidValue, match=r"unknown status 'OPEN': use .* BLOCKED"):
        Status.parse("OPEN")
    assert Status.parse("in_progress") is Status.IN_PROGRESS


def test_priorities_are_ranked() -> None:
    assert [priority.rank for priority in Priority] == [0, 1, 2]


def test_a_lane_is_a_role_and_a_runtime() -> None:
    """Each is empty where any will do."""
    assert lane_of(None, None) == "/"
    assert lane_of("docs", None) == "docs/"
    assert lane_of(None, "command") == "/command"
    assert replace(item_in(RUNNING), role="a", runtime="b").lane == "a/b"
