"""QUEUE.md: the queue as a Markdown table that people read and edit."""
