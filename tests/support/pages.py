"""Web pages for a browser to look at, served on loopback by the test itself."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class Pages:
    """A server of *pages*: HTML by path; `-> URL` redirects, `!500 text` fails."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.pages = dict(pages)
        #: The paths that were asked for.
        self.asked: list[str] = []
        self.over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        pages = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pages.asked.append(self.path)
                text = pages.pages.get(self.path, "!404 nothing here")
                if text.startswith("-> "):
                    self.send_response(302)
                    self.send_header("Location", text[3:])
                    self.end_headers()
                    return
                status = 200
                if text.startswith("!"):
                    status, text = int(text[1:4]), text[5:]
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(f"<!doctype html><body>{text}".encode())
                if "endless" in self.path:
                    # Never finishes loading.
                    self.wfile.flush()
                    pages.over.wait(60)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
