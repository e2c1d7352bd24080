"""One rule's hits over several pulls -> one each, with an id that holds.

The same thing wrong in two pulls of a bureau is told from the newer print, and points at both. What an
older print had wrong and the newer one of the same bureau prints otherwise is not told: a letter about
it would say what the paper no longer says. (The comparison shows the change.) Where the newer print
leaves any of the values out, the older print still stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from creditai.case import Case
from creditai.identity import identity, pulled
from creditai.rules import Hit, Rule


def told_once(case: Case, rule: Rule, hits: Sequence[Hit]) -> Iterator[tuple[str, Hit]]:
    """(id, hit) of each thing that `rule` sees wrong."""
    quoting = [hit for hit in hits if hit.evidence]  # evidence or silence
    kept = quoting if rule.scope != "one" else _without_older(case, quoting)
    by_id: dict[str, list[Hit]] = {}
    for hit in kept:
        by_id.setdefault(_digest(case, rule, hit), []).append(hit)
    for name, same in by_id.items():
        for rank, hit in enumerate(_by_rank(case, same)):
            yield (name if rank == 0 else f"{name}-{rank + 1}"), hit


def _digest(case: Case, rule: Rule, hit: Hit) -> str:
    things = sorted({identity(case, pointer) for pointer in hit.subject})  # a thing is one in all its pulls
    return sha256("\n".join([rule.id, *things]).encode()).hexdigest()[:12]


def _without_older(case: Case, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of newer prints stand for those of older ones; what the newer print has mended goes."""
    later = {pair.before: pair.after for pair in case.comparisons if pair.before and pair.after}
    kept: list[Hit] = []
    older: dict[str, list[str]] = {}
    for hit in hits:
        newest = _newest_print(case, hit, later) if len(hit.subject) == 1 else hit.subject[0]
        if newest == hit.subject[0]:
            kept.append(hit)
        else:
            older.setdefault(newest, []).append(hit.subject[0])
    return [replace(hit, subject=(*hit.subject, *older.get(hit.subject[0], ()))) for hit in kept]


def _newest_print(case: Case, hit: Hit, later: Mapping[str, str]) -> str:
    """Where the thing stands in the newest pull that prints every field that the hit quotes."""
    at = hit.subject[0]
    names = {
        pointer.removeprefix(f"{at}/").split("/")[0]
        for pointer in hit.evidence
        if pointer.startswith(f"{at}/")
    }
    while at in later and all(_is_printed(case, later[at], name) for name in names):
        at = later[at]
    return at


def _is_printed(case: Case, pointer: str, name: str) -> bool:
    held = getattr(case.account(pointer).item, name)
    return held is not None and held != ()


def _by_rank(case: Case, same: Sequence[Hit]) -> Iterator[Hit]:
    """Hits of one id: pulls of one thing become one; things of one print that nothing tells apart stay
    apart, in the order in which they stand."""
    prints: dict[tuple[str, ...], list[Hit]] = {}
    for hit in same:
        prints.setdefault(_reports(hit), []).append(hit)
    newest_first = sorted(prints.values(), key=lambda each: pulled(case, each[0].subject), reverse=True)
    for rank in range(max(map(len, newest_first))):
        alike = [each[rank] for each in newest_first if rank < len(each)]
        yield replace(alike[0], subject=tuple(dict.fromkeys(p for hit in alike for p in hit.subject)))


def _reports(hit: Hit) -> tuple[str, ...]:
    """The reports that the hit quotes: `/reports/0`."""
    return tuple(sorted({"/".join(pointer.split("/")[:3]) for pointer in (*hit.evidence, *hit.subject[:1])}))
