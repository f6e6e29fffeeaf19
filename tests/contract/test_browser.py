"""Looking at pages in a real Chromium, which may go to few places only."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from openclaw_celery.checks.browser import Browser
from openclaw_celery.checks.doorman import Door, Doorman
from openclaw_celery.domain.errors import InvalidValue, RuntimeUnavailable
from openclaw_celery.domain.hosts import Hosts
from tests.support.pages import Pages
from tests.support.services import missing
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = "<script>setTimeout(() => document.body.append('late words'), 700)</script>"
PAGES = {
    "/": "<h1>Dashboard</h1><p>로그인   하세요</p><p hidden>behind</p>",
    "/decomposed": unicodedata.normalize("NFD", "회원 가입"),
    "/late": SOON,
    "/broken": "!500 out of order",
    "/dialogs": "<script>alert('a'); confirm('b'); prompt('c');"
    "onbeforeunload = () => 'stay'; window.open('/popup')</script>all is said",
    "/endless": "<img src='/endless.png'>there already",
    "/popup": "another window",
    "/frames": "<iframe src='/inner'></iframe>",
    "/inner": "within a frame",
}


@pytest.fixture(scope="module")
def browser() -> Browser:
    found = Browser("", (), limit_s=20)
    try:
        found.program()
    except RuntimeUnavailable as error:
        missing(f"browser ({error})")
    return found


@pytest.fixture
def pages() -> Iterator[Pages]:
    with Pages(PAGES) as serving:
        yield serving


#: A page is given so long where it is in vain; it has to answer in it.
HASTE_S = 5


def hasty(limit_s: float = HASTE_S) -> Browser:
    return Browser("", (), limit_s=limit_s)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "Dashboard"),
        ("/", "로그인 하세요"),
        ("/decomposed", "회원 가입"),
        ("/late", "late words"),
        ("/dialogs", "all is said"),
        ("/endless", "there already"),
        ("/frames", "within a frame"),
    ],
)
def test_a_text_on_the_page_is_seen(
    browser: Browser, pages: Pages, path: str, text: str
) -> None:
    """Now or soon; in its windows' way stand neither dialogs nor what never loads."""
    look = browser.look(pages.url + path, [text])
    assert (look.shown, look.why) == (True, "")


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("/", "Settings", "it shows 'Dashboard 로그인 하세요'"),
        ("/", "behind", f"no 'behind' within {HASTE_S} s"),
        ("/broken", "Dashboard", "answers 500, it shows 'out of order'"),
    ],
)
def test_what_is_not_shown_is_told(
    pages: Pages, path: str, text: str, told: str
) -> None:
    """With what stands there instead; hidden words are not shown."""
    look = hasty().look(pages.url + path, [text])
    assert not look.shown
    assert told in look.why


@pytest.mark.usefixtures("browser")
def test_all_texts_have_to_be_there(pages: Pages) -> None:
    look = hasty().look(pages.url, ["Dashboard", "Sign out"])
    assert not look.shown
    assert look.why.startswith("no 'Sign out' within")


@pytest.mark.usefixtures("browser")
def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        look = hasty().look(f"http://127.0.0.1:{free.getsockname()[1]}/", ["x"])
    assert not look.shown
    assert "can't be opened" in look.why


def test_a_picture_is_kept(browser: Browser, pages: Pages, tmp_path: Path) -> None:
    """For nobody else to read, and through no link."""
    other = tmp_path / "other"
    other.write_text("precious", "utf-8")
    picture = tmp_path / "page.png"
    picture.symlink_to(other)
    look = browser.look(pages.url, ["Dashboard"], picture=picture)
    assert look.picture == picture
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture.stat().st_mode & 0o077 == 0
    assert other.read_text("utf-8") == "precious"


# -- where it may go -----------------------------------------------------------

#: Ways to this very server that are not allowed: both lead to it, unless stopped.
ASIDE = ("http://[::ffff:127.0.0.1]:{}/secret", "http://0.0.0.0:{}/secret")


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("aside", ASIDE)
def test_a_redirect_is_not_followed_everywhere(pages: Pages, aside: str) -> None:
    pages.pages |= {"/secret": "secret", "/leave": "-> " + aside.format(pages.port)}
    look = hasty().look(f"{pages.url}/leave", ["secret"])
    assert not look.shown
    assert "leads elsewhere" in look.why
    assert "/secret" not in pages.asked


@pytest.mark.parametrize("aside", ASIDE)
def test_a_page_can_not_reach_elsewhere(
    browser: Browser, pages: Pages, aside: str
) -> None:
    """By no element, script, frame, window or socket of its own."""
    there = aside.format(pages.port)
    socket_there = there.replace("http:", "ws:")
    pages.pages["/secret"] = "secret"
    pages.pages["/"] = f"""
      <img src="{there}"><iframe src="{there}"></iframe>
      <link rel=prefetch href="{there}"><object data="{there}"></object>
      <video src="{there}"></video>
      <script src="{there}"></script>
      <script>
        fetch("{there}", {{mode: "no-cors"}}).catch(() => 0);
        navigator.sendBeacon("{there}", "x");
        window.open("{there}");
        try {{ new WebSocket("{socket_there}") }} catch (error) {{}}
        try {{ new EventSource("{there}") }} catch (error) {{}}
        setTimeout(() => document.body.append("all tried"), 800);
      </script>"""
    assert browser.look(pages.url, ["all tried"]).shown
    assert "/secret" not in pages.asked


