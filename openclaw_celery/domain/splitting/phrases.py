"""Patterns out of the tables of words, and what both languages share."""

from __future__ import annotations

import re

from openclaw_celery.domain.splitting import action_words as words

#: What may stand around a piece.
CLOSING = " .,;:!?~…·。！？ㅠㅜㅎㅋ^"
BRACKETS = re.compile(r"\([^()]*\)")
_HANGUL = re.compile("[가-힣]")
#: A task has an object: a lone noun of doing says too little.
LEAST = 2


def any_of(table: str) -> str:
    """Return a pattern for any phrase of *table*, the longest first."""
    phrases = sorted(table.split(), key=len, reverse=True)
    return "|".join(
        re.escape(phrase).replace("_", r"\s+" if phrase.isascii() else r"\s*")
        for phrase in phrases
    )


_LINK = re.compile(
    rf"(?:(?:{any_of(words.LINKS)}|{any_of(words.COURTESIES)})(?:\s*,\s*|\s+))+",
    re.IGNORECASE,
)


def is_korean(text: str) -> bool:
    """Tell whether *text* has Korean in it."""
    return bool(_HANGUL.search(text))


def without_link(text: str) -> str:
    """Return *text* without connectives and `please` at its start."""
    found = _LINK.match(text)
    return text[found.end() :] if found and text[found.end() :].strip() else text
