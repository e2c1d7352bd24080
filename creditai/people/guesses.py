"""Passwords that are tried first: a list made by hand of what people choose, and the ways in which they stretch it.

A password is common when it comes down to words of the list: letters back from digits that stand for them, digits and
marks at the ends taken off, one part repeated; or when it is one character, a run of the keyboard or of the alphabet.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files

_LEET = str.maketrans("0134578@$!|+", "oieastbasiit")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
)


def is_leaked(password: str) -> bool:
    """Whether it is one that many people had in leaks, whatever its case."""
    return leaked_digest(password) in _leaked()


def leaked_digest(password: str) -> str:
    """As the list holds it: by eight bytes one of 10^16 others is taken for a leaked one."""
    return hashlib.sha256(password.casefold().encode()).hexdigest()[:16]


@cache
def _leaked() -> frozenset[str]:
    text = files("creditai.people").joinpath("leaked-passwords.txt").read_text("ascii")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_common(password: str) -> bool:
    """Whether it is one of those, or one of those in disguise."""
    plain = password.casefold()
    return len(set(plain)) < 4 or any(
        _of_words(each)
        for each in (plain, plain.translate(_LEET), _core(plain), _core(plain).translate(_LEET))
    )


def _core(plain: str) -> str:
    """Without the digits and marks that people put around a word."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)


def _of_words(plain: str) -> bool:
    """Whether nothing is left when common words, runs and years are taken away, longest first. A phrase of four or more
    words is none of those that are tried first, though each of its words is common."""
    if not plain:
        return True
    pieces, rest = 0, plain
    while rest:
        length = _run(rest) or _word(rest) or _small(rest)
        if not length:
            return False
        pieces, rest = pieces + (length > 1), rest[length:]
    return pieces < 4 or _repeated(plain)


def _run(text: str) -> int:
    """How many characters at the start follow each other on the keyboard or in the alphabet, forth or back; 0 below 4."""
    best = 0
    for run in (each for line in _RUNS for each in (line, line[::-1])):
        for start in range(len(run)):
            length = 0
            while length < len(text) and start + length < len(run) and text[length] == run[start + length]:
                length += 1
            best = max(best, length)
    return best if best >= 4 else 0


def _word(text: str) -> int:
    return next((length for length in range(min(len(text), 16), 2, -1) if text[:length] in _words()), 0)


def _small(text: str) -> int:
    """A year, or one digit or mark."""
    found = re.match(r"(?:19|20)\d\d|[\W\d_]", text)
    return found.end() if found else 0


def _repeated(text: str) -> bool:
    """Whether it is one part over and over."""
    return re.fullmatch(r"(.+?)\1+", text) is not None


@cache
def _words() -> frozenset[str]:
    text = files("creditai.people").joinpath("guessed-words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
