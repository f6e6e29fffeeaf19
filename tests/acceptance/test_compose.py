"""
docker-compose.yml, read by what it says and run for what it does.

Every service of ours is run here with its own command, environment and health check,
as a process instead of a container: the servers and the paths are local ones.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import psutil
import pytest
import yaml
from redis import Redis
from redis.exceptions import AuthenticationError

from openclaw_celery.cli import COMMANDS, clawq
from openclaw_celery.domain.errors import StoreUnavailable
from openclaw_celery.domain.item import Status
from openclaw_celery.settings import load
from openclaw_celery.wiring import open_store
from tests.conftest import MARK
from tests.support.agents import PYTHON, living, marked
from tests.support.services import Valkey, free_port
from tests.support.waiting import wait_until
from workers.process import WAY_OUT_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openclaw_celery.store.sql import SqlStore

ROOT = Path(__file__).parents[2]
SECRETS = {
    "POSTGRES_PASSWORD": "of-postgres",
    "VALKEY_PASSWORD": "of-valkey",
    "FLOWER_BASIC_AUTH": "clawq:of-flower",
}
SLOTS = ("slot-1", "slot-2", "slot-3")
OURS = (*SLOTS, "reviewer", "dispatcher", "beat", "flower", "mcp")
#: Paths in the container.
HOME, AGENT_HOME = "/var/lib/clawq", "/home/clawq"
#: Works for as long as its prompt says, then reports.
AGENT = """
import re, sys, threading
prompt = sys.stdin.read()
item, seconds = re.search(r"TASK (\\S+)\\]\\nWork for (\\d+) seconds", prompt).groups()
open("started", "w").close()
threading.Event().wait(int(seconds))
print(f"[REPORT {item}]\\nStatus: DONE\\nFiles:\\n- None\\nDiff-Summary:\\n- waited")
print("Validation:\\n- clock: 1 passed\\nRisks:\\n- None\\nNext:\\n- None")
"""


@cache
def compose(**given: str) -> dict[str, Any]:
    """Read the file with its variables filled in, as compose does; all are strings."""
    variables = SECRETS | given

    def value(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if variables.get(name):
            return variables[name]
        if kind == ":-":
            return str(rest)
        message = f"{name}: {rest}"
        raise KeyError(message)

    def fill(node: Any) -> Any:  # noqa: ANN401 - a YAML document
        if isinstance(node, dict):
            return {key: fill(inner) for key, inner in node.items()}
        if isinstance(node, list):
            return [fill(inner) for inner in node]
        if isinstance(node, str):
            return re.sub(r"\$\{(\w+)(:[-?])([^}]*)\}", value, node)
        return node

    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    document: dict[str, Any] = fill(yaml.safe_load(text))
    return document


def service(name: str) -> dict[str, Any]:
    """Return a service as compose would see it."""
    found: dict[str, Any] = compose()["services"][name]
    return found


def dockerfile() -> list[str]:
    """Return the instructions of the Dockerfile's last stage, one a line."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line[:1].isupper()]
    last = max(n for n, line in enumerate(lines) if line.startswith("FROM"))
    return lines[last:]


def seconds(text: str) -> int:
    """Read a duration of the file."""
    return int(text.removesuffix("s"))


# -- what the file says --------------------------------------------------------


