"""What the sections of `creditai verify` have in common: asked, shown, journaled as evidence."""

from __future__ import annotations

from runbook.cli._fitting import say
from runbook.errors import CheckFailed

_UNDER = " " * 31


def told(section: str | None, environment: str, of: str, colour: str, as_json: bool) -> None:
    """Ask and show. CheckFailed when something is not as it should be."""
    from json import dumps

    from runbook.cli._waiting import waiting
    from runbook.records import plain
    from runbook.verifying import aimed, verified

    at, aim = aimed(environment, of, colour)
    with waiting(f"Asking {aim.name}") as wait:
        found = verified(at, aim, section, wait.far)
    if as_json:
        print(dumps({"aim": aim.name, "items": [plain(each) for each in found]}, indent=1))
    else:
        for each in found:
            say(f"{each.verdict:<9} {each.verification:<20} {each.said}", _UNDER)
            if each.verdict in ("no", "unknown"):
                say(_UNDER + each.hint, _UNDER)
    bad = [each.verification for each in found if each.verdict in ("no", "unknown")]
    if bad:
        raise CheckFailed(
            f"{len(bad)} of {len(found)} are not as they should be at {aim.name}: {', '.join(bad)}."
        )
