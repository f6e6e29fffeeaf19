"""
Every error a caller can meet, by what the caller should do next.

OpenClawError
+- Refused               not allowed, or wrong input      (exit code 2)
|  +- ItemNotFound
|  +- DuplicateItem
|  +- TransitionRefused
|  +- InvalidValue
|  +- SettingsError
|  +- SlotTaken
|  +- QueueFileError     carries the line number
+- LeaseLost             stop, write nothing              (exit code 4)
+- NoCapacity            ask again later                  (exit code 0)
+- Unavailable           try again later                  (exit code 3)
   +- StoreUnavailable
   +- LeasesUnavailable
   +- BrokerUnavailable
   +- RuntimeUnavailable
   +- WorkspaceUnavailable
   +- SheetChanged
"""

from __future__ import annotations


class OpenClawError(Exception):
    """Something went wrong in the queue."""

    #: What a command that ends with this error exits with.
    exit_code = 1

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class Refused(OpenClawError):
    """The queue does not allow this."""

    exit_code = 2


class ItemNotFound(Refused):
    """There is no item with this id."""


class DuplicateItem(Refused):
    """An item with this id exists already."""


class TransitionRefused(Refused):
    """The item's status does not allow this."""


class InvalidValue(Refused):
    """A value is not one the queue understands."""


class SettingsError(Refused):
    """The settings are wrong."""


class SlotTaken(Refused):
    """Another live worker runs under this slot's name."""


class QueueFileError(Refused):
    """A QUEUE.md can't be read; nothing of it was used."""

    def __init__(self, message: str, *, line: int, field: str | None = None) -> None:
        where = f"line {line}" + (f", {field}" if field else "")
        super().__init__(f"{where}: {message}")
        self.line = line
        self.field = field
        #: What is wrong, without where.
        self.what = message

    def within(self, name: str) -> QueueFileError:
        """Return the same error, saying which file it is about."""
        named = QueueFileError("", line=self.line, field=self.field)
        named.args = (f"{name}, {self}",)
        return named


class LeaseLost(OpenClawError):
    """The lease is somebody else's now: stop the agent and write nothing."""

    exit_code = 4


class NoCapacity(OpenClawError):
    """As much is in flight as may be; nothing is wrong with that."""

    exit_code = 0


class Unavailable(OpenClawError):
    """Something that is needed can't be reached; try again later."""

    exit_code = 3


class StoreUnavailable(Unavailable):
    """The database can't be reached."""


class LeasesUnavailable(Unavailable):
    """The lock server can't be reached."""


class BrokerUnavailable(Unavailable):
    """The message broker can't be reached."""


class RuntimeUnavailable(Unavailable):
    """The agent program can't be started."""


class WorkspaceUnavailable(Unavailable):
    """The place where an item is worked on can't be made ready."""


class SheetChanged(Unavailable):
    """The file was changed by somebody else in the same moment; try again."""
