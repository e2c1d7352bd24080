"""What the sections of `creditai check` have in common: asked, shown, journaled as evidence."""

from __future__ import annotations

from runbook.cli._fitting import say
from runbook.errors import CheckFailed

_UNDER = " " * 28


def told(section: str | None, environment: str, as_json: bool) -> None:
    """Ask and show. CheckFailed when something that is required is not so."""
    from json import dumps

    from runbook.cli._waiting import waiting
    from runbook.operating import desk, refusing
    from runbook.records import plain

    at = desk(environment)
    with waiting("Asking") as wait:
        found = at.checks(section, wait.far)
    for each in found:
        at.journal.append("checked", "", **plain(each))
    if as_json:
        print(dumps([plain(each) for each in found], indent=1))
    else:
        for each in found:
            waived = f"  (waived: {each.waived})" if each.waived else ""
            say(
                f"{each.verdict:<9} {each.check:<17} {each.said.splitlines()[0] if each.said else ''}{waived}",
                _UNDER,
            )
            if each.verdict == "no" and not each.waived:
                say(_UNDER + each.hint, _UNDER)
    bad = refusing(at.environment, found)
    if bad:
        raise CheckFailed(
            f"{len(bad)} of {len(found)} checks refuse: {', '.join(each.check for each in bad)}."
        )
