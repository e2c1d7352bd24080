"""The bundled sample reports, and invented people who upload them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from creditai.disputes.answers import Answers, parse
from creditai.flows.find_inaccuracies import find_inaccuracies
from creditai.flows.papers_of import papers_of
from creditai.flows.receive_paper import receive_paper
from creditai.flows.upload_report import Uploaded, upload_report
from creditai.papers import reports, uploads
from creditai.papers.reports import Kept
from creditai.people import scopes
from creditai.reading import read_files
from creditai.report import Report
from creditai.store.ids import new_id
from creditai.store.tables.person import person
from creditai.who import Who
from creditai.wiring import Wiring
from tests.cast import agree

SAMPLES = Path(__file__).parents[3] / "creditai" / "samples"


def somebody(wiring: Wiring, *consents: str) -> Who:
    """A new person with a key, who agreed to `consents`; by default to reading reports and keeping them."""
    found = uuid4()
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=found, role="consumer"))
    wiring.keys.make(found)
    who = Who(found, "consumer", scopes.OF_ROLE["consumer"])
    agree(wiring, who, *consents)
    return who


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


@cache
def read_sample(name: str) -> Report:
    [reading] = read_files([SAMPLES / name])
    assert reading.report is not None
    return reading.report


def with_report(wiring: Wiring, who: Who, name: str) -> UUID:
    """The sample uploaded and read, as the worker does it, with the reading itself done once per test run."""
    fresh = _begun(wiring, who, name)
    find_inaccuracies(wiring, str(who.person), fresh=fresh)
    return fresh.id


def with_reports(wiring: Wiring, who: Who, names: Sequence[str]) -> tuple[UUID, ...]:
    """As many times `with_report`, what is wrong in them being looked for once, over all."""
    *before, last = names
    kept = []
    for name in before:
        fresh = _begun(wiring, who, name)
        with papers_of(wiring, person_of(who)) as at:
            assert uploads.move(at, fresh.paper, out_of=("reading",), to="done", stage=None)
            reports.keep(at, fresh.id, fresh.paper, fresh.report)
        kept.append(fresh.id)
    return (*kept, with_report(wiring, who, last))


def _begun(wiring: Wiring, who: Who, name: str) -> Kept:
    paper = upload(wiring, who, sample(name), name).upload.id
    with papers_of(wiring, person_of(who)) as at:
        uploads.begin(at, paper)
    return Kept(new_id(), paper, read_sample(name))


MAY = ("experian-2026-05-18.pdf", "equifax-2026-05-18.pdf", "transunion-2026-05-18.pdf")


def answers() -> Answers:
    """What Dana says in `creditai demo`."""
    return parse((SAMPLES / "answers.toml").read_text("utf-8"))
