"""
The review gate: done, to be tried again, or a person's turn.

A deterministic reading of the success criteria and of the report, Korean and
English; no model is asked. What a report says about its own verdict is no
evidence.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from openclaw_celery.domain import report as compact
from openclaw_celery.domain.checks import split_checks
from openclaw_celery.domain.claims import (
    Clause,
    Kind,
    is_past,
    read_clauses,
    sentences,
)
from openclaw_celery.domain.language import trouble_names
from openclaw_celery.domain.measures import limits, meets
from openclaw_celery.domain.waits import is_wait
from openclaw_celery.domain.words import (
    HANGUL,
    Text,
    alternatives,
    content,
    is_generic,
    known,
    root,
    size,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openclaw_celery.domain.checks import Seen


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


#: A longer report is not read to its end, and does not pass.
MAX_CHARS = 60_000
#: So much is read of one that is longer: enough to tell a wait from a failure.
_READ_OF_LONGER = 16_000


def judge(
    success_criteria: str,
    report: str,
    attempt_count: int = 0,
    max_retries: int = 3,
    evidence: Sequence[Seen] = (),
) -> Judgement:
    """
    Judge *report*; RETRY becomes BLOCK once *attempt_count* is at the limit.

    *evidence* is what came of the checks among the criteria: it outranks words.
    """
    if evidence:
        _, in_words = split_checks(success_criteria[:MAX_CHARS])
        said = _by_words(in_words, report)
        judgement = _with_evidence(said, evidence, only=not in_words)
    else:
        judgement = _by_words(success_criteria, report)
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
    )


def _by_words(success_criteria: str, report: str) -> Judgement:
    """Judge by what the report says, however often it was tried."""
    report = _proper(report)
    criteria = split_criteria(success_criteria[:MAX_CHARS])
    read = compact.parse(_shortened(report))
    reading = _Reading(success_criteria[:MAX_CHARS], read)
    evidence = _Evidence(
        reading.evidence,
        criteria,
        clean=reading.is_clean and reading.is_rich(criteria),
    )
    left = Text("\n".join(reading.undone(criteria)))
    missing = tuple(
        criterion
        for criterion in criteria
        if _is_denied(criterion, evidence, left) or not _is_met(criterion, evidence)
    )
    covered = len(criteria) - len(missing)

    waits = reading.waits(criteria, all_met=not missing)
    if read.status is compact.Claim.BLOCKED or waits:
        told = waits or list(read.section("Risks") + read.section("Next"))
        reason = "needs somebody from outside: " + _quote(told or ["Status: BLOCKED"])
        waiting = tuple(Finding("wait", text) for text in told)
        return Judgement(
            Verdict.BLOCK, (reason,), missing, covered, len(criteria), waiting
        )

    reasons, found = _objections(reading, criteria, missing)
    if len(report) > MAX_CHARS:
        # What nobody reads may say anything.
        reasons.append(f"{len(report)} characters are too long to judge")
    if not reasons:
        said = f"{covered} of {len(criteria)} criteria shown" if criteria else "done"
        return Judgement(Verdict.PASS, (said,), (), covered, len(criteria))
    return Judgement(
        Verdict.RETRY, tuple(reasons), missing, covered, len(criteria), tuple(found)
    )


def _objections(
    reading: _Reading, criteria: tuple[str, ...], missing: tuple[str, ...]
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


# -- Criteria ----------------------------------------------------------------

_NUMBERED = re.compile(
    r"(?:^|(?<=\s))\(?\d{1,2}[.)](?=\s)|[①-⑳]|^\d{1,2}\)", re.MULTILINE
)
_BULLET = re.compile(r"^[ \t]*(?:[-*•·▪◦]|\[[ xX]?\])[ \t]+", re.MULTILINE)
_OPEN, _CLOSE = "([{「“", ")]}」”"


def split_criteria(text: str) -> tuple[str, ...]:
    """
    Split success criteria into single ones.

    Numbers first; lines, bullets, `;` and commas only where there are none, for a
    numbered criterion may have commas of its own.
    """
    parts = _numbered(text)
    if parts:
        return _clean(line for part in parts for line in part.split("\n"))
    lines = [line for part in _BULLET.split(text) for line in part.split("\n")]
    lines = [_NUMBERED.sub("", line) for line in lines]
    return _clean(piece for line in lines for piece in _outside_brackets(line))


def _numbered(text: str) -> list[str]:
    """Split at 1), 2), 3); a number out of turn belongs to the text."""
    cuts: list[tuple[int, int]] = []
    for found in _NUMBERED.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        number = int(digits) if found[0].isascii() else ord(found[0]) - ord("①") + 1
        if number == len(cuts) + 1:
            cuts.append(found.span())
    if len(cuts) < 2:  # noqa: PLR2004 - one number makes no list
        return []
    starts = [0, *(end for _, end in cuts)]
    ends = [*(begin for begin, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _clean(parts: Iterable[str]) -> tuple[str, ...]:
    stripped = (part.strip(" \t\r;,.·") for part in parts)
    return tuple(part for part in stripped if re.search(r"\w", part))


def _outside_brackets(line: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, char in enumerate(line):
        depth += (char in _OPEN) - (char in _CLOSE)
        in_number = char == "," and line[at + 1 : at + 2].isdigit()
        if depth <= 0 and char in ";,；、" and not in_number:
            yield line[start:at]
            start = at + 1
    yield line[start:]


# -- Reading a report --------------------------------------------------------

#: Sections that speak of what may come, not of what was done.
_AHEAD = ("Risks", "Next")


class _Reading:
    """A report, clause by clause, with what each of them claims."""

    def __init__(self, criteria: str, report: compact.Report) -> None:
        self.report = report
        self._names = trouble_names(_in_both(criteria))
        body, ahead = _bodies(report)
        self.body = body
        self.clauses = [_answered(c) for c in read_clauses(body, self._names)]
        self._ahead = list(sentences(ahead))
        self._sentences = list(sentences(body))
        talk = {c.sentence for c in self.clauses if c.kind is Kind.TALK}
        self._waits = {
            number
            for number, sentence in enumerate(self._sentences)
            if is_wait(sentence, self._names) and number not in talk
        }
        #: Failures that nothing later puts right.
        self.failures = _unresolved(self.clauses)
        unresolved = {id(clause) for clause in self.failures}
        told = {Kind.EVIDENCE}
        if _LOOKS.search(criteria):
            # To have gone through it is what was asked for.
            told.add(Kind.MENTION)
        self.evidence = [
            clause
            for clause in self.clauses
            if clause.sentence not in self._waits
            and (
                clause.kind in told
                or (clause.kind is Kind.FAILURE and id(clause) not in unresolved)
            )
        ]

    def is_rich(self, criteria: tuple[str, ...]) -> bool:
        """Tell whether it says clearly more than the criteria do."""
        told = size(" ".join(clause.text for clause in self.evidence))
        return told >= _RICH * sum(map(size, criteria))

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing in it is failed, undone, planned or awaited."""
        doubts = (Kind.UNDONE, Kind.PLAN, Kind.TALK)
        return (
            not self._waits
            and not self.failures
            and self.report.status not in (compact.Claim.FAILED, compact.Claim.BLOCKED)
            and not any(clause.kind in doubts for clause in self.clauses)
            and not any(is_wait(s, self._names) for s in self._ahead)
            and not _RESERVED.search(self.body.lower())
        )

    def waits(self, criteria: tuple[str, ...], *, all_met: bool) -> list[str]:
        """Return the sentences that say that somebody else has to act first."""
        told = [self._sentences[number] for number in sorted(self._waits)]
        if not all_met or not criteria:
            if not all_met:
                told += [s for s in self._ahead if is_wait(s, self._names)]
            return told
        return [s for s in told if any(_touches(s, c) for c in criteria)]

    def undone(self, criteria: tuple[str, ...]) -> list[str]:
        """Return what was left undone of what the criteria ask for."""
        wants_all = any(_ALL.search(criterion) for criterion in criteria)
        return [
            clause.text
            for clause in self.clauses
            if clause.kind is Kind.UNDONE
            and clause.sentence not in self._waits
            and (
                not criteria
                or wants_all
                or len(content(clause.text)) < _FEW
                or any(_touches(self._said(clause), c) for c in criteria)
                or _puts_off(clause.text, criteria)
            )
        ]

    def _said(self, clause: Clause) -> str:
        """Return its sentence, and the one before if it speaks of "it"."""
        at = clause.sentence
        start = max(at - 1, 0) if _POINTS_BACK.search(clause.text) else at
        return " ".join(self._sentences[start : at + 1])

    def only_repeats(self, criteria: tuple[str, ...]) -> bool:
        """Tell whether all that touches the criteria are their own words."""
        if self.report.is_compact and self.report.section("Files"):
            return False
        asked = {_bare(criterion) for criterion in criteria}
        repeats = [c for c in self.evidence if _bare(c.text) in asked]
        if not repeats:
            return False
        others = [c for c in self.evidence if _bare(c.text) not in asked]
        return not any(_touches(o.text, c) for o in others for c in criteria)


