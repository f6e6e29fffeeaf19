"""
Learn from the labelled reports, measure what was learned, write it down.

    python -m training                    # measure by lots, then write the model
    python -m training --without bq,br    # measure on lots that are left out

Each lot was written by a stranger to the gate. What is learned from some lots is
measured on the others, so that the figures hold for reports that it has not seen.
`held_out.jsonl` has lots that nothing is ever learned from: they were judged once and
are kept to be judged, so leave them unread. `held_out_hard.jsonl` has three more, each
of one thing that is hard: twins, numbers, parts that are left out;
`held_out_form.jsonl` has reports in the form that the prompt asks for.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from openclaw_celery.domain.gate import figures, learned
from openclaw_celery.domain.gate.tone import Heard, Tone, bucket, spoken, turns
from openclaw_celery.domain.gate.verdict import SURE
from openclaw_celery.domain.gate.weighing import signals
from openclaw_celery.domain.review import is_certain, judge
from training.cases import (
    ALONE,
    FOLDS,
    HELD_OUT,
    HELD_OUT_FORM,
    HELD_OUT_HARD,
    PASS,
    RETRY,
    VERDICTS,
    Case,
    digest,
    lines,
    lot_of,
    read_cases,
)
from training.compose import HEARD, SORTS, alone, compose, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openclaw_celery.domain.review import Look

MODEL = Path(learned.__file__).parent
#: How strictly each step is kept from learning by heart; found by trying a few.
TURNS_C, FIGURES_C, SIGNALS_C = 0.5, 1.0, 0.05
#: What lines of criteria say is held back so much more; their reports count so often.
HELD_BACK, LINED = 2.0, 2.0
#: In the names of all signals that lines give; alone it says whether there are any.
LINES = "lines"
BYTE, SIGNED = 255, 127


# -- Tone --------------------------------------------------------------------


def _matrix(rows: Iterable[Iterable[str]]) -> csr_matrix:
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices += sorted({bucket(turn) for turn in row})
        ends.append(len(indices))
    shape = (len(ends) - 1, learned.BUCKETS)
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)


@dataclass(frozen=True)
class Lessons:
    """All cases, those that somebody wrote first, and their turns of phrase."""

    cases: list[Case]
    #: By case.
    verdicts: np.ndarray
    reads: np.ndarray
    folds: np.ndarray
    made: np.ndarray
    shares: np.ndarray
    #: How rare each turn is, in those that somebody wrote.
    rarity: np.ndarray
    whole: csr_matrix
    #: The sentences of all reports, and where those of each end.
    spoken: list[list[str]]
    each: csr_matrix
    ends: np.ndarray

    @classmethod
    def of(cls, written: list[Case]) -> Lessons:
        """Make more of those that somebody wrote, and take all of them apart."""
        cases = [*written, *compose(written), *alone()]
        with Pool() as pool:
            apart = pool.map(_apart, cases, chunksize=64)
        for case, (seen, *_) in zip(cases, apart, strict=True):
            # What was looked at there need not be again.
            case.__dict__["look"] = seen
        counted = _matrix(turns for _, _, turns, _ in apart)
        rare = TfidfTransformer().fit(counted[: len(written)])
        return cls(
            cases,
            np.array([case.verdict for case in cases]),
            np.array([case.reads for case in cases]),
            np.array([case.fold for case in cases]),
            np.array([case.made for case in cases]),
            np.array([share(case.made) for case in cases]),
            rare.idf_,
            rare.transform(counted).tocsr(),
            [texts for _, texts, _, _ in apart],
            rare.transform(_matrix(turns for *_, each in apart for turns in each)),
            np.cumsum([0, *(len(texts) for _, texts, _, _ in apart)]),
        )

    @property
    def listened_to(self) -> np.ndarray:
        """How much each case counts for how reports read."""
        return np.where(np.isin(self.made, ["", ALONE, *HEARD]), self.shares, 0.0)

    def labels(self, ear: str) -> np.ndarray:
        """Return what that ear is to hear in each case."""
        return self.reads if ear == "reads" else self.verdicts

    def heard(self) -> list[Heard]:
        """Return how each case reads to who has learned from the other parts."""
        reads, outcome = map(self._heard, learned.EARS)
        return [
            replace(one, outcome=other)
            for one, other in zip(reads, outcome, strict=True)
        ]

    def _heard(self, ear: str) -> list[Heard]:
        whole = np.zeros((len(self.cases), len(VERDICTS)))
        each = np.zeros((self.ends[-1], len(VERDICTS)))
        fold_of_each = np.repeat(self.folds, np.diff(self.ends))
        for fold in range(FOLDS):
            model = listener(self, self.folds != fold, ear)
            for scores, rows, folds in (
                (whole, self.whole, self.folds),
                (each, self.each, fold_of_each),
            ):
                scores[folds == fold] = model.decision_function(rows[folds == fold])
        said = np.array([case.made == "" for case in self.cases])
        _print(f"{ear} alone", whole[said].argmax(axis=1), self.labels(ear)[said])
        starts, ends = self.ends[:-1], self.ends[1:]
        return [
            Heard(
                Tone(*tone),
                tuple(zip(texts, (Tone(*one) for one in each[start:end]), strict=True)),
            )
            for tone, texts, start, end in zip(
                whole, self.spoken, starts, ends, strict=True
            )
        ]


def _apart(case: Case) -> tuple[Look, list[str], set[str], list[set[str]]]:
    """Return what the rules make of a case, its sentences, and its turns of phrase."""
    report = case.look.read.report
    return case.look, spoken(report), *turns(report, case.criteria)


def listener(told: Lessons, among: np.ndarray, ear: str) -> LinearSVC:
    """Learn what an ear is to hear in reports, from those *among* all."""
    shares = told.listened_to
    at = (shares > 0) & among
    model = LinearSVC(C=TURNS_C, random_state=0)
    return model.fit(told.whole[at], told.labels(ear)[at], sample_weight=shares[at])


# -- Figures -----------------------------------------------------------------


def learn_figures(cases: Sequence[Case]) -> dict[str, Any]:
    """
    Learn which number of a report is meant by a limit.

    From those where it matters: of several numbers some would keep the limit and some
    would not, and the verdict tells which it was.
    """
    rows: list[dict[str, float]] = []
    meant: list[bool] = []
    shares: list[float] = []
    for case in cases:
        limits = figures.figures(case.asked, case.told)
        if case.verdict != PASS and not (case.misses and len(limits) == 1):
            continue
        for _, found in limits:
            if len({one.holds for one in found}) > 1:
                rows += [one.signals for one in found]
                meant += [one.holds == (case.verdict == PASS) for one in found]
                shares += [1 / len(found)] * len(found)
    names = DictVectorizer(sparse=False)
    x = names.fit_transform(rows)
    model = LogisticRegression(C=FIGURES_C, max_iter=2000, class_weight="balanced")
    model.fit(x, meant, sample_weight=shares)
    pairs = zip(names.feature_names_, model.coef_[0], strict=True)
    print(f"figures: {len(rows)} numbers")
    return {
        "start": round(float(model.intercept_[0]), 4),
        "weights": {name: round(float(weight), 4) for name, weight in pairs},
    }


# -- Signals -----------------------------------------------------------------


@dataclass(frozen=True)
class Signals:
    """What there is to weigh of the cases that the rules do not know."""

    cases: list[Case]
    names: DictVectorizer
    rows: np.ndarray
    verdicts: np.ndarray
    folds: np.ndarray
    made: np.ndarray
    shares: np.ndarray
    ruled: np.ndarray
    #: No tone can speak for it, or a limit is missed.
    certain: np.ndarray
    missed: np.ndarray

    @classmethod
    def of(cls, told: Lessons, counts: learned.Weights) -> Signals:
        """Take them down, by what others taught of how they read."""
        fresh = [not case.known for case in told.cases]
        cases = [case for case in told.cases if not case.known]
        heard = [
            one for one, is_fresh in zip(told.heard(), fresh, strict=True) if is_fresh
        ]
        answers = [figures.answers(case.asked, case.told, counts) for case in cases]
        names = DictVectorizer(sparse=False)
        rows = names.fit_transform(
            signals(case.look.read, tone, said)
            for case, tone, said in zip(cases, heard, answers, strict=True)
        )
        pairs = zip(cases, heard, strict=True)
        return cls(
            cases=cases,
            names=names,
            rows=rows,
            verdicts=told.verdicts[fresh],
            folds=told.folds[fresh],
            made=told.made[fresh],
            shares=told.shares[fresh]
            * np.array([LINED if case.look.read.lines else 1.0 for case in cases]),
            ruled=np.array([VERDICTS.index(c.look.ruled.verdict) for c in cases]),
            certain=np.array([is_certain(case.look, tone) for case, tone in pairs]),
            missed=np.array(
                [any(one.is_surely_missed for one in said) for said in answers]
            ),
        )

    def weigher(self, among: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the weights and starts for signals as they are, learned from some."""
        real = among & (self.made == "")
        scaler = StandardScaler().fit(self.rows[real])
        # Few reports have lines of criteria: measured among all of them, what these
        # say would be stretched far, and learned by heart.
        lined = self.rows[real & (self.rows[:, self.names.vocabulary_[LINES]] > 0)]
        of_lines = [
            at for at, name in enumerate(self.names.feature_names_) if LINES in name
        ]
        scaler.scale_[of_lines] = (
            HELD_BACK * StandardScaler().fit(lined).scale_[of_lines]
        )
        model = LogisticRegression(C=SIGNALS_C, max_iter=5000)
        rows = scaler.transform(self.rows[among])
        model.fit(rows, self.verdicts[among], sample_weight=self.shares[among])
        weights = model.coef_ / scaler.scale_
        return weights, model.intercept_ - weights @ scaler.mean_

    def chances(self) -> np.ndarray:
        """Return the chances of each by what is learned from the other parts."""
        scores = np.zeros((len(self.rows), len(VERDICTS)))
        for fold in range(FOLDS):
            weights, starts = self.weigher(self.folds != fold)
            of = self.folds == fold
            scores[of] = self.rows[of] @ weights.T + starts
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True)

    def decided(self, chances: np.ndarray, least: float) -> np.ndarray:
        """Return the verdicts of a gate that has to be so sure to let pass."""
        said = np.where(
            chances[:, PASS] >= least, PASS, 1 + chances[:, 1:].argmax(axis=1)
        )
        said = np.where(self.certain & (said == PASS), self.ruled, said)
        return np.where(self.missed & (said == PASS), RETRY, said)


