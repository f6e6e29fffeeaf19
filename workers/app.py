"""
The app for Celery's own tools: `celery -A workers.app beat`, `... flower`.

Workers are started with `clawq worker`, which also registers the slot.
"""

from __future__ import annotations

from openclaw_celery.settings import load
from workers.process import beat_app

app = beat_app(load())
