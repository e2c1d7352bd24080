"""A backup, and whether it is good. It is good when it was restored, on a server of our own, and nothing differs.

    FOLDER/database.dump    pg_dump's custom format, of one snapshot
    FOLDER/manifest.json    what that snapshot looked like (`fingerprint.py`), the objects by digest, the keys by id

The dump and the fingerprint see the same snapshot. What a dump does not hold, objects and keys, is told by the
release's own program (`creditai db inventory`), which also looks at the restored copy (`creditai db prove`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from runbook.actions import Command, Ran
from runbook.counting import counted
from runbook.database.fingerprint import (
    MARK,
    NUMBERS,
    REVISION,
    SCRIPT,
    Fingerprint,
    differences,
    fingerprint,
    rows,
)
from runbook.database.programs import Programs, lines
from runbook.database.scratch import Scratch
from runbook.errors import ActFailed, Refused
from runbook.facts import Found
from runbook.records import digest, plain, read

SCHEMA = "creditai.backup/1"
MARKED = "creditai: restored by "
"""What the schema's comment begins with, after a restore; the run that did it follows."""
DUMP, MANIFEST = "database.dump", "manifest.json"
EMPTY = Path(__file__).with_name("empty.sql")
Runs = Callable[[Command], Ran]
_TAKE = """
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_export_snapshot() AS snapshot \\gset
\\setenv SNAPSHOT :snapshot
\\! umask 077; "$PG_DUMP" --format=custom --no-password --snapshot="$SNAPSHOT" --file="$DUMP.part" && mv "$DUMP.part" "$DUMP"
"""
_MOST = 20
"""Reasons that are told; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.json` says. `release`: whose program told of objects and keys."""

    schema: str
    taken_at: str
    release: str
    revision: str
    dump: Mapping[str, Any]
    database: Mapping[str, Any]
    inventory: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """The name of the backup: of all that it says, the dump by its own digest."""
        return digest(self)

    @property
    def text(self) -> str:
        return json.dumps(plain(self), sort_keys=True) + "\n"


def take(
    run: Runs,
    programs: Programs,
    database: str,
    folder: Path,
    inventory: Command,
    release: str,
    taken_at: str,
) -> Manifest:
    """Dump the database behind the reference `database` into `folder`. The caller writes the manifest, last.

    The release is asked first: whom people had erased by then must not be in the dump, and who is erased while it is
    written may be."""
    dump = folder / DUMP
    said = _json(run(inventory))
    ask = programs.psql(
        "dump, and look at the same snapshot",
        NUMBERS + _TAKE + SCRIPT + REVISION,
        database=database,
        deadline=7200.0,
    )
    told = {"PG_DUMP": programs.path("pg_dump"), "DUMP": str(dump)}
    ran = run(_with(ask, told))
    found = fingerprint(lines(ran))
    if not dump.is_file():
        said_why = ran.errors.strip().splitlines() or ["it did not say why"]
        why = next((each for each in said_why if "error:" in each), said_why[0])
        raise ActFailed(f"pg_dump left no dump: {why[:300]}")
    return Manifest(
        SCHEMA, taken_at, release, str(found.get("revision", {}).get("schema", "")), of(dump), found,
        {"objects": said.get("objects", {}), "keys": said.get("keys", {}), "erased": said.get("erased")},
    )  # fmt: skip


def put_back(programs: Programs, database: str, folder: Path, mark: str) -> tuple[Command, ...]:
    """The backup in the place of the database behind the reference `database` (its owner's), in one transaction: killed
    at any moment it is the one or the other."""
    script = folder / "restore.sql"
    write = 'umask 077; { cat "$2"; "$0" --file=- "$1" | grep -v -x "CREATE SCHEMA public;"; echo "$3"; } > "$4.part" && mv "$4.part" "$4"'
    last = f"COMMENT ON SCHEMA public IS '{MARKED}{mark}';"
    argv = (
        "bash",
        "-o",
        "pipefail",
        "-c",
        write,
        programs.path("pg_restore"),
        str(folder / DUMP),
        str(EMPTY),
        last,
        str(script),
    )
    apply = (
        programs.path("psql"),
        "-X",
        "-q",
        "--no-password",
        "-v",
        "ON_ERROR_STOP=1",
        "--single-transaction",
        "-f",
        str(script),
    )
    return (
        Command("write the backup out as statements", argv, deadline=3600.0),
        Command("put it in the place of the database, in one transaction", apply, database=database,
                environ={"PGAPPNAME": "creditai-runbook"}, deadline=7200.0),
        Command("clear the statements", ("rm", "-f", str(script))),
    )  # fmt: skip


def lost(now: Fingerprint, told: Manifest, at: datetime) -> dict[str, Any]:
    """What a restore would take: rows that the tables have more than the backup, by table, and the seconds since it."""
    before, here = rows(told.database), rows(now)
    more = {name: count - before.get(name, 0) for name, count in here.items() if count > before.get(name, 0)}
    fewer = {name: count - here.get(name, 0) for name, count in before.items() if count > here.get(name, 0)}
    changed = sorted(
        name
        for name, value in now.get("rows", {}).items()
        if told.database.get("rows", {}).get(name) not in (None, value)
    )
    seconds = (at - datetime.fromisoformat(told.taken_at)).total_seconds()
    return {
        "rows": sum(more.values()),
        "by_table": more,
        "come_back": fewer,
        "changed": changed,
        "seconds": round(seconds),
    }


