"""
A real OpenClaw gateway on loopback, with a model of our own behind it.

`python3 dev.py gateway` installs it, into a cache outside of the checkout. Where it is
missing, the tests are skipped with a reason; where CI is set, they fail.
"""

from __future__ import annotations

import json
import os
import pwd
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import psutil

from tests.support.services import free_port, missing
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from tests.support.model import Model

TOKEN = "a-token-of-the-tests-0123456789abcdef"  # noqa: S105 - of nobody else
VERSION = "2026.9.6"


def installation() -> Path:
    """Say where `dev.py gateway` installs; the tests' own HOME is another one."""
    home = pwd.getpwuid(os.getuid()).pw_dir
    return Path(home, ".cache", "openclaw-celery", f"openclaw-{VERSION}")


class Gateway:
    """One gateway in a directory of its own, to be killed and started again."""

    def __init__(self, directory: Path, model: Model) -> None:
        place = installation()
        if not (place / "ready").exists():
            missing("OpenClaw gateway (python3 dev.py gateway)")
        self._node = next(place.glob("node/lib/python*/site-packages/*/bin/node"))
        self._program = place / "app/node_modules/openclaw/openclaw.mjs"
        self.directory = directory
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        #: What it has in its environment besides.
        self.more: dict[str, str] = {}
        (directory / "home").mkdir()
        (directory / "state").mkdir()
        text = json.dumps(_configuration(directory, self.port, model.port))
        (directory / "state" / "openclaw.json").write_text(text, "utf-8")

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    def start(self, *, wait: bool = True) -> None:
        """Start it; it needs about ten seconds until it answers."""
        with (self.directory / "gateway.log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command("gateway"),
                stdout=log,
                stderr=log,
                env=self.environment(),
            )
        if wait:
            wait_until(self.is_ready, 120, what="the gateway")

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of its program."""
        return [str(self._node), str(self._program), *arguments]

    def environment(self) -> dict[str, str]:
        """Return all that is in its environment."""
        state = self.directory / "state"
        env = {
            "PATH": f"{self._node.parent}:/usr/bin:/bin",
            "HOME": str(self.directory / "home"),
            "LANG": "C.UTF-8",
            "OPENCLAW_STATE_DIR": str(state),
            "OPENCLAW_CONFIG_PATH": str(state / "openclaw.json"),
            "OPENCLAW_TESTS": os.environ.get("OPENCLAW_TESTS", ""),
        }
        env |= dict.fromkeys(
            (
                *("OPENCLAW_CONFIG_READONLY", "OPENCLAW_DISABLE_BONJOUR"),
                *("OPENCLAW_NO_RESPAWN", "OPENCLAW_SKIP_CHANNELS"),
                *("OPENCLAW_NO_AUTO_UPDATE", "OPENCLAW_OFFLINE", "DO_NOT_TRACK"),
            ),
            "1",
        )
        return env | self.more

    def is_ready(self) -> bool:
        """Tell whether it takes work."""
        opener = build_opener(ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as page:
                return bool(page.status == 200)
        except (URLError, OSError):
            return False

    def kill(self) -> None:
        """End it and all below it as a crash would."""
        if self._process is None:
            return
        family = []
        if self.process.poll() is None:
            parent = psutil.Process(self.process.pid)
            family = [parent, *parent.children(recursive=True)]
        for process in family:
            try:
                process.kill()
            except psutil.Error:
                continue
        self.process.wait()
        psutil.wait_procs(family, timeout=10)


def _configuration(directory: Path, port: int, model: int) -> dict[str, object]:
    price = {"input": 1, "output": 2, "cacheRead": 0.1, "cacheWrite": 0}
    stub = {
        "id": "stub-1",
        "name": "Stub",
        "reasoning": False,
        "input": ["text"],
        "cost": price,
        "contextWindow": 400_000,
        "maxTokens": 64_000,
    }
    return {
        "gateway": {
            "mode": "local",
            "port": port,
            "bind": "loopback",
            "auth": {"mode": "token", "token": TOKEN},
            "controlUi": {"enabled": False},
            "http": {"endpoints": {"chatCompletions": {"enabled": True}}},
        },
        "models": {
            "mode": "replace",
            "catalogRefresh": {"enabled": False},
            "providers": {
                "stub": {
                    "baseUrl": f"http://127.0.0.1:{model}/v1",
                    "apiKey": "stub-key",
                    "api": "openai-completions",
                    "models": [stub],
                }
            },
        },
        "agents": {
            "ownership": "explicit",
            "defaults": {
                "model": {"primary": "stub/stub-1"},
                "skipBootstrap": True,
                "heartbeat": {"every": "0m"},
                "systemAgent": {"agentId": "main"},
            },
            "entries": {"main": {"workspace": str(directory / "workspace")}},
        },
        "plugins": {"enabled": False},
        "update": {"checkOnStart": False},
        "telemetry": {"enabled": False},
    }
