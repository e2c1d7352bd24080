"""The figures of a run, as text and as data, and the goals they are held to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tests.accuracy.scoring import APART, Scored, Tally

if TYPE_CHECKING:
    from tests.accuracy.run import Outcome

HELD_OUT = "held_out_"
AT_200 = ("/clean200", "/skewed")
"""The ways of scanning that the goal for scans speaks of; the harder ones are printed beside it."""


def summed(results: Iterable[Scored], history: bool = False) -> Tally:
    """All fields together; the cells of histories apart, for they are most of all values."""
    total = Tally()
    for one in results:
        for name, tally in one.tallies.items():
            if (name in ("payment_history", "monthly")) == history and name not in APART:
                total += tally
    return total


def fields_of(results: Iterable[Scored]) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for one in results:
        for name, tally in one.tallies.items():
            total = found.setdefault(name, Tally())
            total += tally
    return found


def goals(outcome: Outcome) -> list[tuple[str, str, bool]]:
    """Name, figure, met."""
    named = [s for s in outcome.texts if not s.layout.startswith(HELD_OUT)]
    unseen = [s for s in outcome.texts if s.layout.startswith(HELD_OUT)]
    rows: list[tuple[str, str, bool]] = []
    for title, group, goal in (
        ("text", named, 0.995),
        ("unseen layout", unseen, 0.90),
        ("200-dpi scans", [s for s in outcome.scans if s.layout.endswith(AT_200)], 0.97),
    ):
        if group:
            f1, cells = summed(group).f1, summed(group, history=True).f1
            rows.append((f"{title}: fields F1 >= {goal}", f"{f1:.4f}", f1 >= goal))
            rows.append((f"{title}: history cells F1 >= {goal}", f"{cells:.4f}", cells >= goal))
    everything = outcome.texts + outcome.scans
    for title, count in (
        ("invented values 0", sum(s.invented for s in everything)),
        ("accounts lost 0", sum(s.lost for s in outcome.texts)),
        ("reports not read 0", sum(bool(s.failure) for s in everything)),
    ):
        rows.append((title, str(count), count == 0))
    if outcome.findings is not None:
        rows += outcome.findings.goals()
    return rows


def as_data(outcome: Outcome) -> dict[str, Any]:
    from tests.accuracy.run import by_layout

    def figures(t: Tally) -> dict[str, Any]:
        return {
            "right": t.right, "wrong": t.wrong, "missed": t.missed, "extra": t.extra,
            "precision": round(t.precision, 5), "recall": round(t.recall, 5), "f1": round(t.f1, 5),
        }  # fmt: skip

    return {
        "layouts": {
            name: {"fields": figures(summed(group)), "history": figures(summed(group, True)), "documents": len(group),
                   "per_field": {k: figures(t) for k, t in sorted(fields_of(group).items())}}
            for name, group in by_layout(outcome.texts + outcome.scans)
        },
        "goals": [{"goal": g, "figure": v, "met": ok} for g, v, ok in goals(outcome)],
    }  # fmt: skip


def print_tables(outcome: Outcome) -> None:
    from tests.accuracy.run import by_layout

    print(
        f"{'layout':24s} docs fail  fields-F1 prec   recall history-F1 accounts lost extra invented unfounded unread%  read as"
    )
    for group_name, results in (("text", outcome.texts), ("scan", outcome.scans)):
        for name, group in by_layout(results):
            t, h = summed(group), summed(group, history=True)
            words = sum(s.words for s in group)
            ways = ",".join(sorted({s.read_as for s in group}))
            print(
                f"{name if group_name == 'text' else name + ' (scan)':24s} {len(group):4d} {sum(bool(s.failure) for s in group):4d}"
                f"  {t.f1:9.4f} {t.precision:.4f} {t.recall:.4f} {h.f1:10.4f} {sum(s.accounts for s in group):8d}"
                f" {sum(s.lost for s in group):4d} {sum(s.extra_accounts for s in group):5d} {sum(s.invented for s in group):8d}"
                f" {sum(s.unfounded for s in group):9d} {100 * sum(s.unread for s in group) / max(1, words):7.2f}  {ways}"
            )
    print("\nfield                        right wrong missed extra      F1")
    for name, tally in sorted(fields_of(outcome.texts or outcome.scans).items(), key=lambda item: item[1].f1):
        print(
            f"{name:28s} {tally.right:5d} {tally.wrong:5d} {tally.missed:6d} {tally.extra:5d} {tally.f1:7.4f}"
        )
    for failure in sorted({s.failure for s in outcome.texts + outcome.scans if s.failure}):
        print("  not read:", failure[:160])
    if outcome.findings is not None:
        outcome.findings.print()
    print("\ngoals")
    for title, figure, ok in goals(outcome):
        print(f"  {'met   ' if ok else 'NOT MET'} {title:44s} {figure}")
