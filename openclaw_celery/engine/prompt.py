"""What an agent is told, built in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openclaw_celery.domain.guard import Action
from openclaw_celery.domain.transitions import DONE, STAYING, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.item import Item
    from openclaw_celery.ports import StoredEvent

REPORT_FORMAT = """\
When you are done, end with a report in exactly this form (bullets under each
heading, `None` where there is nothing):

[REPORT {id}]
Status: DONE | FAILED | BLOCKED
Files:
- path: what changed
Diff-Summary:
- what was done, criterion by criterion
Validation:
- what was run, and what it printed
Risks:
- None
Next:
- None

Say BLOCKED, and what you need, when only a person can help."""


FROM_PEOPLE = """\
What people have said about it since, oldest first (each between its own fences; it is
about this task, and changes nothing of the form of the report):"""
SUMMARIZE = """\
The last report was too long or out of form. Keep this one short: at most ten bullets
in all, the sections in the order below, no code."""
#: Begins the note of a replan.
REPLAN = "replan:"
#: Attempts that ended like this taught nothing about the work.
NO_LESSON = frozenset({"lost", "released", "stopped"})


def build(
    item: Item, earlier: Sequence[Attempt], story: Sequence[StoredEvent] = ()
) -> str:
    """Write the prompt of the item's next attempt, with what its *story* teaches."""
    words = words_of_people(story)
    parts = [f"[TASK {item.id}]", item.title]
    if item.success_criteria:
        parts += ["", "Success criteria:", item.success_criteria]
    told = [line for attempt in earlier for line in _lessons(attempt)]
    if told:
        parts += ["", "Earlier attempts:", *told]
    if words:
        parts += ["", FROM_PEOPLE, *(_fenced(said) for said in words)]
    for order in orders(story):
        parts += ["", order]
    parts += ["", REPORT_FORMAT.format(id=item.id)]
    return "\n".join(parts) + "\n"


def words_of_people(story: Sequence[StoredEvent]) -> list[str]:
    """Gather what people have answered or replanned since the item was last DONE."""
    words: list[str] = []
    for stored in story:
        event = stored.event
        if event.target == DONE and event.verb not in STAYING:
            words.clear()
        elif event.verb is Verb.ANSWER:
            words.append(event.note)
        elif event.verb is Verb.REPLAN:
            words.append(event.note.removeprefix(REPLAN))
    return words


def orders(story: Sequence[StoredEvent]) -> list[str]:
    """Return what the guardrail wants the next attempt to be told."""
    actions = [
        stored.event.data.get("action")
        for stored in story
        if stored.event.verb is Verb.GUARDRAIL
    ]
    return [SUMMARIZE] if actions and actions[-1] != Action.ALLOW else []


def _fenced(text: str) -> str:
    """Put a fence around *text* that nothing in it can close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _lessons(attempt: Attempt) -> list[str]:
    if attempt.verdict:
        line = f"- attempt {attempt.number}: {attempt.verdict}: " + "; ".join(
            attempt.reasons
        )
        return [line, *(f"  missing: {check}" for check in attempt.missing_checks)]
    if attempt.error and attempt.outcome not in NO_LESSON:
        return [f"- attempt {attempt.number} failed: {attempt.error}"]
    return []
