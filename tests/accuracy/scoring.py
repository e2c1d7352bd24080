"""A report read against its answer: per field right, wrong, missed, extra; and whether evidence holds.

`wrong`: a value where the answer has another. `extra`: a value where the answer has none. `invented`: a value
with no evidence, or whose evidence is not on the paper at all. `unfounded`: evidence that does not contain the
value copied from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from creditai.report import Account, Evidence, Report
from creditai.values import PartialDate
from tests.corpus.drawings import strings
from tests.corpus.sheets import Sheet

APART = ("other", "removal_text", "removal_covers", "charged_off", "bureau")
"""Not in the headline: `other` is free wording, the rest follows from another field."""
UNPRINTED = ("portfolio", "condition", "removal_covers", "removal_text", "responsibility_text", "disputed")
"""Fields that a reader may rightly derive from other printed words: unscored where the answer has none."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    extra: int = 0

    def add(self, truth: Any, read: Any) -> str | None:
        """Counts one value; the word for it when it is not right."""
        if truth in (None, ()) and read in (None, ()):
            return None
        if truth in (None, ()):
            self.extra += 1
            return "extra"
        if read in (None, ()):
            self.missed += 1
            return "missed"
        if same(truth, read):
            self.right += 1
            return None
        self.wrong += 1
        return "wrong"

    def __iadd__(self, other: Tally) -> Tally:
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))
        return self

    @property
    def precision(self) -> float:
        said = self.right + self.wrong + self.extra
        return self.right / said if said else 1.0

    @property
    def recall(self) -> float:
        there = self.right + self.wrong + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Scored:
    """One document's result; `faults` are lines for a person to read."""

    name: str
    layout: str
    renderer: str = ""
    read_as: str = ""
    failure: str = ""
    tallies: dict[str, Tally] = field(default_factory=dict)
    accounts: int = 0
    lost: int = 0
    extra_accounts: int = 0
    invented: int = 0
    unfounded: int = 0
    words: int = 0
    unread: int = 0
    unbalanced: int = 0
    faults: list[str] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        return self.tallies.setdefault(name, Tally())

    def count(self, name: str, at: str, truth: Any, read: Any) -> None:
        word = self.tally(name).add(truth, read)
        if word:
            self.faults.append(f"{word:7s} {name:18s} {at:32s} truth={_show(truth)} read={_show(read)}")


def _show(value: Any) -> str:
    return "-" if value in (None, ()) else str(value)[:70]


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9*#]", "", text.casefold())


def same(truth: Any, read: Any) -> bool:
    if isinstance(truth, str) and isinstance(read, str):
        return squeezed(truth) == squeezed(read)
    return bool(truth == read)


def score(sheet: Sheet, read: Report, name: str, renderer: str = "", on_paper: bool = True) -> Scored:
    """`on_paper` False for scans, where OCR may misread a word that does stand there."""
    scored = Scored(name, sheet.layout, renderer, read.source.layout)
    truth = sheet.truth
    scored.count("report_date", "/", truth.report_date, read.report_date)
    scored.count("report_number", "/", truth.report_number, read.report_number)
    _consumer(scored, truth, read)
    pairs, lost, extra = matched(truth.accounts, read.accounts)
    scored.accounts, scored.lost, scored.extra_accounts = len(truth.accounts), len(lost), len(extra)
    scored.faults += [f"lost account {i} {truth.accounts[i].furnisher}" for i in lost]
    scored.faults += [f"extra account {j} {read.accounts[j].furnisher}" for j in extra]
    for i, j in pairs:
        _account(scored, truth.accounts[i], read.accounts[j], f"/accounts/{i}", sheet.unscored)
    for i in lost:
        _account(scored, truth.accounts[i], Account(None), f"/accounts/{i}", sheet.unscored)
    for j in extra:
        _account(scored, Account(None), read.accounts[j], f"read:/accounts/{j}", frozenset())
    _lists(scored, truth, read, sheet.unscored)
    _evidence(scored, sheet, read, on_paper)
    _coverage(scored, read)
    return scored