def _in_both(criteria: str) -> str:
    """Return *criteria* with what their words are in the other language."""
    foreign = (
        form
        for word in content(criteria)
        for form in alternatives(word)
        if form.isascii() != word.isascii()
    )
    return " ".join((criteria, *foreign))


def _unresolved(clauses: list[Clause]) -> list[Clause]:
    left: list[Clause] = []
    for clause in clauses:
        if clause.kind is Kind.FAILURE:
            left.append(clause)
        elif clause.resolves:
            left = [
                one
                for one in left
                if clause.sentence - one.sentence > _REACH and not is_past(one.text)
            ]
    return left


_POINTS_BACK = re.compile(
    r"\b(?:it|them|they|this|that|these|those)\b|이것|그것", re.IGNORECASE
)
#: What makes a reservation: not all of it has to be said as a failure.
_RESERVED = re.compile(
    r"\bbut\b|\bhowever\b|\balthough\b|\bexcept\b|\bnext (?:change|pr|release|sprint"
    r"|version|deploy\w*|iteration|round)\b|\blater on\b"
    r"|(?<![했었았였됐인])는데[ ,]|지만[ ,]|다만|하지만|그러나"
)
#: What asks for somebody to look at something.
_LOOKS = re.compile(
    r"\b(?:check(?:ed)?|review(?:ed)?|proofread|inspect(?:ed)?|look|read)\b"
    r"|\btest(?:ed)? (?:in|on|with)\b|검토|점검|확인|감수|살펴|읽",
    re.IGNORECASE,
)
#: A key of a record that lists what was left out: `"skipped": ["upload"]`.
_LEFT_OUT = re.compile(
    r"[\"'](?:skipped|todo|pending|remaining|missing|not_done|incomplete|deferred"
    r"|unfinished|left_out|failed|failures|errors|미완료|남은 ?(?:일|작업)|누락|생략"
    r"|실패|보류)[\"']\s*:\s*(?:\[\s*[\"'{]|[\"']\s*\w|[1-9]|true)",
    re.IGNORECASE,
)


