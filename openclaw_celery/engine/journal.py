"""A journal for engines that nobody watches."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from openclaw_celery.ports import RunNote

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from openclaw_celery.domain.item import Item


class Silent:
    """Notes nothing."""

    def run(self, command: str, item: Item) -> AbstractContextManager[RunNote]:
        """Forget what is said."""
        del command, item
        return nullcontext(RunNote())
