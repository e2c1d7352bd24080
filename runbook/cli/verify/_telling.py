"""What the sections of `creditai verify` have in common: asked, shown, journaled as evidence."""

from __future__ import annotations

from runbook.errors import CheckFailed


def told(section: str | None, environment: str, of: str, colour: str, as_json: bool) -> None:
    """Ask and show. CheckFailed when something is not as it should be."""
    from json import dumps

    from runbook.records import plain
    from runbook.verifying import aimed, verified

    at, aim = aimed(environment, of, colour)
    found = verified(at, aim, section)
    if as_json:
        print(dumps({"aim": aim.name, "items": [plain(each) for each in found]}, indent=1))
    else:
        for each in found:
            print(f"{each.verdict:<9} {each.verification:<20} {each.said}")
            if each.verdict in ("no", "unknown"):
                print(f"{'':<31}{each.hint}")
    bad = [each.verification for each in found if each.verdict in ("no", "unknown")]
    if bad:
        raise CheckFailed(
            f"{len(bad)} of {len(found)} are not as they should be at {aim.name}: {', '.join(bad)}."
        )
