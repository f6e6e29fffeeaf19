"""
Everything that can be set, in one frozen value.

A flag wins over the environment (`CLAWQ_*`), that over `clawq.toml` in the
home, that over the default. Types are checked by msgspec (15 ms to import;
pydantic-settings costs 80-190 ms on every command); tomllib reads the file.
"""

from __future__ import annotations

import difflib
import hashlib
import ipaddress
import math
import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from openclaw_celery.domain.checks import check_of
from openclaw_celery.domain.errors import InvalidValue, SettingsError
from openclaw_celery.domain.gate.verdict import LEAST_SURE, MOST_SURE, SURE
from openclaw_celery.domain.hosts import Hosts
from openclaw_celery.domain.text import is_whole
from openclaw_celery.ports import Slot

CONFIG_NAME = "clawq.toml"
PREFIX = "CLAWQ_"
#: The runtimes that `wiring` knows how to make.
RUNTIMES = ("command", "openclaw", "rehearsal")
_SLOT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
_AGENT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
#: Up to 2026.1.28 a gateway's page sent the token to whom a link named.
SAFE_VERSION = (2026, 1, 29)
#: sun_path holds 108 bytes on Linux, 104 on macOS.
MAX_SOCKET_PATH = 100
MAX_PORT = 65535
#: So many items may be in flight where nothing else is said.
IN_FLIGHT = 5
_SCHEME = re.compile(r"[a-z][a-z0-9+-]{1,30}://[^\s\x00-\x1f]")
#: Before it are the control characters.
MIN_SIGN = 0x20
MOST_UI_S = 600
#: No time that can be set is longer: a century, in seconds.
MOST_S = 100 * 366 * 24 * 3600


class CommandSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the `command` runtime starts an agent program."""

    #: Whose output is read: these programs tell their usage, session and limits, and
    #: are started in their own way when argv is empty; `script` is anything else.
    profile: Literal["script", "claude", "codex", "gemini", "openclaw"] = "script"
    #: A further attempt goes on in the session of the one before: not for `script`
    #: and `openclaw`.
    resume: bool = False
    #: Program and arguments; `{workspace}`, `{prompt_file}`, `{report_file}`,
    #: `{item_id}`, `{attempt}` are filled in. Never goes through a shell.
    argv: tuple[str, ...] = ()
    #: How the agent gets its prompt.
    prompt: Literal["stdin", "file"] = "stdin"
    #: Where the report is read from; `file` falls back to stdout when it is missing.
    report: Literal["stdout", "file"] = "stdout"
    #: Environment variables passed on; nothing else of ours reaches the agent.
    env: tuple[str, ...] = ("PATH", "HOME", "LANG", "LC_ALL", "TERM", "TMPDIR", "TZ")
    #: Environment variables set for the agent.
    set_env: dict[str, str] = {}
    time_limit_s: float = 5400.0
    #: An agent that is silent for so long with a question as its last line is ended,
    #: and its item BLOCKED with the question; 0: never.
    ask_s: float = 120.0
    #: Between asking the agent to end and killing it.
    grace_s: float = 5.0
    #: Size of the live log; what comes after it is dropped, but for the tail.
    max_output_bytes: int = 10 * 1024 * 1024


class OpenClawSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the `openclaw` runtime reaches a gateway, and what it asks of it."""

    #: wss://, or ws:// to this machine.
    url: str = "ws://127.0.0.1:18789"
    #: The gateway's own protocol; or `http`: one request for each attempt, to its
    #: `/v1/chat/completions`.
    via: Literal["ws", "http"] = "ws"
    #: The gateway's token: here, in a file, or in a variable of the environment; the
    #: first of them that says something.
    token: str = ""
    token_file: str = ""
    token_env: str = "OPENCLAW_GATEWAY_TOKEN"  # noqa: S105 - names a variable
    #: The agent of the gateway that does the work.
    agent: str = "main"
    time_limit_s: float = 5400.0
    #: How hard the model thinks, in the gateway's words; empty: as it is set up.
    thinking: str = ""
    #: An older gateway is refused; never below the first one without CVE-2026-25253.
    min_version: str = "2026.1.29"

    def __repr__(self) -> str:
        """Say where, and not with what token."""
        return f"OpenClawSettings(url={self.url!r}, agent={self.agent!r})"


class RehearsalSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the `rehearsal` runtime plays."""

    #: JSON file: item id -> list of acts, one for each attempt.
    script: str | None = None


class NamedSettings(CommandSettings, frozen=True, forbid_unknown_fields=True):
    """A further program, as a runtime of its own: `[runtimes.NAME]`."""

    #: So that a name that is written wrong is not taken for a new one.
    kind: Literal["command"] = "command"


class RuntimeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The runtimes' own settings."""

    command: CommandSettings = CommandSettings()
    #: All tables of `runtimes` that have none of the other names here.
    named: dict[str, NamedSettings] = {}
    rehearsal: RehearsalSettings = RehearsalSettings()
    openclaw: OpenClawSettings = OpenClawSettings()


class SlotSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One slot of `slots.toml`."""

    runtime: str = "command"
    roles: tuple[str, ...] = ()
    #: Whose quota its agents use; slots that name the same wait for it together.
    #: Empty: the runtime's name.
    account: str = ""


class RepositorySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A git repository that items may be worked on."""

    #: A repository on this machine, a relative path beside the home; attempts get
    #: worktrees and branches of it.
    path: str = ""
    #: Or one elsewhere, of which the home keeps a copy.
    url: str = ""
    #: What an item's first attempt starts from: a branch, a tag, a commit.
    base: str = "main"
    #: A remote or URL that an attempt's branch is pushed to at its end; empty: none.
    push_to: str = ""


class WorkspaceSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long workspaces are kept; 0 each: for ever, without a bound."""

    #: After an item was DONE.
    keep_done_s: float = 7 * 86400
    #: After an item was FAILED or BLOCKED.
    keep_failed_s: float = 30 * 86400
    #: Of all workspaces together; beyond it those of ended items go, oldest first.
    max_bytes: int = 0


class BudgetSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much may be used; 0 each: without a limit."""

    #: One attempt: tokens, US dollars, seconds. Its agent is stopped there.
    attempt_tokens: int = 0
    attempt_usd: float = 0
    attempt_s: float = 0
    #: All attempts of one item; it is BLOCKED then.
    item_tokens: int = 0
    item_usd: float = 0
    item_s: float = 0
    #: All attempts of a day in Korea; what is left waits for the next one.
    day_tokens: int = 0
    day_usd: float = 0
    day_s: float = 0
    #: The share of a budget from which on it is warned of.
    soft: float = 0.8


class NotifySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is told of what happens."""

    #: https://, or http:// on this machine, gets a JSON document by POST; any other
    #: URL is a service that Apprise knows, and gets the text.
    urls: tuple[str, ...] = ()
    #: Of what: blocked, failed, done, question, quota.
    on: tuple[Literal["blocked", "failed", "done", "question", "quota"], ...] = (
        *("blocked", "failed", "question"),
    )
    #: How often is looked for news.
    every_s: float = 10


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of one installation."""

    #: Holds queue.db, logs/, run/, runs/, sheets/, workspaces/, repositories/ and
    #: clawq.toml.
    home: Path = Path(".clawq")
    #: Empty: SQLite in the home.
    database_url: str = ""
    #: Empty: the embedded broker that `clawq up` starts.
    redis_url: str = ""
    id_prefix: str = "ORCH"

    cadence: Literal["continuous", "paced"] = "continuous"
    mode: Literal["parallel", "sequential"] = "parallel"
    max_workers: int = 3
    #: How many items may be in flight, those of slots and picked ones together; 0: no
    #: such limit, None: see `most_in_flight`.
    max_in_flight: int | None = None
    #: Seconds between ticks; 0: what the cadence says.
    dispatch_every_s: float = 0
    rescue_every_s: float = 0
    #: How long a waiting item keeps its rank before it moves up one.
    ageing_s: float = 6 * 3600

    max_attempts: int = 3
    max_losses: int = 5
    backoff_s: tuple[float, ...] = (60, 180, 600)

    #: So many different items that fail in the same way within so many seconds make
    #: the slots where they do wait; 0: never.
    outage_items: int = 3
    outage_window_s: float = 600

    #: How likely work has to be done, by its report, to pass: 0.5 to 0.99. More lets
    #: less through that is not done, and sends more back that is.
    gate_sure: float = SURE
    #: Checks of every item, as among success criteria: `cmd: PROGRAM`, ... They are
    #: looked at last, when nothing else speaks against the work.
    checks: tuple[str, ...] = ()
    #: How long a `cmd:` among the success criteria may run; 0: nothing of what
    #: criteria name is looked at, they are words like others.
    check_limit_s: float = 120
    #: How long a `ui:` among them waits for its text.
    ui_limit_s: float = 15
    #: What pages may be looked at besides loopback: host, host:port, an address or a
    #: network. A name may lead to public addresses, and to others that are listed.
    ui_hosts: tuple[str, ...] = ()
    #: The browser for it; empty: Playwright's Chromium, else the system's.
    ui_browser: str = ""

    #: The repository of items that name none; empty: they get a plain directory.
    repository: str = ""

    lease_s: float = 60
    heartbeat_s: float = 20
    #: The agent is killed this long before a lease that can't be renewed ends.
    lease_margin_s: float = 15
    #: How often a running slot looks whether its item was taken away.
    watch_s: float = 2
    #: A doorbell that nobody answered is rung again after this long.
    ring_again_s: float = 60
    slot_ttl_s: float = 30
    slot_beat_s: float = 10
    #: On SIGQUIT: how long a running agent may go on before it is handed back.
    hand_back_after_s: float = 0

    #: The QUEUE.md to render and sync; a relative path is beside the home. Empty:
    #: QUEUE.md in the current directory.
    queue_md: str = ""
    #: Seconds between two syncs of queue_md while the system runs; 0: never.
    sync_every_s: float = 0

    #: Celery events for Flower; about halves the throughput of no-op items.
    events: bool = True
    flower_port: int = 5555
    #: Where on loopback Prometheus finds the figures; 0: nowhere.
    metrics_port: int = 0
    #: Where on loopback `clawq up` serves the queue's tools to agents with a token; 0:
    #: nowhere. Off by default: it is one process more, on a port that clients have
    #: written down, and nobody can use it before somebody has made a token. What
    #: makes one for a gateway, `clawq openclaw install`, sets it.
    mcp_port: int = 0
    #: A full run log makes room for a new one, and so many files are kept; with 0
    #: bytes nothing is logged.
    run_log_bytes: int = 10 * 1024 * 1024
    run_log_files: int = 5

    budgets: BudgetSettings = BudgetSettings()
    notify: NotifySettings = NotifySettings()
    runtimes: RuntimeSettings = RuntimeSettings()
    slots: dict[str, SlotSettings] = {}
    repositories: dict[str, RepositorySettings] = {}
    workspaces: WorkspaceSettings = WorkspaceSettings()

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{self.home.absolute()}/queue.db"

    @property
    def most_in_flight(self) -> int:
        """How many items may be in flight: five, unless there are more workers."""
        if self.max_in_flight is None:
            return max(IN_FLIGHT, self.max_workers)
        return self.max_in_flight

    @property
    def redis(self) -> str:
        """The URL of Redis or Valkey: a configured one, or our own Unix socket."""
        return self.redis_url or f"unix://{self.socket_path}?db=0"

    @property
    def socket_path(self) -> Path:
        """The Unix socket of the embedded broker; the system limits its length."""
        path = self.home.absolute() / "run" / "valkey.sock"
        if len(os.fsencode(path)) < MAX_SOCKET_PATH:
            return path
        short = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
        base = os.environ.get("XDG_RUNTIME_DIR") or "/tmp"  # noqa: S108 - made 0700
        return Path(base) / f"clawq-{os.getuid()}-{short}" / "valkey.sock"

    @property
    def run_path(self) -> Path:
        """Sockets, pids, passwords and generated configuration."""
        return self.home / "run"

    @property
    def logs_path(self) -> Path:
        """The log of the running system."""
        return self.home / "logs"

    @property
    def dispatch_every(self) -> float:
        """Seconds between two dispatcher ticks."""
        return self.dispatch_every_s or {"continuous": 5, "paced": 1800}[self.cadence]

    @property
    def rescue_every(self) -> float:
        """Seconds between two watchdog ticks."""
        return self.rescue_every_s or {"continuous": 10, "paced": 7200}[self.cadence]

    @property
    def sheet_path(self) -> Path:
        """The queue as a table that people edit."""
        if not self.queue_md:
            return Path("QUEUE.md")
        return self.home.absolute().parent / self.queue_md

    @property
    def runtime_names(self) -> tuple[str, ...]:
        """The runtimes that slots may have."""
        return (*RUNTIMES, *self.runtimes.named)

    def slot(self, name: str) -> Slot:
        """Return a declared slot; raises SettingsError naming those there are."""
        if name not in self.slots:
            msg = f"unknown slot {name!r}{_near(name, self.slots)}"
            raise SettingsError(msg)
        declared = self.slots[name]
        return Slot(name, declared.runtime, declared.roles, declared.account)

    def refuse_repository(self, name: str) -> None:
        """Raise SettingsError for a repository that is not set up."""
        if name and name not in self.repositories:
            there = list(self.repositories) or ["none"]
            msg = f"unknown repository {name[:80]!r}{_near(name, there)}"
            raise SettingsError(msg)


