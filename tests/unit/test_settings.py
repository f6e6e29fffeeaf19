"""Settings: where they come from, and what is said when they are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from beat_schedule import beat_schedule
from openclaw_celery.domain.errors import SettingsError
from openclaw_celery.ports import Slot
from openclaw_celery.settings import MAX_SOCKET_PATH, Settings, load
from openclaw_celery.wiring import runtimes_of


def write(home: Path, text: str, name: str = "clawq.toml") -> None:
    (home / name).write_text(text, encoding="utf-8")


def test_a_flag_beats_the_environment_beats_the_file(tmp_path: Path) -> None:
    """And all of them the default; a flag that was not given says nothing."""
    env = {"CLAWQ_MAX_WORKERS": "4"}
    assert load(tmp_path, environ={}).max_workers == 3
    write(tmp_path, "max_workers = 2")
    assert load(tmp_path, environ={}).max_workers == 2
    assert load(tmp_path, environ=env).max_workers == 4
    assert load(tmp_path, environ=env, max_workers=None).max_workers == 4
    assert load(tmp_path, environ=env, max_workers=5).max_workers == 5


def test_the_home_is_a_flag_or_in_the_environment(tmp_path: Path) -> None:
    write(tmp_path, "id_prefix = 'X'")
    env = {"CLAWQ_HOME": str(tmp_path)}
    assert load(environ=env).home == tmp_path
    assert load(environ=env).id_prefix == "X"
    assert load(tmp_path / "other", environ=env).id_prefix == "ORCH"
    assert str(load(environ={}).home) == ".clawq"


def test_numbers_words_and_lists_come_from_the_environment(tmp_path: Path) -> None:
    """Lists are comma-separated; variables of others are left alone."""
    settings = load(
        tmp_path,
        environ={
            "CLAWQ_BACKOFF_S": "1,2.5,30",
            "CLAWQ_EVENTS": "false",
            "CLAWQ_CADENCE": "paced",
            "CLAWQ_LEASE_S": "90",
            "CLAWQ_ITEM": "set for an agent",
            "PATH": "/bin",
        },
    )
    assert settings.backoff_s == (1, 2.5, 30)
    assert (settings.events, settings.cadence, settings.lease_s) == (False, "paced", 90)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("max_worker = 3", "unknown key 'max_worker': did you mean 'max_workers'?"),
        ("zzz = 3", "unknown key 'zzz'; known: "),
        ("[runtimes.command]\nargs = []", "did you mean 'argv'?"),
        ("[slots.a]\nrole = ['x']", "did you mean 'roles'?"),
        ("max_workers = 'many'", "max_workers"),
        ("lease_s = [1]", "lease_s"),
        ("cadence = 'often'", "cadence"),
        ("[runtimes.command]\nprompt = 'shout'", "$.runtimes.command.prompt"),
        ("backoff_s = []", "backoff_s needs at least one number"),
        ("max_workers = 0", "max_workers must be at least 1"),
        ("heartbeat_s = 50", "heartbeat_s must be shorter than lease_s"),
        ("backoff_s = [1, nan]", "backoff_s: use a number of seconds up to"),
        ("rescue_every_s = inf", "rescue_every_s: use a number of seconds up to"),
        ("ageing_s = 1e300", "ageing_s: use a number of seconds up to"),
        ("[runtimes.command]\ntime_limit_s = nan", "runtimes: command: time_limit_s"),
        ("[workspaces]\nkeep_done_s = inf", "workspaces: keep_done_s: use a number"),
        ("lease_s = nan", "heartbeat_s must be shorter than lease_s"),
        ("[slots.'a b']", "slot 'a b': use up to 32 letters"),
        ("[slots.a]\nruntime = 'comand'", "did you mean 'command'?"),
        ("[runtimes.comand]\nargv = ['x']", "'comand': did you mean 'command'?"),
        ("[runtimes.comand]\nargv = ['x']", 'has kind = "command"'),
        ("[runtimes.x]\nkind = 'gateway'", "$.runtimes.named[...].kind"),
        ("[runtimes.x]\nkind = 'command'\nargs = []", "did you mean 'argv'?"),
        ("[runtimes.'a b']\nkind = 'command'", "up to 32 letters"),
        ("[runtimes.command]\nask_s = -1", "runtimes.command.ask_s must not be"),
        ("[runtimes.x]\nkind = 'command'\nask_s = nan", "runtimes.x.ask_s must not"),
        ("gate_sure = 0.2", "gate_sure must be from 0.5 to 0.99"),
        ("checks = ['pytest -q']", "checks: 'pytest -q' is not one check: begin it"),
        ("checks = ['cmd: a; cmd: b']", "is not one check"),
        ("checks = ['cmd: a']\ncheck_limit_s = 0", "never looked at"),
        ("gate_sure = nan", "gate_sure must be from 0.5 to 0.99"),
        ("runtimes = 3", "runtimes"),
        ("repository = 'x'", "repository: unknown repository 'x'; known: none"),
        ("[repositories.a]", "repositories.a: name its path or its url"),
        ("[repositories.a]\npath = 'x'\nurl = 'y'", "one of them"),
        ("[repositories.'a b']\npath = 'x'", "up to 32 letters"),
        ("[repositories.a]\npath = '-x'", "path must not start with -"),
        ("[repositories.a]\nurl = 'ext::sh -c x'", "transport with ::"),
        ("[repositories.a]\npath = 'x'\npush_to = 'fd::3'", "transport with ::"),
        ("[repositories.a]\npath = 'x'\nbase = '-b'", "base must not start with -"),
        ("[repositories.a]\npath = 'x'\nbase = 'a..b'", "base must be a branch"),
        ("[repositories.a]\npth = 'x'", "did you mean 'path'?"),
        ("[workspaces]\nmax_bytes = -1", "workspaces must not be below 0"),
        ("max_workers = ", "clawq.toml: "),
        ("x = '\udcff'", "clawq.toml: "),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    """In one sentence, with the key that is meant where one is near."""
    (tmp_path / "clawq.toml").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(SettingsError) as raised:
        load(tmp_path, environ={})
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("env", "said"),
    [
        (
            {"CLAWQ_MAX_WORKER": "3"},
            "unknown setting CLAWQ_MAX_WORKER: did you mean 'max_workers'?",
        ),
        ({"CLAWQ_MAX_WORKERS": "many"}, "max_workers"),
        ({"CLAWQ_BACKOFF_S": "1,soon"}, "backoff_s"),
        ({"CLAWQ_SLOTS": "a"}, "unknown setting CLAWQ_SLOTS"),
    ],
)
def test_a_wrong_variable_is_named(
    tmp_path: Path, env: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        load(tmp_path, environ=env)
    assert said in str(raised.value)


def test_a_flag_nobody_knows_is_refused(tmp_path: Path) -> None:
    flags: dict[str, Any] = {"max_wrokers": 1}
    with pytest.raises(SettingsError, match="did you mean 'max_workers'"):
        load(tmp_path, environ={}, **flags)


def test_a_file_that_can_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "clawq.toml").mkdir()
    with pytest.raises(SettingsError, match=r"clawq\.toml: Is a directory"):
        load(tmp_path, environ={})


def test_slots_are_the_homes_or_those_that_ship(tmp_path: Path) -> None:
    """Three slots by default; slots.toml replaces them, clawq.toml that."""
    shipped = load(tmp_path, environ={})
    assert list(shipped.slots) == ["slot-1", "slot-2", "slot-3"]
    assert shipped.slot("slot-1") == Slot("slot-1", "command")

    write(tmp_path, "[slots.a]\nroles = ['docs']", "slots.toml")
    assert load(tmp_path, environ={}).slot("a") == Slot("a", "command", ("docs",))
    write(tmp_path, "[slots.b]\nruntime = 'rehearsal'")
    assert list(load(tmp_path, environ={}).slots) == ["b"]


def test_a_program_may_have_a_name_of_its_own(tmp_path: Path) -> None:
    """With settings of its own; a slot's account is the name, if it has no other."""
    text = """
[runtimes.command]
profile = "claude"
set_env = { PATH = "/nowhere" }
[runtimes.reviewer]
kind = "command"
profile = "codex"
set_env = { PATH = "/nowhere" }
[slots.a]
[slots.b]
runtime = "reviewer"
"""
    write(tmp_path, text)

    settings = load(tmp_path, environ={})
    runtimes = runtimes_of(settings)

    assert settings.slot("b") == Slot("b", "reviewer", (), "reviewer")
    assert sorted(runtimes) == ["command", "openclaw", "rehearsal", "reviewer"]
    wrong = [runtimes[settings.slot(slot).runtime].check() for slot in "ab"]
    assert wrong == [
        ["the agent program 'claude' was not found (runtimes.command.argv)"],
        ["the agent program 'codex' was not found (runtimes.reviewer.argv)"],
    ]