def test_every_service_is_restarted_watched_and_limited() -> None:
    for name, said in compose()["services"].items():
        assert said["restart"] == "unless-stopped", name
        assert said["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}, name
        assert said["mem_limit"], name
        assert 0 < said["pids_limit"] <= 512, name
        assert said["logging"]["options"]["max-size"], name
        assert "no-new-privileges:true" in said["security_opt"], name
        assert not said.get("privileged"), name
        assert "docker.sock" not in json.dumps(said), name


@pytest.mark.parametrize("name", OURS)
def test_ours_run_as_nobody_in_particular_on_a_root_nobody_writes(name: str) -> None:
    said = service(name)
    uid, gid = said["user"].split(":")
    assert int(uid) >= 10_000
    assert int(gid) >= 10_000
    assert f"USER {said['user']}" in dockerfile()
    assert said["read_only"] is True
    assert said["cap_drop"] == ["ALL"]
    assert "cap_add" not in said
    assert said["init"] is True
    assert any(mount.startswith("/tmp:") for mount in said["tmpfs"])  # noqa: S108
    assert "hostname" not in said


def test_the_services_of_ours_are_those_of_the_image() -> None:
    ours = [n for n, said in compose()["services"].items() if said.get("build")]
    assert tuple(ours) == OURS
    assert set(compose()["services"]) - set(ours) == {"valkey", "postgres"}


def test_images_have_a_version() -> None:
    images = [said["image"] for said in compose()["services"].values()]
    bases = re.findall(
        r"^FROM (\S+)", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE
    )
    for image in {*images, *bases} - {"openclaw-celery:local"}:
        assert re.fullmatch(r"[\w/-]+:\d+(\.\d+)*(-[a-z-]+)?", image), image
    assert re.fullmatch(r"valkey/valkey:\d+\.\d+(\.\d+)?", service("valkey")["image"])


def test_only_flower_and_the_tools_can_be_reached_from_the_machine_itself() -> None:
    for name, said in compose()["services"].items():
        ports = said.get("ports", [])
        assert all(port.startswith("127.0.0.1:") for port in ports), name
        assert bool(ports) == (name in {"flower", "mcp"}), name
        assert said.get("network_mode") is None, name
    assert compose()["networks"]["backend"] == {"internal": True}
    for name in ("valkey", "postgres", "reviewer", "dispatcher", "beat"):
        assert service(name)["networks"] == ["backend"], name


def test_the_tools_have_the_same_port_within_and_without() -> None:
    """They refuse who calls them by another."""
    said = compose(MCP_PORT="9000")["services"]["mcp"]
    assert said["environment"]["CLAWQ_MCP_PORT"] == "9000"
    assert said["ports"] == ["127.0.0.1:9000:9000"]
    assert service("mcp")["ports"] == ["127.0.0.1:8765:8765"]


@pytest.mark.parametrize("name", SECRETS)
def test_a_password_that_is_not_set_is_asked_for(name: str) -> None:
    with pytest.raises(KeyError, match=rf"{name}: set it in \.env"):
        compose(**{name: ""})


def test_no_secret_is_in_the_files() -> None:
    for path in ("docker-compose.yml", "Dockerfile", "docker/clawq.toml"):
        for line in (ROOT / path).read_text("utf-8").splitlines():
            if re.search(r"(?i)password|secret|token|_key|_auth", line):
                stripped = re.sub(r"\$\{[^}]*\}|\$\(.*\)", "", line)
                assert not re.search(r"[:=]\s*['\"]?[0-9a-zA-Z]{8,}['\"]?$", stripped)
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert ".env" in ignored
    assert (ROOT / ".dockerignore").read_text("utf-8").splitlines()[1] == "*"


def test_the_image_gets_all_that_it_copies() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE)
        for name in line.split()
    }
    let_in = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {f"!{name}" for name in copied} == {n for n in let_in if n[:1] == "!"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["only-include"], *wheel["force-include"]} <= copied
    assert project["project"]["readme"] in copied
    assert "--require-hashes -r requirements.lock" in text
    assert "psycopg-binary==" in (ROOT / "requirements.lock").read_text("utf-8")


@pytest.mark.parametrize("name", OURS)
def test_commands_and_health_checks_are_commands_of_clawq(name: str) -> None:
    said = service(name)
    assert 'ENTRYPOINT ["clawq"]' in dockerfile()
    check = said["healthcheck"]["test"]
    assert check[:3] == ["CMD", "clawq", "ping"]
    for words in (said["command"], check[2:]):
        assert words[0] in COMMANDS
        command = clawq.get_command(click.Context(clawq), words[0])
        assert command is not None
        command.make_context(words[0], list(words[1:]))
    assert check[-1].lstrip("-") in {name, said["command"][-1].lstrip("-")}


def test_every_slot_of_the_file_is_declared_and_the_other_way_round() -> None:
    declared = tomllib.loads((ROOT / "docker/clawq.toml").read_text("utf-8"))["slots"]
    run = [said["command"][2] for said in map(service, SLOTS)]
    assert run == list(declared)
    for name in (*SLOTS, "dispatcher", "reviewer"):
        assert service(name)["environment"]["CLAWQ_MAX_WORKERS"] == str(len(run))
    targets = {
        mount["target"]
        for name in OURS
        for mount in service(name)["volumes"]
        if isinstance(mount, dict)
    }
    assert targets == {f"{HOME}/clawq.toml"}


