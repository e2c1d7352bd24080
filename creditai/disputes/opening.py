"""Confirmed findings -> disputes: one letter for each bureau, with its own items only.

Nothing is opened without the person's yes to that very finding and an answer to each of its questions;
an answer that speaks against a finding drops it. What was disputed before comes in again only with
something new: a bureau may end a repeated dispute as frivolous (15 USC 1681i(a)(3)), and rightly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from creditai.contract import as_json
from creditai.disputes.confirmations import asks_yes_or_no, contradicts, optional
from creditai.disputes.furnishers import Letters, furnishers
from creditai.disputes.grounds import Disputed, disputed
from creditai.disputes.kinds import inquiry, mixed_file, obsolete_item, personal_information, reinsertion
from creditai.disputes.pointers import number_of
from creditai.disputes.register import Choice, Dispute, Register
from creditai.disputes.remembering import remembered
from creditai.disputes.standing import Standing
from creditai.disputes.ticked import COMPANY, INQUIRY
from creditai.findings import Finding
from creditai.quoting import BUREAU_NAMES, day
from creditai.report import BUREAUS, Bureau
from creditai.values import PartialDate

_ALONE = {
    INQUIRY: "inquiry",
    **dict.fromkeys(reinsertion.RULES, "reinsertion"),
    **dict.fromkeys(mixed_file.RULES, "mixed-file"),
}
"""Rules whose letter asks for something of its own, so that nothing else may stand in it."""


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that no letter was opened for, and why, in a sentence for the person."""

    finding: Finding
    why: str


@dataclass(frozen=True, slots=True)
class Opened:
    """`disputes`: as they are to be recorded; `left`: what was asked for and is not in them; `unaddressed`: furnishers
    that no letter goes to, because no address of theirs is printed or given."""

    disputes: tuple[Dispute, ...]
    left: tuple[Left, ...]
    unaddressed: tuple[str, ...] = ()


def open_disputes(
    standing: Standing, choices: Mapping[str, Choice], register: Register, *, directly: bool
) -> Opened:
    """The disputes that these choices make. `directly`: letters to the furnishers as well."""
    left: list[Left] = []
    chosen: list[Finding] = []
    for finding in standing.findings.values():
        choice = choices.get(finding.id)
        if choice is None or not choice.include:
            continue
        why = _not_now(finding, choice)
        if why is None:
            chosen.append(finding)
        else:
            left.append(Left(finding, why))
    items = [item for item in disputed(standing, chosen) if _wanted(item, choices[item.finding.id])]
    named = {item.finding.id for item in items}
    left += [
        Left(f, "the paper names no bureau that prints it, or none of those that you named.")
        for f in chosen
        if f.id not in named
    ]
    fresh = []
    for item in items:
        why = _earlier(register, item, choices)
        if right_here(standing, item, choices[item.finding.id]):
            why = (
                f"by your answer {BUREAU_NAMES[item.bureau]} prints it right; what is right is not disputed."
            )
        if why is None:
            fresh.append(item)
        else:
            left.append(Left(item.finding, why))
    directly_to, unaddressed = furnishers(fresh, choices) if directly else ((), ())
    opened = tuple(_disputes(standing, fresh, choices, register, directly_to))
    return Opened(opened, tuple(left), unaddressed)


def _not_now(finding: Finding, choice: Choice) -> str | None:
    for need in finding.needs:
        answer = choice.answers.get(need.id, "").strip()
        if not answer and not optional(need):
            return f"it needs your answer first: {need.question}"
        if contradicts(need, answer):
            return "by your answer the entry may be right; what is right is not disputed."
    return None


def _wanted(item: Disputed, choice: Choice) -> bool:
    """Whether the person named this bureau, or none: an error of one bureau is not put to all three."""
    named = {value.strip().lower() for key, value in choice.answers.items() if key.startswith("bureaus/")}
    return not named or item.bureau in named


def right_here(standing: Standing, item: Disputed, choice: Choice) -> bool:
    """Bureaus differ, the consumer said in words which value holds, and this bureau prints that one."""
    open_needs = [need for need in item.finding.needs if not asks_yes_or_no(need)]
    said = {_plain(choice.answers.get(need.id, "")) for need in open_needs} - {""}
    bureaus = {standing.bureau(pointer) for pointer in item.finding.evidence}
    if not said or len(bureaus) < 2:
        return False
    own = [p for p in item.finding.evidence if standing.bureau(p) == item.bureau]
    return any(said & {_plain(text) for text in _readings(standing, pointer)} for pointer in own)


