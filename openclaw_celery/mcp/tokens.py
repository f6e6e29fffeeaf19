"""The tokens of an installation: sealed ones of attempts, and those handed out."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from openclaw_celery.domain.capability import Grant, Scope, attempt_grant
from openclaw_celery.domain.errors import InvalidValue, Refused
from openclaw_celery.domain.item import is_id, is_name
from openclaw_celery.mcp.address import challenge_of
from openclaw_celery.private import private_directory
from openclaw_celery.wiring import token_secret

if TYPE_CHECKING:
    from pathlib import Path

    from openclaw_celery.settings import Settings

#: Begins a token that was handed out; behind it its name and 256 random bits.
HANDED_OUT = "clawq-token"


class Token(msgspec.Struct, frozen=True):
    """What is kept of a token: never the token itself."""

    name: str
    scope: Scope
    sha256: str
    item_id: str | None = None
    runtime: str | None = None


class Tokens:
    """Hands out tokens, knows them again, and takes them back; a file for each."""

    def __init__(self, settings: Settings) -> None:
        """Keep them in the home of *settings*."""
        self._settings = settings
        self._folder = settings.home / "tokens"

    @property
    def challenge(self) -> str:
        """What who comes without one is told: whose tokens are asked for."""
        return challenge_of(self._settings)

    def new(
        self,
        name: str,
        scope: Scope,
        item_id: str | None = None,
        runtime: str | None = None,
        *,
        drawn: str | None = None,
    ) -> str:
        """
        Hand out a token, the one that was *drawn* before if any; it is shown this once.

        Raises Refused for a known name.
        """
        path = self._path(name)
        if item_id is not None and (scope is not Scope.AGENT or not is_id(item_id)):
            msg = "--item: only the token of an agent is for one item"
            raise InvalidValue(msg)
        if runtime is not None and (scope is not Scope.AGENT or item_id is not None):
            msg = "--runtime: only for agents, and not together with --item"
            raise InvalidValue(msg)
        token = drawn or self.draw(name)
        kept = Token(name, scope, _hash(token), item_id, runtime)
        private_directory(self._folder)
        try:
            with path.open("xb") as file:
                path.chmod(0o600)
                file.write(msgspec.json.encode(kept))
        except FileExistsError:
            msg = f"there is a token {name}: revoke it, or choose another name"
            raise Refused(msg) from None
        return token

    def draw(self, name: str) -> str:
        """Draw a token that nobody knows, and that is worth nothing yet."""
        self._path(name)
        return f"{HANDED_OUT}:{name}:{secrets.token_hex(32)}"

    def all(self) -> list[Token]:
        """List the tokens there are, by name."""
        found = []
        for path in sorted(self._folder.glob("*.json")):
            # One that is being revoked, or was cut off while it was written.
            with suppress(OSError, msgspec.DecodeError):
                found.append(msgspec.json.decode(path.read_bytes(), type=Token))
        return found

    def revoke(self, name: str) -> None:
        """Take a token back, at once; raises Refused when there is none."""
        try:
            self._path(name).unlink()
        except FileNotFoundError:
            msg = f"there is no token {name}: see `clawq token list`"
            raise Refused(msg) from None

    def grant(self, token: str) -> Grant | None:
        """Return what a token grants now; None for one that is not ours."""
        kind, _, rest = token.partition(":")
        if kind != HANDED_OUT:
            return attempt_grant(token_secret(self._settings), token)
        name = rest.partition(":")[0]
        if not is_name(name):
            return None
        try:
            kept = msgspec.json.decode(self._path(name).read_bytes(), type=Token)
        except (OSError, msgspec.DecodeError):
            return None
        if not hmac.compare_digest(kept.sha256, _hash(token)):
            return None
        return Grant(kept.scope, f"token:{name}", kept.item_id, runtime=kept.runtime)

    def _path(self, name: str) -> Path:
        if not is_name(name):
            msg = f"name {name[:80]!r}: use up to 32 letters, digits and _ -"
            raise InvalidValue(msg)
        return self._folder / f"{name}.json"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
