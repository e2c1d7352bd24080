"""Make the first operator, or somebody of support, without a dialogue."""

from __future__ import annotations

from typing import Annotated

import typer

from creditai.cli import _environment, _terminal
from creditai.errors import WrongUsage

_WHAT = ("make-operator", "make-support", "replay-erasures")


def people(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(_WHAT)}.")],
    address: Annotated[str, typer.Argument(help="The e-mail address.", show_default=False)] = "",
    token: Annotated[bool, typer.Option(help="Print a bearer token for 30 days as well.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Done at the machine, by whoever holds its settings; signing up over the network makes consumers alone.

    The person sets a password by the link of a mail (`POST /api/v1/ask-for-reset`) and needs a second factor before
    anything can be operated. --token is for scripts, such as the kill switch. `replay-erasures` erases again, in a
    database that was restored from a dump, whoever was erased since.

    Examples:

      creditai people make-operator dana@example.com --token
      creditai people replay-erasures --json
    """
    from creditai.wiring import wire

    if what not in _WHAT:
        raise WrongUsage(f"{what!r} is not one of: {', '.join(_WHAT)}.")
    wiring = wire(_environment.settings())
    try:
        from creditai.flows.erase_person import replay_erasures

        if what == "replay-erasures":
            _say(json, {"erased": replay_erasures(wiring)})
            return
        from creditai.flows.make_person import make_staff

        made = make_staff(wiring, address, "operator" if what == "make-operator" else "support", token=token)
        _say(json, {"person": str(made.person), **({"token": made.token} if made.token else {})})
    finally:
        wiring.close()


def _say(as_json: bool, told: dict[str, object]) -> None:
    if as_json:
        _terminal.data(told)
        return
    for name, value in told.items():
        _terminal.say(f"{name}: {value}")
