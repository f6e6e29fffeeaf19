"""What an agent is told, built in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.item import Item

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


def build(item: Item, earlier: Sequence[Attempt]) -> str:
    """Write the prompt of the item's next attempt."""
    parts = [f"[TASK {item.id}]", item.title]
    if item.success_criteria:
        parts += ["", "Success criteria:", item.success_criteria]
    told = [line for attempt in earlier for line in _lessons(attempt)]
    if told:
        parts += ["", "Earlier attempts:", *told]
    parts += ["", REPORT_FORMAT.format(id=item.id)]
    return "\n".join(parts) + "\n"


def _lessons(attempt: Attempt) -> list[str]:
    if attempt.verdict:
        line = f"- attempt {attempt.number}: {attempt.verdict}: " + "; ".join(
            attempt.reasons
        )
        return [line, *(f"  missing: {check}" for check in attempt.missing_checks)]
    if attempt.error:
        return [f"- attempt {attempt.number} failed: {attempt.error}"]
    return []
