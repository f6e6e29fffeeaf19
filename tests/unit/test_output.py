"""What is printed: lines that steer no terminal, JSON that is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.cli.output import (
    Call,
    columns,
    fail,
    kst,
    plain,
    print_json,
    say,
)
from openclaw_celery.domain.errors import Refused, SettingsError
from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.text import printable

#: What a terminal may be sent; the rest of Unicode is letters to it.
CONTROLS = {
    *map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)),
    *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)),
    "\u2028", "\u2029", "\u200b", "\ufeff",
} - {"\n", "\t"}  # fmt: skip
#: Any text, and often something nasty in it.
TEXT = st.text(st.characters() | st.sampled_from(sorted(CONTROLS)))


@dataclass(frozen=True)
class Told:
    name: str
    at: datetime
    inner: Any = None


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


# -- plain ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (0.5, 0.5),
        ("한글", "한글"),
        (Status.DONE, "DONE"),
        (Priority.P0, "P0"),
        (Path("a/b"), "a/b"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2026-01-02T03:04:00+00:00"),
        ((1, [2, {"x": (3,)}]), [1, [2, {"x": [3]}]]),
        ({Status.DONE: 1}, {"DONE": 1}),
        (MappingProxyType({1: "one"}), {"1": "one"}),
        (frozenset({"only"}), ["only"]),
    ],
)
def test_plain_says_it_in_what_json_knows(value: object, told: object) -> None:
    assert plain(value) == told
    assert type(plain(value)) is type(told)


def test_plain_opens_dataclasses_however_deep() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)

    assert plain([Told("a", at, Told("b", at))])[0]["inner"] == {
        "name": "b",
        "at": "2026-01-01T00:00:00+00:00",
        "inner": None,
    }
    assert plain(Told) == str(Told)


# -- JSON ----------------------------------------------------------------------


def test_json_keeps_what_was_said_and_escapes_what_steers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    evil = "한글 \x1b]0;x\x07 \x9b31m \x7f \u202e \u2066 \u200b \ufeff \u2028 🙂"

    print_json({"task": evil})

    out = printed(capsys)
    assert json.loads(out) == {"task": evil}
    assert not CONTROLS & set(out)
    assert "한글" in out
    assert "🙂" in out


def test_json_of_half_a_character_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    """A name from the command line that is not UTF-8 arrives as a lone surrogate."""
    print_json(["a\udcffb"])

    assert json.loads(printed(capsys)) == ["a?b"]


def test_any_text_comes_back_from_json(capsys: pytest.CaptureFixture[str]) -> None:
    @given(TEXT, TEXT)
    def check(key: str, text: str) -> None:
        print_json({key: [text]})
        out = printed(capsys)
        assert not CONTROLS & set(out)
        clean = text.encode("utf-8", "replace").decode()
        assert list(json.loads(out).values()) == [[clean]]

    check()


# -- text ----------------------------------------------------------------------


def test_any_text_is_harmless_on_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    @given(TEXT)
    def check(text: str) -> None:
        say(text)
        say(text, fg="green")
        assert not CONTROLS & set(printed(capsys))

    check()


def test_any_cells_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    @given(st.lists(TEXT, min_size=1))
    def check(cells: list[str]) -> None:
        columns([cells])
        out = printed(capsys)
        assert out.endswith("\n")
        assert out.count("\n") == 1
        assert out.count("\t") == len(cells) - 1

    check()


def test_a_complaint_is_one_line_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    @given(TEXT)
    def check(text: str) -> None:
        assert fail(text, code=7) == 7
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("clawq: ")
        assert err.count("\n") == 1
        assert err.endswith("\n")
        assert not CONTROLS & set(err)

    check()


def test_lines_are_kept_and_windows_ends_with_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("a\r\nb\tc")

    assert printed(capsys) == "a\nb\tc\n"
    assert printable("\x1b[1mbold\x1b[0m") == "bold"


def test_kst_is_nine_hours_ahead() -> None:
    assert kst(datetime(2026, 1, 1, 15, 0, 59, tzinfo=UTC)) == "2026-01-02 00:00:59"
    assert kst(None) == "-"


# -- what is made of the global options ------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["redis://h", "redis://:pw@h:6379/0", "rediss://h:1/2", "unix:///run/v.sock?db=0"],
)
def test_a_broker_url_that_clients_take(url: str, tmp_path: Path) -> None:
    assert Call({"home": tmp_path, "redis_url": url}).settings().redis_url == url


@pytest.mark.parametrize(
    "url", ["h:6379", "http://h", "amqp://geheim@h", "redis://geheim@h:port/0"]
)
def test_a_broker_url_that_they_do_not(url: str, tmp_path: Path) -> None:
    """It is not shown: there may be a password in it."""
    with pytest.raises(SettingsError, match="redis_url: write redis://") as refused:
        Call({"home": tmp_path, "redis_url": url}).settings()

    assert "geheim" not in str(refused.value)


def test_without_a_queue_there_is_no_engine(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="run `clawq init` first"):
        Call({"home": tmp_path}).engine()
