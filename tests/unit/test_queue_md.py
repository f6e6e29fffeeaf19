"""QUEUE.md: every cell in, every cell out, and each mistake found on its line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.errors import InvalidValue, QueueFileError
from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.sheet import COLUMNS, Row, cell, format_kst, new_items
from openclaw_celery.queue_md.text import TEMPLATE, parse, parse_kst, render

ROW = "| A-1 | PENDING | P1 | 작업 | 기준 | - | - | - | note |"
TABLE = TEMPLATE + ROW + "\n"


def _with(**cells: str) -> str:
    """Build the file with some cells of its row exchanged."""
    values = dict(zip(COLUMNS, [c.strip() for c in ROW.split("|")[1:-1]], strict=True))
    return TEMPLATE + "| " + " | ".join({**values, **cells}.values()) + " |\n"


# -- Reading -----------------------------------------------------------------


def test_a_row_is_read_cell_by_cell() -> None:
    text = TEMPLATE + (
        "| ORD-7 | in_progress | p0 | `a` 작업 | 1) 하나 2) 둘 | slot-1 "
        "| 2026-02-07 20:08 | 2026-02-08 01:00 | 메모 depends_on:ORD-1,ORD-2 |\n"
    )

    assert parse(text) == (
        Row(
            line=5,
            id="ORD-7",
            status=Status.IN_PROGRESS,
            priority=Priority.P0,
            task="`a` 작업",
            success_criteria="1) 하나 2) 둘",
            owner_session="slot-1",
            started_at=datetime(2026, 2, 7, 11, 8, tzinfo=UTC),
            due_at=datetime(2026, 2, 7, 16, 0, tzinfo=UTC),
            notes="메모 depends_on:ORD-1,ORD-2",
        ),
    )


@pytest.mark.parametrize("none", ["-", "", "   "])
def test_a_dash_or_nothing_is_none(none: str) -> None:
    row = parse(_with(owner_session=none, due_at_kst=none, started_at_kst=none))[0]

    assert (row.owner_session, row.due_at, row.started_at) == (None, None, None)


def test_an_escaped_bar_is_part_of_its_cell() -> None:
    assert parse(_with(task=r"a \| b"))[0].task == "a | b"


def test_columns_may_stand_in_another_order() -> None:
    text = TABLE.replace("| id | status |", "| status | id |").replace(
        "| A-1 | PENDING |", "| PENDING | A-1 |"
    )

    assert parse(text)[0].id == "A-1"
    assert render(parse(text), text) == text


def test_the_table_with_the_columns_is_taken() -> None:
    other = "| name | meaning |\n|---|---|\n| A-9 | PENDING |\n\n"

    assert [row.id for row in parse(other + TABLE + "\n" + other)] == ["A-1"]


def test_a_table_in_a_block_of_code_is_an_example() -> None:
    text = f"```\n{TABLE}```\n\n{TABLE.replace('A-1', 'A-2')}"

    assert [row.id for row in parse(text)] == ["A-2"]


def test_a_row_may_lack_its_last_bar() -> None:
    assert parse(TABLE.replace("note |", "note"))[0].notes == "note"


def test_the_file_of_another_system_is_read() -> None:
    text = "\ufeff" + TABLE.replace("\n", "\r\n")

    assert parse(text)[0].notes == "note"


def test_items_take_everything_from_their_rows() -> None:
    text = _with(notes="x / depends_on:A-2,B.3. / depends-on=C_4", owner_session="me")

    item = new_items(parse(text))[0]

    assert item.depends_on == ("A-2", "B.3", "C_4")
    assert item.notes == "x / depends_on:A-2,B.3. / depends-on=C_4"
    assert (item.id, item.title, item.owner) == ("A-1", "작업", "me")
    assert item.success_criteria == "기준"


# -- Mistakes ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("# nothing here\n", 1, None),
        (TABLE.replace(" notes |", " remarks |"), 3, "notes"),
        (TABLE.replace("| notes |\n|", "| notes | more |\n|---|"), 3, "more"),
        (TABLE.replace("| notes |\n|", "| notes | id |\n|---|"), 3, "id"),
        (TABLE.replace("| note |", "|"), 5, "notes"),
        (TABLE.replace("| note |", "| note | x |"), 5, "notes"),
        (TABLE.replace("| 작업 ", ""), 5, "notes"),
        (_with(status="OPEN"), 5, "status"),
        (_with(priority="P9"), 5, "priority"),
        (_with(id="a b"), 5, "id"),
        (_with(id="../x"), 5, "id"),
        (_with(id=""), 5, "id"),
        (_with(task=""), 5, "task"),
        (_with(task="x" * 20_001), 5, "task"),
        (_with(notes="a\0b"), 5, "notes"),
        (_with(success_criteria="y" * 20_001), 5, "success_criteria"),
        (_with(due_at_kst="2026-02-30 10:00"), 5, "due_at_kst"),
        (_with(due_at_kst="2026-2-3 10:00"), 5, "due_at_kst"),
        (_with(started_at_kst="tomorrow"), 5, "started_at_kst"),
        (_with(started_at_kst="0001-01-01 00:00"), 5, "started_at_kst"),
        (TABLE + ROW + "\n", 6, "id"),
        (TABLE + "A-2 | PENDING | P1 | x | y | - | - | - | - |\n", 6, None),
        (TABLE + "\n" + TABLE, 9, None),
    ],
)
def test_a_mistake_is_named_with_its_line_and_field(
    text: str, line: int, field: str | None
) -> None:
    with pytest.raises(QueueFileError) as caught:
        parse(text)

    assert (caught.value.line, caught.value.field) == (line, field)
    assert f"line {line}" in str(caught.value)


def test_the_first_occurrence_of_a_doubled_id_is_named() -> None:
    with pytest.raises(QueueFileError, match="A-1 is on line 5 already"):
        parse(TABLE + ROW + "\n")


@pytest.mark.parametrize("notes", ["depends_on:A-1", "depends_on:a,,b", "depends_on:!"])
def test_a_dependency_that_can_not_be_is_refused(notes: str) -> None:
    with pytest.raises(QueueFileError) as caught:
        new_items(parse(_with(notes=notes)))

    assert (caught.value.line, caught.value.field) == (5, "notes")


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidValue, match="YYYY-MM-DD HH:MM"):
        parse_kst("2026/02/07 20:08")


# -- Writing -----------------------------------------------------------------


AROUND = "# 큐\r\n\n  text | with bars\n\n{table}\n## 팁\n- `|`\n\n\n"


def test_the_text_around_the_table_stays_as_it_is() -> None:
    text = AROUND.format(table=TABLE.removeprefix("# Queue\n\n"))
    row = Row(id="Z-1", status=Status.DONE, priority=Priority.P2, task="t")

    changed = render([row], text)

    before, after = text.split(ROW + "\n")
    assert changed == f"{before}| Z-1 | DONE | P2 | t |  | - | - | - |  |\n{after}"


def test_a_file_that_nobody_changed_is_written_as_it_was() -> None:
    text = AROUND.format(table=TABLE)

    assert render(parse(text), text) == text


@pytest.mark.parametrize("ending", ["\n", "", "\r\n"])
def test_the_end_of_the_file_stays_as_it_is(ending: str) -> None:
    body = TABLE.rstrip("\n").replace("\n", "\r\n" if "\r" in ending else "\n")

    assert render(parse(body + ending), body + ending) == body + ending


def test_broken_rows_do_not_keep_a_file_from_being_written() -> None:
    text = TABLE.replace("PENDING", "?")

    assert render(parse(TABLE), text) == TABLE


def test_a_file_without_a_table_is_not_written() -> None:
    with pytest.raises(QueueFileError):
        render([], "# Queue\n")


def test_times_are_written_to_the_minute_in_korea() -> None:
    at = datetime(2026, 2, 7, 15, 30, 59, tzinfo=UTC)

    assert format_kst(at) == "2026-02-08 00:30"
    assert format_kst(None) == "-"
    assert parse_kst(format_kst(at)) == at.replace(second=0)


INJECTIONS = (
    "x |\n| EVIL | DONE | P0 | t | c | - | - | - | n |",
    "x\r\n| EVIL | DONE | P0 | t | c | - | - | - | n |",
    "x\u2028| EVIL | DONE | P0 | t | c | - | - | - | n |",
    "\n\n|---|---|",
    "x | y | z",
    "```\n| a |",
    "ends with a backslash\\",
    r"\| \\| \\\|",
    "<!-- -->\x0b\x0c\x85\x1c",
    "|" * 40,
)


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize(
    "field", ["task", "success_criteria", "owner_session", "notes"]
)
def test_no_text_adds_a_row_or_a_cell(field: str, text: str) -> None:
    rows = [
        Row(**{**_FILLED, "id": "A-1", field: text}),
        Row(**{**_FILLED, "id": "A-2"}),
    ]

    read = parse(render(rows))

    assert [row.id for row in read] == ["A-1", "A-2"]
    assert getattr(read[0], field) == cell(text)


_FILLED = {"status": Status.PENDING, "priority": Priority.P1, "task": "t"}
_TEXT = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40
)
_TIMES = st.none() | st.datetimes(
    datetime(1950, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda at: at.replace(second=0, microsecond=0))
_ROWS = st.lists(
    st.builds(
        Row,
        id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True),
        status=st.sampled_from(Status),
        priority=st.sampled_from(Priority),
        task=_TEXT.filter(lambda text: bool(cell(text))),
        success_criteria=_TEXT,
        owner_session=st.none() | _TEXT,
        started_at=_TIMES,
        due_at=_TIMES,
        notes=_TEXT,
    ),
    max_size=5,
    unique_by=lambda row: row.id,
)


def _shown(row: Row, line: int) -> Row:
    owner = cell(row.owner_session or "")
    return Row(
        line=line,
        id=row.id,
        status=row.status,
        priority=row.priority,
        task=cell(row.task),
        success_criteria=cell(row.success_criteria),
        owner_session=None if owner in {"", "-"} else owner,
        started_at=row.started_at,
        due_at=row.due_at,
        notes=cell(row.notes),
    )


@given(_ROWS)
def test_what_is_written_is_read_back(rows: list[Row]) -> None:
    text = render(rows)

    assert parse(text) == tuple(_shown(row, n) for n, row in enumerate(rows, 5))
    assert render(parse(text), text) == text


def test_a_long_file_is_read_in_no_time() -> None:
    rows = [
        Row(**{**_FILLED, "id": f"A-{n}", "due_at": _DAY + timedelta(minutes=n)})
        for n in range(20_000)
    ]

    assert len(parse(render(rows))) == 20_000


_DAY = datetime(2026, 1, 1, tzinfo=UTC)
