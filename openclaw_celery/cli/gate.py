"""Commands about the review gate itself: judge, score, relabel, doubts, export."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery.cli.batch import ACTOR
from openclaw_celery.cli.given import Number, read_text
from openclaw_celery.cli.output import columns, pass_call, print_json, say
from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.gate.score import Case, Score
from openclaw_celery.domain.gate.verdict import LEAST_SURE, MOST_SURE, Verdict, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.cli.output import Call
    from openclaw_celery.domain.gate.verdict import Judgement
    from openclaw_celery.engine.gate import Doubt

#: No more is read of a file of cases.
MOST_BYTES = 256 * 1024 * 1024
#: So long ago an item may have passed.
MOST_DAYS = 36_500
#: What a label may be called in a file of cases.
LABELS = ("expect", "label")
_FORMAT = """\
FILE has a case a line, as JSON: success_criteria, report, and if known expect (or
label), id, attempt_count, max_retries; other fields are left alone. - for stdin."""

_sure_option = click.option(
    "--sure",
    type=Number(LEAST_SURE, MOST_SURE),
    metavar="P",
    help="How likely work has to be done to pass, instead of gate_sure.",
)


@click.group("gate")
@pass_call
def gate_command(call: Call) -> None:
    """Try out the review gate, and measure it on labelled cases."""


@gate_command.command(
    "judge",
    epilog=f"""{_FORMAT}

\b
Examples:
  clawq gate judge cases.jsonl
  clawq gate judge - --json < cases.jsonl""",
)
@click.argument("file", metavar="FILE")
@_sure_option
@pass_call
def judge_command(call: Call, file: str, *, sure: float | None) -> None:
    """Judge reports: id, verdict, reasons, how sure, a line each; needs no queue."""
    least = call.settings().gate_sure if sure is None else sure
    judged = [(case, _judge(case, least)) for case in _cases(file)]
    if call.json:
        print_json([_told(case, judgement) for case, judgement in judged])
        return
    columns(
        (case.id, judgement.verdict, _reasons(judgement), _percent(judgement))
        for case, judgement in judged
    )


@gate_command.command(
    "score",
    epilog=f"""{_FORMAT} Left out: all
verdicts of this queue that were relabelled, as `gate export` has them.

\b
Examples:
  clawq gate score cases.jsonl --wrong
  clawq gate score cases.jsonl --min-accuracy 0.9 --max-false-pass 0.05
  clawq gate score --sure 0.9""",
)
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--wrong", is_flag=True, help="List the cases that are judged wrongly.")
@click.option("--min-accuracy", type=Number(0, 1), metavar="R", help="Exit 1 below.")
@click.option("--max-false-pass", type=Number(0, 1), metavar="R", help="Exit 1 above.")
@_sure_option
@pass_call
def score_command(
    call: Call,
    file: str | None,
    *,
    wrong: bool,
    min_accuracy: float | None,
    max_false_pass: float | None,
    sure: float | None,
) -> None:
    """Compare verdicts with labels: confusion matrix, accuracy, F1, false PASS rate."""
    cases = _history(call) if file is None else list(_cases(file))
    least = call.settings().gate_sure if sure is None else sure
    labelled = [(c, c.label, _judge(c, least)) for c in cases if c.label is not None]
    if not labelled:
        where = file or "this queue: `clawq gate relabel` makes some"
        msg = f"no labelled cases in {where}"
        raise InvalidValue(msg)
    score = Score.of((label, judgement.verdict) for _, label, judgement in labelled)
    missed = [one for one in labelled if one[1] is not one[2].verdict]
    figures = {
        "accuracy": score.accuracy,
        "macro_f1": score.macro_f1,
        "false_pass_rate": score.false_pass_rate,
    }
    if call.json:
        print_json(
            {
                "cases": score.total,
                "sure": least,
                "unlabelled": len(cases) - len(labelled),
                **figures,
                "confusion": {
                    label: {given: score.matrix[label, given] for given in Verdict}
                    for label in Verdict
                },
                "wrong": [_told(case, judgement) for case, _, judgement in missed],
            }
        )
    else:
        told = " ".join(f"{name}={_shown(rate)}" for name, rate in figures.items())
        say(f"gate {told} cases={score.total} sure={least:g}")
        columns(_matrix(score))
        if wrong:
            columns(_wrong(*one) for one in missed)
    low = min_accuracy is not None and (score.accuracy or 0) < min_accuracy
    high = max_false_pass is not None and (score.false_pass_rate or 0) > max_false_pass
    if low or high:
        click.get_current_context().exit(1)


@gate_command.command(
    "relabel",
    epilog="""\b
Examples:
  clawq gate relabel ORCH-010 RETRY --notes "The README was not touched"
  clawq gate relabel ORCH-010 PASS --attempt 1""",
)
@click.argument("item_id", metavar="ID")
@click.argument("verdict", metavar="PASS|RETRY|BLOCK")
@click.option("--attempt", type=click.IntRange(1), metavar="N", help="Not the latest.")
@click.option("--notes", default="", help="Why.")
@pass_call
def relabel_command(
    call: Call, item_id: str, verdict: str, attempt: int | None, notes: str
) -> None:
    """Keep which verdict an item should have got; the item stays where it is."""
    call.about(item_id)
    label = _verdict(verdict)
    labelled = call.engine().gate.relabel(
        item_id, label, notes=notes, actor=ACTOR, attempt=attempt
    )
    if call.json:
        print_json(
            {
                "id": item_id,
                "case": labelled.case.id,
                "verdict": labelled.given,
                "label": label,
                "notes": notes,
            }
        )
    else:
        say(f"{labelled.case.id} verdict={labelled.given} label={label}")


@gate_command.command(
    "doubts",
    epilog="""By what reports say: what checks decided, or somebody has relabelled,