def _answered(clause: Clause) -> Clause:
    """Read a record of several keys as what it says of the work that is left."""
    if clause.kind is Kind.EVIDENCE and _LEFT_OUT.search(clause.text):
        return replace(clause, kind=Kind.UNDONE, resolves=False)
    return clause


#: How many times the words of the criteria a report has that tells of its own.
_RICH = 1.25
#: How many sentences later a failure may be put right.
_REACH = 2
#: A clause with fewer words that say something is about the work as a whole.
_FEW = 3


def _bodies(report: compact.Report) -> tuple[str, str]:
    """Return what the report says was done, and what it says may come."""
    if not report.is_compact:
        return report.text, ""
    # What stands below the word of its status has no heading of its own.
    done = [report.preamble, *report.section("Status")[1:]]
    for name in ("Files", "Diff-Summary", "Validation"):
        done += report.section(name)
    ahead = [line for name in _AHEAD for line in report.section(name)]
    return "\n".join(done), "\n".join(ahead)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


_PUT_OFF = re.compile(
    r"(?P<what>\w+) (?:is|are|was|were) (?:now )?scheduled (?:for|on)\b", re.IGNORECASE
)


def _puts_off(text: str, criteria: tuple[str, ...]) -> bool:
    """Tell whether *text* sets a date for just what is asked for."""
    found = _PUT_OFF.search(text)
    if not found:
        return False
    start = found["what"].lower()[:5]
    return any(start in criterion.lower() for criterion in criteria)


