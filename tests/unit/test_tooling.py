"""What is shipped: the wheel holds the program, and the notes speak of it."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from openclaw_celery import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each file of a wheel made from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder))
    with ZipFile(wheel) as archive:
        return {
            name: archive.read(name).decode(errors="replace")
            for name in archive.namelist()
        }


@pytest.mark.parametrize("package", ["openclaw_celery", "workers"])
def test_the_wheel_holds_each_file_of_the_packages(
    package: str, shipped: dict[str, str]
) -> None:
    """Lua scripts, migrations and slots.toml are part of the program."""
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert here <= shipped.keys()


def test_the_wheel_holds_the_schedule_and_the_examples(
    shipped: dict[str, str],
) -> None:
    examples = [
        name for name in shipped if name.startswith("openclaw_celery/_examples")
    ]

    assert "beat_schedule.py" in shipped
    assert examples


def test_the_wheel_holds_nothing_else_at_its_top(shipped: dict[str, str]) -> None:
    tops = {name.partition("/")[0] for name in shipped}

    assert tops == {
        "openclaw_celery",
        "workers",
        "beat_schedule.py",
        f"openclaw_celery-{__version__}.dist-info",
    }


def test_the_wheel_brings_the_command(shipped: dict[str, str]) -> None:
    points = shipped[f"openclaw_celery-{__version__}.dist-info/entry_points.txt"]

    assert "clawq = openclaw_celery.__main__:main" in points


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    headings = re.findall(
        r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )

    assert headings[0] == "Unreleased"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_name_no_machine(name: str) -> None:
    """They install from whatever index pip is set to use."""
    text = (ROOT / name).read_text("utf-8")

    assert not re.search(r"://|^-|file:|(^|\s)/", text, re.MULTILINE)
