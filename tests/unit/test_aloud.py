"""Lines for a reader who may have stopped reading."""

from __future__ import annotations

import threading

from openclaw_celery.cli.aloud import LINES, Aloud


def test_who_speaks_waits_for_no_reader() -> None:
    """What does not fit is left out, counted, and said so once there is room."""
    said: list[str] = []
    reads, begun = threading.Event(), threading.Event()

    def write(line: str) -> None:
        begun.set()
        assert reads.wait(10)
        said.append(line)

    with Aloud(write) as aloud:
        aloud.say("0")
        assert begun.wait(10)
        for number in range(1, LINES + 4):
            aloud.say(str(number))
        reads.set()
        while len(said) <= LINES:
            threading.Event().wait(0.01)
        aloud.say("last")

    assert said[: LINES + 1] == [str(number) for number in range(LINES + 1)]
    assert said[LINES + 1 :] == ["(3 lines left out here, the log has them)", "last"]


def test_nothing_is_said_to_who_has_gone() -> None:
    tried: list[str] = []

    def write(line: str) -> None:
        tried.append(line)
        raise BrokenPipeError

    with Aloud(write) as aloud:
        aloud.say("one")
        aloud.say("two")

    assert tried == ["one"]