def load(
    home: str | Path | None = None,
    *,
    environ: dict[str, str] | None = None,
    **flags: Any,  # noqa: ANN401 - any setting
) -> Settings:
    """
    Gather the settings; flags that are None count as not given.

    Raises SettingsError, naming the file or variable, for anything unknown or
    of the wrong type.
    """
    env = dict(os.environ) if environ is None else environ
    root = home_of(home, env)
    values: dict[str, Any] = _from_file(root / CONFIG_NAME)
    values |= _from_environment(env)
    values |= {key: value for key, value in flags.items() if value is not None}
    if not values.get("slots"):
        values["slots"] = _slots_of(root)
    values["home"] = str(root)
    for name, value in values.items():
        if isinstance(value, str) and not is_whole(value):
            # SQLite could not open it, and the processes' environment not hold it.
            raw = value.encode(errors="surrogateescape")[:80]
            msg = f"{name}: {raw!r} is not UTF-8 text"
            raise SettingsError(msg)
    return _convert(values, "settings")


def home_of(home: str | Path | None, environ: dict[str, str] | None = None) -> Path:
    """Say where the home is: as given, else as the environment says, else here."""
    env = os.environ if environ is None else environ
    return Path(home or env.get(f"{PREFIX}HOME") or ".clawq")


def _convert(values: dict[str, Any], where: str) -> Settings:
    values = _with_named(values, where)
    try:
        settings = msgspec.convert(
            values, Settings, strict=False, dec_hook=lambda _, text: Path(text)
        )
    except msgspec.ValidationError as error:
        msg = f"{where}: {_explain(str(error))}"
        raise SettingsError(msg) from error
    if settings.max_workers < 1:
        msg = f"{where}: max_workers must be at least 1"
        raise SettingsError(msg)
    if settings.most_in_flight < 0:
        msg = f"{where}: max_in_flight must not be below 0"
        raise SettingsError(msg)
    if not settings.heartbeat_s < settings.lease_s - settings.lease_margin_s:
        msg = f"{where}: heartbeat_s must be shorter than lease_s - lease_margin_s"
        raise SettingsError(msg)
    _check_ui(settings, where)
    _check_slots(settings, where)
    _check_repositories(settings, where)
    _check_budgets(settings.budgets, where)
    _check_notify(settings.notify, where)
    if not LEAST_SURE <= settings.gate_sure <= MOST_SURE:
        msg = f"{where}: gate_sure must be from {LEAST_SURE} to {MOST_SURE}"
        raise SettingsError(msg)
    _check_checks(settings, where)
    if settings.outage_items < 0 or settings.outage_window_s <= 0:
        msg = f"{where}: outage_items must not be below 0, outage_window_s be above 0"
        raise SettingsError(msg)
    _check_ports(settings, where)
    _check_openclaw(settings.runtimes.openclaw, f"{where}: runtimes.openclaw")
    _check_commands(settings.runtimes, where)
    if (
        settings.watch_s <= 0
        or settings.slot_beat_s <= 0
        or min(settings.backoff_s, default=0) < 0
    ):
        msg = f"{where}: watch_s and slot_beat_s must be above 0, backoff_s not below"
        raise SettingsError(msg)
    if settings.sync_every_s < 0 or (settings.sync_every_s and not settings.queue_md):
        msg = f"{where}: sync_every_s needs a queue_md, and must not be below 0"
        raise SettingsError(msg)
    if not settings.backoff_s:
        msg = f"{where}: backoff_s needs at least one number"
        raise SettingsError(msg)
    _check_times(settings, where)
    return settings


