"""The service's settings: the manual, a check, new secrets."""

from __future__ import annotations

from typing import Annotated

import typer

from creditai.cli import _environment, _terminal
from creditai.errors import WrongUsage

_WHAT = ("show", "check", "new-secrets")


def settings(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(_WHAT)}.")] = "show",
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> int:
    """Print what the service may be told, or check what this environment tells it.

    show: each variable, its default, what it means. check: placeholders, defaults, weak or shared secrets are faults
    (exit code 1); no value is ever printed. new-secrets: fresh random secrets, as lines for an environment file.

    Examples:

      creditai settings
      creditai settings check --json
      creditai settings new-secrets >> service.env
    """
    if what == "show":
        return _show(json)
    if what == "check":
        return _check(json)
    if what == "new-secrets":
        return _new(json)
    raise WrongUsage(f"{what!r} is nothing that `creditai settings` does; say one of: {', '.join(_WHAT)}.")


def _show(as_json: bool) -> int:
    from creditai.settings import manual

    rows = manual()
    if as_json:
        _terminal.data([{"variable": n, "default": d, "meaning": m} for n, d, m in rows])
    else:
        _terminal.table(("variable", "default", "meaning"), rows)
    return 0


def _check(as_json: bool) -> int:
    from creditai.strength import faults

    found = list(faults(_environment.settings()))
    if as_json:
        _terminal.data({"faults": found})
    elif found:
        for each in found:
            _terminal.paragraph(each)
    else:
        _terminal.paragraph("The settings are complete, and no secret is weak, shared or a placeholder.")
    return int(bool(found))


def _new(as_json: bool) -> int:
    import base64
    import secrets

    def fresh() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    made = {"CREDITAI_KEY_RING": f"key-{secrets.token_hex(3)}:{fresh()}", "CREDITAI_PEPPER": fresh()}
    if as_json:
        _terminal.data(made)
    else:
        for name, value in made.items():
            print(f"{name}={value}")
    return 0
