"""How attempts end, and what their endings mean for the item."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.attempt import (
    Failed,
    FailureKind,
    RetryPolicy,
    classify,
    ending_of,
    fingerprint,
)
from openclaw_celery.domain.transitions import BLOCKED, FAILED, PENDING, RUNNING
from tests.unit.test_transitions import item_in

POLICY = RetryPolicy()
TRANSIENT = Failed(FailureKind.TRANSIENT, "rate limit")
PERMANENT = Failed(FailureKind.PERMANENT, "permission denied")
UNKNOWN = Failed(FailureKind.UNKNOWN, "boom in line 7")
FRESH = replace(item_in(RUNNING), tries=0, max_attempts=3)


@pytest.mark.parametrize("failure", [TRANSIENT, UNKNOWN])
@pytest.mark.parametrize(("tries", "seconds"), [(0, 60), (1, 180), (2, 600), (9, 600)])
def test_what_may_pass_is_tried_again_later(
    failure: Failed, tries: int, seconds: int
) -> None:
    """After 60, 180, then always 600 seconds."""
    ending = ending_of(replace(FRESH, tries=tries, max_attempts=99), failure, POLICY)

    assert (ending.target, ending.pause) == (PENDING, timedelta(seconds=seconds))
    assert f"again in {seconds} s: {failure.message}" in ending.note


@pytest.mark.parametrize("failure", [TRANSIENT, UNKNOWN])
def test_spent_tries_fail(failure: Failed) -> None:
    """The third of three is the last."""
    ending = ending_of(replace(FRESH, tries=2), failure, POLICY)

    assert (ending.target, ending.pause) == (FAILED, None)
    assert "attempts spent (3/3)" in ending.note


def test_what_will_not_pass_fails_at_once() -> None:
    ending = ending_of(FRESH, PERMANENT, POLICY)
    assert (ending.target, ending.pause) == (FAILED, None)
    assert ending.note == "permanent: permission denied"


def test_what_only_a_person_can_help_with_waits_for_one() -> None:
    """The question is the note, word for word."""
    question = "may the agent run `rm -r build`?"
    ending = ending_of(FRESH, Failed(FailureKind.BLOCKED, question), POLICY)

    assert (ending.target, ending.pause, ending.note) == (BLOCKED, None, question)


@pytest.mark.parametrize("tries", [1, 2])
def test_the_same_unknown_error_twice_in_a_row_blocks(tries: int) -> None:
    """With a question, even where the tries are spent with it."""
    first = ending_of(FRESH, UNKNOWN, POLICY)
    again = replace(FRESH, tries=tries, error_fingerprint=first.fingerprint)

    ending = ending_of(again, replace(UNKNOWN, message="boom in line 9"), POLICY)

    assert (ending.target, ending.pause) == (BLOCKED, None)
    assert "?" in ending.note
    other = ending_of(again, replace(UNKNOWN, message="bang"), POLICY)
    assert other.target in {PENDING, FAILED}


def test_twice_in_a_row_means_nothing_between() -> None:
    """A transient failure between two unknown ones of the same kind breaks the row."""
    assert ending_of(FRESH, UNKNOWN, POLICY).fingerprint is not None
    assert ending_of(FRESH, TRANSIENT, POLICY).fingerprint is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boom at 0xdeadbeef", "boom at 0xcafebabe"),
        ("line 7: boom", "line 1234: boom"),
        ("job 3f2a9c01d2e4 is gone", "job 99aa88bb77cc is gone"),
        ("BOOM", "  boom\n"),
        ("x" * 2000 + "a", "x" * 2000 + "b"),
    ],
)
def test_numbers_and_ids_make_no_other_error(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


def test_other_words_make_another_error() -> None:
    assert fingerprint("no module named x") != fingerprint("no module named y")


@given(st.text())
def test_any_message_has_a_fingerprint_and_a_kind(message: str) -> None:
    assert len(fingerprint(message)) == 16
    assert classify(message) in FailureKind


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("HTTP 429 Too Many Requests", "transient"),
        ("rate_limit_exceeded", "transient"),
        ("503 Service Unavailable", "transient"),
        ("Read timed out", "transient"),
        ("connect ETIMEDOUT 1.2.3.4", "transient"),
        ("Connection reset by peer", "transient"),
        ("getaddrinfo EAI_AGAIN", "transient"),
        ("the model is overloaded", "transient"),
        ("connection refused: permission denied", "transient"),
        ("401 Unauthorized", "permanent"),
        ("invalid API key", "permanent"),
        ("bash: foo: command not found", "permanent"),
        ("[Errno 2] No such file or directory", "permanent"),
        ("usage: agent [-h]", "permanent"),
        ("Traceback: KeyError 'x'", "unknown"),
        ("exit code 1", "unknown"),
        ("14291 files, 5030 lines", "unknown"),
        ("", "unknown"),
    ],
)
def test_words_tell_whether_trying_again_can_help(message: str, kind: str) -> None:
    assert classify(message) == kind
