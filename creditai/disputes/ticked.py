"""What only the consumer can say of a printed thing, and did: never theirs, not authorized.

Paper cannot decide it, so no rule finds it. The person names the thing as the report prints it, in the
answers file under [told] or by its number in the interview; that is their wish to dispute it and their
word for it. It becomes a finding like any other: what is printed and where, with their sentence beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from creditai.case import AccountEntry, Case, Entry, InquiryEntry
from creditai.contract import as_json
from creditai.disputes.register import Choice
from creditai.errors import WrongUsage
from creditai.findings import Finding, grounds
from creditai.quoting import prints
from creditai.rules import Asks, Basis, Need


@dataclass(frozen=True, slots=True)
class Tick:
    """`told`: the list under [told] that names the things; `field`: where they stand on paper; `need`: the
    question that naming one answers with yes."""

    told: str
    field: str
    rule: str
    title: str
    asks: Asks
    need: Need
    law: str = "15 USC 1681i(a)(1)(A)"


TICKS = (
    Tick("inquiries/not-authorized", "inquiries", "inquiry-not-authorized", "An inquiry you did not authorize", "verify", Need("not-authorized", "Is it right that you did not authorize this inquiry?"), "15 USC 1681b(a)"),
    Tick("accounts/not-mine", "accounts", "account-not-mine", "An account that is not yours", "investigate", Need("not-mine", "Is it right that this account is not yours?")),
    Tick("names/not-mine", "names", "name-not-mine", "A name you never used", "delete", Need("never-used", "Is it right that you never used this name?")),
    Tick("addresses/not-mine", "addresses", "address-not-mine", "An address that was never yours", "delete", Need("never-there", "Have you never lived, worked or had mail sent there?")),
    Tick("phones/not-mine", "phones", "phone-not-mine", "A telephone number that was never yours", "delete", Need("never-my-phone", "Is it right that this telephone number was never yours?")),
    Tick("employers/not-mine", "employers", "employer-not-mine", "An employer you never worked for", "delete", Need("never-worked", "Is it right that you never worked for this employer?")),
)  # fmt: skip
PERSONAL = frozenset(tick.rule for tick in TICKS if tick.field not in ("inquiries", "accounts"))
INQUIRY = "inquiry-not-authorized"
COMPANY = "inquiries/company-letter"
"""Under [told]: a letter to the company too, where the report prints its address."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A printed thing that may be ticked. `names`: the ways of writing it; `quoted`: its fields."""

    entry: Entry
    pointer: str
    names: tuple[str, ...]
    quoted: tuple[str, ...]
    identity: str


def ticked(case: Case, told: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings that the consumer's ticks make: one for each thing and bureau, all pulls together."""
    return tuple(_finding(tick, things) for tick in TICKS for things in _wanted(case, tick, told))


def _wanted(case: Case, tick: Tick, told: Mapping[str, str]) -> Iterator[list[_Thing]]:
    wanted = {_folded(line) for line in _lines(tick, told)}
    same: dict[tuple[str | None, str], list[_Thing]] = {}
    for thing in _things(case, tick) if wanted else ():
        if wanted & {_folded(name) for name in thing.names}:
            same.setdefault((thing.entry.item.bureau, thing.identity), []).append(thing)
    return iter(same.values())


def choices(findings: tuple[Finding, ...]) -> dict[str, Choice]:
    """Ticking is the yes to the dispute, and the answer to its question."""
    return {f.id: Choice(True, {need.id: "yes" for need in f.needs}) for f in findings}


def refuse_unknown(case: Case, told: Mapping[str, str]) -> None:
    """WrongUsage for a line that names nothing printed, so that a slip is not a silent no."""
    for tick in TICKS:
        lines = _lines(tick, told)
        names = {_folded(n) for thing in _things(case, tick) for n in thing.names} if lines else set()
        for line in lines:
            if _folded(line) not in names:
                raise WrongUsage(
                    f"A line under {tick.told} is printed in no report; write it as one of them prints it"
                    + (" (hard inquiries only: company and date)." if tick.field == "inquiries" else ".")
                )


def printed(case: Case, told: str) -> tuple[str, ...]:
    """The things of this list as the reports print them, once each."""
    (tick,) = (tick for tick in TICKS if tick.told == told)
    return tuple(dict.fromkeys(thing.names[0] for thing in _things(case, tick)))


def _lines(tick: Tick, told: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line for key, line in sorted(told.items()) if key.startswith(f"{tick.told}/"))


def _things(case: Case, tick: Tick) -> Iterator[_Thing]:
    if tick.field == "inquiries":
        yield from _named(map(_inquiry, (e for e in case.inquiries() if e.item.kind == "hard")))
    elif tick.field == "accounts":
        yield from _named(map(_account, case.accounts()))
    else:
        for person in case.persons():
            for entry in person:
                for place, text in enumerate(getattr(entry.item, tick.field)):
                    name = f"{tick.field}/{place}"
                    yield _Thing(entry, entry.at(name), (str(text),), (name,), _folded(str(text)))


def _named(things: Iterable[_Thing]) -> Iterator[_Thing]:
    """Those that the paper names, with what it prints of them."""
    for thing in things:
        *most, name = thing.quoted
        shown = tuple(n for n in most if thing.entry.evidence(n) is not None)
        if thing.entry.evidence(name) is not None:
            yield replace(thing, quoted=shown or (name,))


def _inquiry(entry: InquiryEntry) -> _Thing:
    item = entry.item
    days = dict.fromkeys(filter(None, (entry.printed("date"), str(item.date or ""))))
    names = tuple(f"{item.company or ''} {day}" for day in days) or (item.company or "",)
    return _Thing(
        entry, entry.pointer, names, ("date", "kind", "purpose", "company"), f"{item.company} {item.date}"
    )


def _account(entry: AccountEntry) -> _Thing:
    item = entry.item
    name = f"{item.furnisher or ''} {item.account_number or ''}".strip()
    return _Thing(
        entry,
        entry.pointer,
        (name,),
        ("opened", "balance", "status_text", "furnisher"),
        f"{name} {as_json(item.opened)}",
    )


def _finding(tick: Tick, things: list[_Thing]) -> Finding:
    """In the words of the newest print of the thing."""
    newest = max(things, key=lambda thing: str(thing.entry.report_date or ""))
    entry = newest.entry
    digest = sha256(f"{tick.rule}\n{entry.item.bureau}\n{newest.identity}".encode()).hexdigest()
    return Finding(
        id=digest[:12],
        rule=tick.rule,
        title=tick.title,
        severity="medium",
        subject=tuple(thing.pointer for thing in things),
        statement=prints(entry, *newest.quoted),
        basis=(grounds(Basis(law=tick.law, why="The consumer says so.")),),
        evidence=tuple(entry.at(name) for name in newest.quoted),
        asks=tick.asks,
        needs=(tick.need,),
    )


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9*]+", text.lower()))
