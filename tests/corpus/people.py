"""Invented people. No such town, no such street; SSN is a last four only, phones are 555-01xx."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

GIVEN = (
    "Dana",
    "Robin",
    "Casey",
    "Jordan",
    "Morgan",
    "Avery",
    "Quinn",
    "Rowan",
    "Ellis",
    "Marlow",
    "Io",
    "Maximiliana",
)
FAMILY = (
    "Sample", "Specimen", "Example", "Testperson", "Placeholder", "Mockingham", "Inventio", "O'Fiction",
    "Fable-Sample", "Ng-Example", "Li", "Von Pretendingsworth",
)  # fmt: skip
STREETS = (
    "Sample Street",
    "Specimen Avenue",
    "Example Road",
    "Invention Lane",
    "N Fiction Blvd",
    "Placeholder Ct Apt 4",
)
TOWNS = ("Exampleton", "Sampleville", "Fort Specimen", "Mockford", "New Fiction")
EMPLOYERS = (
    "Sample Widgets LLC",
    "Example Hospital",
    "Specimen Bakery",
    "Mock & Daughters",
    "City of Exampleton",
)


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    town: str
    zip_code: str

    @property
    def one_line(self) -> str:
        return f"{self.street}, {self.town}, ZZ {self.zip_code}"

    @property
    def second_line(self) -> str:
        return f"{self.town}, ZZ {self.zip_code}"


@dataclass(frozen=True, slots=True)
class Person:
    given: str
    middle: str
    family: str
    birth: date
    ssn_last4: str
    addresses: tuple[Address, ...]
    phones: tuple[str, ...]
    employers: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.given} {self.middle} {self.family}"

    @property
    def short_name(self) -> str:
        return f"{self.given} {self.family}"


def address(rng: Random) -> Address:
    return Address(
        f"{rng.randint(1, 989)} {rng.choice(STREETS)}", rng.choice(TOWNS), f"000{rng.randint(0, 99):02d}"
    )


def phone(rng: Random) -> str:
    return f"({rng.randint(201, 989)}) 555-01{rng.randint(0, 99):02d}"


def person(rng: Random) -> Person:
    """One invented person, grown up before any account could open."""
    return Person(
        given=rng.choice(GIVEN),
        middle=rng.choice("ABCDEFGHJKLMPQRSTVW"),
        family=rng.choice(FAMILY),
        birth=date(rng.randint(1950, 1988), rng.randint(1, 12), rng.randint(1, 28)),
        ssn_last4=f"432{rng.randint(0, 9)}",
        addresses=tuple(dict.fromkeys(address(rng) for _ in range(rng.randint(1, 4)))),
        phones=tuple(dict.fromkeys(phone(rng) for _ in range(rng.randint(0, 3)))),
        employers=tuple(rng.sample(EMPLOYERS, rng.randint(0, 2))),
    )
