"""
Requests in running text: cut at separators, from new lines down to `and`.

A separator is only a hint. A cut is made where each side is something to do; a side
that is none (a condition, a lone object, a reason) stays with its neighbour.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.action_words import DETERMINERS, NOUNS_IN_GO
from openclaw_celery.domain.actions import (
    Kind,
    action_noun,
    begins_with_order,
    describes,
    ends_in_action,
    governs,
    is_activity,
    is_afterthought,
    is_korean,
    kind_of,
    may_order,
    pairs,
    surely_orders,
    without_link,
)
from openclaw_celery.domain.lists import Found
from openclaw_celery.domain.spans import cover

if TYPE_CHECKING:
    from collections.abc import Callable


class Level(enum.Enum):
    """Kinds of separators, strongest first."""

    LINE = r"\n+"
    SENTENCE = (
        r"(?<=[.!?。\uff01\uff1f])"
        r"(?<!\b[ei]\.[ge]\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bno\.)\s+"
    )
    SEMICOLON = r"\s*[;；]\s*"
    ARROW = r"\s*(?:-{1,2}>|=>|[→⇒➜➔⟶➡])️?\s*|\s+>{1,2}\s+"
    THEN = (
        r"[,.]?\s+(?:and\s+)?(?:then|after\s+that|afterwards)\s*,?\s+"
        r"|[,.]?\s+(?:그리고\s*나서|그런\s*다음에?"
        r"|그\s*다음(?:에는?|으로)?|그\s*[뒤후]에?|다음으로|이어서)\s*,?\s+"
    )
    COMMA = r"\s*[,，、]\s*"
    SLASH = r"\s+[/|]\s+|(?<=[가-힣])/(?=[가-힣])"
    LINK = (
        r"\s+(?:and\s+also|as\s+well\s+as|and|plus|&|\+"
        r"|그리고|및|또한?|추가로|아울러)\s+"
    )
    ENDING = (
        rf"(?<=[고뒤후음와과며])(?<!{'|'.join(sorted(NOUNS_IN_GO))})\s+"
        r"|(?<=[뒤후음]에)\s+"
    )


_PATTERNS = {level: re.compile(level.value, re.IGNORECASE) for level in Level}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the request and the same with its protected spans covered."""

    text: str
    covered: str

    def cut(self, level: Level) -> list[tuple[int, int]]:
        """Return where the stretches between the separators of *level* are."""
        spans, start = [], 0
        for found in _PATTERNS[level].finditer(self.covered):
            if self.covered[start : found.start()].strip():
                spans.append((start, found.start()))
                start = found.end()
        if self.covered[start:].strip():
            spans.append((start, len(self.text)))
        return spans

    def part(self, start: int, end: int) -> Piece:
        """Return the stretch from *start* to *end*."""
        return Piece(self.text[start:end], self.covered[start:end])


