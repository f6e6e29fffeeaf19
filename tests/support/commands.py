"""
`clawq` as a process of its own, without the second that its imports take.

A server that has imported the commands forks for each call: the child has its own
arguments, environment, directory and standard streams, and ends as `clawq` ends.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
#: What the commands import when they run; nothing of it starts a thread.
WARM = (
    "openclaw_celery.cli.checkup",
    "openclaw_celery.cli.intake",
    "openclaw_celery.cli.items",
    "openclaw_celery.cli.operate",
    "openclaw_celery.cli.pull",
