"""Where a letter goes: the address printed on the report, else the dated table `addresses.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from creditai.disputes.letter import Fact, printable
from creditai.quoting import BUREAU_NAMES
from creditai.report import Bureau, Report


@dataclass(frozen=True, slots=True)
class Listed:
    """A bureau's address in the table."""

    lines: tuple[str, ...]
    source: str
    checked_on: date
    note: str = ""


@cache
def table() -> Mapping[str, Listed]:
    rows: dict[str, Any] = tomllib.loads(
        files("creditai.disputes").joinpath("addresses.toml").read_text("utf-8")
    )
    return {
        bureau: Listed(tuple(row["lines"]), row["source"], row["checked_on"], row.get("note", ""))
        for bureau, row in rows.items()
    }


def bureau_address(bureau: Bureau, reports: Sequence[Report], within: Sequence[int]) -> tuple[Fact, ...]:
    """The lines for the envelope. `within`: numbers of the reports that the letter is about, newest
    last; the newest one that prints an address for this bureau wins."""
    for number in reversed(within):
        for i, printed in enumerate(reports[number].dispute_addresses):
            if printed.bureau == bureau:
                return tuple(
                    _printed(bureau, printed.address, f"/reports/{number}/dispute_addresses/{i}/address")
                )
    lines = table()[bureau].lines
    return tuple(Fact(line, "address", f"bureau/{bureau}/{i}") for i, line in enumerate(lines))


def _printed(bureau: Bureau, address: str, pointer: str) -> Iterator[Fact]:
    lines = envelope_lines(address)
    if BUREAU_NAMES[bureau].lower() not in lines[0].lower():
        yield Fact(BUREAU_NAMES[bureau], "address", f"name/{bureau}")
    for line in lines:
        yield Fact(line, "paper", pointer)


_STREET = re.compile(r"(?i)[,;]?\s+(?=p\.?\s?o\.?\s+box\b|\d+ \w)")
_BOX = re.compile(r"(?i)(p\.?\s?o\.?\s+box\s+\d+)[,;]?\s+(.+)")
_TOWN = re.compile(r"(.+?),\s*([^,]+,?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)")


def envelope_lines(address: str) -> tuple[str, ...]:
    """An address printed in one run, as lines: name, street or box, town. Printed line breaks, a box
    number and commas decide; where none helps it stays one line. No word is added, dropped or moved."""
    broken = [printable(line) for line in address.splitlines() if line.strip()]
    if len(broken) > 1:
        return tuple(broken)
    text = printable(address)
    name, *rest = [text] if _BOX.match(text) else _STREET.split(text, maxsplit=1)
    street = rest[0] if rest else name
    split = _BOX.fullmatch(street) or _TOWN.fullmatch(street)
    lines = [street] if split is None else [split[1], split[2]]
    return tuple(line for line in ([name, *lines] if rest else lines) if line)


def own_lines(address: str) -> tuple[str, ...]:
    """A consumer's address as lines: divided where they wrote a semicolon, else with the town on a line of its own."""
    parts = tuple(filter(None, (printable(part) for part in address.split(";"))))
    split = _TOWN.fullmatch(parts[0]) if len(parts) == 1 else None
    return parts if split is None else (split[1], split[2])