def _with_named(values: dict[str, Any], where: str) -> dict[str, Any]:
    """Put the runtimes that have a name of the user's into a table of their own."""
    told = values.get("runtimes")
    if not isinstance(told, dict):
        return values
    named = {name: table for name, table in told.items() if name not in RUNTIMES}
    for name, table in named.items():
        if not _SLOT_NAME.fullmatch(name):
            msg = f"{where}: runtimes.{name[:80]}: use up to 32 letters, digits and _ -"
            raise SettingsError(msg)
        if not isinstance(table, dict) or "kind" not in table:
            near = _near(name, RUNTIMES)
            msg = f"{where}: unknown runtime {name!r}{near}; a program under a name of "
            msg += 'your own has kind = "command"'
            raise SettingsError(msg)
    rest = {name: table for name, table in told.items() if name in RUNTIMES}
    return values | {"runtimes": rest | {"named": named}}


def _check_times(told: msgspec.Struct, where: str) -> None:
    """Refuse what is no time: `nan` would pass any comparison, `inf` no arithmetic."""
    for name in told.__struct_fields__:
        value = getattr(told, name)
        if isinstance(value, dict):
            value = tuple(value.values())
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, msgspec.Struct):
                _check_times(one, f"{where}: {name}")
            elif name.endswith("_s") and not abs(one) <= MOST_S:
                msg = f"{where}: {name}: use a number of seconds up to {MOST_S}"
                raise SettingsError(msg)


def _check_ports(settings: Settings, where: str) -> None:
    for name in ("flower_port", "metrics_port", "mcp_port"):
        if not 0 <= getattr(settings, name) <= MAX_PORT:
            msg = f"{where}: {name} must be from 1 to {MAX_PORT}, or 0 for none"
            raise SettingsError(msg)


def _check_commands(told: RuntimeSettings, where: str) -> None:
    for name, command in {"command": told.command, **told.named}.items():
        if not 0 <= command.ask_s < math.inf:
            msg = f"{where}: runtimes.{name}.ask_s must not be below 0; 0 is never"
            raise SettingsError(msg)


def _check_checks(settings: Settings, where: str) -> None:
    if settings.checks and settings.check_limit_s <= 0:
        msg = f"{where}: checks are never looked at with check_limit_s = 0"
        raise SettingsError(msg)
    for line in settings.checks:
        try:
            check_of(line)
        except InvalidValue as error:
            msg = f"{where}: checks: {error}"
            raise SettingsError(msg) from None


def _check_repositories(settings: Settings, where: str) -> None:
    for name, told in settings.repositories.items():
        wrong = _wrong_repository(name, told)
        if wrong:
            msg = f"{where}: repositories.{name[:80]}: {wrong}"
            raise SettingsError(msg)
    keep = settings.workspaces
    if min(keep.keep_done_s, keep.keep_failed_s, keep.max_bytes) < 0:
        msg = f"{where}: the numbers of workspaces must not be below 0"
        raise SettingsError(msg)
    try:
        settings.refuse_repository(settings.repository)
    except SettingsError as error:
        msg = f"{where}: repository: {error}"
        raise SettingsError(msg) from None


