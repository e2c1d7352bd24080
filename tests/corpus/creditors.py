"""Invented furnishers and the kinds of debt they carry, in the field's own words."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from creditai.report import Portfolio
from tests.corpus.people import Address, address, phone


@dataclass(frozen=True, slots=True)
class Kind:
    """`words`: how an account of this kind may be named by experian, equifax, transunion."""

    name: str
    portfolio: Portfolio
    words: tuple[str, str, str]
    months: tuple[int, ...] = ()
    amounts: tuple[int, int] = (0, 0)


KINDS = {
    "card": Kind("card", "revolving", ("Credit card", "Credit Card", "CREDIT CARD"), (), (500, 15000)),
    "store": Kind("store", "revolving", ("Charge card", "Charge Account", "CHARGE ACCOUNT"), (), (300, 4000)),
    "auto": Kind("auto", "installment", ("Auto Loan", "Auto Loan", "AUTOMOBILE"), (48, 60, 72), (9000, 42000)),
    "personal": Kind("personal", "installment", ("Unsecured loan", "Unsecured", "UNSECURED"), (24, 36, 60), (1500, 20000)),
    "student": Kind("student", "installment", ("Education Loan", "Education Loan", "STUDENT LOAN"), (120, 240), (2000, 18000)),
    "mortgage": Kind(
        "mortgage", "mortgage",
        ("Conventional Real Estate Loan", "Conventional Mortgage", "CONVENTIONAL REAL ESTATE MTG"),
        (180, 360), (90000, 145000),
    ),
    "heloc": Kind(
        "heloc", "line_of_credit",
        ("Home Equity Line of Credit", "Home Equity Line of Credit", "HOME EQUITY LINE OF CREDIT"), (), (10000, 60000),
    ),
    "collection": Kind("collection", "collection", ("Collection", "Collection", "COLLECTION AGENCY/ATTORNEY"), (1,), (120, 4800)),
}  # fmt: skip

NAMES = {
    "card": ("First Sample Bank", "Specimen Card Services", "SB", "Mockbank USA", "Bank of Exampleton & Trust", "Fictional Federal Credit Union"),
    "store": ("Sample Bank/Example Outfitters", "SPB/Mock Home Stores", "Inventio's Dept. Stores", "Placeholder Tires-CFNA"),
    "auto": ("Example Motor Credit", "Specimen Auto Finance Company", "Mock Drive Acceptance Corp", "Sampleville Wheels Financial"),
    "personal": ("Invented Lending Inc", "Quick Example Loans", "Specimen Personal Finance of Greater Exampleton and Sampleville"),
    "student": ("Dept of Ed/Sample Servicing", "Example Education Loans", "Mockstudent Servicing"),
    "mortgage": ("Sample Home Mortgage", "Exampleton Savings & Loan", "Fictional Home Lending"),
    "heloc": ("Exampleton Savings & Loan", "Sample Home Equity"),
    "collection": ("Example Collections LLC", "Mock Recovery Associates", "Specimen Credit Control", "Placeholder Portfolio Partners"),
}  # fmt: skip
MEDICAL = ("Example Hospital", "Sampleville Radiology", "Mock Family Dental", "Specimen Emergency Physicians")
UTILITIES = ("Sample Power & Light", "Mock Wireless", "Exampleton City Water", "Fictional Cable")


@dataclass(frozen=True, slots=True)
class Creditor:
    name: str
    address: Address
    phone: str


def creditor(rng: Random, kind: str, taken: set[str]) -> Creditor:
    """One that this person does not have yet, unless all are taken (then a numbered branch)."""
    free = [n for n in NAMES[kind] if n not in taken]
    name = rng.choice(free) if free else f"{rng.choice(NAMES[kind])} {len(taken)}"
    taken.add(name)
    place = address(rng)
    if rng.random() < 0.7:
        place = Address(f"PO Box {rng.randint(100, 99999)}", place.town, place.zip_code)
    return Creditor(name, place, phone(rng))


def number(rng: Random, length: int) -> str:
    """Digits that fail the Luhn check, so that no real account can have them."""
    digits = str(rng.choice((4, 5, 6, 9))) + "".join(str(rng.randint(0, 9)) for _ in range(length - 2))
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * 2 if place % 2 == 0 else int(digit)
        total += doubled - 9 if doubled > 9 else doubled
    good = (10 - total % 10) % 10
    return digits + str((good + rng.randint(1, 9)) % 10)