def _touches(text: str, criterion: str) -> bool:
    """Tell whether *text* speaks of what *criterion* is about."""
    words = Text(text)
    return any(words.has(word) for word in content(criterion) if not is_generic(word))


# -- Criterion by criterion --------------------------------------------------


class _Evidence:
    """All clauses that tell of work, ready to be asked."""

    def __init__(
        self, clauses: list[Clause], criteria: tuple[str, ...], *, clean: bool = False
    ) -> None:
        #: Words of several criteria: they do not tell which of them is met.
        self.shared = _shared(criteria)
        self.asked = [content(criterion) for criterion in criteria]
        self.parts = [clause.text for clause in clauses]
        #: How much of a criterion has to be told: a report with nothing against it
        #: says most in words of its own.
        self.is_free = clean
        self.enough = _ENOUGH_OF_CLEAN if clean else _ENOUGH
        self.text = Text("\n".join(clause.text for clause in clauses))
        by_sentence: dict[int, list[str]] = {}
        for clause in clauses:
            by_sentence.setdefault(clause.sentence, []).append(clause.text)
        self.sentences = [", ".join(texts) for texts in by_sentence.values()]
        letters = len(re.findall(r"[a-z]", self.text.low))
        hangul = len(HANGUL.findall(self.text.low))
        #: Mostly, beyond a name here and there.
        self._is_english = letters > hangul * _MOSTLY or not hangul

    def is_foreign(self, word: str) -> bool:
        """Tell whether *word* is in the language that the evidence is not in."""
        return self._is_english if HANGUL.match(word) else not self._is_english

    def is_owned(self, words: tuple[str, ...]) -> bool:
        """Tell whether some clause says as much of this criterion as of any other."""
        if len(self.asked) == 1:
            return True
        for clause in self.texts:
            said = _count(words, clause, self.shared)
            if said and all(
                said >= _count(other, clause, self.shared) for other in self.asked
            ):
                return True
        return False

    @cached_property
    def texts(self) -> list[Text]:
        """Return the parts of the clauses, each ready to be asked."""
        return [Text(part) for text in self.parts for part in _PART.split(text)]

    @cached_property
    def told(self) -> list[tuple[str, Text]]:
        """Return the sentences, each ready to be asked."""
        return [(sentence, Text(sentence)) for sentence in self.sentences]


def _count(words: tuple[str, ...], text: Text, shared: frozenset[str]) -> int:
    """Return how many of the distinctive *words* a text says."""
    return sum(
        text.has(word) for word in words if word not in shared and not is_generic(word)
    )


#: Where one thing ends and the next one begins, within a clause.
_PART = re.compile(
    r"(?<=[고며져면니])\s+|(?<=[아어해]서)\s+|\s(?:and|then|so|which|that|with|while)\s"
    r"|[,;:]\s",
    re.IGNORECASE,
)
#: So many letters for a Korean syllable make a text English.
_MOSTLY = 12
_PATH = re.compile(r"(?:[\w.-]+/)*[\w-]+\.[A-Za-z][A-Za-z0-9]{0,7}\b(?!\()", re.ASCII)
#: A flag, an identifier or a route.
_FLAG = re.compile(
    r"(?<![\w-])--?[a-z][\w-]+|\b[A-Za-z]{2,30}(?:_[A-Za-z0-9]{1,30})+\b"
    r"|(?<![\w/.:-])/[a-z][\w/{}-]+"
)
#: Share of what a criterion says that the evidence has to say too.
_ENOUGH = 0.5
_ENOUGH_OF_CLEAN = 0.1
#: What a word counts that is missing in another language: translations are free.
_ABROAD = 0.35
#: What a word weighs that nothing here can translate; the others decide.
_UNTRANSLATED = 0.2
#: What a word counts that does not tell what was done, or for which criterion.
_PLAIN = 0.25
#: A named file or a kept limit says more than a word.
_STRONG = 1.5


