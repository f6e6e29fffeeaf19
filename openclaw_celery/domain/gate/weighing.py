"""
What the rules found in a report and how it reads, weighed against each other.

The rules are right more often than not, and each in its own way: that a number misses
its limit says more than that a word is not told. How much each of them counts, next to
the tone of the report, was learned from labelled reports which the rules had not been
made with, see `learned`; the sum decides.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate.alignment import align, own_words
from openclaw_celery.domain.gate.claims import Kind
from openclaw_celery.domain.gate.coverage import Fault
from openclaw_celery.domain.gate.deeds import deeds
from openclaw_celery.domain.gate.figures import comes_short
from openclaw_celery.domain.gate.learned import VERDICTS, weights
from openclaw_celery.domain.gate.verdict import Verdict
from openclaw_celery.domain.gate.words import Text, content
from openclaw_celery.domain.report import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openclaw_celery.domain.gate.coverage import Decided
    from openclaw_celery.domain.gate.figures import Answer
    from openclaw_celery.domain.gate.tone import Heard

#: Faults that are of words: the thing may be told in others.
_OF_WORDS = frozenset(
    (Fault.WORDS, Fault.NO_NUMBER, Fault.LIST, Fault.PAIR, Fault.PROOF)
)
#: More of anything count as so many.
_MOST = 3
_MOST_CRITERIA = 4
_MOST_CLAUSES = 6
#: Of a report of more sentences so many are looked through, at its begin and its end.
_MOST_SENTENCES = 40
#: An answer that is more likely than not.
_EVEN = 0.5
#: A criterion of which less is told may be told of at all only by chance.
_HARDLY = 0.25
#: What is taken for a limit that is not asked for, or to which nothing is said.
_UNASKED = 0.7


@dataclass(frozen=True, slots=True)
class Read:
    """What the rules read in a report, in numbers."""

    verdict: Verdict
    criteria: str
    report: str
    decided: tuple[Decided, ...]
    kinds: Sequence[Kind]
    #: Sentences, or clauses, of each sort.
    waits: int
    waits_ahead: int
    failures: int
    undone: int
    planned: int
    evidence: int
    is_clean: bool
    is_rich: bool
    repeats: bool
    is_compact: bool
    #: What a Compact Report says of itself.
    status: Claim | None
    #: What speaks against it, apart from criteria that are not shown.
    findings: tuple[str, ...]
    #: The line that each criterion has of its own, if any has one.
    lines: tuple[Line | None, ...] = ()

    @property
    def has_findings(self) -> bool:
        """Whether anything does."""
        return bool(self.findings)

    @property
    def unmet(self) -> list[Decided]:
        """The criteria that are not met."""
        return [one for one in self.decided if not one.met]

    @property
    def least_told(self) -> float:
        """How much is told of the one that is not met of which least is, 0 to 1."""
        return min(map(_told, self.unmet), default=1.0)

    @property
    def not_told(self) -> int:
        """How many criteria nothing at all is told of; two are many."""
        return min(2, sum(one.lacks != () == one.told for one in self.decided))


@dataclass(frozen=True, slots=True)
class Line:
    """What the line says that a criterion has of its own, read by itself."""

    text: str
    read: Read
    answers: tuple[Answer, ...]
    #: It only speaks of what is to be done something to.
    is_mention: bool


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each verdict is, 0 to 1."""

    passes: float
    retry: float
    block: float

    def verdict(self, sure: float) -> Verdict:
        """Return what they make of it; it passes if it is so *sure*."""
        if self.passes >= sure:
            return Verdict.PASS
        return Verdict.BLOCK if self.block > self.retry else Verdict.RETRY

    def of(self, verdict: Verdict) -> float:
        """Return how likely *verdict* is."""
        return {
            Verdict.PASS: self.passes,
            Verdict.RETRY: self.retry,
            Verdict.BLOCK: self.block,
        }[verdict]


