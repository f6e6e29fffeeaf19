"""Which slots may take which items, and whether all find a place."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openclaw_celery.domain.transitions import DISPATCHED
from openclaw_celery.engine.dispatch import fits, lanes_of
from openclaw_celery.ports import Slot
from tests.unit.test_transitions import item_in

if TYPE_CHECKING:
    from openclaw_celery.domain.item import Item

PLAIN = Slot("plain", "command")
DOCS = Slot("docs", "command", ("docs",))
BOTH = Slot("both", "other", ("docs", "tests"))

roles = st.sampled_from([None, "docs", "tests"])
runtimes = st.sampled_from([None, "command", "other"])
items = st.lists(st.tuples(roles, runtimes), max_size=5)
slots = st.lists(
    st.builds(
        Slot,
        st.just("s"),
        st.sampled_from(["command", "other"]),
        st.lists(st.sampled_from(["docs", "tests"]), unique=True).map(tuple),
    ),
    max_size=5,
)


def item(role: str | None = None, runtime: str | None = None) -> Item:
    return replace(item_in(DISPATCHED), role=role, runtime=runtime)


def test_a_slot_takes_its_lanes() -> None:
    """What asks for nothing, for its runtime, for its roles, or for both."""
    assert set(lanes_of(PLAIN)) == {"/", "/command"}
    assert set(lanes_of(DOCS)) == {"/", "/command", "docs/", "docs/command"}
    assert len(lanes_of(BOTH)) == 6


@pytest.mark.parametrize(
    ("wanted", "there", "fit"),
    [
        ([], [], True),
        ([item()], [], False),
        ([item(), item()], [PLAIN], False),
        ([item("docs")], [PLAIN], False),
        ([item(runtime="other")], [PLAIN, DOCS], False),
        # The first item would take the only slot for docs: it has to move on.
        ([item(), item("docs")], [DOCS, PLAIN], True),
        ([item("docs"), item("docs")], [DOCS, PLAIN], False),
        ([item("docs"), item("docs", "other"), item()], [BOTH, DOCS, PLAIN], True),
        ([item("docs"), item("docs"), item("tests")], [BOTH, DOCS, PLAIN], False),
    ],
)
def test_every_item_needs_a_slot_of_its_own(
    wanted: list[Item], there: list[Slot], fit: bool
) -> None:
    assert fits(wanted, there) is fit


@given(items, slots)
def test_it_is_found_if_there_is_a_way(
    wanted: list[tuple[str | None, str | None]], there: list[Slot]
) -> None:
    """The same answer as trying every way to hand the slots out."""
    placed = [item(*one) for one in wanted]
    any_way = any(
        all(one.lane in lanes_of(slot) for one, slot in zip(placed, way, strict=True))
        for way in permutations(there, len(placed))
    )
    assert fits(placed, there) is any_way
