"""
Looks at one page in a headless Chromium: a program of its own, run under a keeper.

In:  `Ask` as JSON on standard input. Out: `Told` as a line of JSON. The page is
untrusted: the browser has an empty profile and environment, and the doorman's proxy is
its only way out.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

from playwright.sync_api import Error, sync_playwright

from openclaw_celery.checks.doorman import Door, Doorman
from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.hosts import Hosts, target_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright, Request, Response

#: How long a browser may take to start.
START_S = 60.0
_LOOK_AGAIN_MS = 150
_ONE_LOOK_MS = 2000
#: The last look may take a little longer than the limit.
_LEAST_MS = 500
_PICTURE_MS = 5000
_MOST_SHOWN = 200
_MOST_REFUSED = 3
_PAGES = frozenset({"http", "https"})
#: What a browser gets of our environment.
BROWSER_ENV = ("PATH", "HOME", "TMPDIR", "LANG", "CLAWQ_MARK", "CLAWQ_WORKSPACE")
_ARGUMENTS = (
    # No name is looked up but by the doorman, and nothing goes past him as UDP.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)


class Ask(TypedDict):
    """What to look at."""

    url: str
    texts: list[str]
    hosts: list[str]
    limit_s: float
    browser: str
    #: Where the screenshot goes; nowhere when empty.
    picture: str


class Told(TypedDict):
    """What was seen."""

    #: shown, missing, refused (may not be looked at) or unavailable (no browser)
    outcome: str
    why: str
    picture: bool


def main() -> None:
    """Look, say what was seen, and end."""
    ask: Ask = json.load(sys.stdin)
    door = Door(Hosts.of(ask["hosts"]))
    target = target_of(ask["url"])
    try:
        door.addresses(target.host, target.port)
    except InvalidValue as error:
        _tell("refused", str(error))
        return
    except OSError as error:
        _tell("missing", f"{target.host} is not known: {error.strerror}")
        return
    with Doorman(door) as doorman, sync_playwright() as driver:
        try:
            context = _browser(driver, ask, doorman.url)
        except Error as error:
            _tell("unavailable", f"{ask['browser']} does not start: {_brief(error)}")
            return
        _Look(context, ask, door).run()
        context.close()


def _browser(driver: Playwright, ask: Ask, proxy: str) -> BrowserContext:
    browser = driver.chromium.launch(
        executable_path=ask["browser"],
        # Chromium's own sandbox does not work for root.
        chromium_sandbox=os.geteuid() != 0,
        env={name: os.environ[name] for name in BROWSER_ENV if name in os.environ},
        # Loopback too: by default that would go past any proxy.
        proxy={"server": proxy, "bypass": "<-loopback>"},
        args=list(_ARGUMENTS),
        timeout=START_S * 1000,
    )
    return browser.new_context(accept_downloads=False, service_workers="block")


def _tell(outcome: str, why: str = "", *, picture: bool = False) -> None:
    print(json.dumps(Told(outcome=outcome, why=why, picture=picture)), flush=True)  # noqa: T201 - our answer


class _Look:
    """One page, and what it shows until the texts are there."""

    def __init__(self, context: BrowserContext, ask: Ask, door: Door) -> None:
        self._ask = ask
        self._door = door
        self._end = time.monotonic() + ask["limit_s"]
        self._status = 0
        self._page = context.new_page()
        self._page.on("response", self._answered)
        self._page.on("requestfailed", self._failed)
        self._lost: dict[str, None] = {}
        # Windows that a page opens are closed; dialogs are dismissed by the driver.
        context.on("page", lambda page: page.close())

    def run(self) -> None:
        """Tell whether all texts stood on the page at once within the limit."""
        shown = ""
        why = self._go()
        while not why:
            shown = self._shown()
            missing = [text for text in self._ask["texts"] if plain(text) not in shown]
            if not missing:
                break
            if self._left_s() <= 0:
                why = self._without(missing, shown)
                break
            with suppress(Error):
                self._page.wait_for_timeout(_LOOK_AGAIN_MS)
        picture = self._photograph()
        _tell("missing" if why else "shown", why, picture=picture)

    def _left_s(self) -> float:
        return self._end - time.monotonic()

    def _go(self) -> str:
        """Open the page; say why it can't be."""
        url = self._ask["url"]
        try:
            self._page.goto(
                url, wait_until="commit", timeout=max(1.0, self._left_s() * 1000)
            )
        except Error as error:
            refused = self._refused()
            if refused:
                return f"{url} leads elsewhere: {refused}"
            if self._left_s() <= 0:
                return f"{url} did not answer within {self._ask['limit_s']:g} s"
            return f"{url} can't be opened: {_brief(error)}"
        return ""

    def _answered(self, response: Response) -> None:
        with suppress(Error):
            request = response.request
            if request.is_navigation_request() and not request.frame.parent_frame:
                self._status = response.status

    def _failed(self, request: Request) -> None:
        """Note what of the page's own was refused; a browser has wishes of its own."""
        with suppress(InvalidValue, Error):
            target = target_of(request.url)
            why = self._door.refused.get((target.host, target.port))
            if why:
                self._lost[why] = None

    def _shown(self) -> str:
        """Return the text that can be read on the page now."""
        page = self._page
        if urlsplit(page.url).scheme not in _PAGES:
            # The browser's own words about a failure are nobody's page.
            return ""
        parts = []
        for frame in page.frames:
            if frame is page.main_frame or urlsplit(frame.url).scheme in _PAGES:
                with suppress(Error):
                    parts.append(frame.locator("body").inner_text(timeout=self._wait()))
        return plain("\n".join(parts))

    def _wait(self) -> float:
        return max(_LEAST_MS, min(_ONE_LOOK_MS, self._left_s() * 1000))

    def _without(self, missing: list[str], shown: str) -> str:
        texts = ", ".join(repr(text) for text in missing)
        page: Page = self._page
        cut = shown[:_MOST_SHOWN] + "\u2026" * (len(shown) > _MOST_SHOWN)
        told = f"it shows {cut!r}" if shown else "it shows no text"
        where = "" if page.url == self._ask["url"] else f" now at {page.url[:200]},"
        answer = f" answers {self._status}," if self._status else ""
        refused = self._refused()
        return (
            f"no {texts} within {self._ask['limit_s']:g} s: the page{where}{answer} "
            f"{told}" + (f"; {refused}" if refused else "")
        )

    def _refused(self) -> str:
        return "; ".join(list(self._lost)[:_MOST_REFUSED])

    def _photograph(self) -> bool:
        """Keep what the page looks like; one that can't be drawn has no picture."""
        path = self._ask["picture"]
        if not path:
            return False
        with suppress(Error, OSError):
            data = self._page.screenshot(timeout=_PICTURE_MS)
            with suppress(FileNotFoundError):
                os.unlink(path)  # noqa: PTH108 - beside os.open
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
                file.write(data)
            return True
        return False


def plain(text: str) -> str:
    """Return *text* as it is compared: one spelling of Korean, one kind of space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def _brief(error: Error) -> str:
    """Return the sentence of the driver's message that says what is wrong."""
    lines = [line.strip() for line in error.message.splitlines() if line.strip()]
    net = next((line for line in lines if "net::" in line), "")
    return (net or lines[0] if lines else "no reason given")[:300]


if __name__ == "__main__":
    main()
