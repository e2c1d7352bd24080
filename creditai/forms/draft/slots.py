"""One object of the report under construction, field by field, each with the words that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from creditai.documents import Word
from creditai.forms.draft.broken import printed
from creditai.forms.draft.ledger import Ledger
from creditai.forms.draft.places import other_readings, shown_box, unsure
from creditai.report import Bureau, Evidence, Missing, Reason


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a field would be, had OCR been sure; `others`: how else it may have read the words, and how likely."""

    value: Any
    evidence: Evidence
    others: tuple[tuple[str, float], ...] = ()


@dataclass
class Leaf:
    """One item of a list of plain values (a remark, a name, a history month)."""

    value: Any
    evidence: Evidence
    why: Reason | None = None


@dataclass
class Slot:
    """One object of the report: the fields put so far, each with its evidence, and lists of parts."""

    ledger: Ledger
    fields: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    missing: dict[str, Missing] = field(default_factory=dict)
    parts: dict[str, list[Slot | Leaf]] = field(default_factory=dict)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    """What fields would be, had OCR been sure: for `creditai.forms.draft.doubts` and `totals`."""

    def put(
        self,
        name: str,
        value: Any,
        words: Sequence[Word],
        *,
        via: str | None = None,
        also: Iterable[Sequence[Word]] = (),
    ) -> None:
        """Field `name` is `value`, as these words say. `also`: further places (each a run of words)
        that the value needs to be understood, such as the heads of a grid's cell. Words that OCR was
        not sure of give `unreadable` instead."""
        if unsure(words):
            self.miss(name, "unreadable", words)
            self.doubts[name] = Doubt(
                value, self.ledger.evidence(words, via=via, also=also), other_readings(words)
            )
            return
        self.fields[name] = value
        self.evidence[name] = self.ledger.evidence(words, via=via, also=also)
        self.missing.pop(name, None)

    def copy(self, source: str, name: str, value: Any, *, via: str) -> None:
        """Field `name` is `value` because of the words that gave field `source`."""
        self.fields[name] = value
        self.evidence[name] = replace(self.evidence[source], via=via)
        self.missing.pop(name, None)

    def miss(self, name: str, reason: Reason, words: Sequence[Word] = ()) -> None:
        """Field `name` is null and why; `words` are its label (and what stood for a value)."""
        if name in self.fields:
            return
        self.ledger.claim(words)
        if words:
            page = words[0].page
            here = [w for w in words if w.page == page]
            text = printed(words)
            box = shown_box(here)
            self.missing[name] = Missing(name, reason, page, box, text)
        else:
            self.missing[name] = Missing(name, reason)

    def set_bureau(self, bureau: Bureau | None) -> None:
        """Which bureau's entry this is: a fact of the layout or of a column head (put evidence for the
        latter with `put("bureau", ...)`)."""
        self.fields["bureau"] = bureau

    def add(
        self,
        name: str,
        value: Any,
        words: Sequence[Word],
        *,
        via: str | None = None,
        also: Iterable[Sequence[Word]] = (),
        why: Reason | None = None,
    ) -> None:
        """One more item of the list `name` (remarks, names, payment_history ...). Words that OCR was not
        sure of give none, and stay unread. `why`: a history month whose status is null."""
        if unsure(words):
            return
        evidence = self.ledger.evidence(words, via=via, also=also)
        self.parts.setdefault(name, []).append(Leaf(value, evidence, why))

    def part(self, name: str) -> Slot:
        """One more object of the list `name` (other, monthly)."""
        slot = Slot(self.ledger)
        self.parts.setdefault(name, []).append(slot)
        return slot

    def other(
        self, label: Sequence[Word], value: Sequence[Word], *, under: Iterable[Sequence[Word]] = ()
    ) -> None:
        """A printed label that has no field in the contract, with its value. `under`: what heads the
        value elsewhere on the page (a bureau, a month), and is part of its label."""
        heads = [list(run) for run in under]
        if not label or not value or unsure([*label, *value, *(w for run in heads for w in run)]):
            return
        slot = self.part("other")
        text = " ".join(w.text for w in (*label, *(w for run in heads for w in run)))
        slot.put("label", text.rstrip(":"), label, also=heads)
        slot.put("value", printed(value), value)
