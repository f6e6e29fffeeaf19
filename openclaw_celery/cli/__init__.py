"""
The command line, `clawq`: it reads arguments, calls one verb, and prints.

Built on click. Each group of commands is a module that is imported when one of its
commands runs, and imports the engine inside the command: SQLAlchemy alone takes as
long as all of `clawq --help`.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from openclaw_celery import __version__
from openclaw_celery.cli.crash import crashed
from openclaw_celery.cli.diary import Diary
from openclaw_celery.cli.output import colour, fail
from openclaw_celery.domain.errors import OpenClawError
from openclaw_celery.interrupts import CODE, Interruptible, end_quietly

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Where each command lives, in the order of `--help`.
COMMANDS = {
    "demo": "demo",
    "init": "system",
    "up": "system",
    "ps": "system",
    "down": "system",
    "doctor": "system",
    "add": "items",
    "intake": "intake",
    "team": "team",
    "import": "items",
    "render": "sheet",
    "sync": "sheet",
    "consistency-check": "sheet",
    "list": "story",
    "show": "story",
    "history": "story",
    "logs": "logs",
    "why": "why",
    "inbox": "inbox",
    "pick": "pull",
    "renew": "pull",
    "release": "pull",
    "done": "operate",
    "fail": "operate",
    "cancel": "operate",
    "retry": "operate",
    "replan": "operate",
    "answer": "operate",
    "review": "review",
    "ui-check": "review",
    "guard": "review",
    "gate": "gate",
    "status": "queue",
    "workers": "queue",
    "top": "top",
    "workspace": "workspace",
    "pause": "scopes",
    "resume": "scopes",
    "drain": "scopes",
    "worker": "services",
    "beat": "services",
    "flower": "services",
    "broker": "services",
    "ping": "services",
    "budget": "budget",
    "notify": "notify",
    "kpi": "observe",
    "health": "observe",
    "metrics": "observe",
    "completion": "completion",
    "exporter": "services",
    "serve": "server",
    "mcp": "mcp",
    "token": "mcp",
    "openclaw": "openclaw",
}


class _Commands(click.Group):
    """Imports a command's module when the command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        found = import_module(f"openclaw_celery.cli.{module}")
        command: click.Command = getattr(found, f"{cmd_name.replace('-', '_')}_command")
        if ctx.resilient_parsing:
            # A shell asks what could follow.
            from openclaw_celery.cli.completion import made_completing

            return made_completing(command)
        return command

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        # Without what each of them does: telling it takes all their imports.
        found = [CompletionItem(n) for n in COMMANDS if n.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read our output has enough, `clawq list | head` for one. What is
            # still to be written would be tried again at the very end.
            with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path of ours
                os.dup2(nowhere.fileno(), sys.stdout.fileno())
            ctx.exit(0)
        except KeyboardInterrupt:
            # click itself would print an empty line for it.
            raise click.Abort from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Start with `clawq demo`, then `clawq init` and `clawq up`.",
)
@click.option("--home", metavar="DIR", help="Where the queue lives. [.clawq]")
@click.option("--database-url", metavar="URL", help="SQLite in the home if not given.")
@click.option("--redis-url", metavar="URL", help="The embedded broker if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--trace-id", metavar="ID", help="Name this call in the events it makes.")
@click.version_option(__version__, prog_name="clawq")
@click.pass_context
def clawq(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - options
    """Keep AI agents working: a queue, agent slots, and a review gate."""
    ctx.obj = {**options, "diary": ctx.obj}
    ctx.color = colour()


def main() -> None:
    """Run `clawq` on this process's arguments; ends it with the exit code."""
    code = run(sys.argv[1:])
    if code == CODE:
        with suppress(OSError):
            sys.stdout.flush()
        # Python itself would end by the signal, where that came in an exec of its own.
        os._exit(code)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command; return its exit code, having said on stderr what is wrong."""
    diary = Diary()
    end_quietly()
    with diary.closed():
        diary.code = _run(arguments, diary)
    return diary.code


def _run(arguments: list[str], diary: Diary) -> int:
    try:
        with Interruptible(), diary.noting():
            # What click returns is the code of a command that has called ctx.exit.
            code = clawq(arguments, prog_name="clawq", standalone_mode=False, obj=diary)
            # While whoever waits for a reader that is stuck can still give up.
            sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        return fail("interrupted", code=CODE)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message())
        return 0
    except Exception as error:  # noqa: BLE001 - the user is told, the log has it all
        return _explained(error, diary)
    return code if isinstance(code, int) else 0


def _explained(error: Exception, diary: Diary) -> int:
    """Say on stderr what went wrong; return the exit code for it."""
    if isinstance(error, click.ClickException):
        usage = error.ctx if isinstance(error, click.UsageError) else None
        hint = f" (see `{usage.command_path} --help`)" if usage else ""
        return fail(error.format_message() + hint, code=2)
    if isinstance(error, OpenClawError):
        return fail(str(error), code=error.exit_code)
    if not isinstance(error, OSError):
        return fail(crashed(error, diary.settings), code=1)
    # Output or a file of the home: a disk that is full, a right that is missing. What
    # is still in the buffer would fail once more while Python ends.
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.ENOSPC and error.filename:
        return fail(f"no space left on the disk of {error.filename}", code=3)
    where = f"{error.filename}: " if error.filename else ""
    return fail(f"{where}{error.strerror or error}", code=3)
