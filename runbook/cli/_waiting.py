"""What a verb waits for, said while it waits: a line that moves at a terminal, one line once where nobody looks on.

It goes to stderr and is gone at the end, so that the answer stands alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from runbook.cli._fitting import aside, columns, fitted

_LONG = 1.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """`far` is told how far it came, `above` what stays, as a text and what stands before its second line."""

    far: Callable[[str], None]
    above: Callable[[str, str], None]


@contextmanager
def waiting(about: str, seconds: float = 0.0) -> Iterator[Waiting]:
    """Until the block ends. `seconds`: how long it is going to take, where that is known; without a terminal only what takes
    more than one is said."""
    if not sys.stderr.isatty():
        if seconds > _LONG:
            aside(f"{about}: {seconds:g} s.")
        yield Waiting(lambda far: None, aside)
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    width, of = columns(sys.stderr), f" ({seconds:g} s)" if seconds else ""
    parts = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*parts, console=console, transient=True) as shown:
        task = shown.add_task(escape(f"{about}{of}"), total=None)
        yield Waiting(
            lambda far: shown.update(task, description=escape(f"{about}{of}: {far}")),
            lambda text, hanging: console.print(fitted(text, width, hanging), soft_wrap=True),
        )