is not among them. `clawq gate relabel ID RETRY` keeps what should not have passed; the
item stays DONE, so add what is left as new work.

\b
Examples:
  clawq gate doubts
  clawq gate doubts --days 7 --limit 50 --json""",
)
@click.option(
    "--days", type=Number(0, MOST_DAYS), default=1, show_default=True, metavar="N"
)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    metavar="N",
)
@pass_call
def doubts_command(call: Call, *, days: float, limit: int) -> None:
    """List what passed in the last days, what the gate was least sure of first."""
    doubts = call.engine().gate.doubts(within=timedelta(days=days), limit=limit)
    if call.json:
        print_json([{"id": one.item_id, **_doubt(one)} for one in doubts])
        return
    columns((one.item_id, percent(one.sure), one.title, one.why) for one in doubts)
    if not doubts:
        say("nothing passed by its report in this time")


def _doubt(one: Doubt) -> dict[str, Any]:
    told = asdict(one)
    del told["item_id"]
    return told


@gate_command.command(
    "export",
    epilog="""\b
Examples:
  clawq gate export > cases.jsonl
  clawq gate export --json""",
)
@pass_call
def export_command(call: Call) -> None:
    """Print the relabelled verdicts as cases for `gate score`, a JSON line each."""
    lines = [
        {
            "id": one.case.id,
            "success_criteria": one.case.success_criteria,
            "report": one.case.report,
            "attempt_count": one.case.attempt_count,
            "max_retries": one.case.max_retries,
            "label": one.case.label,
            "verdict": one.given,
            "notes": one.notes,
        }
        for one in call.engine().gate.history()
    ]
    if call.json:
        print_json(lines)
        return
    for line in lines:
        # Escaped to ASCII: no control character of an agent's reaches a terminal.
        click.echo(json.dumps(line))


def _history(call: Call) -> list[Case]:
    return [one.case for one in call.engine().gate.history()]


def _judge(case: Case, sure: float) -> Judgement:
    from openclaw_celery.domain.review import judge

    return judge(
        case.success_criteria,
        case.report,
        case.attempt_count,
        case.max_retries,
        sure=sure,
    )


def _percent(judgement: Judgement) -> str:
    return "-" if judgement.sure is None else percent(judgement.sure)


def _reasons(judgement: Judgement) -> str:
    return "; ".join(judgement.reasons)


def _told(case: Case, judgement: Judgement) -> dict[str, Any]:
    return {
        "id": case.id,
        "verdict": judgement.verdict,
        "sure": judgement.sure,
        "label": case.label,
        "reasons": judgement.reasons,
        "missing_checks": judgement.missing_checks,
        "covered": judgement.covered,
        "total": judgement.total,
        "criteria": [asdict(one) for one in judgement.decided],
    }


def _matrix(score: Score) -> Iterator[list[str]]:
    yield ["label", *Verdict]
    for label in Verdict:
        yield [label, *(str(score.matrix[label, given]) for given in Verdict)]


def _wrong(case: Case, label: Verdict, judgement: Judgement) -> list[str]:
    told = (_reasons(judgement), _percent(judgement))
    return ["wrong", case.id, label, judgement.verdict, *told]


def _shown(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.4f}"


# -- reading cases -----------------------------------------------------------


def _cases(file: str) -> Iterator[Case]:
    """Read a case a line; raises InvalidValue that names the line."""
    text = read_text(file, most=MOST_BYTES)
    # Not splitlines: JSON strings may hold what Python takes for a line's end.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _case(line, number)
            except (ValueError, RecursionError, InvalidValue) as error:
                what = "no JSON" if isinstance(error, ValueError) else str(error)
                msg = f"{file}, line {number}: {what}"
                raise InvalidValue(msg) from None


def _case(line: str, number: int) -> Case:
    told = json.loads(line)
    if not isinstance(told, dict):
        msg = "a case is an object with success_criteria and report"
        raise InvalidValue(msg)
    for name in ("success_criteria", "report"):
        if not isinstance(told.get(name), str):
            msg = f"{name} is missing or no text"
            raise InvalidValue(msg)
    label = next((told[name] for name in LABELS if told.get(name) is not None), None)
    return Case(
        id=str(told.get("id", number)),
        success_criteria=told["success_criteria"],
        report=told["report"],
        attempt_count=_count(told, "attempt_count", 0),
        max_retries=_count(told, "max_retries", 3),
        label=None if label is None else _verdict(str(label)),
    )


def _count(told: dict[str, Any], name: str, default: int) -> int:
    value = told.get(name, default)
    if value is None:
        return default
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        msg = f"{name} must be a number from 0"
        raise InvalidValue(msg)
    return value


def _verdict(text: str) -> Verdict:
    try:
        return Verdict(text.strip().upper())
    except ValueError:
        msg = f"unknown verdict {text[:80]!r}: use one of {', '.join(Verdict)}"
        raise InvalidValue(msg) from None
