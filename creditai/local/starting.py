"""Up and down. `up` may be called again: what runs is left running, what ended is started, what is told otherwise (its
clock, say) is started anew, all of it at once."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from creditai.local import daemons, payments
from creditai.local.daemons import PROGRAM, Daemon
from creditai.local.environment import days_of, keep, settings_of
from creditai.parts import postgresql, valkey
from creditai.store import keys, migrating

Say = Callable[[str], None]


def up(folder: Path, *, say: Say, clock: int | None = None, pay: bool | None = None) -> str:
    """Start what does not run; the address, once it is ready. Unavailable, with the end of a log, when it fails.

    `clock`: days ahead of the world's; `pay`: with a stand-in for Stripe. Nothing said: as it was."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        days, with_stripe = days_of(folder, clock), payments.wanted(folder, pay)
        say("PostgreSQL and Valkey ...")
        database, cache = postgresql.start(folder / "postgresql"), valkey.start(folder / "valkey")
        say("the schema ...")
        migrating.migrate(database.dsn("creditai_owner"))
        keys.create(database.dsn("creditai_owner", "creditai_keys"))
        address = f"http://127.0.0.1:{daemons.port(folder, 'web')}"
        stripe = _stripe(folder, say) if with_stripe else None
        if stripe is None:
            daemons.stop(folder, [payments.NAME])
        leads = payments.told(folder, stripe) if stripe else {}
        told = settings_of(folder, database, cache, address, days, leads)
        if stripe:
            told |= payments.prepare(told)
        keep(folder, told)
        say("the application and a worker ...")
        serve(folder, address, told)
        if stripe:
            payments.move_clock(stripe, days)
        if days:
            say(f"The clock is {days} days ahead.")
        say(f"Mails are caught in {folder / 'mail'}; the reference is {address}/api/docs. Ready at")
        return address


def down(folder: Path, *, say: Say) -> None:
    """Stop it all politely; everything is kept."""
    folder = folder.resolve()
    if not folder.exists():
        return
    with _alone(folder):
        say("the application and the worker ...")
        daemons.stop(folder, ["web", "worker"])
        daemons.stop(folder, [payments.NAME])
        say("Valkey and PostgreSQL ...")
        if (folder / "valkey").exists():
            valkey.stop(folder / "valkey")
        if (folder / "postgresql").exists():
            postgresql.stop(folder / "postgresql")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One `up` or `down` at a time; the lock ends with the process."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stripe(folder: Path, say: Say) -> str:
    address = payments.start(folder)
    say(f"a stand-in for Stripe at {address}: no card is charged; the test card is {payments.TEST_CARD} ...")
    return address


def serve(folder: Path, address: str, told: dict[str, str]) -> None:
    """Application and worker, told alike; ready when it returns."""
    web = Daemon("web", (*PROGRAM, "serve", "--port", address.rpartition(":")[2]), told)
    daemons.start(folder, [web, Daemon("worker", (*PROGRAM, "work"), told)])
    daemons.ready(folder, "web", f"{address}/api/health/ready", ["worker"])
