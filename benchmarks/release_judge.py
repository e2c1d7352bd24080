"""How soon an ill release is told from a good one, and how often a good one is called ill, by simulation with seeds.

    python -m benchmarks.release_judge [--releases 2000]

Beside the judge of requests: fixed thresholds (more than 5 % failed in a window of 60 s; once, twice running, three times).
What came of people's papers is judged against the old colour's, of which only so many were seen: there a good release
fails exactly as often as the old one truly did. Seconds and papers are simulated: no request is sent.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from statistics import median, quantiles

from benchmarks import verdict
from runbook.facts import Measured
from runbook.judge import thresholds
from runbook.judge.business import SUBJECTS, Counts, judged
from runbook.judge.sequential import Test

HOUR = 3600
WINDOW = 60
CASES = [
    (5, 1.0),
    (5, 0.2),
    (5, 0.05),
    (5, 0.02),
    (5, 0.01),
    (50, 1.0),
    (50, 0.2),
    (50, 0.05),
    (50, 0.02),
    (50, 0.01),
]

PAPERS = 400
"""Of the new release, at the most: looked at after each."""
OLD = [(seen, share) for seen in (10, 30, 100, 1000) for share in (0.02, 0.1, 0.2, 0.4)]
"""Papers of the old colour that were seen, and how often it truly fails one."""
BLIND = [(16, 0.02, 1.0), (16, 0.02, 0.6), (100, 0.02, 0.6), (100, 0.02, 0.3), (1000, 0.1, 0.3)]
"""The same, and how often the new one fails one."""


def by_judge(outcomes: Sequence[bool], rate: int) -> float | None:
    test = Test(thresholds.ERROR_OBJECTIVE, thresholds.ALPHA)
    for number, failed in enumerate(outcomes, start=1):
        if test.add(failed):
            return number / rate
    return None


def by_windows(outcomes: Sequence[bool], rate: int, running: int) -> float | None:
    """Seconds until so many windows running were over the threshold."""
    size, over = WINDOW * rate, 0
    for end in range(size, len(outcomes) + 1, size):
        over = over + 1 if sum(outcomes[end - size : end]) > thresholds.PAGE_ERRORS * size else 0
        if over == running:
            return end / rate
    return None


def drawn(dice: random.Random, share: float, count: int) -> list[bool]:
    return [dice.random() < share for _ in range(count)]


def shown(found: list[float | None]) -> str:
    """Median and 95th percentile; not found counts as endless."""
    seconds = sorted(HOUR * 10.0 if f is None else f for f in found)
    middle, late = median(seconds), quantiles(seconds, n=20, method="inclusive")[18]
    return " / ".join("never" if s > HOUR else f"{s:.0f} s" for s in (middle, late))


def detection(releases: int) -> float:
    """Print the table; the median for 5 % at 5 a second."""
    print(f"{'traffic, true error':<22}{'judge':<18}{'1 window':<18}{'2 running':<18}3 running")
    middle = 0.0
    for rate, share in CASES:
        dice = random.Random(f"{rate} {share}")
        horizon = 900 if share >= 0.05 else 1800
        runs = [drawn(dice, share, rate * horizon) for _ in range(releases)]
        judged = [by_judge(run, rate) for run in runs]
        others = [[by_windows(run, rate, n) for run in runs] for n in (1, 2, 3)]
        print(
            f"{f'{rate} a second, {share:.0%}':<22}"
            + "".join(f"{shown(each):<18}" for each in (judged, *others))
        )
        if (rate, share) == (5, 0.05):
            middle = median(HOUR if f is None else f for f in judged)
    return middle


def by_outcomes(dice: random.Random, seen: int, old: float, new: float) -> int | None:
    """After how many papers of the new colour it is called ill. Only a failure can make it so."""
    failed = sum(drawn(dice, old, seen))
    before = Measured("well", "", seen, failed, None, None)
    bad = 0
    for number, failing in enumerate(drawn(dice, new, PAPERS), start=1):
        bad += failing
        if failing and judged(Counts(number - bad, bad), before, SUBJECTS[0]).verdict == "ill":
            return number
    return None


def outcomes(releases: int, count: int) -> tuple[int, int]:
    """Print how soon bad outcomes are told, and the false alarms of `releases` good releases; (those, all of them)."""
    print(f"{'old seen, fails; new fails':<30}papers until it is told")
    for seen, old, new in BLIND:
        dice = random.Random(f"{seen} {old} {new}")
        papers = sorted(by_outcomes(dice, seen, old, new) or PAPERS * 10 for _ in range(count))
        late = quantiles(papers, n=20, method="inclusive")[18]
        told = " / ".join("never" if n > PAPERS else f"{n:.0f}" for n in (median(papers), late))
        print(f"{f'{seen}, {old:.0%}; {new:.0%}':<30}{told}")
    each, false = -(-releases // len(OLD)), {}
    for seen, share in OLD:
        dice = random.Random(f"good {seen} {share}")
        false[seen, share] = sum(by_outcomes(dice, seen, share, share) is not None for _ in range(each))
    worst = {f"{seen} seen, {share:.0%}": found for (seen, share), found in false.items() if found}
    print(
        f"false alarms by outcomes: {sum(false.values())} of {each * len(OLD)} good releases, {PAPERS} papers each {worst or ''}"
    )
    return sum(false.values()), each * len(OLD)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--releases", type=int, default=2000, help="of an hour at the objective itself")
    parser.add_argument("--drawn", type=int, default=100, help="of each line of the table")
    given = parser.parse_args()
    middle = detection(given.drawn)
    dice = random.Random(20261126)
    false = sum(
        by_judge(drawn(dice, thresholds.ERROR_OBJECTIVE, 5 * HOUR), 5) is not None
        for _ in range(given.releases)
    )
    print(
        f"false alarms: {false} of {given.releases} good releases, an hour each, looked at after every request"
    )
    wrong, good = outcomes(given.releases * 10, given.drawn)
    met = [
        verdict("release_judge: median for 5 % at 5 a second", middle, 23, "s"),
        verdict(
            f"release_judge: false alarms in {given.releases} releases, of 1,000",
            false * 1000 / given.releases,
            1,
            "",
        ),
        verdict(
            f"release_judge: false alarms by outcomes in {good} releases, of 1,000",
            wrong * 1000 / good,
            1,
            "",
        ),
    ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
