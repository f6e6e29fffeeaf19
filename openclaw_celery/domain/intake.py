"""
One request becomes separate tasks, or is found to be one.

Marks of a list are believed first: bullets, numbers, letters. Without a list the
request is cut at separators, from new lines down to `and`, and each cut has to leave
something to do on both sides. What is cut off as no task of its own stays with its
neighbour: nothing is dropped but greetings and thanks.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openclaw_celery.domain.splitting import lists, separators
from openclaw_celery.domain.splitting.courtesy import without_courtesy, without_please
from openclaw_celery.domain.splitting.english import without_first
from openclaw_celery.domain.splitting.korean import without_connective, without_request
from openclaw_celery.domain.splitting.phrases import without_link
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

_EDGES = " \t\n,;:·•▪◦●■▶►▸"
_SENTENCE_ENDS = " .!?~。！？ㅠㅜㅎㅋ"


def split(request: str) -> Split:
    """Split a request into what can be done separately; never raises."""
    if len(request) > MAX_REQUEST:
        return Split(Mode.PHASES, subject=_line([printable(request)]))
    bare = without_courtesy(printable(request))
    text, writer = bare.text, _line([bare.writer])
    for mode, read in (
        (Mode.LIST, lists.marked_lines),
        (Mode.LIST, lists.numbers_in_line),
        (Mode.SEPARATED, separators.separated),
    ):
        found = read(text)
        tasks = unique(task for piece in found.tasks if (task := cleaned(piece)))
        context = _line([writer, *found.context])
        if len(tasks) > 1:
            return Split(mode, tasks, context=context)
        if len(found.tasks) > 1:
            # The same thing said again.
            said = [*tasks] or [text]
            return Split(Mode.PHASES, context=context, subject=_line(said))
    subject = cleaned(lists.unmarked(text)) or _line([text])
    return Split(Mode.PHASES, context=writer, subject=subject)


def cleaned(piece: str) -> str:
    """Return a task on one line without connectives and punctuation at its ends."""
    text = without_request(without_first(without_link(_line([piece]).strip(_EDGES))))
    text = without_connective(text).strip(_EDGES).rstrip(_SENTENCE_ENDS).rstrip(_EDGES)
    return without_please(text)


def unique(tasks: Iterable[str]) -> list[str]:
    """Return the tasks in order, each once, whatever its case and spaces."""
    seen: dict[str, str] = {}
    for task in tasks:
        seen.setdefault("".join(task.split()).casefold(), task)
    return list(seen.values())


def _line(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())
