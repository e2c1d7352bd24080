"""Pages of a list of accounts, from a thousand rows to a million: flat; goal 1.5.

    python -m benchmarks.service_pages [--most 100000]

One person's accounts in a real PostgreSQL, sealed row by row. A page of fifty is read and opened at the beginning, in
the middle and at the end of each list, in turns; what counts is the slowest of them beside the first page of the
shortest list.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from uuid import UUID, uuid4

import psycopg

from benchmarks import verdict
from creditai.flows.papers_of import papers_of
from creditai.papers import reports
from creditai.store.documents import seal_json
from creditai.store.encryption import DataKey
from creditai.store.ids import new_id
from creditai.wiring import Wiring, wire
from tests.town import Town, town

GOAL = 1.5
PAGE = 50
ROUNDS = 60
SHOWN = {
    "furnisher": "FIRST SAMPLE BANK", "account_number": "1234XXXX", "bureau": "experian", "portfolio": "revolving",
    "account_type": "Credit card", "status": "current", "condition": "open", "responsibility": "individual",
    "opened": "2019-03", "reported": "2026-04", "balance": "120.00", "past_due": "0.00", "credit_limit": "900.00",
}  # fmt: skip


def fill(place: Town, wiring: Wiring, most: int) -> tuple[UUID, list[tuple[str, int]]]:
    """A person with so many accounts; the keys of some rows to begin a page after."""
    person = uuid4()
    key = wiring.keys.make(person)
    per_report = 100
    names = [new_id() for _ in range(most // per_report)]
    name = wiring.settings.database.reveal().rpartition("/")[2]
    admin = place.postgresql.admin.rpartition("/")[0] + f"/{name}"
    with (
        psycopg.connect(admin) as connection,
        connection.cursor() as cursor,
        cursor.copy("COPY account (person, report, place, summary) FROM STDIN") as copy,
    ):
        for report in names:
            for number in range(per_report):
                copy.write_row((person, report, number, _sealed(key, report, number)))
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE account")
    names.sort()
    middle = (str(names[len(names) // 2]), 10)
    return person, [("", 0), middle, (str(names[-1]), per_report - PAGE - 1)]


def _sealed(key: DataKey, report: UUID, number: int) -> bytes:
    return seal_json(key, SHOWN, f"account.summary:{report}-{number}")


def page(wiring: Wiring, person: UUID, after: tuple[str, int]) -> None:
    with papers_of(wiring, person, held=False) as at:
        found = reports.accounts(at, after if after[0] else (), PAGE)
    assert len(found) == PAGE


def milliseconds(works: dict[tuple[int, int], Callable[[], None]]) -> dict[tuple[int, int], float]:
    """The middle of ROUNDS, taken in turns."""
    spent: dict[tuple[int, int], list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            spent[name].append(1000 * (time.perf_counter() - began))
    return {name: median(times) for name, times in spent.items()}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=1_000_000)
    most = parser.parse_args().most
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= most]
    with town() as place:
        wiring = wire(place.settings())
        works: dict[tuple[int, int], Callable[[], None]] = {}
        for size in sizes:
            person, after = fill(place, wiring, size)
            works |= {(size, n): partial(page, wiring, person, each) for n, each in enumerate(after)}
        found = milliseconds(works)
        wiring.close()
    for size in sizes:
        print(f"  {size:9,} accounts  " + "  ".join(f"{found[size, n]:6.2f} ms" for n in range(3)))
    slowest = max(found.values()) / found[sizes[0], 0]
    return 0 if verdict(f"a page of {sizes[-1]:,} accounts", slowest, GOAL, "x the first of 1,000") else 1


if __name__ == "__main__":
    sys.exit(main())
