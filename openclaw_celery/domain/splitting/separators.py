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

from openclaw_celery.domain.splitting import joints
from openclaw_celery.domain.splitting.action_words import NOUNS_IN_GO
from openclaw_celery.domain.splitting.actions import Kind, is_afterthought, kind_of
from openclaw_celery.domain.splitting.english import (
    begins_with_order,
    may_order,
    order_in,
    surely_orders,
)
from openclaw_celery.domain.splitting.headings import end_of_heading
from openclaw_celery.domain.splitting.korean import describes, is_activity
from openclaw_celery.domain.splitting.lists import Found
from openclaw_celery.domain.splitting.phrases import is_korean, without_link
from openclaw_celery.domain.splitting.spans import cover

if TYPE_CHECKING:
    from collections.abc import Callable


class Level(enum.Enum):
    """Kinds of separators, strongest first."""

    LINE = r"\n+"
    SENTENCE = (
        r"(?:(?<=[.!?。\uff01\uff1fㅠㅜㅎㅋ])|(?<=[요줘]~))"
        r"(?<!\b[ei]\.[ge]\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bno\.)\s+"
    )
    SEMICOLON = r"\s*[;；]\s*|(?:^|\s+)[•▪◦●■▶►▸☐☑✅✔❖◆◇➤]\s*"
    ARROW = r"\s*(?:-{1,2}>|=>|[→⇒➜➔⟶➡])️?\s*|\s+>{1,2}\s+"
    THEN = (
        r"[,.]?\s+(?:and\s+)?(?:then|after\s+that|afterwards)\s*,?\s+"
        r"|[,.]?\s+(?:그리고\s*나서|그런\s*다음에?"
        r"|그\s*다음(?:에는?|으로)?|그\s*[뒤후]에?|다음으로|이어서)\s*,?\s+"
    )
    COMMA = r"\s*[,，、]\s*"
    SLASH = r"\s+[/|·ㆍ]\s+"
    TIGHT_SLASH = r"(?<=[가-힣])/(?=[가-힣])"
    LINK = (
        r"\s+(?:and\s+also|as\s+well\s+as|and|plus|&|\+"
        r"|그리고|및|또한?|추가로|아울러)\s+"
    )
    ENDING = (
        rf"(?:(?<=[고뒤후와과며랑])|(?<=다음))(?<!{'|'.join(sorted(NOUNS_IN_GO))})"
        r"\s+(?!나서\s|난\s)|(?<=[뒤후음]에)\s+|(?<=고\s나서)\s+|(?<=하고서)\s+"
        r"|(?<=[아어해려워펴]보고)\s+"
        # Chat has no full stops: `로그 정리해줘 문서도 고쳐줘`.
        r"|(?<=주세요)\s+|(?<=[해려워꿔겨내켜쳐춰여아어]줘)\s+|(?<=바랍니다)\s+"
        r"|(?<=드립니다)\s+"
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
    end = end_of_heading(piece.covered)
    if end:
        tasks = _divide(piece.part(end, len(flat)), list(Level))
        if len(tasks) > 1:
            return Found(tasks, [flat[:end].strip()])
    return Found(_divide(piece, list(Level)))


def _divide(piece: Piece, levels: list[Level]) -> list[str]:
    if not levels:
        return [piece.text]
    level, *weaker = levels
    if level in _WITHIN_CLAUSES and joints.is_one_clause(piece.text):
        return [piece.text]
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
    vetoed = _VETOES.get(level, joints.never)
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
            apart = complete and waits and not order_in(head)
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
    if len(texts) == _PAIR and unclear[0] and tasks[1] and _changes_language(texts):
        return either
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
        and all(map(order_in, others))
        and may_order(bare)
        and not is_afterthought(bare)
    )


def _is_named(text: str) -> bool:
    """Tell whether a Korean piece says both an object and what is done to it."""
    return is_korean(text) and len(text.split()) > 1


def _changes_language(texts: list[str]) -> bool:
    """Tell whether a pair is of two languages: `backend refactoring, 화면 추가`."""
    first, last = texts
    word = first.split()[-1].lower()
    return not is_korean(first) and is_korean(last) and word not in last.lower()


def _is_chain(texts: list[str], kinds: list[Kind]) -> bool:
    """Tell whether arrows join steps, and not the values of something."""
    if len(texts) <= _PAIR or any(_TO_VALUE.search(text) for text in texts[1:]):
        return False
    steps = sum(kind is not Kind.PART for kind in kinds)
    # No value is an order: `phone screen -> panel interview -> send the offer`.
    last = surely_orders(texts[-1]) and all(len(text.split()) > 1 for text in texts)
    return last or steps * 2 > len(texts)


#: `done으로 변경`, `완료 순으로 표시`.
_TO_VALUE = re.compile(r"^\S+로\s|\s순(?:서)?으?로\s")
_LISTING = {Level.COMMA, Level.SLASH, Level.TIGHT_SLASH, Level.ARROW}
_WITHIN_CLAUSES = {Level.COMMA, Level.LINK, Level.ENDING}
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
    # `장보기` is no object.
    lone = [
        len(words) == 1
        and words[0].casefold() not in said
        and not words[0].rstrip(".!").endswith("기")
        for words in named
    ]
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


_VETOES: dict[Level, Callable[[str, str], bool]] = {
    Level.COMMA: joints.by_comma,
    Level.SLASH: joints.by_comma,
    Level.TIGHT_SLASH: joints.by_slash,
    Level.ARROW: joints.by_arrow,
    Level.LINK: joints.by_link,
    Level.ENDING: joints.by_ending,
}
