"""What holds for every test: a clean environment, and nothing left running."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    Told = Generator[None, pytest.TestReport, pytest.TestReport]

_HERE = Path(__file__).parent
#: Files of tests/gateway that one worker takes, one after the other: a start of the
#: gateway costs both processors twenty seconds, and those of the first kind share one.
_GATEWAYS = {
    "one gateway": ("deaths", "gateway", "http", "places", "takeover"),
    "gateways": ("provider", "program", "leave", "tools"),
}

if (_HERE / "support" / "services.py").exists():
    pytest_plugins = ["tests.support.services", "tests.support.git"]

#: Set in every process the tests start, however far from us it has moved: the run
#: and the worker that started it.
MARK = "OPENCLAW_TESTS"


def pytest_configure(config: pytest.Config) -> None:
    """
    Give the session an environment of its own, before a test is imported.

    The user's settings, home and language say nothing about the program; nor does a
    shell that has its background jobs ignore Ctrl-C, and so all they start.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    home = tempfile.TemporaryDirectory(prefix="clawq-home-")
    config.add_cleanup(home.cleanup)
    for name in list(os.environ):
        if name.startswith(("CLAWQ_", "CELERY_", "FLOWER_", "XDG_", "LC_")):
            del os.environ[name]
    os.environ.update(HOME=home.name, LANG="C.UTF-8", TZ="UTC")
    run = os.environ.get(MARK, "") if hasattr(config, "workerinput") else ""
    os.environ[MARK] = f"{run.partition('.')[0] or os.getpid()}.{os.getpid()}"


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what workers have left that were ended in their own end, as by Ctrl-C."""
    if hasattr(config, "workerinput"):
        return
    for process in _marked(f"{os.getpid()}."):
        process.kill()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take the longest."""
    items.sort(key=lambda item: item.path.parent.name != "gateway")


class _Together(LoadFileScheduling):
    """Gives a worker a whole file, or all files that belong together."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        place, _, name = file.removesuffix(".py").rpartition("/test_")
        found = (kind for kind, names in _GATEWAYS.items() if name in names)
        return next(found, file) if place.endswith("gateway") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Together | None:  # noqa: ANN401 - xdist's own kind
    """Keep files together that share a gateway."""
    return _Together(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_runtest_setup() -> None:
    """Let whoever ends the run end what it has started, as Ctrl-C does."""
    # Each time: libraries that a test uses may have set it to something else.
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Make text of what was logged: a worker can't send on what is none."""
    report = yield
    report.sections = [
        (name, text.encode("utf-8", "backslashreplace").decode("utf-8"))
        for name, text in report.sections
    ]
    return report


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail the session if a process it started, near or far, outlives it."""
    yield
    _, alive = psutil.wait_procs(_started_by_us(), timeout=5)
    left = [_describe(process) for process in alive]
    for process in alive:
        process.kill()
    psutil.wait_procs(alive, timeout=5)
    if left:
        pytest.fail("left running:\n" + "\n".join(left), pytrace=False)


def _started_by_us() -> list[psutil.Process]:
    us = psutil.Process()
    found = {*us.children(recursive=True), *_marked(os.environ[MARK])}
    return sorted(found - {us, *us.parents()}, key=lambda process: process.pid)


def _marked(start: str) -> set[psutil.Process]:
    """Find the others whose mark begins so."""
    found = set()
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK, "").startswith(start):
                found.add(process)
        except psutil.Error:
            continue
    return found - {psutil.Process(), *psutil.Process().parents()}


def _describe(process: psutil.Process) -> str:
    try:
        return f"{process.pid} {process.status()} {' '.join(process.cmdline())}"
    except psutil.Error as error:
        return str(error)
