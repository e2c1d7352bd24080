"""Invented reports as small web pages, which read in a second; and people who upload them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

from creditai.flows.receive_paper import receive_paper
from creditai.flows.upload_report import Uploaded, upload_report
from creditai.store.tables.person import person
from creditai.who import Who
from creditai.wiring import Wiring

SAMPLES = Path(__file__).parents[3] / "creditai" / "samples"


def somebody(wiring: Wiring) -> Who:
    """A new person with a key."""
    found = uuid4()
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=found, role="consumer"))
    wiring.keys.make(found)
    return Who(found, "consumer", frozenset({"papers:read", "papers:write"}))


def sample(name: str = "experian-2026-05-18.pdf") -> bytes:
    return (SAMPLES / name).read_bytes()


def upload(wiring: Wiring, who: Who, data: bytes, name: str = "report.pdf", piece: int = 10_000) -> Uploaded:
    """As the web door does it: piece by piece."""
    with receive_paper(wiring, who) as incoming:
        for start in range(0, len(data), piece):
            incoming.write(data[start : start + piece])
        return upload_report(wiring, who, incoming, name)


def person_of(who: Who) -> UUID:
    assert who.person is not None
    return who.person
