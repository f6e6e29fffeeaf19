"""A team file: what it may say, and the items it becomes."""

from __future__ import annotations

import json

import pytest

from openclaw_celery.domain.errors import InvalidValue
from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.team import new_items, parse, unserved

TASK = {
    "id": "API",
    "title": "검색 API",
    "owner_role": "backend",
    "status": "pending",
    "dependencies": ["SCHEMA"],
    "prompt": "Build it\nwith care",
    "acceptance_criteria": ["GET /search answers, fast", "tests pass"],
    "summary_budget_tokens": 600,
}


def test_every_field_of_a_task_reaches_its_item() -> None:
    """The criteria are numbered, so that a comma in one does not divide it."""
    team = parse(json.dumps({"title": "Search", "tasks": [TASK]}))

    lead, item = new_items(team, {"backend"}, Priority.P0)
    assert item.id == "API"
    assert item.title == (
        "검색 API\n\nBuild it\nwith care\n\nKeep the report within 600 tokens."
    )
    assert item.success_criteria == "1. GET /search answers, fast\n2. tests pass"
    assert (item.role, item.owner_role) == ("backend", "backend")
    assert (item.depends_on, item.after) == (("SCHEMA",), ())
    assert (item.status, item.priority) == (Status.PENDING, Priority.P0)
    assert (lead.title, lead.after, lead.priority) == ("Search", ("#1",), Priority.P0)
    assert lead.team_id == item.team_id == "#0"


def test_a_lead_has_its_own_part() -> None:
    """An object with its fields, or only its role; the team's title goes before."""
    lead = {"id": "L", "title": "Decide", "owner_role": "lead", "prompt": "weigh all"}
    told = {"title": "Search", "lead": lead, "tasks": [{"title": "x"}]}
    item = new_items(parse(json.dumps(told)), {"lead"}, Priority.P1)[0]
    assert (item.id, item.title) == ("L", "Search: Decide\n\nweigh all")
    assert item.role == "lead"

    brief = parse(json.dumps({**told, "lead": "boss"}))
    assert (brief.lead.owner_role, brief.lead.title) == ("boss", "Search")


def test_a_bare_list_has_a_lead_that_brings_it_together() -> None:
    team = parse('[{"title": "a"}, {"prompt": "b\\nc"}]')

    assert team.lead.title == "Bring together: a; b"
    assert [task.task for task in team.tasks] == ["a", "b\n\nc"]


def test_a_role_binds_only_when_a_slot_has_it() -> None:
    """It is kept as the member's part in the team all the same."""
    told = [{"title": "a", "owner_role": "qa"}, {"title": "b", "owner_role": "dev"}]
    team = parse(json.dumps(told))

    assert unserved(team, {"dev"}) == ["qa"]
    _, first, second = new_items(team, {"dev"}, Priority.P1)
    assert (first.role, first.owner_role) == (None, "qa")
    assert (second.role, second.owner_role) == ("dev", "dev")


def test_three_of_those_that_wait_for_nothing_go_at_once() -> None:
    """What depends on another, or is DONE, takes none of the three places."""
    told = [
        {"title": "1"},
        {"title": "2", "status": "DONE"},
        {"title": "3"},
        {"title": "4", "dependencies": ["X"]},
        {"title": "5"},
        {"title": "6"},
        {"title": "7"},
    ]
    items = new_items(parse(json.dumps(told)), (), Priority.P1)

    afters = {item.title: item.after for item in items[1:]}
    assert afters == {
        "1": (), "2": (), "3": (), "4": (), "5": (), "6": ("#1",), "7": ("#3",)
    }  # fmt: skip
    assert items[0].after == tuple(f"#{n}" for n in range(1, 8))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"tasks": [\n{]}', "line 2, column 2: not JSON"),
        ("", "line 1, column 1: not JSON"),
        ("[" * 100_000, "not JSON"),
        ("9" * 10_000, "not JSON"),
        ("7", "the file: write an object"),
        ("[]", "at least one task"),
        ("{}", "at least one task"),
        ('{"tasks": {}}', "write a list"),
        (json.dumps([{"title": "x"}] * 101), "101 are too many"),
        ("[1]", "task 1: write an object"),
        ('{"team": 1, "tasks": [{"title": "x"}]}', "unknown field 'team'"),
        ('[{"title": "x", "depends_on": []}]', "task 1: unknown field 'depends_on'"),
        ('{"lead": {"dependencies": []}, "tasks": [{"title": "x"}]}', "unknown field"),
        ('{"lead": 1, "tasks": [{"title": "x"}]}', "lead: write an object"),
        ('[{"id": "a"}]', "task 1 (a): say what is to be done"),
        ('[{"title": " "}]', "say what is to be done"),
        ('[{"title": 5}]', "task 1: title: write a text"),
        ('[{"title": "x", "id": "a b"}]', "id: 'a b'"),
        ('[{"title": "x", "id": "../a"}]', "id: '../a'"),
        ('[{"title": "x", "dependencies": "a"}]', "dependencies: write a list"),
        ('[{"title": "x", "dependencies": [1]}]', "dependencies: write a list"),
        ('[{"title": "x", "dependencies": ["#0"]}]', "dependencies: '#0'"),
        ('[{"title": "x", "dependencies": ["a\\u0000"]}]', "dependencies: 'a'"),
        ('[{"title": "x", "status": "RUNNING"}]', "status: 'RUNNING'"),
        ('[{"title": "x", "acceptance_criteria": 1}]', "acceptance_criteria"),
        ('[{"title": "x", "summary_budget_tokens": true}]', "use a number"),
        ('[{"title": "x", "summary_budget_tokens": 0}]', "use a number"),
        ('[{"title": "x", "summary_budget_tokens": "9"}]', "use a number"),
        (json.dumps([{"title": "x", "owner_role": "r" * 65}]), "owner_role: longer"),
    ],
)
def test_what_is_no_team_is_refused(text: str, complaint: str) -> None:
    """With the line, or the task and the field, on one line."""
    with pytest.raises(InvalidValue) as raised:
        parse(text)

    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_null_is_as_good_as_nothing() -> None:
    told = dict.fromkeys(TASK) | {"title": "x"}
    team = parse(json.dumps({"title": None, "lead": None, "tasks": [told]}))

    assert team.tasks[0].task == "x"
    assert team.tasks[0].status is Status.PENDING
