"""
Which SQLite is used: this year's from a wheel, else the one that Python links.

Python's own is mostly too old for a sound write-ahead log, which halves the time of a
commit. `pysqlite3` is Python's sqlite3 module, built with SQLite's newest release.
"""

from __future__ import annotations

try:
    from pysqlite3 import dbapi2 as sqlite3
except ModuleNotFoundError:
    import sqlite3

__all__ = ["sqlite3"]