def test_a_slot_has_time_to_hand_its_item_back() -> None:
    for name in SLOTS:
        said = service(name)
        assert said["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
        hand_back = float(said["environment"]["CLAWQ_HAND_BACK_AFTER_S"])
        grace = seconds(said["stop_grace_period"])
        assert hand_back + WAY_OUT_S["Cold"] + 20 <= grace
    for name in set(OURS) - set(SLOTS):
        assert seconds(service(name)["stop_grace_period"]) > WAY_OUT_S["Warm"]


# -- what it does --------------------------------------------------------------


@dataclass
class System:
    """The file's services as processes of this machine."""

    #: What stands in the file, and what stands for it here.
    local: dict[str, str]
    home: Path
    flower_port: int
    mcp_port: int
    store: SqlStore
    #: Settings that differ from the file's.
    instead: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def environment(self, name: str) -> dict[str, str]:
        """Build what the container's processes have, and no more."""
        image = re.findall(r"(\w+)=(\S+)", " ".join(dockerfile()[1:]))
        said = dict(image) | service(name).get("environment", {})
        here = {key: self._here(str(value)) for key, value in said.items()}
        return here | {
            "PATH": os.environ["PATH"],
            "HOME": self._here(AGENT_HOME),
            "PYTHONPATH": str(ROOT),
            "CLAWQ_FLOWER_PORT": str(self.flower_port),
            "CLAWQ_MCP_PORT": str(self.mcp_port),
            MARK: os.environ[MARK],
            **self.instead,
        }

    def _here(self, text: str) -> str:
        for there, here in self.local.items():
            text = text.replace(there, here)
        return text

    def start(self, *names: str) -> None:
        """Run the containers' commands."""
        for name in names:
            words = [self._here(word) for word in service(name)["command"]]
            with (self.home / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    [sys.executable, "-m", "openclaw_celery", *words],
                    env=self.environment(name),
                    cwd=self.home,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )

    def clawq(self, *words: str, within: str = "dispatcher") -> tuple[int, str]:
        """Run `docker compose exec`; return the exit code and what was printed."""
        done = subprocess.run(
            [sys.executable, "-m", "openclaw_celery", *words],
            env=self.environment(within),
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout + done.stderr

    def healthy(self, name: str) -> bool:
        """Run the health check as the file has it."""
        [_, program, *words] = service(name)["healthcheck"]["test"]
        assert program == "clawq"
        code, _ = self.clawq(*words, within=name)
        return code == 0

    def live_slots(self) -> set[str]:
        """Name the slots that take work; there is no schema before the first starts."""
        try:
            with self.store.read() as view:
                return {row.slot.name for row in view.slots() if row.live}
        except StoreUnavailable:
            return set()

    def status(self, item_id: str) -> Status:
        """Tell an item's status."""
        with self.store.read() as view:
            return view.item(item_id).status

    def kill(self) -> None:
        """End whatever is left."""
        left = [child for child in self.running.values() if child.poll() is None]
        family = [psutil.Process(child.pid) for child in left]
        for process in list(family):
            family += process.children(recursive=True)
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        for child in left:
            child.wait()
        pids = [process.pid for process in family]
        wait_until(lambda: not living(pids), what="the end")

    def logs(self) -> str:
        """Return what everybody said."""
        return "\n".join(p.read_text("utf-8") for p in self.home.glob("*.log"))


@pytest.fixture
def system(own_valkey: Valkey, postgres: str, tmp_path: Path) -> Iterator[System]:
    """The file's services, none of them started yet, beside servers that run."""
    with Redis.from_url(own_valkey.url) as server:
        words = service("valkey")["command"]
        assert words[0] == "valkey-server"
        for name, value in zip(words[1::2], words[2::2], strict=True):
            server.config_set(name.removeprefix("--"), value)
    with Redis.from_url(own_valkey.url) as stranger, pytest.raises(AuthenticationError):
        stranger.ping()
    store = open_store(load(tmp_path, environ={"CLAWQ_DATABASE_URL": postgres}))
    home, agent_home = tmp_path / "home", tmp_path / "agent"
    home.mkdir(mode=0o700)
    agent_home.mkdir()
    system = System(
        local={
            "@valkey:6379": f"@127.0.0.1:{own_valkey.port}",
            "@postgres:5432": "@" + postgres.partition("@")[2].partition("/")[0],
            "0.0.0.0": "127.0.0.1",  # noqa: S104 - taken out, not put in
            HOME: str(home),
            AGENT_HOME: str(agent_home),
        },
        home=home,
        flower_port=free_port(),
        mcp_port=free_port(),
        store=store,
    )
    config = (ROOT / "docker/clawq.toml").read_text("utf-8")
    (home / "clawq.toml").write_text(config, "utf-8")
    try:
        yield system
    except BaseException:
        print(system.logs())  # noqa: T201 - pytest shows it
        raise
    finally:
        system.kill()
        store.engine.dispose()


@pytest.mark.services
def test_as_shipped_every_service_works_and_items_come_to_their_end(
    system: System,
) -> None:
    """Health checks tell a service that runs from one that does not."""
    system.start(*OURS)
    assert not system.healthy("flower")
    assert not system.healthy("mcp")
    wait_until(lambda: system.live_slots() == set(SLOTS), 30, what="three slots")
    ids = [f"ORCH-00{number}" for number in range(1, 4)]
    for item in ids:
        code, told = system.clawq("add", "--task", f"Say hello before {item}")
        assert (code, told) == (0, f"Added {item}\n")
    for item in ids:
        wait_until(lambda item=item: system.status(item) is Status.DONE, 20, what=item)
    with ThreadPoolExecutor(2) as pool:
        assert dict(zip(OURS, pool.map(system.healthy, OURS), strict=True)) == (
            dict.fromkeys(OURS, True)
        )
    assert _flower(system.flower_port, None) == 401
    assert _flower(system.flower_port, "clawq:wrong") == 401
    assert _flower(system.flower_port, SECRETS["FLOWER_BASIC_AUTH"]) == 200
    port = system.mcp_port
    made = "token new --name laptop --scope operator"
    code, token = system.clawq(*made.split(), within="mcp")
    assert code == 0
    listed = _tool(port, token.strip(), "list_items")
    assert isinstance(listed, list)
    assert sorted(listed) == ids
    assert _tool(port, token.strip() + "0", "list_items") == 401
    assert _tool(port, token.strip(), "list_items", host=f"mcp:{port}") == 403
    dispatcher = system.running["dispatcher"]
    dispatcher.terminate()
    assert dispatcher.wait(seconds(service("dispatcher")["stop_grace_period"])) == 0
    system.running["mcp"].terminate()
    system.running["mcp"].wait(seconds(service("mcp")["stop_grace_period"]))
    assert not system.healthy("mcp")
    for secret in (*SECRETS.values(), token.strip()):
        assert secret.rpartition(":")[2] not in system.logs()


def _flower(port: int, user: str | None) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    token = base64.b64encode((user or "").encode()).decode()
    headers = {"Authorization": f"Basic {token}"} if user else {}
    try:
        connection.request("GET", "/workers", headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _tool(port: int, token: str, name: str, host: str | None = None) -> list[str] | int:
    """Call a tool that is served; return the ids it lists, or a refusal's status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    asked = {"name": name, "arguments": {}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asked}
    headers = {
        "Host": host or f"127.0.0.1:{port}",
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Accept": "application/json, text/event-stream",
        "MCP-Protocol-Version": "2025-11-25",
    }
    try:
        connection.request("POST", "/mcp", json.dumps(body), headers)
        answer = connection.getresponse()
        if answer.status != http.HTTPStatus.OK:
            return answer.status
        told = json.loads(answer.read())["result"]["content"][0]["text"]
        return [item["id"] for item in json.loads(told)["result"]]
    finally:
        connection.close()


@pytest.mark.services
def test_a_slot_that_is_stopped_waits_for_its_agent_and_then_hands_back(
    system: System,
) -> None:
    """An item that ends in time is kept; one that does not costs nothing."""
    config = (system.home / "clawq.toml").read_text("utf-8")
    config = config.replace('"rehearsal"', '"command"')
    agent = system.home / "agent.py"
    agent.write_text(AGENT, "utf-8")
    argv = json.dumps([*PYTHON, str(agent)])
    config = config.replace('# argv = ["my-agent"', f"argv = {argv}\n# argv = [")
    (system.home / "clawq.toml").write_text(config, "utf-8")
    assert load(system.home).slots["slot-1"].runtime == "command"
    # The file's twenty seconds, in short.
    system.instead["CLAWQ_HAND_BACK_AFTER_S"] = "8"
    slots = ("slot-1", "slot-2")
    system.start(*slots, "dispatcher", "reviewer")
    wait_until(lambda: system.live_slots() == set(slots), 30, what="two slots")
    for item, length in (("SHORT", 6), ("LONG", 600)):
        code, told = system.clawq(
            "add", "--id", item, "--task", f"Work for {length} seconds"
        )
        assert code == 0, told
    for item in ("SHORT", "LONG"):
        started = system.home / "workspaces" / item / "started"
        wait_until(started.exists, 20, what=f"the agent of {item}")
    agents = [agent.pid for agent in (*marked("SHORT"), *marked("LONG"))]
    assert len(agents) >= 2
    for name in slots:
        system.running[name].terminate()
    for name in slots:
        system.running[name].wait(seconds(service(name)["stop_grace_period"]))
    # A container takes them along at once; here their keepers do.
    wait_until(lambda: not living(agents), 10, what="the end of the agents")
    assert not [*marked("SHORT"), *marked("LONG")]
    with system.store.read() as view:
        long = view.item("LONG")
    assert (long.status, long.lease_expires_at) == (Status.PENDING, None)
    assert (long.tries, long.losses) == (0, 0)
    wait_until(lambda: system.status("SHORT") is Status.DONE, what="SHORT")
    assert not any(map(system.healthy, slots))
