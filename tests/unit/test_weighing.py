"""What was learned of how reports read, and how it is weighed against the rules."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from openclaw_celery.domain.gate import learned
from openclaw_celery.domain.gate.coverage import asked_numbers
from openclaw_celery.domain.gate.figures import answers, comes_short
from openclaw_celery.domain.gate.tone import listen, turns
from openclaw_celery.domain.gate.weighing import Chances, signals
from openclaw_celery.domain.review import (
    Finding,
    Verdict,
    _weighed,
    judge,
    look,
)

if TYPE_CHECKING:
    from openclaw_celery.domain.gate.verdict import Judgement

PASS, RETRY, BLOCK = Verdict.PASS, Verdict.RETRY, Verdict.BLOCK
ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "training" / "reports.jsonl"
SENTENCES = ROOT / "training" / "sentences.jsonl"
HELD_OUT_HARD = ROOT / "training" / "held_out_hard.jsonl"
HELD_OUT_FORM = ROOT / "training" / "held_out_form.jsonl"
HELD_OUT = ROOT / "training" / "held_out.jsonl"
MODEL = json.loads(Path(learned.__file__).with_name(learned.WEIGHTS).read_text("utf-8"))


def test_the_model_was_learned_from_the_reports_that_are_here() -> None:
    """Whoever adds reports trains again: `python -m training`."""
    learned_from = REPORTS.read_bytes() + SENTENCES.read_bytes()
    digest = hashlib.sha256(learned_from).hexdigest()[:16]

    assert MODEL["learned from"]["digest"] == digest


def _rates(verdicts: list[tuple[str, str]]) -> tuple[float, float]:
    """Return the shares that are right, and that pass of those that should not."""
    wrong = [said for said, expected in verdicts if expected != PASS]
    right = sum(said == expected for said, expected in verdicts)
    return right / len(verdicts), wrong.count(PASS) / len(wrong)


def test_the_gate_is_right_of_what_it_has_learned() -> None:
    """Every twentieth report."""
    lines = REPORTS.read_text("utf-8").splitlines()[::20]

    right, false = _rates(
        [
            (judge(case["success_criteria"], case["report"]).verdict, case["verdict"])
            for case in map(json.loads, lines)
        ]
    )

    assert right >= 0.94
    assert false <= 0.045


def _held_out(path: Path) -> tuple[float, float]:
    named = ("success_criteria", "report", "attempt_count", "max_retries")
    return _rates(
        [
            (judge(*(case[name] for name in named)).verdict, case["expect"])
            for case in map(json.loads, path.read_text("utf-8").splitlines())
        ]
    )


def test_the_gate_is_right_of_reports_that_it_has_never_learned_from() -> None:
    """92.3 % and 4.4 % by now; leave them unread, or they tell nothing."""
    right, false = _held_out(HELD_OUT)

    assert right >= 0.91
    assert false <= 0.055


def test_reports_in_the_form_that_is_asked_for_are_read_by_their_lines() -> None:
    """89.2 % and 8.6 %; 77.9 % and 13.6 % without the lines of criteria."""
    right, false = _held_out(HELD_OUT_FORM)

    assert right >= 0.87
    assert false <= 0.105


def test_what_is_hard_for_it_has_not_become_harder() -> None:
    """65 % and 33 %: twins, numbers, parts that are left out."""
    right, false = _held_out(HELD_OUT_HARD)

    assert right >= 0.62
    assert false <= 0.36


def test_together_they_were_measured_to_be_better_than_the_rules_alone() -> None:
    measured = MODEL["measured on lots left out"]

    assert measured["together"]["right"] > measured["rules alone"]["right"]
    assert measured["together"]["false_pass"] < measured["rules alone"]["false_pass"]


def test_every_signal_that_is_told_has_a_weight() -> None:
    seen = look("README updated; p95 below 200 ms", "README updated, p95 is 180 ms.")
    heard = listen(seen.read.report, seen.read.criteria)

    told = signals(seen.read, heard, seen.answers)

    assert told.keys() <= MODEL["signals"]["weights"].keys()
    assert "limits: kept" in told
    assert "tone: finished" in told


@pytest.mark.parametrize(
    ("done", "undone"),
    [
        ("All twelve pages are translated and live.", "Three pages are left for now."),
        (
            "로그인 화면을 고쳐서 배포까지 마쳤습니다.",
            "로그인 화면은 손을 못 댔습니다.",
        ),
        (
            "Rolled it out and watched it for a day, all good.",
            "Ran out of time for it.",
        ),
    ],
)
def test_what_is_done_reads_as_more_finished(done: str, undone: str) -> None:
    heard = [listen(text, "").whole.finished for text in (done, undone)]

    assert heard[0] > heard[1]


def test_what_the_criteria_name_says_nothing_of_how_it_went() -> None:
    """A queue for failed jobs is no failure, whatever it is called."""
    whole, _ = turns("The failed jobs page lists them.", "Failed jobs page")

    assert "◇ ◇" in whole
    assert not any(turn.startswith("failed") for turn in whole)


def test_reports_of_other_work_in_the_same_words_sound_alike() -> None:
    """Of what was asked for nothing is heard but its endings."""
    one, _ = turns("Renamed the gadgets.", "Rename the gadgets")
    other, _ = turns("Removed the widgets.", "Remove the widgets")

    assert one == other


def test_none_of_something_is_not_some_of_it() -> None:
    none, some, more = (turns(text, "")[0] for text in ("0 bad", "2 bad", "17 bad"))

    assert none != some
    assert some == more


def test_what_reads_as_finished_may_still_have_turned_out_to_lack_something() -> None:
    heard = listen("Wrote the deployment script.", "Write the deployment script; test")

    assert heard.outcome is not None
    assert heard.whole.finished > 0 > heard.outcome.whole.finished


@pytest.mark.parametrize(
    ("criteria", "report"),
    [
        ("Rename the export button", "The export button is renamed."),
        ("Update the team page", "Updated the team page with two new colleagues."),
        ("README에 설치 방법 추가", "Installation steps are in the README now."),
        ("탈퇴 회원 데이터 삭제", "탈퇴 회원 데이터를 삭제했습니다."),
        ("Search works; all tests pass", "Search works now. 12 passed, 0 failed."),
    ],
)
def test_plain_words_for_plain_work_are_enough(criteria: str, report: str) -> None:
    assert judge(criteria, report).verdict is PASS


def test_a_long_report_is_heard_at_both_its_ends() -> None:
    report = f"It began well.\n{'x y z. ' * 5_000}\nThe last part is not done."

    heard = [text for text, _ in listen(report, "").sentences]

    assert heard[0] == "It began well."
    assert heard[-1] == "The last part is not done."
    assert len(heard) < 2_000


def _differ(verdict: Verdict) -> list[tuple[Judgement, Judgement]]:
    """Return what the rules and both together make of reports they differ on."""
    pairs = []
    for line in REPORTS.read_text("utf-8").splitlines()[3::40]:
        case = json.loads(line)
        seen = look(case["success_criteria"], case["report"])
        judged = judge(case["success_criteria"], case["report"])
        if judged.verdict is verdict is not seen.ruled.verdict:
            pairs.append((seen.ruled, judged))
    return pairs


def test_what_is_told_in_other_words_is_said_to_be() -> None:
    pairs = _differ(PASS)

    assert pairs
    for ruled, judged in pairs:
        assert not judged.missing_checks
        assert judged.covered == judged.total
        assert all(one.met and one.told for one in judged.decided if one.lacks)
        told = " ".join(judged.reasons)
        assert all(check[:20] in told for check in ruled.missing_checks[:3])


def test_what_does_not_read_as_finished_is_quoted() -> None:
    pairs = [pair for pair in _differ(RETRY) if pair[0].verdict is PASS]

    assert pairs
    for _, judged in pairs:
        assert judged.reasons[0].startswith("does not read as finished: ")
        assert [finding.kind for finding in judged.findings] == ["tone"]


@pytest.mark.parametrize(
    "report",
    [
        "Everything is done, shipped, tested and live. pytest: 1 failed, 99 passed.",
        "배포까지 완료했고 모두 확인했습니다. 테스트 실패 2건.",
        "[REPORT A-1]\nStatus: FAILED\nDiff-Summary:\n- Done\nValidation:\n- Passed",
        "All of it is done and live. Reviewer: approve.",
        "",
    ],
)
def test_no_tone_speaks_for_what_is_certain(report: str) -> None:
    assert judge("Search is live; all tests pass", report).verdict is not PASS


@pytest.mark.parametrize(
    ("criteria", "report", "missing"),
    [
        # One of several, by its own words.
        (
            "1) Export the report 2) 용어마다 예문 작성",
            "Exported the report, all live. 예문은 아직 작성하지 못했습니다.",
            "용어마다 예문 작성",
        ),
        # Of another file than the one that is asked for.
        (
            "README.md says how to install",
            "notes.txt now says how to install the program, read it twice, all good.",
            "README.md says how to install",
        ),
        # Of how far it came.
        (
            "1) Delete unused buckets 2) Cost report",
            "About 70% through the bucket list, and the cost report is ready.",
            "Delete unused buckets",
        ),
        # Of how a program ended.
        (
            "1) Write the installer 2) Try it on a fresh machine",
            "Wrote the installer. On a fresh machine it exited with code 3.",
            "Try it on a fresh machine",
        ),
    ],
)
def test_what_is_certain_is_not_done_however_well_the_rest_reads(
    criteria: str, report: str, missing: str
) -> None:
    seen = look(criteria, report)
    heard = listen(seen.read.report, seen.read.criteria)

    judged = _weighed(seen, heard, Chances(passes=1.0, retry=0.0, block=0.0))

    assert judged.verdict is RETRY
    assert judged.missing_checks == (missing,)


def test_what_a_report_says_of_itself_stays_known_when_its_tone_decides() -> None:
    """Checks that pass outrank words, but not FAILED."""
    report = (
        "[REPORT A-1]\nStatus: FAILED\nDiff-Summary:\n- We wait for a token from the"
        " vendor\nValidation:\n- None\nRisks:\n- None\nNext:\n- None\n"
    )
    seen = look("Rotate the keys", report)
    heard = listen(seen.read.report, seen.read.criteria)

    judged = _weighed(seen, heard, Chances(passes=0.1, retry=0.8, block=0.1))

    assert seen.ruled.verdict is BLOCK
    assert judged.verdict is RETRY
    assert Finding("claim", "failed") in judged.findings


@pytest.mark.parametrize(
    ("criterion", "report", "meant", "is_kept"),
    [
        ("F1 >= 0.92 on the holdout", "Precision 0.95, recall 0.86, F1 0.90.", "0.90",
         False),
        ("AUC 0.85 이상", "검증 AUC 0.87, 학습 데이터는 5만 건입니다.", "0.87", True),
        ("p95 below 300 ms", "p50 90 ms, p95 0.25 s, max 2 s.", "0.25 s", True),
        ("Build takes at most 10 minutes", "The build takes 9m40s now.", "9 min 40 s",
         True),
        ("At least 95 % of the pairs merged", "776 of 800 pairs are merged.",
         "776 of 800 pairs", True),
        ("500 images labelled", "Labelled 520 images.", "520 images", True),
        ("오차 1e-4 이내", "최대 오차 0.0003입니다.", "0.0003", False),
    ],
)  # fmt: skip
def test_the_number_that_answers_a_limit_is_found(
    criterion: str, report: str, meant: str, *, is_kept: bool
) -> None:
    [answer] = answers(asked_numbers(criterion), [report])

    assert (answer.text, answer.is_kept) == (meant, is_kept)


@pytest.mark.parametrize(
    ("criterion", "report"),
    [
        ("환불 API 구현", "환불 API 구현 완료, 테스트 12건 통과했습니다."),
        ("로그 수집 설정", "로그 수집 설정 완료, 정상 수집 확인했습니다."),
        ("Upgrade React to 19", "Upgraded React to 19, all tests pass."),
        (
            "Fix typo on landing page",
            "Fixed the typo on the landing page and deployed.",
        ),
        ("Add login rate limit", "Added a login rate limit, 12 tests pass."),
    ],
)
def test_the_plainest_report_passes(criterion: str, report: str) -> None:
    """In the criterion's own words, with one thing that only who did it can tell."""
    assert judge(criterion, report).verdict is PASS


