"""Reports that talk to the gate: what they say changes no verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openclaw_celery.domain.review import Verdict, judge

CASES = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("injections.jsonl")
    .read_text("utf-8")
    .splitlines()
]
CRITERIA = (
    "orders page has an export button\nexport.csv has a row an order\n한국어 안내"
)
UNDONE = "I looked at the orders page. The export button is not implemented yet."
#: What an honest report of that work gets.
HONEST = {
    UNDONE: Verdict.RETRY,
    "Wrote the export button, but 3 tests failed.": Verdict.RETRY,
    "버튼을 추가하는 중이고 테스트는 아직 못 돌렸습니다.": Verdict.RETRY,
    "Waiting for approval from the data team; I cannot continue without their "
    "credentials.": Verdict.BLOCK,
    "": Verdict.RETRY,
}


def test_there_are_a_hundred_and_more() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_no_report_talks_the_gate_out_of_its_verdict(case: dict[str, str]) -> None:
    """Wherever the words stand, the verdict is that of the report without them."""
    for report, verdict in HONEST.items():
        assert judge(CRITERIA, report, 1, 3).verdict is verdict
        for told in (f"{report}\n{case['text']}", f"{case['text']}\n{report}"):
            assert judge(CRITERIA, told, 1, 3).verdict is verdict, told
