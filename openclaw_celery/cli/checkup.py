"""What `clawq doctor` looks at."""

from __future__ import annotations

import os
import platform
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Literal

from redis.exceptions import RedisError

from openclaw_celery import __version__
from openclaw_celery.domain.errors import (
    OpenClawError,
    Refused,
    SettingsError,
    Unavailable,
)
from openclaw_celery.mcp.address import is_ours, refuse_without_library, url_of
from openclaw_celery.messengers import Messenger
from openclaw_celery.store.database import journal_mode, open_engine, ping, wal_is_safe
from openclaw_celery.store.migrations import HEAD
from openclaw_celery.store.schema import version_of
from openclaw_celery.store.sqlite import sqlite3
from openclaw_celery.wiring import (
    addresses_of,
    browser_of,
    connect_redis,
    open_store,
    repositories_of,
    runtimes_of,
)
from openclaw_celery.workspaces.git import OLDEST, git_version
from openclaw_celery.workspaces.repository import leftovers

if TYPE_CHECKING:
    from openclaw_celery.settings import Settings
    from openclaw_celery.workspaces.repository import Repository

#: A server that does not answer in this time can't be reached.
REACH_S = 15.0
MIN_FREE_BYTES = 500 * 1024 * 1024
OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    grade: Literal["ok", "warn", "fail"]
    told: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything the queue needs; never raises."""
    return [
        _software(),
        _sqlite(settings),
        _database(settings),
        _broker(settings),
        *_slots(settings),
        *_repositories(settings),
        _ui(settings),
        *_messages(settings),
        *_tools(settings),
        _home(settings),
    ]


def _software() -> Finding:
    names = ("celery", "kombu", "redis", "SQLAlchemy", "flower")
    told = ", ".join(
        [
            f"openclaw-celery {__version__}",
            f"Python {platform.python_version()}",
            *(f"{name} {_version(name)}" for name in names),
        ]
    )
    return Finding("software", "ok", told)


def _version(name: str) -> str:
    try:
        return version(name)
    except ModuleNotFoundError:
        return "not installed"


def _sqlite(settings: Settings) -> Finding:
    linked = sqlite3.sqlite_version
    if not settings.database.startswith("sqlite"):
        return Finding("SQLite", "ok", f"{linked}, not used")
    why = (
        "its write-ahead log is sound"
        if wal_is_safe()
        else "before 3.51.3 (3.50.7, 3.44.6) its write-ahead log can lose commits, "
        "so a rollback journal is used: safe, at half the speed"
    )
    return Finding("SQLite", "ok", f"{linked}, journal {journal_mode()}: {why}")


def _database(settings: Settings) -> Finding:
    home_made = settings.database_url or (settings.home / "queue.db").exists()
    if not home_made:
        return Finding("database", "fail", "there is none yet: run `clawq init`")
    try:
        engine = open_engine(settings.database)
        told = ping(engine)
        schema = version_of(engine)
    except OpenClawError as error:
        return Finding("database", "fail", str(error))
    if schema != HEAD:
        msg = f"{told}, schema {schema} instead of {HEAD}: run `clawq init`"
        return Finding("database", "fail", msg)
    return Finding("database", "ok", f"{told}, schema {schema}")


def _broker(settings: Settings) -> Finding:
    embedded = not settings.redis_url
    try:
        client = connect_redis(settings)
        info = client.info()
        policy = str(info.get("maxmemory_policy", "?"))
    except (RedisError, OSError, ValueError) as error:
        if embedded and not settings.socket_path.exists():
            told = "the embedded broker is down: `clawq up` starts it"
            return Finding("broker", "warn", told)
        return Finding("broker", "fail", f"{error}: is the server running?")
    name = "Valkey" if "valkey_version" in info else "Redis"
    number = info.get("valkey_version") or info.get("redis_version")
    where = "embedded" if embedded else "configured"
    told = f"{name} {number}, {where}, {policy}"
    if policy not in {"noeviction", "?"}:
        advice = "set maxmemory-policy noeviction, or messages are thrown away"
        return Finding("broker", "warn", f"{told}: {advice}")
    return Finding("broker", "ok", told)


def _slots(settings: Settings) -> list[Finding]:
    if not settings.slots:
        told = f"none is declared in {settings.home / 'slots.toml'}: nothing would run"
        return [Finding("slots", "fail", told)]
    found = []
    runtimes = runtimes_of(settings)
    live = _live(settings)
    for name, slot in settings.slots.items():
        if slot.runtime not in runtimes:
            known = ", ".join(runtimes)
            told = f"unknown runtime {slot.runtime!r}: use one of {known}"
            found.append(Finding(name, "fail", told))
            continue
        problems = runtimes[slot.runtime].check()
        state = "live" if name in live else "not running"
        if problems:
            found.append(Finding(name, "fail", "; ".join(problems)))
        else:
            told = runtimes[slot.runtime].told()
            about = f": {told}" if told else ""
            found.append(Finding(name, "ok", f"runtime {slot.runtime}, {state}{about}"))
    return found


def _repositories(settings: Settings) -> list[Finding]:
    """Look at git and the repositories, where there are any to work on."""
    if not settings.repositories:
        return []
    try:
        found = git_version()
    except OpenClawError as error:
        return [Finding("git", "fail", f"{error}: repositories need it")]
    told = ".".join(map(str, found))
    if found < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        return [Finding("git", "fail", f"{told}, worktrees need {oldest} or newer")]
    return [
        Finding("git", "ok", told),
        *(
            _repository(repository, settings)
            for repository in repositories_of(settings).values()
        ),
    ]


def _repository(repository: Repository, settings: Settings) -> Finding:
    what = f"repository {repository.name}"
    try:
        told = repository.reach(within=REACH_S)
        root = (settings.home / "workspaces").absolute()
        left = leftovers(repository.open(fetch=False), root)
    except OpenClawError as error:
        return Finding(what, "fail", str(error).removeprefix(f"{what}: "))
    if left:
        names = ", ".join(path.name for path in left[:3])
        advice = f"git still knows of {len(left)} worktrees that are gone ({names})"
        return Finding(what, "warn", f"{told}; {advice}: `git worktree prune` there")
    return Finding(what, "ok", told)


def _messages(settings: Settings) -> list[Finding]:
    """Look at the addresses that are told of what happens; nothing is sent."""
    found = []
    for at, address in enumerate(addresses_of(settings)):
        why = address.wrong() if isinstance(address, Messenger) else ""
        found.append(
            Finding(
                f"notify.urls[{at}]",
                "fail" if why else "ok",
                f"{address.name}{f': {why}' if why else ''}",
            )
        )
    return found


def _tools(settings: Settings) -> list[Finding]:
    """Look at the tools' server, where one is wanted."""
    port, what = settings.mcp_port, "tools"
    if not port:
        return []
    try:
        refuse_without_library()
        ours = is_ours(settings)
    except Refused as error:
        return [Finding(what, "fail", str(error))]
    except Unavailable as error:
        return [Finding(what, "warn", f"{error}: `clawq up` serves them")]
    if not ours:
        told = f"another program answers on {url_of(port)}: set another mcp_port"
        return [Finding(what, "fail", told)]
    return [Finding(what, "ok", f"served on {url_of(port)}")]


