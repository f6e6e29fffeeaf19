"""Commands that judge one item's report: review, guard."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.batch import ACTOR
from openclaw_celery.cli.given import Number, read_text, text_or_file
from openclaw_celery.cli.output import pass_call, print_json, say
from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.gate.verdict import percent
from openclaw_celery.domain.guard import HARD_TOKENS, SOFT_TOKENS, Action, Limits
from openclaw_celery.domain.item import MOST_ATTEMPTS
from openclaw_celery.domain.text import one_line
from openclaw_celery.settings import MOST_UI_S

if TYPE_CHECKING:
    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.checks import Check

#: No more is taken of a report.
MOST_BYTES = 1024 * 1024


@click.command(
    "review",
    epilog="""\b
Examples:
  clawq review --id ORCH-010 --report report.txt
  clawq review --id ORCH-010 --success-criteria "pytest passes" \\
      --report "12 passed" --dry-run
  clawq review --id ORCH-010 --ui-url http://127.0.0.1:3000 --ui-contains Dashboard

For items that wait, that an outside session has picked, or whose report waits for its
verdict; each report that is handed in counts as an attempt.""",
)
@click.option("--id", "item_id", required=True, metavar="ID")
@click.option(
    "--success-criteria", metavar="TEXT", help="Judge by these, not by the item's own."
)
@click.option(
    "--report",
    metavar="TEXT_OR_FILE",
    help="The report; - for stdin. Left out: the one that waits for its verdict.",
)
@click.option(
    "--max-retries",
    type=click.IntRange(1, MOST_ATTEMPTS),
    metavar="N",
    help="BLOCK instead of RETRY at so many tries. [the item's max attempts: 3]",
)
@click.option(
    "--owner-session", metavar="S", help="Only if this session still holds it."
)
@click.option("--ui-url", metavar="URL", help="Look at this page, too, in a browser.")
@click.option(
    "--ui-contains", multiple=True, metavar="TEXT", help="What the page has to show."
)
@click.option("--dry-run", is_flag=True, help="Judge only, and change nothing.")
@pass_call
def review_command(call: Call, item_id: str, *, dry_run: bool, **given: Any) -> None:  # noqa: ANN401 - options
    """Judge an item's report by hand: DONE, PENDING again, or BLOCKED."""
    from openclaw_celery.engine.review import Handed

    call.about(item_id)
    report = given["report"]
    if report is not None:
        report = text_or_file(report, most=MOST_BYTES)
    handed = Handed(
        item_id=item_id,
        report=report,
        criteria=given["success_criteria"],
        max_retries=given["max_retries"],
        actor=ACTOR,
        owner=given["owner_session"],
        checks=_ui_checks(call, given["ui_url"], given["ui_contains"]),
    )
    reviewed = call.engine().reviewer.by_hand(handed, dry_run=dry_run)
    judgement, item = reviewed.judgement, reviewed.item
    call.about(item.id, item.trace_id)
    if call.json:
        print_json(
            {
                "id": item.id,
                "verdict": judgement.verdict,
                "sure": judgement.sure,
                "status": item.status,
                "reasons": judgement.reasons,
                "missing_checks": judgement.missing_checks,
                "covered": judgement.covered,
                "total": judgement.total,
                "criteria": [asdict(one) for one in judgement.decided],
                "attempt": item.attempt,
                "dry_run": dry_run,
            }
        )
        return
    arrow = "would be" if dry_run else "->"
    say(f"{item.id} {judgement.verdict} {arrow} {item.status}")
    for reason in judgement.reasons:
        say(f"- {one_line(reason)}")
    lacks = {one.criterion: one.lacks for one in judgement.decided}
    for check in judgement.missing_checks:
        say(f"  missing: {one_line(check)}")
        if lacks.get(check):
            say(f"    no word of: {', '.join(lacks[check])}")
    if judgement.sure is not None:
        say(f"  {percent(judgement.sure)} sure")


def _ui_checks(
    call: Call, url: str | None, texts: tuple[str, ...]
) -> tuple[Check, ...]:
    """Make the checks of a page; raises at once for what could not be looked at."""
    from openclaw_celery.domain.checks import ui_check
    from openclaw_celery.wiring import browser_of, checks_of

    if url is None and not texts:
        return ()
    if url is None or not texts:
        msg = "--ui-url and --ui-contains go together"
        raise InvalidValue(msg)
    if checks_of(call.settings()) is None:
        msg = "checks are switched off here: check_limit_s is 0"
        raise InvalidValue(msg)
    browser = browser_of(call.settings())
    browser.check(url, texts)
    browser.program()
    return tuple(ui_check(url, text) for text in texts)


