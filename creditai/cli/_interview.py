"""The questions of `creditai dispute` on a terminal: who writes, then finding by finding."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace

import typer

from creditai.booklet.places import about
from creditai.case import Case
from creditai.cli import _folder, _terminal
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
from creditai.values import PartialDate


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
    return typer.confirm("Are these the free reports of once a year (annualcreditreport.com)?", default=False)


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
        chosen = _chosen(question, lines if name != "names/not-mine" or len(lines) > 1 else ())
        told.update({f"{name}/{i}": line for i, line in enumerate(chosen)})
    if person.accounts_disowned and typer.confirm(
        "You named accounts that are not yours. Dispute them as not yours?", default=False
    ):
        told.update({f"accounts/not-mine/{i}": line for i, line in enumerate(person.accounts_disowned)})
    companies = any(key.startswith("inquiries/not-authorized/") for key in told) and any(
        entry.item.address for entry in case.inquiries()
    )
    if companies and typer.confirm(every_kind()["inquiry-company"].asks[COMPANY], default=False):
        told[COMPANY] = "yes"
    return told


def _person(known: Person | None, reports: Sequence[Report]) -> Person:
    if known is not None:
        _terminal.paragraph(f"The letters come from: {known.name}, {', '.join(known.address)}")
        if typer.confirm("Is that right?"):
            return known
    names = once(n for report in reports for n in report.consumer.names)
    addresses = once(a for report in reports for a in report.consumer.addresses)
    name = _one_of("Your name, as the letters are to carry it", names)
    address = _one_of("Your address now, lines divided by ;", addresses)
    birth = _day("Your date of birth (YYYY-MM-DD; empty to leave it out)")
    last4 = _matching(
        "Last four digits of your Social Security number (empty to leave them out)",
        r"|[0-9]{4}",
        "The last four digits alone; Enter alone leaves them out.",
    )
    return Person(
        name=name,
        address=tuple(line.strip() for line in re.split(r"\s*;\s*", address) if line.strip()),
        birth_date=birth,
        ssn_last4=last4 or None,
        addresses_never_theirs=_chosen(
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
    return tuple(shown[line] for line in _chosen("accounts are not yours", tuple(shown)))


def _in_words(need: Need, known: str) -> str:
    while True:
        default = known or ("" if optional(need) else None)
        asked = typer.prompt(
            _folded(need.question), default=default, show_default=bool(known), prompt_suffix=" "
        )
        typed = printable(str(asked))
        wrong = amiss(need, typed)
        if wrong is None:
            return typed
        _terminal.aside(wrong)


def _one_of(question: str, printed: tuple[str, ...]) -> str:
    """What is typed, or the number of a line that the reports print."""
    for number, text in enumerate(printed, 1):
        _terminal.paragraph(f"{number}. printed: {text}", indent=2)
    while True:
        typed = str(typer.prompt(f"{question} (a number or your own words)" if printed else question)).strip()
        if typed.isdigit() and 1 <= int(typed) <= len(printed):
            return printed[int(typed) - 1]
        if typed and not typed.isdigit() and typed.lower() not in _NO_WORDS:
            return printable(typed)
        one = "1" if len(printed) == 1 else f"a number from 1 to {len(printed)}"
        _terminal.aside(
            f"Type {one} for what is printed, or write it out." if printed else "Please write it out."
        )


_NONE = frozenset({"n", "no", "none", "nothing", "-"})
_NO_WORDS = _NONE | {"y", "yes", "ok"}
"""What answers yes or no, and is neither a name nor an address nor a paper."""


def _matching(question: str, pattern: str, hint: str) -> str:
    while True:
        typed = str(typer.prompt(question, default="", show_default=False)).strip()
        if re.fullmatch(pattern, typed):
            return typed
        if typed.lower() in _NONE and re.fullmatch(pattern, ""):
            return ""
        _terminal.aside(hint)


def _day(question: str) -> PartialDate | None:
    hint = "Year, month, day, such as 1981-04-02; Enter alone leaves it out."
    while typed := _matching(question, r"|\d{4}-\d{2}-\d{2}", hint):
        try:
            return PartialDate.parse(typed)
        except ValueError:
            _terminal.aside("There is no such day.")
    return None


def _chosen(question: str, printed: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that the person names by number; none by default."""
    if not printed:
        return ()
    for number, text in enumerate(printed, 1):
        _terminal.paragraph(f"{number}. {text}", indent=2)
    while True:
        typed = _matching(
            f"Which of these {question}? (numbers, empty for none)",
            r"[\d ,]*",
            "Their numbers, such as 1,3; Enter alone for none.",
        )
        numbers = {int(n) for n in re.findall(r"\d+", typed)}
        if numbers <= set(range(1, len(printed) + 1)):
            break
        _terminal.aside(f"There are the numbers 1 to {len(printed)}.")
    return tuple(text for n, text in enumerate(printed, 1) if n in numbers)


def _folded(question: str) -> str:
    """Under the finding, folded where the line ends."""
    return textwrap.fill(question, _terminal.width() - 8, initial_indent=" " * 5, subsequent_indent=" " * 5)


def _papers() -> str:
    while True:
        asked = typer.prompt(
            _folded("Papers that you enclose for it (empty for none)"), default="", show_default=False
        )
        typed = str(asked).strip()
        if not typed or typed.lower() in _NONE:
            return ""
        if typed.lower() not in _NO_WORDS:
            return printable(typed)
        _terminal.aside("Name the paper, such as: Letter of the bank of March 3, 2025.")


def _finding(
    number: int, finding: Finding, bureaus: tuple[Bureau, ...], whose: str, *, known: Mapping[str, str]
) -> Choice:
    names = tuple(BUREAU_NAMES[bureau] for bureau in bureaus)
    _terminal.say()
    _terminal.finding(
        number, finding.severity, finding.title, f"{', '.join(names) or 'No bureau named'}: {whose}"
    )
    _terminal.paragraph(finding.statement, indent=5)
    if not typer.confirm(
        _folded("Is this wrong in your report, and do you want to dispute it?"), default=False
    ):
        return Choice(include=False)
    answers: dict[str, str] = {}
    for need in finding.needs:
        if asks_yes_or_no(need):
            answers[need.id] = "yes" if typer.confirm(_folded(need.question), default=None) else "no"
        else:
            answers[need.id] = _in_words(need, known.get(need.id, ""))
    if len(bureaus) > 1:
        wrong = _chosen("prints it wrong, if you know", names)
        answers.update({f"bureaus/{i}": bureaus[names.index(name)] for i, name in enumerate(wrong)})
    papers = _papers()
    if papers:
        answers["papers"] = papers
    return Choice(include=True, answers=answers)
