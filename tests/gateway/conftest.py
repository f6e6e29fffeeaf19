"""What most tests of a gateway begin with; a test's own file may say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.gateway import TOKEN, Gateway
from tests.support.model import Model
from tests.support.on_gateway import home_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.system import System


@pytest.fixture(scope="package")
def model() -> Iterator[Model]:
    with Model() as served:
        yield served


@pytest.fixture(scope="package")
def one_gateway(
    model: Model, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gateway]:
    """One for all files of a worker, ended behind the last of them."""
    served = Gateway(tmp_path_factory.mktemp("gateway"), model)
    try:
        yield served
    finally:
        served.kill()


@pytest.fixture(scope="module")
def gateway(one_gateway: Gateway) -> Gateway:
    """The same one, at work whatever the tests of the file before have done to it."""
    if not one_gateway.is_ready():
        one_gateway.kill()
        one_gateway.start()
    return one_gateway


@pytest.fixture(scope="module")
def system(
    gateway: Gateway, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[System]:
    """A home with three slots, for all tests of a file."""
    running = home_on(tmp_path_factory.mktemp("queue") / "home", gateway, slots=3)
    running.up()
    try:
        yield running
    finally:
        running.down()


@pytest.fixture
def own(
    gateway: Gateway, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[System]:
    """A home of the test's own; its parameter says how it differs."""
    mark = request.node.get_closest_marker("parametrize")
    more: dict[str, Any] = request.param if mark else {}
    if "runtimes.openclaw.token_file" in more:
        more = more | {"runtimes.openclaw.token_file": str(tmp_path / "home/token")}
    running = home_on(tmp_path / "home", gateway, **more)
    (running.home / "token").write_text(TOKEN, "ascii")
    running.up()
    try:
        yield running
    finally:
        running.down()
