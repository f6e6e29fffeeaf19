"""How well the review gate does on cases that people have labelled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openclaw_celery.domain.gate.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Case:
    """One report to be judged, with the verdict it should get if anybody knows."""

    id: str
    success_criteria: str
    report: str
    attempt_count: int = 0
    max_retries: int = 3
    label: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of a gate; a figure that nothing is known of is None."""

    #: How often a label (first) got a verdict (second).
    matrix: dict[tuple[Verdict, Verdict], int]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Verdict, Verdict]]) -> Score:
        """Count pairs of a label and the verdict given."""
        counted = Counter(pairs)
        return cls({(a, b): counted[a, b] for a in Verdict for b in Verdict})

    @property
    def total(self) -> int:
        """How many cases there were."""
        return sum(self.matrix.values())

    @property
    def right(self) -> int:
        """How many verdicts were as labelled."""
        return sum(self.matrix[one, one] for one in Verdict)

    @property
    def accuracy(self) -> float | None:
        """Share of the verdicts that were as labelled."""
        return _share(self.right, self.total)

    @property
    def macro_f1(self) -> float | None:
        """
        Mean of each verdict's F1, however rare it is.

        One that is neither a label nor a verdict of any case is left out.
        """
        f1s = [f1 for one in Verdict if (f1 := self._f1(one)) is not None]
        return sum(f1s) / len(f1s) if f1s else None

    @property
    def false_pass_rate(self) -> float | None:
        """Share of what should not pass that passed."""
        bad = [one for one in Verdict if one is not Verdict.PASS]
        passed = sum(self.matrix[one, Verdict.PASS] for one in bad)
        return _share(passed, sum(self.matrix[a, b] for a in bad for b in Verdict))

    @property
    def false_stop_rate(self) -> float | None:
        """Share of what should pass that got another verdict: RETRY or BLOCK."""
        good = sum(self.matrix[Verdict.PASS, one] for one in Verdict)
        return _share(good - self.matrix[Verdict.PASS, Verdict.PASS], good)

    def _f1(self, one: Verdict) -> float | None:
        labelled = sum(self.matrix[one, other] for other in Verdict)
        given = sum(self.matrix[other, one] for other in Verdict)
        return _share(2 * self.matrix[one, one], labelled + given)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
