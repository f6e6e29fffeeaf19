"""
The command `completion`, and what the tab key offers: statuses, priorities, ids.

click asks the parameters' types; ours get theirs only while a shell asks, by what
they call their values in `--help`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem, get_completion_class

from openclaw_celery.cli.output import Call, pass_call, print_json
from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.text import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from click import Context, Parameter

    _Text = click.ParamType[str]
else:
    # click has made it generic in 8.3 only.
    _Text = click.ParamType

#: How a shell tells that it asks.
VARIABLE = "_CLAWQ_COMPLETE"
SHELLS = ("bash", "zsh", "fish")
#: Which items a verb can do anything with; the others take all.
FITTING = {
    "answer": {Status.BLOCKED},
    "cancel": {Status.PENDING, Status.IN_PROGRESS, Status.BLOCKED},
    "done": {Status.PENDING, Status.IN_PROGRESS},
    "fail": {Status.PENDING, Status.IN_PROGRESS},
    "release": {Status.IN_PROGRESS},
    "renew": {Status.IN_PROGRESS},
    "retry": {Status.FAILED, Status.BLOCKED, Status.IN_PROGRESS},
}
#: So much of a title is shown beside an id, by shells that show something there.
TITLE = 60


@click.command(
    "completion",
    epilog="""\b
Examples:
  source <(clawq completion bash)       in ~/.bashrc; zsh alike, in ~/.zshrc
  clawq completion fish > ~/.config/fish/completions/clawq.fish""",
)
@click.argument("shell", type=click.Choice(SHELLS))
@pass_call
def completion_command(call: Call, shell: str) -> None:
    """Print what makes a shell complete commands, options, statuses and ids."""
    script = script_of(shell, click.get_current_context().find_root().command)
    if call.json:
        print_json({"shell": shell, "script": script})
    else:
        click.echo(script)


def script_of(shell: str, program: click.Command) -> str:
    """Return the script that a shell has to run for it."""
    kind = get_completion_class(shell)
    if kind is None:
        msg = f"no completion for {shell}"
        raise click.UsageError(msg)
    return kind(program, {}, "clawq", VARIABLE).source()


def made_completing(command: click.Command) -> click.Command:
    """Give the parameters of *command*, and of those in it, what they can offer."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            made_completing(inner)
    for param in command.params:
        offered = _offered(command, param)
        if offered is not None:
            param.type = offered
    return command


def _offered(command: click.Command, param: Parameter) -> _Offering | None:
    # A name that is given here is a new one.
    if param.name in {"trace_id", "late_trace_id"}:
        return None
    if command.name == "add" and param.name == "item_id":
        return None
    if param.name in {"role", "runtime"}:
        return Declared(param.name)
    kinds: dict[str, _Offering] = {
        "ID": ItemId(FITTING.get(command.name or "", ())),
        "STATUS": Word(Status),
        "P0|P1|P2": Word(Priority),
        "SCOPE": Declared("all", *(f"priority:{p}" for p in Priority), "scope"),
    }
    return kinds.get((param.metavar or "").strip("[].") or "-")


class _Offering(_Text):
    """Text, of which the last part after a comma is completed; never complains."""

    name = "text"

    def offers(self, ctx: Context, start: str) -> Sequence[tuple[str, str]]:
        """Return the words that begin with *start*, each with what to say of it."""
        raise NotImplementedError

    def shell_complete(
        self, ctx: Context, param: Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer what there is; nothing when anything is wrong."""
        del param
        before, comma, start = incomplete.rpartition(",")
        try:
            return [
                CompletionItem(before + comma + word, help=told or None)
                for word, told in self.offers(ctx, start)
            ]
        except Exception:  # noqa: BLE001 - a traceback would land in a half-typed line
            return []


class Word(_Offering):
    """One of a few words, in whatever case it is begun."""

    def __init__(self, words: Iterable[str]) -> None:
        """Offer *words*."""
        self._words = [str(word) for word in words]

    def offers(self, ctx: Context, start: str) -> Sequence[tuple[str, str]]:
        """Return the words that begin with *start*."""
        del ctx
        fitting = (w for w in self._words if w.lower().startswith(start.lower()))
        return [(word, "") for word in fitting]


class Declared(_Offering):
    """What the slots of the typed line's home have: roles, runtimes, scopes."""

    def __init__(self, *words: str) -> None:
        """Offer *words* but the last, which says what of the slots."""
        *self._words, self._what = words

    def offers(self, ctx: Context, start: str) -> Sequence[tuple[str, str]]:
        """Return the words that begin with *start*."""
        slots = Call(_options(ctx)).settings().slots
        roles = sorted({role for slot in slots.values() for role in slot.roles})
        found = {
            "role": roles,
            "runtime": sorted({slot.runtime for slot in slots.values()}),
            "scope": [
                *self._words,
                *(f"role:{role}" for role in roles),
                *(f"slot:{name}" for name in slots),
                *sorted({f"account:{s.account}" for s in slots.values() if s.account}),
            ],
        }[self._what]
        return [(w, "") for w in found if w.lower().startswith(start.lower())]


class ItemId(_Offering):
    """The id of an item in the queue that the typed line is about."""

    def __init__(self, statuses: Collection[Status]) -> None:
        """Offer the items of *statuses*, or all if none are named."""
        self._statuses = statuses

    def offers(self, ctx: Context, start: str) -> Sequence[tuple[str, str]]:
        """Return the ids that begin with *start*, the newest first."""
        from openclaw_celery.store.names import ids_like

        url = Call(_options(ctx)).settings().database
        return [
            (item_id, f"{status}  {one_line(title, TITLE)}")
            for item_id, status, title in ids_like(url, start, self._statuses)
        ]


def _options(ctx: Context) -> dict[str, Any]:
    """Gather the global options of a half-typed line, before and behind the command."""
    found: dict[str, Any] = {}
    at: Context | None = ctx
    while at is not None:
        for name in ("home", "database_url"):
            given = at.params.get(f"late_{name}") or at.params.get(name)
            found[name] = found.get(name) or given
        at = at.parent
    return found
