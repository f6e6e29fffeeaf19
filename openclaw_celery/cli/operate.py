"""What an operator does to items: cancel, retry, replan, answer, done, fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

import click

from openclaw_celery.cli.batch import (
    ACTOR,
    Result,
    dry_run_option,
    item_ids,
    no_wait_option,
    one_by_one,
    wanted,
)
from openclaw_celery.cli.output import kst, pass_call, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openclaw_celery.cli.output import Call
    from openclaw_celery.engine.operate import Moved, Operator

#: How long a command waits for the agents it has stopped to be gone.
PATIENCE = timedelta(seconds=10)


@click.command(
    "cancel",
    epilog="""\b
Examples:
  clawq cancel ORCH-010
  clawq cancel ORCH-010 ORCH-011 --dry-run""",
)
@item_ids
@dry_run_option
@no_wait_option
@pass_call
def cancel_command(
    call: Call, named: list[str], ids: list[str], *, dry_run: bool, no_wait: bool
) -> None:
    """Stop items: BLOCKED, and a running agent is really ended."""
    do_each(
        call,
        wanted(named, ids),
        lambda operator, item_id: operator.cancel(
            item_id, actor=ACTOR, dry_run=dry_run
        ),
        dry_run=dry_run,
        wait=not no_wait,
    )


@click.command(
    "retry",
    epilog="""\b
Examples:
  clawq retry ORCH-010
  clawq retry ORCH-010 --force        one attempt more than allowed""",
)
@item_ids
@click.option("--force", is_flag=True, help="Also when all attempts are spent.")
@dry_run_option
@pass_call
def retry_command(
    call: Call, named: list[str], ids: list[str], *, force: bool, dry_run: bool
) -> None:
    """Try items again that are FAILED, BLOCKED, or held by a lease that ran out."""
    do_each(
        call,
        wanted(named, ids),
        lambda operator, item_id: operator.retry(
            item_id, actor=ACTOR, force=force, dry_run=dry_run
        ),
        dry_run=dry_run,
    )


@click.command(
    "replan",
    epilog="""\b
Examples:
  clawq replan ORCH-010 --notes "Use PostgreSQL instead"
  clawq replan ORCH-010 ORCH-011 --notes "범위를 줄인다" """,
)
@item_ids
@click.option("--notes", required=True, help="What changes; the next attempt is told.")
@dry_run_option
@no_wait_option
@pass_call
def replan_command(
    call: Call,
    named: list[str],
    ids: list[str],
    notes: str,
    *,
    dry_run: bool,
    no_wait: bool,
) -> None:
    """
    Change the plan of items: what runs is stopped, the rest starts anew.

    IN_PROGRESS becomes BLOCKED, any other PENDING; all attempts are theirs again.
    """
    do_each(
        call,
        wanted(named, ids),
        lambda operator, item_id: operator.replan(
            item_id, notes=notes, actor=ACTOR, dry_run=dry_run
        ),
        dry_run=dry_run,
        wait=not no_wait,
    )


@click.command(
    "answer",
    epilog="""\b
Examples:
  clawq answer ORCH-010 --text "The key is in the vault, under staging"
  clawq answer --id ORCH-010 --text "두 번째 안으로 하세요" """,
)
@item_ids
@click.option("--text", required=True, help="Your answer, as the agent is told it.")
@dry_run_option
@pass_call
def answer_command(
    call: Call, named: list[str], ids: list[str], text: str, *, dry_run: bool
) -> None:
    """Answer BLOCKED items: they are tried again, and told what you say."""
    do_each(
        call,
        wanted(named, ids),
        lambda operator, item_id: operator.answer(
            item_id, text=text, actor=ACTOR, dry_run=dry_run
        ),
        dry_run=dry_run,
    )


_owner = click.option(
    "--owner-session", metavar="S", help="Only if this session still holds it."
)


@click.command(
    "done",
    epilog="""\b
Examples:
  clawq done ORCH-010 --notes "Done by hand, see the wiki"
  clawq done --id ORCH-010 --owner-session me --notes "12 tests pass" """,
)
@item_ids
@click.option("--notes", required=True, help="What was done.")
@_owner
@dry_run_option
@no_wait_option
@pass_call
def done_command(  # noqa: PLR0913 - as many as there are options
    call: Call,
    named: list[str],
    ids: list[str],
    notes: str,
    owner_session: str | None,
    *,
    dry_run: bool,
    no_wait: bool,
) -> None:
    """End items as DONE; exit 4 when the session holds them no more."""
    end = _End(call, "done", notes, owner_session)
    end.each(wanted(named, ids), dry_run=dry_run, wait=not no_wait)


@click.command(
    "fail",
    epilog="""\b
