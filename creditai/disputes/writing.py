"""A recorded dispute -> its letter, typeset and guarded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from creditai.case import Case
from creditai.disputes import guard, naming, typesetting
from creditai.disputes.addresses import bureau_address, envelope_lines
from creditai.disputes.ahead import can_be_followed
from creditai.disputes.grounds import Disputed, disputed
from creditai.disputes.kinds import compose, every_kind
from creditai.disputes.letter import Fact, Letter
from creditai.disputes.pointers import number_of
from creditai.disputes.register import Dispute, Register
from creditai.disputes.request import Earlier, Request
from creditai.disputes.standing import Standing
from creditai.disputes.ticked import ticked
from creditai.errors import LetterRefused, WrongUsage
from creditai.findings import Finding


@dataclass(frozen=True, slots=True)
class Written:
    dispute: Dispute
    letter: Letter
    pdf: bytes
    pages: int


def standing_of(register: Register, case: Case, findings: Sequence[Finding], today: date) -> Standing:
    """All that the letters of this workspace may rest on."""
    if register.person is None:
        raise WrongUsage("The workspace does not know who writes; run `creditai dispute` first.")
    records, proven = {}, set()
    for dispute in register.disputes:
        for event in dispute.standing:
            key = f"{dispute.id}/{event.event}"
            records[key] = event.on.earliest
            if event.proof:
                proven.add(key)
    return Standing(
        case=case,
        findings={finding.id: finding for finding in (*findings, *ticked(case, register.told))},
        sender=register.person.sender(),
        today=today,
        answers={name: choice.answers for name, choice in register.choices.items()},
        told=register.told,
        records=records,
        proven=frozenset(proven),
    )


def write(standing: Standing, register: Register, dispute: Dispute) -> Written:
    """The letter of this dispute, or LetterRefused with the reason."""
    letter = compose(dispute.kind, request_for(standing, register, dispute))
    pdf = typesetting.pdf(letter)
    pages = guard.check(letter, pdf, standing)
    return Written(dispute, letter, pdf, pages)


def request_for(standing: Standing, register: Register, dispute: Dispute) -> Request:
    items = tuple(_items(standing, dispute))
    earlier = None if dispute.follows is None else register.dispute(dispute.follows)
    return Request(
        standing=standing,
        recipient=_recipient(standing, dispute, items),
        bureau=dispute.bureau,
        items=items,
        earlier=None
        if earlier is None
        else Earlier(earlier.id, tuple(earlier.outcomes.values()), earlier.annual, register.mail_days),
    )


def following(earlier: Dispute, kind: str, name: str) -> Dispute:
    """The dispute record of a letter of `kind` that follows `earlier`, about the items that it concerns."""
    kinds = every_kind()
    concerned = kinds[kind].follows if kind in kinds else frozenset()
    if not concerned:
        those = ", ".join(name for name, each in kinds.items() if each.follows)
        raise WrongUsage(f"{kind!r} follows no other letter; those that do: {those}.")
    if not can_be_followed(earlier):
        raise WrongUsage(
            f"{earlier.id} ({earlier.kind}) disputed nothing with a bureau; no letter to a bureau can follow it."
        )
    items = tuple(item for n, item in enumerate(earlier.items, 1) if earlier.outcomes.get(n) in concerned)
    return Dispute(
        id=name,
        kind=kind,
        bureau=earlier.bureau,
        items=items,
        reports=earlier.reports,
        annual=earlier.annual,
        follows=earlier.id,
    )


def _items(standing: Standing, dispute: Dispute) -> Iterator[Disputed]:
    for kept in dispute.items:
        if kept.rule == naming.RULE:
            yield naming.found(standing, kept)
            continue
        finding = standing.findings.get(kept.finding)
        if finding is None:
            raise LetterRefused(
                f"{dispute.id}: the finding {kept.finding} ({kept.rule}) is not found in the reports any more; "
                "run `creditai dispute` again."
            )
        own = [item for item in disputed(standing, [finding]) if item.bureau == dispute.bureau]
        yield from own


def _recipient(standing: Standing, dispute: Dispute, items: Sequence[Disputed]) -> tuple[Fact, ...]:
    to = every_kind()[dispute.kind].to if dispute.kind in every_kind() else "nobody"
    if to == "bureau" and dispute.bureau is not None:
        within = sorted(
            {number_of(p) for item in items for p in item.pointers}, key=lambda n: _age(standing, n)
        )
        return bureau_address(dispute.bureau, standing.case.reports, within)
    if to == "company":
        return _company(standing, dispute, items)
    if to == "furnisher":
        return _furnisher(standing, dispute, items)
    if to == "collector":
        lines = [name for name in sorted(standing.told) if name.startswith("recipient/")]
        if not lines:
            raise LetterRefused(
                "The letter has no recipient; give name and address as `recipient` under [told]."
            )
        return tuple(standing.fact("consumer", f"told/{name}") for name in lines)
    return ()


def _company(standing: Standing, dispute: Dispute, items: Sequence[Disputed]) -> tuple[Fact, ...]:
    """Name and address as the report prints them with the inquiry."""
    for item in items:
        printed = None if item.entry is None else item.entry.evidence("address")
        if item.entry is not None and printed is not None and item.entry.evidence("company") is not None:
            pointer = f"{item.entry.pointer}/address"
            lines = (Fact(line, "paper", pointer) for line in envelope_lines(printed.text))
            return (standing.fact("paper", f"{item.entry.pointer}/company"), *lines)
    raise LetterRefused(f"{dispute.id}: the report prints no address of this company.")


def _furnisher(standing: Standing, dispute: Dispute, items: Sequence[Disputed]) -> tuple[Fact, ...]:
    """Its name and address as printed with the account, else as the consumer gave it."""
    for item in items:
        if item.entry is None or item.entry.evidence("furnisher") is None:
            continue
        name = standing.fact("paper", f"{item.entry.pointer}/furnisher")
        given = standing.answers.get(item.finding.id, {})
        lines = [key for key in sorted(given) if key.startswith("furnisher-address/")]
        if lines:
            return (name, *(standing.fact("consumer", f"answers/{item.finding.id}/{key}") for key in lines))
        printed = item.entry.evidence("furnisher_address")
        if printed is not None:
            pointer = f"{item.entry.pointer}/furnisher_address"
            return (name, *(Fact(line, "paper", pointer) for line in envelope_lines(printed.text)))
    raise LetterRefused(
        f"{dispute.id}: the report prints no address of this furnisher; give it as `furnisher-address` with the finding."
    )


def _age(standing: Standing, number: int) -> tuple[str, int]:
    return str(standing.case.reports[number].report_date or ""), -number
