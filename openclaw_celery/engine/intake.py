"""add: work enters the queue, item by item or as a request in plain words."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import Until, checked
from openclaw_celery.domain.splitting.phrases import is_korean
from openclaw_celery.engine.prompt import INTAKE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from openclaw_celery.domain.intake import Mode
    from openclaw_celery.domain.item import Item, NewItem
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import Clock, Store

log = logging.getLogger("clawq.intake")

#: Steps of a request that can't be divided, one after the other.
PHASES = {
    True: ("설계: {}", "구현: {}", "검증: {}"),
    False: ("Design: {}", "Implement: {}", "Verify: {}"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a request becomes."""

    mode: Mode
    #: One title for each item, in order.
    titles: list[str]
    #: Headings and remarks around the tasks; kept in the notes of every item.
    context: str
    #: For each item the place of the one that it waits for, if any.
    waits_for: list[int | None]
    #: What that is: one step of several that has to be DONE, or its lane's former
    #: item, which makes room however it ends.
    until: Until


class _Undone(Exception):
    """What was written is not to be kept."""


class Intake:
    """Takes items in."""

    def __init__(
        self, store: Store, dispatcher: Dispatcher, clock: Clock, policy: Policy
    ) -> None:
        """Add to *store*, and wake *dispatcher*."""
        self._store = store
        self._dispatcher = dispatcher
        self._clock = clock
        self._policy = policy

    def add(
        self,
        new_items: Sequence[NewItem],
        *,
        actor: str,
        trace_id: str | None = None,
        dry_run: bool = False,
    ) -> list[Item]:
        """
        Add items, all of them or none; a *dry_run* takes them out again.

        Raises InvalidValue, DuplicateItem, or ItemNotFound for a dependency
        that is not there.
        """
        new_items = [checked(new) for new in new_items]
        with suppress(_Undone), self._store.write() as tx:
            added = tx.add(
                new_items,
                actor=actor,
                max_attempts=self._policy.retry.max_attempts,
                trace_id=trace_id or self._clock.token(),
            )
            if dry_run:
                raise _Undone
        if dry_run:
            return added
        log.info("%d added by %s", len(added), actor)
        self._dispatcher.wake()
        return added

    def submit(
        self,
        request: NewItem,
        *,
        parallel: int | None,
        actor: str,
        trace_id: str | None = None,
        dry_run: bool = False,
    ) -> tuple[Plan, list[Item]]:
        """
        Add what `plan` makes of the request's title; its other fields go to each item.

        Raises InvalidValue for a request that says nothing, or is no text.
        """
        made = plan(request.title, parallel=parallel)
        with self._store.read() as view:
            now = view.now
        new = _new_items(request, made, now)
        added = self.add(new, actor=actor, trace_id=trace_id, dry_run=dry_run)
        return made, added


def plan(request: str, *, parallel: int | None = None) -> Plan:
    """
    Tell what a request becomes, at most *parallel* of it at once.

    Nothing is left out for the limit: an item beyond it waits for the item that many
    places before it to end. A request that can't be divided becomes three phases in a
    chain, each of which has to be DONE before the next.
    """
    # Its rules take a tenth of a second to import; most commands split nothing.
    from openclaw_celery.domain.intake import MAX_REQUEST, split  # noqa: PLC0415

    found = split(_checked(request, most=MAX_REQUEST))
    if found.tasks:
        titles, lanes, until = found.tasks, parallel or len(found.tasks), Until.ENDED
    else:
        phases = PHASES[is_korean(found.subject)]
        titles, lanes = [phase.format(found.subject) for phase in phases], 1
        until = Until.DONE
    waits_for = [at - lanes if at >= lanes else None for at in range(len(titles))]
    return Plan(found.mode, titles, found.context, waits_for, until)


#: Whatever steers a terminal; line ends and tabs are text.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _checked(request: str, *, most: int) -> str:
    """Return *request* if it is a text that says something; raises InvalidValue."""
    if len(request) > most:
        msg = f"request: longer than {most} characters, hand it in in parts"
    elif _CONTROLS.search(request):
        msg = "request: has control characters, hand in plain text"
    elif not re.search(r"\w", request):
        msg = "request: says nothing to do"
    else:
        return request
    raise InvalidValue(msg)


def _new_items(request: NewItem, made: Plan, now: datetime) -> list[NewItem]:
    mark = f"{INTAKE}{now:%Y-%m-%dT%H:%M:%SZ}"
    notes = "; ".join(part for part in (mark, made.context, request.notes) if part)
    key = request.idempotency_key
    # Which of the two it is that one item waits for.
    steps = made.until is Until.DONE
    new_items = []
    for at, (title, before) in enumerate(zip(made.titles, made.waits_for, strict=True)):
        waits = () if before is None else (f"#{before}",)
        new = replace(
            request,
            title=title,
            notes=notes,
            depends_on=(*request.depends_on, *(waits if steps else ())),
            after=(*request.after, *(() if steps else waits)),
            idempotency_key=f"{key}/{at + 1}" if key else None,
        )
        new_items.append(new)
    return new_items