def _is_met(criterion: str, evidence: _Evidence) -> bool:
    """Tell whether the evidence shows what *criterion* asks for."""
    paths = _PATH.findall(criterion)
    rest = _PATH.sub(" ", criterion)
    flags = _FLAG.findall(rest)
    rest = _FLAG.sub(" ", rest)
    asked = limits(rest)
    for limit in asked:
        rest = rest.replace(limit.measure.text, " ", 1)
    words = content(rest)
    subject = {word for word in words if not is_generic(word)}
    has = evidence.text.has
    if not (
        evidence.sentences
        and all(_is_named(path, evidence) for path in paths)
        and all(
            meets(limit, evidence.told, subject, of_all=bool(_ALL.search(rest)))
            for limit in asked
        )
        and all(any(map(has, part)) for part in _listed(rest))
        and all(has(word) for word in _pairs(rest, evidence))
        and not _has_unwanted(criterion, evidence)
        and not _is_some(criterion, evidence)
        and not _is_elsewhere(criterion, evidence)
    ):
        return False
    if _VERIFY.match(criterion) and words and not has(words[-1]):
        return False
    named = sum(evidence.text.says(flag.lower()) for flag in flags)
    exact = len(paths) + len(asked)
    return _is_told(
        words,
        evidence,
        hit=_STRONG * (exact + named),
        total=_STRONG * (exact + len(flags)),
    )


#: Asks for a proof: of what its last word says.
_VERIFY = re.compile(
    r"\W*(?:verify|confirm|ensure|prove|make sure) (?:that )?[^,;]{1,80}"
    r"\b(?:can|could|is|are|does|do|still|works?)\b",
    re.IGNORECASE,
)
_REAL = re.compile(
    r"\bproduction\b|\bprod\b|\blive (?:site|system|server|env\w*)|프로덕션"
    r"|운영 ?(?:서버|환경|계|에|DB)",
    re.IGNORECASE,
)
_TRIAL = re.compile(
    r"\bstag(?:e|ing)\b|\bsandbox\b|\b(?:test|dev|local|qa)(?:elopment)? (?:env\w*"
    r"|server|system|cluster|site)\b|\blocally\b|\bpreview\b"
    r"|스테이징|(?:테스트|개발|검증|로컬) ?(?:서버|환경|계|에)",
    re.IGNORECASE,
)


def _is_elsewhere(criterion: str, evidence: _Evidence) -> bool:
    """Tell whether it was done where things are tried, and is asked for in earnest."""
    if not _REAL.search(criterion) or _TRIAL.search(criterion):
        return False
    told = evidence.text.low
    return bool(_TRIAL.search(told)) and not _REAL.search(told)


#: Share of the distinctive words that a criterion of so many has to be shown by.
def _is_told(
    words: tuple[str, ...], evidence: _Evidence, *, hit: float, total: float
) -> bool:
    """Tell whether enough of the *words* is there, on top of what is known."""
    is_specific = is_shown = is_measured = hit > 0
    plain = plain_hit = 0.0
    told = 0
    for word in words:
        weight, found = _weight(word, evidence), evidence.text.has(word)
        if weight == _PLAIN:
            plain += weight
            plain_hit += weight * found
            continue
        if found and weight == _UNTRANSLATED:
            # A name, the same in both languages.
            weight = 1.0
        total += weight if found or not evidence.is_foreign(word) else _ABROAD * weight
        hit += weight * found
        told += weight >= 1 and found
        if weight >= 1:
            is_specific, is_shown = True, is_shown or found
    if not is_specific:
        hit += plain_hit
        total += plain
    else:
        hit += 0 if evidence.is_free else plain_hit
        total += 0 if evidence.is_free else plain
    if hit < total * evidence.enough or (is_specific and not is_shown):
        return False
    return (
        is_measured
        or hit > total * _ENOUGH
        or (told > 1 and hit == total * _ENOUGH)
        or evidence.is_owned(words)
    )