def _print(name: str, said: np.ndarray, verdicts: np.ndarray) -> dict[str, float]:
    bad = verdicts != PASS
    right, false = float((said == verdicts).mean()), int(((said == PASS) & bad).sum())
    print(
        f"{name}: {right:.1%} of {len(said)} right, {false} of {bad.sum()} false PASS",
        flush=True,
    )
    return {"right": round(right, 4), "false_pass": round(false / bad.sum(), 4)}


def measure(weighed: Signals) -> dict[str, dict[str, float]]:
    """Print how right the gate is of each part by what it learned from the others."""
    chances = weighed.chances()
    verdicts, real = weighed.verdicts, weighed.made == ""
    ruled, said = weighed.ruled, weighed.decided(chances, SURE)
    measured = {"rules alone": _print("rules alone", ruled[real], verdicts[real])}
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        stricter = weighed.decided(chances, least)
        _print(f"together, sure by {least}", stricter[real], verdicts[real])
    measured["together"] = _print("together", said[real], verdicts[real])
    for sort in SORTS:
        of = weighed.made == sort
        right = [f"{(one[of] == verdicts[of]).mean():.0%}" for one in (ruled, said)]
        passed = [f"{(one[of] == PASS).mean():.0%}" for one in (ruled, said)]
        print(
            f"made, {sort}: of {of.sum()} the rules are right in {right[0]}, together"
            f" {right[1]}; PASS {passed[0]}, {passed[1]}"
        )
    lots = np.array([case.lot for case in weighed.cases])
    by_lot = Counter(lots[real & (said == verdicts)])
    each = (f"{lot} {n / (lots[real] == lot).sum():.0%}" for lot, n in by_lot.items())
    print(*each, sep=", ")
    return measured


