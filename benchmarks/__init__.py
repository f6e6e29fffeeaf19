"""Measurements of the queue: `python3 dev.py bench` runs them all."""
