"""The Celery side: the app, its tasks, and the slots that run them."""
