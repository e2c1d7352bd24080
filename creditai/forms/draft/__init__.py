"""A report under construction, with the ledger of its words.

A value is put into a slot together with the words it came from; that marks the words as read and
makes the evidence. There is no other way to set a value. `report()` closes the ledger: what nobody
read or ignored is `coverage.unread`, pointers are computed from the final order (newest month first),
and `consumer` is merged from what each bureau prints.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from creditai.documents import Document, Page, Word
from creditai.documents.lines import lines_of
from creditai.forms.draft.broken import printed
from creditai.forms.draft.doubts import Doubt, settle_doubts
from creditai.forms.draft.places import line_runs, other_readings, place_of, shown_box, unsure
from creditai.forms.draft.totals import Total, settle_by_totals
from creditai.report import (
    Account,
    AsReported,
    Bureau,
    Consumer,
    Coverage,
    DisputeAddress,
    Evidence,
    HistoryMonth,
    Inquiry,
    Labelled,
    Missing,
    MonthAmounts,
    Place,
    PublicRecord,
    Reason,
    Report,
    Score,
    Source,
)

_KINDS: dict[str, type] = {
    "accounts": Account,
    "as_reported": AsReported,
    "dispute_addresses": DisputeAddress,
    "inquiries": Inquiry,
    "monthly": MonthAmounts,
    "other": Labelled,
    "payment_history": HistoryMonth,
    "public_records": PublicRecord,
    "scores": Score,
}

_PERSON_LISTS = ("names", "addresses", "phones", "employers")
_PERSON_SCALARS = ("ssn_last4", "birth_date")


@dataclass
class Leaf:
    """One item of a list of plain values (a remark, a name, a history month)."""

    value: Any
    evidence: Evidence
    why: Reason | None = None


@dataclass
class Slot:
    """One object of the report: the fields put so far, each with its evidence, and lists of parts."""

    draft: Draft
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
                value, self.draft.evidence(words, via=via, also=also), other_readings(words)
            )
            return
        self.fields[name] = value
        self.evidence[name] = self.draft.evidence(words, via=via, also=also)
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
        self.draft.claim(words)
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
        evidence = self.draft.evidence(words, via=via, also=also)
        self.parts.setdefault(name, []).append(Leaf(value, evidence, why))

    def part(self, name: str) -> Slot:
        """One more object of the list `name` (other, monthly)."""
        slot = Slot(self.draft)
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


class Draft:
    """`root` holds the report's own fields and its lists; `page_of` answers for places."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root = Slot(self)
        self.note: str | None = None
        self.bureaus: list[Bureau] = []
        self.totals: list[Total] = []
        self._read: set[int] = set()
        self._ignored: dict[int, str] = {}

    # -- what layouts do

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

    def claim(self, words: Iterable[Word]) -> None:
        """These words were understood: labels, headings, heads of grids."""
        self._read.update(map(id, words))

    def ignore(self, words: Iterable[Word], name: str) -> None:
        """Boilerplate, by name ("rights notice", "page header"); words already read stay read."""
        for word in words:
            self._ignored.setdefault(id(word), name)

    def is_open(self, word: Word) -> bool:
        """Neither read nor ignored yet."""
        return id(word) not in self._read and id(word) not in self._ignored

    def open_of(self, words: Iterable[Word], taken: Container[int] = ()) -> tuple[Word, ...]:
        """Those of these words that are open, but for the `taken`, by their id."""
        read, ignored = self._read, self._ignored
        open_ = [w for w in words if (i := id(w)) not in read and i not in ignored and i not in taken]
        return tuple(open_)

    def evidence(
        self, words: Sequence[Word], *, via: str | None = None, also: Iterable[Sequence[Word]] = ()
    ) -> Evidence:
        """The place of these words; they count as read from now on. The text is the whole value; where
        it wraps, the box is around all of it on its first page and `also` has each further line."""
        if not words:
            raise ValueError("a value needs the words it came from")
        further = [list(run) for run in also]
        self.claim(words)
        for run in further:
            self.claim(run)
        page = words[0].page
        sure = [w.confidence for w in words if w.confidence is not None]
        return Evidence(
            page=page,
            box=shown_box([w for w in words if w.page == page]),
            text=printed(words),
            also=tuple([place_of(run) for run in [*line_runs(words)[1:], *further]]),
            via=via,
            confidence=min(sure) if sure else None,
            path=words[0].path,
        )

    # -- closing the ledger

    def report(self, source: Source) -> Report:
        """The finished report. The draft is not to be used afterwards."""
        evidence: dict[str, Evidence] = {}
        missing: list[Missing] = []
        accounts = list(self._slots("accounts"))
        settle_doubts(accounts)
        settle_by_totals(accounts, self.totals)
        for slot in self._slots("accounts"):
            history = slot.parts.get("payment_history")
            if history:
                history.sort(key=lambda leaf: leaf.value.month, reverse=True)  # type: ignore[union-attr]
            if "monthly" in slot.parts:
                slot.parts["monthly"].sort(key=lambda s: s.fields["month"], reverse=True)  # type: ignore[union-attr]
        values = _close(self.root, "", evidence, missing)
        people: tuple[AsReported, ...] = values.pop("as_reported", ())
        consumer = _consumer(people, evidence, missing)
        evidence = {_person_pointer(p): e for p, e in evidence.items()}
        missing = [replace(m, pointer=_person_pointer(m.pointer)) for m in missing]
        bureaus = tuple(dict.fromkeys(self.bureaus)) or source.bureaus
        return Report(
            source=replace(source, bureaus=bureaus, note=self.note or source.note),
            consumer=consumer,
            evidence=evidence,
            coverage=self._coverage(missing),
            **values,
        )

    def _slots(self, name: str) -> Iterator[Slot]:
        return (s for s in self.root.parts.get(name, []) if isinstance(s, Slot))

    def _coverage(self, missing: Sequence[Missing]) -> Coverage:
        words = [w for page in self.document.pages for w in page.words]
        read = sum(id(w) in self._read for w in words)
        ignored = sum(id(w) in self._ignored and id(w) not in self._read for w in words)
        unread = [place for page in self.document.pages for place in self._unread(page)]
        return Coverage(len(words), read, ignored, tuple(unread), tuple(missing))

    def _unread(self, page: Page) -> Iterator[Place]:
        rest = [w for w in page.words if self.is_open(w)]
        if not rest:
            return
        for line in lines_of(replace(page, words=tuple(rest))):
            for cell in line.cells:
                yield place_of(cell.words)


