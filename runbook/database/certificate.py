"""Whether the release that serves lives through a migration: tried on a copy, statement by statement.

Twice on two copies of the restored backup. Once as it will run, in its own transactions, and after each statement the
server is asked which tables are locked, rewritten, read or changed; what would make the old release wait is refused.
And once with each statement committed by itself, after which the old release's own process replays what it says to its
database. What breaks and is whole again at the end of the same transaction was never seen by anybody and is let pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from runbook.actions import Command, Ran
from runbook.database.scratch import Scratch
from runbook.errors import ActFailed
from runbook.facts import Found
from runbook.records import digest

FEW = 1_000
"""Rows that are read or changed in a blink."""
LONG = 1.0
"""Seconds for which a table may be closed to writers."""
Runs = Callable[[Command], Ran]
_BLOCKING = ("ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock")
_BEFORE = """
CREATE TEMP TABLE before_ AS SELECT oid, relname, relfilenode, greatest(reltuples, 0)::bigint AS rows FROM pg_class
  WHERE relkind IN ('r', 'p') AND relpersistence = 'p' AND relnamespace = 'public'::regnamespace;
SELECT set_config('creditai.began', extract(epoch FROM clock_timestamp())::text, false);
"""
_PROBE = """
SELECT '{{"probe":{number}' || ',"seconds":' || extract(epoch FROM clock_timestamp()) - current_setting('creditai.began')::numeric
  || ',"held":' || coalesce((SELECT json_object_agg(t.relname, t.mode) FROM (SELECT b.relname, max(l.mode) AS mode FROM pg_locks l
       JOIN before_ b ON b.oid = l.relation WHERE l.pid = pg_backend_pid() AND l.granted AND l.mode IN ({blocking}) GROUP BY b.relname) t), '{{}}')::text
  || ',"rewritten":' || coalesce((SELECT json_object_agg(b.relname, b.rows) FROM before_ b JOIN pg_class c ON c.oid = b.oid AND c.relfilenode <> b.relfilenode), '{{}}')::text
  || ',"read":' || coalesce((SELECT json_object_agg(b.relname, s.seq_tup_read + coalesce(s.idx_tup_fetch, 0)) FROM before_ b JOIN pg_stat_xact_all_tables s ON s.relid = b.oid), '{{}}')::text
  || ',"changed":' || coalesce((SELECT json_object_agg(b.relname, s.n_tup_upd + s.n_tup_del) FROM before_ b JOIN pg_stat_xact_all_tables s ON s.relid = b.oid), '{{}}')::text
  || '}}';
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a migration says. `transaction`: which one, counted; `autocommit`: outside any."""

    revision: str
    transaction: int
    autocommit: bool
    sql: str

    @property
    def short(self) -> str:
        return re.sub(r"\s+", " ", self.sql).strip()[:160]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the server said after a statement, within its transaction; counts since the transaction began."""

    seconds: float
    held: Mapping[str, str]
    rewritten: Mapping[str, int]
    read: Mapping[str, int]
    changed: Mapping[str, int]


