"""`ui:` criteria in a whole running system, and the same look by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.checks.browser import Browser
from openclaw_celery.domain.errors import RuntimeUnavailable
from openclaw_celery.domain.item import Status
from openclaw_celery.domain.transitions import Verb
from tests.support.pages import Pages
from tests.support.services import missing
from tests.support.system import QUICK, System

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.queue import Queue


REPORT = "Wrote index.html with its heading, opened it in a browser: the page is built."


@pytest.fixture(autouse=True)
def _browser() -> None:
    try:
        Browser("", (), limit_s=1).program()
    except RuntimeUnavailable as error:
        missing(f"browser ({error})")


@pytest.fixture
def pages() -> Iterator[Pages]:
    with Pages({"/": "<h1>Dashboard</h1><p>로그인</p>"}) as serving:
        yield serving


# -- end to end ------------------------------------------------------------------


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    running = System(tmp_path / "home", {**QUICK, "ui_limit_s": 8})
    try:
        running.up()
        yield running
    finally:
        running.down()


@pytest.mark.timeout(240)
def test_a_page_decides(system: System, pages: Pages) -> None:
    """With its text it passes; without, it is tried again, then a person looks."""
    shown = f"ui: {pages.url} contains 로그인"
    lacking = f"ui: {pages.url} contains Log out"
    [good] = system.add("build it", success_criteria=shown)
    [bad] = system.add("add the button", success_criteria=lacking, max_attempts=2)
    system.wait_ended([good, bad], timeout=120)

    assert system.item(good).status is Status.DONE
    picture = system.home / "runs" / good / "1" / "check-1.png"
    assert picture.read_bytes().startswith(b"\x89PNG")

    assert system.item(bad).status is Status.BLOCKED
    assert system.verbs(bad).count(Verb.REVIEW) == 2
    told = (system.home / "runs" / bad / "2" / "prompt.md").read_text("utf-8")
    assert "no 'Log out' within 8 s: the page" in told
    assert "it shows 'Dashboard 로그인'" in told


# -- by hand ---------------------------------------------------------------------


def test_ui_check_tells_what_it_sees(clawq: Queue, pages: Pages) -> None:
    picture = clawq.directory / "page.png"
    asked = ("ui-check", "--url", pages.url)
    done = clawq.run(*asked, "--contains", "로그인", "--screenshot", str(picture))
    assert (done.code, done.out, done.err) == (0, "UI_SMOKE_OK\n", "")
    assert picture.read_bytes().startswith(b"\x89PNG")

    done = clawq.run(*asked, "--contains", "Log out", "--timeout", "1.5")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("UI_SMOKE_FAIL: no 'Log out' within 1.5 s")

    done = clawq.run(*asked, "--contains", "로그인", "--json")
    assert done.code == 0
    seen = json.loads(done.out)
    assert (seen["ok"], seen["why"], seen["screenshot"]) == (True, "", None)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--url", "file:///etc/passwd", "--contains", "root"],
        ["--url", "http://169.254.169.254/", "--contains", "x"],
        ["--url", "http://example.com/", "--contains", "x"],
        ["--url", "http://127.0.0.1/", "--contains", " "],
        ["--url", "http://127.0.0.1/"],
        ["--contains", "x"],
        ["--url", "http://127.0.0.1/", "--contains", "x", "--timeout", "0"],
        ["--url", "http://127.0.0.1/", "--contains", "x", "--screenshot", "no/dir/x"],
    ],
)
def test_ui_check_refuses(clawq: Queue, wrong: list[str]) -> None:
    done = clawq.run("ui-check", *wrong)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_without_a_browser_it_says_what_to_do(clawq: Queue, pages: Pages) -> None:
    none = {"CLAWQ_UI_BROWSER": "no-such-browser"}
    asked = ("ui-check", "--url", pages.url, "--contains", "x")
    done = clawq.run(*asked, env=none)
    assert done.code == 3
    assert "no-such-browser" in done.err
    assert done.err.count("\n") == 1


def test_a_review_looks_at_a_page(clawq: Queue, pages: Pages) -> None:
    """Beside the criteria; what it lacks sends the item back."""
    clawq("add --task 'Build the page' --success-criteria 'The page is built'")
    base = ("review", "--id", "ORCH-001", "--report", REPORT)
    look = ("--ui-url", pages.url, "--ui-contains")

    done = clawq.run(
        *base, *look, "Log out", "--dry-run", env={"CLAWQ_UI_LIMIT_S": "1"}
    )
    assert done.err == ""
    assert "RETRY" in done.out
    assert "Log out" in done.out

    done = clawq.run(*base, *look, "로그인")
    assert (done.code, done.err) == (0, "")
    assert "PASS" in done.out

    done = clawq.run("review", "--id", "ORCH-001", "--ui-url", pages.url)
    assert done.code == 2
    assert "--ui-contains" in done.err
