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
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate.learned import weights
from openclaw_celery.domain.gate.measures import (
    Measure,
    in_plain_numbers,
    is_date,
    is_former,
    measures,
    wholes,
)
from openclaw_celery.domain.gate.words import Text, alternatives, content, is_generic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openclaw_celery.domain.gate.learned import Weights
    from openclaw_celery.domain.gate.measures import Limit

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
    r"|limit(?: of)?|baseline|old)|기존|이전|원래|종전|처음|목표\S*|기준|전에는"
    r"|이전에는|전)[\s:=(~]*$"
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
_AT_FIRST = re.compile(
    r"(?:\b(?:first|initial|initially|at first|out of the box|originally|opened|started"
    r"|began|earlier|yesterday)\b|1차|첫|처음|초기|당초|당일|어제)[^.;]{0,32}$"
)
_IN_THE_END = re.compile(
    r"(?:\b(?:now|then|after|afterwards|final|finally|second|third|again|ended|signed"
    r"|since|today|overall|in the end|latest)\b|[23]차|재측정|다시|(?:후|뒤|다음|이후)"
    r"(?:에|에는|엔)?[ ,]|최종|결국|오늘|전체)[^.;]{0,32}$"
)
_OF_THEM = re.compile(r"\s*(?:of (?:them|these|those|which|whom)|per|each|a)\b")
_AMONG_THEM = re.compile(r"(?:이|그|이들|그들) ?중(?:에서?)?[^.;]{0,12}$|\bof which $")
_WORD = re.compile(r"[a-z][a-z0-9@+-]*|[가-힣]+")
#: How far around a number is looked, in characters.
_FAR, _NEAR, _AFTER, _SOON = 64, 60, 40, 14
#: The words before a limit name what it is set to, the last ones most.
_NAMES = 3
#: Two numbers that differ by less are the same.
_SAME = 1e-9
#: A number so many times another is of something else.
_TIMES = 8
#: Less likely kept than this is surely missed; the rest is weighed.
_SURELY = 0.2
#: So many numbers of a report are looked at, for so many limits.
_MOST, _MOST_LIMITS = 40, 12


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
    #: Whether that number keeps the limit.
    is_kept: bool

    @property
    def is_missed(self) -> bool:
        """
        Whether a least or a most is missed by the number that answers it.

        A number of things that is asked for may be told in other ways.
        """
        return bool(self.limit.direction and self.text) and not self.is_kept

    @property
    def is_surely_missed(self) -> bool:
        """Whether it is missed and no other number is likely to be meant."""
        return self.is_missed and self.kept < _SURELY


def comes_short(limit: Limit, line: str) -> bool:
    """
    Tell whether all that *line* counts is less than *limit* asks for.

    Of a line that is of this one criterion; what it counts in parts may make it up.
    """
    told = [
        one.value
        for one in measures(line)
        if one.kind == limit.measure.kind and one.value > 1 and not is_date(line, one)
    ]
    asked = limit.measure.value
    return (
        limit.direction >= 0
        and max(told, default=asked) < asked
        and sum(told) < (asked if limit.direction else math.inf)
        and abs(sum(told) - asked) > _SAME
    )


def answers(
    asked: Iterable[tuple[str, Limit]],
    sentences: Iterable[str],
    model: Weights | None = None,
) -> list[Answer]:
    """
    Return what the *sentences* say to each limit that is *asked* for.

    Counted with *model*, or with what the package has learned.
    """
    model = model or weights()
    return [_answer(limit, found, model) for limit, found in figures(asked, sentences)]


