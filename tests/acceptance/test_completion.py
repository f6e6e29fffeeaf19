"""What the tab key offers, in a real shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.cli import COMMANDS
from tests.support.queue import Queue, fresh_environment

if TYPE_CHECKING:
    from pathlib import Path

#: What bash does when the tab key is pressed behind the last word.
PRESS_TAB = """
source <(clawq completion bash) || exit 9
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
_clawq_completion clawq "${COMP_WORDS[COMP_CWORD]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which `clawq` is found, as after an installation."""
    place = tmp_path / "bin"
    place.mkdir()
    (place / "clawq").write_text(
        f'#!/bin/sh\nexec {sys.executable} -m openclaw_celery "$@"\n'
    )
    (place / "clawq").chmod(0o755)
    return {**fresh_environment(), "PATH": f"{place}{os.pathsep}{os.environ['PATH']}"}


def press_tab(clawq: Queue, environment: dict[str, str], line: str) -> list[str]:
    """Type *line* in bash, press the tab key; returns what is offered, in silence."""
    words = " ".join(map(shlex.quote, ["clawq", *line.split(" ")]))
    done = subprocess.run(
        ["bash", "--norc", "-c", f"COMP_WORDS=({words})\n{PRESS_TAB}"],
        cwd=clawq.directory, env=environment, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.split()


def test_bash_completes_commands_options_words_and_ids(
    clawq: Queue, environment: dict[str, str]
) -> None:
    """Ids are those of the queue that the line names, and fit what is done to them."""
    clawq("add --task first")
    clawq("add --task '둘째 $(touch pwned)'")
    clawq("add --id OTHER-1 --task third")
    clawq("cancel ORCH-002")
    log = clawq.home / "logs" / "orch_runs.jsonl"
    before = log.read_bytes()

    def offered(line: str) -> list[str]:
        return press_tab(clawq, environment, line)

    assert offered("comp") == ["completion"]
    assert {*COMMANDS} <= {*offered("")}
    assert offered("--hom") == ["--home"]
    assert "--success-criteria" in offered("add --su")
    assert offered("list --status pen") == ["PENDING"]
    assert offered("list --status PENDING,b") == ["PENDING,BLOCKED"]
    assert offered("add --priority ") == ["P0", "P1", "P2"]
    assert offered("show ") == ["OTHER-1", "ORCH-002", "ORCH-001"]
    assert offered("cancel --id ORCH-001 ORCH") == ["ORCH-002", "ORCH-001"]
    assert offered("answer --id ") == ["ORCH-002"]
    assert offered("add --depends-on OT") == ["OTHER-1"]
    assert offered("add --id ") == []
    assert offered("list --ho") == ["--home"]
    assert offered("add --trace") == ["--trace-id"]
    assert offered("--home elsewhere show ") == []
    assert offered("show --home elsewhere ") == []
    assert not (clawq.directory / "pwned").exists()
    assert not (clawq.directory / "elsewhere").exists()
    # Only `completion` itself is a command that somebody ran.
    came = log.read_bytes().removeprefix(before).splitlines()
    assert came
    assert all(b'"completion"' in line for line in came)


#: zsh's own widgets need a terminal; what they are given is what is offered.
PRESS_TAB_IN_ZSH = """
autoload -U compinit; compinit -u -D
source <(clawq completion zsh) || exit 9
_describe() { local -a given; given=("${(@P)3}"); print -rl -- "${(@)given%%:*}"; }
compadd() { local name=${@[-1]}; print -rl -- "${(@P)name}"; }
CURRENT=${#words}
_clawq_completion
"""


def press_tab_in(
    shell: str, clawq: Queue, environment: dict[str, str], line: str
) -> list[str]:
    """Type *line* in zsh or fish, press the tab key; returns the words on offer."""
    words = " ".join(map(shlex.quote, ["clawq", *line.split(" ")]))
    typed = {
        "zsh": f"words=({words})\n{PRESS_TAB_IN_ZSH}",
        "fish": "clawq completion fish | source; "
        f"complete --do-complete {shlex.quote(f'clawq {line}')}",
    }
    done = subprocess.run(
        [shell, {"zsh": "-f", "fish": "--no-config"}[shell], "-c", typed[shell]],
        cwd=clawq.directory, env=environment, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return [one.split("\t")[0] for one in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_complete_the_same(
    clawq: Queue, environment: dict[str, str], shell: str
) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell} on this machine")
    clawq("add --task first")
    clawq("add --task '둘째 $(touch pwned)'")

    def offered(line: str) -> set[str]:
        return {*press_tab_in(shell, clawq, environment, line)}

    assert offered("comp") == {"completion"}
    assert {*COMMANDS} <= offered("")
    assert "--success-criteria" in offered("add --su")
    assert offered("list --status pen") == {"PENDING"}
    assert offered("show ") == {"ORCH-002", "ORCH-001"}
    assert not (clawq.directory / "pwned").exists()


def test_slots_roles_and_runtimes_are_those_of_the_home(
    clawq: Queue, environment: dict[str, str]
) -> None:
    """A scope that is mistyped would hold nothing back."""
    (clawq.home / "slots.toml").write_text(
        "[slots.left]\nroles = ['writer', 'tester']\n"
        "[slots.right]\nruntime = 'openclaw'\naccount = 'team-a'\n"
    )

    def offered(line: str) -> list[str]:
        return press_tab(clawq, environment, line)

    assert offered("pause ") == [
        "all", "priority:P0", "priority:P1", "priority:P2", "role:tester",
        "role:writer", "slot:left", "slot:right", "account:team-a",
    ]  # fmt: skip
    assert offered("drain all slot:l") == ["slot:left"]
    assert offered("add --role w") == ["writer"]
    assert offered("add --runtime ") == ["command", "openclaw"]
    assert offered("team status --role ") == ["tester", "writer"]


@pytest.mark.parametrize("what", ["garbage", "directory", "config", "nothing"])
def test_completion_says_nothing_when_something_is_wrong(
    clawq: Queue, environment: dict[str, str], what: str
) -> None:
    """Words stay on offer."""
    database = clawq.home / "queue.db"
    database.unlink()
    if what == "garbage":
        database.write_bytes(b"garbage" * 1000)
    elif what == "directory":
        database.mkdir()
    elif what == "config":
        (clawq.home / "clawq.toml").write_text("nonsense = [")

    assert press_tab(clawq, environment, "show ") == []
    assert press_tab(clawq, environment, "list --status d") == ["DONE"]
    assert database.exists() == (what in {"garbage", "directory"})


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_understands(
    clawq: Queue, tmp_path: Path, shell: str
) -> None:
    """As far as the shell is here to ask."""
    script = tmp_path / "script"
    script.write_text(clawq(f"completion {shell}"))

    assert "_CLAWQ_COMPLETE" in script.read_text()
    assert clawq.run("completion", shell, "--json").json == {
        "shell": shell,
        "script": script.read_text().removesuffix("\n"),
    }
    if shutil.which(shell):
        subprocess.run([shell, "-n", script], check=True, timeout=20)


def test_a_shell_nobody_knows_is_refused_with_those_there_are(clawq: Queue) -> None:
    complaint = clawq.run("completion", "tcsh").complaint

    assert "'bash', 'zsh', 'fish'" in complaint