def test_a_table_that_slots_do_not_have_is_named(tmp_path: Path) -> None:
    for text, near in (
        ("[s1]\nruntime = 'openclaw'", "did you mean [slots.s1]?"),
        ("slot = 3", "did you mean 'slots'?"),
    ):
        write(tmp_path, text, "slots.toml")
        with pytest.raises(SettingsError, match=r"slots.toml: unknown key") as raised:
            load(tmp_path, environ={})
        assert near in str(raised.value)


def test_an_unknown_slot_names_the_nearest(tmp_path: Path) -> None:
    settings = load(tmp_path, environ={})
    with pytest.raises(SettingsError, match="unknown slot 'slot1': did you mean 'slot"):
        settings.slot("slot1")
    with pytest.raises(SettingsError, match="known: slot-1, slot-2, slot-3"):
        settings.slot("xxxxx")


def test_a_home_needs_no_more_than_a_path(tmp_path: Path) -> None:
    """Database, broker and directories follow from it."""
    settings = Settings(home=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/queue.db"
    assert settings.redis == f"unix://{settings.socket_path}?db=0"
    assert settings.run_path == tmp_path / "run"
    assert settings.logs_path == tmp_path / "logs"
    named = Settings(database_url="postgresql://h/d", redis_url="redis://h:1/0")
    assert (named.database, named.redis) == ("postgresql://h/d", "redis://h:1/0")


def test_a_socket_has_a_path_the_system_takes(tmp_path: Path) -> None:
    """However deep the home lies, and another one for another home."""
    deep = [Settings(home=tmp_path / ("x" * 200) / name) for name in "ab"]
    paths = [str(settings.socket_path) for settings in deep]
    assert all(len(path) < MAX_SOCKET_PATH for path in paths)
    assert paths[0] != paths[1]
    assert paths[0] == str(deep[0].socket_path)


def test_the_cadence_sets_the_ticks() -> None:
    """Unless they are set by themselves."""
    assert (Settings().dispatch_every, Settings().rescue_every) == (5, 10)
    paced = Settings(cadence="paced")
    assert (paced.dispatch_every, paced.rescue_every) == (1800, 7200)
    own = Settings(dispatch_every_s=1, rescue_every_s=2)
    assert (own.dispatch_every, own.rescue_every) == (1, 2)


def test_the_table_of_the_queue_is_beside_the_home(tmp_path: Path) -> None:
    """Wherever the commands are typed; without a name it is where they are."""
    write(tmp_path, "queue_md = 'docs/QUEUE.md'\nsync_every_s = 5")
    settings = load(tmp_path, environ={})

    assert settings.sheet_path == tmp_path.parent / "docs" / "QUEUE.md"
    assert beat_schedule(settings)["sheet"]["schedule"] == 5
    assert Settings(queue_md="/q.md").sheet_path == Path("/q.md")
    assert Settings().sheet_path == Path("QUEUE.md")
    assert beat_schedule(Settings(queue_md="q.md")).keys() == {"dispatcher", "watchdog"}
    for wrong in ("sync_every_s = 5", "queue_md = 'q.md'\nsync_every_s = -1"):
        write(tmp_path, wrong)
        with pytest.raises(SettingsError, match="sync_every_s needs a queue_md"):
            load(tmp_path, environ={})