@pytest.mark.usefixtures("browser")
def test_a_page_can_not_turn_into_a_file(pages: Pages, tmp_path: Path) -> None:
    """Nor can what a file holds be taken for the page's words."""
    (tmp_path / "file.html").write_text("secret", "utf-8")
    there = (tmp_path / "file.html").as_uri()
    pages.pages["/"] = (
        f"<iframe src='{there}'></iframe><script>location = '{there}'</script>"
        f"<meta http-equiv=refresh content='0; url={there}'>"
    )
    assert not hasty().look(pages.url, ["secret"]).shown
    pages.pages["/"] = "<script>location = 'data:text/html,secret'</script>"
    assert not hasty().look(pages.url, ["secret"]).shown


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "data:text/html,x",
        "javascript:1",
        "http://user:word@127.0.0.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://127.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://example.com/",
        "http://127.0.0.1\\@example.com/",
        "http://127.0.0.1:80 /",
        "",
    ],
)
def test_what_may_not_be_looked_at_is_refused_at_once(url: str) -> None:
    with pytest.raises(InvalidValue):
        hasty().look(url, ["x"])


def test_the_doorman_asks_each_time(pages: Pages) -> None:
    """He is the only way out, whatever the browser believes of an address."""
    wanted = {
        "127.0.0.1": 0,
        "::1": 4,
        "::ffff:127.0.0.1": 2,
        "0.0.0.0": 2,  # noqa: S104 - nothing is bound
        "169.254.169.254": 2,
        "elsewhere.test": 2,
    }
    with Doorman(Door(Hosts.of(()))) as doorman:
        host, port = doorman.server_address[:2]
        for name, answer in wanted.items():
            with socket.create_connection((str(host), int(port)), 10) as door:
                door.sendall(b"\x05\x01\x00")
                assert door.recv(2) == b"\x05\x00"
                asked = name.encode()
                door.sendall(b"\x05\x01\x00\x03" + bytes((len(asked),)) + asked)
                door.sendall(struct.pack("!H", pages.port))
                assert (name, door.recv(10)[1]) == (name, answer)


def test_a_listed_name_is_judged_by_its_addresses() -> None:
    """A name that leads to loopback is no way to it: its owner may be anybody."""
    door = Door(Hosts.of(["localhost.localdomain", "ip6-localhost"]))
    for name in ("localhost.localdomain", "ip6-localhost"):
        with pytest.raises((InvalidValue, OSError)):
            door.addresses(name, 80)


# -- what is left ----------------------------------------------------------------


def started_in(folder: Path) -> list[psutil.Process]:
    """List the processes whose command line or environment names *folder*."""
    found = []
    for process in psutil.process_iter():
        try:
            words = [*process.cmdline(), *process.environ().values()]
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(folder) in word for word in words):
            found.append(process)
    return found


def test_nothing_is_left(browser: Browser, pages: Pages, tmp_path: Path) -> None:
    """Neither a process nor a profile."""
    before = set(Path(tempfile.gettempdir()).glob("clawq-browser-*"))
    browser.look(pages.url, ["Dashboard"], mark=f"left:{tmp_path}")
    assert started_in(tmp_path) == []
    wait_until(
        lambda: set(Path(tempfile.gettempdir()).glob("clawq-browser-*")) <= before, 30
    )


def test_what_killed_ones_have_left_is_taken_away(
    browser: Browser, pages: Pages
) -> None:
    """A profile is let go of with its process; one in use stays."""
    left = Path(tempfile.mkdtemp(prefix="clawq-browser-"))
    (left / "file").touch()
    os.utime(left, (0, 0))
    browser.look(pages.url, ["Dashboard"])
    assert not left.exists()


def test_a_long_name_of_the_folder_for_temporary_files_does_no_harm(
    browser: Browser, pages: Pages, tmp_path: Path
) -> None:
    """A browser makes a socket there, whose name may have a hundred letters."""
    long = tmp_path / ("long-" * 12)
    long.mkdir()
    ask = (
        "from openclaw_celery.checks.browser import Browser\n"
        f"print(Browser('', (), limit_s=20).look({pages.url!r}, ['Dashboard']).shown)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        env={**os.environ, "TMPDIR": str(long)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (done.stdout, browser.program() in done.stderr) == ("True\n", False)


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGINT])
def test_who_looks_takes_the_browser_along(
    pages: Pages, tmp_path: Path, signum: signal.Signals
) -> None:
    """A reviewer that is killed in the middle, a person's Ctrl-C."""
    ask = (
        "from openclaw_celery.checks.browser import Browser\n"
        f"Browser('', (), limit_s=90).look({pages.url!r}, ['never'], mark='{tmp_path}')"
    )
    process = subprocess.Popen([sys.executable, "-c", ask], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: pages.asked, 60, what="the browser")
        assert len(started_in(tmp_path)) > 3
        process.send_signal(signum)
        process.wait(20)
        wait_until(lambda: not started_in(tmp_path), 20, what="their end")
    finally:
        process.kill()
        process.wait()
        for left in started_in(tmp_path):
            left.kill()


@pytest.mark.parametrize("program", ["no-such-browser", sys.executable])
def test_a_browser_that_does_not_start_is_told(pages: Pages, program: str) -> None:
    with pytest.raises(RuntimeUnavailable, match=r"no-such-browser|does not start"):
        Browser(program, (), limit_s=2).look(pages.url, ["x"])
