"""The command line: one file per verb of this folder, imported when it is asked for. This is the door.

A verb is a file `creditai/cli/<verb>.py` whose docstring's first line is what `creditai --help` prints,
with one function of the file's own name:

    def analyze(files: Annotated[list[Path], typer.Argument(help="...")], ...) -> int | None:

Its parameters are typer's (`Annotated`, with help on each), its docstring is the page of
`creditai <verb> --help` and ends in `Examples:`, a blank line, and indented command lines. It returns the
exit code (None is 0), reads reports through `_reports`, prints its result on stdout and everything else
on stderr (`_terminal`: tables, JSON, progress), takes `--json` where there is data, writes files whole or
not at all (`_writing`), and raises the classes of `creditai.errors`: their message becomes the one line
that the person reads, their `exit_code` the shell's. Only typer and the standard library are imported at
a verb's top: what is heavy (rich, the readers, typst) is imported inside the function, so that
`creditai --help` stays as quick as typer.
A verb that reads reports says `readable=False` of them: a file that may not be read is refused like any
bad file, alone; typer would refuse all. Files whose name begins with `_` are no verbs. `creditai.cli`
never imports a verb by name.

Exit codes: docs/reference/exit-codes.md, printed from `EXIT_CODES`.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import typer

from creditai.cli import _terminal
from creditai.errors import CreditAIError

EXIT_CODES = {
    0: "Done; every file was read.",
    1: "Some files gave no report; the others did. `failures` says which and why. Of a check: faults were found.",
    2: "Wrong usage, or refused: the sentence on stderr says what to change. Nothing was written.",
    69: "Something that is not installed or not reachable is needed, such as the OCR extra.",
    70: "A defect of CreditAI itself. CREDITAI_DEBUG=1 shows how it came there.",
    130: "Interrupted (Ctrl-C). Nothing half-written is left behind.",
}

SETTINGS = {
    "CREDITAI_WORKSPACE": "The folder of your disputes; by default creditai-workspace in the current folder.",
    "CREDITAI_DEBUG": "1: a defect shows its traceback, and child processes may write to stderr.",
    "CREDITAI_FENCE": "The number of an operator's lease: `creditai db` changes nothing when a later one was here. The runbook sets it.",
    "NO_COLOR": "Anything: no colour on a terminal.",
    "TERM": "dumb: no drawing and no progress on a terminal.",
    "XDG_CACHE_HOME": "Where recognised pages are kept, in creditai/pages; by default ~/.cache.",
}
"""The environment variables that are heard; docs/reference/settings.md prints them."""

_INTERRUPTED = 130
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_HOME = Path(__file__).parent
_ABOUT = """Read credit reports, find what is wrong in them, write the disputes that get it corrected.

Everything happens on this machine; nothing is sent anywhere.
"""
_FIRST = (
    "First time here: creditai demo. With your own reports, in this order: get, analyze, show, dispute, letters, "
    "record, status, compare. Beside them: rules, explain, layouts, doctor. All others run the service. "
    "To production and back: creditai release --help (also incident, oncall, contacts)."
)


def verbs() -> tuple[str, ...]:
    """The names of all verbs, from the names of the files alone."""
    return tuple(sorted(m.name for m in iter_modules([str(_HOME)]) if not m.name.startswith("_")))


def load(verb: str) -> Callable[..., int | None]:
    """The function of a verb; imports its file."""
    function = getattr(import_module(f"{__name__}.{verb}"), verb)
    assert callable(function)
    return function  # type: ignore[no-any-return]


def first_line(verb: str) -> str:
    """What `creditai --help` says of a verb: the first line of its file, read without importing it."""
    with (_HOME / f"{verb}.py").open(encoding="utf-8") as file:
        return file.readline().strip().strip('"').strip()


def app(asked: str | None = None) -> typer.Typer:
    """The application with all verbs named and only `asked` imported."""
    made = typer.Typer(
        name="creditai",
        help=_ABOUT,
        epilog=_FIRST,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    made.callback(help=_ABOUT, epilog=_FIRST)(_nothing)
    for verb in verbs():
        function = load(verb) if verb == asked else _nothing
        made.command(verb, short_help=first_line(verb), help=_page(function))(function)
    return made


def _page(function: Callable[..., Any]) -> str:
    """The docstring for `--help`: paragraphs are folded to the width, indented ones kept line by line."""
    paragraphs = cleandoc(function.__doc__ or "").split("\n\n")
    return "\n\n".join(f"\b\n{p}" if p.startswith(" ") else p for p in paragraphs)


def _nothing() -> None:
    """Stands for a verb that is only listed."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; never a traceback, unless CREDITAI_DEBUG=1."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _ready_streams()
    try:
        return _run(arguments)
    except CreditAIError as error:
        return _said(error.message, error.exit_code, error)
    except typer.TyperException as error:
        return _said(_usage(error, arguments), 2, error)
    except (KeyboardInterrupt, typer.Abort) as error:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # the terminal's ^C stands on the line of a question
        return _said("Interrupted.", _INTERRUPTED, error)
    except BrokenPipeError:  # the reader of our output left: `creditai rules | head`
        _to_nowhere(1)
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            _to_nowhere(1)  # what waits in the buffer would fail once more at the end
            return _said(f"The output cannot be written: {error.strerror}.", 2, error)
        at = f"{type(error).__name__} at {_where(error, Path(__file__).parents[1])}"
        return _said(
            f"A defect of CreditAI ({at}). CREDITAI_DEBUG=1 shows how it came there; please report it.",
            70,
            error,
        )


