"""
The review gate: is a piece of work done, to be tried again, or a person's turn?

A deterministic reading of the success criteria and of the report, Korean and
English; no model is asked. What a report says about its own verdict is no
evidence.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from openclaw_celery.domain import report as compact


class Verdict(enum.StrEnum):
    """What becomes of a piece of work."""

    PASS = "PASS"  # noqa: S105 - a verdict
    RETRY = "RETRY"
    BLOCK = "BLOCK"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the report that speaks against it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and what it rests on."""

    verdict: Verdict
    reasons: tuple[str, ...]
    #: The criteria that are not credibly met, as they were written.
    missing_checks: tuple[str, ...] = ()
    covered: int = 0
    total: int = 0
    findings: tuple[Finding, ...] = ()


_BLOCKER = re.compile(
    r"승인 ?(?:대기|필요|이 필요)|권한이? ?(?:없어|필요)|발급 ?(?:부탁|필요|되지 않)"
    r"|awaiting (?:approval|sign)|(?:don't|do not) have .{0,40}(?:credential|access|key)"
    r"|please provide|need(?:s)? (?:approval|credentials?|access|a key)",
    re.IGNORECASE,
)
_FAILURE = re.compile(
    r"(?<![\d.])[1-9]\d* (?:tests? )?(?:failed|failures?|errors?)\b"
    r"|(?<![\d.])[1-9]\d*건 ?(?:이 )?실패|실패(?:했|함|하였|입니다)|timed out"
    r"|does ?n[o']t compile|깨짐|안 ?됩니다",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"아직|못 ?(?:했|돌)|미완료|진행 ?중|예정|not yet|did ?n[o']t |did not |\bI'll\b"
    r"|\bwill\b|in progress|\bTODO:|남았",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"verdict|reviewer|리뷰어|missing_checks|PASS로|통과로", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z0-9_./-]{2,}|[가-힣]{2,}")


def judge(
    success_criteria: str,
    report: str,
    attempt_count: int = 0,
    max_retries: int = 3,
) -> Judgement:
    """Judge *report*; RETRY becomes BLOCK once *attempt_count* is at the limit."""
    read = compact.parse(report)
    criteria = split_criteria(success_criteria)
    lines = [line for line in report.splitlines() if line.strip()]
    blockers = [line for line in lines if _BLOCKER.search(line)]
    if read.status is compact.Claim.BLOCKED or blockers:
        reason = "; ".join(blockers[:3]) or "the report says BLOCKED"
        return Judgement(
            Verdict.BLOCK, (f"a person is needed: {reason[:300]}",), total=len(criteria)
        )
    reasons = []
    if not report.strip():
        reasons.append("the report is empty")
    if read.status is compact.Claim.FAILED:
        reasons.append("the report says FAILED")
    bad = [x for x in lines if _FAILURE.search(x) or _UNDONE.search(x)]
    reasons += [f"not done or failed: {line.strip()[:200]}" for line in bad[:3]]
    good = "\n".join(x for x in lines if x not in bad and not _TALK.search(x)).lower()
    missing = tuple(c for c in criteria if not _met(c, good))
    if missing:
        reasons.append(f"{len(missing)} of {len(criteria)} criteria not shown")
    covered = len(criteria) - len(missing)
    if not reasons:
        reasons = [f"{covered} of {len(criteria)} criteria shown"]
        return Judgement(Verdict.PASS, tuple(reasons), (), covered, len(criteria))
    verdict = Verdict.RETRY if attempt_count < max_retries else Verdict.BLOCK
    return Judgement(verdict, tuple(reasons), missing, covered, len(criteria))


_SPLIT = re.compile(r"\n+|;|(?:^|\s)\d{1,2}[.)]\s|(?:^|\n)\s*[-*]\s|,(?![^(]*\))\s")


def split_criteria(text: str) -> tuple[str, ...]:
    """Split success criteria into single ones."""
    return tuple(part.strip() for part in _SPLIT.split(text) if part.strip())


def _met(criterion: str, good: str) -> bool:
    words = [word.lower() for word in _WORD.findall(criterion)]
    hits = sum(word in good or word[:-1] in good for word in words)
    return not words or hits / len(words) >= 0.5
