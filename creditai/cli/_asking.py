"""Questions on a terminal, each folded to the width and asked again until what is typed answers it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

import typer

from creditai.cli import _folder, _terminal
from creditai.disputes.letter import printable
from creditai.values import PartialDate

_NONE = frozenset({"n", "no", "none", "nothing", "-"})
_NO_WORDS = _NONE | {"y", "yes", "ok"}
"""What answers yes or no, and is neither a name nor an address nor a paper."""
_YES_OR_NO: Mapping[str, bool] = {"y": True, "yes": True, "n": False, "no": False}


def yes(question: str, default: bool | None = False, *, indent: int = 0) -> bool:
    """`default`: what Enter alone says; None: nothing."""
    marks = {None: "[y/n]", False: "[y/N]", True: "[Y/n]"}[default]
    while True:
        typed = _typed(f"{question} {marks}", "", indent).lower()
        if typed in _YES_OR_NO:
            return _YES_OR_NO[typed]
        if not typed and default is not None:
            return default
        alone = {None: "", False: "; Enter alone is no", True: "; Enter alone is yes"}[default]
        _terminal.aside(f"Type y for yes or n for no{alone}.")


def words(question: str, default: str | None, *, indent: int = 0) -> str:
    """What is typed; `default`: what Enter alone says, shown where it says something."""
    shown = f"{question} [{default}]" if default else question
    suffix = " " if shown.endswith("?") else ": "
    asked = typer.prompt(_folded(shown, indent), default=default, show_default=False, prompt_suffix=suffix)
    return printable(str(asked))


def one_of(question: str, printed: tuple[str, ...]) -> str:
    """What is typed, or the number of a line that the reports print."""
    for number, text in enumerate(printed, 1):
        _terminal.paragraph(f"{number}. printed: {text}", indent=2)
    while True:
        typed = _typed(f"{question} (a number or your own words)" if printed else question, None)
        if typed.isdigit() and 1 <= int(typed) <= len(printed):
            return printed[int(typed) - 1]
        if typed and not typed.isdigit() and typed.lower() not in _NO_WORDS:
            return printable(typed)
        one = "1" if len(printed) == 1 else f"a number from 1 to {len(printed)}"
        _terminal.aside(
            f"Type {one} for what is printed, or write it out." if printed else "Please write it out."
        )


def matching(question: str, pattern: str, hint: str) -> str:
    while True:
        typed = _typed(question, "")
        if re.fullmatch(pattern, typed):
            return typed
        if typed.lower() in _NONE and re.fullmatch(pattern, ""):
            return ""
        _terminal.aside(hint)


def day(question: str) -> PartialDate | None:
    """A day, written as a report prints it or as year, month, day; None for Enter alone."""
    while typed := matching(
        question,
        r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}",
        "Such as 04/02/1981; Enter alone leaves it out.",
    ):
        found = _folder.written_day(typed)
        if found is not None:
            return PartialDate.of(found)
        _terminal.aside("There is no such day.")
    return None


def chosen(question: str, printed: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that the person names by number; none by default."""
    if not printed:
        return ()
    for number, text in enumerate(printed, 1):
        _terminal.paragraph(f"{number}. {text}", indent=2)
    while True:
        typed = matching(
            f"Which of these {question}? (numbers, empty for none)",
            r"[\d ,]*",
            "Their numbers, such as 1,3; Enter alone for none.",
        )
        numbers = {int(n) for n in re.findall(r"\d+", typed)}
        if numbers <= set(range(1, len(printed) + 1)):
            break
        _terminal.aside(f"There are the numbers 1 to {len(printed)}.")
    return tuple(text for n, text in enumerate(printed, 1) if n in numbers)


def papers(question: str, *, indent: int = 0) -> str:
    """The name of a paper, as the letter is to list it; empty for none. A number alone names nothing."""
    while True:
        typed = _typed(question, "", indent)
        if not typed or typed.lower() in _NONE:
            return ""
        if typed.lower() not in _NO_WORDS and re.search(r"[^\W\d]", typed):
            return printable(typed)
        _terminal.aside("Name the paper, such as: Letter of the bank of March 3, 2025.")


def _typed(question: str, default: str | None, indent: int = 0) -> str:
    return str(typer.prompt(_folded(question, indent), default=default, show_default=False)).strip()


def _folded(question: str, indent: int) -> str:
    """With room at the end for what is typed."""
    margin = " " * indent
    return textwrap.fill(
        question,
        max(20, _terminal.width() - 8),
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
    )
