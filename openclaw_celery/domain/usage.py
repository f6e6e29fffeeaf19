"""What an attempt has used of a model: tokens and money."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens and money, counted from the start of an attempt."""

    #: Tokens read, without those that came from a cache.
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    #: None where the runtime names no price.
    cost_usd: float | None = None

    @property
    def tokens(self) -> int:
        """All tokens, cached ones too."""
        return self.input_tokens + self.output_tokens + self.cached_tokens

    def told(self) -> dict[str, Any]:
        """Return what is kept with the attempt: the fields that say something."""
        return {name: value for name, value in asdict(self).items() if value}
