"""
The checks, one session each: `python3 dev.py check` runs them all, then the tests.

They run in the environment that dev.py makes, and make none of their own.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import nox
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "imports", "lock", "tests"]

ROOT = Path(__file__).resolve().parent


@nox.session
def lint(session: nox.Session) -> None:
    """Check Ruff's rules, and its layout."""
    session.run("ruff", "check", "--quiet", "--output-format=concise")
    session.run("ruff", "format", "--check", "--quiet")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, strictly."""
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """Check who imports whom."""
    session.run("lint-imports", "--no-cache")


@nox.session
def lock(session: nox.Session) -> None:
    """Check that the locks hold what pyproject.toml asks for; needs no network."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime, development = _pins("requirements.lock"), _pins("requirements-dev.lock")
    wrong = [
        *_unmet(_asked(project), runtime, "requirements.lock"),
        *_unmet(_asked(project, "dev"), development, "requirements-dev.lock"),
        *(
            f"{name}: {version} and {development.get(name)} in the two locks"
            for name, version in runtime.items()
            if development.get(name) != version
        ),
    ]
    if wrong:
        session.error("\n".join([*wrong, "resolve anew: python3 dev.py lock"]))


@nox.session
def tests(session: nox.Session) -> None:
    """Run the test suite."""
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure."""
    session.run("python", "-m", "benchmarks", *session.posargs)


def _asked(project: dict[str, Any], *groups: str) -> list[Requirement]:
    """Return the requirements of the package, its extras and *groups*."""
    tables: list[list[str]] = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *(project["dependency-groups"][group] for group in groups),
    ]
    return [Requirement(line) for table in tables for line in table]


def _pins(lock_file: str) -> dict[str, str]:
    """Return the version of each package in a lock."""
    text = (ROOT / lock_file).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))


def _unmet(asked: list[Requirement], pins: dict[str, str], lock_file: str) -> list[str]:
    """Say which requirements a lock does not hold."""
    unmet = []
    for requirement in asked:
        version = pins.get(canonicalize_name(requirement.name))
        if version is None or version not in requirement.specifier:
            unmet.append(f"{lock_file}: {requirement} is asked for, {version} is in it")
    return unmet
