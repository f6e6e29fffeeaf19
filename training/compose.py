"""
Makes more cases of those that are labelled, whose verdict nobody has to say.

Two of a lot that pass are asked for together, or the report of one is given for the
other. A sentence is put into a report that shows all (`sentences.jsonl`): one sentence
of trouble undoes it, and what only sounds like trouble does not.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from openclaw_celery.domain.gate.language import has_korean
from training.cases import ALONE, BLOCK, PASS, RETRY, SENTENCES, Case, fold, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    #: Sentences by sort, language and part.
    Stock = dict[tuple[str, bool, int], list[str]]

#: What each sort shows, and how much it counts next to a report that somebody wrote:
#: more of it makes the gate stricter than those are.
SORTS = {
    # Another's report; half of what is asked; all of it.
    "other": (RETRY, 0.075),
    "half": (RETRY, 0.15),
    "both": (PASS, 0.2),
    # A sentence says of half that it is undone, or that it waits.
    "admits": (RETRY, 0.075),
    "asks": (BLOCK, 0.075),
    # Nothing but talk about what is asked.
    "says": (RETRY, 0.075),
    # A sentence of no subject.
    "trouble": (RETRY, 0.075),
    "wait": (BLOCK, 0.075),
    "fine": (PASS, 0.075),
    "good": (PASS, 0.04),
}
#: Teaches how reports read; what is made of whole reports reads like any.
HEARD = frozenset(SORTS) - {"other", "half", "both"}
#: A sentence is of the report's language, but for one in so many.
ABROAD = 6


def share(sort: str) -> float:
    """Return how much a case of *sort* counts; "" is one that somebody wrote."""
    return SORTS[sort][1] if sort in SORTS else 1.0


def alone() -> list[Case]:
    """Return the sentences of no subject, as reports."""
    return [
        Case(
            f"{ALONE}-{sort}",
            "",
            text,
            SORTS[sort][0],
            known=True,
            made=ALONE,
        )
        for (sort, *_), texts in _stock().items()
        for text in texts
        if "{}" not in text
    ]


def compose(cases: Sequence[Case]) -> list[Case]:
    """Return what is made of *cases*, the same each time."""
    chance = np.random.default_rng(0)
    stock = _stock()
    alike: dict[tuple[str, bool], list[Case]] = defaultdict(list)
    for case in cases:
        is_prose = case.report[:1] not in ("[", "{")
        if case.verdict == PASS and not case.known and case.criteria and is_prose:
            alike[case.lot, has_korean(case.report)].append(case)
    return [
        made
        for group in alike.values()
        for one in group
        if (two := group[chance.integers(len(group))]) is not one
        for made in _of(one, two, stock, chance)
    ]


def _stock() -> Stock:
    stock: Stock = defaultdict(list)
    for line in lines(SENTENCES):
        text = line["text"]
        stock[line["kind"], has_korean(text), fold(text)].append(text)
    return stock


def _of(
    one: Case, two: Case, stock: Stock, chance: np.random.Generator
) -> Iterator[Case]:
    """Yield half of all that can be made of two."""

    def draw(sort: str, like: str) -> str:
        # Of their own part: what is learned from others has not seen it.
        is_korean = has_korean(like) ^ (chance.integers(ABROAD) == 0)
        return str(chance.choice(stock[sort, bool(is_korean), one.fold]))

    first, second = (case.criteria.rstrip(". ") for case in (one, two))
    joint = str(chance.choice(("{}; {}", "{}, {}", "{}\n{}"))).format(first, second)
    for sort, (verdict, _) in SORTS.items():
        if chance.integers(2):
            continue
        criteria, report = one.criteria, one.report
        if sort == "other":
            report = two.report
        elif sort == "half":
            criteria, report = joint, (one, two)[chance.integers(2)].report
        elif sort == "both":
            criteria, report = joint, f"{one.report} {two.report}"
        elif sort in ("admits", "asks"):
            criteria = joint
            told = draw(sort, second).replace("{}", second)
            report = _with(one.report, told, chance)
        elif sort == "says":
            said = [draw(sort, first) for _ in range(1 + chance.integers(2))]
            report = " ".join(said).replace("{}", first)
        else:
            report = _with(one.report, draw(sort, one.report), chance)
        name = f"{one.lot}-{sort}"
        yield Case(name, criteria, report, verdict, known=False, made=sort)


def _with(report: str, sentence: str, chance: np.random.Generator) -> str:
    """Put *sentence* behind *report*, or now and then before it."""
    joint = "\n" if "\n" in report else " "
    parts = (sentence, report) if chance.integers(4) == 0 else (report, sentence)
    return joint.join(parts)
