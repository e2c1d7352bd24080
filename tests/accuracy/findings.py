"""Planted inaccuracies found, look-alikes flagged, findings on clean people: drawn, read and analysed whole.

A planted case counts as found when its rule (or a finding that its rule was merged into) points at the planted
account, or at anything where the plant is no account. On clean people every finding is one too many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from creditai.analysis import Analysis, analyse
from creditai.contract import as_json
from creditai.examples import case_of
from creditai.findings import Finding
from creditai.report import Report
from tests.accuracy.reading import read
from tests.accuracy.scoring import matched
from tests.corpus.drawings import RENDERERS
from tests.corpus.files import BureauFile, files_of
from tests.corpus.lives import life
from tests.corpus.plants import PARTNER, TARGET, case, every_plant
from tests.corpus.prints import every_print
from tests.corpus.sheets import Sheet


@dataclass(frozen=True)
class Told:
    """One case's result. `also`: other rules that spoke of the planted account."""

    rule: str
    name: str
    seed: int
    expected: bool
    found: bool
    from_truth: bool
    also: tuple[str, ...] = ()
    failure: str = ""


@dataclass
class Findings:
    planted: list[Told] = field(default_factory=list)
    clean: list[tuple[int, str, str]] = field(default_factory=list)
    """Seed, rule and statement of each finding on a clean person."""
    clean_people: int = 0
    failures: list[str] = field(default_factory=list)

    def goals(self) -> list[tuple[str, str, bool]]:
        hits = [t for t in self.planted if t.expected]
        alike = [t for t in self.planted if not t.expected]
        share = sum(t.found for t in hits) / len(hits) if hits else 1.0
        flagged = sum(t.found for t in alike)
        return [
            ("planted inaccuracies found >= 0.98", f"{share:.4f} of {len(hits)}", share >= 0.98),
            ("lawful look-alikes flagged 0", f"{flagged} of {len(alike)}", flagged == 0),
            ("findings on clean people 0", f"{len(self.clean)} on {self.clean_people}", not self.clean),
        ]

    def print(self) -> None:
        print(
            "\nfindings: planted cases missed (T: found when the answer itself is analysed, so reading lost it)"
        )
        for rule, expected in sorted({(t.rule, t.expected) for t in self.planted}):
            group = [t for t in self.planted if (t.rule, t.expected) == (rule, expected)]
            bad = [t for t in group if t.found != expected]
            if bad:
                word = "missed" if expected else "FLAGGED look-alike"
                seeds = ", ".join(f"{t.seed}{'T' if t.from_truth else ''}" for t in bad)
                also = ",".join(sorted({a for t in bad for a in t.also}))
                print(
                    f"  {rule:38s} {word} {len(bad)}/{len(group)} seeds {seeds}  {bad[0].failure[:80]} said instead: {also}"
                )
        rules = Counter(rule for _, rule, _ in self.clean)
        print(f"findings on {self.clean_people} clean people: {dict(rules.most_common())}")
        for seed, rule, statement in self.clean[:25]:
            print(f"  seed {seed} {rule}: {statement[:220]}")
        for failure in self.failures[:10]:
            print("  failed:", failure[:200])


def measure(pool: Executor, cases: int, clean: int, seed: int) -> Findings:
    made = Findings(clean_people=clean)
    work = [(n, seed + s) for n in range(len(every_plant())) for s in range(cases)]
    made.planted = list(pool.map(_planted, *zip(*work, strict=True), chunksize=4)) if work else []
    for found, failure in pool.map(_clean, [seed + n for n in range(clean)]):
        made.clean += found
        made.failures += [failure] if failure else []
    made.failures += sorted({t.failure for t in made.planted if t.failure})
    return made


def _planted(number: int, seed: int) -> Told:
    plant = every_plant()[number]
    prints, rng = every_print(), Random(f"{plant.rule}/{seed}/draw")
    made = case(plant, seed)
    sheets = [prints[layout].write([file], rng) for layout, file in made]
    told = plant.said([file for _, file in made]) if plant.said else {}
    said = case_of({"reports": [], **told})

    def seen(reports: Sequence[Report]) -> Analysis:
        return analyse(reports, confirmed=said.confirmed, outcomes=said.outcomes)

    of_truth = _hits(plant.rule, plant.target, sheets, seen(truths(sheets)))[0]
    try:
        found, also = _hits(plant.rule, plant.target, sheets, seen(_read(sheets, seed, plant.rule)))
        failure = ""
    except Exception as error:  # counted, named, and the run goes on
        found, also, failure = False, (), f"{plant.rule}: {type(error).__name__}: {error}"
    return Told(plant.rule, plant.name, seed, plant.expected, found, of_truth, also, failure)


def truths(sheets: Sequence[Sheet]) -> list[Report]:
    """The answers as reports with evidence made up: what the rules would see if reading were perfect."""
    data = []
    for n, sheet in enumerate(sheets):
        body = as_json(sheet.truth)
        for name in ("schema", "evidence", "coverage"):
            body.pop(name, None)
        body["source"] = {
            "layout": sheet.layout,
            "bureaus": list(sheet.truth.source.bureaus),
            "file": f"{n}.pdf",
        }
        data.append(body)
    return list(case_of({"reports": data}).reports)


def _read(sheets: Sequence[Sheet], seed: int, name: str) -> list[Report]:
    reports = []
    for n, sheet in enumerate(sheets):
        renderer = ("reportlab", "typst")[(seed + n) % 2]
        reports.append(read(RENDERERS[renderer](sheet, seed * 7 + n), f"{name}-{n}.pdf"))
    return reports


def _hits(rule: str, target: str, sheets: Sequence[Sheet], seen: Analysis) -> tuple[bool, tuple[str, ...]]:
    about = [f for f in seen.findings if not target or _concerns(f, sheets, seen.reports)]
    named = {r for f in about for r in (f.rule, *f.also)}
    return rule in named, tuple(sorted(named - {rule}))


def _concerns(finding: Finding, sheets: Sequence[Sheet], reports: Sequence[Report]) -> bool:
    keys = set()
    for pointer in finding.subject:
        parts = pointer.split("/")
        if len(parts) >= 5 and parts[3] == "accounts":
            r = int(parts[2])
            pairs, _, _ = matched(sheets[r].truth.accounts, reports[r].accounts)
            keys |= {sheets[r].keys[i] for i, j in pairs if j == int(parts[4])}
    return bool(keys & {TARGET, PARTNER})


def _clean(seed: int) -> tuple[list[tuple[int, str, str]], str]:
    """A clean person's three reports, and each again three months later."""
    prints = every_print()
    try:
        reports = []
        for file in clean_files(seed):
            sheet = prints[f"{file.bureau}_acr"].write([file], Random(seed))
            reports += _read([sheet], seed, f"clean-{seed}")
        return [(seed, f.rule, f.statement) for f in analyse(reports).findings], ""
    except Exception as error:
        return [], f"clean person {seed}: {type(error).__name__}: {error}"


def clean_files(seed: int) -> list[BureauFile]:
    lived = life(Random(f"clean/{seed}"), 3 + seed % 5, trouble=0.5)
    later = lived.today + timedelta(days=92)
    return [
        *files_of(lived, seed),
        *(replace(f, report_number=f.report_number[::-1]) for f in files_of(lived, seed, later)),
    ]