def weigh(signals: dict[str, float]) -> Chances:
    """Return how likely each verdict is by all the *signals*."""
    model = weights()
    scores = list(model.signals_start)
    for name, value in signals.items():
        for at, weight in enumerate(model.signals.get(name, ())):
            scores[at] += weight * value
    most = max(scores)
    odds = [math.exp(score - most) for score in scores]
    return Chances(*(odd / sum(odds) for odd in odds))


def signals(read: Read, heard: Heard, answers: Iterable[Answer]) -> dict[str, float]:
    """Return all that speaks for a verdict, by name."""
    return {
        name: float(value)
        for part in (
            _of_rules(read),
            _of_criteria(read),
            _of_words(read, heard),
            _of_parts(read, heard),
            _of_tone(read, heard),
            _of_figures(read, list(answers)),
            _of_both(read),
            _of_both_heard(read, heard),
            _of_outcome(read, heard),
            _of_lines(read, heard),
        )
        for name, value in part
    }


def _of_outcome(read: Read, heard: Heard) -> Iterator[tuple[str, float]]:
    """Yield what is made of the tone for how reports of that tone turned out."""
    if heard.outcome is not None:
        for part in (_of_tone, _of_both_heard):
            for name, value in part(read, heard.outcome):
                yield f"outcome: {name}", value


def _of_rules(read: Read) -> Iterator[tuple[str, float]]:
    for verdict in VERDICTS:
        yield f"rules: {verdict}", read.verdict == verdict
    kinds = Counter(read.kinds)
    for kind in Kind:
        yield f"clauses: {kind}", min(_MOST, kinds[kind]) / 2
    for name, count in (
        ("waits", read.waits),
        ("waits ahead", read.waits_ahead),
        ("failures", read.failures),
        ("undone", read.undone),
        ("planned", read.planned),
    ):
        yield name, min(2, count)
        yield f"some {name}", count > 0
    yield "evidence", min(_MOST_CLAUSES, read.evidence) / _MOST
    yield "no evidence", not read.evidence
    yield "clean", read.is_clean
    yield "rich", read.is_rich
    yield "repeats", read.repeats
    yield "compact", read.is_compact
    for claim in Claim:
        yield f"status: {claim}", read.status is claim
    yield "no findings", not read.has_findings
    yield "length", math.log1p(len(read.report)) / 5
    yield "length of criteria", math.log1p(len(read.criteria)) / 5
    longer = len(read.report) / max(10, len(read.criteria))
    yield "longer than criteria", min(4.0, longer) / 2


def _of_criteria(read: Read) -> Iterator[tuple[str, float]]:
    decided, unmet = read.decided, read.unmet
    told = [_told(one) for one in decided] or [1.0]
    yield "criteria", min(_MOST_CRITERIA, len(decided))
    yield "no criteria", not decided
    yield "unmet", min(_MOST, len(unmet))
    yield "one unmet", len(unmet) == 1
    yield "all unmet", len(unmet) == len(decided) > 0
    yield "share unmet", len(unmet) / max(1, len(decided))
    yield "least told", min(told)
    yield "told", sum(told) / len(told)
    yield "least told of unmet", read.least_told
    yield "not told at all", read.not_told
    faults = {fault for one in decided for fault in one.faults}
    for fault in Fault:
        yield f"fault: {fault.name}", fault in faults
    yield "broken", not faults <= _OF_WORDS
    yield "only words", _lacks_only_words(read)


def _told(one: Decided) -> float:
    return len(one.told) / max(1, len(one.told) + len(one.lacks))


def _lacks_only_words(read: Read) -> bool:
    """Tell whether all that is amiss is that criteria are not told in their words."""
    return (
        bool(read.unmet)
        and not read.has_findings
        and all(_OF_WORDS.issuperset(one.faults) for one in read.unmet)
    )


