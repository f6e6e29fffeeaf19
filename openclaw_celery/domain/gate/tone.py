"""
How a report reads: finished, unfinished, or waiting for somebody.

The rules of this package know what words mean; nobody can list all the ways in which
people say that something is not quite done. So two linear models have learned them from
labelled reports (`training/`): which turns of phrase stand in reports that read as
finished, and in those that turned out to be. They are deterministic, made of numbers in
a file, and cost a few milliseconds; scikit-learn trains them, but is not needed to ask
them: a sum is all there is to it.
"""

from __future__ import annotations

import math
import re
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate.claims import sentences
from openclaw_celery.domain.gate.learned import BUCKETS, EARS, VERDICTS, phrases
from openclaw_celery.domain.gate.words import Text, content, ending, is_generic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: So many characters are listened to, the first and the last half of them: what a
#: long report tells in between is read by the rules.
_HEARD = 6_000
#: A word of more letters is not one.
_LONGEST_WORD = 40
_WORD = re.compile(r"[가-힣]+|[a-z]+(?:'[a-z]+)?|\d[\d.,]*|[^\sa-z가-힣\d]")
_NUMBER = re.compile(r"\d[\d.,]*")
#: Stands for a word of the criteria, and for a number, of theirs or of another; none
#: of something is another thing than some of it.
_ASKED, _OWN_NUMBER, _OTHER_NUMBER, _NONE = "◇", "#=", "#", "0"
_FIRST, _LAST = "F:", "L:"
#: Words that are taken together, at most; for the first and the last sentence, two.
_TOGETHER, _TOGETHER_AT_ENDS = 3, 2
_LETTERS = (2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Tone:
    """How something reads, by how much it is like reports of each verdict."""

    done: float
    undone: float
    waits: float

    @property
    def finished(self) -> float:
        """How much more it reads as done than as undone."""
        return self.done - self.undone


SILENT = Tone(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Heard:
    """The tone of a report, and of each of its sentences."""

    whole: Tone
    sentences: tuple[tuple[str, Tone], ...]
    #: How reports like it turned out, which is more than how they read.
    outcome: Heard | None = None

    def worst(self) -> str:
        """Return the sentence that reads least as finished; "" if there is none."""
        return min(self.sentences, key=lambda one: one[1].finished, default=("",))[0]

    def of(self, quoted: Iterable[str]) -> list[Tone]:
        """Return the tones of the sentences that anything *quoted* is of."""
        texts = tuple(quoted)
        return [
            tone
            for sentence, tone in self.sentences
            if any(text in sentence or sentence in text for text in texts)
        ]

    def most_waiting(self) -> str:
        """Return the sentence that reads most as a wait; "" if there is none."""
        return max(self.sentences, key=lambda one: one[1].waits, default=("",))[0]


def listen(report: str, criteria: str) -> Heard:
    """Return the tone of *report*; what the *criteria* name counts as their words."""
    whole, each = turns(report, criteria)
    wholes, parts, texts = _tones(whole), list(map(_tones, each)), spoken(report)
    reads, outcome = (
        Heard(tone, tuple(zip(texts, (part[ear] for part in parts), strict=True)))
        for ear, tone in enumerate(wholes)
    )
    return replace(reads, outcome=outcome)


def spoken(report: str) -> list[str]:
    """Return the sentences of *report* that are listened to."""
    return list(sentences(_shortened(report)))


def turns(report: str, criteria: str) -> tuple[set[str], list[set[str]]]:
    """Return the turns of phrase of *report*, and those of each sentence."""
    told = spoken(report)
    asked = _Asked(criteria)
    words = [asked.marked(sentence) for sentence in told]
    each = [_of_sentence(s, own) for s, own in zip(told, words, strict=True)]
    whole = set().union(*each)
    if words:
        whole.update(_FIRST + run for run in _runs(words[0], _TOGETHER_AT_ENDS))
        whole.update(_LAST + run for run in _runs(words[-1], _TOGETHER_AT_ENDS))
    return whole, each


def bucket(turn: str) -> int:
    """Return the number that a turn of phrase has in the model."""
    return zlib.crc32(turn.encode()) % BUCKETS


def _shortened(report: str) -> str:
    if len(report) <= _HEARD:
        return report
    return f"{report[: _HEARD // 2]}\n{report[-_HEARD // 2 :]}"


class _Asked:
    """What the criteria name: it says nothing of how the work went."""

    def __init__(self, criteria: str) -> None:
        self._words = Text(criteria)
        self._numbers = {n.rstrip(".,") for n in _NUMBER.findall(criteria)}
        self._empty = not criteria.strip()

    def marked(self, sentence: str) -> list[str]:
        """Return the words of *sentence*, with a mark for what was asked for."""
        return [self._mark(word) for word in _WORD.findall(sentence.lower())]

    def _mark(self, word: str) -> str:
        if word[0].isdigit():
            if not word.strip("0.,"):
                return _NONE
            own = word.rstrip(".,") in self._numbers
            return _OWN_NUMBER if own else _OTHER_NUMBER
        if len(word) > 1 and word[0].isalpha() and not self._empty:
            said = content(word[:_LONGEST_WORD])
            if said and not is_generic(said[0]) and any(map(self._words.has, said)):
                return _ASKED + ending(word)
        return word


def _of_sentence(sentence: str, words: list[str]) -> set[str]:
    # In their places: pieces of what was asked for would tell of its subject alone.
    marked = iter(words)
    spelled = _WORD.sub(lambda _: next(marked), sentence.lower())
    return {*_runs(words, _TOGETHER), *_letters(spelled)}


def _runs(words: list[str], longest: int) -> Iterator[str]:
    """Yield all runs of one word to *longest*; the ends of the sentence are words."""
    line = ["<", *words, ">"]
    for length in range(1, longest + 1):
        for at in range(len(line) - length + 1):
            yield " ".join(line[at : at + length])


def _letters(sentence: str) -> Iterator[str]:
    """Yield pieces of words: Korean has its tense and its particles within them."""
    for word in sentence.split():
        spelled = f" {word[:_LONGEST_WORD]} "
        for length in _LETTERS:
            for at in range(len(spelled) - length + 1):
                yield "c" + spelled[at : at + length]


def _tones(turns: Iterable[str]) -> list[Tone]:
    """Return what each ear makes of them."""
    model = phrases()
    scores = [0.0] * len(model.weights)
    square = 0.0
    for at in {bucket(turn) for turn in turns}:
        rarity = model.rarity[at]
        square += rarity * rarity
        for row, weights in enumerate(model.weights):
            scores[row] += rarity * weights[at]
    if not square:
        return [SILENT] * len(EARS)
    size = math.sqrt(square)
    told = [
        score / size * scale + start
        for score, scale, start in zip(scores, model.scales, model.starts, strict=True)
    ]
    of_each = len(VERDICTS)
    return [Tone(*told[at : at + of_each]) for at in range(0, len(told), of_each)]
