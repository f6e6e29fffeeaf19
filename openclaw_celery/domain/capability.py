"""Who may do what over the tools: a token stands for a grant, and for nothing more."""

from __future__ import annotations

import enum
import hashlib
import hmac
from dataclasses import dataclass

#: Begins the token of an attempt; behind it item, fence and seal.
ATTEMPT = "clawq-attempt"
#: So many items may one attempt add.
MOST_FOLLOW_UPS = 5


class Scope(enum.StrEnum):
    """How much a caller may do; each may do what those before it may."""

    #: Looks at the list of items.
    READER = "reader"
    #: Looks at one item, and speaks for the attempt that runs it.
    AGENT = "agent"
    #: Does what a person does with `clawq`.
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a caller may do."""

    scope: Scope
    #: Whom the events name.
    actor: str
    #: The one item that an agent speaks for.
    item_id: str | None = None
    #: And the one attempt of it; None: whichever runs.
    fence: int | None = None
    #: Or whichever item it names that runs on this runtime: of agents that share one
    #: token, as those of a gateway do.
    runtime: str | None = None


def attempt_token(secret: str, item_id: str, fence: int) -> str:
    """Make the token of an attempt: it is worth nothing once the fence has moved."""
    return f"{ATTEMPT}:{item_id}:{fence}:{_seal(secret, item_id, fence)}"


def attempt_grant(secret: str, token: str) -> Grant | None:
    """Return what the token of an attempt grants; None when *secret* didn't seal it."""
    kind, _, rest = token.partition(":")
    item_id, _, behind = rest.partition(":")
    number, _, seal = behind.partition(":")
    if kind != ATTEMPT or not (number.isascii() and number.isdecimal()):
        return None
    fence = int(number[:18])
    if not hmac.compare_digest(seal.encode(), _seal(secret, item_id, fence).encode()):
        return None
    return Grant(Scope.AGENT, f"agent:{item_id}", item_id, fence)


def _seal(secret: str, item_id: str, fence: int) -> str:
    told = f"{ATTEMPT}:{item_id}:{fence}".encode(errors="replace")
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