@click.command(
    "ui-check",
    epilog="""\b
Exit codes:
  0   UI_SMOKE_OK: all texts stand on the page
  1   UI_SMOKE_FAIL
  2   the URL is neither on loopback nor listed in ui_hosts
  3   there is no browser

\b
Examples:
  clawq ui-check --url http://127.0.0.1:3000/ --contains Dashboard
  clawq ui-check --url http://localhost:3000/ --contains 로그인 --contains 회원가입 \\
      --timeout 30 --screenshot page.png""",
)
@click.option("--url", required=True, metavar="URL")
@click.option(
    "--contains",
    multiple=True,
    required=True,
    metavar="TEXT",
    help="What the page has to show; several: all of them at once.",
)
@click.option(
    "--timeout",
    type=Number(0, MOST_UI_S, min_open=True),
    metavar="S",
    help="How long to wait for it. [ui_limit_s: 15]",
)
@click.option("--screenshot", metavar="FILE", help="Keep the page as a PNG.")
@pass_call
def ui_check_command(
    call: Call,
    url: str,
    contains: tuple[str, ...],
    timeout: float | None,
    screenshot: str | None,
) -> None:
    """Wait in a headless browser for a page to show a text; needs no queue."""
    from openclaw_celery.wiring import browser_of

    picture = _new_picture(screenshot)
    look = browser_of(call.settings(), limit_s=timeout).look(
        url, contains, picture=picture
    )
    if call.json:
        kept = str(look.picture) if look.picture else None
        print_json({"url": url, "ok": look.shown, "why": look.why, "screenshot": kept})
    elif look.shown:
        say("UI_SMOKE_OK")
    else:
        say(f"UI_SMOKE_FAIL: {one_line(look.why)}")
    if not look.shown:
        click.get_current_context().exit(1)


def _new_picture(name: str | None) -> Path | None:
    if name is None:
        return None
    path = Path(name).absolute()
    if not path.parent.is_dir() or path.is_dir():
        msg = f"--screenshot {name}: name a file in a folder that is there"
        raise InvalidValue(msg)
    return path


@click.command(
    "guard",
    epilog="""\b
Exit codes:
  0   ALLOW, or SUMMARIZE: the next attempt is told to be brief
  1   BLOCK: the item is stopped, a person decides

\b
Examples:
  clawq guard --id ORCH-010 --report report.txt --current-tokens 1800
  clawq guard --id ORCH-010 --report - --current-tokens 1800 < report.txt""",
)
@click.option("--id", "item_id", required=True, metavar="ID")
@click.option("--report", required=True, metavar="FILE", help="- for stdin.")
@click.option(
    "--current-tokens",
    type=click.IntRange(0),
    required=True,
    metavar="N",
    help="How large the report's context has grown.",
)
@click.option("--soft", type=click.IntRange(0), default=SOFT_TOKENS, show_default=True)
@click.option("--hard", type=click.IntRange(0), default=HARD_TOKENS, show_default=True)
@pass_call
def guard_command(
    call: Call, item_id: str, report: str, current_tokens: int, soft: int, hard: int
) -> None:
    """Check a Compact Report's form and tokens; keeps the decision on its item."""
    from openclaw_celery.cli.operate import see_stopped

    call.about(item_id)
    limits = Limits(soft, hard)
    text = read_text(report, most=MOST_BYTES)
    engine = call.engine()
    decision, moved = engine.gate.guard(
        item_id, text, tokens=current_tokens, limits=limits, actor=ACTOR
    )
    call.about(item_id, moved.item.trace_id)
    if call.json:
        print_json(
            {
                "item": item_id,
                "state": decision.budget,
                "action": decision.action,
                "violations": [
                    {"code": v.code, "message": v.message, "severe": v.severe}
                    for v in decision.violations
                ],
                "tokens": current_tokens,
                "soft": soft,
                "hard": hard,
                "status": moved.item.status,
            }
        )
    else:
        say(
            f"item={item_id} state={decision.budget} action={decision.action} "
            f"violations={len(decision.violations)}"
        )
        for reason in decision.reasons:
            say(f"- {one_line(reason)}")
    if moved.slot is not None:
        see_stopped(engine.operator, [moved])
    if decision.action is Action.BLOCK:
        click.get_current_context().exit(1)
