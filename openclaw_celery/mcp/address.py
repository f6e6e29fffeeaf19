"""Where the tools are served over HTTP, and by whom: as little as it takes to tell."""

from __future__ import annotations

import hashlib
import http.client
import socket
import threading
from contextlib import closing, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from openclaw_celery.domain.errors import Refused, Unavailable
from openclaw_celery.private import kept_secret

if TYPE_CHECKING:
    from openclaw_celery.settings import Settings

ADDRESS, PATH = "127.0.0.1", "/mcp"
#: Where nothing else is set: the first of them that is free.
USUAL_PORT, PORTS = 8765, 100
MISSING = "the tools need the MCP library: pip install 'openclaw-celery[mcp]'"
#: Whoever has not answered whole by then is stuck, however busy it looks.
_ANSWER_S = 5


def port_of(settings: Settings) -> int:
    """Return where `clawq mcp --http` serves unless it is told another port."""
    return settings.mcp_port or USUAL_PORT


def url_of(port: int) -> str:
    """Name the address that a client is given."""
    return f"http://{ADDRESS}:{port}{PATH}"


def challenge_of(settings: Settings) -> str:
    """Return what who comes without a token is told: whose server this is."""
    installation = kept_secret(settings.home / "run" / "installation")
    mark = hashlib.sha256(f"tools {installation}".encode()).hexdigest()[:12]
    return f'Bearer realm="clawq-{mark}"'


def refuse_without_library() -> None:
    """Raise Refused where the extra `mcp` is not installed."""
    if find_spec("mcp") is None or find_spec("uvicorn") is None:
        raise Refused(MISSING)


def free_port() -> int:
    """Return a port where nobody listens; a queue beside ours may have the usual."""
    for port in range(USUAL_PORT, USUAL_PORT + PORTS):
        with suppress(OSError), socket.create_server((ADDRESS, port)):
            return port
    msg = f"no free port from {USUAL_PORT} on: name one by --port"
    raise Unavailable(msg)


def is_ours(settings: Settings) -> bool:
    """
    Tell whether it is this queue's server that answers; False for anybody else's.

    Raises Unavailable when nobody answers. Takes no longer than a few seconds.
    """
    port = port_of(settings)
    try:
        told = _challenge_at(port)
    except OSError as error:
        msg = f"nothing answers on {url_of(port)}"
        raise Unavailable(msg) from error
    except http.client.HTTPException:
        return False
    return told == challenge_of(settings)


def _challenge_at(port: int) -> str | None:
    """Come without a token; return what is asked for then."""
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=_ANSWER_S)
    with closing(connection):
        connection.connect()
        # A timeout of the socket is for each read: drops of an answer never pass it.
        late = threading.Timer(_ANSWER_S, _hang_up, (connection.sock,))
        late.daemon = True
        late.start()
        try:
            connection.request("POST", PATH)
            return connection.getresponse().headers.get("WWW-Authenticate")
        finally:
            late.cancel()


def _hang_up(connected: Any) -> None:  # noqa: ANN401 - a socket, with TLS or not
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