def _consumer(scored: Scored, truth: Report, read: Report) -> None:
    one = len(truth.source.bureaus) == 1
    told = {a.bureau: a for a in read.consumer.as_reported}
    for want in truth.consumer.as_reported:
        have: Any = read.consumer if one else told.get(want.bureau)
        for name in ("names", "addresses", "phones", "employers"):
            _bag(scored, f"consumer.{name}", str(want.bureau), getattr(want, name), getattr(have, name, ()))
        for name in ("ssn_last4", "birth_date"):
            scored.count(f"consumer.{name}", str(want.bureau), getattr(want, name), getattr(have, name, None))


def _bag(scored: Scored, name: str, at: str, truth: Iterable[str], read: Iterable[str]) -> None:
    want, have = {squeezed(t): t for t in truth}, {squeezed(t): t for t in read}
    for key in [*want, *(k for k in have if k not in want)]:
        scored.count(name, at, want.get(key), have.get(key))


def _likeness(truth: Account, read: Account) -> float:
    points = 0.0
    if read.bureau != truth.bureau and None not in (read.bureau, truth.bureau):
        return 0.0
    for name, weight in (
        ("account_number", 4),
        ("furnisher", 3),
        ("opened", 2),
        ("balance", 1),
        ("high_credit", 1),
        ("reported", 1),
    ):
        want, have = getattr(truth, name), getattr(read, name)
        if want is not None and have is not None and same(want, have):
            points += weight
    return points


