"""A stranger's words made harmless to show: what steers a terminal or turns a line around is spelt out."""

from __future__ import annotations

import unicodedata

_KEEP = "\n\t"
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    """`text` with control, direction and zero-width characters as escapes (`\\x1b`). New lines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c if c in _KEEP or unicodedata.category(c) not in _HIDDEN else c.encode("unicode_escape").decode()
        for c in text
    )
