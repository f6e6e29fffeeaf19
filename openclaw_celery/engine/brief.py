"""What an attempt starts from, whoever works on it: a slot's agent or a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.item import Status
from openclaw_celery.engine import prompt
from openclaw_celery.engine.team import results_for
from openclaw_celery.engine.workspaces import builds_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openclaw_celery.domain.attempt import Attempt
    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.worktree import Worktree
    from openclaw_celery.ports import StoredEvent, View

#: Events of an item that came here straight: add, dispatch, claim.
STRAIGHT = 3


@dataclass(frozen=True, slots=True)
class Lore:
    """What is known of an item besides its own text."""

    earlier: Sequence[Attempt]
    story: Sequence[StoredEvent]
    team: Sequence[prompt.Result]

    def prompt(
        self,
        item: Item,
        worktree: Worktree | None = None,
        others: Mapping[str, Worktree] | None = None,
    ) -> str:
        """Write what the agent of the attempt is told."""
        return prompt.build(
            item,
            self.earlier,
            self.story,
            self.team,
            worktree=worktree,
            others=others,
        )

    def asked(self, item: Item) -> str:
        """Return what people ask for, which a run that goes on has been told."""
        return prompt.asked(item, self.story, self.team)


def lore_of(view: View, item: Item) -> Lore:
    """Gather what the attempt that is under way starts from, or else the next one."""
    underway = item.status is Status.IN_PROGRESS
    before = item.attempt if underway else item.attempt + 1
    earlier = view.attempts(item.id) if before > 1 else []
    return Lore(
        [row for row in earlier if row.number < before],
        view.events(item.id) if item.event_seq > STRAIGHT else [],
        results_for(view, item),
    )


def prompt_of(view: View, item: Item) -> str:
    """Write what the agent of the attempt under way is told, or that of the next."""
    rows = view.attempts(item.id) if item.status is Status.IN_PROGRESS else []
    mine = (row.worktree for row in rows if row.number == item.attempt)
    worktree = next(mine, None)
    others = builds_on(view, item, worktree.repository) if worktree else {}
    return lore_of(view, item).prompt(item, worktree, others)
