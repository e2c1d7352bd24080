"""Whom to call: the on-call rotation and outside parties, from one TOML file of the operator's. Placeholders are refused.

[rotation]                      # who is primary in turn, a week each, from `starts` (a Monday) on
starts = "2026-01-05"
order = ["dana", "sam"]
escalation = "robin"

[people.dana]
name = "Dana Q. Sample"
phone = "+1 555-0101"
mail = "dana@example.com"

[outside.infrastructure]        # infrastructure, database, cdn
name = "..."
phone = "..."
contract = "..."
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from runbook.errors import BadEnvironment, WrongUsage
from runbook.messages import filled

OUTSIDE = ("infrastructure", "database", "cdn")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{5,}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    phone: str
    mail: str


@dataclass(frozen=True, slots=True)
class Outside:
    """An outside party's support. `contract`: what they ask for when called."""

    name: str
    phone: str
    contract: str


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who is called first, second, and who is above them."""

    primary: Person
    secondary: Person
    escalation: Person


@dataclass(frozen=True, slots=True)
class Contacts:
    starts: date
    order: tuple[Person, ...]
    escalation: Person
    outside: Mapping[str, Outside]

    def on(self, day: date) -> OnCall:
        """Who is on call on that day: a week each, the next in turn is secondary."""
        week = (day - self.starts).days // 7
        return OnCall(
            self.order[week % len(self.order)], self.order[(week + 1) % len(self.order)], self.escalation
        )


def load(path: Path) -> Contacts:
    """The contacts of a file; BadEnvironment names what is missing, open or wrong, and the way out."""
    try:
        return read(tomllib.loads(path.read_text("utf-8")), str(path))
    except FileNotFoundError as error:
        raise BadEnvironment(
            f"There is no {path}; copy environments/contacts/example.toml there and fill it in."
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadEnvironment(f"{path} cannot be read as TOML: {error}.") from error


def read(data: Mapping[str, Any], where: str) -> Contacts:
    """The contacts that a file's data are."""
    try:
        rotation = data["rotation"]
        people = {name: _person(f"{where}: people.{name}", told) for name, told in data["people"].items()}
        starts = date.fromisoformat(str(rotation["starts"]))
        order = tuple(_known(people, name, where) for name in rotation["order"])
        escalation = _known(people, rotation["escalation"], where)
        outside = {name: _outside(f"{where}: outside.{name}", data["outside"][name]) for name in OUTSIDE}
    except KeyError as error:
        raise BadEnvironment(f"{where}: {error.args[0]!r} is missing.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise BadEnvironment(f"{where} does not fit: {error}.") from error
    if len(order) < 2:
        raise BadEnvironment(f"{where}: rotation.order needs two people at least: a primary and a secondary.")
    return Contacts(starts, order, escalation, outside)


def _known(people: Mapping[str, Person], name: str, where: str) -> Person:
    if name not in people:
        raise BadEnvironment(f"{where}: {name!r} of the rotation stands not under [people].")
    return people[name]


def _person(where: str, told: Mapping[str, str]) -> Person:
    mail = _filled(f"{where}.mail", told["mail"])
    if not _MAIL.fullmatch(mail):
        raise BadEnvironment(f"{where}.mail is no address.")
    return Person(_filled(f"{where}.name", told["name"]), _phone(f"{where}.phone", told["phone"]), mail)


def _outside(where: str, told: Mapping[str, str]) -> Outside:
    return Outside(
        _filled(f"{where}.name", told["name"]),
        _phone(f"{where}.phone", told["phone"]),
        _filled(f"{where}.contract", told["contract"]),
    )


def _phone(where: str, value: str) -> str:
    number = _filled(where, value)
    if not _PHONE.fullmatch(number):
        raise BadEnvironment(f"{where} is no telephone number.")
    return number


def _filled(where: str, value: str) -> str:
    try:
        return filled(where, str(value))
    except WrongUsage as error:
        raise BadEnvironment(error.message) from error
