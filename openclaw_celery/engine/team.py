"""Teams: one lead and its workers enter the queue together, and are looked at so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openclaw_celery.domain.errors import DuplicateItem, InvalidValue, ItemNotFound
from openclaw_celery.domain.item import ENDED, Priority, Status
from openclaw_celery.domain.team import new_items, unserved
from openclaw_celery.domain.transitions import STAYING, Verb
from openclaw_celery.engine.prompt import Result

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from openclaw_celery.domain.item import Item
    from openclaw_celery.domain.team import Team
    from openclaw_celery.engine.intake import Intake
    from openclaw_celery.ports import Store, View


@dataclass(frozen=True, slots=True)
class Standing:
    """How a team stands."""

    lead: Item
    children: list[Item]
    #: Children that nobody will run before a person acts, and what each waits for.
    stuck: Mapping[str, Item]
    #: What was said of those that have ended, by whoever ended them.
    said: Mapping[str, str]


class Teams:
    """Takes teams in, and tells who is in them."""

    def __init__(self, store: Store, intake: Intake) -> None:
        """Add by *intake*, which works on *store*."""
        self._store = store
        self._intake = intake

    def submit(  # noqa: PLR0913 - as a person hands it in
        self,
        team: Team,
        *,
        roles: Collection[str],
        actor: str,
        strict: bool = False,
        priority: Priority = Priority.P1,
        repository: str | None = None,
        trace_id: str | None = None,
        dry_run: bool = False,
    ) -> tuple[list[Item], list[str]]:
        """
        Add a team, all of it or nothing; returns its items, and the roles unserved.

        *roles* are those of the slots that are declared here; what other slots have
        registered with counts as well. *strict* refuses a role that none of them has.
        """
        with self._store.read() as view:
            served = {*roles, *(r for row in view.slots() for r in row.slot.roles)}
        missing = unserved(team, served)
        if strict and missing:
            msg = (
                f"no slot has the role {', '.join(missing)}: declare one in slots.toml"
            )
            raise InvalidValue(msg)
        new = [
            replace(one, repository=repository)
            for one in new_items(team, served, priority)
        ]
        try:
            added = self._intake.add(
                new, actor=actor, trace_id=trace_id, dry_run=dry_run
            )
        except DuplicateItem as error:
            msg = f"{error}: give the tasks other ids in the file, or none"
            raise DuplicateItem(msg) from None
        return added, missing

    def standing(self, item_id: str) -> Standing:
        """Tell how the team of an item stands; raises ItemNotFound, InvalidValue."""
        with self._store.read() as view:
            team = members_of(view, item_id)
            said = {item.id: last_words(view, item) for item in team}
            return Standing(team[0], team[1:], _stuck(view, team[1:]), said)

    def members(self, item_id: str, *, role: str | None = None) -> list[Item]:
        """
        List a team's items, its lead first; with *role* only those of that role.

        Raises InvalidValue for an item that is in no team, and for a role that
        nobody in it has.
        """
        with self._store.read() as view:
            team = members_of(view, item_id)
        found = [item for item in team if role is None or item.owner_role == role]
        if not found:
            roles = sorted({item.owner_role for item in team if item.owner_role})
            known = ", ".join(roles) or "none at all"
            msg = f"nobody in team {team[0].id} has the role {role}: it has {known}"
            raise InvalidValue(msg)
        return found


def members_of(view: View, item_id: str) -> list[Item]:
    """List the items of the team that an item is in, its lead first."""
    team_id = view.item(item_id).team_id
    if team_id is None:
        msg = f"{item_id} is in no team: `clawq team submit FILE` makes one"
        raise InvalidValue(msg)
    team = view.team(team_id)
    lead = [item for item in team if item.id == team_id]
    if not lead:
        msg = f"no item {team_id}"
        raise ItemNotFound(msg)
    return lead + [item for item in team if item.id != team_id]


def results_for(view: View, item: Item) -> list[Result]:
    """Gather what came of a lead's tasks; nothing for who leads no team."""
    if item.team_id != item.id:
        return []
    return [_result(view, child) for child in members_of(view, item.id)[1:]]


def _result(view: View, child: Item) -> Result:
    reports = (view.report(child.id, at) for at in range(child.attempt, 0, -1))
    report = next((told for told in reports if told is not None), None)
    return Result(child, report, last_words(view, child))


def last_words(view: View, item: Item) -> str:
    """Return what was said when an item ended; nothing where its report says it."""
    if item.status not in ENDED:
        return ""
    moves = [e.event for e in view.events(item.id) if e.event.verb not in STAYING]
    if not moves or (item.status is Status.DONE and moves[-1].verb is Verb.REVIEW):
        return ""
    return moves[-1].note


def _stuck(view: View, children: Collection[Item]) -> dict[str, Item]:
    """Find who waits, at last, for one that ended without being DONE."""
    needs = {
        item.id: view.dependencies(item.id)
        for item in children
        if item.status is Status.PENDING and item.open_deps
    }
    asked = {name for links in needs.values() for name in links}
    found = {name: view.item(name) for name in asked}
    stuck: dict[str, Item] = {}
    while True:
        more = {
            item_id: stuck.get(name, found[name])
            for item_id, links in needs.items()
            for name, until in links.items()
            if item_id not in stuck
            and not until.met_by(found[name].status)
            and (found[name].status in ENDED or name in stuck)
        }
        if not more:
            return stuck
        stuck |= more
