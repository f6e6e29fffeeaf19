"""`python -m openclaw_celery` is `clawq`."""

from openclaw_celery.cli import main

main()