def _check_budgets(told: BudgetSettings, where: str) -> None:
    for name in told.__struct_fields__:
        # `nan` compares with nothing, and would be no limit at all.
        if not 0 <= getattr(told, name) < math.inf:
            msg = f"{where}: budgets.{name} must not be below 0; 0 is no limit"
            raise SettingsError(msg)
    if not 0 < told.soft <= 1:
        msg = f"{where}: budgets.soft must be above 0, and 1 at most"
        raise SettingsError(msg)


def _check_notify(told: NotifySettings, where: str) -> None:
    for at, url in enumerate(told.urls):
        try:
            parts = urlsplit(url)
            host = parts.hostname if parts.port != 0 else None
        except ValueError:
            # Many services have no host where a web address has one.
            host = None
        # Which one, not what it is: an address may hold a secret.
        if not _SCHEME.match(url) or (url.startswith("http") and not host):
            msg = f"{where}: notify.urls[{at}]: use https://HOST/... or an Apprise URL"
            raise SettingsError(msg)
        if url.startswith("http://") and not is_loopback(host or ""):
            msg = f"{where}: notify.urls[{at}]: http:// is for this machine: use https"
            raise SettingsError(msg)
    if not 1 <= told.every_s < math.inf:
        msg = f"{where}: notify.every_s must be at least 1"
        raise SettingsError(msg)


def _wrong_repository(name: str, told: RepositorySettings) -> str:
    """Say what is wrong with a repository; git takes it for an option otherwise."""
    if not _SLOT_NAME.fullmatch(name):
        return "use up to 32 letters, digits and _ - for its name"
    if bool(told.path) == bool(told.url):
        return "name its path or its url, one of them"
    for key in ("path", "url", "base", "push_to"):
        text = getattr(told, key)
        if text.startswith("-") or any(ord(sign) < MIN_SIGN for sign in text):
            return f"{key} must not start with - nor have control characters"
    if not told.base or ".." in told.base or " " in told.base:
        return "base must be a branch, a tag or a commit"
    if "::" in told.url or "::" in told.push_to:
        return "a transport with :: would run a program, and is not used"
    return ""


def _check_openclaw(settings: OpenClawSettings, where: str) -> None:
    parts = urlsplit(settings.url)
    try:
        plain = not (parts.username or parts.query or parts.fragment or parts.port == 0)
    except ValueError:
        plain = False
    if parts.scheme not in {"ws", "wss"} or not parts.hostname or not plain:
        msg = f"{where}.url: use ws://127.0.0.1:18789 or wss://HOST[:PORT], no secrets"
        raise SettingsError(msg)
    if parts.scheme == "ws" and not is_loopback(parts.hostname):
        msg = f"{where}.url: ws:// would show the token to the network: use wss://"
        raise SettingsError(msg)
    if not _AGENT_NAME.fullmatch(settings.agent):
        msg = f"{where}.agent: {settings.agent[:80]!r} is no name of an agent"
        raise SettingsError(msg)
    if settings.time_limit_s < 1:
        msg = f"{where}.time_limit_s must be at least 1"
        raise SettingsError(msg)
    least = version_of(settings.min_version)
    if least is None or least < SAFE_VERSION:
        safe = ".".join(map(str, SAFE_VERSION))
        msg = f"{where}.min_version: use a version like 2026.9.6, from {safe} on"
        raise SettingsError(msg)