def matched(
    truth: tuple[Account, ...], read: tuple[Account, ...]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Best pairs first, each once; nearer places break a tie. Then what is lost, and what is extra."""
    ranked = sorted(
        ((_likeness(t, r), -abs(i - j), i, j) for i, t in enumerate(truth) for j, r in enumerate(read)),
        reverse=True,
    )
    left, right, pairs = set(range(len(truth))), set(range(len(read))), []
    for points, _, i, j in ranked:
        if points >= 3 and i in left and j in right:
            pairs.append((i, j))
            left.discard(i)
            right.discard(j)
    return sorted(pairs), sorted(left), sorted(right)


def _account(scored: Scored, truth: Account, read: Account, at: str, unscored: frozenset[str]) -> None:
    for f in fields(Account):
        want, have = getattr(truth, f.name), getattr(read, f.name)
        if f"{at}/{f.name}" in unscored or f.name == "bureau":
            continue
        if f.name in UNPRINTED and want is None:
            continue
        if f.name == "payment_history":
            _cells(
                scored,
                at,
                {str(h.month): h.status or "?" for h in want},
                {str(h.month): h.status or "?" for h in have},
            )
        elif f.name == "monthly":
            _cells(scored, at, _amounts(want), _amounts(have), "monthly")
        elif f.name == "remarks":
            _remarks(scored, at, want, have)
        elif f.name != "other":
            scored.count(f.name, at, want, have)


def _cells(
    scored: Scored, at: str, want: dict[str, Any], have: dict[str, Any], name: str = "payment_history"
) -> None:
    for key in sorted(want.keys() | have.keys()):
        scored.count(name, f"{at}/{key}", want.get(key), have.get(key))


def _amounts(months: Any) -> dict[str, Any]:
    cells = {
        f"{m.month}/{f.name}": getattr(m, f.name) for m in months for f in fields(m) if f.name != "month"
    }
    return {k: v for k, v in cells.items() if v is not None}


def _remarks(scored: Scored, at: str, want: tuple[str, ...], have: tuple[str, ...]) -> None:
    """As one text: whether two remarks on one line are one or two is not on the paper."""
    scored.count("remarks", at, " ".join(want) or None, " ".join(have) or None)


def _lists(scored: Scored, truth: Report, read: Report, unscored: frozenset[str]) -> None:
    for name, keys in (
        ("inquiries", ("company", "date")),
        ("public_records", ("reference", "filed")),
        ("scores", ("value",)),
    ):
        want, have = list(getattr(truth, name)), list(getattr(read, name))
        for i, item in enumerate(want):
            best = max(
                have,
                key=lambda h: sum(
                    same(getattr(item, k), getattr(h, k)) + (h.bureau == item.bureau) / 9 for k in keys
                ),
                default=None,
            )
            if best is not None and any(same(getattr(item, k), getattr(best, k)) for k in keys):
                have.remove(best)
            else:
                best = None
            for f in fields(item):
                if f"/{name}/{i}/{f.name}" not in unscored and f.name not in ("voluntary", "factors"):
                    scored.count(
                        f"{name}.{f.name}", f"/{name}/{i}", getattr(item, f.name), getattr(best, f.name, None)
                    )
        for item in have:
            scored.count(
                f"{name}.bureau", f"read:/{name}", None, "one too many: " + str(getattr(item, keys[0]))
            )


def values_of(report: Report) -> Iterator[tuple[str, str, Any]]:
    """Pointer, field and value of everything that must have evidence."""
    yield from (
        ("/report_date", "report_date", report.report_date),
        ("/report_number", "report_number", report.report_number),
    )
    for place in ("accounts", "inquiries", "public_records", "scores"):
        for i, item in enumerate(getattr(report, place)):
            for f in fields(item):
                value, at = getattr(item, f.name), f"/{place}/{i}/{f.name}"
                if isinstance(value, tuple) and f.name in ("payment_history", "remarks"):
                    yield from ((f"{at}/{n}", f.name, v) for n, v in enumerate(value))
                elif (
                    value is not None
                    and not isinstance(value, tuple)
                    and f.name not in ("bureau", "disputed", "removal_covers")
                ):
                    yield at, f.name, value


def _evidence(scored: Scored, sheet: Sheet, read: Report, on_paper: bool) -> None:
    paper = squeezed("".join(strings(sheet)))
    for pointer, name, value in values_of(read):
        if value is None:
            continue
        found = read.evidence.get(pointer)
        if found is None:
            scored.invented += 1
            scored.faults.append(f"no evidence {pointer} {name}={_show(value)}")
            continue
        texts = [found.text, *(p.text for p in found.also)]
        tokens = [squeezed(t) for text in texts for t in text.split()]
        if on_paper and not all(t in paper for t in tokens if t):
            scored.invented += 1
            scored.faults.append(f"not on paper {pointer} {name}={_show(value)} evidence={found.text!r}")
        elif not found.via and not contains(found, value):
            scored.unfounded += 1
            scored.faults.append(f"unfounded {pointer} {name}={_show(value)} evidence={found.text!r}")


def contains(found: Evidence, value: Any) -> bool:
    """Whether the words printed there say the value, as far as a plain look can tell."""
    text = " ".join([found.text, *(p.text for p in found.also)])
    if isinstance(value, Decimal):
        digits = re.sub(r"\D", "", text)
        return f"{abs(value):.0f}" in digits or f"{abs(value):.2f}".replace(".", "") in digits
    if isinstance(value, PartialDate):
        low = text.casefold()
        year = str(value.year) in low or f"{value.year % 100:02d}" in low
        return year and (value.month is None or str(value.month) in low or _MONTHS[value.month - 1] in low)
    if isinstance(value, (str, int)):
        return squeezed(str(value)) in squeezed(text)
    return True


def _coverage(scored: Scored, read: Report) -> None:
    c = read.coverage
    unread = sum(len(p.text.split()) for p in c.unread)
    scored.words, scored.unread = c.words, unread
    scored.unbalanced = int(c.words != c.read + c.ignored + unread)


def worst(results: Iterable[Scored]) -> Counter[str]:
    """How often each field was not right, over all documents."""
    counts: Counter[str] = Counter()
    for one in results:
        for name, t in one.tallies.items():
            counts[name] += t.wrong + t.missed + t.extra
    return counts
