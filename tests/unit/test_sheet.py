"""What becomes of a table that people and the database have both changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.item import Priority, Status
from openclaw_celery.domain.sheet import (
    COLUMNS,
    FIELDS,
    PREFER_DATABASE,
    PREFER_FILE,
    SYSTEM_FIELDS,
    Base,
    Merge,
    Row,
    cells,
    compare,
    merge,
    next_base,
    written,
)
from openclaw_celery.queue_md.text import TEMPLATE, parse, render

ONE = Row(id="A-1", status=Status.PENDING, priority=Priority.P1, task="one", line=5)
TWO = replace(ONE, id="A-2", task="two", line=6)
WHEN = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)


def base_of(*rows: Row) -> Base:
    return next_base({}, rows, ())


# -- one cell ------------------------------------------------------------------


def test_nobody_changed_anything() -> None:
    found = merge(base_of(ONE, TWO), [ONE, TWO], [ONE, TWO])

    assert found == Merge()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("priority", {"priority": Priority.P0}),
        ("task", {"task": "uno"}),
        ("success_criteria", {"success_criteria": "done"}),
        ("due_at_kst", {"due_at": WHEN}),
        ("notes", {"notes": "mind the gap"}),
    ],
)
def test_a_cell_that_only_the_file_changed_is_an_edit(
    name: str, change: dict[str, object]
) -> None:
    edited = replace(ONE, **change)  # type: ignore[arg-type]

    [edit] = merge(base_of(ONE), [edited], [ONE]).edits

    assert (edit.field, edit.was, edit.now) == (
        name,
        cells(ONE)[name],
        cells(edited)[name],
    )


def test_what_only_the_database_changed_is_neither_edit_nor_conflict() -> None:
    moved = replace(
        ONE, status=Status.IN_PROGRESS, owner_session="slot-1", started_at=WHEN
    )

    assert merge(base_of(ONE), [ONE], [moved]) == Merge()


def test_a_cell_that_both_changed_differently_is_a_conflict() -> None:
    mine, theirs = replace(ONE, task="mine"), replace(ONE, task="theirs")

    found = merge(base_of(ONE), [mine], [theirs])

    assert not found.edits
    [conflict] = found.conflicts
    assert (conflict.row.line, conflict.row.id, conflict.field) == (5, "A-1", "task")
    assert (conflict.file, conflict.database) == ("mine", "theirs")
    assert not merge(base_of(ONE), [mine], [mine]).conflicts
    assert merge(base_of(ONE), [mine], [theirs], prefer=PREFER_FILE).edits
    assert merge(base_of(ONE), [mine], [theirs], prefer=PREFER_DATABASE) == Merge()


def test_two_cells_of_a_row_are_merged_each_on_its_own() -> None:
    mine, theirs = replace(ONE, task="mine"), replace(ONE, priority=Priority.P0)

    found = merge(base_of(ONE), [mine], [theirs])

    assert [edit.field for edit in found.edits] == ["task"]
    assert not found.conflicts


def test_without_a_render_nobody_knows_who_changed_a_cell() -> None:
    """But who works on what is always the database's word."""
    theirs = replace(ONE, task="theirs", owner_session="slot-1", started_at=WHEN)

    found = merge({}, [ONE], [theirs])

    assert [conflict.field for conflict in found.conflicts] == ["task"]


@pytest.mark.parametrize(
    "change", [{"owner_session": "me"}, {"started_at": WHEN}], ids=str
)
@pytest.mark.parametrize("prefer", [None, PREFER_FILE])
def test_what_is_the_systems_can_not_be_edited(
    change: dict[str, object], prefer: str | None
) -> None:
    edited = replace(ONE, **change)  # type: ignore[arg-type]

    found = merge(base_of(ONE), [edited], [ONE], prefer=prefer)

    assert not found.edits
    [conflict] = found.conflicts
    assert conflict.field in SYSTEM_FIELDS
    assert "the system's" in conflict.why


def test_dependencies_can_not_be_edited() -> None:
    """A note that names others would promise an order that nobody keeps."""
    edited = replace(ONE, notes="later, depends_on:A-2")

    [conflict] = merge(base_of(ONE, TWO), [edited, TWO], [ONE, TWO]).conflicts

    assert conflict.why == "what an item depends on can't be changed here"
    wrong = replace(ONE, notes="depends_on:A-1")
    [conflict] = merge(base_of(ONE), [wrong], [ONE]).conflicts
    assert "can't depend on itself" in conflict.why


# -- rows ----------------------------------------------------------------------


def test_rows_that_the_database_does_not_know_are_new() -> None:
    nameless = [replace(ONE, id="", line=7), replace(ONE, id="", line=8)]

    found = merge(base_of(ONE), [ONE, *nameless, TWO], [ONE])

    assert found.added == [*nameless, TWO]


def test_a_row_that_was_taken_out_is_named_and_written_again() -> None:
    """One that the file has not seen yet is just new to it."""
    three = replace(ONE, id="A-3")
    found = merge(base_of(ONE, TWO), [TWO], [ONE, TWO, three])

    assert found.removed == ["A-1"]
    assert [r.id for r in written([ONE, TWO, three], (), ["A-2"])] == [
        "A-2",
        "A-1",
        "A-3",
    ]


def test_a_conflict_stays_one_until_it_is_settled() -> None:
    mine, theirs = replace(ONE, task="mine"), replace(ONE, task="theirs")
    base = base_of(ONE)
    for _ in range(3):
        found = merge(base, [mine], [theirs])
        assert [c.field for c in found.conflicts] == ["task"]
        assert [cells(r)["task"] for r in written([theirs], found.conflicts, [])] == [
            "mine"
        ]
        base = next_base(base, [theirs], found.conflicts)
    base = next_base({}, [theirs], merge({}, [mine], [theirs]).conflicts)

    assert [c.field for c in merge(base, [mine], [theirs]).conflicts] == ["task"]


