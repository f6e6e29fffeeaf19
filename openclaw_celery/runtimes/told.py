"""Reads what providers and agent programs say: JSON that may be anything."""

from __future__ import annotations

import math
from typing import Any


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
