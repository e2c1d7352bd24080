"""A report under construction, with the ledger of its words.

A value is put into a slot together with the words it came from; that marks the words as read and
makes the evidence. There is no other way to set a value. `report()` closes the ledger: what nobody
read or ignored is `coverage.unread`, pointers are computed from the final order (newest month first),
and `consumer` is merged from what each bureau prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from creditai.documents import Document, Word
from creditai.forms.draft.closing import closed
from creditai.forms.draft.dollars import settle_lost_signs
from creditai.forms.draft.doubts import settle_doubts
from creditai.forms.draft.ledger import Ledger
from creditai.forms.draft.slots import Slot
from creditai.forms.draft.totals import Total, settle_by_totals, total_of
from creditai.report import Bureau, Portfolio, Report, Source


class Draft(Ledger):
    """The ledger, and over it the report: `root` holds its own fields and its lists."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.root = Slot(self)
        self.note: str | None = None
        self.copies: list[Word] = []
        """Labels once more, for a further account: kept, because words are known by their identity."""
        self.bureaus: list[Bureau] = []
        self.totals: list[Total] = []

    def account(self, bureau: Bureau | None) -> Slot:
        return self._open("accounts", bureau)

    def inquiry(self, bureau: Bureau | None) -> Slot:
        return self._open("inquiries", bureau)

    def public_record(self, bureau: Bureau | None) -> Slot:
        return self._open("public_records", bureau)

    def score(self, bureau: Bureau | None) -> Slot:
        return self._open("scores", bureau)

    def person(self, bureau: Bureau | None) -> Slot:
        """The consumer as this bureau prints them; the same slot each time it is asked for."""
        for slot in self.root.parts.get("as_reported", []):
            if isinstance(slot, Slot) and slot.fields["bureau"] == bureau:
                return slot
        return self._open("as_reported", bureau)

    def _open(self, name: str, bureau: Bureau | None) -> Slot:
        slot = self.root.part(name)
        slot.set_bureau(bureau)
        return slot

    def note_total(
        self, label: str, value: Sequence[Word], bureau: Bureau | None, portfolio: Portfolio | None = None
    ) -> None:
        """A summary's row, if it sums or counts what accounts print; its words are read already."""
        total = total_of(self, label, value, bureau, portfolio)
        if total is not None:
            self.totals.append(total)

    def report(self, source: Source) -> Report:
        """The finished report. The draft is not to be used afterwards."""
        accounts = list(self._slots("accounts"))
        settle_lost_signs(accounts)
        settle_doubts(accounts)
        settle_by_totals(accounts, self.totals)
        for slot in accounts:
            history = slot.parts.get("payment_history")
            if history:
                history.sort(key=lambda leaf: leaf.value.month, reverse=True)  # type: ignore[union-attr]
            if "monthly" in slot.parts:
                slot.parts["monthly"].sort(key=lambda s: s.fields["month"], reverse=True)  # type: ignore[union-attr]
        made = closed(self.root)
        bureaus = tuple(dict.fromkeys(self.bureaus)) or source.bureaus
        return Report(
            source=replace(source, bureaus=bureaus, note=self.note or source.note),
            consumer=made.consumer,
            evidence=made.evidence,
            coverage=self.coverage(made.missing),
            **made.values,
        )

    def _slots(self, name: str) -> Iterator[Slot]:
        return (s for s in self.root.parts.get(name, []) if isinstance(s, Slot))
