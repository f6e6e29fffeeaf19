"""Reads what providers and agent programs say: JSON that may be anything, errors."""

from __future__ import annotations

import math
import re
from datetime import timedelta
from typing import Any

from openclaw_celery.domain.attempt import FailureKind, classify

_QUOTA = re.compile(
    r"\b429\b|rate.?limit|quota|usage limit|hit your limit|too many requests",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b40[123]\b|authenticat|api.?key|unauthori[sz]ed|forbidden|billing|credential"
    r"|log ?in|unknown agent|not.?paired|pairing|scope",
    re.IGNORECASE,
)
_INPUT = re.compile(
    r"\b4(?:00|04|13|22)\b|rejected the request|format rejected|context.{0,20}overflow",
    re.IGNORECASE,
)
_SERVER = re.compile(r"\b5\d\d\b|overloaded|temporar|timed? ?out", re.IGNORECASE)
_UNIT = r"(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)\b"
_AFTER = re.compile(
    rf"(?:again|retry|resets?)\s+(?:in|after)\s+((?:\d{{1,6}}\s*{_UNIT}[,\s]*){{1,4}})",
    re.IGNORECASE,
)
_PART = re.compile(rf"(\d{{1,6}})\s*{_UNIT}", re.IGNORECASE)
#: How the gateway itself names what was wrong with a provider.
REASONS = {
    "rate_limit": FailureKind.QUOTA,
    "auth": FailureKind.BLOCKED,
    "auth_permanent": FailureKind.BLOCKED,
    "billing": FailureKind.BLOCKED,
    "format": FailureKind.PERMANENT,
    "overloaded": FailureKind.TRANSIENT,
    "timeout": FailureKind.TRANSIENT,
    "server_error": FailureKind.TRANSIENT,
}


def kind_of(message: str, trouble: str = "") -> FailureKind:
    """Tell what a provider's error says about trying again."""
    if trouble in REASONS:
        return REASONS[trouble]
    for pattern, kind in (
        (_QUOTA, FailureKind.QUOTA),
        (PERSON, FailureKind.BLOCKED),
        (_SERVER, FailureKind.TRANSIENT),
        (_INPUT, FailureKind.PERMANENT),
    ):
        if pattern.search(message):
            return kind
    return classify(message)


def retry_after(words: str) -> timedelta | None:
    """Read when a limit ends: `try again in 2 days 3 hours`; None if it is not said."""
    found = _AFTER.search(words)
    if not found:
        return None
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    parts = _PART.findall(found[1])
    return timedelta(seconds=sum(int(n) * units[u[0].lower()] for n, u in parts))


def dict_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return an object, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def text_of(value: Any) -> str:  # noqa: ANN401 - JSON
    """Return a text, and an empty one for anything else."""
    return value if isinstance(value, str) else ""


def is_number(value: Any) -> bool:  # noqa: ANN401 - JSON
    """Tell whether something is a number that can be counted with."""
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and math.isfinite(value) and value >= 0


def count_of(value: Any) -> int:  # noqa: ANN401 - JSON
    """Return a number without its fraction, and 0 for anything else."""
    return int(value) if is_number(value) else 0
