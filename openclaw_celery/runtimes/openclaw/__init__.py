"""Runs items as sessions of an OpenClaw gateway."""
