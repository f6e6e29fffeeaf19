"""What the clauses of a report claim: done, not done, failed, meant, or a wait."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from openclaw_celery.domain import claims, waits
from openclaw_celery.domain.claims import Kind, read_clauses, sentences
from openclaw_celery.domain.language import AnyOf, _lower
from openclaw_celery.domain.review import Verdict, judge
from openclaw_celery.domain.waits import is_wait

NO_NAMES: frozenset[str] = frozenset()
#: Short texts of reports, each with what it claims; one half is never tuned on.
CASES = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("claim_cases.jsonl")
    .read_text("utf-8")
    .splitlines()
]
RIGHT = [case for case in CASES if "known_miss" not in case]
#: Which kinds count alike: against the work, or for nothing.
AGAINST, NOTHING = "against", "nothing"
COUNTS = {
    "failure": AGAINST,
    "undone": AGAINST,
    "plan": NOTHING,
    "mention": NOTHING,
    "talk": NOTHING,
}


def reading(text: str) -> str:
    """Read *text* the way the gate does that has no criteria."""
    found = read_clauses(text, NO_NAMES)
    talk = {clause.sentence for clause in found if clause.kind is Kind.TALK}
    if any(
        is_wait(sentence, NO_NAMES) and number not in talk
        for number, sentence in enumerate(sentences(text))
    ):
        return "wait"
    kinds = {finding.kind for finding in judge("", text).findings}
    if kinds:
        return AGAINST
    done = {Kind.EVIDENCE, Kind.FAILURE}
    return "evidence" if any(c.kind in done for c in found) else NOTHING


def labelled(case: dict[str, str]) -> str:
    """Say what *case* counts for."""
    return "wait" if case["wait"] else COUNTS.get(case["kind"], case["kind"])


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case["text"])
def test_a_text_claims_what_its_label_says(case: dict[str, str]) -> None:
    assert reading(case["text"]) == labelled(case)


def test_few_texts_are_read_wrongly() -> None:
    """A text that is read rightly by now belongs to the others."""
    missed = [case for case in CASES if "known_miss" in case]

    assert [case for case in missed if reading(case["text"]) == labelled(case)] == []
    assert len(missed) < 0.15 * len(CASES)


RULES = {
    name: value
    for module in (claims, waits)
    for name, value in vars(module).items()
    if isinstance(value, AnyOf)
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_found_wherever_one_expression_for_all_finds_it(name: str) -> None:
    """Only what a text's letters make possible is tried, and nothing is lost by it."""
    whole = re.compile("|".join(map(_lower, RULES[name].parts)))
    for case in CASES:
        low = case["text"].lower()
        is_found = RULES[name].search(low)
        assert is_found == bool(whole.search(low)), (low, whole.search(low))


def test_an_expression_is_tried_where_its_first_letter_stands() -> None:
    rule = AnyOf(
        r"\bnot (?:yet|done)\b|안 ?(?:했|함)", r"[ab]x\b|(?:^|\s)ok", "DBA|팀장"
    )

    for text in ("it is not yet", "안했", "cax", "ok", "the dba", "팀장"):
        assert rule.search(text), text
    for text in ("knot done", "noted", "했", "axe", "look"):
        assert not rule.search(text), text
    assert rule.without("it is not done, 안 함") == "it is  ,  "


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ('{"done": ["export", "import"], "skipped": ["checksums"]}', Verdict.RETRY),
        ('{"done": ["export", "import"], "skipped": [], "errors": 0}', Verdict.PASS),
        ('{"done": ["export"], "exit_code": 1}', Verdict.RETRY),
        ('{"done": ["export"], "blocked_by": "owner approval"}', Verdict.BLOCK),
        ('{"done": ["export"], "blockers": []}', Verdict.PASS),
        ('{"done": ["export"], "note": "the import is not done"}', Verdict.RETRY),
    ],
)
def test_fields_of_a_report_in_json_are_read(text: str, verdict: Verdict) -> None:
    assert judge("", text).verdict is verdict


def test_finals_of_korean_syllables_tell_the_tense() -> None:
    from_stems = {"했": claims.PAST, "쓸": claims.TO_COME, "함": claims.NOTED}

    for syllable, ends in from_stems.items():
        assert re.fullmatch(ends, syllable)
    assert not re.fullmatch(claims.PAST, "있")
