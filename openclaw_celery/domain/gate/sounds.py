"""How English words sound in Korean letters: 리플렛 is `leaflet`."""

from __future__ import annotations

import re
from functools import lru_cache

#: Consonants that Korean keeps apart in another way than English, as one letter each.
_INITIALS = "k k n t t l m p p s s . j j j k t p .".split()
_FINALS = ". k k ks n n n t l lk lm lp ls lt lp l m p p t t n t t k t p .".split()
_BASE, _SYLLABLES, _TAIL = ord("가"), 588, 28

#: English spelling, longest first, as the same letters.
_SPELLING = re.compile(
    r"tion|sion|tch|dge|ght|sch|sh|ch|ck|ph|th|wh|kn|wr|qu|ng|x|c(?=[eiy])|g(?=[eiy])"
    r"|r(?=[^aeiouy]|$)|[a-z]"
)
_HEARD = """
b p  c k  d t  f p  g k  j j  k k  l l  m m  n n  p p  q k  s s  t t  v p  z j
tion sn  sion jn  tch j  dge j  ght t  sch sk  sh s  ch j  ck k  ph p  th s  kn n
wr l  qu k  ng n  x ks
""".split()
#: Vowels and what Korean does not write are missing.
_SOUNDS = dict(zip(_HEARD[::2], _HEARD[1::2], strict=True))
_TWICE = re.compile(r"(.)\1+")
#: Fewer consonants are shared by words that have nothing to do with each other.
LEAST = 3


@lru_cache(maxsize=2048)
def english(word: str) -> str:
    """Return the consonants of an English word as Korean hears them."""
    heard = []
    for found in _SPELLING.finditer(word):
        part = found[0]
        if part == "c" and word[found.end() : found.end() + 1] in "eiy":
            heard.append("s")
        elif part == "g" and word[found.end() : found.end() + 1] in ("e", "i", "y"):
            heard.append("j")
        elif part == "r" and word[found.end() : found.end() + 1] in tuple("aeiouy"):
            heard.append("l")
        else:
            heard.append(_SOUNDS.get(part, ""))
    return _TWICE.sub(r"\1", "".join(heard))


@lru_cache(maxsize=2048)
def korean(word: str) -> str:
    """Return the consonants of a Korean word."""
    heard: list[str] = []
    for char in word:
        code = ord(char) - _BASE
        heard += (_INITIALS[code // _SYLLABLES], _FINALS[code % _TAIL])
    return _TWICE.sub(r"\1", "".join(heard).replace(".", ""))
