"""What the commands share in printing: text that is safe, JSON that is whole."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from itertools import islice
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from openclaw_celery.domain.errors import OpenClawError, Refused, SettingsError
from openclaw_celery.domain.text import is_whole, one_line, printable
from openclaw_celery.settings import Settings, home_of, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from openclaw_celery.engine import Engine

KST = timezone(timedelta(hours=9), "KST")


class Call:
    """One call of `clawq`: its global options, and what is made from them."""

    def __init__(self, options: dict[str, Any]) -> None:
        """Take the global options of the command line."""
        self._options = options
        self._settings: Settings | None = None
        #: What this call is named in the run log and in what it adds.
        self.trace_id: str | None = options.get("trace_id")

    @property
    def json(self) -> bool:
        """Whether to print JSON."""
        return bool(self._options.get("as_json"))

    def begin(self, ctx: click.Context) -> None:
        """Log that the command starts; raises InvalidValue for a bad trace id."""
        diary = self._options.get("diary")
        if diary is None:
            return
        try:
            settings = self.settings()
        except (OpenClawError, OSError):
            # The command itself will say so; where the home is, is known.
            settings = Settings(home=home_of(self._options.get("home")))
        self.trace_id = diary.begin(ctx, settings, self.trace_id)

    def about(self, item_id: str, trace_id: str | None = None) -> None:
        """
        Name in the run log the item that this call is about.

        With its *trace_id* the call is told under it, if nobody has named another.
        """
        if self._options.get("diary") is not None:
            self._options["diary"].about(item_id, trace_id)

    def settings(self, **flags: Any) -> Settings:  # noqa: ANN401 - any setting
        """Load the settings; the command line wins."""
        if not flags and self._settings is not None:
            return self._settings
        names = ("database_url", "redis_url")
        given = {name: self._options.get(name) for name in names} | flags
        settings = load(self._options.get("home"), **given)
        _check_redis_url(settings.redis_url)
        if not flags:
            self._settings = settings
        return settings

    def engine(self, settings: Settings | None = None) -> Engine:
        """Open the queue; raises Refused when there is none here."""
        from openclaw_celery.wiring import build

        settings = settings or self.settings()
        if not settings.database_url and not (settings.home / "queue.db").exists():
            msg = f"no queue in {settings.home}: run `clawq init` first"
            raise Refused(msg)
        return build(settings)


def _check_redis_url(url: str) -> None:
    """Raise SettingsError for what no client would take; never shows a password."""
    schemes = ("redis", "rediss", "unix")
    try:
        parts = urlsplit(url)
        # Asking for the port tells whether it is a number.
        known = not url or (parts.scheme in schemes and parts.port != 0)
    except ValueError:
        known = False
    if not known:
        msg = "redis_url: write redis://HOST:PORT/0, rediss://..., or unix:///PATH"
        raise SettingsError(msg)


def pass_call(command: Callable[..., None]) -> Callable[..., None]:
    """
    Hand the Call to a command; accept the global options behind its name as well.

    People write `clawq list --json` as often as `clawq --json list`. A group of
    commands takes them too, and hands them on to its own.
    """

    def with_call(ctx: click.Context, **arguments: Any) -> None:  # noqa: ANN401
        options = dict(ctx.obj or {})
        for name in GLOBAL_OPTIONS.values():
            late = arguments.pop(f"late_{name}")
            options[name] = late or options.get(name)
        ctx.obj = options
        call = Call(options)
        if ctx.invoked_subcommand is None:
            # Else it is the subcommand that begins.
            call.begin(ctx)
        _refuse_bytes(ctx)
        command(call, **arguments)

    with_call.__doc__ = command.__doc__
    with_call.__name__ = command.__name__
    with_call.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    wrapped: Callable[..., None] = click.pass_context(with_call)
    wrapped = click.option(
        "--json", "late_as_json", is_flag=True, help="Print one JSON document."
    )(wrapped)
    for flag, name in GLOBAL_OPTIONS.items():
        if name != "as_json":
            metavar, told = _LATE[flag]
            late = click.option(flag, f"late_{name}", metavar=metavar, help=told)
            wrapped = late(wrapped)
    return wrapped


def _refuse_bytes(ctx: click.Context) -> None:
    """
    Refuse arguments that are no text; raises BadParameter.

    Python hands bytes that are not UTF-8 on as half letters, which no database
    takes. The name of a file may be made of them.
    """
    for param in ctx.command.params:
        if isinstance(param.type, click.Path) or "FILE" in (param.metavar or ""):
            continue
        value = ctx.params.get(param.name or "")
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and not is_whole(text):
                raw = text.encode(errors="surrogateescape")[:40]
                msg = f"{raw!r} is not UTF-8 text."
                raise click.BadParameter(msg, ctx=ctx, param=param)


#: How the global options are shown in a command's own help.
_LATE = {
    "--home": ("DIR", "Where the queue lives. [.clawq]"),
    "--database-url": ("URL", "SQLite in the home if not given."),
    "--redis-url": ("URL", "The embedded broker if not given."),
    "--trace-id": ("NAME", "Name this call in the events it makes."),
}

#: What stands before a command or behind it, and its name in the Call.
GLOBAL_OPTIONS = {
    "--home": "home",
    "--database-url": "database_url",
    "--redis-url": "redis_url",
    "--json": "as_json",
    "--trace-id": "trace_id",
}


def fail(message: str, *, code: int) -> int:
    """Say on stderr in one line what is wrong; return *code*."""
    line = f"clawq: {_bounded(one_line(message))}"
    click.echo(click.style(line, fg="red"), err=True, color=colour())
    return code


#: No complaint is longer, however long what it repeats is; paths are long, too.
MOST_SAID = 400
#: Of its end so much is kept: what to do is said there.
_END = 180


def _bounded(line: str) -> str:
    """Leave out the middle of a line that is too long."""
    if len(line) <= MOST_SAID:
        return line
    return f"{line[: MOST_SAID - _END - 5]} [\u2026] {line[-_END:]}"


def colour() -> bool | None:
    """Say False where people want no colour; None leaves it to the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def say(text: str = "", *, err: bool = False, **style: Any) -> None:  # noqa: ANN401
    """Print text from anywhere; colours reach terminals only."""
    click.echo(
        click.style(printable(text), **style) if style else printable(text), err=err
    )