def test_a_comparison_names_every_difference() -> None:
    found = compare([replace(ONE, task="mine"), replace(TWO, id="")], [ONE, TWO])

    assert not found.consistent
    assert [row.line for row in found.missing_in_db] == [6]
    assert found.missing_in_md == ("A-2",)
    [wrong] = found.mismatches
    assert (wrong.line, wrong.field, wrong.file, wrong.database) == (
        5, "task", "mine", "one",
    )  # fmt: skip
    assert compare([ONE], [ONE]).consistent


# -- any table, any text -------------------------------------------------------

TEXT = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20
) | st.sampled_from(["a | b", "| x |\n| y |", "\r\n", "\\", "\\|", "-", "|---|", "```"])
TIMES = st.none() | st.datetimes(
    datetime(1950, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
IDS = [f"A-{n}" for n in range(4)]
#: Text that is never two things at once: `new` differs from all that was before.
WORDS = st.sampled_from(["one", "two", "셋"])


def a_row(text: st.SearchStrategy[str]) -> st.SearchStrategy[Row]:
    return st.builds(
        Row,
        id=st.sampled_from(IDS),
        status=st.sampled_from(Status),
        priority=st.sampled_from(Priority),
        task=text.filter(lambda told: bool(told.strip().strip("|"))),
        success_criteria=text,
        owner_session=st.none() | text,
        started_at=TIMES,
        due_at=TIMES,
        notes=text.filter(lambda told: "depends" not in told),
    )


def table(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[Row]]:
    return st.lists(a_row(text), max_size=4, unique_by=lambda row: row.id)


AROUND = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="|\r"), max_size=60
).filter(lambda text: "```" not in text and "~~~" not in text)


@given(table(TEXT), AROUND, AROUND, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_text_in_a_cell_never_leaves_it(
    rows: list[Row], before: str, after: str, ending: str, bom: bool
) -> None:
    """No row comes, goes or moves; what stands around the table stays, to the byte."""
    head = TEMPLATE.split("\n\n", 1)[1].replace("\n", ending)
    top = ("\ufeff" if bom else "") + before + "\n" + head
    text = render(rows, top + "\n" + after)

    read = parse(text)
    assert [cells(row) for row in read] == [cells(row) for row in rows]
    assert render(read, text) == text
    assert text.startswith(top)
    assert text.endswith("\n" + after)
    assert text.count("\n") == (top + "\n" + after).count("\n") + len(rows)


@given(table(WORDS), table(WORDS), table(WORDS), st.sampled_from([None, "file"]))
def test_a_merge_loses_nothing(
    was: list[Row], file: list[Row], database: list[Row], prefer: str | None
) -> None:
    """Each cell that somebody changed is an edit, a conflict, or the database's."""
    base = base_of(*was)
    file = [replace(row, line=n) for n, row in enumerate(file, 5)]
    found = merge(base, file, database, prefer=prefer)
    stored = {row.id: cells(row) for row in database}
    told = Counter((e.row.id, e.field) for e in [*found.edits, *found.conflicts])

    assert not told or set(told.values()) == {1}
    for row in file:
        if row.id not in stored:
            assert row in found.added
            continue
        for name, text in cells(row).items():
            changed = text not in {stored[row.id][name], base.get(row.id, {}).get(name)}
            unseen = name in SYSTEM_FIELDS and row.id not in base
            assert ((row.id, name) in told) == (changed and not unseen)
    for edit in found.edits:
        assert edit.field not in SYSTEM_FIELDS
        known = base.get(edit.row.id, {}).get(edit.field)
        assert prefer or edit.was == stored[edit.row.id][edit.field] == known


@given(table(WORDS), table(WORDS), table(WORDS))
def test_a_second_sync_has_nothing_to_do(
    was: list[Row], file: list[Row], database: list[Row]
) -> None:
    """What was left alone is left alone again, and told again."""
    found = merge(base_of(*was), file, database)
    after = {row.id: row for row in database}
    for edit in found.edits:
        attribute = {"due_at_kst": "due_at"}.get(edit.field, edit.field)
        after[edit.row.id] = replace(
            after[edit.row.id], **{attribute: getattr(edit.row, attribute)}
        )
    after |= {row.id: row for row in found.added}
    stored = list(after.values())
    shown = written(stored, found.conflicts, [row.id for row in file])
    base = next_base(base_of(*was), stored, found.conflicts)

    again = merge(base, shown, stored)

    assert replace(again, conflicts=[]) == Merge()
    assert {(c.row.id, c.field) for c in again.conflicts} == {
        (c.row.id, c.field) for c in found.conflicts
    }
    assert written(stored, again.conflicts, [row.id for row in shown]) == shown
    assert next_base(base, stored, again.conflicts) == base


def test_work_of_others_is_not_ended_by_syncing_twice() -> None:
    """Ended in the file while somebody else took it up: that stays a conflict."""
    taken = replace(ONE, status=Status.IN_PROGRESS, owner_session="first")
    ended = replace(taken, status=Status.DONE)
    stored = [replace(taken, owner_session="second")]
    base = base_of(taken)
    for _ in range(3):
        found = merge(base, [ended], stored)
        assert [conflict.field for conflict in found.conflicts] == ["status"]
        assert found.edits == []
        [ended] = written(stored, found.conflicts, [ended.id])
        base = next_base(base, stored, found.conflicts)

    [edit] = merge(base, [ended], stored, prefer="file").edits
    assert (edit.field, edit.now) == ("status", "DONE")


def test_the_columns_are_those_of_a_row() -> None:
    assert tuple(cells(ONE)) == COLUMNS == ("id", *FIELDS)
