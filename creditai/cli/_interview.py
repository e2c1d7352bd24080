"""The questions of `creditai dispute` on a terminal: who writes, then finding by finding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from creditai.booklet.places import about
from creditai.case import Case
from creditai.cli import _asking, _folder, _terminal
from creditai.disputes.addresses import own_lines
from creditai.disputes.answers import Answers, once
from creditai.disputes.confirmations import amiss, asks_yes_or_no, optional
from creditai.disputes.kinds import every_kind
from creditai.disputes.letter import printable
from creditai.disputes.pointers import bureaus_of
from creditai.disputes.register import Choice, Person, Register
from creditai.disputes.ticked import COMPANY, printed
from creditai.findings import Finding
from creditai.quoting import BUREAU_NAMES
from creditai.report import Bureau, Report
from creditai.rules import Need


def interview(register: Register, reports: Sequence[Report]) -> Answers:
    """Ask; the answers are what `creditai dispute --answers` would have read from a file."""
    _terminal.aside(
        "Ctrl-C leaves everything as it was; `--answers-template` prints the same questions as a file."
    )
    person = _person(register.person, reports)
    analysis = _folder.analysed(replace(register, person=person), reports)
    annual = _yearly() if reports else None
    choices = {
        finding.id: _finding(
            number,
            finding,
            bureaus_of(analysis.case, finding.subject),
            ", ".join(about(analysis.reports, finding)),
            known=_known(person),
        )
        for number, finding in enumerate(analysis.findings, 1)
    }
    told = _ticked(analysis.case, person)
    return Answers(person=person, by_finding=choices, told=told, annual=annual)


def _yearly() -> bool:
    _terminal.paragraph("After the yearly free reports a bureau has 45 days to answer, after any other 30.")
    return _asking.yes("Are these the free reports of once a year (annualcreditreport.com)?")


def _known(person: Person) -> dict[str, str]:
    """Answers that were given already, by the need that asks for them."""
    birth = "" if person.birth_date is None else str(person.birth_date)
    return {"own-last-four": person.ssn_last4 or "", "own-date": birth}


_ASKED = {
    "inquiries/not-authorized": "inquiries did you not authorize, and want disputed",
    "names/not-mine": "names did you never use, and want disputed",
    "phones/not-mine": "telephone numbers were never yours, and are to be disputed",
    "employers/not-mine": "employers did you never work for, and want disputed",
}


def _ticked(case: Case, person: Person) -> dict[str, str]:
    """What the person says is not theirs: for each list the lines that they name; nothing by default."""
    told: dict[str, str] = {}
    for name, question in _ASKED.items():
        lines = printed(case, name)
        if name == "names/not-mine":
            lines = tuple(line for line in lines if _plain(line) != _plain(person.name))
        chosen = _asking.chosen(question, lines)
        told.update({f"{name}/{i}": line for i, line in enumerate(chosen)})
    if person.accounts_disowned and _asking.yes(
        "You named accounts that are not yours. Dispute them as not yours?"
    ):
        told.update({f"accounts/not-mine/{i}": line for i, line in enumerate(person.accounts_disowned)})
    companies = any(key.startswith("inquiries/not-authorized/") for key in told) and any(
        entry.item.address for entry in case.inquiries()
    )
    if companies and _asking.yes(every_kind()["inquiry-company"].asks[COMPANY]):
        told[COMPANY] = "yes"
    return told


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _person(known: Person | None, reports: Sequence[Report]) -> Person:
    if known is not None:
        _terminal.paragraph(f"The letters come from: {known.name}, {', '.join(known.address)}")
        if _asking.yes("Is that right?", None):
            return known
    names = once(n for report in reports for n in report.consumer.names)
    addresses = once(a for report in reports for a in report.consumer.addresses)
    name = _asking.one_of("Your name, as the letters are to carry it", names)
    address = _asking.one_of("Your address now, lines divided by ;", addresses)
    birth = _asking.day("Your date of birth (MM/DD/YYYY; empty to leave it out)")
    last4 = _asking.matching(
        "Last four digits of your Social Security number (empty to leave them out)",
        r"|[0-9]{4}",
        "The last four digits alone; Enter alone leaves them out.",
    )
    return Person(
        name=name,
        address=own_lines(address),
        birth_date=birth,
        ssn_last4=last4 or None,
        addresses_never_theirs=_asking.chosen(
            "addresses were never yours in any way", tuple(a for a in addresses if a != address)
        ),
        accounts_disowned=_disowned(reports),
    )


def _disowned(reports: Sequence[Report]) -> tuple[str, ...]:
    """Furnisher and number, as printed, of the accounts that are not theirs; shown once, with who prints them."""
    found: dict[str, list[str]] = {}
    for account in (account for report in reports for account in report.accounts):
        named = printable(f"{account.furnisher or ''} {account.account_number or ''}")
        bureau = BUREAU_NAMES[account.bureau] if account.bureau else "no bureau named"
        if named and bureau not in found.setdefault(named, []):
            found[named].append(bureau)
    shown = {f"{named} ({', '.join(bureaus)})": named for named, bureaus in found.items()}
    return tuple(shown[line] for line in _asking.chosen("accounts are not yours", tuple(shown)))


def _in_words(need: Need, known: str) -> str:
    while True:
        typed = _asking.words(need.question, known or ("" if optional(need) else None), indent=5)
        wrong = amiss(need, typed)
        if wrong is None:
            return typed
        _terminal.aside(wrong)


def _finding(
    number: int, finding: Finding, bureaus: tuple[Bureau, ...], whose: str, *, known: Mapping[str, str]
) -> Choice:
    names = tuple(BUREAU_NAMES[bureau] for bureau in bureaus)
    _terminal.say()
    _terminal.finding(
        number, finding.severity, finding.title, f"{', '.join(names) or 'No bureau named'}: {whose}"
    )
    _terminal.paragraph(finding.statement, indent=5)
    if not _asking.yes("Is this wrong in your report, and do you want to dispute it?", indent=5):
        return Choice(include=False)
    answers: dict[str, str] = {}
    for need in finding.needs:
        if asks_yes_or_no(need):
            answers[need.id] = "yes" if _asking.yes(need.question, None, indent=5) else "no"
        else:
            answers[need.id] = _in_words(need, known.get(need.id, ""))
    if len(bureaus) > 1:
        wrong = _asking.chosen("prints it wrong, if you know", names)
        answers.update({f"bureaus/{i}": bureaus[names.index(name)] for i, name in enumerate(wrong)})
    papers = _asking.papers(
        "Papers that you enclose for it, such as: Letter of the bank of March 3, 2025 (empty for none)",
        indent=5,
    )
    if papers:
        answers["papers"] = papers
    return Choice(include=True, answers=answers)