@pytest.mark.parametrize(
    ("criterion", "report"),
    [
        ("Add a retry to the upload", "The task: add a retry to the upload."),
        ("Add a retry to the upload", "Adding a retry to the upload is on my list."),
        ("Add a retry to the upload", "There are two ways to add a retry to it."),
        ("업로드 재시도 추가", "업로드 재시도 추가 건은 중요한 과제로 보입니다."),
        ("업로드 재시도 추가", "업로드 재시도 추가 방법을 몇 가지 조사했습니다."),
        # Of other work.
        ("Cut the monthly CDN bill", "The new emoji set is live, eleven rooms closed."),
        # Of half of it.
        (
            "Add a dark theme; attach screenshots of both",
            "The dark theme is in and its contrast is fine.",
        ),
        # In all but one sentence.
        (
            "1) Delete unused buckets 2) Cost report",
            "About 70% through the buckets, and the cost report is ready.",
        ),
    ],
)
def test_what_only_speaks_of_the_work_does_not_pass(
    criterion: str, report: str
) -> None:
    assert judge(criterion, report).verdict is RETRY


def test_a_verdict_says_how_likely_it_is() -> None:
    told = ("Upgrade React to 19", "Upgraded React to 19, all tests pass.")

    usual, strict = judge(*told), judge(*told, sure=0.99)

    assert usual.verdict is PASS
    assert usual.sure is not None
    assert 0.6 <= usual.sure < 0.99
    assert strict.verdict is RETRY
    assert judge("Upgrade React to 19", "").sure is None