def separated(text: str) -> Found:
    """Cut running text into tasks; one task when there is nothing to cut."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    flat = "\n".join(line for line in lines if line)
    piece = Piece(flat, cover(flat))
    found = _HEADING.match(piece.covered)
    if found:
        rest = piece.part(found.end(), len(flat))
        tasks = _divide(rest, list(Level))
        if len(tasks) > 1:
            return Found(tasks, [flat[: found.end()].strip()])
    return Found(_divide(piece, list(Level)))


#: `오늘 할 일: ...`: short, and before every other separator.
_HEADING = re.compile(r"[^:：,;/\n\ue000]{1,40}[:：]\s+")


def _divide(piece: Piece, levels: list[Level]) -> list[str]:
    if not levels:
        return [piece.text]
    level, *weaker = levels
    spans = piece.cut(level)
    if len(spans) > 1:
        spans = _grouped(piece, spans, level)
    return [task for span in spans for task in _divide(piece.part(*span), weaker)]


def _grouped(
    piece: Piece, spans: list[tuple[int, int]], level: Level
) -> list[tuple[int, int]]:
    """Join the stretches that are no tasks of their own to their neighbours."""
    texts = [piece.text[start:end] for start, end in spans]
    tasks = _tasks(texts, level)
    last_task = max((at for at, task in enumerate(tasks) if task), default=-1)
    vetoed = _VETOES.get(level, _no_veto)
    groups = [spans[0]]
    #: Whether the present group is a task already, and which piece made it one.
    complete, head = tasks[0], texts[0]
    for at in range(1, len(spans)):
        before, text = texts[at - 1], texts[at]
        if tasks[at]:
            apart = complete and not vetoed(before, text)
        else:
            # Objects wait for their verb: behind them in Korean, before in English.
            waits = at < last_task and not is_afterthought(text)
            apart = complete and waits and not begins_with_order(without_link(head))
        if apart:
            groups.append(spans[at])
            complete, head = tasks[at], text
        else:
            groups[-1] = (groups[-1][0], spans[at][1])
            if tasks[at] and not complete:
                complete, head = True, text
    return groups


def _tasks(texts: list[str], level: Level) -> list[bool]:
    """Tell of each stretch whether it is a task, as separators of *level* go."""
    kinds = [kind_of(text) for text in texts]
    tasks = [kind is Kind.TASK for kind in kinds]
    unclear = [kind is Kind.UNCLEAR for kind in kinds]
    if level is Level.SEMICOLON:
        return [not is_afterthought(text) for text in texts]
    if level is Level.LINE:
        if not any(_goes_on(following) for following in texts[1:]):
            return [kind is not Kind.PART for kind in kinds]
        return tasks
    chain = level is Level.ARROW and _is_chain(texts, kinds)
    if chain or (level is Level.COMMA and _is_lead(texts)):
        return [True] * len(texts)
    if level in _LISTING:
        if level is not Level.ARROW:
            tasks = _without_lone(texts, tasks)
            tasks = _without_objects(texts, tasks)
        return _with_unclear(texts, tasks, unclear)
    return tasks


def _with_unclear(
    texts: list[str], tasks: list[bool], unclear: list[bool]
) -> list[bool]:
    """Take unclear pieces for tasks where enough others are tasks."""
    either = [task or vague for task, vague in zip(tasks, unclear, strict=True)]
    named = all(map(_is_named, texts))
    # A Korean request ends in what is to be done.
    if all(tasks[:-1]) and unclear[-1] and named:
        return either
    half = sum(tasks) * 2 >= len(tasks) > _PAIR
    if tasks[-1] and half and named:
        return either
    most = sum(tasks) * 2 > len(tasks) > _PAIR
    if (tasks[-1] and most) or all(unclear):
        return [
            task or (vague and len(text.split()) > 1)
            for text, task, vague in zip(texts, tasks, unclear, strict=True)
        ]
    return tasks


def _is_lead(texts: list[str]) -> bool:
    """Tell whether the first of a row of orders may be one whose verb no table has."""
    first, *others = texts
    bare = without_link(first)
    return (
        len(others) >= _PAIR
        and all(map(_orders, others))
        and may_order(bare)
        and not is_afterthought(bare)
    )


def _is_named(text: str) -> bool:
    """Tell whether a Korean piece says both an object and what is done to it."""
    return is_korean(text) and len(text.split()) > 1


def _is_chain(texts: list[str], kinds: list[Kind]) -> bool:
    """Tell whether arrows join steps, and not the values of something."""
    steps = sum(kind is not Kind.PART for kind in kinds)
    values = any(_TO_VALUE.search(text) for text in texts[1:])
    return len(texts) > _PAIR and steps * 2 > len(texts) and not values


#: `done으로 변경`, `완료 순으로 표시`.
_TO_VALUE = re.compile(r"^\S+로\s|\s순(?:서)?으?로\s")
_LISTING = {Level.COMMA, Level.SLASH, Level.ARROW}
_PAIR = 2


def _goes_on(following: str) -> bool:
    """Tell whether a line only goes on with the one before it."""
    begins = following[:1]
    wrapped = begins.isascii() and begins.islower()
    return wrapped and not begins_with_order(without_link(following))


def _without_lone(texts: list[str], tasks: list[bool]) -> list[bool]:
    """Take lone words for objects, unless all are: `설계, 구현`."""
    named = [without_link(text).split() for text in texts]
    said = {"".join(words).casefold() for words in named if len(words) > 1}
    lone = [len(words) == 1 and words[0].casefold() not in said for words in named]
    if all(lone) or not any(lone):
        return tasks
    return [task and not alone for task, alone in zip(tasks, lone, strict=True)]


def _without_objects(texts: list[str], tasks: list[bool]) -> list[bool]:
    """Take words that may be verbs for nouns in a row that ends in `and` and a noun."""
    rows = [_ENDS_ROW.search(text) for text in texts]
    if any(
        row and not begins_with_order(row[1]) and not is_korean(row[1]) for row in rows
    ):
        return [
            task and (at == 0 or is_korean(text) or surely_orders(text))
            for at, (text, task) in enumerate(zip(texts, tasks, strict=True))
        ]
    if all(tasks) and len(texts) > 1 and _parallel(texts):
        return [False] * (len(texts) - 1) + [True]
    return tasks


_ENDS_ROW = re.compile(r"(?:^|\s)(?:and|or)\s+(\S.*)$", re.IGNORECASE)


def _parallel(texts: list[str]) -> bool:
    """Tell whether nouns of doing describe one thing: `가입, 취소 화면`."""
    *others, last = texts
    words = last.split()
    place = len(others[-1].split()) - 1
    return (
        all(describes(other, f"{words[place]} x") for other in others)
        if len(words) > place + _PAIR and is_activity(words[place])
        else False
    )


def _no_veto(before: str, behind: str) -> bool:
    del before, behind
    return False


def _veto_comma(before: str, behind: str) -> bool:
    del behind
    return _orders(before) and _MODAL_ONLY.search(before) is not None


_MODAL_ONLY = re.compile(r"\b(?:can|could|should|will|must)\b", re.IGNORECASE)


def _veto_arrow(before: str, behind: str) -> bool:
    """Refuse `A -> B로 변경`: the arrow stands between two values."""
    words = behind.split()
    to_value = len(words) > 1 and re.search(r"(?:으로|로)$", words[0]) is not None
    # `QA` is a step, `published` a value.
    lone = len(words) == 1 and not is_korean(behind) and len(before.split()) > 1
    lone = lone and not (behind.isupper() and ends_in_action(before))
    return to_value or lone


def _veto_link(before: str, behind: str) -> bool:
    """Refuse to cut between objects, two verbs of one object, or within a clause."""
    if len(before.split()) < _PAIR or len(behind.split()) < _PAIR:
        return True
    if _orders(before) and not is_korean(before):
        if governs(before) or pairs(before, behind):
            return True
        if _in_row(before):
            # `the home, pricing and contact pages`.
            following = behind.split()[1].lower()
            return following not in DETERMINERS or not surely_orders(behind)
        return not (
            surely_orders(behind) or (is_korean(behind) and ends_in_action(behind))
        )
    return describes(before, behind)


def _in_row(before: str) -> bool:
    """Tell whether an English piece ends in a row of objects: `add a, b`."""
    *_, last = re.split(r"\s*,\s+", before)
    return last != before and not _orders(last)


def _veto_ending(before: str, behind: str) -> bool:
    """Refuse where -고, 와 and their like join no two actions."""
    before, last = before.rstrip(), before.rsplit(maxsplit=1)[-1]
    if len(before.split()) < _PAIR or len(behind.split()) < _PAIR:
        return True
    if _GOES_ON.match(behind) or last == "그리고":
        return True
    if last.endswith(("와", "과")):
        return not action_noun(last[:-1]) or describes(before[:-1], behind)
    return _SUBJECT.search(before) is not None


#: `사용하고 있는`, `관리하고 운영하는 서버`: no second action.
_GOES_ON = re.compile(
    r"(?:있|싶|나서|는|나면|보니"
    r"|\S{1,12}(?:하는|되는|된|했던|하던|중인|있는|할|될)(?=\s))"
)
_SUBJECT = re.compile(r"[가-힣](?:이|가|은|는)\s+\S+(?:\s+(?:뒤|후|다음)에?)?$")


def _orders(text: str) -> bool:
    return begins_with_order(without_link(text))


_VETOES: dict[Level, Callable[[str, str], bool]] = {
    Level.COMMA: _veto_comma,
    Level.SLASH: _veto_comma,
    Level.ARROW: _veto_arrow,
    Level.LINK: _veto_link,
    Level.ENDING: _veto_ending,
}
