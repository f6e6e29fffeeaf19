"""
Which of a report's numbers answers a limit, and whether it keeps it.

"Accuracy above 90 %: 91 in training, 87 on the test set (was 84)" tells three; what
stands around each, its name, its tense, its place, says how likely it is meant.
The counts of that were learned from labelled reports, see `learned`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.learned import weights
from openclaw_celery.domain.measures import is_former, measures, percentiles, wholes
from openclaw_celery.domain.words import Text, alternatives, content, is_generic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openclaw_celery.domain.measures import Limit, Measure

#: Where the words about a number begin, going back from it.
_SEGMENT = re.compile(r"[,;·|/({\[]\s?|\band\b|\bwhile\b|[고며]\s|\n|=>")
_BEHIND = re.compile(r"[,;.(]")
_CRITERION_PART = re.compile(r"[,;(]| and ")
#: Which of several numbers of one name it is.
_STATISTIC = re.compile(
    r"(?<![a-z])p\d\d\b|\d\d%(?= )|\b(?:average|mean|avg|median|max(?:imum)?"
    r"|min(?:imum)?|peak|worst|best|slowest|fastest|top|first|baseline|train(?:ing)?"
    r"|validation|test|holdout|held-out|previous\w*|before|old|target|goal|limit|total"
    r"|micro|macro|weighted)\b|평균|중앙값|최대|최소|최고|최저|학습|검증|기존|이전|목표"
    r"|기준|전체|총|평가|베이스라인"
)
_PAST_BEFORE = re.compile(
    r"(?:\b(?:was|were|from|previously|before|used to be|down from|up from|vs\.?|versus"
    r"|compared (?:to|with)|against|instead of|target\w*(?: of)?|goal(?: of)?"
    r"|limit(?: of)?|baseline|old)|기존|이전|원래|종전|처음|목표\S*|기준|전에는|이전에는"
    r"|전)[\s:=(~]*$"
)
_PAST_AFTER = re.compile(
    r"^\s*\S{0,2}\s?(?:→|->|=>|에서\s|이던|였던|이었|였는데|before|previously|earlier"
    r"|at first|originally|목표|기준)"
)
_NOW_BEFORE = re.compile(
    r"(?:→|->|=>|에서|\bto|\bnow|\bis|\bat|현재|지금|최종|이제|결과)\s*(?:about |약 )?"
    r"[:=(]?\s*$"
)
_IN_BRACKETS = re.compile(r"\([^()]*\Z")
_WORD = re.compile(r"[a-z][a-z0-9@+-]*|[가-힣]+")
#: How far around a number is looked, in characters.
_FAR, _NEAR, _AFTER, _SOON = 64, 60, 40, 14
#: The words before a limit name what it is set to, the last ones most.
_NAMES = 3
#: A number so many times another is of something else.
_TIMES = 8
#: So many numbers of a report are looked at.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a report, and what speaks for its being the one that is meant."""

    text: str
    value: float
    holds: bool
    signals: dict[str, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says to a limit."""

    limit: Limit
    #: The number that is most likely meant; None if there is none of its kind.
    text: str | None
    #: How likely the limit is kept, 0 to 1.
    kept: float
    #: How likely the number is the one that is meant, 0 to 1.
    sure: float


def answers(
    asked: Iterable[tuple[str, Limit]], sentences: Iterable[str]
) -> list[Answer]:
    """Return what the *sentences* say to each limit that is *asked* for."""
    limits, told = list(asked), _told(sentences)
    return [
        _answer(limit, figures(text, limit, _others(limit, limits), told))
        for text, limit in limits
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with its numbers, ready to be looked at."""

    low: str
    before: str
    numbers: list[Measure]
    wholes: list[Measure]


def _told(sentences: Iterable[str]) -> list[_Told]:
    told: list[_Told] = []
    before, count = "", 0
    for sentence in sentences:
        low = percentiles(sentence).lower()
        numbers = list(measures(low))[: max(0, _MOST - count)]
        count += len(numbers)
        if numbers:
            told.append(_Told(low, before, numbers, wholes(low, numbers)))
        before = low
    return told


def _others(limit: Limit, limits: list[tuple[str, Limit]]) -> list[str]:
    return [text[: one.measure.start] for text, one in limits if one is not limit]


def _answer(limit: Limit, found: list[Figure]) -> Answer:
    if not found:
        return Answer(limit, None, 0.0, 0.0)
    model = weights()
    scores = [
        model.figures_start
        + sum(model.figures.get(name, 0.0) * v for name, v in one.signals.items())
        for one in found
    ]
    most = max(scores)
    odds = [math.exp(score - most) for score in scores]
    kept = sum(odd for odd, one in zip(odds, found, strict=True) if one.holds)
    best = found[scores.index(most)]
    return Answer(limit, best.text, kept / sum(odds), 1 / (1 + math.exp(-most)))


def figures(
    criterion: str, limit: Limit, others: list[str], told: list[_Told]
) -> list[Figure]:
    """Return the numbers that are of the kind of *limit*, with what speaks for each."""
    asked = _Asked(criterion, limit, others)
    last = told[-1] if told else None
    found = []
    for one in told:
        alike = [
            (measure, value)
            for measure in one.numbers
            if (value := _alike(limit, measure)) is not None
        ]
        for at, (measure, value) in enumerate(alike):
            signals = dict(asked.signals(one, measure, value))
            signals["last sentence"] = float(one is last)
            signals["first of its kind"] = float(at == 0)
            signals["last of its kind"] = float(at == len(alike) - 1)
            if limit.direction == 0:
                signals |= {f"exact: {name}": v for name, v in signals.items()}
            found.append(Figure(measure.text, value, limit.holds(value), signals))
    return found


def _alike(limit: Limit, measure: Measure) -> float | None:
    """Return the value of *measure* in what *limit* counts in; a share is a number."""
    asked = limit.measure
    if asked.kind == measure.kind:
        return measure.value
    if asked.kind == "count" and measure.kind == "share" and 0 < asked.value <= 1:
        return measure.value / 100
    is_part = "." in measure.text and 0 < measure.value < 1
    if asked.kind == "share" and measure.kind == "count" and is_part:
        return measure.value * 100
    return None


class _Asked:
    """A limit, and the words by which its number can be told."""

    def __init__(self, criterion: str, limit: Limit, others: list[str]) -> None:
        self.limit = limit
        rest = criterion.replace(limit.measure.text, " ")
        self._subject = [word for word in content(rest) if not is_generic(word)]
        before = _CRITERION_PART.split(criterion[: limit.measure.start])[-1]
        self._names = list(content(before))[-_NAMES:] or self._subject
        self._others = [
            word
            for other in others
            for word in content(_CRITERION_PART.split(other)[-1])[-_NAMES:]
            if word not in self._names
        ]
        self._statistics = set(_STATISTIC.findall(criterion.lower()))
        after = criterion[limit.measure.end : limit.measure.end + _SOON]
        self._units = [
            word
            for word in _WORD.findall(f"{limit.measure.text} {after}".lower())
            if len(word) > 1 or not word.isascii()
        ]

    def signals(
        self, told: _Told, measure: Measure, value: float
    ) -> Iterator[tuple[str, float]]:
        """Yield what speaks for *measure* and against it, by name."""
        low, at = told.low, told.numbers.index(measure)
        start = told.numbers[at - 1].end if at else 0
        is_last = at + 1 == len(told.numbers)
        end = len(low) if is_last else told.numbers[at + 1].start
        run = low[start : measure.start][-_NEAR:]
        segment = _SEGMENT.split(low[start : measure.start])[-1][-_NEAR:]
        after = _BEHIND.split(low[measure.end : end])[0][:_AFTER]
        before = low[max(0, measure.start - _FAR) : measure.start]
        named = _share(self._names, segment)
        yield "its name before it", named
        yield "some of its name before it", float(named > 0)
        yield "its name since the last number", _share(self._names, run)
        yield "its name behind it", _share(self._names, f"{measure.text} {after}")
        yield "its own word before it", _says(self._names[-1:], segment)
        yield "an own word before it", _says(self._names, segment)
        yield "an own word behind it", _says(self._names, after)
        yield "its subject in the sentence", _share(self._subject, low)
        yield "its subject in the sentence before", _share(self._subject, told.before)
        around = f"{segment} {after}"
        yield "the name of another", float(bool(_count(self._others, around)))
        said = set(_STATISTIC.findall(run[-30:])) | set(_STATISTIC.findall(after[:12]))
        yield "another statistic", float(bool(said - self._statistics))
        yield "its statistic", float(bool(said & self._statistics))
        yield "no statistic", float(bool(self._statistics) and not said)
        yield "past before it", float(bool(_PAST_BEFORE.search(before)))
        soon = low[measure.end : measure.end + _SOON]
        yield "past behind it", float(bool(_PAST_AFTER.match(soon)))
        yield "former", float(is_former(low, measure))
        yield "now before it", float(bool(_NOW_BEFORE.search(before)))
        yield "in brackets", float(bool(_IN_BRACKETS.search(low[: measure.start])))
        yield "the whole", float(measure in told.wholes)
        yield "the part", float(bool(told.wholes) and measure not in told.wholes)
        yield "has a unit", float(measure.kind != "count")
        asked = self.limit.measure
        yield "as exact", float(("." in measure.text) == ("." in asked.text))
        near = abs(value - asked.value) <= 1e-9 * max(1.0, abs(value))
        yield "the number asked for", float(near)
        ratio = abs(value / asked.value) if asked.value else 1.0
        yield "far off", float(not 1 / _TIMES <= ratio <= _TIMES)
        unit = measure.text + after[:_SOON]
        yield "its unit", float(any(word in unit for word in self._units))


def _count(words: Iterable[str], text: str) -> int:
    """Return how many of the *words* the lower-case *text* says, in any language."""
    return sum(
        any(len(form) > 1 and form in text for form in alternatives(word))
        for word in words
    )


def _share(words: list[str], text: str) -> float:
    return _count(words, text) / max(1, len(words))


def _says(words: list[str], text: str) -> float:
    """Tell whether *text* has one of the *words* themselves."""
    told = Text(text)
    return float(any(map(told.names, words)))