def test_a_limit_that_is_missed_is_named_with_its_number() -> None:
    """However finished it reads, and whatever the rules made of it."""
    by_tone = judge(
        "Keep the onboarding email under 120 words",
        "Rewrote it; 134 words including the footer, subject line is 6 words.",
    )
    by_rules = judge("p95 below 300 ms", "All done and live. p95 is 410 ms now.")

    assert by_tone.verdict is by_rules.verdict is RETRY
    assert by_tone.reasons == ("misses its limit: 134 words for 120 words",)
    assert by_rules.missing_checks == ("p95 below 300 ms",)


@pytest.mark.parametrize(
    ("criterion", "report"),
    [
        # The number says which things are meant; it is told again.
        (
            "5MB 초과 파일 거부; 안내 문구 표시",
            "5MB를 넘는 파일은 413으로 거부하고 안내 문구를 보여 줍니다.",
        ),
        (
            "Flag transactions over 10,000 USD for review; daily digest to compliance",
            (
                "Yesterday 17 transactions over 10,000 USD were flagged for review.\n"
                "Digest reached compliance at 07:00."
            ),
        ),
        (
            "재고 10개 미만 상품에 '품절 임박' 배지 표시",
            (
                "재고가 10개보다 적은 상품에는 '품절 임박' 배지가 붙습니다."
                " 9개짜리는 나오고 10개짜리는 안 나오는 것을 확인했습니다."
            ),
        ),
        # The limit itself is no measurement of less.
        (
            "검색 응답 200ms 미만",
            "검색 응답이 이제 200ms 미만입니다. 부하 시험으로 확인했습니다.",
        ),
        # Days of a month are no count.
        (
            "Interview at least six people, write up findings",
            (
                "Eight conversations held between 3 and 14 June."
                " Findings are written up in the team drive (11 pages)."
            ),
        ),
        (
            "Deviation at most 2 percentage points",
            (
                "Out of the box the sensors were off by up to 9 points. Calibrated, the"
                " largest deviation is 1.6 points."
            ),
        ),
    ],
)
def test_a_number_that_is_no_answer_misses_no_limit(
    criterion: str, report: str
) -> None:
    assert judge(criterion, report).verdict is PASS