def _ui(settings: Settings) -> Finding:
    """Say whether `ui:` checks can run; who uses none needs no browser."""
    try:
        program = browser_of(settings).program()
    except OpenClawError as error:
        grade: Literal["ok", "warn"] = "warn" if settings.ui_browser else "ok"
        return Finding("ui: checks", grade, f"wait for a person, {error}")
    return Finding("ui: checks", "ok", f"looked at with {program}")


def _live(settings: Settings) -> set[str]:
    try:
        with open_store(settings).read() as view:
            return {row.slot.name for row in view.slots() if row.live}
    except (OpenClawError, SettingsError):
        return set()


def _home(settings: Settings) -> Finding:
    home = settings.home
    if not home.exists():
        return Finding("home", "warn", f"{home} is not there yet: run `clawq init`")
    free = shutil.disk_usage(home).free
    mode = home.stat().st_mode & 0o777
    told = f"{home}, {free / 2**30:.1f} GiB free"
    if free < MIN_FREE_BYTES:
        return Finding("home", "fail", f"{told}: too little")
    if not os.access(home, os.W_OK):
        return Finding("home", "fail", f"{told}: not writable")
    if mode & OTHERS:
        return Finding("home", "warn", f"{told}: others may read it, chmod 700 {home}")
    return Finding("home", "ok", told)