def statements(answer: Ran) -> tuple[Statement, ...]:
    """Out of what `creditai db statements` says. ActFailed when it is not understood."""
    try:
        told = json.loads(answer.output)["statements"]
        return tuple(
            Statement(str(s["revision"]), int(s["transaction"]), bool(s["autocommit"]), str(s["sql"]))
            for s in told
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ActFailed(
            f"the statements of the migration are not understood: {answer.output[:200]!r}"
        ) from error


def certify(
    run: Runs,
    at: Scratch,
    base: str,
    owner: str,
    said: Sequence[Statement],
    replay: Callable[[str], Command],
    backup: str,
) -> Found:
    """`base`: the restored copy, which stays as it is; `replay`: the old release over a DSN; `backup`: what it rests on."""
    reasons = tuple(dict.fromkeys(_reasons(run, at, base, owner, said, replay)))
    told = {"statements": len(said), "transactions": len({s.transaction for s in said}), "backup": backup,
            "revisions": list(dict.fromkeys(s.revision for s in said))}  # fmt: skip
    said_ = (
        f"refused: {reasons[0]}" if reasons
        else f"the release that serves lives through all {len(said)} statements"
    )  # fmt: skip
    return Found(not reasons, said_, reasons, digest(([s.sql for s in said], backup, reasons)), told)


def _reasons(
    run: Runs, at: Scratch, base: str, owner: str, said: Sequence[Statement], replay: Callable[[str], Command]
) -> Iterator[str]:
    whole, step = f"{base}_whole", f"{base}_step"
    at.copy(run, base, step, owner)
    if broken := _broken(run, at, step, replay):
        yield f"the release that serves does not even live on the schema as it is: {broken[0]}"
        return
    at.copy(run, base, whole, owner)
    for _, group in groupby(said, key=lambda s: s.transaction):
        one = tuple(group)
        failed = None
        try:
            yield from blocked(one, _run_whole(run, at, whole, owner, one))
        except _Failed as error:
            failed = str(error)
            yield failed
        if failed is not None:
            return
        yield from _stepwise(run, at, step, owner, one, replay)


def expected(found: Found, faults: Sequence[str]) -> Found:
    """The certificate, unless the new release finds faults in the copy that was migrated as it will be: it would fail among
    people what the old one lives through."""
    if not faults:
        return found
    reasons = tuple(f"migrated, the database is not as the new release expects: {each}" for each in faults)
    return replace(
        found,
        well=False,
        said=f"refused: {reasons[0]}",
        reasons=reasons,
        digest=digest((found.digest, reasons)),
    )


class _Failed(Exception):
    """A statement that does not run on this data, as a sentence."""


def _run_whole(
    run: Runs, at: Scratch, database: str, owner: str, said: Sequence[Statement]
) -> tuple[Seen, ...]:
    """One transaction as it will run, looked at after each statement."""
    blocking = ", ".join(f"'{mode}'" for mode in _BLOCKING)
    alone = said[0].autocommit
    parts = [_BEFORE, "" if alone else "BEGIN;"]
    for number, each in enumerate(said):
        parts += [each.sql.rstrip().rstrip(";") + ";", _PROBE.format(number=number, blocking=blocking)]
    parts.append("" if alone else "COMMIT;")
    ran = run(_whatever(at, "the migration as it will run", "\n".join(parts), database, owner))
    rows = [json.loads(line) for line in ran.output.splitlines() if line.startswith('{"probe":')]
    seen = tuple(Seen(float(r["seconds"]), r["held"], r["rewritten"], r["read"], r["changed"]) for r in rows)
    if ran.code != 0:
        at_fault = said[min(len(seen), len(said) - 1)]
        raise _Failed(f"`{at_fault.short}` fails on the data as it is: {_error(ran)}")
    return seen


def blocked(said: Sequence[Statement], seen: Sequence[Seen]) -> Iterator[str]:
    """What would make the old release wait. Pure."""
    before = Seen(0.0, {}, {}, {}, {})
    since: dict[str, Statement] = {}
    for each, now in zip(said, seen, strict=True):
        for table in now.held:
            since.setdefault(table, each)
        read, changed = _more(before.read, now.read), _more(before.changed, now.changed)
        for table, rows in now.rewritten.items():
            if table not in before.rewritten and rows > FEW:
                yield f"`{each.short}` rewrites all {rows} rows of {table}, and nobody reads or writes it meanwhile"
        for table, rows in read.items():
            if table in now.held and rows > FEW and table not in now.rewritten:
                yield f"`{each.short}` reads {rows} rows of {table} while nobody may write it ({now.held[table]})"
        for table, rows in changed.items():
            if rows > FEW:
                yield f"`{each.short}` changes {rows} rows of {table} in one transaction; whoever writes them waits"
        busy = max((*read.values(), *changed.values(), 0))
        for table in before.held if busy > FEW else ():
            yield f"{table} stays locked ({before.held[table]} since `{since[table].short}`) while `{each.short}` goes through {busy} rows"
        if now.held and now.seconds - before.seconds > LONG:
            names = ", ".join(sorted(now.held))
            yield f"`{each.short}` keeps {names} locked for {now.seconds - before.seconds:.1f} s"
        before = now


def _more(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    return {table: count - before.get(table, 0) for table, count in now.items()}


def _stepwise(
    run: Runs,
    at: Scratch,
    database: str,
    owner: str,
    said: Sequence[Statement],
    replay: Callable[[str], Command],
) -> Iterator[str]:
    """Each statement committed by itself, and what the old release says to that; told is what still breaks in the end."""
    first: dict[str, Statement] = {}
    last: tuple[str, ...] = ()
    for each in said:
        ran = run(_whatever(at, "one statement", each.sql.rstrip().rstrip(";") + ";", database, owner))
        if ran.code != 0:
            yield f"`{each.short}` fails by itself: {_error(ran)}"
            return
        last = _broken(run, at, database, replay)
        for broken in last:
            first.setdefault(broken, each)
    for broken in last:
        yield f"after `{first[broken].short}` the release that serves breaks: {broken}"


def _broken(run: Runs, at: Scratch, database: str, replay: Callable[[str], Command]) -> tuple[str, ...]:
    """What of the old release's workload does not run there."""
    answer = run(replay(at.dsn(database, "creditai_app")))
    try:
        told = json.loads(answer.output)
        broken = tuple(f"{b['why']} ({re.sub(chr(10), ' ', b['sql'])[:120]})" for b in told["broken"])
    except (ValueError, KeyError, TypeError) as error:
        raise ActFailed(
            f"the old release could not replay its workload: {(answer.errors or answer.output).strip()[-300:]}"
        ) from error
    if told.get("statements") == 0:
        raise ActFailed("the old release's workload is empty: nothing would be proved by it")
    return broken


def _whatever(at: Scratch, what: str, script: str, database: str, owner: str) -> Command:
    """A script whose failure is an answer."""
    made = at.programs.psql(what, script, environ=at.environ(database, owner), deadline=1800.0)
    return replace(made, ok=tuple(range(-15, 256)))


def _error(ran: Ran) -> str:
    found = re.search(r"ERROR:\s*(.+)", ran.errors)
    return found[1] if found else ran.errors.strip()[-200:]
