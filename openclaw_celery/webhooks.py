"""Addresses that take a JSON document by HTTP POST."""

from __future__ import annotations

import hashlib
import json
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from openclaw_celery.domain.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

#: No address is waited for any longer.
PATIENCE_S = 5


class _Stay(HTTPRedirectHandler):
    """Follows nobody: the message is for the address that was set."""

    def redirect_request(self, *_: Any) -> None:  # noqa: ANN401 - as its parent has it
        return None


class Webhook:
    """One URL; the secrets that it may hold are never shown."""

    def __init__(self, url: str) -> None:
        """Send to *url*."""
        self._url = url
        self.name = f"{urlsplit(url).scheme}://{urlsplit(url).hostname}/..."
        self.mark = "notify:" + hashlib.sha256(url.encode()).hexdigest()[:32]

    def send(self, message: Mapping[str, Any]) -> None:
        """Hand over a message; raises Unavailable when it was not taken."""
        request = Request(  # noqa: S310 - settings take http and https only
            self._url,
            data=json.dumps(message, ensure_ascii=False).encode(errors="replace"),
            headers={"Content-Type": "application/json", "User-Agent": "clawq"},
        )
        try:
            with build_opener(_Stay).open(request, timeout=PATIENCE_S):
                return
        except HTTPError as error:
            error.close()
            msg = f"it answers {error.code}"
            raise Unavailable(msg) from None
        except (OSError, HTTPException, ValueError) as error:
            # Not the error's own words, which may hold the URL.
            msg = f"it can't be reached ({type(error).__name__})"
            raise Unavailable(msg) from None