def _where(error: BaseException, home: Path) -> str:
    """File and line of our own in which it arose, innermost first: no message, which may quote a person's words."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_inside(Path(error.filename), home)}:{error.lineno}"
    ours = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(home)]
    return f"{_inside(Path(ours[-1].filename), home)}:{ours[-1].lineno}" if ours else "its start"


def _inside(path: Path, home: Path) -> str:
    return str(path.relative_to(home.parent)) if path.is_relative_to(home) else path.name


def _ready_streams() -> None:
    """No character fails for want of an encoding: it is shown as its escape. A stream that is closed
    (`>&-`) swallows what it is given, and leaves its number to no file of a person."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            _to_nowhere(number)
            mode = "r" if number == 0 else "w"
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
        elif number and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _to_nowhere(number: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    if nowhere != number:
        os.dup2(nowhere, number)
        os.close(nowhere)


def _run(arguments: list[str]) -> int:
    arguments = arguments or ["--help"]
    if arguments[0].startswith("--") and arguments[0].partition("=")[0] not in ("--help", "--version"):
        option = arguments[0].partition("=")[0]
        return _said(f"There is no option {option} before a verb. See `creditai --help`.", 2, None)
    verb = next((word for word in arguments if not word.startswith("-")), None)
    if verb is not None and verb not in verbs():
        return _said(_no_such(verb), 2, None)
    result: Any = app(verb)(args=arguments, prog_name="creditai", standalone_mode=False)
    sys.stdout.flush()
    if result == _INTERRUPTED:  # typer turns Ctrl-C into this
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _no_such(verb: str) -> str:
    near = get_close_matches(verb, verbs(), n=1)
    if near:
        return f"There is no verb {verb!r}; did you mean `creditai {near[0]}`?"
    if Path(verb).suffix.lower() in (".pdf", ".html", ".htm", ".mhtml"):
        return f"A verb comes before the files: `creditai analyze {verb}`."
    return f"There is no verb {verb!r}; `creditai --help` lists all."


def _usage(error: typer.TyperException, arguments: list[str]) -> str:
    verb = next((word for word in arguments if word in verbs()), "")
    said = error.format_message().rstrip(".")
    meant = getattr(getattr(error, "param", None), "help", None)
    if said.startswith("Missing argument") and meant:
        said = f"{said}: {meant.rstrip('.')}"
    return f"{said}. See `creditai {verb} --help`." if verb else f"{said}. See `creditai --help`."


def _said(message: str, code: int, error: BaseException | None) -> int:
    """Print the sentence on stderr and hand back the code."""
    if error is not None and os.environ.get("CREDITAI_DEBUG") == "1":
        raise error
    print(_terminal.folded(f"creditai: {message}", sys.stderr), file=sys.stderr)
    return code
