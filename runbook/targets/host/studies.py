"""Backups, their proof, and the rehearsal of a migration, on this machine.

STATE/backups/RUN/    database.dump, manifest.json, inventory.json (what the release is asked to compare)
STATE/scratch/        the server of our own, while a study needs it
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from runbook.actions import Action, Command, Ran, RemoveFolder, Runs, Study
from runbook.counting import counted
from runbook.database import backup, certificate
from runbook.database.scratch import scratch
from runbook.environments import Environment
from runbook.errors import Refused
from runbook.facts import Found
from runbook.targets import Ask
from runbook.targets.host.databases import asked, programs
from runbook.targets.host.places import Places

_INVENTORY = "inventory.json"
_KEEP = 'umask 077; cat > "$0.part" && sync "$0.part" && mv "$0.part" "$0"'


def back_up(environment: Environment, places: Places, run: str, release: str) -> tuple[Action, ...]:
    place = places.backup(run)

    def look(does: Runs) -> Found:
        tools, reference = programs(environment, places), _database(environment)
        does(Command("a folder for the backup", ("install", "-d", "-m", "0700", str(place))))
        told = backup.take(
            does, tools, reference, place, _inventory(environment, places, release), release,
            datetime.now(UTC).isoformat(timespec="seconds"),
        )  # fmt: skip
        _keep(does, place / _INVENTORY, json.dumps(dict(told.inventory), sort_keys=True))
        _keep(does, place / backup.MANIFEST, told.text)
        said = f"{told.dump['bytes']} bytes of {told.revision or 'no revision'}, {counted(len(told.inventory['objects']), 'object')}"
        return Found(True, said, (), told.digest, {"folder": str(place), "dump": dict(told.dump)})

    shown = f"pg_dump --format=custom --snapshot=... --file={place / backup.DUMP}"
    return (
        RemoveFolder("clear what was left of an earlier attempt", place),
        Study("back up the database", "backup", look, shown),
    )


def forget(places: Places, run: str) -> tuple[Action, ...]:
    return (RemoveFolder("remove the backup that was not accepted", places.backup(run)),)


def prove(environment: Environment, places: Places, run: str, release: str) -> tuple[Action, ...]:
    place = places.backup(run)

    def look(does: Runs) -> Found:
        tools = programs(environment, places)
        live = backup.which(does, tools, _database(environment))
        with scratch(does, places.scratch, tools) as at:
            asks = _proves(environment, places.release(release), place)
            return backup.proof(does, at, place, asks, live, "copy")

    shown = f"pg_restore --exit-on-error {place / backup.DUMP}, compare, creditai db prove"
    return (*_passable(places), Study("prove the backup by restoring it", "proof", look, shown))


def rehearse(environment: Environment, places: Places, run: str, old: str, new: Path) -> tuple[Action, ...]:
    place = places.backup(run)

    def look(does: Runs) -> Found:
        tools, told = programs(environment, places), backup.manifest(place)
        owner = Counter(told.database["owner"].values()).most_common(1)[0][0]
        with scratch(does, places.scratch, tools) as at:
            at.make_roles(does, told.database["role"])
            at.restore(does, place / backup.DUMP, "base", owner)
            at.copy(does, "base", "traced", owner)
            traced = does(asked(environment, new, "statements", "--dsn", at.dsn("traced", owner)))
            said = certificate.statements(traced)
            found = certificate.certify(
                does, at, "base", owner, said, _replays(environment, places, old), told.digest
            )
            asks = _proves(environment, new, place)(at.dsn("traced"))
            return certificate.expected(found, backup.faults(does, asks) if found.well else ())

    shown = (
        "creditai db statements on a copy, creditai db prove by the new release of it; psql each of them, creditai db replay "
        "by the old release after each"
    )
    return (*_passable(places), Study("rehearse the migration", "certificate", look, shown))


def restore(environment: Environment, places: Places, source: str, mark: str) -> tuple[Action, ...]:
    reference = environment.secrets.get("database_owner", "")
    if not reference:
        raise Refused(
            "A restore is done as the tables' owner: give [secrets] database_owner in the environment file."
        )
    return backup.put_back(programs(environment, places), reference, places.backup(source), mark)


def erase_again(environment: Environment, places: Places, release: str) -> tuple[Action, ...]:
    def look(does: Runs) -> Found:
        gone = json.loads(does(asked(environment, places.release(release), "erase-again")).output)["removed"]
        whole = json.loads(does(_or_faulty(asked(environment, places.release(release), "integrity"))).output)
        reasons = tuple(str(each) for each in whole["faults"])
        said = (
            f"{counted(sum(gone.values()), 'row of erased persons was', 'rows of erased persons were')} removed again"
            if not reasons
            else reasons[0]
        )
        return Found(not reasons, said, reasons, "", {"removed": gone})

    shown = "creditai db erase-again && creditai db integrity"
    return (Study("erase again whoever was erased since", "erased", look, shown),)


def loss(environment: Environment, places: Places, ask: Ask, source: str) -> dict[str, Any]:
    """What restoring that backup would take from what serves."""

    def surely(command: Command) -> Ran:
        ran = ask(command)
        if not isinstance(ran, Ran) or ran.code != 0:
            raise Refused(
                f"What would be lost cannot be told: {ran.errors.strip()[-300:] if isinstance(ran, Ran) else ''}"
            )
        return ran

    now = backup.live(surely, programs(environment, places), _database(environment))
    return backup.lost(now, backup.manifest(places.backup(source)), datetime.now(UTC))


def faults(places: Places, source: str, digest: str) -> tuple[str, ...]:
    """Why a backup is not the one that was accepted."""
    place = places.backup(source)
    told = backup.manifest(place)
    found = []
    if told.digest != digest:
        found.append(f"its manifest is not the one that was accepted ({digest[:12]})")
    if not (place / backup.DUMP).is_file() or backup.of(place / backup.DUMP) != dict(told.dump):
        found.append("its dump is missing or not the file that was written")
    return tuple(found)


def _replays(environment: Environment, places: Places, release: str) -> Callable[[str], Command]:
    return lambda dsn: _or_faulty(asked(environment, places.release(release), "replay", "--dsn", dsn))


def _proves(environment: Environment, program: Path, place: Path) -> Callable[[str], Command]:
    manifest = str(place / _INVENTORY)
    return lambda dsn: _or_faulty(asked(environment, program, "prove", "--dsn", dsn, "--manifest", manifest))


def _inventory(environment: Environment, places: Places, release: str) -> Command:
    return asked(environment, places.release(release), "inventory")


def _or_faulty(command: Command) -> Command:
    """1 says that faults were found."""
    return Command(
        command.what,
        command.argv,
        environ=command.environ,
        secrets=command.secrets,
        ok=(0, 1),
        deadline=command.deadline,
    )


def _keep(does: Callable[[Command], Ran], path: Path, text: str) -> None:
    does(Command(f"write {path.name}", ("sh", "-c", _KEEP, str(path)), told=text))


def _database(environment: Environment) -> str:
    reference = environment.secrets.get("database_backup", "")
    if not reference:
        raise Refused(
            "A backup needs a role that may read everything: give its DSN as [secrets] database_backup in the environment "
            "file, or waive `backup` and `rehearsal` by name and reason."
        )
    return reference


def _passable(places: Places) -> tuple[Action, ...]:
    """As root the scratch server's own account must come through to its folder; what else lies there stays closed."""
    if os.geteuid() != 0:
        return ()
    what = "let the database's account pass"
    return (Command(what, ("install", "-d", "-m", "0711", str(places.state))),)
