"""guardrail, relabel: what is said about reports and verdicts, and kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.gate.score import Case, Score
from openclaw_celery.domain.gate.verdict import Verdict
from openclaw_celery.domain.guard import Action, decide
from openclaw_celery.domain.item import checked_words
from openclaw_celery.domain.transitions import (
    BLOCKED,
    IN_PROGRESS,
    PENDING,
    Verb,
    advance,
)
from openclaw_celery.engine.operate import Moved, noted, take_away

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.guard import Decision, Limits
    from openclaw_celery.domain.transitions import Event
    from openclaw_celery.engine.dispatch import Dispatcher
    from openclaw_celery.ports import Store, View

log = logging.getLogger("clawq.gate")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A verdict that was given, and the one that a person says it should have been."""

    case: Case
    given: Verdict
    notes: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Work that passed, and how sure the gate was of it."""

    item_id: str
    title: str
    attempt: int
    sure: float
    why: str


class Gate:
    """Keeps the guardrail's decisions and people's labels on their items."""

    def __init__(self, store: Store, dispatcher: Dispatcher) -> None:
        """Work on *store*."""
        self._store = store
        self._dispatcher = dispatcher

    def guard(
        self, item_id: str, report: str, *, tokens: int, limits: Limits, actor: str
    ) -> tuple[Decision, Moved]:
        """
        Decide whether *report* may go on, and note it on its item.

        BLOCK stops the item, whoever has it; one that has ended stays as it is.
        """
        decision = decide(report, tokens, limits)
        why = "; ".join(decision.reasons)
        slot = None
        with self._store.write() as tx:
            change = advance(
                found := tx.item(item_id),
                Verb.GUARDRAIL,
                found.state,
                actor=actor,
                note=f"{decision.action}: {why}" if why else decision.action,
                data={
                    "action": decision.action,
                    "budget": decision.budget,
                    "tokens": tokens,
                    "soft": limits.soft,
                    "hard": limits.hard,
                    "violations": [one.code for one in decision.violations],
                },
            )
            tx.save(change)
            item = change.after
            blocks = decision.action is Action.BLOCK
            if blocks and item.state in IN_PROGRESS | {PENDING}:
                stop = advance(
                    item,
                    Verb.GUARD,
                    BLOCKED,
                    actor=actor,
                    note=f"guardrail: {why}",
                    notes=noted(item, f"guardrail: {why}"),
                    not_before=None,
                    ended_at=tx.now,
                )
                tx.save(stop)
                slot = take_away(tx, item, "stopped", f"guardrail: {why}")
                item = stop.after
        log.info("%s: guardrail: %s", item_id, decision.action)
        if item.state == BLOCKED and slot is None:
            self._dispatcher.wake()
        return decision, Moved(item, slot, found.lease_expires_at)

    def relabel(
        self,
        item_id: str,
        label: Verdict,
        *,
        notes: str,
        actor: str,
        attempt: int | None = None,
    ) -> Labelled:
        """
        Keep which verdict an attempt should have got; changes nothing else.

        The last one that was judged, if none is named; raises InvalidValue if that
        was not judged. The last label of an attempt counts.
        """
        note = notes and checked_words("notes", notes)
        with self._store.write() as tx:
            item = tx.item(item_id)
            row = _judged(tx.attempts(item_id), item_id, attempt)
            told = _verdict_event(tx, item_id, row.number)
            data = {
                "verdict": row.verdict,
                "label": label,
                "attempt": row.number,
                "tries": told.get("tries", row.number),
                "limit": told.get("limit", item.max_attempts),
                "success_criteria": told.get("success_criteria", item.success_criteria),
            }
            change = advance(
                item, Verb.RELABEL, item.state, actor=actor, note=note, data=data
            )
            tx.save(change)
            return _labelled(tx, change.event)

    def history(self) -> list[Labelled]:
        """List all that people have labelled, as the gate was asked it."""
        with self._store.read() as view:
            last = {
                (told.event.item_id, told.event.data["attempt"]): told.event
                for told in view.told(Verb.RELABEL)
            }
            return [_labelled(view, event) for event in last.values()]

    def doubts(self, *, within: timedelta, limit: int) -> list[Doubt]:
        """
        List the items that passed *within* this time, the least sure ones first.

        By the gate's words: not what checks decided, nor what a person has labelled.
        """
        with self._store.read() as view:
            since = view.now - within
            labelled = {
                (told.event.item_id, told.event.data["attempt"])
                for told in view.told(Verb.RELABEL, since=since)
            }
            passed = [
                told.event
                for told in view.told(Verb.REVIEW, since=since)
                if told.event.data.get("verdict") == Verdict.PASS
                and told.event.data.get("sure") is not None
                and (told.event.item_id, told.event.attempt) not in labelled
            ]
            passed.sort(key=lambda event: float(event.data["sure"]))
            return [
                Doubt(
                    item_id=event.item_id,
                    title=view.item(event.item_id).title,
                    attempt=event.attempt,
                    sure=float(event.data["sure"]),
                    why=event.note,
                )
                for event in passed[:limit]
            ]


def relabelled(view: View) -> Score:
    """Score the verdicts that people have labelled; an attempt's last label counts."""
    last = {
        (told.event.item_id, told.event.data["attempt"]): told.event.data
        for told in view.told(Verb.RELABEL)
    }
    return Score.of(
        (Verdict(data["label"]), Verdict(data["verdict"])) for data in last.values()
    )


def _judged(rows: Sequence[Attempt], item_id: str, number: int | None) -> Attempt:
    judged = [a for a in rows if a.verdict and number in {None, a.number}]
    if not judged:
        which = "any attempt" if number is None else f"attempt {number}"
        msg = f"{item_id} has no verdict on {which}: see `clawq history {item_id}`"
        raise InvalidValue(msg)
    return judged[-1]


def _verdict_event(view: View, item_id: str, attempt: int) -> dict[str, object]:
    """Return what the review of an attempt noted beside its verdict."""
    for told in reversed(view.events(item_id)):
        if told.event.verb is Verb.REVIEW and told.event.attempt == attempt:
            return dict(told.event.data)
    return {}


def _labelled(view: View, event: Event) -> Labelled:
    data = event.data
    case = Case(
        id=f"{event.item_id}#{data['attempt']}",
        success_criteria=data["success_criteria"],
        report=view.report(event.item_id, data["attempt"]) or "",
        attempt_count=data["tries"],
        max_retries=data["limit"],
        label=Verdict(data["label"]),
    )
    return Labelled(case, Verdict(data["verdict"]), event.note)
