"""The judge's commands, typed at the command line."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import Commands, Done

CRITERIA = "README.md says how to install"
REPORT = """\
[REPORT ORCH-001]
Status: DONE
Files:
- README.md: a section on how to install
Diff-Summary:
- README.md now says how to install the program with pip
Validation:
- read README.md, the install section is there
Risks:
- None
Next:
- None
"""
POOR = "The notes greet people now."
CASES = [
    {"id": "a", "success_criteria": CRITERIA, "report": REPORT, "expect": "PASS"},
    {"success_criteria": CRITERIA, "report": "", "label": "retry", "more": [1]},
    {"id": "c", "success_criteria": CRITERIA, "report": POOR, "expect": "PASS"},
    {
        "id": "d", "success_criteria": CRITERIA, "report": POOR, "expect": "BLOCK",
        "attempt_count": 2, "max_retries": 2,
    },
]  # fmt: skip


@pytest.fixture
def home(commands: Commands, tmp_path: Path) -> Path:
    assert commands.run("init", cwd=tmp_path).code == 0
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    (tmp_path / "cases.jsonl").write_text(
        "\n".join(json.dumps(case) for case in CASES) + "\n\n", "utf-8"
    )
    return tmp_path


def add(commands: Commands, home: Path, *more: str) -> None:
    line = ("add", "--task", "문서 정리", "--success-criteria", CRITERIA, *more)
    assert commands.run(*line, cwd=home).code == 0


def review(commands: Commands, home: Path, *more: str) -> Done:
    return commands.run("review", "--id", "ORCH-001", *more, cwd=home)


def shown(commands: Commands, home: Path) -> dict[str, str]:
    item: dict[str, str] = commands.run("show", "ORCH-001", "--json", cwd=home).json[
        "item"
    ]
    return item


def verbs(commands: Commands, home: Path) -> list[str]:
    story = commands.run("history", "ORCH-001", "--json", cwd=home).json
    return [event["verb"] for event in story]


# -- gate judge, gate score ----------------------------------------------------


def test_cases_are_judged_without_a_queue(commands: Commands, tmp_path: Path) -> None:
    """From standard input, one line each, named by id or by line."""
    text = "\n".join(json.dumps(case) for case in CASES)
    done = commands.run("gate", "judge", "-", cwd=tmp_path, stdin=text.encode())

    rows = [line.split("\t") for line in done.out.splitlines()]
    assert [row[:2] for row in rows] == [
        ["a", "PASS"],
        ["2", "RETRY"],
        ["c", "RETRY"],
        ["d", "BLOCK"],
    ]
    assert rows[1][2] == "the report is empty"
    assert list(tmp_path.iterdir()) == []


def test_judging_as_json(commands: Commands, home: Path) -> None:
    told = commands.run("gate", "judge", "cases.jsonl", "--json", cwd=home).json

    assert [case["verdict"] for case in told] == ["PASS", "RETRY", "RETRY", "BLOCK"]
    assert told[2]["missing_checks"] == [CRITERIA]
    assert told[0]["reasons"] == ["1 of 1 criteria shown"]


def test_a_gate_is_scored_against_labels(commands: Commands, home: Path) -> None:
    done = commands.run("gate", "score", "cases.jsonl", "--wrong", cwd=home)

    lines = done.out.splitlines()
    assert lines[0] == (
        "gate accuracy=0.7500 macro_f1=0.7778 false_pass_rate=0.0000 cases=4 sure=0.6"
    )
    assert lines[1:5] == [
        "label\tPASS\tRETRY\tBLOCK",
        "PASS\t1\t1\t0",
        "RETRY\t0\t1\t0",
        "BLOCK\t0\t0\t1",
    ]
    assert lines[5].split("\t")[:4] == ["wrong", "c", "PASS", "RETRY"]
    told = commands.run("gate", "score", "cases.jsonl", "--json", cwd=home).json
    assert told["confusion"]["PASS"] == {"PASS": 1, "RETRY": 1, "BLOCK": 0}
    assert (told["accuracy"], told["false_pass_rate"]) == (0.75, 0.0)


def test_a_stricter_gate_can_be_tried_and_set(commands: Commands, home: Path) -> None:
    """What is sure enough to pass is a setting, and an option to try another."""

    def judged(*options: str, **env: str) -> list[str]:
        line = ("gate", "judge", "cases.jsonl", *options)
        done = commands.run(*line, cwd=home, env=env)
        return done.out.splitlines()[0].split("\t")

    usual, strict = judged(), judged("--sure", "0.99")
    sure = int(usual[3].removesuffix("%")) / 100
    asked = commands.run(
        *("gate", "score", "cases.jsonl", "--sure", "0.99", "--json"), cwd=home
    ).json

    assert (usual[1], strict[1]) == ("PASS", "RETRY")
    assert 0.6 <= sure < 0.99
    assert f"{usual[3]} sure that it is done, 99% are asked for" in strict[2]
    assert judged(CLAWQ_GATE_SURE="0.99") == strict
    assert (asked["sure"], asked["confusion"]["PASS"]["PASS"]) == (0.99, 0)


def test_a_score_can_fail_a_build(commands: Commands, home: Path) -> None:
    line = ("gate", "score", "cases.jsonl", "--min-accuracy")
    assert commands.run(*line, "0.75", cwd=home).code == 0
    assert commands.run(*line, "0.76", cwd=home).code == 1


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "no JSON"),
        ("[]", "a case is an object with success_criteria and report"),
        ('{"report": "x"}', "success_criteria is missing or no text"),
        ('{"success_criteria": "x", "report": 5}', "report is missing or no text"),
        (
            '{"success_criteria": "x", "report": "", "expect": "maybe"}',
            "unknown verdict 'maybe': use one of PASS, RETRY, BLOCK",
        ),
        (
            '{"success_criteria": "x", "report": "", "attempt_count": -1}',
            "attempt_count must be a number from 0",
        ),
    ],
)
@pytest.mark.parametrize("verb", ["judge", "score"])
def test_a_broken_line_is_named(
    commands: Commands, tmp_path: Path, verb: str, line: str, complaint: str
) -> None:
    """Nothing is printed of what stands before it."""
    (tmp_path / "cases.jsonl").write_text(f"{json.dumps(CASES[0])}\n\n{line}\n")
    done = commands.run("gate", verb, "cases.jsonl", cwd=tmp_path)

    assert (done.code, done.complaint) == (2, f"cases.jsonl, line 3: {complaint}")


def test_a_pipe_is_not_waited_for(commands: Commands, home: Path) -> None:
    os.mkfifo(home / "pipe")
    done = commands.run("gate", "judge", "pipe", cwd=home)
    assert (done.code, done.complaint) == (2, "pipe: no plain file")
    assert commands.run("gate", "judge", "none.jsonl", cwd=home).code == 2
    assert commands.run("gate", "score", cwd=home).code == 2


# -- review --------------------------------------------------------------------


def test_a_good_report_ends_an_item(commands: Commands, home: Path) -> None:
    """The report, its attempt and the verdict are kept, as if a slot had run it."""
    add(commands, home)
    done = review(commands, home, "--report", "report.txt")

    told, sure = done.out.splitlines()[:-1], done.out.splitlines()[-1]
    assert told == ["ORCH-001 PASS -> DONE", "- 1 of 1 criteria shown"]
    assert re.fullmatch(r"  \d\d% sure", sure)
    told = commands.run("show", "ORCH-001", "--json", cwd=home).json
    assert [a["verdict"] for a in told["attempts"]] == ["PASS"]
    assert verbs(commands, home) == ["add", "review"]


def test_a_poor_report_is_tried_again_and_blocks_at_the_limit(
    commands: Commands, home: Path
) -> None:
    """Each report that is handed in is a try of the item."""
    add(commands, home)
    line = ("--report", POOR, "--max-retries", "2")
    first = review(commands, home, *line)
    assert first.out.startswith("ORCH-001 RETRY -> PENDING\n- ")
    assert f"  missing: {CRITERIA}\n" in first.out
    assert shown(commands, home)["not_before"] is not None

    told = review(commands, home, *line, "--json").json
    assert (told["verdict"], told["status"]) == ("BLOCK", "BLOCKED")
    assert told["attempt"] == 2
    done = review(commands, home, *line)
    assert done.code == 2
    assert "ORCH-001 is BLOCKED: review is possible from" in done.complaint


def test_a_picked_item_is_its_sessions_to_hand_in(
    commands: Commands, home: Path
) -> None:
    add(commands, home)
    assert commands.run("pick", "--owner-session", "me", cwd=home).code == 0
    line = ("--report", "-", "--owner-session")
    late = commands.run(
        "review", "--id", "ORCH-001", *line, "you", cwd=home, stdin=REPORT.encode()
    )
    assert late.code == 4
    done = commands.run(
        "review", "--id", "ORCH-001", *line, "me", cwd=home, stdin=REPORT.encode()
    )
    assert done.out.startswith("ORCH-001 PASS -> DONE\n")
    told = commands.run("show", "ORCH-001", "--json", cwd=home).json
    assert [(a["slot"], a["outcome"]) for a in told["attempts"]] == [("me", "reported")]


def test_other_criteria_and_a_dry_run_change_nothing(
    commands: Commands, home: Path
) -> None:
    add(commands, home)
    done = review(
        commands, home, "--report", "report.txt", "--dry-run", "--success-criteria",
        "the login works again",
    )  # fmt: skip
    assert done.out.startswith("ORCH-001 RETRY would be PENDING\n")
    assert verbs(commands, home) == ["add"]


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ((), "ORCH-001 has no report that waits for a verdict: use --report"),
        (("--report", "gone.txt"), "gone.txt: no such file"),
        (("--report", "."), ".: no plain file"),
        (("--report", "link"), "link: no plain file"),
    ],
)
def test_a_review_that_can_not_be_is_refused(
    commands: Commands, home: Path, more: tuple[str, ...], complaint: str
) -> None:
    (home / "link").symlink_to("/etc/hosts")
    add(commands, home)
    done = review(commands, home, *more)
    assert done.code == 2
    assert done.complaint.startswith(complaint)
    assert verbs(commands, home) == ["add"]


# -- guard ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tokens", "change", "line", "code"),
    [
        ("2000", ("", ""), "state=OK action=ALLOW violations=0", 0),
        ("2001", ("", ""), "state=SOFT_EXCEEDED action=SUMMARIZE violations=0", 0),
        ("3501", ("", ""), "state=HARD_EXCEEDED action=BLOCK violations=0", 1),
        ("1", ("Risks:\n- None\n", ""), "state=OK action=BLOCK violations=1", 1),
        (
            "1",
            ("- None\n", "- no\n" * 5),
            "state=OK action=SUMMARIZE violations=1",
            0,
        ),
    ],
)
def test_a_guardrail_decides_and_leaves_an_event(
    commands: Commands,
    home: Path,
    tokens: str,
    change: tuple[str, str],
    line: str,
    code: int,
) -> None:
    """Only BLOCK moves the item."""
    add(commands, home)
    (home / "report.txt").write_text(REPORT.replace(*change), "utf-8")
    call = ("guard", "--id", "ORCH-001", "--report", "report.txt", "--current-tokens")
    done = commands.run(*call, tokens, cwd=home)

    assert done.code == code
    assert done.out.splitlines()[0] == f"item=ORCH-001 {line}"
    blocked = "action=BLOCK" in line
    assert verbs(commands, home) == ["add", "guardrail", *["guard"] * blocked]
    assert shown(commands, home)["status"] == ("BLOCKED" if blocked else "PENDING")


def test_a_guardrail_notes_but_does_not_move_what_has_ended(
    commands: Commands, home: Path
) -> None:
    add(commands, home)
    review(commands, home, "--report", "report.txt")
    call = ("guard", "--id", "ORCH-001", "--report", "-", "--current-tokens", "1")
    done = commands.run(*call, "--json", cwd=home)

    told = json.loads(done.out)
    assert (done.code, told["action"], told["status"]) == (1, "BLOCK", "DONE")
    assert [violation["code"] for violation in told["violations"]] == ["empty_report"]
    assert verbs(commands, home) == ["add", "review", "guardrail"]


def test_a_guard_that_makes_no_sense_is_refused(commands: Commands, home: Path) -> None:
    add(commands, home)
    call = ("guard", "--id", "ORCH-001", "--current-tokens", "5", "--report")
    hard = commands.run(*call, "report.txt", "--soft", "9", "--hard", "8", cwd=home)
    assert (hard.code, hard.complaint) == (2, "soft 9, hard 8: use 0 <= soft <= hard")
    assert commands.run(*call, "gone.txt", cwd=home).code == 2
    assert verbs(commands, home) == ["add"]


# -- relabel, export -----------------------------------------------------------


def test_what_people_relabel_is_a_case_to_score_by(
    commands: Commands, home: Path
) -> None:
    """The last label of an attempt counts; the item stays where it is."""
    add(commands, home)
    review(commands, home, "--report", "report.txt")
    call = ("gate", "relabel", "ORCH-001")
    commands.run(*call, "PASS", cwd=home)
    done = commands.run(*call, "retry", "--notes", "설치 절이 비었다", cwd=home)

    assert done.out == "ORCH-001#1 verdict=PASS label=RETRY\n"
    assert shown(commands, home)["status"] == "DONE"
    exported = commands.run("gate", "export", cwd=home).out
    [case] = [json.loads(line) for line in exported.splitlines()]
    assert case == {
        "id": "ORCH-001#1",
        "success_criteria": CRITERIA,
        "report": REPORT,
        "attempt_count": 1,
        "max_retries": 3,
        "label": "RETRY",
        "verdict": "PASS",
        "notes": "설치 절이 비었다",
    }
    (home / "mine.jsonl").write_text(exported)
    scores = [
        commands.run("gate", "score", *file, "--json", cwd=home).json
        for file in ((), ("mine.jsonl",))
    ]
    assert scores[0] == scores[1]
    assert scores[0]["false_pass_rate"] == 1.0

    told = commands.run("kpi", "--json", cwd=home).json
    assert told["gate"] == {
        "accuracy": 0.0,
        "false_pass_rate": 1.0,
        "false_stop_rate": None,
        "n": 1,
    }
    line = "kpi_gate accuracy=0.0 false_pass_rate=1.0 false_stop_rate=- n=1\n"
    assert line in commands.run("kpi", cwd=home).out
    scraped = commands.run("metrics", "--prometheus", cwd=home).out
    assert 'clawq_gate_ratio{rate="false_pass"} 1.0' in scraped
    assert "clawq_gate_labels 1.0" in scraped


def test_what_passed_least_surely_comes_first(commands: Commands, home: Path) -> None:
    """For whoever looks in the morning; what was labelled since is left out."""
    none = commands.run("gate", "doubts", cwd=home)
    add(commands, home)
    add(commands, home)
    (home / "short.txt").write_text("README.md says how to install it now.", "utf-8")
    review(commands, home, "--report", "report.txt")
    line = ("review", "--id", "ORCH-002", "--report", "short.txt")
    assert commands.run(*line, cwd=home).out.startswith("ORCH-002 PASS -> DONE\n")

    told = commands.run("gate", "doubts", "--json", cwd=home).json
    [first] = commands.run("gate", "doubts", "--limit", "1", cwd=home).out.splitlines()
    relabel = ("gate", "relabel", told[0]["id"], "RETRY")
    assert commands.run(*relabel, cwd=home).code == 0
    left = commands.run("gate", "doubts", "--json", cwd=home).json

    assert none.out == "nothing passed by its report in this time\n"
    assert {one["id"] for one in told} == {"ORCH-001", "ORCH-002"}
    assert 0.6 <= told[0]["sure"] < told[1]["sure"] < 1
    assert first.split("\t") == [
        told[0]["id"],
        f"{int(told[0]['sure'] * 100)}%",
        "문서 정리",
        "PASS: 1 of 1 criteria shown",
    ]
    assert left == told[1:]
    assert commands.run("gate", "doubts", "--days", "0", "--json", cwd=home).json == []


def test_a_label_needs_a_verdict(commands: Commands, home: Path) -> None:
    add(commands, home)
    done = commands.run("gate", "relabel", "ORCH-001", "PASS", cwd=home)
    assert done.code == 2
    assert done.complaint.startswith("ORCH-001 has no verdict on any attempt")
    assert commands.run("gate", "relabel", "ORCH-001", "good", cwd=home).code == 2
