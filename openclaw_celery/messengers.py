"""Addresses of any kind that Apprise knows: chats, mail, phones; extra `[notify]`."""

from __future__ import annotations

import hashlib
import logging
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_EXTRA = "install the extra: pip install 'openclaw-celery[notify]'"
UNKNOWN = "Apprise does not know such an address: see its list of services"
_TITLE = "clawq"


class Messenger:
    """One Apprise URL; the secrets that it holds are never shown."""

    def __init__(self, url: str) -> None:
        """Send to *url*."""
        self._url = url
        self.name = f"{url.partition(':')[0]}://..."
        self.mark = "notify:" + hashlib.sha256(url.encode()).hexdigest()[:32]

    def wrong(self) -> str:
        """Say why nothing can be sent there; nothing if it may work."""
        if not find_spec("apprise"):
            return NO_EXTRA
        return "" if self._apprise() else UNKNOWN

    def send(self, message: Mapping[str, Any]) -> None:
        """Hand over a message's text; raises Unavailable when it was not taken."""
        why = self.wrong()
        if why:
            raise Unavailable(why)
        # What agents wrote is plain text, whatever the service makes of its markup.
        if not self._apprise().notify(
            body=message["text"], title=_TITLE, body_format="text"
        ):
            msg = "it did not take the message"
            raise Unavailable(msg)

    def _apprise(self) -> Any:  # noqa: ANN401 - imported when it is used only
        # Its own log has the addresses in it.
        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
        service = import_module("apprise").Apprise()
        service.add(self._url)
        return service
