"""The labelled reports, and what the rules and the ear make of each."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.gate import learned
from openclaw_celery.domain.gate.claims import sentences
from openclaw_celery.domain.gate.coverage import asked_numbers
from openclaw_celery.domain.review import Look, look, split_criteria

if TYPE_CHECKING:
    from openclaw_celery.domain.gate.measures import Limit

HERE = Path(__file__).parent
REPORTS, HELD_OUT = HERE / "reports.jsonl", HERE / "held_out.jsonl"
#: Twins that differ in a word, numbers and past trouble, parts that are left out.
HELD_OUT_HARD = HERE / "held_out_hard.jsonl"
#: In the form that the prompt asks for; what lines are worth was tried on `ta`, `tb`.
HELD_OUT_FORM = HERE / "held_out_form.jsonl"
SENTENCES = HERE / "sentences.jsonl"
#: The tests' own cases are learned from as well; the rules have been made with them.
TESTS = HERE.parent / "tests" / "unit"
VERDICTS = learned.VERDICTS
PASS, RETRY, BLOCK = range(3)
#: So many parts; what is learned from all but one is measured on that one.
FOLDS = 8
#: A sentence that is no report.
ALONE = "alone"


def fold(name: str) -> int:
    """Return the part that a lot, or a sentence, is in."""
    return zlib.crc32(name.encode()) % FOLDS


def lot_of(name: str) -> str:
    """Return the letters of the lot that a case of that name is in."""
    return name.rsplit("-", 1)[0]


@dataclass(frozen=True)
class Case:
    """A labelled report."""

    id: str
    criteria: str
    report: str
    verdict: int
    #: The rules were mended by it: how they read it tells nothing of others.
    known: bool
    #: A number in it misses its limit.
    misses: bool = False
    #: It lacks what is asked for, and reads as finished all the same.
    seems_done: bool = False
    #: What it was made by, see `compose`; "" if somebody wrote it whole.
    made: str = ""

    @property
    def reads(self) -> int:
        """The verdict that it reads like to who does not know what was asked for."""
        return PASS if self.seems_done else self.verdict

    @property
    def fold(self) -> int:
        """The part that it is in: all of a lot are in one, and all made of them."""
        return fold(self.report if self.made == ALONE else self.lot)

    @property
    def lot(self) -> str:
        """The writer's letters."""
        return lot_of(self.id)

    @cached_property
    def look(self) -> Look:
        """What the rules make of it."""
        return look(self.criteria, self.report)

    @property
    def asked(self) -> list[tuple[str, Limit]]:
        """The numbers that are asked for, each with the criterion it stands in."""
        criteria = split_criteria(self.criteria)
        return [one for criterion in criteria for one in asked_numbers(criterion)]

    @property
    def told(self) -> list[str]:
        """The sentences of the report."""
        return list(sentences(self.look.read.report))


def read_cases() -> list[Case]:
    """Return all labelled reports."""
    return [*_lots(), *_own(), *_claims()]


def digest() -> str:
    """Return what tells whether the reports are those that were learned from."""
    learned_from = REPORTS.read_bytes() + SENTENCES.read_bytes()
    return hashlib.sha256(learned_from).hexdigest()[:16]


def lines(path: Path) -> list[dict[str, Any]]:
    """Return what the lines of *path* hold."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _lots() -> list[Case]:
    return [
        Case(
            told["id"],
            told["success_criteria"],
            told["report"],
            VERDICTS.index(told["verdict"]),
            known=told.get("known", False),
            misses=told.get("misses", False),
            seems_done=told.get("seems_done", False),
        )
        for told in lines(REPORTS)
    ]


def _own() -> list[Case]:
    cases = []
    for told in lines(TESTS / "review_cases.jsonl"):
        criteria, report = told["success_criteria"] or "", told["report"] or ""
        if told.get("attempt_count", 0) < told.get("max_retries", 3):
            verdict = VERDICTS.index(told["expect"])
            cases.append(Case(told["id"], criteria, report, verdict, known=True))
    return cases


def _claims() -> list[Case]:
    """Return short texts of reports, which are held against no criteria."""
    cases = []
    for number, told in enumerate(lines(TESTS / "claim_cases.jsonl")):
        done = PASS if told["kind"] == "evidence" else RETRY
        verdict = BLOCK if told["wait"] else done
        if told["kind"] != "request":
            lot = f"claims{number % FOLDS}-{number}"
            cases.append(Case(lot, "", told["text"], verdict, known=True))
    return cases
