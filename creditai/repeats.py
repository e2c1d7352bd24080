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
    kept = _without_parts([hit for hit in hits if hit.evidence])  # evidence or silence
    kept = kept if rule.scope == "pulls" else _without_older(case, kept)
    by_id: dict[str, list[Hit]] = {}
    for hit in kept:
        by_id.setdefault(_digest(case, rule, hit), []).append(hit)
    for name, same in by_id.items():
        for rank, hit in enumerate(_by_rank(case, same)):
            yield (name if rank == 0 else f"{name}-{rank + 1}"), hit


def _without_parts(hits: Sequence[Hit]) -> list[Hit]:
    """Without hits that say again a part of what another says (one group of links inside another)."""
    kept: set[int] = set()
    quoting: dict[str, list[tuple[set[str], set[str]]]] = {}  # pointer -> what is kept and quotes it
    for hit in sorted(hits, key=lambda hit: -len(hit.evidence)):
        evidence, subject = set(hit.evidence), set(hit.subject)
        rarest = min((quoting.get(pointer, []) for pointer in evidence), key=len)
        if not any(evidence <= quoted and subject <= things for quoted, things in rarest):
            kept.add(id(hit))
            for pointer in evidence:
                quoting.setdefault(pointer, []).append((evidence, subject))
    return [hit for hit in hits if id(hit) in kept]


def _digest(case: Case, rule: Rule, hit: Hit) -> str:
    things = sorted({identity(case, pointer) for pointer in hit.subject})  # a thing is one in all its pulls
    return sha256("\n".join([rule.id, *things]).encode()).hexdigest()[:12]


def _without_older(case: Case, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of newer prints stand for those of older ones; what the newer prints have mended goes."""
    later = {pair.before: pair.after for pair in case.comparisons if pair.before and pair.after}
    newest = {hit: _newest_prints(case, hit, later) for hit in hits}
    current = [hit for hit in hits if any(a == b for a, b in zip(hit.subject, newest[hit], strict=True))]
    stands = set(current)
    older: dict[tuple[str, ...], list[str]] = {}
    for hit in hits:
        if hit not in stands:
            older.setdefault(newest[hit], []).extend(hit.subject)
    return [replace(hit, subject=(*hit.subject, *older.get(hit.subject, ()))) for hit in current]


def _newest_prints(case: Case, hit: Hit, later: Mapping[str, str]) -> tuple[str, ...]:
    """For each thing of the hit: where it stands in the newest pull that prints every field quoted of it."""
    quoted: dict[str, set[str]] = {}
    for pointer in hit.evidence:
        steps = pointer.split("/")  # /reports/0/accounts/3/balance
        quoted.setdefault("/".join(steps[:5]), set()).update(steps[5:6])
    found = []
    for thing in hit.subject:
        at, names = thing, quoted.get(thing, ())
        while at in later and all(_is_printed(case, later[at], name) for name in names):
            at = later[at]
        found.append(at)
    return tuple(found)


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
