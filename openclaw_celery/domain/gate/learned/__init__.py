"""
What was learned from labelled reports; `python -m training` writes it.

`phrases.bin` holds what `tone` listens by, `weights.json` what `figures` and `weighing`
count with. Both are read when a report is judged, not before.
"""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

#: Turns of phrase share so many numbers: more of them would make no better verdicts.
BUCKETS = 1 << 16
PHRASES, WEIGHTS = "phrases.bin", "weights.json"
VERDICTS = ("PASS", "RETRY", "BLOCK")
#: What a report reads like by itself, and how reports like it turned out: "wrote the
#: script" reads as finished, and stands more often than not where more was asked for.
EARS = ("reads", "outcome")


@dataclass(frozen=True, slots=True)
class Phrases:
    """For each ear and verdict what a turn of phrase says for it, by how rare it is."""

    rarity: bytes
    #: The three verdicts of the first ear, then those of the second.
    weights: tuple[array[int], ...]
    scales: tuple[float, ...]
    starts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts for each verdict, or for a number."""

    figures: dict[str, float]
    figures_start: float
    signals: dict[str, tuple[float, ...]]
    signals_start: tuple[float, ...]


@cache
def phrases() -> Phrases:
    """Return the model of how reports of each verdict read."""
    told = _read(WEIGHTS)["phrases"]
    raw = zlib.decompress(files(__package__).joinpath(PHRASES).read_bytes())
    parts = [raw[at : at + BUCKETS] for at in range(0, len(raw), BUCKETS)]
    weights = []
    for part in parts[1:]:
        one = array("b")
        one.frombytes(part)
        weights.append(one)
    return Phrases(
        parts[0], tuple(weights), tuple(told["scales"]), tuple(told["starts"])
    )


@cache
def weights() -> Weights:
    """Return what the signals count."""
    told = _read(WEIGHTS)
    return Weights(
        figures=told["figures"]["weights"],
        figures_start=told["figures"]["start"],
        signals={name: tuple(row) for name, row in told["signals"]["weights"].items()},
        signals_start=tuple(told["signals"]["starts"]),
    )


@cache
def _read(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(
        files(__package__).joinpath(name).read_text("utf-8")
    )
    return told
