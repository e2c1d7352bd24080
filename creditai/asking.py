"""The rules, asked one after the other: case -> what each saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from creditai.case import Case
from creditai.errors import Broken
from creditai.rules import Hit, Rule


def hits_of(case: Case, rules: Sequence[Rule]) -> dict[str, tuple[Hit, ...]]:
    """Rule id -> what the rule saw; a rule sees the hits of those that it names in `after`. All are asked;
    a rule that raised is our defect, and Broken names each."""
    found: dict[str, tuple[Hit, ...]] = {}
    broken: list[tuple[str, Exception]] = []
    for rule in in_order(rules):
        known = replace(case, found={name: found.get(name, ()) for name in rule.after})
        try:
            found[rule.id] = tuple(rule.look(known))
        except Exception as error:
            broken.append((rule.id, error))
            found[rule.id] = ()
    if broken:
        names = ", ".join(f"{name} ({type(error).__name__})" for name, error in broken)
        raise Broken(f"These rules failed on this case: {names}. Please report it.") from broken[0][1]
    return found


def in_order(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Each rule later than those that it names in `after`."""
    waiting, ordered, done = list(rules), list[Rule](), set[str]()
    present = {rule.id for rule in rules}
    while waiting:
        ready = [rule for rule in waiting if not (set(rule.after) & present) - done]
        if not ready:
            raise Broken(f"These rules wait for each other: {', '.join(rule.id for rule in waiting)}.")
        ordered += ready
        done.update(rule.id for rule in ready)
        waiting = [rule for rule in waiting if rule.id not in done]
    return tuple(ordered)
