"""Where the tools are served over HTTP, and whether they are: as little as it takes."""

from __future__ import annotations

import http.client
from importlib.util import find_spec

from openclaw_celery.domain.errors import Refused, Unavailable

ADDRESS, PATH = "127.0.0.1", "/mcp"
#: Where nothing else is set.
USUAL_PORT = 8765
#: What who comes without a token is told.
ASKS = "a token is needed: `clawq token new`"
MISSING = "the tools need the MCP library: pip install 'openclaw-celery[mcp]'"
_ANSWER_S = 5


def url_of(port: int) -> str:
    """Name the address that a client is given."""
    return f"http://{ADDRESS}:{port}{PATH}"


def refuse_without_library() -> None:
    """Raise Refused where the extra `mcp` is not installed."""
    if find_spec("mcp") is None or find_spec("uvicorn") is None:
        raise Refused(MISSING)


def is_ours(port: int) -> bool:
    """
    Tell whether it is our server that answers on *port*; False for another's.

    Raises Unavailable when nobody answers.
    """
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=_ANSWER_S)
    try:
        connection.request("POST", PATH)
        told = connection.getresponse().read(len(ASKS))
    except OSError as error:
        msg = f"nothing answers on {url_of(port)}"
        raise Unavailable(msg) from error
    except http.client.HTTPException:
        return False
    finally:
        connection.close()
    return told == ASKS.encode()