def train(cases: list[Case], *, write: bool = True) -> None:
    """Learn from *cases*, print how right it is of lots unseen, and write it down."""
    began = learn_figures(cases)
    told = Lessons.of(cases)
    weighed = Signals.of(
        told, learned.Weights(began["weights"], began["start"], {}, ())
    )
    measured = measure(weighed)
    if not write:
        return
    ears = [listener(told, told.folds >= 0, ear) for ear in learned.EARS]
    weights = np.vstack([ear.coef_ for ear in ears])
    _write_phrases(told, weights)
    _write_weights(
        {
            "learned from": {
                "reports": len(cases),
                "digest": digest(),
                "lots": len({case.lot for case in cases}),
                "of them not known to the rules": int((weighed.made == "").sum()),
                "made of these": int((weighed.made != "").sum()),
            },
            "measured on lots left out": measured,
            "phrases": {
                "scales": [float(f"{step:.6g}") for step in _steps(weights)],
                "starts": [
                    round(float(start), 5) for ear in ears for start in ear.intercept_
                ],
            },
            "figures": began,
            "signals": _rows(weighed.names, *weighed.weigher(weighed.folds >= 0)),
        }
    )


def _write_phrases(told: Lessons, weights: np.ndarray) -> None:
    """Write down how rare each turn of phrase is, and what it says, in a byte each."""
    rarity = np.round(told.rarity / told.rarity.max() * BYTE).astype(np.uint8)
    small = np.round(weights / _steps(weights)[:, None]).astype(np.int8)
    raw = rarity.tobytes() + b"".join(row.tobytes() for row in small)
    (MODEL / learned.PHRASES).write_bytes(zlib.compress(raw, 9))