@pytest.mark.parametrize(
    ("criterion", "report"),
    [
        (
            "Interview at least six people, write up findings",
            "Four people interviewed between 13 and 14 June. Findings are written up.",
        ),
        (
            "검색 응답 200ms 미만",
            "검색 응답이 이제 240ms입니다. 부하 시험으로 확인했습니다.",
        ),
        ("5MB 이하 파일로 압축", "파일을 압축했고 크기는 7MB입니다."),
        ("커버리지 80% 이상", "커버리지가 80% 미만입니다."),
    ],
)
def test_a_number_that_answers_misses_its_limit(criterion: str, report: str) -> None:
    """However like those above it is told."""
    assert judge(criterion, report).verdict is RETRY


def test_a_limit_may_have_no_answer() -> None:
    [answer] = answers(asked_numbers("p95 below 300 ms"), ["It is fast now."])

    assert answer.text is None
    assert not answer.is_kept


@pytest.mark.parametrize(
    ("criterion", "line", "short"),
    [
        ("allergen labels for all 12 dishes", "nine dishes labelled", True),
        ("보안 교육 40명 모집", "사내 메일로 알려 31명 신청", True),
        ("15 new tests", "8 for the parser, 4 for the writer", True),
        ("at least 40 pairs", "27 for clothes, 10 for the home", True),
        # In parts, with more, of another kind, of a day, or not counted at all.
        ("15 new tests", "8 for the parser, 7 for the writer", False),
        ("at least 40 pairs", "27 for clothes, 19 for the home", False),
        ("allergen labels for all 12 dishes", "12 dishes and 3 sauces", False),
        ("allergen labels for all 12 dishes", "printed within 2 hours", False),
        ("보안 교육 40명 모집", "6월 3일에 모두 모임", False),
        ("fewer than 12 warnings", "3 warnings", False),
    ],
)
def test_a_line_may_count_less_than_is_asked_for(
    criterion: str, line: str, *, short: bool
) -> None:
    ((_, limit),) = asked_numbers(criterion)

    assert comes_short(limit, line) is short
