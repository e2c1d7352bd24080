"""The verbs of the runbook: one folder per subject, one file per verb, imported when it is asked for. This is the door.

    creditai release deploy ...    is    runbook/cli/release/deploy.py, the function `deploy`

As in the product's command line: the file's first docstring line is what `creditai release --help` prints, the
function's docstring is the page of `--help` and ends in `Examples:`, parameters are typer's with help on each, the
result goes to stdout and all else to stderr, `--json` where there is data. A verb returns its exit code or raises
`runbook.errors`: 0 released, 1 turned back, 2 refused and nothing touched, 3 needs a person, 70 our fault.
Files whose name begins with `_` are no verbs.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import typer

from runbook.cli._fitting import columns, fitted
from runbook.errors import RunbookError

EXIT_CODES = {
    0: "Released, or answered.",
    1: "Turned back: what did not hold was undone, latest first.",
    2: "Refused: nothing that serves was touched. The sentence says what to change.",
    3: "Needs a person: it could go neither on nor back, or was left to be resumed.",
    70: "A defect of the runbook itself. CREDITAI_DEBUG=1 shows how it came there.",
}
_HOME = Path(__file__).parent
_USAGE = 2


def subjects() -> tuple[str, ...]:
    """The folders of this room, by their names alone."""
    return tuple(sorted(m.name for m in iter_modules([str(_HOME)]) if m.ispkg))


def verbs(subject: str) -> tuple[str, ...]:
    """The verbs of a subject as they are typed, by the names of its files alone."""
    found = (m.name for m in iter_modules([str(_HOME / subject)]))
    return tuple(sorted(name.replace("_", "-") for name in found if not name.startswith("_")))


def load(subject: str, verb: str) -> Callable[..., int | None]:
    name = verb.replace("-", "_")
    function = getattr(import_module(f"{__name__}.{subject}.{name}"), name)
    assert callable(function)
    return function  # type: ignore[no-any-return]


def first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline().strip().strip('"').strip()


def app(subject: str, asked: str | None) -> typer.Typer:
    """A subject with all its verbs named and only `asked` imported."""
    about = first_line(_HOME / subject / "__init__.py")
    made = typer.Typer(
        name=f"creditai {subject}",
        help=about,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    made.callback(help=about)(_nothing)
    for verb in verbs(subject):
        function = load(subject, verb) if verb == asked else _nothing
        short = first_line(_HOME / subject / f"{verb.replace('-', '_')}.py")
        made.command(verb, short_help=short, help=_page(function))(function)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line of the runbook and give its exit code; no traceback unless CREDITAI_DEBUG=1."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    subject, rest = arguments[0], arguments[1:] or ["--help"]
    verb = next((word for word in rest if not word.startswith("-")), None)
    try:
        if verb is not None and verb not in verbs(subject):
            return _said(f"There is no verb {verb!r}; `creditai {subject} --help` lists all.", _USAGE, None)
        result: Any = app(subject, verb)(args=rest, prog_name=f"creditai {subject}", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except RunbookError as error:
        return _said(error.message, error.exit_code, error)
    except typer.TyperException as error:
        return _said(f"{error.format_message().rstrip('.')}. See `creditai {subject} --help`.", _USAGE, error)
    except (KeyboardInterrupt, typer.Abort) as error:
        return _said("Interrupted; `creditai release resume` goes on.", 3, error)
    except Exception as error:
        at = f"{type(error).__name__} at {_where(error, _HOME.parent)}"
        return _said(f"A defect of the runbook ({at}). CREDITAI_DEBUG=1 shows how it came there.", 70, error)


def _where(error: BaseException, home: Path) -> str:
    """File and line of our own in which it arose, innermost first: no message, which may quote a person's words."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_inside(Path(error.filename), home)}:{error.lineno}"
    ours = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(home)]
    return f"{_inside(Path(ours[-1].filename), home)}:{ours[-1].lineno}" if ours else "its start"


def _inside(path: Path, home: Path) -> str:
    return str(path.relative_to(home.parent)) if path.is_relative_to(home) else path.name


def _page(function: Callable[..., Any]) -> str:
    paragraphs = cleandoc(function.__doc__ or "").split("\n\n")
    return "\n\n".join(f"\b\n{p}" if p.startswith(" ") else p for p in paragraphs)


def _nothing() -> None:
    """Stands for what is only listed."""


def _said(message: str, code: int, error: BaseException | None) -> int:
    if error is not None and os.environ.get("CREDITAI_DEBUG") == "1":
        raise error
    print(fitted(f"creditai: {message}", columns(sys.stderr), "  "), file=sys.stderr)
    return code