def _steps(weights: np.ndarray) -> np.ndarray:
    """Return what a step of the bytes of each row is worth."""
    steps: np.ndarray = np.abs(weights).max(axis=1) / SIGNED
    return steps


def _rows(
    names: DictVectorizer, weights: np.ndarray, starts: np.ndarray
) -> dict[str, Any]:
    return {
        "starts": [round(float(start), 4) for start in starts],
        "weights": {
            name: [round(float(weight), 4) for weight in weights[:, at]]
            for at, name in enumerate(names.feature_names_)
        },
    }


def _write_weights(told: dict[str, Any]) -> None:
    text = json.dumps(told, indent=1)
    # A row a line: three numbers need no line each.
    text = re.sub(r"\[\s+([^\[\]]+?)\s+\]", _in_a_line, text)
    (MODEL / learned.WEIGHTS).write_text(text + "\n", "utf-8")


def _in_a_line(found: re.Match[str]) -> str:
    return f"[{', '.join(one.strip() for one in found[1].split(','))}]"


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--without", default="", help="lots to leave out, with commas between them"
    )
    parser.add_argument("--dry-run", action="store_true", help="measure only")
    options = parser.parse_args()
    without = set(filter(None, options.without.split(",")))
    cases = [case for case in read_cases() if case.lot not in without]
    train(cases, write=not options.dry_run)
    if not options.dry_run:
        learned.phrases.cache_clear()
        learned.weights.cache_clear()
        learned._read.cache_clear()  # noqa: SLF001
        for path in (HELD_OUT, HELD_OUT_HARD, HELD_OUT_FORM):
            _measure_held_out(path)


def _measure_held_out(path: Path) -> None:
    """Print how right the gate is of what nothing is learned from, by lots."""
    kept = lines(path)
    said = np.array([VERDICTS.index(_judged(told)) for told in kept])
    expected = np.array([VERDICTS.index(told["expect"]) for told in kept])
    _print(path.stem, said, expected)
    lots = np.array([lot_of(told["id"]) for told in kept])
    for lot in sorted(set(lots)):
        _print(f"- {lot}", said[lots == lot], expected[lots == lot])


def _judged(told: dict[str, Any]) -> str:
    names = ("success_criteria", "report", "attempt_count", "max_retries")
    return judge(*(told[name] for name in names)).verdict


if __name__ == "__main__":
    main()
