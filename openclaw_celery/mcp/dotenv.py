"""The file of variables that a gateway reads at its start: a token in it, or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

#: What `clawq mcp` has the token in, when the gateway starts it itself.
VARIABLE = "CLAWQ_MCP_TOKEN"
#: How the gateway's settings say that they take it from there.
REFERENCE = f"${{{VARIABLE}}}"
_LINE = re.compile(
    rf"^[ \t]*(?:export[ \t]+)?{VARIABLE}[ \t]*=[ \t]*([^\r\n]*)(?:\r?\n)?",
    re.MULTILINE,
)


def read(path: Path) -> str:
    """Return the file as it is, empty for none; raises Refused if it can't be read."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        msg = f"{path}: {why}"
        raise Refused(msg) from error


def token_in(text: str) -> str:
    """Return the token that stands there; the last one counts, as for the gateway."""
    found = _LINE.findall(text)
    return str(found[-1]).strip().strip("\"'") if found else ""


def with_token(text: str, token: str) -> str | None:
    """Return the text with the token in it, once; None when it is so."""
    if token_in(text) == token:
        return None
    rest = without_token(text) or ""
    end = "" if not rest or rest.endswith("\n") else "\n"
    return f"{rest}{end}{VARIABLE}={token}\n"


def without_token(text: str) -> str | None:
    """Return the text without the token; None when nothing is left."""
    return _LINE.sub("", text) or None