def _of_words(read: Read, heard: Heard) -> Iterator[tuple[str, float]]:
    """Yield how much of each criterion is told, in all and by one sentence."""
    asked = [words for one in read.decided if (words := own_words(one.criterion))]
    if not asked:
        return
    told = [sentence for sentence, _ in heard.sentences]
    if len(told) > _MOST_SENTENCES:
        told = [*told[: _MOST_SENTENCES // 2], *told[-_MOST_SENTENCES // 2 :]]
    each = [Text(sentence) for sentence in told]
    found = [[set(filter(text.has, words)) for text in each] for words in asked]
    pairs = list(zip(found, asked, strict=True))
    shares = [len(set().union(*parts)) / len(words) for parts, words in pairs]
    best = [max(map(len, parts), default=0) / len(words) for parts, words in pairs]
    hardly = sum(share < _HARDLY for share in shares)
    yield "words: least told", min(shares)
    yield "words: told", sum(shares) / len(shares)
    yield "words: least told by one sentence", min(best)
    yield "words: told by one sentence", sum(best) / len(best)
    yield "words: hardly told", min(2, hardly)
    for name, value in (
        ("least told", min(shares)),
        ("least told by one sentence", min(best)),
        ("hardly told", hardly / len(shares)),
    ):
        yield f"words: {name}, finished", value * heard.whole.finished
        yield f"words: {name}, only words", value * _lacks_only_words(read)
        yield f"words: {name}, passed", value * (read.verdict == Verdict.PASS)


def _of_parts(read: Read, heard: Heard) -> Iterator[tuple[str, float]]:
    """Yield what each criterion is told by parts of the report that are its own."""
    told = align([one.criterion for one in read.decided], read.report)
    shares = told.shares
    if not shares:
        return
    weakest = min(shares, key=lambda one: (one.told, one.done))
    untold = sum(not one.parts for one in shares)
    is_some = 0 < untold < len(shares)
    not_done = sum(bool(one.parts) and not one.done for one in shares)
    others = sorted(one.told for one in shares)[1:]
    yield "parts: told", sum(one.told for one in shares) / len(shares)
    yield "parts: done", sum(one.done for one in shares) / len(shares)
    yield "parts: all untold", untold == len(shares)
    yield "parts: untold", min(2, untold)
    yield "parts: share untold", untold / len(shares)
    yield "parts: one of several untold", untold == 1 < len(shares)
    yield "parts: the last untold", bool(others) and not shares[-1].parts
    yield "parts: the first untold", bool(others) and not shares[0].parts
    yield "parts: untold, none free", max(0, min(2, untold - len(told.free)))
    yield "parts: free", min(_MOST_CRITERIA, len(told.free))
    yield "parts: fewer than criteria", told.parts < len(shares)
    yield "parts: each", min(4.0, told.parts / len(shares))
    yield "parts: least", min(_MOST, *(len(one.parts) for one in shares), _MOST)
    yield "parts: weakest done", weakest.done if weakest.parts else _EVEN
    yield "parts: weakest mentioned", weakest.is_mention
    yield "parts: mentioned, not done", any(o.is_mention and not o.done for o in shares)
    for name, value in (
        ("least told", weakest.told),
        ("least done", min(one.done for one in shares)),
        ("told, not done", min(2, not_done)),
        ("some untold, none free", is_some and not told.free),
        ("one hardly told", bool(others) and weakest.told < _HARDLY < others[0] / 2),
    ):
        yield f"parts: {name}", value
        yield f"parts: {name}, finished", value * heard.whole.finished
        yield f"parts: {name}, only words", value * _lacks_only_words(read)
        yield f"parts: {name}, passed", value * (read.verdict == Verdict.PASS)


def _of_tone(read: Read, heard: Heard) -> Iterator[tuple[str, float]]:
    whole = heard.whole
    only_words = _lacks_only_words(read)
    told = [_told(one) for one in read.decided] or [1.0]
    is_broken = any(not _OF_WORDS.issuperset(one.faults) for one in read.decided)
    for name, tone in (
        ("finished", whole.finished),
        ("no wait", whole.done - whole.waits),
        ("own work left", whole.undone - whole.waits),
    ):
        yield f"tone: {name}", tone
        for verdict in VERDICTS:
            yield f"tone: {name}, rules: {verdict}", tone * (read.verdict == verdict)
        yield f"tone: {name}, no findings", tone * (not read.has_findings)
        yield f"tone: {name}, only words", tone * only_words
        yield f"tone: {name}, broken", tone * is_broken
    yield "tone: finished, squared", whole.finished * abs(whole.finished)
    yield "tone: finished, told", whole.finished * min(told)
    yield (
        "tone: finished, told of unmet",
        (whole.finished * only_words * read.least_told),
    )
    each = [tone for _, tone in heard.sentences]
    if each:
        yield "worst sentence", min(one.finished for one in each)
        yield "best sentence", max(one.finished for one in each)
        yield "last sentence", each[-1].finished
        yield "least sure of no wait", min(one.done - one.waits for one in each)
        yield "most waiting sentence", max(one.waits for one in each)
        yield "most undone sentence", max(one.undone for one in each)
        yield "least done sentence", min(one.done for one in each)
        yield "sentences", min(_MOST_CLAUSES, len(each)) / _MOST


def _of_both(read: Read) -> Iterator[tuple[str, float]]:
    """Yield what says more together than each by itself."""
    told = [_told(one) for one in read.decided] or [1.0]
    passed, only_words = read.verdict == Verdict.PASS, _lacks_only_words(read)
    yield "passed and told", passed * min(told)
    yield "passed, clean and told", passed * read.is_clean * sum(told) / len(told)
    yield "clean and told", read.is_clean * sum(told) / len(told)
    yield "only words, least told of unmet", only_words * read.least_told
    yield "only words, not told at all", only_words * read.not_told
    lone = only_words * (len(read.unmet) == 1)
    yield "only words of one of several", lone * min(_MOST_CRITERIA, len(read.decided))


def _of_both_heard(read: Read, heard: Heard) -> Iterator[tuple[str, float]]:
    """Yield what the rules and the tone say together."""
    finished = heard.whole.finished
    told = [_told(one) for one in read.decided] or [1.0]
    passed = read.verdict == Verdict.PASS
    yield "passed, told and finished", passed * min(told) * finished
    yield "unfinished", min(0.0, finished)
    yield "very finished", max(0.0, finished - _EVEN)
    worst = min((tone.finished for _, tone in heard.sentences), default=0.0)
    yield "passed, worst sentence", passed * worst
    found = heard.of(read.findings)
    yield "findings heard", min(_MOST, len(found))
    if found:
        yield "findings: least finished", min(tone.finished for tone in found)
        yield "findings: most finished", max(tone.finished for tone in found)
        yield "findings: most waiting", max(tone.waits for tone in found)
        yield "findings: most undone", max(tone.undone for tone in found)


def _of_figures(read: Read, answers: list[Answer]) -> Iterator[tuple[str, float]]:
    missed = any(Fault.NUMBER in one.faults for one in read.decided)
    for name, own in (
        ("limits", [one for one in answers if one.limit.direction]),
        ("exact numbers", [one for one in answers if not one.limit.direction]),
    ):
        told = [one for one in own if one.text is not None]
        kept = min((one.kept for one in told), default=_UNASKED)
        is_kept = bool(told) and all(one.is_kept for one in told)
        is_missed = bool(told) and not is_kept
        yield f"{name} likely kept", bool(told) and kept > _EVEN
        yield f"{name} likely missed", bool(told) and kept < _EVEN
        yield f"{name}", min(_MOST, len(told))
        yield f"{name} not told", min(_MOST, len(own) - len(told))
        yield f"{name} kept", kept
        yield (
            f"{name} surely missed",
            max(((1 - one.kept) * one.sure for one in told), default=0.0),
        )
        yield f"{name}: kept", is_kept
        yield f"{name}: missed", is_missed
        yield f"{name}: kept, rules: missed", is_kept and missed
        yield f"{name}: missed, rules: missed", is_missed and missed
        yield f"{name}: kept, rules: RETRY", is_kept and read.verdict == Verdict.RETRY
        yield f"{name}: missed, rules: PASS", is_missed and read.verdict == Verdict.PASS


def _of_lines(read: Read, heard: Heard) -> Iterator[tuple[str, float]]:
    """Yield what the lines say that criteria have of their own."""
    lines = [line for line in read.lines if line]
    if not lines:
        return
    yield "lines", 1.0
    yield "lines: missing", min(2, len(read.lines) - len(lines))
    yield "lines: of several", min(_MOST_CRITERIA, len(read.lines))
    yield from _of_lines_ruled(lines)
    yield from _of_lines_told(lines)
    yield from _of_lines_counted(lines)
    yield from _of_lines_heard(lines, heard, "")
    if heard.outcome is not None:
        yield from _of_lines_heard(lines, heard.outcome, "outcome: ")


def _of_lines_ruled(lines: list[Line]) -> Iterator[tuple[str, float]]:
    """Yield what the rules make of each by itself."""
    reads = [line.read for line in lines]
    ruled = Counter(read.verdict for read in reads)
    for verdict in VERDICTS:
        yield f"lines: rules: {verdict}", min(2, ruled[Verdict(verdict)])
    faults = {fault for read in reads for one in read.decided for fault in one.faults}
    for fault in Fault:
        yield f"lines: fault: {fault.name}", fault in faults
    for name, counts in (
        ("waits", [read.waits for read in reads]),
        ("failures", [read.failures for read in reads]),
        ("undone", [read.undone for read in reads]),
        ("planned", [read.planned for read in reads]),
    ):
        yield f"lines: {name}", min(2, sum(map(bool, counts)))
    yield "lines: no evidence", min(2, sum(not read.evidence for read in reads))
    yield "lines: clean", all(read.is_clean for read in reads)


def _of_lines_told(lines: list[Line]) -> Iterator[tuple[str, float]]:
    """Yield how much of its criterion each tells, and of what is done to it."""
    yield "lines: mentioned", min(2, sum(line.is_mention for line in lines))
    shares = [_told(one) for line in lines for one in line.read.decided]
    if shares:
        yield "lines: least told", min(shares)
        yield "lines: told", sum(shares) / len(shares)
    says = [len(content(line.text)) for line in lines]
    yield "lines: shortest", min(5, *says, 5)
    yield "lines: bare", min(2, says.count(0) + says.count(1))
    done = [
        len(asked & deeds(line.text)) / len(asked)
        for line in lines
        if (asked := deeds(line.read.criteria))
    ]
    yield "lines: least done", min(done, default=1.0)
    yield "lines: done", sum(done) / len(done) if done else 1.0


def _of_lines_counted(lines: list[Line]) -> Iterator[tuple[str, float]]:
    """Yield what the numbers in them are, next to those that are asked for."""
    asked = [(line, one) for line in lines for one in line.answers]
    told = [one for _, one in asked if one.text is not None]
    short = sum(comes_short(one.limit, line.text) for line, one in asked)
    yield "lines: numbers", min(_MOST, len(told))
    yield "lines: numbers kept", min((one.kept for one in told), default=_UNASKED)
    yield "lines: a number missed", any(one.is_missed for one in told)
    yield "lines: numbers that come short", min(2, short)
    yield "lines: a number told in its line", any(one.is_kept for one in told)


def _of_lines_heard(
    lines: list[Line], heard: Heard, ear: str
) -> Iterator[tuple[str, float]]:
    """Yield how they read, and how what stands beside them does."""
    tones = [tone for line in lines for tone in heard.of((line.text,))]
    finished = [one.finished for one in tones]
    if tones:
        yield f"{ear}lines: least finished", min(finished)
        yield f"{ear}lines: finished", sum(finished) / len(finished)
        yield f"{ear}lines: most waiting", max(one.waits for one in tones)
        yield f"{ear}lines: no wait", min(one.done - one.waits for one in tones)
        yield f"{ear}lines: most undone", max(one.undone for one in tones)
    told = "\n".join(line.text for line in lines)
    rest = [tone for sentence, tone in heard.sentences if sentence not in told]
    if rest:
        least = min(one.finished for one in rest)
        yield f"{ear}beside lines: least finished", least
        yield f"{ear}beside lines: most waiting", max(one.waits for one in rest)
        yield f"{ear}beside lines: most undone", max(one.undone for one in rest)
