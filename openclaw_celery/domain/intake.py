"""
One request becomes separate tasks, or is found to be one.

Marks of a list are believed first: bullets, numbers, letters. Without a list the
request is cut at separators, from new lines down to `and`, and each cut has to leave
something to do on both sides. What is cut off as no task of its own stays with its
neighbour: nothing is dropped but greetings and thanks.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openclaw_celery.domain import lists, separators
from openclaw_celery.domain.actions import (
    CONNECTIVE,
    ends_in_action,
    without_link,
    without_request,
)
from openclaw_celery.domain.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mode(enum.StrEnum):
    """How a request was understood."""

    #: It came as a list.
    LIST = "list"
    #: It was cut at separators.
    SEPARATED = "separated"
    #: It is one thing to do: design, implement, verify.
    PHASES = "phases"


@dataclass(frozen=True, slots=True)
class Split:
    """A request, understood."""

    mode: Mode
    #: What is to be done, in order; empty when the request is indivisible.
    tasks: list[str] = field(default_factory=list)
    #: Headings and remarks around the tasks, on one line.
    context: str = ""
    #: The request on one line, without greetings and list marks.
    subject: str = ""


#: A longer request is a document rather than a request: it is not cut up.
MAX_REQUEST = 100_000

#: `안녕하세요, ...` and `Hi team, ...`
_GREETING = re.compile(
    r"\s*(?:(?:안녕하(?:세요|십니까)|수고\s*(?:하십니다|많으십니다|하세요|많으세요)|고생\s*많으십니다|반갑습니다|여러분)"
    r"(?:[\s,]+[가-힣A-Za-z]{1,12}(?:님들?|여러분|분들|팀)(?=[\s,.!~:]))?|[가-힣A-Za-z]{1,12}님(?=\s*,)"
    r"|(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening))\b"
    r"(?:\s+(?:team|all|everyone|there|folks|guys|claude|bot|[a-z]{1,12}(?=\s*[,!\n])))?)"
    r"(?:\s*[,!.~:;]+\s*|\s*\n\s*|\s*$|\s+(?=[가-힣]))",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:^|(?<=[\s.,!;~]))(?:(?:미리\s+|항상\s+)?(?:감사합니다|감사드립니다|감사해요|고맙습니다|고마워요?|수고하세요)"
    r"|(?:many\s+)?thanks(?:\s+(?:a\s+lot|in\s+advance|so\s+much))?|thank\s+you(?:\s+(?:very|so)\s+much)?|cheers|ty|thx)"
    r"[\s.!~^]{0,20}$",
    re.IGNORECASE,
)
_EDGES = " \t\n,;:·"


def split(request: str) -> Split:
    """Split a request into what can be done separately; never raises."""
    if len(request) > MAX_REQUEST:
        return Split(Mode.PHASES, subject=_line([printable(request)]))
    text = without_courtesy(printable(request))
    for mode, read in (
        (Mode.LIST, lists.marked_lines),
        (Mode.LIST, lists.numbers_in_line),
        (Mode.SEPARATED, separators.separated),
    ):
        found = read(text)
        tasks = unique(task for piece in found.tasks if (task := cleaned(piece)))
        if len(tasks) > 1:
            return Split(mode, tasks, context=_line(found.context))
        if len(found.tasks) > 1:
            # The same thing said again.
            said = [*tasks] or [text]
            return Split(Mode.PHASES, context=_line(found.context), subject=_line(said))
    return Split(Mode.PHASES, subject=cleaned(lists.unmarked(text)) or _line([text]))


def without_courtesy(text: str) -> str:
    """Return *text* without a greeting at its start and thanks at its end."""
    rest = _GREETING.sub("", text, count=1) if _GREETING.match(text) else text
    # A few lines at most end a message.
    head, tail = rest[:-80], rest[-80:]
    while (shorter := _THANKS.sub("", tail.rstrip())) != tail.rstrip():
        tail = shorter
    rest = head + tail
    return rest if rest.strip() else text


def cleaned(piece: str) -> str:
    """Return a task on one line without connectives and punctuation at its ends."""
    text = without_request(without_link(_line([piece]).strip(_EDGES)))
    closed = CONNECTIVE.sub("", text)
    if closed != text and closed and ends_in_action(closed):
        text = closed
    return text.strip(_EDGES).rstrip(".!?~。！？").rstrip(_EDGES)


def unique(tasks: Iterable[str]) -> list[str]:
    """Return the tasks in order, each once, whatever its case and spaces."""
    seen: dict[str, str] = {}
    for task in tasks:
        seen.setdefault("".join(task.split()).casefold(), task)
    return list(seen.values())


def _line(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
