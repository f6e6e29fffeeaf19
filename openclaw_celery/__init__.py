"""A work queue for AI agents on Celery; nothing here but the version."""

__version__ = "0.1.0"
