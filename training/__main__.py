"""
Learn from the labelled reports, measure what was learned, write it down.

    python -m training                    # measure by lots, then write the model
    python -m training --without bq,br    # measure on lots that are left out

Each lot was written by a stranger to the gate. What is learned from some lots is
measured on the others, so that the figures hold for reports that it has not seen.
`held_out.jsonl` has lots that nothing is ever learned from: they were judged once and
are kept to be judged, so leave them unread.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from openclaw_celery.domain import figures, learned
from openclaw_celery.domain.claims import sentences
from openclaw_celery.domain.coverage import asked_numbers
from openclaw_celery.domain.language import has_korean
from openclaw_celery.domain.review import (
    Look,
    is_certain,
    judge,
    look,
    split_criteria,
)
from openclaw_celery.domain.tone import Heard, Tone, bucket, spoken, turns
from openclaw_celery.domain.weighing import SURE, signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openclaw_celery.domain.measures import Limit

HERE = Path(__file__).parent
REPORTS, HELD_OUT = HERE / "reports.jsonl", HERE / "held_out.jsonl"
#: The tests' own cases are learned from as well; the rules have been made with them.
TESTS = HERE.parent / "tests" / "unit"
MODEL = Path(learned.__file__).parent
VERDICTS = learned.VERDICTS
PASS = VERDICTS.index("PASS")
#: So many parts; what is learned from all but one is measured on that one.
FOLDS = 8
#: How strictly each step is kept from learning by heart; found by trying a few.
TURNS_C, FIGURES_C, SIGNALS_C = 0.5, 1.0, 0.05
BYTE, SIGNED = 255, 127


@dataclass(frozen=True)
class Case:
    """A labelled report."""

    id: str
    criteria: str
    report: str
    verdict: int
    #: The rules were mended by it: how they read it tells nothing of others.
    known: bool
    #: A number in it misses its limit.
    misses: bool = False
    #: What was made of two others, see `compose`; "" if somebody wrote it.
    made: str = ""

    @property
    def lot(self) -> str:
        """The writer's letters."""
        return self.id.rsplit("-", 1)[0]

    @cached_property
    def look(self) -> Look:
        """What the rules make of it."""
        return look(self.criteria, self.report)

    @cached_property
    def turns(self) -> tuple[set[str], list[set[str]]]:
        """Its turns of phrase."""
        return turns(self.look.read.report, self.criteria)


def read_cases() -> list[Case]:
    """Return all labelled reports."""
    return [*_lots(), *_own(), *_claims()]


def digest() -> str:
    """Return what tells whether the reports are those that were learned from."""
    return hashlib.sha256(REPORTS.read_bytes()).hexdigest()[:16]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _lots() -> list[Case]:
    return [
        Case(
            told["id"],
            told["success_criteria"],
            told["report"],
            VERDICTS.index(told["verdict"]),
            known=told.get("known", False),
            misses=told.get("misses", False),
        )
        for told in _lines(REPORTS)
    ]


def _own() -> list[Case]:
    cases = []
    for told in _lines(TESTS / "review_cases.jsonl"):
        criteria, report = told["success_criteria"] or "", told["report"] or ""
        if told.get("attempt_count", 0) < told.get("max_retries", 3):
            verdict = VERDICTS.index(told["expect"])
            cases.append(Case(told["id"], criteria, report, verdict, known=True))
    return cases


def _claims() -> list[Case]:
    """Return short texts of reports, which are held against no criteria."""
    cases = []
    for number, told in enumerate(_lines(TESTS / "claim_cases.jsonl")):
        done = PASS if told["kind"] == "evidence" else VERDICTS.index("RETRY")
        verdict = VERDICTS.index("BLOCK") if told["wait"] else done
        if told["kind"] != "request":
            lot = f"claims{number % FOLDS}-{number}"
            cases.append(Case(lot, "", told["text"], verdict, known=True))
    return cases


# -- Made of two -------------------------------------------------------------

#: How much each sort counts next to a report that somebody wrote. More of it makes the
#: gate stricter than those are.
MADE = {"other": 0.1, "half": 0.2, "admitted": 0.1, "both": 0.3}
ADMITS_KO = (
    "{}: 아직 못 했습니다.",
    "{} 쪽은 손대지 못했습니다.",
    "남은 것: {}.",
    "{} 작업은 다음에 하겠습니다.",
    "{} 부분은 시작하지 않았습니다.",
    "{}까지는 시간이 모자라 하지 못함.",
)
ADMITS = (
    "{}: not done yet.",
    "I did not get to this: {}.",
    "Still open: {}.",
    'Have not started on "{}".',
    "Left for later: {}.",
    "No time was left for this one: {}.",
)


