"""
Everything that can be set, in one frozen value.

A flag wins over the environment (`CLAWQ_*`), that over `clawq.toml` in the
home, that over the default. Types are checked by msgspec (15 ms to import;
pydantic-settings costs 80-190 ms on every command); tomllib reads the file.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from openclaw_celery.domain.errors import SettingsError
from openclaw_celery.ports import Slot

CONFIG_NAME = "clawq.toml"
PREFIX = "CLAWQ_"
#: The runtimes that `wiring` knows how to make.
RUNTIMES = ("command", "rehearsal")
_SLOT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")
#: sun_path holds 108 bytes on Linux, 104 on macOS.
MAX_SOCKET_PATH = 100
MAX_PORT = 65535
#: Before it are the control characters.
MIN_SIGN = 0x20


class CommandSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the `command` runtime starts an agent program."""

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
    #: Between asking the agent to end and killing it.
    grace_s: float = 5.0
    #: Size of the live log; what comes after it is dropped, but for the tail.
    max_output_bytes: int = 10 * 1024 * 1024


class RehearsalSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the `rehearsal` runtime plays."""

    #: JSON file: item id -> list of acts, one for each attempt.
    script: str | None = None


class RuntimeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The runtimes' own settings."""

    command: CommandSettings = CommandSettings()
    rehearsal: RehearsalSettings = RehearsalSettings()


class SlotSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One slot of `slots.toml`."""

    runtime: str = "command"
    roles: tuple[str, ...] = ()


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
    #: How many items may be in flight, picked ones included; 0: no such limit.
    max_in_flight: int = 0
    #: Seconds between ticks; 0: what the cadence says.
    dispatch_every_s: float = 0
    rescue_every_s: float = 0
    #: How long a waiting item keeps its rank before it moves up one.
    ageing_s: float = 6 * 3600

    max_attempts: int = 3
    max_losses: int = 5
    backoff_s: tuple[float, ...] = (60, 180, 600)

    #: How long a `cmd:` among the success criteria may run; 0: nothing of what
    #: criteria name is looked at, they are words like others.
    check_limit_s: float = 120

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
    #: A full run log makes room for a new one, and so many files are kept; with 0
    #: bytes nothing is logged.
    run_log_bytes: int = 10 * 1024 * 1024
    run_log_files: int = 5

    runtimes: RuntimeSettings = RuntimeSettings()
    slots: dict[str, SlotSettings] = {}
    repositories: dict[str, RepositorySettings] = {}
    workspaces: WorkspaceSettings = WorkspaceSettings()

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{self.home.absolute()}/queue.db"

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

    def slot(self, name: str) -> Slot:
        """Return a declared slot; raises SettingsError naming those there are."""
        if name not in self.slots:
            msg = f"unknown slot {name!r}{_near(name, self.slots)}"
            raise SettingsError(msg)
        declared = self.slots[name]
        return Slot(name, declared.runtime, declared.roles)

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
    return _convert(values, "settings")


def home_of(home: str | Path | None, environ: dict[str, str] | None = None) -> Path:
    """Say where the home is: as given, else as the environment says, else here."""
    env = os.environ if environ is None else environ
    return Path(home or env.get(f"{PREFIX}HOME") or ".clawq")


def _convert(values: dict[str, Any], where: str) -> Settings:
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
    if settings.max_in_flight < 0:
        msg = f"{where}: max_in_flight must not be below 0"
        raise SettingsError(msg)
    if not settings.heartbeat_s < settings.lease_s - settings.lease_margin_s:
        msg = f"{where}: heartbeat_s must be shorter than lease_s - lease_margin_s"
        raise SettingsError(msg)
    _check_slots(settings, where)
    _check_repositories(settings, where)
    _check_ports(settings, where)
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
    return settings


def _check_ports(settings: Settings, where: str) -> None:
    for name in ("flower_port", "metrics_port"):
        if not 0 <= getattr(settings, name) <= MAX_PORT:
            msg = f"{where}: {name} must be from 1 to {MAX_PORT}, or 0 for none"
            raise SettingsError(msg)


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


def _check_slots(settings: Settings, where: str) -> None:
    for name, slot in settings.slots.items():
        if not _SLOT_NAME.fullmatch(name):
            msg = f"{where}: slot {name[:80]!r}: use up to 32 letters, digits and _ -"
            raise SettingsError(msg)
        if slot.runtime not in RUNTIMES:
            near = _near(slot.runtime, RUNTIMES)
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
        return dict(_from_file(own).get("slots", {}))
    import workers  # noqa: PLC0415 - only its file is wanted, and only here

    shipped = Path(str(workers.__file__)).with_name("slots.toml")
    return dict(_from_file(shipped).get("slots", {}))


def _from_environment(env: dict[str, str]) -> dict[str, Any]:
    """Read CLAWQ_MAX_WORKERS=5 and its like; lists are comma-separated."""
    tables = {"runtimes", "slots", "repositories", "workspaces"}
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
        *("ATTEMPT", "REPORT", "WORKSPACE", "PROMPT", "BRANCH", "BASE"),
    )
)
_LISTS = frozenset({"backoff_s"})


def _explain(error: str) -> str:
    """Turn msgspec's sentence into ours where a key is unknown."""
    marker = "Object contains unknown field `"
    if not error.startswith(marker):
        return error
    key, _, where = error.removeprefix(marker).partition("`")
    known: set[str] = set()
    for kind in (
        *(Settings, RuntimeSettings, CommandSettings, SlotSettings),
        *(RepositorySettings, WorkspaceSettings),
    ):
        known |= set(kind.__struct_fields__)
    return f"unknown key {key!r}{where}{_near(key, known)}"


def _near(key: str, known: Any) -> str:  # noqa: ANN401 - any collection of names
    close = difflib.get_close_matches(key, list(known), n=1)
    if close:
        return f": did you mean {close[0]!r}?"
    return f"; known: {', '.join(sorted(known))}"
