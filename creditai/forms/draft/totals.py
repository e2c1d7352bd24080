"""What OCR was not sure of, held against the sums and counts that the report prints of all its accounts.

A value that OCR was unsure of is null, unless it is the one unknown of a printed sum and one of OCR's own
readings of the word makes the sum come out: then it stands, with its low confidence, and `also` has the sum. A
value that OCR was only fairly sure of, and that alone keeps a sum from coming out by a single figure, becomes null
with the reason `conflict`. Nothing is found by subtraction: what nobody read on paper is not said.

Reports differ in what they sum, and say so nowhere: closed accounts, collections. Each such meaning is tried, and
where none comes out nothing follows. A nought adds nothing, so that no sum decides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from creditai.documents import Word
from creditai.forms.draft.broken import printed
from creditai.forms.draft.doubts import FAIRLY_SURE, drop, is_sure, keep, one_figure_apart
from creditai.forms.draft.ledger import Ledger
from creditai.forms.draft.places import unsure
from creditai.forms.draft.slots import Doubt, Slot
from creditai.report import Bureau, Evidence, Portfolio
from creditai.values import Why, parse_money
from creditai.vocabulary.totals import TOTALS

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Total:
    """`field` of an account, summed; or `accounts` and `condition`, counted: of all, or of what is `only` that.
    `portfolio`: of these alone."""

    field: str
    only: str
    bureau: Bureau | None
    portfolio: Portfolio | None
    amount: Decimal
    seen: Evidence

    def share(self, value: Any) -> Decimal:
        """What an account with this value adds."""
        if self.field == "condition":
            return Decimal(value == self.only)
        return value if isinstance(value, Decimal) else _NOUGHT


def total_of(
    ledger: Ledger,
    label: str,
    value: Sequence[Word],
    bureau: Bureau | None,
    portfolio: Portfolio | None,
) -> Total | None:
    """A summary's row, if it sums or counts what accounts print; its words are read already."""
    name = TOTALS.name_of(label)
    if name is None or not value or unsure(value):
        return None
    field, _, only = name.partition(" ")
    amount = parse_money(printed(value))
    if isinstance(amount, Why):
        return None
    return Total(field, only, bureau, portfolio, amount, ledger.evidence(value))


def settle_by_totals(accounts: Sequence[Slot], totals: Sequence[Total]) -> None:
    """Keep the unsure values without which no sum comes out; drop the fairly sure ones that only a sum denies."""
    whole = [t for t in totals if not _counts_others(t.bureau, accounts, totals)]
    for total in whole:
        groups = list(_meant(total, accounts)) if total.field != "accounts" else []
        _keep_what_fits(total, groups)
        _drop_what_is_denied(total, groups)


def _counts_others(bureau: Bureau | None, accounts: Sequence[Slot], totals: Iterable[Total]) -> bool:
    """Does the report count more or fewer accounts than were read? Then its sums are of others."""
    read = len(_of(bureau, accounts))
    return any(t.field == "accounts" and t.bureau == bureau and t.amount != read for t in totals)


def _of(bureau: Bureau | None, accounts: Iterable[Slot]) -> list[Slot]:
    return [a for a in accounts if a.fields.get("bureau") == bureau]


def _meant(total: Total, accounts: Sequence[Slot]) -> Iterator[list[Slot]]:
    """The accounts that it may sum: all, without the closed, without collections, without both."""
    own = _of(total.bureau, accounts)
    if total.portfolio is not None:
        if any(a.fields.get("portfolio") is None for a in own):
            return
        own = [a for a in own if a.fields["portfolio"] == total.portfolio]
    yield own
    if total.field == "condition" or any("condition" in a.doubts for a in own):
        return
    open_ = [a for a in own if a.fields.get("condition") != "closed"]
    credits = [a for a in own if a.fields.get("portfolio") != "collection"]
    both = [a for a in open_ if a.fields.get("portfolio") != "collection"]
    seen = [len(own)]
    for group in (open_, credits, both):
        if len(group) not in seen:
            seen.append(len(group))
            yield group


def _says_nothing(slot: Slot, field: str) -> bool:
    """The paper prints a blank or a dash for it."""
    missing = slot.missing.get(field)
    return field not in slot.fields and missing is not None and missing.reason in ("blank", "dash")


def _unknown(group: Iterable[Slot], field: str) -> list[Slot]:
    return [a for a in group if field not in a.fields and not _says_nothing(a, field)]


def _sum(total: Total, group: Iterable[Slot]) -> Decimal:
    return sum((total.share(a.fields.get(total.field)) for a in group), _NOUGHT)


# -- the one unknown


def _keep_what_fits(total: Total, groups: Sequence[Sequence[Slot]]) -> None:
    """The one reading of the one unknown with which a sum comes out, if that is one over all its meanings."""
    found: dict[tuple[int, str], tuple[Slot, Any, Evidence]] = {}
    for group in groups:
        unknown = _unknown(group, total.field)
        if len(unknown) != 1 or total.field not in unknown[0].doubts:
            continue
        (slot,) = unknown
        left = total.amount - _sum(total, group)
        sure = all(is_sure(seen, FAIRLY_SURE) for seen in _parts(total, group))
        for n, (value, evidence) in enumerate(_readings(slot.doubts[total.field])):
            if total.share(value) == left != _NOUGHT and (sure or n == 0):
                found[(id(slot), str(value))] = (slot, value, evidence)
    if len(found) == 1:
        ((slot, value, evidence),) = found.values()
        keep(slot, total.field, value, evidence, total.seen)


def _parts(total: Total, group: Iterable[Slot]) -> Iterator[Evidence]:
    """The sum, and what is known of its parts."""
    yield total.seen
    yield from (a.evidence[total.field] for a in group if total.field in a.evidence)


def _readings(doubt: Doubt) -> Iterator[tuple[Any, Evidence]]:
    """What OCR read, and what else it may have read there: amounts with one figure read the other way."""
    yield doubt.value, doubt.evidence
    for text, likely in doubt.others if isinstance(doubt.value, Decimal) else ():
        amount = parse_money(text.strip("<>"))
        if not isinstance(amount, Why):
            yield amount, replace(doubt.evidence, text=text, confidence=likely)


# -- the one that is denied


def _drop_what_is_denied(total: Total, groups: Sequence[Sequence[Slot]]) -> None:
    """The one amount that is not sure, where the sum would come out with one of its figures changed. Silent where
    it comes out as it is, or without any one account."""
    if total.field == "condition" or not is_sure(total.seen, FAIRLY_SURE):
        return
    if any(_comes_out(total, group) for group in groups):
        return
    denied = {id(slot): slot for group in groups for slot in _denied(total, group)}
    if len(denied) == 1:
        drop(next(iter(denied.values())), total.field)


def _comes_out(total: Total, group: Sequence[Slot]) -> bool:
    """As it is, or with one account left out."""
    over = _sum(total, group) - total.amount
    return over == 0 or any(total.share(a.fields.get(total.field)) == over for a in group)


def _denied(total: Total, group: Sequence[Slot]) -> Iterator[Slot]:
    if _unknown(group, total.field):
        return
    doubtful = [
        a for a in group if total.field in a.evidence and not is_sure(a.evidence[total.field], FAIRLY_SURE)
    ]
    if len(doubtful) != 1:
        return
    value = doubtful[0].fields[total.field]
    wanted = total.amount - (_sum(total, group) - value)
    if wanted > 0 and one_figure_apart(value, wanted):
        yield doubtful[0]