def compose(cases: Sequence[Case]) -> list[Case]:
    """
    Make cases of two of a lot that pass, which nobody has to label.

    Another's report shows nothing (`other`); asked for both, one report shows half of
    it, says of the other half that it was left undone (`admitted`), or shows `both`.
    """
    # The same cases each time.
    chance = np.random.default_rng(0)
    alike: dict[tuple[str, bool], list[Case]] = {}
    for case in cases:
        if case.verdict == PASS and case.criteria and case.report[:1] not in ("[", "{"):
            alike.setdefault((case.lot, has_korean(case.report)), []).append(case)
    made = []
    for (lot, _), group in alike.items():
        for one in group[::2]:
            two = group[chance.integers(len(group))]
            if two is one:
                continue
            joint = chance.choice(("{}; {}", "{}, {}", "{}\n{}"))
            asked = joint.format(one.criteria.rstrip("."), two.criteria)
            admits = chance.choice(ADMITS_KO if has_korean(two.criteria) else ADMITS)
            left = admits.format(two.criteria.rstrip("."))
            for name, criteria, report in (
                ("other", one.criteria, two.report),
                ("half", asked, (one, two)[chance.integers(2)].report),
                (
                    "admitted",
                    asked,
                    chance.choice((" ", "\n")).join((one.report, left)),
                ),
                ("both", asked, f"{one.report} {two.report}"),
            ):
                verdict = PASS if name == "both" else VERDICTS.index("RETRY")
                number = f"{lot}-{name}"
                made.append(
                    Case(number, criteria, report, verdict, known=False, made=name)
                )
    return made


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
class Turns:
    """All turns of phrase, of whole reports and of their sentences."""

    rarity: np.ndarray
    whole: csr_matrix
    each: list[csr_matrix | None]

    @classmethod
    def of(cls, cases: Sequence[Case], written: int) -> Turns:
        """Count them; how rare each is goes by the first, which were *written*."""
        counted = _matrix(case.turns[0] for case in cases)
        rare = TfidfTransformer().fit(counted[:written])
        each = [
            rare.transform(_matrix(case.turns[1])) if case.turns[1] else None
            for case in cases
        ]
        return cls(rare.idf_, rare.transform(counted).tocsr(), each)


def _listener(x: csr_matrix, y: np.ndarray) -> LinearSVC:
    return LinearSVC(C=TURNS_C, random_state=0).fit(x, y)


def _heard(model: LinearSVC, told: Turns, case: Case, at: int) -> Heard:
    each = told.each[at]
    tones = model.decision_function(each) if each is not None else []
    texts = spoken(case.look.read.report)
    return Heard(
        Tone(*model.decision_function(told.whole[at])[0]),
        tuple((text, Tone(*tone)) for text, tone in zip(texts, tones, strict=True)),
    )


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
        limits = figures.figures(_asked(case), _told(case))
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