def _close(slot: Slot, at: str, evidence: dict[str, Evidence], missing: list[Missing]) -> dict[str, Any]:
    values = dict(slot.fields)
    evidence.update({f"{at}/{name}": found for name, found in slot.evidence.items()})
    missing.extend(replace(m, pointer=f"{at}/{m.pointer}") for m in slot.missing.values())
    for name, parts in slot.parts.items():
        items: list[Any] = []
        for i, part in enumerate(parts):
            if isinstance(part, Leaf):
                evidence[f"{at}/{name}/{i}"] = seen = part.evidence
                items.append(part.value)
                if part.why:
                    pointer = f"{at}/{name}/{i}/status"
                    missing.append(Missing(pointer, part.why, seen.page, seen.box, seen.text))
            else:
                items.append(_KINDS[name](**_close(part, f"{at}/{name}/{i}", evidence, missing)))
        values[name] = tuple(items)
    return values


def _person_pointer(pointer: str) -> str:
    return f"/consumer{pointer}" if pointer.startswith("/as_reported") else pointer


def _consumer(
    people: tuple[AsReported, ...], evidence: dict[str, Evidence], missing: list[Missing]
) -> Consumer:
    """Merge: lists once each, with the evidence of the first print; scalars that differ are `conflict`."""
    merged: dict[str, Any] = {}
    for name in _PERSON_LISTS:
        seen: dict[str, Evidence] = {}
        for i, person in enumerate(people):
            for j, text in enumerate(getattr(person, name)):
                seen.setdefault(text, evidence[f"/as_reported/{i}/{name}/{j}"])
        merged[name] = tuple(seen)
        evidence.update({f"/consumer/{name}/{k}": e for k, e in enumerate(seen.values())})
    for name in _PERSON_SCALARS:
        printed = [(i, getattr(p, name)) for i, p in enumerate(people) if getattr(p, name) is not None]
        if len({value for _, value in printed}) == 1:
            merged[name] = printed[0][1]
            evidence[f"/consumer/{name}"] = evidence[f"/as_reported/{printed[0][0]}/{name}"]
        elif printed:
            missing.append(Missing(f"/consumer/{name}", "conflict"))
    return Consumer(as_reported=people, **merged)