def is_loopback(host: str) -> bool:
    """Tell whether *host* names this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def version_of(text: str) -> tuple[int, ...] | None:
    """Read `2026.9.6`, whatever follows it; None when it is no version."""
    found = re.match(r"v?(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?!\d)", text)
    return tuple(map(int, found.groups())) if found else None


def _check_ui(settings: Settings, where: str) -> None:
    if not 0 < settings.ui_limit_s <= MOST_UI_S:
        msg = f"{where}: ui_limit_s must be above 0, and {MOST_UI_S} at most"
        raise SettingsError(msg)
    try:
        Hosts.of(settings.ui_hosts)
    except InvalidValue as error:
        msg = f"{where}: ui_hosts: {error}"
        raise SettingsError(msg) from None


def _check_slots(settings: Settings, where: str) -> None:
    for name, slot in settings.slots.items():
        if not _SLOT_NAME.fullmatch(name):
            msg = f"{where}: slot {name[:80]!r}: use up to 32 letters, digits and _ -"
            raise SettingsError(msg)
        if slot.account and not _SLOT_NAME.fullmatch(slot.account):
            msg = f"{where}: {name}: account {slot.account[:80]!r}: use up to 32 "
            msg += "letters, digits and _ -"
            raise SettingsError(msg)
        if slot.runtime not in settings.runtime_names:
            near = _near(slot.runtime, settings.runtime_names)
            msg = f"{where}: {name}: unknown runtime {slot.runtime!r}{near}"
            raise SettingsError(msg)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path}: {error}"
        raise SettingsError(msg) from error
    except OSError as error:
        msg = f"{path}: {error.strerror}"
        raise SettingsError(msg) from error


def _slots_of(root: Path) -> dict[str, Any]:
    """Read the home's slots.toml, else the one that ships with the workers."""
    own = root / "slots.toml"
    if own.exists():
        told = _from_file(own)
        for key in told:
            if key != "slots":
                near = _near(key, ("slots",))
                if isinstance(told[key], dict):
                    near = f": did you mean [slots.{key}]?"
                msg = f"{own}: unknown key {key!r}{near}"
                raise SettingsError(msg)
        return dict(told.get("slots", {}))
    import workers  # noqa: PLC0415 - only its file is wanted, and only here

    shipped = Path(str(workers.__file__)).with_name("slots.toml")
    return dict(_from_file(shipped).get("slots", {}))


def _from_environment(env: dict[str, str]) -> dict[str, Any]:
    """Read CLAWQ_MAX_WORKERS=5 and its like; lists are comma-separated."""
    tables = {"budgets", "runtimes", "slots", "repositories", "workspaces"}
    plain = set(Settings.__struct_fields__) - tables
    found: dict[str, Any] = {}
    for name, text in env.items():
        if not name.startswith(PREFIX) or name in _OURS:
            continue
        key = name.removeprefix(PREFIX).lower()
        if key not in plain:
            msg = f"unknown setting {name}{_near(key, plain)}"
            raise SettingsError(msg)
        found[key] = text.split(",") if key in _LISTS else text
    return found


#: Variables with our prefix that are no settings of an installation.
_OURS = frozenset(
    f"CLAWQ_{name}"
    for name in (
        *("HOME", "PARENT", "SERVER", "ITEM", "MARK", "SLOT"),
        *("ATTEMPT", "REPORT", "WORKSPACE", "PROMPT", "BRANCH", "BASE", "MCP_TOKEN"),
    )
)
_LISTS = frozenset({"backoff_s", "ui_hosts"})


_TABLES = (
    *(Settings, RuntimeSettings, SlotSettings),
    *(NamedSettings, OpenClawSettings, RehearsalSettings),
    *(RepositorySettings, WorkspaceSettings, BudgetSettings, NotifySettings),
)


def _explain(error: str) -> str:
    """Turn msgspec's sentence into ours where a key is unknown."""
    marker = "Object contains unknown field `"
    if not error.startswith(marker):
        return error
    key, _, where = error.removeprefix(marker).partition("`")
    known: set[str] = set()
    for kind in _TABLES:
        known |= set(kind.__struct_fields__)
    return f"unknown key {key!r}{where}{_near(key, known)}"


def _near(key: str, known: Any) -> str:  # noqa: ANN401 - any collection of names
    close = difflib.get_close_matches(key, list(known), n=1)
    if close:
        return f": did you mean {close[0]!r}?"
    return f"; known: {', '.join(sorted(known))}"
