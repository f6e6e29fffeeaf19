"""Locks outside the store: a courtesy that saves a second agent run, never the truth."""