Examples:
  clawq fail ORCH-010 --notes "The service is shut down for good"
  clawq fail --id ORCH-010 --owner-session me --notes "no access" """,
)
@item_ids
@click.option("--notes", required=True, help="Why it can't be done.")
@_owner
@dry_run_option
@no_wait_option
@pass_call
def fail_command(  # noqa: PLR0913 - as many as there are options
    call: Call,
    named: list[str],
    ids: list[str],
    notes: str,
    owner_session: str | None,
    *,
    dry_run: bool,
    no_wait: bool,
) -> None:
    """End items as FAILED; exit 4 when the session holds them no more."""
    end = _End(call, "fail", notes, owner_session)
    end.each(wanted(named, ids), dry_run=dry_run, wait=not no_wait)


@dataclass(frozen=True, slots=True)
class _End:
    """Ends items by hand, or as the session that holds them."""

    call: Call
    verb: Literal["done", "fail"]
    notes: str
    owner: str | None

    def each(self, ids: Sequence[str], *, dry_run: bool, wait: bool) -> None:
        """End each of them, or say that it would be."""
        if self.owner is None or dry_run:
            do_each(
                self.call,
                ids,
                lambda operator, item_id: self._by_hand(
                    operator, item_id, dry_run=dry_run
                ),
                dry_run=dry_run,
                wait=wait and not dry_run,
            )
            return
        puller = self.call.engine().puller

        def end(item_id: str) -> Result:
            item = getattr(puller, self.verb)(
                item_id, owner=self.owner, notes=self.notes
            )
            return Result(f"{item_id} -> {item.status}", item, {"stopped": None})

        click.get_current_context().exit(one_by_one(self.call, ids, end))

    def _by_hand(self, operator: Operator, item_id: str, *, dry_run: bool) -> Moved:
        if self.owner is not None:
            self.call.engine().puller.check_held(item_id, owner=self.owner)
        moved: Moved = getattr(operator, self.verb)(
            item_id, notes=self.notes, actor=ACTOR, dry_run=dry_run
        )
        return moved


def do_each(
    call: Call,
    ids: Sequence[str],
    verb: Callable[[Operator, str], Moved],
    *,
    dry_run: bool = False,
    wait: bool | None = None,
) -> None:
    """
    Do *verb* for each id, then see that the agents which must stop have stopped.

    Exits 1 when one has not, within PATIENCE.
    """
    operator = call.engine().operator
    stopping: list[Moved] = []
    # Of retry and answer nobody asks: they stop nothing.
    stops = wait is not None

    def move(item_id: str) -> Result:
        moved = verb(operator, item_id)
        if moved.slot is not None:
            stopping.append(moved)
        arrow = "would be" if dry_run else "->"
        line = f"{item_id} {arrow} {moved.item.status}"
        return Result(line, moved.item, {"stopped": None} if stops else {})

    def see() -> tuple[int, dict[str, dict[str, Any]]]:
        if not wait or not stopping:
            return 0, {}
        gone = see_stopped(operator, stopping)
        told = {item_id: {"stopped": stopped} for item_id, stopped in gone.items()}
        return int(not all(gone.values())), told

    code = one_by_one(call, ids, move, see=see, dry_run=dry_run)
    click.get_current_context().exit(code)


def see_stopped(operator: Operator, stopping: Sequence[Moved]) -> dict[str, bool]:
    """Say on stderr which agents are gone, and what ends the others; tell it by id."""
    left = operator.wait_stopped(stopping, within=PATIENCE)
    for moved in stopping:
        agent = f"{moved.item.id}: the agent on {moved.slot}"
        if moved not in left:
            say(f"{agent} has stopped", err=True)
        else:
            late = f"has not stopped within {PATIENCE.total_seconds():g} s"
            say(
                f"warning: {agent} {late}: {moved.slot} does not answer. Nothing that "
                f"it reports counts any more, and its keeper ends it with its lease, "
                f"by {kst(moved.lease_until)} KST",
                err=True,
                fg="yellow",
            )
    return {moved.item.id: moved not in left for moved in stopping}
