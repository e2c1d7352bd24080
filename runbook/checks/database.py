"""The database, asked by the program of the release that serves (chapters P2.2, E1.3, A.3)."""

from __future__ import annotations

import json
from typing import Any

from runbook.actions import Question, Ran
from runbook.checks import About, Answers, Case, Check, Outcome, no, product, ran, run, unknown, yes
from runbook.counting import counted
from runbook.judge import thresholds
from runbook.told import IN_A_SHELL

_SILENT = ran(code=69, errors="creditai: The database does not answer; nothing was changed.")
_WELL = {
    "version": "15.12", "encoding": "UTF8", "database_bytes": 9_000_000, "max_connections": 100, "waiting_for_locks": 0,
    "connections": [{"name": "creditai", "state": "idle", "count": 7}], "oldest_transaction_seconds": 0.1,
    "invalid_indexes": [], "replicas": [],
}  # fmt: skip
_OLDEST_SECONDS = 300.0
_LAG_SECONDS = 10.0


def _stats(**more: Any) -> Ran:
    return ran(json.dumps({**_WELL, **more}))


def _told(answer: object, *names: str) -> dict[str, Any] | None:
    """What `creditai db ... --json` told; None when it told nothing, or not of all these."""
    if not isinstance(answer, Ran) or not answer.output.strip():
        return None
    try:
        told = json.loads(answer.output)
    except ValueError:
        return None
    return told if isinstance(told, dict) and all(name in told for name in names) else None