def figures(
    asked: Iterable[tuple[str, Limit]], sentences: Iterable[str]
) -> list[tuple[Limit, list[Figure]]]:
    """Return for each limit the numbers of its kind, with what speaks for each."""
    limits, told = list(islice(asked, _MOST_LIMITS)), _told(sentences)
    return [
        (limit, _figures(text, limit, _others(limit, limits), told))
        for text, limit in limits
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with its numbers, ready to be looked at."""

    low: str
    before: str
    numbers: list[Measure]
    wholes: list[Measure]
    #: What follows from two or more of them, with how it does.
    derived: list[tuple[Measure, str]]


def _told(sentences: Iterable[str]) -> list[_Told]:
    told: list[_Told] = []
    before, count = "", 0
    for sentence in sentences:
        low = in_plain_numbers(sentence.lower())
        every = (one for one in measures(low) if not is_date(low, one))
        numbers = list(islice(every, max(0, _MOST - count)))
        count += len(numbers)
        if numbers:
            derived = list(_derived(low, numbers))
            told.append(_Told(low, before, numbers, wholes(low, numbers), derived))
        before = low
    return told


#: A part and the whole it is of, in the order of the language.
_PART_OF = re.compile(r"[\w ]{0,16}?\s?(?:/|of|out of)\s?(?:the |all |our )?")
_OF_WHOLE = re.compile(r"[가-힣 ]{0,6}\s?(?:중|가운데)(?:에서?)?[가-힣 ]{0,8}\s?")
_CHANGED_TO = re.compile(
    r"[^.;]{0,16}?(?:→|->|=>|에서|\bto\b|\bnow\b|\bbefore\b|이던 것이|였는데|였다가)"
    r"[^.;]{0,16}"
)
_NOW_THEN = re.compile(
    r"[^.;]{0,24}?(?:\bfrom\b|\bwas\b|\bvs\.?|\bversus\b|\bagainst\b|compared with"
    r"|기존|이전|종전|대비)[^.;]{0,12}"
)
_WHOLE_SHARE = 100.0


def _derived(low: str, numbers: list[Measure]) -> Iterator[tuple[Measure, str]]:
    """Yield shares, changes and sums that numbers next to each other make."""
    for first, second in pairwise(numbers):
        between = low[first.end : second.start]
        if first.kind != second.kind:
            continue
        both = low[first.start : second.end]
        span = (both, first.start, second.end)
        part = _PART_OF.fullmatch(between) and (first, second)
        part = part or (_OF_WHOLE.fullmatch(between) and (second, first))
        if part and first.kind == "count" and part[1].value >= part[0].value > 0:
            share = _WHOLE_SHARE * part[0].value / part[1].value
            yield Measure(share, "share", *span), "share"
        then_now = _CHANGED_TO.fullmatch(between) and (first, second)
        then_now = then_now or (_NOW_THEN.fullmatch(between) and (second, first))
        if then_now and then_now[0].value:
            gap = abs(then_now[1].value - then_now[0].value)
            share = _WHOLE_SHARE * gap / then_now[0].value
            yield Measure(share, "share", *span), "change"
            yield Measure(gap, first.kind, *span), "difference"
    counts = [one for one in numbers if one.kind == "count" and "." not in one.text]
    if 1 < len(counts) == len(numbers):
        first, last = counts[0], counts[-1]
        span = (low[first.start : last.end], first.start, last.end)
        yield Measure(sum(one.value for one in counts), "count", *span), "sum"


def _others(limit: Limit, limits: list[tuple[str, Limit]]) -> list[str]:
    return [text[: one.measure.start] for text, one in limits if one is not limit]


def _answer(limit: Limit, found: list[Figure], model: Weights) -> Answer:
    if not found:
        return Answer(limit, None, kept=0.0, sure=0.0, is_kept=False)
    scores = [
        model.figures_start
        + sum(model.figures.get(name, 0.0) * v for name, v in one.signals.items())
        for one in found
    ]
    most = max(scores)
    odds = [math.exp(score - most) for score in scores]
    kept = sum(odd for odd, one in zip(odds, found, strict=True) if one.holds)
    best = found[scores.index(most)]
    return Answer(
        limit,
        best.text,
        kept=kept / sum(odds),
        sure=1 / (1 + math.exp(-most)),
        is_kept=best.holds,
    )


def _figures(
    criterion: str, limit: Limit, others: list[str], told: list[_Told]
) -> list[Figure]:
    asked = _Asked(criterion, limit, others)
    last = told[-1] if told else None
    found = []
    for one in told:
        alike = [
            (measure, value)
            for measure in one.numbers
            if (value := _alike(limit, measure)) is not None
            and not _names_again(limit, value)
        ]
        alike += [
            (measure, value)
            for measure, _ in one.derived
            if (value := _alike(limit, measure)) is not None
        ]
        how = {id(measure): name for measure, name in one.derived}
        for at, (measure, value) in enumerate(alike):
            signals = dict(asked.signals(one, measure, value))
            for name in ("share", "change", "difference", "sum"):
                is_so = how.get(id(measure)) == name
                signals[f"derived: {name}"] = float(is_so)
                signals[f"derived: {name}, wanted"] = float(
                    is_so and _DERIVED[name].search(asked.words) is not None
                )
            signals["last sentence"] = float(one is last)
            signals["first of its kind"] = float(at == 0)
            signals["last of its kind"] = float(at == len(alike) - 1)
            if limit.direction == 0:
                signals |= {f"exact: {name}": v for name, v in signals.items()}
            found.append(Figure(measure.text, value, _holds(limit, value), signals))
    return found


def _names_again(limit: Limit, value: float) -> bool:
    """Tell whether it can only be the limit itself: nothing is under 5 MB by 5 MB."""
    asked = limit.measure.value
    return limit.strict and abs(value - asked) <= _SAME * max(1.0, abs(asked))


def _holds(limit: Limit, value: float) -> bool:
    """Tell whether *value* keeps *limit*; somewhat more than asked for is as good."""
    asked = limit.measure
    is_more = limit.direction == 0 and asked.value < value <= _MORE * asked.value
    return limit.holds(value) or (is_more and asked.kind == "count")


#: So many times what was asked for is more of it; beyond, it is of something else.
_MORE = 2


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


#: What is asked for, if the answer is likely to follow from several numbers.
_DERIVED = {
    "share": re.compile(r"%|percent|퍼센트|비율|율"),
    "change": re.compile(
        r"\b(?:reduc|cut|lower|decreas|increas|sav|less|smaller|faster|shorten|drop|grow"
        r"|rais|improv|by)|감소|줄|절감|단축|축소|낮추|증가|늘|높이|향상|올리|개선"
    ),
    "difference": re.compile(
        r"\b(?:drop|loss|gap|differ|within|points?|regress|more|fewer|by)|차이|하락|오차"
        r"|포인트|%p|감소|증가"
    ),
    "sum": re.compile(r"\d|[가-힣]"),
}


class _Asked:
    """A limit, and the words by which its number can be told."""

    def __init__(self, criterion: str, limit: Limit, others: list[str]) -> None:
        self.limit = limit
        self.words = criterion.lower()
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
        low = told.low
        before_it = [one.end for one in told.numbers if one.end <= measure.start]
        behind_it = [one.start for one in told.numbers if one.start >= measure.end]
        start, end = max(before_it, default=0), min(behind_it, default=len(low))
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
        yield "at first", float(bool(_AT_FIRST.search(before)))
        yield "in the end", float(bool(_IN_THE_END.search(before)))
        of_them = _OF_THEM.match(low, measure.end) or _AMONG_THEM.search(before)
        yield "of them", float(bool(of_them))
        yield "former", float(is_former(low, measure))
        yield "now before it", float(bool(_NOW_BEFORE.search(before)))
        yield "in brackets", float(bool(_IN_BRACKETS.search(low[: measure.start])))
        yield "the whole", float(measure in told.wholes)
        yield "the part", float(bool(told.wholes) and measure not in told.wholes)
        yield "has a unit", float(measure.kind != "count")
        asked = self.limit.measure
        yield "as exact", float(("." in measure.text) == ("." in asked.text))
        near = abs(value - asked.value) <= _SAME * max(1.0, abs(value))
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
    return float(any(map(_text(text).names, words)))


@lru_cache(maxsize=512)
def _text(text: str) -> Text:
    """Take in a text once: several limits ask it."""
    return Text(text)
