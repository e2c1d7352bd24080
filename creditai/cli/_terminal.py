"""What a verb prints: tables, JSON and progress, each as the stream at hand can show it.

On a terminal rich draws (imported only then); elsewhere the same content is plain text that `cut`
and `grep` can read. Progress goes to stderr and only to a terminal. Words that come from a file are
never sent to a terminal raw: control and direction characters are shown as escapes.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol

from creditai.plain import visible

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 110
"""Columns of a plain page: `explain` and messages are folded there when the stream has no width."""


def on_terminal(stream: Any = None) -> bool:
    """Whether a person looks at the stream (stdout unless told)."""
    return bool((sys.stdout if stream is None else stream).isatty()) and os.environ.get("TERM") != "dumb"


def coloured(stream: Any = None) -> bool:
    """Whether colour is wanted there: a terminal, and NO_COLOR is not set (no-color.org)."""
    return on_terminal(stream) and not os.environ.get("NO_COLOR")


def width() -> int:
    return min(shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, 140)


def say(text: str = "") -> None:
    """A line of the result."""
    print(visible(text))


def heading(text: str) -> None:
    """A line that heads what follows; bold where there is colour."""
    print(_styled(visible(text), "1"))


def paragraph(text: str, *, indent: int = 0, bullet: str = "", faint: bool = False) -> None:
    """Text folded to the width. `bullet` stands in the indent of the first line."""
    margin = " " * indent
    folded = textwrap.fill(
        visible(text),
        width(),
        initial_indent=bullet or margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
    )
    print(_styled(folded, "2") if faint else folded)


_SEVERITY_COLOURS = {"high": "1;31", "medium": "33", "low": "34"}


def finding(order: int, severity: str, title: str, about: str = "") -> None:
    """The head of a finding: number, gravity, title, and whom it is about on a line of its own."""
    mark = _styled(f"{severity.upper():<6}", _SEVERITY_COLOURS[severity])
    print(f"{order:>3}  {mark}  {_styled(visible(title), '1')}")
    if about:
        paragraph(about, indent=5, faint=True)


def count(number: int, one: str, several: str = "") -> str:
    """`1 item`, `2 items`."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def _styled(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if coloured() else text


def aside(text: str) -> None:
    """A line beside the result: on stderr; folded where a person looks, whole where a program does."""
    print(
        folded(text.replace("\n", "\\n"), sys.stderr), file=sys.stderr
    )  # a file's name can hold a line's end


def folded(text: str, stream: Any) -> str:
    """`text` made harmless; between words where a person looks, line for line where a program does."""
    shown = visible(text)
    if not on_terminal(stream):
        return shown
    return "\n".join(
        textwrap.fill(line, width(), break_on_hyphens=False, break_long_words=False)
        for line in shown.splitlines()
    )


def data(document: Any) -> None:
    """A document as JSON on stdout."""
    json.dump(document, sys.stdout, indent=1, ensure_ascii=not _utf8())
    sys.stdout.write("\n")


def _utf8() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def console(stderr: bool = False) -> Console:
    """Rich's console for stdout or stderr, with colour only where it is wanted."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, no_color=not coloured(stream), highlight=False, markup=False, emoji=False)


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    styles: Sequence[str] = (),
    right: int = 0,
    whole: int = 0,
) -> None:
    """Rows under heads: drawn on a terminal, without the columns in which nothing stands; tab-separated elsewhere.
    `styles`: rich's, one per column; of the last columns, `right`: so many stand at the right, as amounts do; `whole`:
    so many are never folded."""
    shown = [[visible(cell) for cell in row] for row in rows]
    if not on_terminal():
        for row in [list(heads), *shown]:
            print("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    filled = [i for i in range(len(heads)) if not shown or any(row[i].strip() for row in shown)]
    for i, head in ((i, heads[i]) for i in filled):
        style = styles[i] if i < len(styles) else ""
        justify: Literal["left", "right"] = "right" if i >= len(heads) - right else "left"
        whole_here = i >= len(heads) - whole
        drawn.add_column(head, style=style, overflow="fold", justify=justify, no_wrap=whole_here)
    for row in shown:
        drawn.add_row(*(Text(row[i]) for i in filled))
    console().print(drawn)


class Steps(Protocol):
    """Progress of one thing after another."""

    def __call__(self, done: float, of: float, what: str) -> None: ...


@contextmanager
def progress(title: str) -> Iterator[Steps]:
    """A bar on stderr while something takes longer than a second; silent when stderr is no terminal.

    Call the value with what is done, of how much, and a word for what is at hand (`page 3 of report.pdf`)."""
    if not on_terminal(sys.stderr):
        yield lambda done, of, what: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[what]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, what="")
        yield lambda done, of, what: bar.update(task, completed=done, total=of, what=visible(what))
