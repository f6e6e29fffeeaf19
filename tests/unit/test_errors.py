"""The errors, by what the caller should do next."""

from __future__ import annotations

import inspect

import pytest

from openclaw_celery.domain import errors
from openclaw_celery.domain.errors import (
    LeaseLost,
    NoCapacity,
    OpenClawError,
    QueueFileError,
    Refused,
    Unavailable,
)

ALL = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, OpenClawError)
]


@pytest.mark.parametrize("kind", ALL)
def test_the_exit_code_tells_what_to_do(kind: type[OpenClawError]) -> None:
    """0 nothing wrong, 2 refused, 3 try later, 4 stop; each is in the picture."""
    expected = {NoCapacity: 0, Refused: 2, Unavailable: 3, LeaseLost: 4}
    [code] = [code for base, code in expected.items() if issubclass(kind, base)] or [1]
    assert kind.exit_code == code
    assert kind.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind is not QueueFileError])
def test_an_error_without_words_says_what_it_is(kind: type[OpenClawError]) -> None:
    assert str(kind()) == (kind.__doc__ or "").strip()
    assert str(kind("why")) == "why"


def test_a_line_of_a_file_is_named() -> None:
    error = QueueFileError("not a priority", line=7, field="priority")
    assert str(error) == "line 7, priority: not a priority"
    assert (error.line, error.field) == (7, "priority")
    assert str(QueueFileError("empty", line=1)) == "line 1: empty"