def _is_denied(criterion: str, evidence: _Evidence, left: Text) -> bool:
    """Tell whether just what was left undone is what the evidence lacks."""
    return any(
        left.has(word) and not evidence.text.has(word)
        for word in content(criterion)
        if not is_generic(word)
    )


_PAIR = re.compile(
    r"([\w-]+)(?:\s+(?:and|및|그리고|&)\s+|(?<=[가-힣])[와과]\s+)(?:(?:the"
    r"|an?)\s+)?([\w-]+)",
    re.IGNORECASE,
)


def _pairs(criterion: str, evidence: _Evidence) -> list[str]:
    """Return the words on both sides of an `and`; both of them are asked for."""
    sides = (side for pair in _PAIR.findall(criterion) for side in pair)
    words = (word for side in sides for word in content(side))
    asked = [word for word in words if _weight(word, evidence) >= 1]
    if evidence.is_free and _TWO_ORDERS.match(criterion):
        # Drain and restart the nodes: what is told of the second tells the first.
        return asked if not any(map(evidence.text.has, asked)) else []
    return asked


_TWO_ORDERS = re.compile(r"\W*[a-z]+ and [a-z]+ ", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all|every|each|entire)\b|모든|모두|전체|전부|전 (?:화면|페이지)",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:most|some|the rest|the others?|except|excluding|excluded|apart from"
    r"|other than|but not|in the next)\b|대부분|나머지|제외|일부|몇 ?개",
    re.IGNORECASE,
)


def _is_some(criterion: str, evidence: _Evidence) -> bool:
    """Tell whether all were asked for and the evidence speaks of some."""
    if not _ALL.search(criterion) or _SOME.search(criterion):
        return False
    return bool(_SOME.search(evidence.text.low))


_NONE = re.compile(
    r"\b(?:no|without|zero)\s+(?P<en>[a-z]{3,30})|(?P<ko>[가-힣]{2,10}?)(?:이|가|은"
    r"|는)?\s?없",
    re.IGNORECASE,
)


def _has_unwanted(criterion: str, evidence: _Evidence) -> bool:
    """Tell whether the evidence counts some of what there should be none of."""
    for found in _NONE.finditer(criterion):
        what = re.escape(root(found["en"].lower()) if found["en"] else found["ko"])
        number = r"[1-9]\d{0,8}"
        counted = (
            rf"(?<![\d.,]){number} (?:\w{{1,20}} )?{what}|{what} ?{number} ?[건개]"
        )
        if re.search(counted, evidence.text.low):
            return True
    return False


_LIST = re.compile(r"\(([^()]*,[^()]*)\)")


def _listed(criterion: str) -> list[tuple[str, ...]]:
    """Return what each part of a list in brackets alone says: all are asked for."""
    parts = [part for inner in _LIST.findall(criterion) for part in inner.split(",")]
    around = set(content(_LIST.sub(" ", criterion)))
    words = [content(part) for part in parts]
    return [tuple(w for w in ws if w not in around) or ws for ws in words if ws]


def _shared(criteria: tuple[str, ...]) -> frozenset[str]:
    """Return the words that several criteria have, where others tell them apart."""
    if len(criteria) == 1:
        return frozenset()
    roots = [{word: root(word) for word in content(one)} for one in criteria]
    counts = Counter(form for each in roots for form in set(each.values()))
    words = [set(each) for each in roots]
    often = {word for each in roots for word, form in each.items() if counts[form] > 1}
    plain = (each & often for each in words if not any(_tells(w) for w in each - often))
    return frozenset(often.difference(*plain))


def _tells(word: str) -> bool:
    return not is_generic(word)


def _weight(word: str, evidence: _Evidence) -> float:
    if is_generic(word) or word in evidence.shared:
        return _PLAIN
    if evidence.is_foreign(word) and not known(word):
        return _UNTRANSLATED
    return 1.0


def _is_named(path: str, evidence: _Evidence) -> bool:
    """Tell whether a file is named, with or without its folder or ending."""
    name = path.rsplit("/", 1)[-1].lower()
    bare = name.rsplit(".", 1)[0]
    says = evidence.text.says
    return says(name) or (len(bare) > 2 and says(bare))  # noqa: PLR2004 - a.py