def of(dump: Path) -> dict[str, Any]:
    """Digest and size of a dump."""
    whole = hashlib.sha256()
    with dump.open("rb") as file:
        while piece := file.read(1 << 20):
            whole.update(piece)
    return {"sha256": whole.hexdigest(), "bytes": dump.stat().st_size}


def manifest(folder: Path) -> Manifest:
    """The manifest of a backup. Refused when it is not understood."""
    try:
        found = read(Manifest, json.loads((folder / MANIFEST).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise Refused(
            f"{folder} is no backup: its {MANIFEST} cannot be read ({type(error).__name__})."
        ) from error
    if found.schema != SCHEMA:
        raise Refused(f"{folder} is a backup of {found.schema!r}; this runbook knows {SCHEMA}.")
    return found


def proof(
    run: Runs, at: Scratch, folder: Path, prove: Callable[[str], Command], live: Mapping[str, Any], copy: str
) -> Found:
    """Restore the backup as the database `copy`, compare, and let the release look at it. `live`: the database that
    serves (`fingerprint`'s kind `database`); `prove`: the program over a DSN."""
    told = manifest(folder)
    reasons = tuple(_reasons(run, at, folder, told, prove, live, copy))
    more = f" and {len(reasons) - _MOST} more" if len(reasons) > _MOST else ""
    counts = rows(told.database)
    figures = {
        "revision": told.revision, "tables": len(counts), "rows": sum(counts.values()), "bytes": told.dump["bytes"],
        "objects": len(told.inventory["objects"]), "keys": sorted(told.inventory["keys"]),
    }  # fmt: skip
    said = (
        f"not accepted: {reasons[0]}{more}" if reasons
        else f"restored: {counted(figures['rows'], 'row')} of {counted(len(counts), 'table')} at {told.revision or 'no revision'}, nothing differs"
    )  # fmt: skip
    return Found(not reasons, said, reasons[:_MOST], told.digest, figures)


def _reasons(
    run: Runs, at: Scratch, folder: Path, told: Manifest, prove: Callable[[str], Command], live: Mapping[str, Any], copy: str
) -> Iterator[str]:  # fmt: skip
    which = told.database.get("database", {}).get("which", {})
    if {k: which.get(k) for k in ("name", "system")} != {k: live.get(k) for k in ("name", "system")}:
        yield f"it is of the database {which.get('name')!r} of another server or name; {live.get('name')!r} serves"
    if not (folder / DUMP).is_file():
        yield "the dump is missing"
        return
    if (found := of(folder / DUMP)) != dict(told.dump):
        yield f"the dump is not the file that was written: {found['bytes']} bytes instead of {told.dump['bytes']}, or other ones"
    try:
        at.make_roles(run, told.database.get("role", {}))
        at.restore(run, folder / DUMP, copy)
    except ActFailed as failed:
        yield f"it cannot be restored: {failed}"
        return
    yield from differences(told.database, look(run, at, copy))
    yield from faults(run, prove(at.dsn(copy)))


def look(run: Runs, at: Scratch, database: str) -> Fingerprint:
    """The fingerprint of a database of the scratch server."""
    return fingerprint(lines(at.ask(run, "look at the copy", SCRIPT + REVISION, database)))


def live(run: Runs, programs: Programs, database: str) -> Fingerprint:
    """The fingerprint of the database behind a reference, with the mark of the last restore."""
    return fingerprint(
        lines(run(programs.psql("look at the database", SCRIPT + REVISION + MARK, database=database)))
    )


def which(run: Runs, programs: Programs, database: str) -> Mapping[str, Any]:
    """Which database that is."""
    first = SCRIPT.split(";\n", 1)[0] + ";\n"
    told = fingerprint(lines(run(programs.psql("which database serves", first, database=database))))
    found: Mapping[str, Any] = told["database"]["which"]
    return found


def faults(run: Runs, prove: Command) -> tuple[str, ...]:
    """What the release's program finds wrong with a copy."""
    return tuple(_faults(run(_any_end(prove))))


def _faults(answer: Ran) -> Iterator[str]:
    if answer.code not in (0, 1):
        yield f"the release's program could not look at the copy: {(answer.errors or answer.output).strip()[-300:]}"
        return
    found = _json(answer)
    yield from (str(each) for each in found.get("faults", ()))
    if answer.code == 1 and not found.get("faults"):
        yield "the release's program found the copy faulty and did not say how"


def _json(answer: Ran) -> dict[str, Any]:
    try:
        told = json.loads(answer.output)
        return dict(told)
    except (ValueError, TypeError) as error:
        raise ActFailed(
            f"the release's program says what is not understood: {answer.output[:200]!r}"
        ) from error


def _with(command: Command, environ: Mapping[str, str]) -> Command:
    return replace(command, environ={**command.environ, **environ})


def _any_end(command: Command) -> Command:
    """The same; how it ends is looked at by who asked."""
    return replace(command, ok=tuple(range(-15, 256)))