def print_json(value: object) -> None:
    """Print one JSON document."""
    # Escaped to ASCII controls by json itself; Korean stays readable.
    text = json.dumps(plain(value), ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "replace").decode("utf-8").translate(_ESCAPED))


#: JSON leaves C1 and bidi controls as they are; a terminal would obey them.
_ESCAPED = {
    code: f"\\u{code:04x}"
    for code in (
        *range(0x7F, 0xA0),
        0x61C,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
    )
}


def plain(value: Any) -> Any:  # noqa: ANN401 - anything that JSON can say
    """Turn our values into what JSON knows."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, (int, float, type(None))) else str(value)


def kst(moment: datetime | None) -> str:
    """Say an instant as people of the queue read it; `-` for none."""
    return moment.astimezone(KST).strftime("%Y-%m-%d %H:%M:%S") if moment else "-"


def lasted(time: timedelta) -> str:
    """Say how long something took, in its two largest units."""
    seconds = max(time.total_seconds(), 0)
    if seconds < 10:  # noqa: PLR2004 - where tenths begin to matter
        return f"{seconds:.1f} s"
    left, parts = int(seconds), []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        if left >= size:
            parts.append(f"{left // size} {unit}")
            left %= size
    return " ".join(parts[:2])


#: How each status is shown.
COLOURS = {
    "PENDING": "yellow",
    "IN_PROGRESS": "cyan",
    "DONE": "green",
    "FAILED": "red",
    "BLOCKED": "magenta",
    # What the supervisor and `health` say.
    "RUNNING": "green",
    "STARTING": "cyan",
    "STOPPING": "cyan",
    "EXITED": "red",
    "BACKOFF": "red",
    "FATAL": "red",
    "HEALTH_OK": "green",
    "HEALTH_WARN": "yellow",
    "HEALTH_FAIL": "red",
    "HEALTH_ERROR": "red",
}


def coloured(text: str, state: str) -> str:
    """Colour *text* by a state's status; leaves it if that is none."""
    status = state.partition("/")[0]
    return click.style(text, fg=COLOURS[status]) if status in COLOURS else text


def columns(rows: Iterable[Iterable[str]]) -> None:
    """Print rows of cells, separated by tabs: for `cut` and its like."""
    lines = ("\t".join(map(one_line, row)) + "\n" for row in rows)
    # A call of echo a line would be half the time of a long list.
    while some := "".join(islice(lines, 500)):
        click.echo(some, nl=False)


def table(
    titles: Sequence[str], rows: Iterable[Sequence[str]], *, wraps: bool = False
) -> None:
    """
    Print rows for people on a terminal, aligned, below *titles*; else as columns.

    A row is cut at the terminal's edge, in its last cell as far as possible, or goes
    on below if it *wraps*. Cells that name a status get its colour.
    """
    if not sys.stdout.isatty():
        columns(rows)
        return
    from openclaw_celery.cli.aligned import aligned

    for line in aligned(titles, rows, width=get_terminal_size().columns, wraps=wraps):
        click.echo(line)
