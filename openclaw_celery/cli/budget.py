"""What was used, and what may be: budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.given import Number
from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.budget import Bound, shown, shown_all

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.budget import Amount
    from openclaw_celery.engine.policy import Policy
    from openclaw_celery.ports import View

WHAT = ("tokens", "usd", "seconds")


@click.command(
    "budget",
    epilog="""\b
Examples:
  clawq budget                             what today has used, and may
  clawq budget ORCH-010                    what an item has used, and may
  clawq budget ORCH-010 --tokens 500000    let it use so much; 0: without a limit""",
)
@click.argument("item_id", metavar="[ID]", required=False)
@click.option("--tokens", type=int, metavar="N", help="All attempts; 0: no limit.")
@click.option("--usd", type=Number(), metavar="X", help="All attempts; 0: no limit.")
@pass_call
def budget_command(
    call: Call, item_id: str | None, tokens: int | None, usd: float | None
) -> None:
    """Show what was used of the budgets; let an item use more."""
    engine = call.engine()
    if item_id is None:
        if tokens is not None or usd is not None:
            msg = "--tokens and --usd are an item's: name its ID; a day's are settings"
            raise click.UsageError(msg)
        with engine.store.read() as view:
            used = view.spent_today()
        _tell(call, "today", used, engine.policy.budgets.of(Bound.DAY))
        return
    call.about(item_id)
    if tokens is not None or usd is not None:
        engine.operator.budget(item_id, tokens=tokens, usd=usd)
    with engine.store.read() as view:
        used, allowed = _of_item(view, engine.policy, item_id)
    _tell(call, item_id, used, allowed)


def _of_item(view: View, policy: Policy, item_id: str) -> tuple[Amount, Amount]:
    from openclaw_celery.domain.budget import used_by
    from openclaw_celery.engine.meter import allowed_for

    item = view.item(item_id)
    used = used_by(view.attempts(item_id), view.now)
    return used, allowed_for(view, item, policy)


def _tell(call: Call, about: str, used: Amount, allowed: Amount) -> None:
    if call.json:
        print_json({"about": about, "used": used, "allowed": _named(allowed)})
        return
    say(f"{about}: {shown_all(used)}")
    for name in WHAT:
        limit = getattr(allowed, name)
        if limit:
            say(
                f"  limit {shown(name, limit)}, used {shown(name, getattr(used, name))}"
            )


def _named(allowed: Amount) -> dict[str, Any]:
    """Return the limits; None where there is none."""
    return {name: getattr(allowed, name) or None for name in WHAT}