def _readings(standing: Standing, pointer: str) -> Iterator[str]:
    """The value there as printed, as data, and with its date written out."""
    number = number_of(pointer)
    report, local = standing.case.reports[number], pointer.removeprefix(f"/reports/{number}")
    if local in report.evidence:
        yield standing.text("paper", pointer)
    held: object = report
    for step in filter(None, local.split("/")):
        held = held[int(step)] if isinstance(held, tuple) else getattr(held, step)
    yield str(as_json(held))
    if isinstance(held, PartialDate):
        yield day(held)


def _plain(text: str) -> str:
    return re.sub(r"[^0-9a-z.]", "", text.lower()).removesuffix(".00")


def _earlier(register: Register, item: Disputed, choices: Mapping[str, Choice]) -> str | None:
    """Why this item may not go in again."""
    for dispute in register.disputes:
        if dispute.bureau != item.bureau:
            continue
        for number, old in enumerate(dispute.items, 1):
            if old.finding != item.finding.id:
                continue
            if dispute.last("sent") is None:
                if dispute.state == "closed":
                    continue  # given up before it was posted: nobody was asked anything
                return (
                    f"it stands in {dispute.id} already, which is not sent yet. To choose anew, give that one "
                    f"up first: `creditai record closed {dispute.id} --on DATE`."
                )
            if dispute.outcomes.get(number) is None:
                return f"it stands in {dispute.id} already, which has no answer yet."
            if dict(old.answers) == dict(choices[item.finding.id].answers):
                return (
                    f"{dispute.id} disputed it, and nothing is new since. Name a new paper (`papers`) or fact, "
                    "or go on from that answer (`creditai letters --follow`)."
                )
    return None


def _disputes(
    standing: Standing,
    items: Sequence[Disputed],
    choices: Mapping[str, Choice],
    register: Register,
    directly_to: Letters,
) -> Iterator[Dispute]:
    reports = tuple(report.source.sha256 for report in standing.case.reports)
    letters: list[tuple[str, str, Bureau, list[Disputed]]] = []
    for bureau in BUREAUS:
        own = _by_thing([item for item in items if item.bureau == bureau])
        letters += [(bureau, kind, bureau, group) for kind, group in _by_letter(own)]
    letters += [("furnisher", "direct-dispute", *found) for found in directly_to]
    letters += [("company", "inquiry-company", *found) for found in _by_company(standing, items)]
    for to, kind, bureau, group in letters:
        dispute = Dispute(
            id=register.next_id(to),
            kind=kind,
            bureau=bureau,
            items=tuple(remembered(standing, item, choices[item.finding.id]) for item in group),
            reports=reports,
        )
        register = register.with_dispute(dispute)
        yield dispute


def _by_thing(items: Sequence[Disputed]) -> list[Disputed]:
    """What is found of one thing together, as the rows of the letter have it, so that a row's numbers follow on."""
    order = {thing: n for n, thing in enumerate(dict.fromkeys(item.thing for item in items))}
    return sorted(items, key=lambda item: order[item.thing])


def _by_letter(items: Sequence[Disputed]) -> Iterator[tuple[str, list[Disputed]]]:
    """(kind, items): letters that stand alone, and one for all the rest."""
    for kind in dict.fromkeys(_ALONE.values()):
        alone = [item for item in items if _ALONE.get(item.finding.rule) == kind]
        if alone:
            yield kind, alone
    rest = [item for item in items if item.finding.rule not in _ALONE]
    if rest:
        yield _kind(rest), rest


def _kind(items: Sequence[Disputed]) -> str:
    """The special kind that all items belong to, else the ordinary dispute."""
    rules = {item.finding.rule for item in items}
    if rules <= obsolete_item.RULES:
        return "obsolete-item"
    if rules <= personal_information.RULES:
        return "personal-information"
    if all(inquiry.about(item) for item in items):
        return "inquiry"
    return "initial-dispute"


def _by_company(standing: Standing, items: Sequence[Disputed]) -> Iterator[tuple[Bureau, list[Disputed]]]:
    """One letter to each company whose inquiry was not authorized and whose address is printed, if wished."""
    if standing.told.get(COMPANY) != "yes":
        return
    groups: dict[str, list[Disputed]] = {}
    for item in items:
        if item.finding.rule == INQUIRY and item.entry is not None and item.entry.evidence("address"):
            groups.setdefault(" ".join((item.entry.item.company or "").upper().split()), []).append(item)
    for group in groups.values():
        yield group[0].bureau, [item for item in group if item.bureau == group[0].bureau]
