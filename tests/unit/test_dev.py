"""`dev.py`: what it installs before it runs the tests that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import dev

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "installed"),
    [
        ("-m gateway", ["gateway"]),
        ("-mgateway -k cancel", ["gateway"]),
        ("-q -m=agents tests/agents", ["agents"]),
        ("-m gateway|or|agents", ["agents", "gateway"]),
        ("-m not|gateway", []),
        ("-m gateway -m long", []),
        ("-k gateway", []),
        ("", []),
    ],
)
def test_what_a_marker_needs_is_installed_first(
    monkeypatch: pytest.MonkeyPatch, line: str, installed: list[str]
) -> None:
    """And nothing else: it is a download of 900 MB."""
    done: list[str] = []
    for name in ("gateway", "agents"):
        monkeypatch.setitem(dev.COMMANDS, name, lambda _, name=name: done.append(name))
    monkeypatch.setattr(dev, "set_up", lambda lock: lock)
    monkeypatch.setattr(dev, "become", lambda _, *words: done.append(words[0]))
    arguments = [word.replace("|", " ") for word in line.split()]

    dev.main(["test", *arguments])

    assert done == [*installed, "python"]


def test_an_install_says_what_it_downloads_and_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first time; then it is there."""
    place = tmp_path / ".cache" / "openclaw-celery" / "tool-1"
    monkeypatch.setattr(dev, "_home", lambda: tmp_path)
    monkeypatch.setattr(dev, "_install_packages", lambda at, _: (at / "ready").touch())

    assert dev._cached("tool-1", "about 9 MB", "tool@1") == place
    told = capsys.readouterr().err
    assert "downloading tool@1 with npm" in told
    assert f"about 9 MB in {place}" in told

    dev._cached("tool-1", "about 9 MB", "tool@1")
    assert capsys.readouterr().err == ""
