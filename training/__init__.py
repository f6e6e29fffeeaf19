"""Teaches the review gate how reports read, from labelled ones."""
