"""
The review gate: done, to be tried again, or a person's turn.

A deterministic reading of the success criteria and of the report, Korean and
English; no model is asked. What a report says about its own verdict is no
evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from openclaw_celery.domain import report as compact
from openclaw_celery.domain.checks import split_checks
from openclaw_celery.domain.gate.alignment import is_mention
from openclaw_celery.domain.gate.claims import (
    Kind,
    falls_short,
    sentences,
)
from openclaw_celery.domain.gate.coverage import (
    Evidence,
    Fault,
    asked_numbers,
    decide,
    with_the_last,
)
from openclaw_celery.domain.gate.criteria import split_criteria
from openclaw_celery.domain.gate.figures import answers
from openclaw_celery.domain.gate.reading import AHEAD, Reading
from openclaw_celery.domain.gate.tone import listen
from openclaw_celery.domain.gate.verdict import (
    MAX_CHARS,
    SURE,
    Finding,
    Judgement,
    Verdict,
    percent,
)
from openclaw_celery.domain.gate.weighing import (
    Line,
    Read,
    signals,
    weigh,
)
from openclaw_celery.domain.gate.words import Text, content, is_generic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from openclaw_celery.domain.checks import Seen
    from openclaw_celery.domain.gate.coverage import Decided
    from openclaw_celery.domain.gate.figures import Answer
    from openclaw_celery.domain.gate.tone import Heard
    from openclaw_celery.domain.gate.weighing import Chances


__all__ = ["MAX_CHARS", "Finding", "Judgement", "Verdict", "judge", "split_criteria"]

#: So much is read of one that is longer: enough to tell a wait from a failure.
_READ_OF_LONGER = 1_500
#: Longer criteria, or more of them, are not looked for one by one, and are not met.
MAX_CRITERIA_CHARS = 12_000
MAX_CRITERIA = 100


def judge(
    success_criteria: str,
    report: str,
    attempt_count: int = 0,
    max_retries: int = 3,
    evidence: Sequence[Seen] = (),
    sure: float = SURE,
) -> Judgement:
    """
    Judge *report*; RETRY becomes BLOCK once *attempt_count* is at the limit.

    *evidence* is what came of the checks among the criteria: it outranks words. Words
    pass if they are at least so *sure*, 0 to 1, to tell of finished work.
    """
    if evidence:
        _, in_words = split_checks(success_criteria)
        said = _by_words(in_words, report, sure)
        judgement = _with_evidence(said, evidence, only=not in_words)
    else:
        judgement = _by_words(success_criteria, report, sure)
    if judgement.verdict is Verdict.RETRY and attempt_count >= max_retries:
        spent = f"the tries are spent ({attempt_count}/{max_retries})"
        return replace(
            judgement, verdict=Verdict.BLOCK, reasons=(*judgement.reasons, spent)
        )
    return judgement


def _with_evidence(
    said: Judgement, evidence: Sequence[Seen], *, only: bool
) -> Judgement:
    """Add what was seen to what was said; *only* checks were asked for."""
    failed = [seen for seen in evidence if not seen.passed]
    passed = len(evidence) - len(failed)
    verdict, reasons = said.verdict, said.reasons
    claims = {Finding("claim", claim) for claim in ("empty", "failed")}
    if verdict is Verdict.PASS or (
        verdict is Verdict.RETRY and only and not claims & set(said.findings)
    ):
        # Whatever the words are worth, there is nothing that they have to show.
        told = (f"{seen.check}: {seen.found}" for seen in evidence if seen.found)
        verdict = Verdict.PASS
        reasons = (f"{passed} of {len(evidence)} checks passed", *told)
        if not only:
            reasons = (*said.reasons, *reasons)
    if failed:
        shown = tuple(f"{seen.check}: {seen.found}" for seen in failed)
        reasons = shown if verdict is Verdict.PASS else (*shown, *reasons)
        verdict = Verdict.RETRY if verdict is Verdict.PASS else verdict
    if any(seen.beyond_agents for seen in failed):
        # Trying again would spend the tries on what no agent can change.
        verdict = Verdict.BLOCK
    return replace(
        said,
        verdict=verdict,
        reasons=reasons,
        missing_checks=(
            *(str(seen.check) for seen in failed),
            *said.missing_checks,
        ),
        covered=said.covered + passed,
        total=said.total + len(evidence),
        sure=None if only or verdict is not said.verdict else said.sure,
    )


def _by_words(success_criteria: str, report: str, least: float) -> Judgement:
    """Judge by what the report says, however often it was tried."""
    seen = look(success_criteria, report)
    if seen.is_settled:
        return seen.ruled
    heard = listen(seen.read.report, seen.read.criteria)
    told = signals(seen.read, heard, seen.answers)
    chances = weigh(told)
    is_bare = told["compact"] and not told.get("words: least told", 1.0)
    if is_bare and not seen.has_lines:
        # Its form reads as finished whatever it is about: it may be of other work.
        least = max(least, SURE_OF_FORM)
    return _weighed(seen, heard, chances, least)


@dataclass(frozen=True, slots=True)
class Look:
    """What the rules make of a report, before it is weighed against its tone."""

    ruled: Judgement
    read: Read
    #: What the report says to each number that is asked for.
    answers: tuple[Answer, ...]
    #: What speaks against it if it needs nobody from outside, and what that rests on.
    objections: tuple[str, ...]
    findings: tuple[Finding, ...]
    #: No tone can change it: nothing is told, too much, or its own status.
    is_settled: bool
    #: It has a line for each criterion.
    has_lines: bool
    #: By these lines a criterion was left out, or is not met.
    is_left_out: bool
    #: It speaks to whoever judges: its tone can't speak for it.
    is_talk: bool


def look(success_criteria: str, report: str, *, by_lines: bool = True) -> Look:
    """
    Judge *report* by the rules alone, and tell what they go by.

    Lines that criteria have of their own are held against them, unless not *by_lines*.
    """
    report = _proper(report)
    asked = split_criteria(success_criteria[:MAX_CRITERIA_CHARS])
    criteria = asked[:MAX_CRITERIA]
    read = compact.parse(_shortened(report))
    reading = Reading(success_criteria[:MAX_CRITERIA_CHARS], read)
    evidence = Evidence(
        reading.evidence,
        criteria,
        clean=reading.is_clean and reading.is_rich(criteria),
    )
    undone, planned = reading.undone(criteria), reading.planned
    left = Text("\n".join((*undone, *planned)))
    decided = tuple(decide(criterion, evidence, left) for criterion in criteria)
    if reading.is_clean:
        decided = with_the_last(decided, evidence, left)
    # What stands beside checks is numbered without them.
    is_asked = by_lines and len(criteria) <= _MOST_LINES
    tags = read.tags if is_asked and not split_checks(success_criteria)[0] else {}
    lines = _lines(criteria, tags)
    told_at_all, decided = decided, _by_lines(decided, lines)
    is_left_out = any(
        new is not old and not new.met
        for new, old in zip(decided, told_at_all, strict=True)
    )
    missing = tuple(one.criterion for one in decided if not one.met)
    waits = reading.waits(criteria, all_met=not missing)
    # What it says of risks and next steps speaks neither for nor against what is done.
    told = reading.body
    reasons, found = _objections(reading, criteria, _named(decided, lines))
    too_long = _too_long(success_criteria, report, asked)
    ruled = _ruled(reading, decided, waits, (*reasons, *too_long), found)
    is_settled = (
        bool(too_long) or not read.text.strip() or read.status is compact.Claim.BLOCKED
    )
    numbers = () if is_settled else chain.from_iterable(map(asked_numbers, criteria))
    return Look(
        ruled=ruled,
        read=Read(
            verdict=ruled.verdict,
            criteria=success_criteria[:MAX_CRITERIA_CHARS],
            report=told,
            decided=decided,
            kinds=[clause.kind for clause in reading.clauses],
            waits=len(reading.own_waits),
            waits_ahead=len(reading.waits(criteria, all_met=False)),
            failures=len(reading.failures),
            undone=len(undone),
            planned=len(planned),
            evidence=len(reading.evidence),
            is_clean=reading.is_clean,
            is_rich=reading.is_rich(criteria),
            repeats=reading.only_repeats(criteria),
            is_compact=read.is_compact,
            status=read.status,
            findings=tuple(finding.text for finding in ruled.findings),
            lines=lines,
        ),
        answers=tuple(answers(numbers, sentences(told))),
        objections=tuple(reasons),
        findings=tuple(found),
        is_settled=is_settled,
        has_lines=bool(lines) and all(lines),
        is_left_out=is_left_out,
        is_talk=any(clause.kind is Kind.TALK for clause in reading.clauses),
    )


def _lines(criteria: Sequence[str], tags: Mapping[int, str]) -> tuple[Line | None, ...]:
    """Read the line that each criterion has of its own; empty if none has one."""
    told = [tags.get(number, "") for number in range(1, len(criteria) + 1)]
    if not any(told):
        return ()
    return tuple(
        _line(criterion, text) if text else None
        for criterion, text in zip(criteria, told, strict=True)
    )


def _line(criterion: str, text: str) -> Line:
    own = look(criterion, text[:_LONGEST_LINE], by_lines=False)
    return Line(text, own.read, own.answers, is_mention(own.read.criteria, text))


def _by_lines(
    decided: tuple[Decided, ...], lines: tuple[Line | None, ...]
) -> tuple[Decided, ...]:
    """
    Decide anew by the lines that criteria have of their own.

    Where there are such, a criterion without one was left out, and what stands in one
    is of its criterion, in whatever words.
    """
    if not lines:
        return decided
    return tuple(map(_told_by_line, decided, lines))


def _told_by_line(one: Decided, line: Line | None) -> Decided:
    """Decide a criterion by the line that is its own, if it has one."""
    if line is None:
        lacks = content(one.criterion)
        return replace(one, met=False, told=(), lacks=lacks, faults=(Fault.NOTHING,))
    faults = tuple(_faults_of_line(line))
    if faults:
        return replace(one, met=False, faults=faults)
    told = content(line.text)
    if one.met or not _TOLD_BY_LINE.issuperset(one.faults) or len(told) < _LEAST_LINE:
        return one
    return replace(one, met=True, told=told, faults=())


#: So much of a line is read, and of no more criteria: agents are asked for six.
_LONGEST_LINE, _MOST_LINES = 600, 12
#: What a line of its own makes up for, if it says so many words.
_LEAST_LINE = 2
_TOLD_BY_LINE = frozenset((Fault.WORDS, Fault.LIST, Fault.PAIR, Fault.PROOF))


def _faults_of_line(line: Line) -> Iterator[Fault]:
    """Yield what the line of a criterion says against it, whatever the tone."""
    if line.read.planned:
        yield Fault.DENIED
    if any(answer.is_surely_missed for answer in line.answers):
        yield Fault.NUMBER
    if line.is_mention:
        yield Fault.GONE_BY


def _too_long(
    success_criteria: str, report: str, asked: tuple[str, ...]
) -> tuple[str, ...]:
    """Say what is too long to be judged: what nobody reads may say anything."""
    reasons = tuple(
        f"{len(text)} characters are too long to judge"
        for text, most in (
            (report, MAX_CHARS),
            (success_criteria, MAX_CRITERIA_CHARS),
        )
        if len(text) > most
    )
    if len(asked) > MAX_CRITERIA:
        reasons += (f"{len(asked)} criteria are too many to judge",)
    return reasons


def _ruled(
    reading: Reading,
    decided: tuple[Decided, ...],
    waits: list[str],
    reasons: tuple[str, ...],
    found: list[Finding],
) -> Judgement:
    """Judge by the rules: an outside blocker, then any objection, else it is done."""
    missing = tuple(one.criterion for one in decided if not one.met)
    covered = len(decided) - len(missing)
    verdict = Verdict.RETRY
    if reading.report.status is compact.Claim.BLOCKED or waits:
        verdict = Verdict.BLOCK
        ahead = [line for name in AHEAD for line in reading.report.section(name)]
        told = waits or ahead or ["Status: BLOCKED"]
        reasons = ("needs somebody from outside: " + _quote(told),)
        found = [Finding("wait", text) for text in told]
    elif not reasons:
        verdict = Verdict.PASS
        reasons = (_shown(covered, len(decided)),)
    return Judgement(
        verdict, reasons, missing, covered, len(decided), tuple(found), decided
    )


def _shown(covered: int, total: int) -> str:
    return f"{covered} of {total} criteria shown" if total else "done"


def _weighed(
    seen: Look, heard: Heard, chances: Chances, least: float = SURE
) -> Judgement:
    """Judge by the rules and the tone together."""
    ruled = seen.ruled
    verdict = chances.verdict(least)
    missed = [answer for answer in seen.answers if answer.is_missed]
    surely = any(answer.is_surely_missed for answer in missed)
    if (surely and Verdict.PASS in (verdict, ruled.verdict)) or (
        missed and verdict is Verdict.RETRY and ruled.verdict is Verdict.PASS
    ):
        return _missed(ruled, missed)
    if verdict is Verdict.PASS and ruled.verdict is not Verdict.PASS:
        if is_certain(seen, heard):
            return ruled
        done = _taken_as_done(seen, heard)
        return replace(done, sure=chances.passes)
    ruled = replace(ruled, sure=chances.of(verdict))
    if verdict is ruled.verdict:
        return ruled
    if verdict is Verdict.BLOCK:
        wait = heard.most_waiting()
        return replace(
            ruled,
            verdict=verdict,
            reasons=("needs somebody from outside: " + _quote([wait]),),
            findings=(Finding("wait", wait),),
        )
    reasons, worst = seen.objections, heard.worst()
    if ruled.verdict is Verdict.PASS or not reasons:
        reasons = (f"does not read as finished: {_quote([worst])}",)
    if chances.passes >= max(chances.retry, chances.block):
        sure = percent(chances.passes)
        doubt = f"{sure} sure that it is done, {percent(least)} are asked for"
        reasons = (*reasons, doubt)
    # What it claims of itself stays known: checks that pass do not outrank FAILED.
    findings = (*seen.findings, Finding("tone", worst))
    return replace(ruled, verdict=verdict, reasons=reasons, findings=findings)


#: How sure it has to be of a Compact Report that has no word of a criterion.
SURE_OF_FORM = 0.85
#: Counts what failed, or how far it came.
_COUNTED = re.compile(
    r"(?:실패|오류|에러)[^\d.]{0,4}[1-9]\d*|(?<![\d.,])[1-9]\d*\s?(?:건|개|명)?[^\d.]{0,6}"
    r"(?:실패|fail|error)"
    r"|\b\d{1,2}\s?% (?:through|done|complete|finished|of the way)"
    r"|\d{1,2}\s?%\s?(?:정도|쯤|가량)?\s?(?:진행|완료)"
    r"|\bexit(?:ed)?(?: with)?(?: (?:code|status))?[ :=]+[1-9]\d{0,2}\b",
    re.IGNORECASE,
)


def _counts_short(finding: Finding) -> bool:
    """Tell whether it counts what failed, or less than there was to do."""
    return finding.kind in (Kind.FAILURE, Kind.UNDONE) and (
        bool(_COUNTED.search(finding.text)) or falls_short(finding.text.lower())
    )


def is_certain(seen: Look, heard: Heard) -> bool:
    """
    Tell whether no tone can speak for it.

    It talks to its judge, it failed, by its word or its count, it says which of several
    criteria was left undone, by its own line or by having none, or does not name a file
    that is asked for.
    """
    decided = seen.ruled.decided
    return (
        seen.is_talk
        or seen.is_left_out
        or seen.read.status is compact.Claim.FAILED
        or any(map(_counts_short, seen.ruled.findings))
        # Of several criteria just this one is told of as undone, and reads like it.
        or (
            len(decided) > 1
            and any(Fault.DENIED in one.faults for one in decided)
            and any(
                tone.finished < 0
                for tone in heard.of(finding.text for finding in seen.ruled.findings)
            )
        )
        # It may be of another file.
        or any(Fault.FILE in one.faults for one in decided)
    )


def _missed(ruled: Judgement, missed: list[Answer]) -> Judgement:
    """Say by which numbers limits are missed, whatever else is told."""
    told = [f"{one.text} for {one.limit.measure.text}" for one in missed]
    reason = "misses its limit: " + _quote(told)
    if ruled.verdict is not Verdict.PASS:
        return replace(ruled, reasons=(*ruled.reasons, reason))
    return replace(
        ruled,
        verdict=Verdict.RETRY,
        reasons=(reason,),
        findings=tuple(Finding("number", text) for text in told),
    )


def _taken_as_done(seen: Look, heard: Heard) -> Judgement:
    """Take what is told in other words, and what sounded like trouble, for done."""
    ruled = seen.ruled
    others = [one for one in ruled.decided if not one.met]
    reasons = [_shown(ruled.total, ruled.total)]
    if others:
        told = _quote(one.criterion for one in others)
        reasons.append(f"told in other words, by how the report reads: {told}")
    if ruled.findings:
        told = _quote(finding.text for finding in ruled.findings)
        reasons.append(f"no trouble, by how the report reads: {told}")
    return replace(
        ruled,
        verdict=Verdict.PASS,
        reasons=tuple(reasons),
        missing_checks=(),
        covered=ruled.total,
        findings=(),
        decided=tuple(
            one if one.met else _told_by(one, heard) for one in ruled.decided
        ),
    )


def _told_by(one: Decided, heard: Heard) -> Decided:
    """Name the words of the sentence that says most of a criterion as what tells it."""
    told = [sentence for sentence, _ in heard.sentences]
    words = [word for word in content(one.criterion) if not is_generic(word)]
    most = max(told, key=lambda text: sum(map(Text(text).has, words)), default="")
    return replace(one, met=True, told=content(most), faults=())


def _named(
    decided: tuple[Decided, ...], lines: tuple[Line | None, ...]
) -> tuple[str, ...]:
    """Name the criteria that are not met, and the lines that are not there."""
    return tuple(
        f"{one.criterion} (no line C{number})"
        if number <= len(lines) and lines[number - 1] is None
        else one.criterion
        for number, one in enumerate(decided, 1)
        if not one.met
    )


def _objections(
    reading: Reading, criteria: tuple[str, ...], missing: tuple[str, ...]
) -> tuple[list[str], list[Finding]]:
    """Say all that speaks against a report that needs nobody from outside."""
    if not reading.report.text.strip():
        return ["the report is empty"], [Finding("claim", "empty")]
    reasons: list[str] = []
    found: list[Finding] = []
    if reading.report.status is compact.Claim.FAILED:
        reasons.append("the report says FAILED")
        found.append(Finding("claim", "failed"))
    for kind, what, texts in (
        (Kind.FAILURE, "failed", [clause.text for clause in reading.failures]),
        (Kind.UNDONE, "not done", reading.undone(criteria)),
    ):
        if texts:
            reasons.append(f"{what}: {_quote(texts)}")
            found += [Finding(kind, text) for text in texts]
    if reading.only_repeats(criteria):
        reasons.append("the criteria are repeated, no work is told")
    elif not reading.evidence:
        reasons.append("no work is told")
    if missing:
        reasons.append(
            f"{len(missing)} of {len(criteria)} criteria not shown: {_quote(missing)}"
        )
    return reasons, found


def _proper(report: str) -> str:
    """Leave a talkative agent's output behind, if a Compact Report ends it."""
    if len(report) <= MAX_CHARS:
        return report
    return report[max(report.rfind("\n[REPORT "), 0) :]


def _shortened(report: str) -> str:
    """Leave out the middle of a report that is too long: ends say most."""
    if len(report) <= MAX_CHARS:
        return report
    half = _READ_OF_LONGER // 2
    return report[:half] + "\n" + report[-half:]


def _quote(texts: Iterable[str], most: int = 3, width: int = 160) -> str:
    """Put the first few texts, shortened, into one line."""
    shown = [" ".join(text.split()) for text in texts]
    cut = [text if len(text) <= width else text[:width] + "…" for text in shown[:most]]
    more = f" (and {len(shown) - most} more)" if len(shown) > most else ""
    return "; ".join(cut) + more
