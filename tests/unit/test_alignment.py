"""Which part of a report answers which criterion."""

from __future__ import annotations

import time

from openclaw_celery.domain.gate.alignment import align

RUNBOOK = ("Update the incident runbook", "run a tabletop exercise with the team")


def test_each_part_goes_to_the_criterion_that_it_says_most_of() -> None:
    told = align(RUNBOOK, "Rewrote the incident runbook, ran a tabletop exercise.")

    runbook, exercise = told.shares
    assert runbook.parts == ("Rewrote the incident runbook",)
    assert exercise.parts == ("ran a tabletop exercise.",)
    assert told.free == ()
    assert told.parts == 2


def test_what_is_only_spoken_of_is_not_done() -> None:
    told = align(RUNBOOK, "Ran a tabletop exercise, using the current runbook for it.")

    runbook, exercise = told.shares
    assert (runbook.is_mention, runbook.done) == (True, 0.0)
    assert (exercise.is_mention, exercise.told > 0.5) == (False, True)


def test_what_is_left_out_has_no_part() -> None:
    asked = ("오디오 가이드 일본어 번역", "성우 녹음 예약", "파일 규격 문서화")
    told = align(
        asked, "오디오 가이드의 일본어 번역을 마쳤고 파일 규격을 문서로 남겼습니다."
    )

    assert [bool(one.parts) for one in told.shares] == [True, False, True]


def test_a_word_of_several_criteria_says_less_of_each() -> None:
    told = align(("Add the export page", "Add the import page"), "The page is there.")

    assert [one.told for one in told.shares] == [1 / 3, 1 / 3]


def test_a_deed_without_a_word_of_any_criterion_is_free() -> None:
    told = align(RUNBOOK, "Sent the invoices. All good.")

    assert told.free == ("Sent the invoices.",)
    assert [one.parts for one in told.shares] == [(), ()]


def test_nothing_is_asked_or_told() -> None:
    assert align((), "done").shares == ()
    assert align(RUNBOOK, "").parts == 0


def test_it_stays_quick() -> None:
    """A part more costs no more than the one before; beyond some, nothing."""
    asked = tuple(f"Update the runbook of service {n}" for n in range(40))
    began = time.process_time()

    align(asked, "Updated the runbook and sent it, " * 20_000)

    assert time.process_time() - began < 2
