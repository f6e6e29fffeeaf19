"""Locks outside the store: they save a second agent run, and are never the truth."""