class DatabaseAnswers(Check):
    """PostgreSQL answers the release's own role, in a version and an encoding that it can live with."""

    covers = ("R020", "R042", "R047", "R163")
    of_release = True
    hint = "See CREDITAI_DATABASE_OWNER of the environment file, and whether PostgreSQL runs."
    cases = (
        Case("yes", [_stats()]),
        Case("no", [_stats(version="13.4")]),
        Case("no", [_stats(encoding="LATIN1")]),
        Case("unknown", [_SILENT]),
        Case("unknown", [ran("{")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "db", "stats", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = _told(answer, "version", "encoding")
        if told is None:
            return unknown(answer)
        said = f"PostgreSQL {told['version']}, {told['encoding']}"
        good = int(str(told["version"]).split(".")[0]) >= 15 and told["encoding"] == "UTF8"
        return yes(said) if good else no(f"{said}; 15 or later and UTF8 are needed")


class Connections(Check):
    """Connections to the database are left for a second colour."""

    covers = ("R023", "R164")
    of_release = True
    hint = "`creditai diagnose database` says who has them; raise max_connections or lower CREDITAI_DATABASE_POOL."
    cases = (
        Case("yes", [_stats()]),
        Case("no", [_stats(connections=[{"name": "creditai", "state": "idle", "count": 81}])]),
        Case("unknown", [_SILENT]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "db", "stats", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = _told(answer, "connections", "max_connections")
        if told is None:
            return unknown(answer)
        used, most = sum(each["count"] for each in told["connections"]), told["max_connections"]
        said = f"{used} of {most} connections are in use"
        return yes(said) if used <= thresholds.WARN_RESOURCES * most else no(said)


class Transactions(Check):
    """No transaction is open for long, and nobody waits for a lock: a migration would wait behind it."""

    covers = ("R169",)
    of_release = True
    level = "advised"
    hint = "`creditai diagnose database` names who blocks whom."
    cases = (
        Case("yes", [_stats()]),
        Case("no", [_stats(oldest_transaction_seconds=900.0)]),
        Case("no", [_stats(waiting_for_locks=2)]),
        Case("unknown", [_SILENT]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "db", "stats", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = _told(answer, "oldest_transaction_seconds", "waiting_for_locks")
        if told is None:
            return unknown(answer)
        oldest, waiting = float(told["oldest_transaction_seconds"]), told["waiting_for_locks"]
        said = f"the oldest transaction is open for {oldest:.0f} s, {waiting} wait for locks"
        return yes(said) if oldest <= _OLDEST_SECONDS and waiting == 0 else no(said)


class Indexes(Check):
    """Every index is valid: one that an interruption left behind slows writing and answers nothing."""

    covers = ("R068",)
    of_release = True
    level = "advised"
    hint = "`creditai db migrate --rebuild` builds them anew."
    cases = (
        Case("yes", [_stats()]),
        Case("no", [_stats(invalid_indexes=["report_person"])]),
        Case("unknown", [_SILENT]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "db", "stats", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = _told(answer, "invalid_indexes")
        if told is None:
            return unknown(answer)
        bad = told["invalid_indexes"]
        return no(f"invalid: {', '.join(bad)}") if bad else yes("all are valid")


class Replicas(Check):
    """As many replicas as the environment names are connected, and follow closely."""

    covers = ("R021",)
    of_release = True
    hint = "Mend replication, or say in the environment file (replicas) how many there are meant to be."
    cases = (
        Case("yes", [_stats()]),
        Case("no", [_stats(replicas=[{"name": "r1", "state": "streaming", "lag_seconds": 0.1}])]),
        Case("unknown", [_SILENT]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "db", "stats", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = _told(answer, "replicas")
        if told is None:
            return unknown(answer)
        found, wanted = told["replicas"], about.environment.replicas
        late = [r["name"] for r in found if r["state"] != "streaming" or r["lag_seconds"] > _LAG_SECONDS]
        said = f"{len(found)} of {wanted} replicas are connected"
        return (
            no(f"{said}; behind: {', '.join(late) or 'none'}") if late or len(found) != wanted else yes(said)
        )


class Migrations(Check):
    """No migration is pending or unknown to the release that serves."""

    covers = ("R048", "R067", "R110")
    of_release = True
    level = "advised"
    hint = (
        f"A deploy expands the schema itself; {IN_A_SHELL}, then `creditai db status` lists what is pending."
    )
    cases = (
        Case("yes", [ran('{"revision": "0004", "head": "0004", "pending": 0}')]),
        Case("no", [ran('{"revision": "0003", "head": "0004", "pending": 1}')]),
        Case("unknown", [_SILENT]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "db", "status", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = _told(answer, "revision", "pending")
        if told is None:
            return unknown(answer)
        said = f"at {told['revision']}, {told['pending']} pending"
        return no(said) if told["pending"] else yes(said)


class Schema(Check):
    """Tables, row-level security and rights are what the release that serves expects."""

    covers = ("R068", "R112", "R103")
    of_release = True
    hint = f"{IN_A_SHELL}, then `creditai db validate` lists each fault. What was changed by hand is changed back, or `creditai release restore` puts a backup in its place."
    cases = (
        Case("yes", [ran('{"faults": []}')]),
        Case("no", [ran('{"faults": ["report: row-level security is off"]}', 1)]),
        Case("unknown", [_SILENT]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "db", "validate", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = _told(answer, "faults")
        if told is None:
            return unknown(answer)
        faults = told["faults"]
        return no(f"{counted(len(faults), 'fault')}, first: {faults[0]}") if faults else yes("as expected")


class Integrity(Check):
    """Rows belong together, each sealed one has its key, and nobody who was erased has come back."""

    covers = ("R114",)
    level = "advised"
    of_release = True
    hint = f"{IN_A_SHELL}, then `creditai db integrity` lists each fault; after a restore `creditai db erase-again` comes first."
    cases = (
        Case("yes", [ran('{"faults": [], "counts": {"person": 3, "report": 4}}')]),
        Case("no", [ran('{"faults": ["report: 2 rows of nobody"], "counts": {"report": 4}}', 1)]),
        Case("unknown", [ran(code=64, errors="creditai: CREDITAI_DATABASE_BACKUP is not set")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return product(about, "db", "integrity", "--json")

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = _told(answer, "faults", "counts")
        if told is None:
            return unknown(answer)
        faults, rows = told["faults"], sum(told["counts"].values())
        return (
            no(f"{counted(len(faults), 'fault')}, first: {faults[0]}")
            if faults
            else yes(f"{rows} rows belong together")
        )


class RoomForBackups(Check):
    """A backup and its restore fit on the disk beside the database."""

    covers = ("R165",)
    of_release = True
    hint = "Make room, or move the state folder: a backup is proved by restoring it beside the database."
    cases = (
        Case("yes", [_stats(), ran("Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/a 9 1 50000000 44% /\n")]),
        Case("no", [_stats(database_bytes=9 * 1024**3), ran("Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/a 9 1 9000 44% /\n")]),
        Case("unknown", [_SILENT, ran("")]),
        Case("unknown", [_stats(), ran(code=1, errors="df: no file systems processed")]),
    )  # fmt: skip

    def asks(self, about: About) -> tuple[Question, ...]:
        state = about.environment.state
        place = next((folder for folder in (state, *state.parents) if folder.exists()), state)
        stats = product(about, "db", "stats", "--json")
        return (*stats, run("df", "-Pk", str(place))) if stats else ()

    def look(self, about: About, answers: Answers) -> Outcome:
        told = _told(answers[0], "database_bytes")
        if told is None:
            return unknown(answers[0])
        df = answers[1]
        rows = df.output.splitlines()[1:] if isinstance(df, Ran) else []
        if not rows or len(rows[0].split()) < 4:
            return unknown(df)
        size, free = told["database_bytes"] / 1024**2, int(rows[0].split()[3]) / 1024
        said = f"the database has {size:.0f} MB, {free:.0f} MB are free"
        return yes(said) if free > 2 * size else no(f"{said}: twice its size is needed")