def _weigher(
    x: np.ndarray, y: np.ndarray, shares: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights and starts, for signals as they are."""
    scaler = StandardScaler().fit(x[shares == 1])
    model = LogisticRegression(C=SIGNALS_C, max_iter=5000)
    model.fit(scaler.transform(x), y, sample_weight=shares)
    weights = model.coef_ / scaler.scale_
    return weights, model.intercept_ - weights @ scaler.mean_


def _chances(x: np.ndarray, weights: np.ndarray, starts: np.ndarray) -> np.ndarray:
    scores = x @ weights.T + starts
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def _verdicts(chances: np.ndarray, least: float) -> np.ndarray:
    return np.where(chances[:, PASS] >= least, PASS, 1 + chances[:, 1:].argmax(axis=1))


def _print(name: str, said: np.ndarray, y: np.ndarray) -> dict[str, float]:
    bad = y != PASS
    right, false = float((said == y).mean()), int(((said == PASS) & bad).sum())
    print(f"{name}: {right:.1%} of {len(y)} right, {false} of {bad.sum()} false PASS")
    return {"right": round(right, 4), "false_pass": round(false / bad.sum(), 4)}


def train(cases: list[Case], *, write: bool = True) -> None:
    """Learn from *cases*, print how right it is of lots unseen, and write it down."""
    began = learn_figures(cases)
    counts = learned.Weights(began["weights"], began["start"], {}, ())
    every = [*cases, *compose(cases)]
    written = len(cases)
    told = Turns.of(every, written)
    y = np.array([case.verdict for case in every])
    lots = np.array([case.lot for case in every])
    fresh = np.array([not case.known for case in every])
    heard: dict[int, Heard] = {}
    spoken = np.zeros(written, int)
    for learn, test in GroupKFold(FOLDS).split(y[:written], groups=lots[:written]):
        model = _listener(told.whole[learn], y[learn])
        spoken[test] = model.predict(told.whole[test])
        for at in np.where(fresh & np.isin(lots, lots[test]))[0]:
            heard[at] = _heard(model, told, every[at], at)
    _print("tone alone", spoken, y[:written])
    at_all = np.where(fresh)[0]
    said_to = {
        at: figures.answers(_asked(every[at]), _told(every[at]), counts)
        for at in at_all
    }
    rows = [signals(every[at].look.read, heard[at], said_to[at]) for at in at_all]
    names = DictVectorizer(sparse=False)
    x, own, groups = names.fit_transform(rows), y[at_all], lots[at_all]
    made = np.array([every[at].made for at in at_all])
    shares = np.array([MADE.get(name, 1.0) for name in made])
    chances = np.zeros((len(own), len(VERDICTS)))
    for learn, test in GroupKFold(FOLDS).split(x, own, groups):
        weigher = _weigher(x[learn], own[learn], shares[learn])
        chances[test] = _chances(x[test], *weigher)
    ruled = np.array([VERDICTS.index(every[at].look.ruled.verdict) for at in at_all])
    certain = np.array([is_certain(every[at].look, heard[at]) for at in at_all])
    missed = np.array([any(one.is_missed for one in said_to[at]) for at in at_all])

    def decided(least: float) -> np.ndarray:
        said = _verdicts(chances, least)
        said = np.where(certain & (said == PASS), ruled, said)
        return np.where(missed & (said == PASS), VERDICTS.index("RETRY"), said)

    real = made == ""
    measured = {"rules alone": _print("rules alone", ruled[real], own[real])}
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        _print(f"together, sure by {least}", decided(least)[real], own[real])
    said = decided(SURE)
    measured["together"] = _print("together", said[real], own[real])
    for name in MADE:
        one = made == name
        parts = ((ruled[one] == PASS).mean(), (said[one] == PASS).mean())
        print(f"made, {name}: {parts[0]:.1%} pass the rules, {parts[1]:.1%} both")
    by_lot = Counter(groups[real & (said == own)])
    print(
        *(f"{lot} {n / (groups[real] == lot).sum():.0%}" for lot, n in by_lot.items()),
        sep=", ",
    )
    if write:
        _write_phrases(told, model := _listener(told.whole[:written], y[:written]))
        _write_weights(
            {
                "learned from": {
                    "reports": written,
                    "digest": digest(),
                    "lots": len({case.lot for case in cases}),
                    "of them not known to the rules": int(real.sum()),
                    "made of two of these": int((~real).sum()),
                },
                "measured on lots left out": measured,
                "phrases": _scales(model),
                "figures": began,
                "signals": _rows(names, *_weigher(x, own, shares)),
            }
        )


def _asked(case: Case) -> list[tuple[str, Limit]]:
    return [one for c in split_criteria(case.criteria) for one in asked_numbers(c)]


def _told(case: Case) -> list[str]:
    return list(sentences(case.look.read.report))


def _write_phrases(told: Turns, model: LinearSVC) -> None:
    """Write down how rare each turn of phrase is, and what it says, in a byte each."""
    rarity = np.round(told.rarity / told.rarity.max() * BYTE).astype(np.uint8)
    steps = np.abs(model.coef_).max(axis=1) / SIGNED
    small = np.round(model.coef_ / steps[:, None]).astype(np.int8)
    raw = rarity.tobytes() + b"".join(row.tobytes() for row in small)
    (MODEL / learned.PHRASES).write_bytes(zlib.compress(raw, 9))


def _scales(model: LinearSVC) -> dict[str, list[float]]:
    """Return what a step of each verdict's bytes is worth, and where it starts."""
    return {
        "scales": [
            float(f"{most / SIGNED:.6g}") for most in np.abs(model.coef_).max(axis=1)
        ],
        "starts": [round(float(start), 5) for start in model.intercept_],
    }


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
        kept = _lines(HELD_OUT)
        said = [VERDICTS.index(_judged(told)) for told in kept]
        y = np.array([VERDICTS.index(told["expect"]) for told in kept])
        _print("held out", np.array(said), y)


def _judged(told: dict[str, Any]) -> str:
    names = ("success_criteria", "report", "attempt_count", "max_retries")
    return judge(*(told[name] for name in names)).verdict


if __name__ == "__main__":
    main()
