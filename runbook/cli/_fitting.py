"""Lines as they fit a terminal: broken between words, what goes on stands under what it belongs to."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TextIO

_HANGING = " " * 12
_NARROWEST = 40


def say(text: str, hanging: str = _HANGING) -> None:
    """Lines to stdout: broken for a person's terminal, whole for a pipe."""
    _printed(text, hanging, sys.stdout)


def aside(text: str, hanging: str = "  ") -> None:
    """The same to stderr, at once: what is no part of the answer."""
    _printed(text, hanging, sys.stderr)


def _printed(text: str, hanging: str, stream: TextIO) -> None:
    width = columns(stream)
    for line in text.split("\n"):
        print(fitted(line, width, hanging), file=stream)
    stream.flush()


def columns(stream: TextIO) -> int | None:
    """How wide the terminal behind it is; None: there is none, or it does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or None if stream.isatty() else None
    except (OSError, ValueError):
        return None


def fitted(text: str, width: int | None, hanging: str = _HANGING) -> str:
    """The same words. A word that is longer than the terminal is left whole, so that it can be copied."""
    if width is None or width < _NARROWEST or len(text) <= width:
        return text
    left = text[: len(text) - len(text.lstrip())]
    rest = text[len(left) :]
    broken = textwrap.wrap(
        rest, width, initial_indent=left, subsequent_indent=hanging, break_long_words=False,
        break_on_hyphens=False, drop_whitespace=True, replace_whitespace=False,
    )  # fmt: skip
    return "\n".join(broken)
