"""Signs of trouble in English: each admits something, and has a harmless twin."""

from __future__ import annotations

import pytest

from openclaw_celery.domain.gate.bounds import misses_a_bound
from openclaw_celery.domain.gate.claims import Kind, read_clauses
from openclaw_celery.domain.gate.trouble import admits, breaks, owes

NO_NAMES: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("the index isn't filtered", "the index does not break on reload"),
        ("i did not find why", "we did not find any leftovers"),
        ("row counts not compared yet", "and yet another sheet was added"),
        ("search still shows the old entry", "the suite still passes"),
        ("we think the figure is right", "the figure is right"),
        ("it should be quick now", "it answers as it should"),
        ("links break at the moment", "links were mended a moment ago"),
        ("all rows except the last", "no row was touched except the last"),
        ("about 200 contacts with no country", "the run ended with no data lost"),
        ("links in the mails return 404", "links to deleted items return 404"),
        ("the saving is less than hoped", "the saving is three points more than asked"),
        ("the console shows two errors", "the console showed two errors, both fixed"),
        ("circular imports: 5", "circular imports: 0"),
        ("the customers are uninformed", "the customers were unread until noon"),
        ("errors went up since the rollout", "errors went down since the rollout"),
        ("900 of those are in there twice", "none of those are in there twice"),
        ("most alerts have runbooks", "most of the gain comes from caching"),
        ("asia is on the old build", "nothing is on the old build"),
        ("the import chokes on umlauts", "nothing chokes on umlauts"),
        ("the attachment is missing", "rows where the address is missing are listed"),
        ("the rest follows", "the rest is done"),
        ("i turned it off again", "the light turned green"),
        ("i have a local version of it", "it keeps a local file of it"),
        ("rate limiting kicks in too early", "a limit that is too early was moved"),
    ],
)
def test_a_sign_counts_unless_the_clause_says_why_not(bad: str, good: str) -> None:
    assert admits(bad)
    assert not admits(good)


def test_what_has_to_be_done_is_owed() -> None:
    assert owes("the letters have to be redone")
    assert not owes("passwords have to be changed every 90 days")


def test_what_broke_is_told_from_what_would() -> None:
    assert breaks("in 50 runs it failed twice")
    assert not breaks("nothing failed in 50 runs")


def test_fewer_than_there_should_be_miss_a_bound() -> None:
    assert misses_a_bound("88 tables expected, 71 present")
    assert not misses_a_bound("88 tables expected, 88 present")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The test PR could not be merged, as intended", Kind.EVIDENCE),
        ("The test PR could not be merged, sadly", Kind.UNDONE),
        ("I wasn't sure about the order, so I checked it", Kind.MENTION),
        ("I wasn't sure about the order, so I left it", Kind.UNDONE),
    ],
)
def test_what_follows_says_how_it_is_meant(text: str, kind: Kind) -> None:
    assert read_clauses(text, NO_NAMES)[0].kind is kind
